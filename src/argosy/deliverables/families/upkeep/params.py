"""What the upkeep sheet is asked for with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from argosy.deliverables.deliverable import Param, Request
from argosy.engines.care.upkeep import Grain
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

PERIOD = 90
"""Days looked back when no first day is asked for."""
LONGEST = 400
GRAINS = (("month", Text("月", "Month")), ("week", Text("週", "Week")), ("day", Text("日", "Day")))
PARAMS = (
    Param("rep", Text("業務人員（帳號；空白為全部）", "Salesperson (login; empty: all)")),
    Param("since", Text("期間起日（空白為 90 日前）", "From (empty: 90 days back)"), "date"),
    Param("granularity", Text("統計區間", "Counted by"), "choice", default="month", choices=GRAINS),
    Param("customer", Text("客戶代號（空白為全部）", "Customer code (empty: all)")),
)


@dataclass(frozen=True, slots=True)
class UpkeepAsk:
    """The parameters, read. Empty ``rep`` and ``customer`` mean all."""

    rep: str
    since: date
    grain: Grain
    customer: str


def read_ask(request: Request) -> UpkeepAsk:
    """The parameters of a request; ``BadInput`` for a first day that is none, after the last one, or over 400 days before it."""
    given = request.params
    return UpkeepAsk(
        given.get("rep", "").strip().lower(), since_of(given.get("since", ""), request.as_of), cast(Grain, given.get("granularity") or "month"), given.get("customer", "").strip()
    )  # fmt: skip


def since_of(text: str, on: date, period: int = PERIOD) -> date:
    """The first day asked for, or so many days before the last one."""
    if not text:
        return on - timedelta(days=period - 1)
    try:
        first = date.fromisoformat(text)
    except ValueError:
        raise BadInput(Text("起日「{d}」應為 YYYY-MM-DD", "The day “{d}” is written YYYY-MM-DD").format(d=text)) from None
    if not 0 <= (on - first).days <= LONGEST:
        raise BadInput(Text("起日須在截止日前 {n} 日以內", "The first day lies at most {n} days before the last").format(n=LONGEST))
    return first
