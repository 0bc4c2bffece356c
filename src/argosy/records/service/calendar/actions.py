"""Entering holidays and make-up days."""

from __future__ import annotations

from datetime import date
from typing import Any

from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.record import changed
from argosy.records.service.calendar.models import CalendarDay


@action("service.calendar.mark", Text("登錄行事曆日", "enter a calendar day"))
def mark_day(*, actor: Any, place: str, on: date, name_zh: str, name_en: str, source: str, works: bool = False) -> CalendarDay:
    """A holiday, or with ``works`` a make-up day; the same day again replaces it."""
    row = CalendarDay.objects.filter(place=place, on=on).first() or CalendarDay(place=place, on=on)
    kept: CalendarDay = changed(row, {"name_zh": name_zh, "name_en": name_en, "works": works, "source": source})
    return kept
