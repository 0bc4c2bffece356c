"""Sheets every workbook ends with: sources, and the rules with their law."""

from __future__ import annotations

from argosy.kernel.expression import Ref, parse
from argosy.kernel.source import CONFIDENCE_WORDS
from argosy.kernel.text import Text
from argosy.kernel.wording import words
from argosy.renderers.appendix import source_grid, working_grid
from argosy.renderers.formatting import Printed, pair
from argosy.renderers.grid import Grid, Head, Line
from argosy.renderers.xlsx.page import Page
from argosy.report.model import Citations, Report, Rule, TraceTable
from argosy.report.table import Table

_HEADS = (
    Head("rule", Text("稅費／指標", "Charge or measure"), weight=18), Head("formula", Text("公式", "Formula"), weight=46),
    Head("rounding", Text("捨入", "Rounding"), weight=18), Head("legal", Text("法源", "Law"), weight=36),
    Head("confidence", Text("信心", "Confidence"), weight=10), Head("review", Text("覆核期限", "Review by"), weight=13), Head("cites", Text("來源", "Sources"), weight=10),
)  # fmt: skip


def sources(page: Page, block: Citations) -> None:
    """The numbered sources."""
    page.caption(block.title)
    page.table(source_grid(page.report, page.lang))
    page.sentence(block.note, "note")


def workings(page: Page, block: TraceTable) -> None:
    """The rules with formula, rounding and law; then the figures the paper appendix explains, when it names any."""
    page.caption(block.title)
    if page.report.traces:
        page.table(rule_grid(page.report, page.lang))
        page.skip()
    if block.figures:
        page.table(working_grid(page.report, block, page.lang))
    page.sentence(block.note, "note")


def rule_grid(report: Report, lang: str) -> Grid:
    """One line a rule."""
    names = _labels(report)
    return Grid(_HEADS, tuple(Line("normal", _cells(report, rule, names, lang), id=rule.id) for rule in report.traces))


def _cells(report: Report, rule: Rule, names: dict[str, Text], lang: str) -> tuple[Printed | None, ...]:
    return (
        Printed(*pair(rule.label, lang), strong=True),
        Printed(*pair(_formula(rule, names | _columns(report, rule)), lang), note=pair(rule.note, lang)[0]),
        Printed(*pair(rule.rounding, lang)),
        Printed(*pair(rule.legal, lang)),
        Printed(*pair(CONFIDENCE_WORDS[rule.confidence], lang)) if rule.confidence else None,
        Printed(rule.review_by.isoformat()) if rule.review_by else None,
        Printed(" ".join(rule.cites)),
    )


def _formula(rule: Rule, names: dict[str, Text]) -> Text:
    if not rule.expr:
        return Text("", "")
    expr = parse(rule.expr)

    def say(lang: str, ref: Ref) -> str:
        return names.get(ref.name, Text(ref.name, ref.name)).say(lang)

    return Text(words(expr, "zh-Hant", lambda r: say("zh-Hant", r)), words(expr, "en", lambda r: say("en", r)))


def _columns(report: Report, rule: Rule) -> dict[str, Text]:
    """Labels of the table the rule works in: other tables may use the same keys for other things."""
    for block in report.blocks():
        if isinstance(block, Table) and any(column.trace == rule.id for column in block.columns):
            return {column.key: column.label for column in block.columns}
    return {}


def _labels(report: Report) -> dict[str, Text]:
    found = {rule.id: rule.label for rule in report.traces}
    labels = {value.id: value.label for value in report.values() if value.label}
    found |= {name: labels[target] for name, target in report.names.items() if target in labels}
    for block in report.blocks():
        if isinstance(block, Table):
            found |= {key: c.label for c in block.columns for key in (c.key, f"{block.id}.{c.key}")}
    return found
