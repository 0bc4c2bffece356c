"""Closed months: nothing dated in one is written."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.columns import day, line, person
from argosy.records.record import Record
from argosy.records.wording import said


class ClosedPeriod(Record):
    """A month whose books are closed: nothing dated in it is written any more, unless it is reopened."""

    month = models.DateField(said("月份", "month"), unique=True)
    closed_by = person("關帳人", "closed by", needed=True)
    closed_on = day("關帳日", "closed on", needed=True)
    reopened_on = day("重開日", "reopened on")
    reason = line("重開理由", "why it was reopened")

    class Meta:
        verbose_name = said("關帳月份", "closed month")
        verbose_name_plural = said("關帳月份", "closed months")
        ordering: ClassVar = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    def clean(self) -> None:
        """A month is named by its first day."""
        if self.month is not None and self.month.day != 1:
            raise ValidationError({"month": said("月份請填當月 1 日", "a month is given by its first day")})


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
