"""Why a figure is what it is: its formula in words and in numbers, its inputs, its rule, its sources."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from argosy.kernel.expression import Ref, references
from argosy.kernel.money import SCALED
from argosy.kernel.source import Confidence, Source
from argosy.kernel.text import NOTHING, Text, same
from argosy.kernel.wording import number_words, words
from argosy.report.ledger import Ledger, Place
from argosy.report.model import Report, Rule
from argosy.report.table import Row, Table
from argosy.report.value import MISSING_WORDS, Value


@dataclass(frozen=True, slots=True)
class Input:
    """One value that went into the figure."""

    id: str
    label: Text
    printed: Text


@dataclass(frozen=True, slots=True)
class Why:
    """The whole reason of one figure. Empty texts mean that it was entered, not computed."""

    id: str
    label: Text
    value: Value
    formula: Text = NOTHING
    substituted: Text = NOTHING
    inputs: tuple[Input, ...] = ()
    sources: tuple[Source, ...] = ()
    rounding: Text = NOTHING
    legal: Text = NOTHING
    rule: str = ""
    confidence: Confidence | None = None
    note: Text = NOTHING


def explain(report: Report, figure: str, ledger: Ledger | None = None) -> Why:
    """The reason of ``figure``; ``NotFound`` when the report has no such value. Pass a ``Ledger`` to explain many."""
    book = ledger or Ledger(report)
    place = book.place(figure)
    rule = _rule(report, book, place)
    formula, substituted, inputs = _working(book, place)
    return Why(
        id=figure,
        label=label_of(place),
        value=place.value,
        formula=formula,
        substituted=substituted,
        inputs=inputs,
        sources=_sources(report, place, rule),
        rounding=rule.rounding if rule else NOTHING,
        legal=rule.legal if rule else NOTHING,
        rule=rule.id if rule else "",
        confidence=rule.confidence if rule else None,
        note=rule.note if rule else NOTHING,
    )


def label_of(place: Place) -> Text:
    """What the figure is called: its own label or its column's, after the words of its row."""
    own, row = name_of(place), _row_label(place)
    return Text(f"{row.zh}　{own.zh}", f"{row.en}: {own.en}") if row and not place.value.label else own


def name_of(place: Place) -> Text:
    """The figure's own name, without its row."""
    column = place.column
    return place.value.label or (column and (column.name or column.label)) or same(place.value.id)


def printed(value: Value) -> Text:
    """A value in plain words: thousands by comma, rates in percent, money with its currency."""
    if value.v is None:
        return MISSING_WORDS[value.missing or "not_recorded"]
    if isinstance(value.v, Text):
        return value.v
    if not value.is_figure:
        return same(value.v)
    if value.kind == "rate":
        return same(f"{number_words(value.number * 100)}%")
    if value.unit in SCALED:
        words = SCALED[value.unit][1]
        return Text(f"{number_words(value.number)} {words.zh}", f"{number_words(value.number)} {words.en}")
    unit = f"{value.unit} " if value.kind == "money" and value.unit else ""
    return same(unit + number_words(value.number))


def _bare(value: Value) -> Text:
    return same(number_words(value.number)) if value.is_figure and value.kind != "rate" else printed(value)


def as_json(why: Why) -> dict[str, Any]:
    """The answer of ``argosy why``: figures as text, both languages where words are concerned."""
    return {
        "id": why.id,
        "label": _pair(why.label),
        "value": why.value.v if isinstance(why.value.v, str | None) else _pair(why.value.v),
        "unit": why.value.unit,
        "missing": why.value.missing,
        "formula": _pair(why.formula),
        "substituted": _pair(why.substituted),
        "inputs": [{"id": i.id, "label": _pair(i.label), "value": i.printed.en} for i in why.inputs],
        "sources": [
            {"id": s.id, "kind": s.kind, "title": _pair(s.title), "version": s.version, "as_of": _day(s), "sha256": s.sha256}
            for s in why.sources
        ],
        "rounding": _pair(why.rounding),
        "legal": _pair(why.legal),
        "rule": why.rule,
        "confidence": why.confidence,
        "note": _pair(why.note),
    }


def _pair(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _day(source: Source) -> str | None:
    return source.as_of.isoformat() if source.as_of else None


def _rule(report: Report, book: Ledger, place: Place) -> Rule | None:
    at = book.rules.get(place.trace or "")
    return None if at is None else report.traces[at]


def _working(book: Ledger, place: Place) -> tuple[Text, Text, tuple[Input, ...]]:
    if not place.expr:
        return NOTHING, NOTHING, ()
    expr = book.expression(place.expr)
    formula, numbers = (
        Text(words(expr, "zh-Hant", say[0]), words(expr, "en", say[1])) for say in (_names(book, place), _numbers(book, place))
    )
    return formula, numbers, _inputs(book, place)


def _inputs(book: Ledger, place: Place) -> tuple[Input, ...]:
    assert place.expr is not None
    found: dict[str, Input] = {}
    for ref in references(book.expression(place.expr)):
        if ref.scope == "column":
            found.setdefault(
                ref.name, Input(ref.name, _column_label(book, ref), same(number_words(sum(book.column(ref.name), Fraction(0)))))
            )
        else:
            source = book.target(ref, place)
            found.setdefault(source.value.id, Input(source.value.id, label_of(source), printed(source.value)))
    return tuple(found.values())


def _names(book: Ledger, place: Place) -> tuple[Any, Any]:
    def name(ref: Ref) -> Text:
        if ref.scope == "column":
            return _column_label(book, ref)
        return name_of(book.target(ref, place))

    return (lambda ref: name(ref).zh), (lambda ref: name(ref).en)


def _numbers(book: Ledger, place: Place) -> tuple[Any, Any]:
    def number(ref: Ref) -> Text:
        if ref.scope != "column":
            return _bare(book.target(ref, place).value)
        figures = book.column(ref.name)
        if len(figures) <= 6:
            return same(" + ".join(number_words(f) for f in figures))
        total = number_words(sum(figures, Fraction(0)))
        return Text(f"{len(figures)} 項，計 {total}", f"{len(figures)} rows, in all {total}")

    return (lambda ref: number(ref).zh), (lambda ref: number(ref).en)


def _column_label(book: Ledger, ref: Ref) -> Text:
    table, _, key = ref.name.partition(".")
    column = book.tables[table].column(key)
    return column.name or column.label


def _row_label(place: Place) -> Text | None:
    if not isinstance(place.block, Table) or place.row is None:
        return None
    if place.row is place.block.totals:
        return Text("合計", "Total")
    return _first_words(place.block, place.row)


def _first_words(table: Table, row: Row) -> Text | None:
    for column in table.columns:
        cell = row.cells.get(column.key)
        if column.type == "t" and cell is not None and cell.v is not None:
            return cell.v if isinstance(cell.v, Text) else same(cell.v)
    return None


def _sources(report: Report, place: Place, rule: Rule | None) -> tuple[Source, ...]:
    wanted = (*place.value.cites, *(rule.cites if rule else ()), *(place.block.cites if not place.expr else ()))
    return tuple(s for s in report.citations if s.id in wanted)
