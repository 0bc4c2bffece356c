"""Tables in few words: columns, money and estimates as cells. The cells of the intelligence family serve beside these."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from argosy.deliverables.families.intelligence.cells import Cell, Cites
from argosy.deliverables.families.market import figures
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import AnyBlock, Rule, Section
from argosy.report.prose import Prose, plain
from argosy.report.table import Column, ColumnType, Row, Table
from argosy.report.value import Missing, Value
from argosy.report.words import KeyFigure, Paragraph

ONE = Fraction(1)


def col(key: str, zh: str, en: str, kind: ColumnType = "t", width: int = 10, **more: Any) -> Column:
    """One column."""
    given = {"dp": 1, "unit": "%", **more} if kind == "r" else {"dp": 0, **more} if kind in ("m", "n") else more
    return Column(key=key, label=Text(zh, en), type=kind, width=width, **given)


def sheet(
    identity: str,
    title: Text,
    columns: tuple[Column, ...],
    rows: Iterable[Row],
    cites: Cites,
    empty: Text,
    note: Text = NOTHING,
    **more: Any,
) -> Table:
    """A table that says ``empty`` where it has no rows."""
    told = plain(note) if note else None
    return Table(id=identity, title=title, columns=columns, rows=tuple(rows), cites=cites, empty=empty, note=told, **more)


def part(identity: str, title: Text, *blocks: AnyBlock, sheet_name: Text | None = None, **more: Any) -> Section:
    """A section of internal papers, with its worksheet."""
    return Section(id=identity, title=title, sheet=sheet_name or title, audience="internal", blocks=blocks, **more)


def rounded(amount: Fraction | float | int) -> Fraction:
    """An amount to the whole unit, half up."""
    return round_to(Fraction(amount), ONE)


def money(
    amount: Fraction | float | int | None, currency: str, trace: str, cites: Cites, missing: Missing = "not_recorded", **more: Any
) -> Cell:
    """An amount to the whole unit."""
    if amount is None:
        return lambda i: Value(id=i, missing=missing, kind="money", unit=currency)
    return lambda i: Value(id=i, v=decimal_text(rounded(amount)), kind="money", unit=currency, dp=0, trace=trace, cites=cites, **more)


def formula_money(number: Fraction, currency: str, expr: str, trace: str) -> Cell:
    """An amount a formula over the cells of its row gives exactly."""
    return lambda i: Value(id=i, v=decimal_text(number), kind="money", unit=currency, dp=0, expr=expr, trace=trace)


def share(above: Fraction, below: Fraction, expr: str, trace: str, missing: Missing = "not_applicable", step: str = "0.001") -> Cell:
    """``above`` ÷ ``below`` (− 1 and the like are in ``expr``): the caller gives the exact quotient's parts and the same formula."""
    if not below:
        return lambda i: Value(id=i, missing=missing, kind="rate")
    return lambda i: figures.worked(i, above / below, step, "rate", expr, dp=1, trace=trace)


def guess(
    make: Any, point: float | None, ends: tuple[float | None, float | None], *, n: int, method: Text, trace: str, cites: Cites, why: Text = NOTHING,
    missing: Missing = "too_few", **more: Any,
) -> Cell:  # fmt: skip
    """An estimate with its interval, or why it has none."""
    return lambda i: figures.estimate(
        make, i, point, ends, n=n, method=method, why=why or None, trace=trace, cites=cites, missing=missing, **more
    )


def amount_maker(currency: str) -> Any:
    """Makes amounts in a currency for ``guess``."""

    def make(identity: str, number: float | None, label: Text | None = None, **more: Any) -> Value:
        whole = None if number is None else round(number)
        told = {k: _whole(v) if k in ("lo", "hi") and v is not None else v for k, v in more.items()}
        return figures.figure(identity, whole, "money", label, unit=currency, dp=0, **told)

    return make


def _whole(text: str) -> str:
    return decimal_text(rounded(Fraction(text)))


def own_words(identity: str, title: Text, prompt: Text, least: int) -> Paragraph:
    """A paragraph that is a person's own."""
    return Paragraph(id=identity, role="authored", title=title, prompt=prompt, text=Prose(), min_chars=least)


def lead(identity: str, text: Prose) -> Paragraph:
    """The first paragraph of a paper."""
    return Paragraph(id=identity, role="lead", text=text)


def said(identity: str, text: Text) -> Paragraph:
    """A plain paragraph."""
    return Paragraph(id=identity, text=plain(text))


def figure(label: Text, value: Value, sub: Text = NOTHING, **more: Any) -> KeyFigure:
    """One key figure with what stands below it."""
    return KeyFigure(label=label, value=value, sub=plain(sub) if sub else None, **more)


def rule(identity: str, zh: str, en: str, formula: Text, note: Text = NOTHING) -> Rule:
    """How figures are made."""
    return Rule(id=identity, label=Text(zh, en), legal=formula, note=note)


def written(request: Any, block: str, least: int) -> bool:
    """Whether somebody wrote a paragraph of at least so many characters in the language asked for."""
    told = request.narratives.get(block)
    return told is not None and len((told.text.zh or told.text.en).strip()) >= least
