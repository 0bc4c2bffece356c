"""The office hours and holidays of a place, as the engine counts them."""

from __future__ import annotations

from datetime import date, time

from argosy.engines.service.hours import OfficeHours
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.reference.queries import setting
from argosy.records.service.calendar.models import CalendarDay


def office_hours(on: date, place: str = "") -> OfficeHours:
    """The working hours that hold on a day, with every holiday and make-up day entered for the place (default: the firm's setting)."""
    place = place or setting("service.place", on)
    rows = list(CalendarDay.objects.filter(place=place).values_list("on", "works"))
    return OfficeHours(
        _time("service.office_from", on), _time("service.office_to", on), frozenset(day for day, works in rows if not works),
        frozenset(day for day, works in rows if works),
    )  # fmt: skip


def _time(name: str, on: date) -> time:
    value = setting(name, on)
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise BadInput(Text("設定 {n} 應為 HH:MM，而非「{v}」", "Setting {n} is HH:MM, not '{v}'").format(n=name, v=value)) from None
