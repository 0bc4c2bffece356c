"""What the sales management report is asked for with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from argosy.deliverables.deliverable import Param, Request
from argosy.deliverables.families.accounts.achieved import Span, month_span, week_span
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

SPANS = (("month", Text("月報", "Month")), ("week", Text("週報", "Week")))
PARAMS = (
    Param("person", Text("業務人員帳號（空白為全部）", "Salesperson, by login (empty: all)")),
    Param("span", Text("期間別", "Month or week"), "choice", default="month", choices=SPANS),
    Param("month", Text("月份（YYYY-MM；空白為資料截止日所在月）", "Month (YYYY-MM; empty: that of the as-of day)")),
)
BAD_MONTH = Text("月份「{m}」應為 YYYY-MM", "The month “{m}” is written YYYY-MM")
LATER = Text("月份 {m} 在資料截止日之後", "The month {m} is after the as-of day")


@dataclass(frozen=True, slots=True)
class SellingAsk:
    """The parameters, read: the login asked for (empty: all) and the days."""

    person: str
    weekly: bool
    span: Span


def read_ask(request: Request) -> SellingAsk:
    """The parameters; ``BadInput`` for a month that is none or to come."""
    given = request.params
    person, text = given.get("person", "").strip().lower(), given.get("month", "").strip()
    if given.get("span") == "week":
        return SellingAsk(person, True, week_span(request.as_of))
    month = read_month(text) if text else request.as_of.replace(day=1)
    if month > request.as_of:
        raise BadInput(LATER.format(m=text))
    return SellingAsk(person, False, month_span(month, request.as_of))


def read_month(text: str) -> date:
    """The first day of a month written YYYY-MM."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise BadInput(BAD_MONTH.format(m=text))
    return date.fromisoformat(f"{text}-01")
