"""The checks of the duty worksheet, DT1–DT11. Messages and severities are data of the standards room."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.duty.facts import Facts
from argosy.deliverables.families.duty.result import Result
from argosy.deliverables.families.duty.review import differences
from argosy.kernel.text import same
from argosy.kernel.wording import number_words
from argosy.report.checks import Hit
from argosy.report.ledger import Ledger, Mismatch
from argosy.report.model import Report


def check(facts: Facts, report: Report) -> list[Hit]:
    """All hits of the family."""
    result = facts.result
    return [hit for rule in (_lines, _worded, _exchange, _conflicts, _second, _confidence, _disputed) for hit in rule(facts, result)]


def _lines(facts: Facts, result: Result) -> Iterator[Hit]:
    for goods in facts.goods:
        number = {"n": same(goods.id)}
        if not goods.code:
            yield Hit("DT1", (f"lines.L{goods.id}.code",), {**number, "日": same(facts.consignment.date.isoformat())})
        if not goods.origin:
            yield Hit("DT2", (f"lines.L{goods.id}.origin",), number)
        if not goods.rationale:
            yield Hit("DT9", (f"lines.L{goods.id}.code",), number)


def _worded(facts: Facts, result: Result) -> Iterator[Hit]:
    for i, line in enumerate(result.made.lines):
        worded = any(c.given and c.missing and c.rate is None for c in line.charges)
        if worded:
            yield Hit("DT5", (f"lines.L{facts.goods[i].id}.payable",), {"n": same(facts.goods[i].id)})


def _exchange(facts: Facts, result: Result) -> Iterator[Hit]:
    for exchange in facts.exchange:
        if exchange.published is not None and exchange.published != exchange.rate:
            yield Hit("DT4", (f"basis.fx_{exchange.currency}",), {"日": same(facts.consignment.date.isoformat())})


def _conflicts(facts: Facts, result: Result) -> Iterator[Hit]:
    for conflict in result.made.conflicts:
        component = facts.pack.valuation.components[conflict.kind]
        yield Hit("DT7", ("buildup",), {"條件": same(conflict.term), "費用": component.label})


def _second(facts: Facts, result: Result) -> Iterator[Hit]:
    for where, first, second in differences(facts, result):
        less = "?" if second is None else number_words(first - second)
        yield Hit("DT6", (where,), {"額": same(less)})


def _confidence(facts: Facts, result: Result) -> Iterator[Hit]:
    """A rule below high confidence; its own note, printed in section 4, is the reason it may stand."""
    for rule in result.made.rules:
        if rule.confidence != "high":
            told = rule.note.say(facts.request.lang) or rule.source.say(facts.request.lang)
            yield Hit("DT8", (f"rules.{rule.id}.confidence",), {"規則": rule.label}, explained=told)


def _disputed(facts: Facts, result: Result) -> Iterator[Hit]:
    """DT11: what the second person of the order's applicability study does not agree with."""
    for words in facts.disputed:
        yield Hit("DT11", ("lines",), {"事項": words})


def recompute(facts: Facts, report: Report) -> list[Mismatch]:
    """The worksheet of the records as they are now, figure by figure against the frozen one: what differs was changed since."""
    sheet, book = facts.result.sheet, Ledger(report)
    found = []
    for goods, row in zip(facts.goods, sheet.rows, strict=True):
        for key, cell in row.items():
            place = book.places.get(f"lines.L{goods.id}.{key}")
            printed = place.value.number if place and place.value.is_figure else None
            if cell.value is not None and printed != cell.value:
                found.append(Mismatch(f"lines.L{goods.id}.{key}", printed or cell.value * 0, cell.value))
    return found
