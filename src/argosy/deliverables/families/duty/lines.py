"""Section 3, 逐項試算: one row a goods line, columns generated from the charges of the rule pack."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.duty.facts import ORDER, Facts
from argosy.deliverables.families.duty.figures import figure, words
from argosy.deliverables.families.duty.result import Result
from argosy.engines.duty.worksheet import Cell, Heading
from argosy.kernel.tariff_code import printed_code
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Missing, Value
from argosy.report.words import Fields

TABLE = "lines"
COST = Text("貨價", "Price and costs")
SHORT = {"rate": Text("稅率", "Rate"), "base": Text("稅基", "Base"), "amount": Text("稅額", "Amount")}
SHEET_ONLY = ("net_kg", "gross_kg", "volume_m3")
SUMMED = ("cost", "value", "amount", "share", "total")


def section(facts: Facts, result: Result) -> Section:
    """The table of lines, then the charges of the whole entry."""
    note = Text(
        "貨價欄為 {c}，其餘為 {p}。稅率由訂單檔填入者，以訂單檔為準{demo}。整份報單之費用按完稅價格以最大餘數法分攤，各項加總等於報單數。",
        "Price columns in {c}, all others in {p}. A rate stated in the order file is used as stated{demo}. Charges of the whole entry are "
        "shared by customs value, largest remainder, so that the lines sum to the entry.",
    ).format(c=facts.consignment.currency, p=facts.pack.currency, demo=Text("（示範稅率）", " (demo rates)") if facts.demo_rates else "")
    return Section(
        id="lines_section",
        title=Text("逐項試算", "Line by line"),
        sheet=Text("逐項試算", "Lines"),
        audience="internal",
        blocks=(table(facts, result).model_copy(update={"note": plain(note)}), *entry_charges(result)),
    )


def table(facts: Facts, result: Result) -> Table:
    """Every figure of every line."""
    headings = result.sheet.columns
    return Table(
        id=TABLE,
        title=Text("每項貨物之應繳稅費", "Charges on each line"),
        unit_note=Text(
            f"貨價欄 {facts.consignment.currency}，其餘 {facts.pack.currency}",
            f"Price in {facts.consignment.currency}, others in {facts.pack.currency}",
        ),
        columns=(*_goods_columns(), *(_column(h, result) for h in headings)),
        rows=tuple(_row(i, facts, result) for i in range(len(facts.goods))),
        totals=_totals(headings, result),
        empty=Text("訂單沒有貨物列", "The order has no goods lines"),
    )


def _goods_columns() -> tuple[Column, ...]:
    return (
        Column(key="no", label=Text("項", "No."), type="c", width=4),
        Column(key="goods_name", label=Text("貨名", "Goods"), type="t", width=26),
        Column(key="code", label=Text("稅則號別", "Tariff code"), type="c", width=17),
        Column(key="origin", label=Text("原產地", "Origin"), type="c", width=6),
    )


def _column(heading: Heading, result: Result) -> Column:
    charge = result.charge_label(heading.charge)
    own = heading.role in SHORT and charge is not None
    return Column(
        key=heading.key,
        label=SHORT[heading.role] if own else heading.label,
        name=heading.label if own else None,
        span=charge if own else COST if heading.role == "cost" else None,
        type={"money": "m", "quantity": "q", "rate": "r"}[heading.kind],
        unit=heading.unit,
        total="sum" if heading.role in SUMMED else "none",
        entry=heading.role in ("input", "fact", "rate") or heading.key == "goods",
        sheet_only=heading.key in _hidden(result) or (heading.role == "base" and heading.charge not in result.wide_bases),
        width={"rate": 7, "quantity": 9, "money": 10}[heading.kind],
    )


def _hidden(result: Result) -> tuple[str, ...]:
    """Weights, and the subtotal that entry charges turn into another total."""
    return (*SHEET_ONLY, "total") if result.entry_names else SHEET_ONLY


def _row(i: int, facts: Facts, result: Result) -> Row:
    goods = facts.goods[i]
    row = f"L{goods.id}"
    cells: dict[str, Value] = {
        "no": Value(id=f"{TABLE}.{row}.no", v=goods.id, kind="code"),
        "goods_name": words(f"{TABLE}.{row}.goods_name", goods.description),
        "code": _code(f"{TABLE}.{row}.code", printed_code(goods.code)),
        "origin": _code(f"{TABLE}.{row}.origin", goods.origin),
    }
    for heading in result.sheet.columns:
        cell = result.sheet.rows[i][heading.key]
        stated = goods.rates.get(heading.charge, "") if heading.role == "rate" and cell.value is None else ""
        cells[heading.key] = (
            words(f"{TABLE}.{row}.{heading.key}", same(stated), cites=(ORDER,))
            if stated
            else figure(f"{TABLE}.{row}.{heading.key}", cell, _why_missing(i, heading, result), required=heading.key == "payable")
        )
    return Row(id=row, cells=cells)


def _code(identity: str, code: str) -> Value:
    return (
        Value(id=identity, v=code, kind="code", cites=(ORDER,))
        if code
        else Value(id=identity, missing="not_recorded", kind="code", required=True)
    )


def _why_missing(i: int, heading: Heading, result: Result) -> Missing:
    if heading.role in ("rate", "base", "fact") and not result.waits(i, heading.charge):
        return "not_applicable"
    return "not_recorded" if heading.role == "input" else "pending"


def _totals(headings: tuple[Heading, ...], result: Result) -> Row:
    cells = {}
    for heading in headings:
        if heading.role in SUMMED:
            cell = Cell(result.total(heading.key), f"sum({TABLE}.{heading.key})", "money", heading.unit, source="computed")
            cells[heading.key] = figure(f"{TABLE}.total.{heading.key}", cell)
    return Row(id="total", cells=cells)


def entry_charges(result: Result) -> Iterator[Fields]:
    """Charges worked out once for the whole entry, with their formula."""
    items = tuple(figure(f"entry.{name}", result.sheet.names[name], label=result.sheet.labels[name]) for name in result.entry_names)
    if items:
        yield Fields(id="entry", title=Text("整份報單之費用", "Charges of the whole entry"), items=items, columns=1)
