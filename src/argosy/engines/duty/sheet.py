"""A worksheet as values: columns, cells with their formulas, and the named values of the entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from argosy.kernel.text import Text

TABLE = "lines"
CellKind = Literal["money", "quantity", "rate"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. ``expr`` is in the grammar of the kernel over ``[key]``, ``@name`` and ``lines.key``; ``None`` means it was entered.

    ``value`` is ``None`` when it is not known. ``unit`` is a currency or a Rec 20 code; a rate is a fraction of one. ``rule`` names the
    ``RuleUse`` that explains it. ``source``: entered, fx, law, tariff, computed or searched (worked back from a price with taxes inside).
    """

    value: Fraction | None
    expr: str | None = None
    kind: CellKind = "money"
    unit: str = ""
    rule: str | None = None
    source: Literal["entered", "fx", "law", "computed", "searched", "tariff"] = "entered"


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: its label, kind and unit. ``charge`` names the charge it belongs to; ``role`` says which figure of it this is."""

    key: str
    label: Text
    kind: CellKind
    unit: str
    charge: str = ""
    role: Literal["input", "cost", "value", "fact", "base", "rate", "amount", "share", "total"] = "input"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns in legal order, one row of cells per line, named values of the entry and their labels."""

    columns: tuple[Heading, ...]
    rows: tuple[Mapping[str, Cell], ...]
    names: Mapping[str, Cell]
    labels: Mapping[str, Text]
