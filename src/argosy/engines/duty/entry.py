"""Charges worked out once for the whole entry, then given back to the lines by largest remainder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from argosy.engines.duty.charging import Charged
from argosy.engines.duty.consignment import Unresolved
from argosy.engines.duty.rating import BASE_REF, not_in_force
from argosy.engines.duty.rowbook import Rows
from argosy.engines.duty.scope import EntryScope, Law, MissingError
from argosy.kernel.compilation import evaluate
from argosy.kernel.expression import Ref
from argosy.kernel.rounding import share
from argosy.rules.pack import Charge


@dataclass(frozen=True, slots=True)
class EntryCharge:
    """One charge of the entry. ``by_line`` sums to ``amount``; both are ``None`` when something is missing."""

    row: Charge
    base: Fraction | None = None
    exact: Fraction | None = None
    amount: Fraction | None = None
    by_line: tuple[Fraction, ...] | None = None
    missing: tuple[Unresolved, ...] = ()
    relief: str = ""


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
    zero = Fraction(0)
    if relief:
        return EntryCharge(row, None, zero, zero, tuple(zero for _ in scope.lines), relief=relief)
    if uncovered:
        return EntryCharge(row, missing=(not_in_force(row),))
    scope.charge, scope.base = row, None
    base = _base(scope)
    try:
        if row.only_if is not None and not evaluate(row.only_if, scope):
            return EntryCharge(row, base, zero, zero, tuple(zero for _ in scope.lines))
        exact = evaluate(row.expr, scope)
        amount = row.step.rounding.apply(exact)
        return EntryCharge(row, base, exact, amount, _given_back(row, amount, scope))
    except MissingError as gap:
        return EntryCharge(row, base, missing=(gap.finding,) if gap.finding else ())


def _base(scope: EntryScope) -> Fraction | None:
    try:
        return scope.value(BASE_REF)
    except MissingError:
        return None


def _given_back(row: Charge, amount: Fraction, scope: EntryScope) -> tuple[Fraction, ...]:
    """The amount over the lines, in multiples of what it is rounded to; equally when the lines weigh nothing. Less than nothing bears none."""
    unit = row.step.rounding.to
    weights = [max(line.value(Ref("name", row.share_by)), Fraction(0)) for line in scope.lines]
    parts = share(int(amount / unit), weights if any(weights) else [1] * len(weights))
    return tuple(part * unit for part in parts)
