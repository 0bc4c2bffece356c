"""Closed months: nothing dated in one is written."""

from __future__ import annotations

from datetime import date

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.receivables.billing.models import ClosedPeriod

CLOSED = Text(
    "{month} 已於 {on} 關帳，不得再登錄該月日期之單據；請改用未關帳之日期，或請財務重開該月",
    "{month} was closed on {on}: date the paper in an open month, or ask finance to reopen it",
)


def require_open(*days: date | None) -> None:
    """``Refused`` when any of the days lies in a closed month."""
    months = {day.replace(day=1) for day in days if day is not None}
    row = ClosedPeriod.objects.filter(month__in=months, reopened_on__isnull=True).first()
    if row is not None:
        raise Refused(CLOSED.format(month=f"{row.month:%Y-%m}", on=row.closed_on))
