"""The weekly count of team quality: from orders, returns and cases, kept once, judged by the p-chart, and put to who leads."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from math import sqrt

import pytest
from django.urls import reverse
from django.utils import timezone

from argosy.kernel.errors import Refused
from argosy.publishing.quality import Counter, next_monday, review_teams, schedule, weekly
from argosy.records.audit.models import AuditEntry
from argosy.records.clock import at
from argosy.records.people.models import WorkItem
from argosy.records.sales.actions import import_orders
from argosy.records.sales.intake import NewLine, NewOrder
from argosy.records.service.actions import open_case, record_return
from argosy.records.service.standards.actions import explain_snapshot
from argosy.records.service.standards.models import TeamQualitySnapshot
from tests.records.owing import shop

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ON = date(2026, 6, 30)  # a Tuesday: the last week that is over began on the 22nd
LAST = date(2026, 6, 22)


@pytest.fixture
def firm(people):
    return shop(people)


def delivered(people, week, good, late, seller="ws1", tag=""):
    """So many order lines promised in a week, each an order of its own."""
    orders = []
    for n in range(good + late):
        promised = week + timedelta(days=n % 5)
        shipped = promised if n < good else promised + timedelta(days=3)
        number = f"SO-{tag}{week:%m%d}-{n}"
        line = NewLine(2, "J-1", Decimal(10), Decimal(100), shipped_quantity=Decimal(10))
        orders.append(
            NewOrder(
                row=2, number=number, customer="C-1", date=week - timedelta(days=20), incoterm="DAP", currency="TWD", fx=Decimal(1), lines=(line,), promised=promised, shipped=shipped, seller=seller
            )
        )  # fmt: skip
    import_orders(actor=people["ws1"], orders=tuple(orders))


def of(measure="otif", team="WS", week=LAST):
    return TeamQualitySnapshot.objects.get(team=team, measure=measure, week=week)


def test_weeks_are_counted_by_team_and_kept_once(firm):
    delivered(firm, LAST, 20, 5)
    delivered(firm, LAST, 3, 0, seller="tm1", tag="T")
    delivered(firm, LAST - timedelta(weeks=1), 24, 1)
    delivered(firm, LAST + timedelta(weeks=1), 9, 0)
    assert review_teams(on=ON) > 0
    assert (of().k, of().n) == (20, 25)
    assert (of(team="TM").k, of(team="TM").n) == (3, 3)
    assert (of(week=LAST - timedelta(weeks=1)).k, of(week=LAST - timedelta(weeks=1)).n) == (24, 25)
    assert not TeamQualitySnapshot.objects.filter(week__gt=LAST).exists()
    states = TeamQualitySnapshot.history.count()
    assert (review_teams(on=ON), TeamQualitySnapshot.history.count()) == (0, states)
    assert AuditEntry.objects.filter(action="service.snapshot.keep", login="weekly-count").exists()


def test_limits_are_those_of_the_chart_and_a_small_week_is_only_printed(firm):
    for back in range(1, 6):
        delivered(firm, LAST - timedelta(weeks=back), 24, 1)
    delivered(firm, LAST, 15, 10)
    delivered(firm, LAST, 0, 6, seller="tm1", tag="T")
    review_teams(on=ON)
    mean = (24 * 5 + 15) / 150
    half = 3 * sqrt(mean * (1 - mean) / 25)
    row = of()
    assert (round(float(row.centre), 6), round(float(row.lower), 6), row.flagged) == (round(mean, 6), round(mean - half, 6), True)
    small = of(team="TM")
    assert (small.k, small.n, small.lower, small.flagged) == (0, 6, None, False)
    (item,) = WorkItem.objects.filter(origin=row.reference)
    assert item.owner == firm["tm1"]
    review_teams(on=ON)
    assert WorkItem.objects.filter(origin=row.reference).count() == 1


def test_a_week_of_long_ago_is_kept_without_calling_anybody(firm):
    for back in range(1, 6):
        delivered(firm, LAST - timedelta(weeks=back), 25 if back != 2 else 10, 0 if back != 2 else 15)
    review_teams(on=ON)
    assert of(week=LAST - timedelta(weeks=2)).flagged
    assert WorkItem.objects.count() == 0


def test_returns_for_quality_count_in_the_week_that_was_shipped(firm):
    delivered(firm, LAST, 4, 0)
    told = {"actor": firm["ws1"], "line_no": 1, "date": date(2026, 6, 29), "quantity": Decimal(1)}
    record_return(number="RT-1", order="SO-0622-0", reason="defect", **told)
    record_return(number="RT-2", order="SO-0622-1", reason="other", **told)
    assert review_teams(on=ON) > 0
    assert (of("deviation").k, of("deviation").n) == (1, 4)
    record_return(number="RT-3", order="SO-0622-2", reason="wrong", **told)
    assert review_teams(on=ON) == 1
    assert of("deviation").k == 2


def test_first_answers_that_are_late_count_for_the_owners_team(firm):
    with at(timezone.make_aware(timezone.datetime(2026, 6, 23, 10))):
        open_case(actor=firm["cs1"], kind="complaint", customer="C-1", words="紙箱破損", category="documents", owner="cs1")
        open_case(actor=firm["cs1"], kind="question", customer="C-1", words="交期", category="schedule")
    review_teams(on=ON)
    assert (of("breach", "CS").k, of("breach", "CS").n) == (1, 1)
    assert TeamQualitySnapshot.objects.filter(measure="breach", team="-").count() + of("breach", "CS").n == 2


def test_a_cause_is_given_for_a_flagged_week_only(firm):
    for back in range(1, 6):
        delivered(firm, LAST - timedelta(weeks=back), 25, 0)
    delivered(firm, LAST, 10, 15)
    review_teams(on=ON)
    assert explain_snapshot(actor=firm["tm1"], snapshot=of().pk, cause="颱風停航").cause == "颱風停航"
    with pytest.raises(Refused):
        explain_snapshot(actor=firm["tm1"], snapshot=of(week=LAST - timedelta(weeks=3)).pk, cause="x")
    delivered(firm, LAST, 1, 0, tag="X")
    review_teams(on=ON)
    assert (of().n, of().cause) == (26, "颱風停航")


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_the_page_shows_the_week_and_takes_the_cause(client, firm, language):
    for back in range(1, 6):
        delivered(firm, LAST - timedelta(weeks=back), 25, 0)
    delivered(firm, LAST, 10, 15)
    review_teams(on=ON)
    client.force_login(firm["tm1"], "allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = language
    words = client.get(reverse("web:service-list", args=["quality"]) + "?flagged=1").content.decode()
    assert "40.0%" in words
    assert {"en": "beyond a limit", "zh-hant": "超出界限"}[language] in words
    key = of().pk
    assert client.post(reverse("web:service-change", args=["quality", key, "explain"]), {"cause": "颱風停航"}).status_code == 302
    assert "颱風停航" in client.get(reverse("web:service-record", args=["quality", key])).content.decode()
    assert client.get(reverse("web:service-record", args=["quality", "none"])).status_code == 404


def test_it_is_asked_for_once_a_week_and_asks_again_when_it_runs(firm):
    from django_tasks_db.models import DBTaskResult

    rows = DBTaskResult.objects.filter(task_path=weekly.module_path)
    schedule()
    schedule()
    assert rows.count() == 1
    moment = timezone.localtime(next_monday())
    assert (moment.weekday(), moment.hour, moment > timezone.localtime()) == (0, 3, True)
    rows.delete()
    assert weekly.call() == 0
    assert rows.count() == 1


def test_the_counter_may_nothing_else():
    assert [Counter().may(name) for name in ("service.snapshot.keep", "service.case.read", "service.case.open", "credit.limit.decide")] == [
        True,
        True,
        False,
        False,
    ]
