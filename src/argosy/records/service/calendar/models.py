"""Days on which a place does not work, and those on which it works although it is a weekend."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from argosy.records.codes import COUNTRY
from argosy.records.columns import day, line
from argosy.records.record import Record
from argosy.records.wording import said


class CalendarDay(Record):
    """A public holiday of a place, or with ``works`` a weekend day on which it works all the same. ``source`` says who announced it."""

    place = models.CharField(said("地區", "place"), max_length=2, validators=[COUNTRY])
    on = day("日期", "date", needed=True)
    name_zh = line("名稱", "name", 80, needed=True)
    name_en = line("名稱(英)", "name (English)", 80, needed=True)
    works = models.BooleanField(said("補行上班", "works"), default=False)
    source = line("依據", "source", 200, needed=True)

    class Meta:
        verbose_name = said("行事曆日", "calendar day")
        verbose_name_plural = said("行事曆日", "calendar days")
        ordering: ClassVar = ["place", "on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "on"], name="calendar_day_once", violation_error_message=said("此日已登錄", "this day is entered already")
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.on} {self.name_zh}"
