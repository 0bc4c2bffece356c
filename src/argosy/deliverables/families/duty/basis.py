"""Section 2, 貨價基礎: who, what term, and every step from the invoice to the customs value with the paper that proves it."""

from __future__ import annotations

from argosy.deliverables.families.duty.facts import FX, ORDER, Facts
from argosy.deliverables.families.duty.figures import figure, words
from argosy.deliverables.families.duty.result import Result
from argosy.engines.duty.buildup import Part
from argosy.kernel.money import decimal_text, minor_digits
from argosy.kernel.text import Text, same
from argosy.records.tariffs.consignments import Exchange
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.words import Fields, Paragraph

TITLE = Text("貨價基礎", "Basis of value")
EFFECTS = {
    "add": Text("加計", "added"),
    "deduct": Text("扣除", "taken off"),
    "outside": Text("不計入完稅價格", "outside the customs value"),
    "inside": Text("已含於貨價", "already in the price"),
}


def section(facts: Facts, result: Result) -> Section:
    """Parties and terms, exchange and shared costs, the build-up."""
    notes = tuple(
        Paragraph(id=f"basis_note_{i}", role="note", text=plain(note))
        for i, note in enumerate((result.made.method, *result.made.build_up.notes), 1)
        if note
    )
    return Section(
        id="basis",
        title=TITLE,
        sheet=TITLE,
        audience="internal",
        blocks=(terms(facts), rates(facts, result), build_up(facts, result), *notes),
    )


def terms(facts: Facts) -> Fields:
    """Who, which papers, which term."""
    entry = facts.consignment
    edition = f", Incoterms® {entry.edition}" if entry.edition else ""
    items = (
        words("basis.client", facts.client, Text("進口人", "Importer")),
        words("basis.seller", facts.seller, Text("賣方", "Seller")),
        words("basis.term", Text(facts.term.zh + edition, facts.term.en + edition), Text("貿易條件", "Term")),
        words("basis.invoice", facts.invoice, Text("發票", "Invoice")),
        words("basis.vessel", facts.vessel, Text("船名航次", "Vessel, voyage")),
        Value(id="basis.date", v=entry.date.isoformat(), kind="date", label=Text("進口日", "Date of entry")),
    )
    return Fields(id="basis_terms", items=items, columns=3)


def rates(facts: Facts, result: Result) -> Fields:
    """Rates of exchange and shared costs: the named values the formulas use."""
    exchange = {f"fx_{e.currency}": e for e in facts.exchange}
    named = (_named(name, facts, result, exchange.get(name)) for name in result.basis_names)
    items = (*named, *(_rate_basis(e) for e in facts.exchange))
    none = (
        words(
            "basis.costs_none",
            Text("沒有共同費用，貨價即以本國幣計", "No shared costs; the price is in local currency"),
            Text("費用", "Costs"),
        ),
    )
    return Fields(id="basis_named", title=Text("匯率與共同費用", "Exchange and shared costs"), items=items or none, columns=3)


def names(result: Result) -> dict[str, str]:
    """Named values of this section and of the entry charges."""
    return {n: f"basis.{n}" for n in result.basis_names} | {n: f"entry.{n}" for n in result.entry_names}


def _named(name: str, facts: Facts, result: Result, exchange: Exchange | None) -> Value:
    cell, label = result.sheet.names[name], result.sheet.labels[name]
    if exchange is None:
        paper = facts.costs.get(name, "")
        return figure(
            f"basis.{name}", cell, label=Text(f"{label.zh}（{paper}）", f"{label.en} ({paper})") if paper else label, cites=(ORDER,)
        )
    label = Text(f"匯率 {exchange.currency}", f"Rate of {exchange.currency}")
    value = figure(f"basis.{name}", cell, label=label, cites=(ORDER if exchange.from_order else FX,))
    return value.model_copy(update={"dp": max(4, -int(exchange.rate.normalize().as_tuple().exponent))})


def _rate_basis(exchange: Exchange) -> Value:
    stated = Text("訂單檔所載", "as stated in the order")
    table = Text(f"海關匯率表 {exchange.period}", f"customs table {exchange.period}")
    label = Text(f"{exchange.currency} 匯率依據", f"Basis of {exchange.currency} rate")
    return words(f"basis.fx_{exchange.currency}_basis", stated if exchange.from_order else table, label)


def build_up(facts: Facts, result: Result) -> Table:
    """Each cost: amount, what it does to the customs value, how it is shared, what proves it."""
    columns = (
        Column(key="part", label=Text("項目", "Component"), width=20),
        Column(key="amount", label=Text("金額", "Amount"), type="m", width=14),
        Column(key="effect", label=Text("處理", "Treatment"), type="e", width=16),
        Column(key="shared", label=Text("分攤", "Shared"), width=26),
        Column(key="paper", label=Text("證明文件", "Paper"), width=24),
    )
    rows = (_goods_row(facts, result), *(_part_row(part, facts) for part in result.made.build_up.parts))
    return Table(id="buildup", title=Text("由發票金額至完稅價格", "From the invoice to the customs value"), columns=columns, rows=rows)


def _goods_row(facts: Facts, result: Result) -> Row:
    total, currency = result.total("goods"), facts.consignment.currency
    goods = Value(
        id="buildup.goods.amount", v=decimal_text(total) if total is not None else None, missing=None if total is not None else "not_recorded",
        kind="money", unit=currency, dp=minor_digits(currency), expr="sum(lines.goods)",
    )  # fmt: skip
    return Row(
        id="goods",
        cells={
            "part": words("buildup.goods.part", Text(f"{facts.consignment.incoterm} 貨價", f"{facts.consignment.incoterm} price")),
            "amount": goods,
            "effect": words("buildup.goods.effect", Text("基礎", "base")),
            "shared": words("buildup.goods.shared", Text("逐項", "by line")),
            "paper": words("buildup.goods.paper", facts.invoice or same(facts.ref)),
        },
    )


def _part_row(part: Part, facts: Facts) -> Row:
    key = f"buildup.{part.key}"
    shown = Value(
        id=f"{key}.amount", v=decimal_text(part.cost.amount), kind="money", unit=part.cost.currency, dp=minor_digits(part.cost.currency), cites=(ORDER,)
    )  # fmt: skip
    paper = facts.costs.get(part.key, "") or facts.costs.get(part.cost.kind, "")
    return Row(
        id=part.key,
        cells={
            "part": words(f"{key}.part", part.label),
            "amount": shown,
            "effect": words(f"{key}.effect", EFFECTS[part.effect]),
            "shared": words(f"{key}.shared", part.allocation.words),
            "paper": words(f"{key}.paper", paper),
        },
    )
