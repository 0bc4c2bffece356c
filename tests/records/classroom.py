"""Twenty people at once want one coach, and twenty set one target; prints what came of it as JSON. Run as a program of its own by ``test_classroom``."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tests.records.crowd import WRITERS, people, together

AT = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
MONTH = date(2026, 7, 1)


def main():
    import django

    django.setup()
    from django.db import connection

    from argosy.records.coaching.training.actions import book, write_coach, write_course
    from argosy.records.coaching.training.models import TrainingSession
    from argosy.records.fresh import lay_out
    from argosy.records.sales.models import SalesTarget
    from argosy.records.sales.targeting import Cell, plan_targets

    lay_out(connection)
    who = people()
    write_coach(actor=who["tm1"], code="K-1", name="講師", capacity=Decimal(500))
    write_course(actor=who["ws1"], code="TR-1", title_zh="輪圈", title_en="Rims", goal="能選型", hours=Decimal(2))

    def seat(starts):
        return book(actor=who["ws1"], course="TR-1", coach="K-1", starts=starts, place="訓練室")

    def aim(at, was=None):
        return plan_targets(actor=who["tm1"], cells=[Cell("ws1", "TW", "87", MONTH, Decimal(1000 + at), was)])

    one = together(lambda at: seat(AT))
    apart = together(lambda at: seat(AT + timedelta(hours=4 * (at + 1))))
    first = together(aim)
    seen = SalesTarget.objects.get().amount
    change = together(lambda at: aim(WRITERS + at, seen))
    numbers = sorted(int(number[3:]) for number in TrainingSession.objects.values_list("number", flat=True))
    target = SalesTarget.objects.get()
    told = {
        "vendor": connection.vendor, "one": one, "apart": apart, "first": first, "change": change, "sessions": len(numbers), "numbers": numbers == list(range(1, len(numbers) + 1)),
        "history": target.history.count(), "changed": target.amount != seen,
    }  # fmt: skip
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
