"""A page as data: facts, notes, filters, tables and acts, drawn by one template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms

from argosy.kernel.text import Text
from argosy.publishing.market_acts import Act

Words = Text | str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table. ``level`` (ok, warn, stop, wait, off) draws a state, ``small`` stands below."""

    words: Words
    url: str = ""
    level: str = ""
    small: Words = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its headings; ``empty`` is said when it has no row."""

    title: Words
    heads: tuple[Words, ...]
    rows: Sequence[tuple[Cell, ...]]
    empty: Text
    note: Words = ""

    @property
    def labelled(self) -> list[list[tuple[Words, Cell]]]:
        """Rows with the heading of each cell, which stands beside a number where the table is folded."""
        return [list(zip(self.heads, row, strict=False)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list: a search box, or a choice where there are choices."""

    name: str
    label: Text
    value: str
    choices: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """An act offered on a page: its address, its form, whether the form stands open, and the mark by which it is done once."""

    act: Act
    url: str
    form: forms.Form
    open: bool = False
    once: str = ""


@dataclass(slots=True)
class Sheet:
    """One page."""

    title: Words
    sub: Words = ""
    path: tuple[tuple[str, Words], ...] = ()
    states: list[Cell] = field(default_factory=list)
    facts: list[tuple[Words, Cell]] = field(default_factory=list)
    notes: list[tuple[str, Words]] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    links: list[tuple[str, Words]] = field(default_factory=list)
    problem: Any = None
    list: Any = None


BLANK = Cell("", kind="x")
"""Nothing, where nothing is meant to stand."""


def cell(value: Any, **more: Any) -> Cell:
    """A value as it is printed: days in ISO, numbers with thousands by comma, nothing as a dash."""
    if isinstance(value, Decimal):
        plain = f"{value:,f}"
        return Cell((plain.rstrip("0").rstrip(".") if "." in plain else plain).replace("-", "−"), kind="num", **more)
    if value in (None, ""):
        return Cell("—", **more)
    return Cell(value if isinstance(value, Text) else f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else str(value), **more)


def facts(*pairs: tuple[Any, Any]) -> list[tuple[Any, Cell]]:
    """Labels with their values, each as a cell."""
    return [(label, value if isinstance(value, Cell) else cell(value)) for label, value in pairs]


def listed(words: Iterable[str]) -> Text:
    """Words of a list, parted as each language does."""
    known = list(words)
    return Text("、".join(known), ", ".join(known))


def heads(*words: str) -> tuple[Text, ...]:
    """Headings written as ``中文/English``."""
    return tuple(Text(*pair.split("/")) for pair in words)
