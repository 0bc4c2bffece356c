"""Charges worked out once for the whole entry, then given back to the lines by largest remainder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from argosy.engines.duty.charging import Charged
from argosy.engines.duty.consignment import Unresolved
from argosy.engines.duty.rating import BASE_REF, not_in_force
from argosy.engines.duty.rowbook import Rows
from argosy.engines.duty.scope import NIL, EntryScope, Law, MissingError
from argosy.kernel.compilation import evaluate
from argosy.kernel.expression import Ref
from argosy.kernel.rounding import share
from argosy.rules.pack import Charge


@dataclass(frozen=True)
class EntryCharge:
    """One charge of the entry. ``amount`` is ``None`` when something is missing; ``weights`` are what the lines bear of it by."""

    row: Charge
    base: Fraction | None = None
    exact: Fraction | None = None
    amount: Fraction | None = None
    weights: tuple[Fraction, ...] = ()
    missing: tuple[Unresolved, ...] = ()
    relief: str = ""

    @cached_property
    def by_line(self) -> tuple[Fraction, ...] | None:
        """The amount over the lines, in multiples of what it is rounded to; equally when the lines weigh nothing. It sums to ``amount``."""
        if self.amount is None:
            return None
        if not self.amount:
            return tuple(NIL for _ in self.weights)
        unit = self.row.step.rounding.to
        parts = share(int(self.amount / unit), self.weights if any(self.weights) else [1] * len(self.weights))
        return tuple(part * unit for part in parts)


def charge_entry(law: Law, rows: Rows, lines: tuple[Charged, ...], relieved: Mapping[str, str]) -> tuple[EntryCharge, ...]:
    """Every entry charge, in legal order."""
    amounts: dict[str, Fraction | None] = {}
    scope = EntryScope(law, [line.scope for line in lines], amounts)
    charges = []
    for name in rows.entry_ids:
        row = rows.row(name, "") or rows.first[name]
        charge = _charge(row, name in rows.uncovered, relieved.get(name, ""), scope)
        charges.append(charge)
        amounts[name] = charge.amount
    return tuple(charges)


def _charge(row: Charge, uncovered: bool, relief: str, scope: EntryScope) -> EntryCharge:
    free = tuple(NIL for _ in scope.lines)
    if relief:
        return EntryCharge(row, None, NIL, NIL, free, relief=relief)
    if uncovered:
        return EntryCharge(row, missing=(not_in_force(row),))
    scope.charge, scope.base = row, None
    base = _base(scope)
    try:
        if row.only_if is not None and not evaluate(row.only_if, scope):
            return EntryCharge(row, base, NIL, NIL, free)
        exact = evaluate(row.expr, scope)
        return EntryCharge(row, base, exact, row.step.rounding.apply(exact), _weights(row, scope))
    except MissingError as gap:
        return EntryCharge(row, base, missing=(gap.finding,) if gap.finding else ())


def _base(scope: EntryScope) -> Fraction | None:
    try:
        return scope.value(BASE_REF)
    except MissingError:
        return None


def _weights(row: Charge, scope: EntryScope) -> tuple[Fraction, ...]:
    """What each line weighs; less than nothing bears none."""
    key = Ref("name", row.share_by)
    known = [line.value(key) for line in scope.lines]
    return tuple(weight if weight.numerator > 0 else NIL for weight in known)
