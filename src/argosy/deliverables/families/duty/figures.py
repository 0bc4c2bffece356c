"""Engine cells as figures of the report: the same numbers, formulas and rules under stable ids."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from argosy.deliverables.families.duty.facts import FX, ORDER, RULES, TARIFF
from argosy.engines.duty.worksheet import Cell
from argosy.kernel.money import decimal_text, minor_digits
from argosy.kernel.text import Text
from argosy.report.value import Missing, Value

CITES = {"entered": (ORDER,), "fx": (FX,), "law": (RULES,), "tariff": (TARIFF,), "computed": (), "searched": (RULES,)}


def figure(identity: str, cell: Cell, missing: Missing = "pending", **more: Any) -> Value:
    """A cell as a value: money with the decimals of its currency, a rate as a fraction of one. An unknown one says why."""
    if cell.value is None:
        return Value(id=identity, missing=missing, kind=cell.kind, unit=cell.unit, **more)
    return Value(
        id=identity,
        v=decimal_text(cell.value),
        kind=cell.kind,
        unit=cell.unit,
        dp=minor_digits(cell.unit) if cell.kind == "money" else None,
        expr=cell.expr,
        trace=cell.rule,
        cites=more.pop("cites", CITES[cell.source]),
        **more,
    )


def amount(identity: str, value: Fraction | None, currency: str, label: Text, expr: str | None = None, **more: Any) -> Value:
    """An amount of money; ``None`` is still to come."""
    return figure(identity, Cell(value, expr, "money", currency, source="computed"), label=label, **more)


def words(identity: str, text: Text | str, label: Text | None = None, **more: Any) -> Value:
    """Words as a value; empty words are not recorded."""
    missing = more.pop("missing", "not_recorded")
    if not text:
        return Value(id=identity, missing=missing, label=label, **more)
    return Value(id=identity, v=text, label=label, **more)
