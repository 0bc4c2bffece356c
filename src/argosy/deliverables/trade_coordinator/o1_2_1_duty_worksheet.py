"""CS/O1.2.1 一般稅與貨物稅試算表: from an order file to a worksheet that holds in front of customs, and its advice letter."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.deliverables.deliverable import Deliverable, Param, Rendition
from argosy.deliverables.families.duty import basis, law, letter, lines, options, review, scenarios, summary
from argosy.deliverables.families.duty.checks import check, recompute
from argosy.deliverables.families.duty.confirming import confirmations
from argosy.deliverables.families.duty.facts import RULES, Facts, gather
from argosy.deliverables.families.duty.result import Result
from argosy.deliverables.families.frame import Frame, framed, tail
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.records.tariffs import actions
from argosy.records.tariffs import queries as tariffs
from argosy.report.model import Report, Rule
from argosy.report.prose import plain
from argosy.report.words import Paragraph

KEY = "KPS1420-002/O1.2.1"
UNIT = Text("進出口客戶服務組", "Import and export service")
ALLOCATIONS = (
    ("auto", Text("自動（有毛重依毛重，否則依貨價）", "Automatic (gross weight, else value)")),
    ("weight", Text("重量", "Weight")),
    ("value", Text("金額", "Value")),
    ("quantity", Text("數量", "Quantity")),
    ("volume", Text("材積", "Volume")),
)
PARAMS = (
    Param("order", Text("訂單檔", "Order file"), "order", required=True),
    Param("allocation", Text("費用分攤", "Sharing of costs"), "choice", default="auto", choices=ALLOCATIONS),
    Param("what_if", Text("假設條件（例：2.commodity_tax=8%; fx.JPY=0.22）", "What-ifs (such as 2.commodity_tax=8%; fx.JPY=0.22)")),
    Param("rationale", Text("未逐項登錄者之歸列依據", "Classification rationale for lines without their own")),
    Param("facts", Text("整份報單之事實（例：by_sea=1; gift=0）", "Facts of the entry (such as by_sea=1; gift=0)")),
    Param("fact_low_value_uses", Text("本半年度低價免稅已用次數", "Low-value relief already used this half-year")),
)
AS_COMPUTED = Rule(
    id="as_computed",
    label=Text("逐項稅費", "Charges of a line"),
    legal=Text("見試算表「逐項試算」同項合計", "See the same line of the worksheet"),
    cites=(RULES,),
)


def build(facts: Facts) -> Report:
    """The worksheet of an order: eight sections of its own, the letter for the client, the common tail."""
    result = facts.result
    frame = Frame(
        request=facts.request,
        firm=facts.firm,
        params=PARAMS,
        subtitle=Text(f"{facts.ref}　{facts.title.zh}", f"{facts.ref}: {facts.title.en}"),
        unit=UNIT,
        citations=facts.sources,
        rules=(*law.rules(result), review.EFFECTIVE, AS_COMPUTED),
        names=summary.names() | basis.names(result),
    )
    sections = (
        summary.section(facts, result),
        basis.section(facts, result),
        lines.section(facts, result),
        law.section(facts, result),
        options.section(facts, result),
        scenarios.section(facts, result),
        review.section(facts, result),
        law.penalties(facts),
        *tail(figures=_explained(facts, result), note=_note()),
        *letter.sections(facts, result),
    )
    return framed(frame, sections)


def _explained(facts: Facts, result: Result) -> tuple[str, ...]:
    """The first line step by step, then the entry and the totals; the other lines go the same way."""
    if not facts.goods:
        return ()
    first = f"lines.L{facts.goods[0].id}"
    row = result.sheet.rows[0]
    steps = [f"{first}.{h.key}" for h in result.sheet.columns if row[h.key].expr and row[h.key].value is not None]
    entry = [f"entry.{name}" for name in result.entry_names if result.sheet.names[name].value is not None]
    totals = [f"key.{name}" for name in ("duty", "other", "payable", "rate") if result.payable]
    return (*steps, *entry, *totals)


def _note() -> Paragraph:
    text = Text(
        "逐步列出第 1 項、整份報單與合計；其餘各項步驟相同，每一數值之完整說明見 JSON 檔（argosy why）或於螢幕上點選。",
        "Line 1, the entry and the totals step by step; the other lines go the same way. Every figure is explained in the JSON file (argosy why) or by a click on screen.",
    )
    return Paragraph(id="trace_note", role="note", text=plain(text))


def record(facts: Facts, report: Report, actor: Any, ref: str) -> None:
    """Keep what the worksheet came to, for comparison with later entries of the same codes."""
    result = facts.result
    total = result.made.totals
    own = tuple(
        actions.WorksheetLine(
            i + 1, g.code, g.origin, _decimal(row["customs_value"].value), {h.key: decimal_text(row[h.key].value or Fraction(0)) for h in result.sheet.columns if h.role in ("amount", "share")},
            _decimal(row["payable"].value),
        )
        for i, (g, row) in enumerate(zip(facts.goods, result.sheet.rows, strict=True))
        if row["payable"].value is not None
    )  # fmt: skip
    outcome = actions.WorksheetResult(
        order=facts.ref, document=ref, content_hash=report.content_hash, jurisdiction=facts.pack.jurisdiction, on=facts.consignment.date,
        rulebook=f"{facts.pack.id} {facts.pack.version}", currency=facts.pack.currency, customs_value=_decimal(total.customs_value), duty=_decimal(total.duty),
        taxes=_decimal(total.taxes), fees=_decimal(total.fees), payable=_decimal(total.payable), complete=total.complete, lines=own,
    )  # fmt: skip
    actions.record_worksheet(actor=actor, result=outcome)


def usual() -> dict[str, str]:
    """The newest order."""
    newest = tariffs.orders().first()
    return {"order": newest.ref} if newest else {}


def hands(facts: Facts) -> frozenset[str]:
    """Who imported or changed the order."""
    return tariffs.hands(tariffs.order(facts.ref))


def _decimal(value: Fraction | None) -> Decimal:
    return Decimal(decimal_text(value or Fraction(0), 2))


DELIVERABLE = Deliverable(
    key=KEY,
    params=PARAMS,
    gather=gather,
    build=build,
    check=check,
    recompute=recompute,
    record=record,
    usual=usual,
    hands=hands,
    confirmations=confirmations,
    renditions=(Rendition("letter", letter.TITLE, "external", "portrait", ("pdf", "docx")),),
)
