"""Targets of many lines and months at once, as a grid hands them in. What somebody else changed in the meantime is not overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from argosy.kernel.errors import BadInput, Problem, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.people.models import Person
from argosy.records.reports.ledger import next_number
from argosy.records.sales.models import SalesTarget

MOVED = Text(
    "{where} 已由他人改為 {now}（您看到的是 {was}）。請重新載入後再改，其他格亦未寫入",
    "{where} was changed to {now} by somebody else (you saw {was}). Load the page again; nothing else was written either",
)
NOBODY = Text("查無人員「{login}」", "There is no person '{login}'")


@dataclass(frozen=True, slots=True)
class Cell:
    """A target to set: ``was`` is the amount its author saw, ``None`` where there was none."""

    person: str
    territory: str
    line: str
    month: date
    amount: Decimal
    was: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """How many targets are new, changed and as they were."""

    new: int
    changed: int
    same: int


@action("sales.target.plan", Text("編訂銷售目標", "plan sales targets"))
def plan_targets(*, actor: Any, cells: Sequence[Cell]) -> Planned:
    """Set these targets, all or none. One changed since its author saw it raises ``Refused`` naming it; sent twice, the second changes nothing."""
    next_number("sales-target")  # one plan after another: its row is held, so that two who set a first target do not both find none
    there = _there(cells)
    people = {row.login: row for row in Person.objects.filter(login__in={cell.person for cell in cells})}
    problems = [Problem(NOBODY.format(login=c.person), row=at, field="person") for at, c in enumerate(cells, 1) if c.person not in people]
    if problems:
        raise BadInput(problems[0].message, problems)
    new = changed = 0
    for cell in cells:
        row = there.get((cell.territory, cell.line, cell.month))
        seen = None if row is None else row.amount
        if seen == cell.amount and row is not None and row.person_id == people[cell.person].pk:
            continue
        if seen != cell.was and seen != cell.amount:
            where = f"{cell.territory} {cell.line} {cell.month:%Y-%m}"
            raise Refused(MOVED.format(where=where, now=_shown(seen), was=_shown(cell.was)))
        row = row or SalesTarget(territory=cell.territory, line=cell.line, month=cell.month)
        new, changed = new + (row.pk is None), changed + (row.pk is not None)
        row.person, row.amount = people[cell.person], cell.amount
        row.save()
    return Planned(new, changed, len(cells) - new - changed)


def _there(cells: Sequence[Cell]) -> dict[tuple[str, str, date], SalesTarget]:
    """The rows there are, held until the end of the transaction."""
    months = {cell.month for cell in cells}
    rows = SalesTarget.objects.select_for_update(of=("self",)).filter(month__in=months)
    return {(row.territory, row.line, row.month): row for row in rows}


def _shown(amount: Decimal | None) -> str:
    return "—" if amount is None else f"{amount:,.0f}"
