"""The charges of a line under programmes, from its usual ones: only what a programme changes, and what follows, is worked out anew."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from argosy.engines.duty.charging import Charged, Plan, as_claimed, charge_one, keep
from argosy.engines.duty.claiming import claimed, programme_rate
from argosy.engines.duty.consignment import Line
from argosy.engines.duty.rowbook import Rows, Touched
from argosy.engines.duty.scope import Law, LineScope, Whole
from argosy.rules.provisions import Programme

Known = dict[tuple[Any, ...], "Again"]


@dataclass(frozen=True, slots=True)
class Again:
    """A line worked out again: its charges, and those of which the amount, or whether it applies, is not what it was; facts brought too."""

    charged: Charged
    changed: frozenset[str]


def charge_again(law: Law, rows: Rows, whole: Whole, place: int, usual: Charged, plan: Plan, known: Known) -> Again:
    """The amounts of a line whose usual ones are known, under programmes: only what these change, and what follows, is worked out.

    ``known`` keeps the answers by what the programmes say, so one that says the same as another is not worked out again (and names the
    other where it says why).
    """
    line = whole.lines[place]
    chosen = plan.chosen[line.id]
    key = (place, *(_says(p, rows, line) for p in chosen))
    if key not in known:
        direct, follow = changed(rows, line, chosen)
        fixed = [name for programme in chosen for name in programme.rates]
        duties = rows.duties if line.columns or line.claim else ()
        names = rows.touching(direct | follow, line.code, line.origin, frozenset((*fixed, *line.rates, *line.tariff, *duties)))
        made = charge_some(law, rows, whole, place, usual, plan, Touched(direct, names))
        known[key] = Again(made.charged, made.changed | rows.stirred(chosen))
    return known[key]


def _says(programme: Programme, rows: Rows, line: Line) -> Any:
    """What a programme does to the charges of a line, alike for all that do the same."""
    if programme.effect or not rows.by_columns(programme, line.claim is not None):
        return rows.says(programme)
    found = (programme_rate(programme, rows.first[name], line) for name in sorted(rows.duties))
    return rows.says(programme), tuple(rate and rate.text for rate in found)


def charge_some(law: Law, rows: Rows, whole: Whole, place: int, usual: Charged, plan: Plan, touched: Touched) -> Again:
    """The charges of a line as usual but those that are touched, which are worked out anew.

    ``usual`` is of the same line at the same customs value; a charge reads none but those before it.
    """
    before = usual.scope
    scope = LineScope(law, as_claimed(whole.lines[place], plan), dict(before.amounts), whole, place)
    scope.applied = set(before.applied)
    charges = list(usual.charges)
    moved: set[str] = set()
    for at, name in rows.in_order(touched.names):
        if name not in touched.direct and moved.isdisjoint(rows.reads[name]):
            continue
        scope.applied.discard(name)
        charges[at] = charge_one(name, rows, scope, plan)
        keep(scope, name, charges[at])
        if not _same(scope.amounts[name], before.amounts[name]) or (name in scope.applied) != (name in before.applied):
            moved.add(name)
    return Again(Charged(tuple(charges), scope), frozenset(moved))


def _same(a: Fraction | None, b: Fraction | None) -> bool:
    return a is b or (a is not None and b is not None and a.as_integer_ratio() == b.as_integer_ratio())


def changed(rows: Rows, line: Line, chosen: tuple[Programme, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The line charges programmes act on themselves, and all that follow from these."""
    return rows.changed(chosen, any(rows.by_columns(p, claimed(line, p)) for p in chosen))
