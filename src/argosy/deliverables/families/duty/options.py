"""Section 5, 稅率欄別與優惠比較: the lawful options, and everything that is not known with the question to ask."""

from __future__ import annotations

from argosy.deliverables.families.duty.facts import Facts
from argosy.deliverables.families.duty.figures import amount, words
from argosy.deliverables.families.duty.result import Result
from argosy.engines.duty.assessment import Option
from argosy.engines.duty.consignment import Unresolved
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value

TITLE = Text("方案比較與待決事項", "Options and open questions")
VERDICTS = {True: Text("可採用", "available"), False: Text("不可採用", "not available"), None: Text("待補件", "facts missing")}


def section(facts: Facts, result: Result) -> Section:
    """Options, cheapest first as the engine gives them; then open questions."""
    return Section(id="options", title=TITLE, sheet=TITLE, audience="internal", blocks=(options(facts, result), unresolved(result)))


def options(facts: Facts, result: Result) -> Table:
    """Each option: what it needs, what is missing, what it costs, what it saves."""
    columns = (
        Column(key="option", label=Text("方案", "Option"), width=24),
        Column(key="verdict", label=Text("可否採用", "Verdict"), type="e", width=12),
        Column(key="why", label=Text("條件、理由或目前缺件", "Conditions, reasons, what is missing"), width=50),
        Column(key="payable", label=Text("稅費", "Payable"), type="m", unit=facts.pack.currency, width=12),
        Column(key="saving", label=Text("節省", "Saving"), type="m", unit=facts.pack.currency, width=12),
    )
    rows = tuple(_option(o, facts, result) for o in result.made.options)
    return Table(
        id="options",
        title=Text("合法方案比較", "Lawful options"),
        columns=columns,
        rows=rows,
        empty=Text("沒有其他方案", "There are no options"),
    )


def _option(option: Option, facts: Facts, result: Result) -> Row:
    key = f"options.{option.programme}"
    reasons = (*option.reasons, *option.missing)
    why = Text("；".join(r.zh for r in reasons), "; ".join(r.en for r in reasons)) if reasons else Text("無缺件", "nothing missing")
    known = result.complete
    label = Text(f"{option.label.zh}（本表採用）", f"{option.label.en} (used here)") if option.used else option.label
    cells = {
        "option": words(f"{key}.option", label),
        "verdict": words(f"{key}.verdict", VERDICTS[option.eligible]),
        "why": words(f"{key}.why", why),
        "payable": _money(f"{key}.payable", option.payable if known else None, facts, option),
        "saving": _money(f"{key}.saving", option.saving if known else None, facts, option),
    }
    return Row(id=option.programme, cells=cells, style="mark" if option.used else "normal")


def _money(identity: str, value: object, facts: Facts, option: Option) -> Value:
    if value is None:
        return Value(
            id=identity, missing="not_applicable" if option.eligible is False else "pending", kind="money", unit=facts.pack.currency
        )
    return amount(identity, value, facts.pack.currency, option.label).model_copy(update={"trace": "scenario"})  # type: ignore[arg-type]


def unresolved(result: Result) -> Table:
    """What nobody stated: which line, what, why it matters, the question to ask."""
    columns = (
        Column(key="line", label=Text("項", "Line"), type="c", width=6),
        Column(key="what", label=Text("事項", "What"), width=20),
        Column(key="why", label=Text("原因", "Why"), width=40),
        Column(key="ask", label=Text("請確認", "Please answer"), width=50),
    )
    rows = tuple(_open(i, item) for i, item in enumerate(result.made.unresolved, 1))
    return Table(
        id="unresolved",
        title=Text("待決事項", "Open questions"),
        columns=columns,
        rows=rows,
        empty=Text("沒有待決事項：所需資料均已具備。", "No open questions: every fact needed is on file."),
    )


def _open(i: int, item: Unresolved) -> Row:
    key = f"unresolved.U{i}"
    return Row(
        id=f"U{i}",
        cells={
            "line": words(f"{key}.line", same(item.line) if item.line else Text("整份", "entry")),
            "what": words(f"{key}.what", item.what),
            "why": words(f"{key}.why", item.why),
            "ask": words(f"{key}.ask", item.ask),
        },
        style="mark" if item.blocks else "normal",
    )
