"""Sheet 3: customers' stock, how long it lasts, and what they should reorder."""

from __future__ import annotations

from decimal import Decimal

from argosy.deliverables.families.intelligence.cells import Cell, code, day, row, words
from argosy.deliverables.families.market.figures import figure
from argosy.deliverables.families.market.figures import plain as digits
from argosy.deliverables.families.upkeep.facts import STOCK, Shelf, UpkeepFacts
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value

TITLE = Text("庫存與備貨", "Stock and replenishment")
TABLE = "stock"
METHOD = Text("週銷平均，近週標準差", "mean of weekly sales, deviation of the weeks")
SHORT = 14
"""Days of cover under which a row stands out."""
FORMULA = "round_up(max(0, [forecast] + [safety] - [stock] - [transit]))"

COLUMNS = (
    Column(key="customer", label=Text("客戶", "Customer"), width=22),
    Column(key="sku", label=Text("貨號", "SKU"), type="c", width=9),
    Column(key="product", label=Text("品名", "Product"), width=24),
    Column(key="unit", label=Text("單位", "Unit"), type="c", width=7),
    Column(key="on", label=Text("回報日", "Reported"), type="d", width=13),
    Column(key="stock", label=Text("庫存", "Stock"), type="q", dp=0, width=9),
    Column(key="weekly", label=Text("週銷", "Weekly sales"), type="q", dp=1, width=10, trace="weekly"),
    Column(key="cover", label=Text("可售天數", "Days of cover"), type="q", dp=0, width=10, trace="cover"),
    Column(key="season", label=Text("淡旺季指數", "Season"), type="s", dp=2, width=9, trace="season"),
    Column(key="transit", label=Text("在途", "In transit"), type="q", dp=0, width=9),
    Column(key="forecast", label=Text("預估需求", "Forecast"), type="q", dp=1, width=10),
    Column(key="safety", label=Text("安全存量", "Safety stock"), type="q", dp=1, width=10, trace="safety"),
    Column(key="reorder", label=Text("建議補貨", "Reorder"), type="q", dp=0, width=10, trace="reorder"),
    Column(key="why", label=Text("說明", "Note"), width=20, hide_if_empty=True),
)


def section(facts: UpkeepFacts) -> Section:
    """The table, or that no customer reports stock."""
    p = facts.policy
    note = Text(
        "前置 {l} 日、檢視 {r} 日、目標供貨率 {s}%（z = {z}），週銷取最近 {w} 週。淡旺季指數為未來期間相對回顧期間；客戶告知者優先。標示列可售天數不足 {d} 日。",
        "Lead time {l} days, review {r}, chance of not running out {s}% (z = {z}), weekly sales of the latest {w} weeks. Season: the days ahead against the weeks looked "
        "back on, as the customer told it where it did. Marked rows last under {d} days.",
    ).format(l=p.lead, r=p.review, s=f"{p.service * 100:g}", z=f"{p.z:.3f}", w=p.weeks, d=SHORT)
    rows = tuple(_row(facts, one) for one in sorted(facts.shelves, key=_order))
    table = Table(
        id=TABLE, title=Text("客戶庫存與建議補貨", "Customers' stock and proposed replenishment"), columns=COLUMNS, rows=rows, note=plain(note), cites=(STOCK,),
        empty=Text("範圍內沒有客戶回報庫存", "No customer in scope reports stock"),
    )  # fmt: skip
    return Section(id="stock_section", title=TITLE, sheet=TITLE, audience="internal", blocks=(table,))


def _order(one: Shelf) -> tuple[str, float, str]:
    cover = one.proposal.cover
    return one.customer, float("inf") if cover is None else cover, one.sku


def _row(facts: UpkeepFacts, one: Shelf) -> Row:
    name, p = facts.name(one.customer), one.proposal
    short = p.cover is not None and p.cover < SHORT
    forecast, safety = (None if v is None else Decimal(digits(v, 3)) for v in (p.forecast, p.safety))
    cells = {
        "customer": words(Text(f"{one.customer} {name.zh}", f"{one.customer} {name.en}")), "sku": code(one.sku), "product": words(one.product), "unit": code(one.unit),
        "on": day(p.on), "stock": _amount(p.stock), "weekly": _mean(one), "cover": _number(p.cover, "cover"), "season": _season(one), "transit": _amount(p.transit),
        "forecast": _forecast(one, forecast), "safety": _number(safety, "safety"), "reorder": _reorder(one, forecast, safety), "why": words(p.why, "not_applicable"),
    }  # fmt: skip
    return row(TABLE, f"{one.customer}-{one.sku}", cells, "mark" if short else "normal")


def _amount(number: Decimal) -> Cell:
    return lambda identity: figure(identity, number, "quantity", dp=0, cites=(STOCK,), trace="count")


def _number(number: float | Decimal | None, trace: str) -> Cell:
    return lambda identity: figure(identity, number, "quantity", cites=(STOCK,), trace=trace, missing="too_few")


def _season(one: Shelf) -> Cell:
    return lambda identity: figure(identity, one.proposal.index, "score", dp=2, cites=(STOCK,), trace="season")


def _mean(one: Shelf) -> Cell:
    """Weekly sales with the interval of their mean (normal, from the deviation of the weeks)."""
    p = one.proposal
    if p.weekly is None or p.sigma is None:
        return lambda identity: figure(identity, p.weekly, "quantity", dp=1, cites=(STOCK,), trace="weekly", missing="too_few")
    half = 1.959964 * p.sigma / p.n**0.5
    ends = {
        "lo": digits(max(0.0, p.weekly - half), 3),
        "hi": digits(p.weekly + half, 3),
        "level": "95%",
        "n": p.n,
        "method": METHOD,
        "status": "estimate",
    }
    return lambda identity: figure(identity, p.weekly, "quantity", dp=1, cites=(STOCK,), trace="weekly", **ends)


def _forecast(one: Shelf, forecast: Decimal | None) -> Cell:
    """Demand until the next delivery could come, give or take the safety stock's share of the same deviation."""
    p = one.proposal
    if forecast is None or p.safety is None:
        return lambda identity: Value(id=identity, missing="too_few", kind="quantity")
    low, high = max(0.0, float(forecast) - p.safety), float(forecast) + p.safety
    more = {"lo": digits(low, 3), "hi": digits(high, 3), "level": "90%", "n": p.n, "method": METHOD, "status": "forecast"}
    return lambda identity: figure(identity, forecast, "quantity", dp=1, cites=(STOCK,), trace="reorder", **more)


def _reorder(one: Shelf, forecast: Decimal | None, safety: Decimal | None) -> Cell:
    p = one.proposal
    if forecast is None or safety is None:
        return lambda identity: Value(id=identity, missing="too_few", kind="quantity")
    wanted = max(Decimal(0), forecast + safety - p.stock - p.transit)
    whole = wanted.to_integral_value(rounding="ROUND_CEILING")
    return lambda identity: Value(id=identity, v=f"{whole:f}", kind="quantity", dp=0, expr=FORMULA, trace="reorder")
