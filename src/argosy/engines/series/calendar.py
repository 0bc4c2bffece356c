"""Dates of a series as counted periods: which frequency they have, which periods are missing, and how the next ones are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

Frequency = Literal["annual", "quarterly", "monthly", "weekly", "daily", "number"]
SEASONS: dict[Frequency, int] = {"annual": 1, "quarterly": 4, "monthly": 12, "weekly": 52, "daily": 7, "number": 1}
FREQUENCY_WORDS: dict[Frequency, Text] = {
    "annual": Text("年", "annual"), "quarterly": Text("季", "quarterly"), "monthly": Text("月", "monthly"), "weekly": Text("週", "weekly"),
    "daily": Text("日", "daily"), "number": Text("序號", "numbered"),
}  # fmt: skip
_MONTHS: dict[Frequency, int] = {"annual": 12, "quarterly": 3, "monthly": 1}
ROC = 1911  # years of the Republic of China count from 1912
_MONTH = re.compile(r"(\d{4})[-/.年]?(0[1-9]|1[0-2]|[1-9](?=月|$))月?$")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
_ROC_MONTH = re.compile(r"(?:民國)?(\d{2,3})年(\d{1,2})月$")
_ROC_YEAR = re.compile(r"(?:民國)?(\d{2,3})年$")
_QUARTER = re.compile(r"(\d{4})(?:[-/ ]?[Qq]|年?第?)([1-4])季?$")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})$")
_YEAR = re.compile(r"(1[5-9]\d\d|2[01]\d\d)年?$")
_NUMBER = re.compile(r"-?\d+$")


@dataclass(frozen=True, slots=True)
class Calendar:
    """``periods``: the count of each date in units of the frequency; ``style`` and ``anchor`` say how a period is written again."""

    frequency: Frequency
    periods: tuple[int, ...]
    style: Literal["period", "month", "date", "end"] = "period"
    anchor: int = 0

    def write(self, period: int) -> str:
        """ISO 8601: ``2026``, ``2026-11``, a day where days were given; quarters as ``2026-Q3``."""
        if self.frequency in ("weekly", "daily"):
            return date.fromordinal(period * 7 + self.anchor if self.frequency == "weekly" else period).isoformat()
        if self.frequency == "number":
            return str(period)
        if self.style == "period" and self.frequency != "monthly":
            return f"{period:04}" if self.frequency == "annual" else f"{period // 4:04}-Q{period % 4 + 1}"
        year, month = divmod(period * _MONTHS[self.frequency] + self.anchor // 100, 12)
        return (
            f"{year:04}-{month + 1:02}"
            if self.style in ("period", "month")
            else _day(year, month + 1, self.anchor % 100, self.style == "end")
        )


def read_calendar(labels: Sequence[str]) -> Calendar:
    """Dates in any one of the common forms, years of the Republic of China among them. ``BadInput`` names the first that fits none."""
    texts = [label.strip() for label in labels]
    for reader in (_years, _quarters, _weeks, _months, _days, _numbers):
        found = reader(texts)
        if found is not None:
            return found
    forms = (_YEAR, _QUARTER, _WEEK, _MONTH, _ROC_MONTH, _ROC_YEAR, _DAY, _NUMBER)
    odd = next((t for t in texts if not any(form.match(t) for form in forms)), texts[0] if texts else "")
    raise BadInput(
        Text(
            "日期「{d}」無法與其餘日期一致判讀；請用 2026、2026-11、2026-11-20、2026Q4、2026-W47 或 115年11月其中一種",
            "the date '{d}' cannot be read as the others are: use one of 2026, 2026-11, 2026-11-20, 2026Q4 or 2026-W47 throughout",
        ).format(d=odd)
    )


def gaps(periods: Sequence[int]) -> list[int]:
    """Periods missing between the first and the last."""
    if not periods:
        return []
    there = set(periods)
    return [one for one in range(min(periods), max(periods) + 1) if one not in there]


def _matched(form: re.Pattern[str], texts: Sequence[str]) -> list[tuple[int, ...]] | None:
    """The numbers of every text, or ``None`` when one has another form."""
    found = []
    for text in texts:
        numbers = _numbers_of(form, text)
        if numbers is None:
            return None
        found.append(numbers)
    return found or None


@lru_cache(maxsize=1 << 16)  # series of one file share most of their dates
def _numbers_of(form: re.Pattern[str], text: str) -> tuple[int, ...] | None:
    match = form.match(text)
    return tuple(int(group) for group in match.groups()) if match else None


def _years(texts: Sequence[str]) -> Calendar | None:
    for form, since in ((_YEAR, 0), (_ROC_YEAR, ROC)):
        found = _matched(form, texts)
        if found:
            return Calendar("annual", tuple(year + since for (year,) in found))
    return None


def _quarters(texts: Sequence[str]) -> Calendar | None:
    if not all(re.search(r"[Qq季]", text) for text in texts):
        return None
    found = _matched(_QUARTER, texts)
    return Calendar("quarterly", tuple(year * 4 + quarter - 1 for year, quarter in found)) if found else None


def _weeks(texts: Sequence[str]) -> Calendar | None:
    found = _matched(_WEEK, texts)
    if not found or not all(1 <= week <= 53 for _, week in found):
        return None
    mondays = (date.fromisocalendar(year, min(week, 52), 1) + timedelta(7 * (week > 52)) for year, week in found)
    return Calendar("weekly", tuple(day.toordinal() // 7 for day in mondays), "date", 1)


def _months(texts: Sequence[str]) -> Calendar | None:
    for form, since in ((_MONTH, 0), (_ROC_MONTH, ROC)):
        found = _matched(form, texts)
        if found and all(1 <= month <= 12 for _, month in found):
            return _by_month([(year + since) * 12 + month - 1 for year, month in found], "month")
    return None


def _days(texts: Sequence[str]) -> Calendar | None:
    found = _matched(_DAY, texts)
    if not found:
        return None
    try:
        days = [date(*one) for one in found]
    except ValueError:
        return None
    ends = all((day + timedelta(1)).day == 1 for day in days)
    if ends or len({day.day for day in days}) == 1:
        return _by_month([day.year * 12 + day.month - 1 for day in days], "end" if ends else "date", days[0].day)
    counts = [day.toordinal() for day in days]
    if len({count % 7 for count in counts}) == 1:
        return Calendar("weekly", tuple(count // 7 for count in counts), "date", counts[0] % 7)
    return Calendar("daily", tuple(counts), "date")


def _by_month(months: Sequence[int], style: Literal["month", "date", "end"], day: int = 0) -> Calendar:
    """Months that stand for themselves, quarters or years: by the widest step that fits all of them."""
    wide = (f for f in ("annual", "quarterly") if len(set(months)) > 1 and len({m % _MONTHS[f] for m in months}) == 1)
    frequency: Frequency = next(wide, "monthly")  # type: ignore[arg-type]
    width = _MONTHS[frequency]
    return Calendar(frequency, tuple(m // width for m in months), style, months[0] % width * 100 + day)


def _numbers(texts: Sequence[str]) -> Calendar | None:
    found = [int(text) for text in texts] if texts and all(_NUMBER.match(text) for text in texts) else None
    return Calendar("number", tuple(found)) if found else None


def _day(year: int, month: int, day: int, end: bool) -> str:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(1)).isoformat() if end else date(year, month, min(day, (following - timedelta(1)).day)).isoformat()
