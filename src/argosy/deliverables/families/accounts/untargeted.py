"""What the sales management report says of a firm that has set no targets: sales by country beside the year before, and what is not on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from argosy.deliverables.families import lacking
from argosy.deliverables.families.accounts.achieved import Span, total, year_before
from argosy.deliverables.families.intelligence.cells import Cell, count, row, words
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import words as valued
from argosy.deliverables.families.sheets import col, money, rounded, share, sheet
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.report.prose import plain
from argosy.report.table import Row, Table
from argosy.report.value import Value
from argosy.report.words import Fields

if TYPE_CHECKING:
    import polars

    from argosy.deliverables.families.accounts.selling_facts import SellingFacts

ORDERS, SHOWN, YEAR = "S1", 12, timedelta(days=366)
TABLE = "countries"


@dataclass(frozen=True, slots=True)
class Country:
    """A country's orders of the period; ``before`` the same days a year earlier, ``None`` where the data do not reach back. ``code`` is empty for all others."""

    code: str
    places: int
    orders: int
    customers: int
    sales: Fraction
    before: Fraction | None


def countries(lines: polars.DataFrame, span: Span) -> tuple[Country, ...]:
    """The countries that bought most in the period, the rest in one."""
    import polars as pl

    first: Any = lines["date"].min()
    then = (year_before(span.since), year_before(span.until))
    known = first is not None and then[0] >= first.replace(day=1)
    inside = lines.filter(pl.col("date").is_between(span.since, span.until))
    order = inside.group_by("market").agg(pl.col("sales").sum()).sort(["sales", "market"], descending=[True, False])["market"].to_list()
    kept = order[: SHOWN if len(order) > SHOWN + 1 else len(order)]
    parts = [(code, [code]) for code in kept]
    parts += [("", [code for code in order if code not in kept])] if len(order) > len(kept) else []
    made = []
    for code, codes in parts:
        mine, held = inside.filter(pl.col("market").is_in(codes)), lines.filter(pl.col("market").is_in(codes))
        sold, past = total(mine, span.since, span.until), total(held, *then) if known else None
        made.append(Country(code, len(codes), mine["order"].n_unique(), mine["customer"].n_unique(), sold, past))
    return tuple(made)


def refused(last: date | None, span: Span, targets: int) -> None:
    """``NotFound`` where nothing was ever sold and no target is set, or the records end more than a year before the period."""
    if last is None and not targets:
        what = Text("沒有訂單，也沒有銷售目標", "Neither an order nor a sales target is on record")
        remedy = Text(
            "請匯入訂單（argosy sales import、argosy sales book import）或設定目標（argosy targets plan）",
            "Import orders (argosy sales import, argosy sales book import) or set targets (argosy targets plan)",
        )
        raise lacking.refuse(what, remedy)
    if last is not None and not targets and last < span.since - YEAR:
        raise lacking.stale(last, span.since)


def decision(facts: SellingFacts) -> Fields:
    """Whether targets are set, and what is done about customers who fell."""
    sure = [name for name, change in facts.falling if change.sure]
    falling = Text("、".join(n.zh for n in sure[:5]) or "無", ", ".join(n.en for n in sure[:5]) or "none")
    items = (
        valued("ask.targets", Text("本期未設定目標；自何月起、依何區域與產品線設定", "none is set: from which month, by which territory and product line"), Text("目標", "Targets")),
        valued("ask.customers", falling, Text("下單減少超出偶然", "Order less, beyond chance")),
    )  # fmt: skip
    answer = Text("核定下期目標，與下單減少客戶之負責人", "Approve next period's targets, and who sees to customers who order less")
    return Fields(id="decision", style="decision", question=Text("請主管決定", "For decision"), answer=plain(answer), items=items)


def table(facts: SellingFacts) -> Table:
    """國別｜訂單｜客戶｜銷售｜占比｜去年同期｜成長."""
    unit = facts.currency
    columns = (
        col("country", "國別", "Country", width=22), col("orders", "訂單數", "Orders", "n", 10, total="sum"), col("customers", "下單客戶", "Customers", "n", 10, total="sum"),
        col("actual", "銷售", "Sales", "m", 14, total="sum"), col("part", "占比", "Share", "r", 9), col("before", "去年同期", "Year before", "m", 14), col("growth", "成長", "Growth", "r", 9),
    )  # fmt: skip
    whole = sum((rounded(one.sales) for one in facts.countries), Fraction(0))
    rows = tuple(_row(one, unit, whole) for one in facts.countries)
    span = facts.ask.span
    title = Text(f"國別銷售，{span.since}–{span.until}", f"Sales by country, {span.since}–{span.until}")
    return sheet(
        TABLE,
        title,
        columns,
        rows,
        (ORDERS,),
        Text("期間內沒有訂單", "No order in the period"),
        totals=_totals(facts, whole) if rows else None,
    )


def _row(one: Country, unit: str, whole: Fraction) -> Row:
    sold, before = rounded(one.sales), None if one.before is None else rounded(one.before)
    name = country(one.code) if one.code else Text(f"其他 {one.places} 國", f"{one.places} other countries")
    name = Text("未載明", "not said") if one.code == "ZZ" else name
    cells: dict[str, Cell] = {
        "country": words(name), "orders": count(one.orders, (ORDERS,)), "customers": count(one.customers, (ORDERS,)), "actual": money(sold, unit, "sold", (ORDERS,)),
        "part": share(sold, whole, f"[actual] / sum({TABLE}.actual)", "part"), "before": money(before, unit, "sold", (ORDERS,), "source_gap"),
        "growth": share(sold - (before or 0), before or Fraction(0), "([actual] - [before]) / [before]", "growth", "source_gap" if before is None else "not_applicable"),
    }  # fmt: skip
    return row(TABLE, one.code or "others", cells)


def _totals(facts: SellingFacts, whole: Fraction) -> Row:
    def number(name: str, many: int) -> Value:
        return Value(id=f"{TABLE}.total.{name}", v=str(many), kind="count", dp=0, expr=f"sum({TABLE}.{name})", cites=(ORDERS,))

    amount = Value(
        id=f"{TABLE}.total.actual",
        v=decimal_text(whole),
        kind="money",
        unit=facts.currency,
        dp=0,
        expr=f"sum({TABLE}.actual)",
        cites=(ORDERS,),
    )
    sums = {name: number(name, sum(getattr(one, name) for one in facts.countries)) for name in ("orders", "customers")}
    return Row(id="total", cells={"country": Value(id=f"{TABLE}.total.country", v=Text("合計", "Total")), **sums, "actual": amount})
