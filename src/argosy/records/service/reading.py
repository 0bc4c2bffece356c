"""Reading that several documents share: 8D reports, names of products and people."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.service.cases.models import EightD


def disciplines(*, actor: Actor | None, until: date) -> QuerySet[EightD]:
    """8D reports of cases received up to a day, the latest first."""
    require(actor, "service.case.read", Text("查看服務案件", "see service cases"))
    end = timezone.make_aware(datetime.combine(until, time.max))
    return EightD.objects.select_related("case", "leader").filter(case__received__lte=end)
