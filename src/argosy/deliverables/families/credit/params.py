"""What the past sales record is asked for with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from argosy.deliverables.deliverable import Param, Request
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

MONTHS = 24
PARAMS = (
    Param("customers", Text("客戶代號（例：C-TW-04,C-TW-05；空白為全部）", "Customers (such as C-TW-04,C-TW-05; empty: all)")),
    Param("months", Text("期間（月數）", "Period (months)"), default=str(MONTHS)),
    Param("currency", Text("明細幣別（空白為全部）", "Currency of the lines (empty: all)")),
)


@dataclass(frozen=True, slots=True)
class CreditAsk:
    """The parameters, read: codes asked for (empty: all), the first day of the period, its days, a currency or none."""

    customers: tuple[str, ...]
    since: date
    days: int
    currency: str


def read_ask(given: Mapping[str, str], request: Request) -> CreditAsk:
    """``BadInput`` for a period that is no number of months from 1 to 120."""
    text = given.get("months") or str(MONTHS)
    if not text.isdigit() or not 1 <= int(text) <= 120:
        raise BadInput(Text("期間「{t}」應為 1 至 120 個月", "A period is 1 to 120 months, not '{t}'").format(t=text))
    since = months_before(request.as_of, int(text))
    codes = tuple(dict.fromkeys(part.strip().upper() for part in given.get("customers", "").replace("、", ",").split(",") if part.strip()))
    return CreditAsk(codes, since, (request.as_of - since).days + 1, given.get("currency", "").strip().upper())


def months_before(day: date, months: int) -> date:
    """The day after the same day so many months before: the first day of a period of so many months."""
    at = day.year * 12 + day.month - 1 - months
    year, month = divmod(at, 12)
    last = _last(year, month + 1)
    if day.day >= last:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, day.day + 1)


def _last(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date.resolution).day
