"""Cells of a table before they know where they stand: each becomes a value under the id of its row and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from argosy.deliverables.families.market import figures
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text, same
from argosy.report.table import Row
from argosy.report.value import Missing, Value

Cell = Callable[[str], Value]
Cites = tuple[str, ...]
Style = Literal["normal", "mark", "sub"]


def row(table: str, key: str, cells: Mapping[str, Cell], style: Style = "normal") -> Row:
    """One row of ``table``; every cell is called ``table.key.column``."""
    return Row(id=key, cells={name: cell(f"{table}.{key}.{name}") for name, cell in cells.items()}, style=style)


def words(text: Text | str, missing: Missing = "not_recorded", cites: Cites = ()) -> Cell:
    """Words; empty ones are missing."""
    told = same(text) if isinstance(text, str) else text
    return lambda identity: figures.words(identity, told, missing=missing, cites=cites)


def code(text: str, missing: Missing = "not_recorded") -> Cell:
    """A code as it stands; an empty one is missing."""
    return lambda identity: Value(id=identity, v=text, kind="code") if text else Value(id=identity, missing=missing, kind="code")


def day(on: date | None, missing: Missing = "not_applicable") -> Cell:
    """A day, or why there is none."""
    if on is None:
        return lambda identity: Value(id=identity, missing=missing, kind="date")
    return lambda identity: Value(id=identity, v=on.isoformat(), kind="date")


def count(number: int | None, cites: Cites, missing: Missing = "not_recorded", trace: str = "count") -> Cell:
    """A whole number of things counted."""
    return lambda identity: figures.count(identity, number, cites=cites, missing=missing, trace=trace)


def rate(share: float | None, trace: str, cites: Cites, missing: Missing = "source_gap", **more: Any) -> Cell:
    """A fraction of one."""
    return lambda identity: figures.rate(identity, share, trace=trace, cites=cites, missing=missing, **more)


def millions(dollars: float | None, cites: Cites, missing: Missing = "source_gap", trace: str = "value") -> Cell:
    """US dollars, printed in millions."""
    return lambda identity: figures.millions(identity, dollars, cites=cites, missing=missing, trace=trace)


def ratio(part: int, whole: int, trace: str, expr: str, missing: Missing = "too_few") -> Cell:
    """``part`` ÷ ``whole`` to a tenth of a per cent, with the formula over the cells of its row; missing when there is no whole."""
    if not whole:
        return lambda identity: Value(id=identity, missing=missing, kind="rate")
    return lambda identity: figures.worked(identity, Fraction(part, whole), "0.001", "rate", expr, dp=1, trace=trace)


def product(number: Fraction, expr: str, trace: str, dp: int = 0) -> Cell:
    """A number that a formula over the cells of its row gives exactly."""
    return lambda identity: Value(id=identity, v=decimal_text(number), kind="score", dp=dp, expr=expr, trace=trace)


def gap(kind: Literal["money", "rate", "count", "score", "quantity", "text"], missing: Missing) -> Cell:
    """Nothing, and why."""
    return lambda identity: Value(id=identity, missing=missing, kind=kind)
