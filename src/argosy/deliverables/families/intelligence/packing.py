"""The data sets of a research pack: what each holds, under which licence, with the hash of its rows, and the table of its own sheet."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.deliverables.families.intelligence.cells import Cell, Cites, code, count, day, millions, row, words
from argosy.deliverables.families.intelligence.extract import Extract
from argosy.deliverables.families.intelligence.facts import OWN, REGISTER, TRADE
from argosy.deliverables.families.intelligence.pack_facts import RIVALS, PackFacts
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import figure, plain
from argosy.kernel.canonical import digest_plain
from argosy.kernel.periods import MONTHLY
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import Section
from argosy.report.table import Column, Table
from argosy.report.value import Value

MONTHS = 36
"""Months of flows that go into the pack; the warehouse holds the rest."""
INHOUSE = Text("公司內部資料，限內部使用", "the firm's own data, for internal use")
ANSWERS = {
    "D1": ("import_value", "import_quantity", "export_value", "unit_value", "growth"), "D2": ("share", "hhi"), "D3": ("growth",),
    "D4": ("own_sales",), "D5": ("need",), "D6": ("price",),
}  # fmt: skip
"""Which measurable fields of requirements a data set answers."""
Line = dict[str, Cell]


@dataclass(frozen=True)
class DataSet:
    """One data set. ``lines`` are its rows by key; ``licence`` is empty where nobody knows it."""

    id: str
    title: Text
    columns: tuple[Column, ...]
    lines: tuple[tuple[str, Line], ...]
    period: Text
    unit: Text
    licence: Text
    cites: Cites
    sheet: Text

    @property
    def table(self) -> Table:
        """The rows, for the workbook alone."""
        rows = tuple(row(self.id, key, cells) for key, cells in self.lines)
        return Table(
            id=self.id, title=Text(f"{self.id} {self.title.zh}", f"{self.id} {self.title.en}"), columns=self.columns, rows=rows, cites=self.cites, sheet_only=True,
            empty=Text("沒有資料列", "No rows"),
        )  # fmt: skip

    def section(self, table: Table) -> Section:
        """Its own sheet."""
        return Section(id=f"data_{self.id}", title=self.title, sheet=self.sheet, audience="internal", level=2, blocks=(table,))


def sha256(table: Table) -> str:
    """The hash of the rows as they stand in the sheet."""
    return digest_plain([[_plain(cell) for cell in one.cells.values()] for one in table.rows])


def _plain(value: Value) -> str:
    return value.v if isinstance(value.v, str) else value.v.zh if value.v else ""


def filled(table: Table) -> tuple[int, int]:
    """Cells present, and cells there could be."""
    cells = [cell for one in table.rows for cell in one.cells.values()]
    return sum(cell.v is not None for cell in cells), len(cells)


def datasets(facts: PackFacts) -> tuple[DataSet, ...]:
    """All data sets of the pack that hold anything."""
    trade = [make(facts, facts.trade) for make in (_annual, _suppliers, _monthly)] if facts.trade else []
    made = (*trade, _own(facts), _items(facts), _rivals(facts))
    return tuple(one for one in made if one.lines)


def _column(key: str, zh: str, en: str, kind: str = "t", dp: int | None = None) -> Column:
    return Column(key=key, label=Text(zh, en), type=kind, dp=dp)


GOODS = (_column("hs", "HS", "HS", "c"), _column("market", "市場", "Market", "c"), _column("name", "市場名稱", "Name of market"))


def _goods(hs: str, market: str) -> Line:
    return {"hs": code(hs), "market": code(market), "name": words(country(market))}


def _trade_set(
    identity: str, title: Text, trade: Extract, more: tuple[Column, ...], lines: list[tuple[str, Line]], period: Text, sheet: Text
) -> DataSet:
    unit = Text(f"{trade.measure.zh}：百萬美元；重量：公斤", f"{trade.measure.en}: USD million; weight: kg")
    return DataSet(identity, title, (*GOODS, *more), tuple(lines), period, unit, same(trade.edition.licence), (TRADE,), sheet)


def _weight(kilograms: float | None) -> Cell:
    return lambda identity: figure(identity, kilograms, "quantity", unit="KGM", dp=0, trace="value", cites=(TRADE,))


def _annual(facts: PackFacts, trade: Extract) -> DataSet:
    lines: list[tuple[str, Line]] = []
    for (hs, market, year), (value, weight) in sorted(trade.cells.items()):
        cells = _goods(hs, market) | {"year": code(str(year)), "value": millions(value, (TRADE,)), "weight": _weight(weight)}
        lines.append((f"{hs}-{market}-{year}", cells))
    more = (_column("year", "年", "Year", "c"), _column("value", "金額", "Value", "m", 3), _column("weight", "重量", "Weight", "q", 0))
    title = Text(f"各年{trade.measure.zh}", f"{trade.measure.en} by year")
    return _trade_set("D1", title, trade, more, lines, same(f"{trade.years[0]}–{trade.year}"), Text("D1 年資料", "D1 annual"))


def _suppliers(facts: PackFacts, trade: Extract) -> DataSet:
    import polars as pl

    year = pl.when(pl.col("period") > MONTHLY).then(pl.col("period") // 100).otherwise(pl.col("period"))
    rows = trade.rows.filter(year == trade.year).group_by("product", "importer", "exporter").agg(pl.col("value").sum())
    lines = [
        (f"{hs}-{m}-{x}", _goods(hs, m) | {"supplier": code(x), "supplier_name": words(country(x)), "value": millions(v, (TRADE,))})
        for hs, m, x, v in rows.sort("product", "importer", "value", "exporter", descending=[False, False, True, False]).iter_rows()
    ]
    more = (
        _column("supplier", "供應國", "Supplier", "c"),
        _column("supplier_name", "供應國名稱", "Name of supplier"),
        _column("value", "金額", "Value", "m", 3),
    )
    return _trade_set("D2", Text("各供應國", "By supplier"), trade, more, lines, same(str(trade.year)), Text("D2 供應國", "D2 suppliers"))


def _monthly(facts: PackFacts, trade: Extract) -> DataSet:
    import polars as pl

    kept = sorted(trade.rows["period"].unique().to_list())[-MONTHS:] if trade.monthly else []
    rows = trade.rows.filter(pl.col("period").is_in(kept)).group_by("product", "importer", "period").agg(pl.col("value").sum())
    lines = [
        (f"{hs}-{m}-{p}", _goods(hs, m) | {"month": code(f"{p // 100}-{p % 100:02d}"), "value": millions(v, (TRADE,))})
        for hs, m, p, v in rows.sort("product", "importer", "period").iter_rows()
    ]
    more = (_column("month", "月", "Month", "c"), _column("value", "金額", "Value", "m", 3))
    span = f"{kept[0] // 100}-{kept[0] % 100:02d}–{kept[-1] // 100}-{kept[-1] % 100:02d}" if kept else ""
    title = Text(f"各月{trade.measure.zh}（最近 {MONTHS} 個月）", f"{trade.measure.en} by month (the latest {MONTHS})")
    return _trade_set("D3", title, trade, more, lines, same(span), Text("D3 月資料", "D3 monthly"))


def _own(facts: PackFacts) -> DataSet:
    currency = facts.own.currency if facts.own else facts.firm.base_currency
    lines = tuple(
        (f"{s.hs}-{s.market}-{s.year}", _goods(s.hs, s.market) | {"year": code(str(s.year)), "orders": count(s.orders, (OWN,)), "sales": _amount(plain(s.sales, 2), currency, OWN)})
        for s in facts.sold
    )  # fmt: skip
    more = (_column("year", "年", "Year", "c"), _column("orders", "訂單數", "Orders", "n"), _column("sales", "銷售額", "Sales", "m"))
    years = [s.year for s in facts.sold]
    period = same(f"{min(years)}–{max(years)}") if years else NOTHING
    return DataSet(
        "D4",
        Text("本公司銷售", "Own sales"),
        (*GOODS, *more),
        lines,
        period,
        same(currency),
        INHOUSE,
        (OWN,),
        Text("D4 本公司銷售", "D4 own sales"),
    )


def _amount(text: str, currency: str, source: str) -> Cell:
    return lambda identity: Value(id=identity, v=text, kind="money", unit=currency, cites=(source,))


def _items(facts: PackFacts) -> DataSet:
    columns = (
        _column("no", "編號", "No.", "c"), *GOODS, _column("kind", "主題", "Topic", "e"), _column("title", "內容摘要", "Contents"), _column("grade", "可信度", "Grade", "c"),
        _column("observed", "發生日", "Happened", "d"), _column("source", "來源", "Source", "c"),
    )  # fmt: skip
    lines = tuple(
        (i.ref, {"no": code(i.ref), **_goods(i.hs, i.market), "kind": words(i.kind_words), "title": words(i.title), "grade": code(i.grade), "observed": day(i.observed), "source": code(i.source)})
        for i in facts.items
    )  # fmt: skip
    days = [i.observed for i in facts.items]
    period = same(f"{min(days)}–{max(days)}") if days else NOTHING
    return DataSet(
        "D5", Text("可用之市場情報", "Usable items of intelligence"), columns, lines, period, Text("則", "items"), INHOUSE, (REGISTER,), Text("D5 市場情報", "D5 items")
    )  # fmt: skip


def _rivals(facts: PackFacts) -> DataSet:
    columns = (
        _column("code", "代號", "Code", "c"), _column("name", "競品", "Rival product"), _column("maker", "製造商", "Maker"), _column("market", "市場", "Market", "c"),
        _column("hs", "HS", "HS", "c"), _column("price", "最近價格", "Latest price", "m"), _column("unit", "單位", "Unit", "c"), _column("on", "日期", "On", "d"),
        _column("state", "時效", "Standing"), _column("source", "來源", "Source", "c"),
    )  # fmt: skip
    old, fresh = Text("逾期", "stale"), Text("有效", "current")
    lines = tuple(
        (p.code, {
            "code": code(p.code), "name": words(p.name), "maker": words(p.maker), "market": code(p.market), "hs": code(p.hs), "price": _amount(plain(p.price, 4), p.currency, RIVALS),
            "unit": code(p.unit), "on": day(p.on), "state": words(old if p.stale else fresh), "source": code(p.source),
        })
        for p in facts.rivals
    )  # fmt: skip
    days = [p.on for p in facts.rivals]
    period = same(f"{min(days)}–{max(days)}") if days else NOTHING
    title = Text("競品最近價格", "Latest prices of rivals")
    return DataSet(
        "D6", title, columns, lines, period, Text("各幣別", "as quoted"), INHOUSE, (RIVALS,), Text("D6 競品價格", "D6 rival prices")
    )


def answering(made: tuple[DataSet, ...], measure: str) -> tuple[str, ...]:
    """The data sets of the pack that answer a measurable field."""
    held = {one.id for one in made}
    return tuple(name for name, measures in ANSWERS.items() if measure and measure in measures and name in held)


Made = tuple[tuple[DataSet, Table], ...]


def prepared(facts: PackFacts) -> Made:
    """Every data set with its table, made once."""
    return tuple((one, one.table) for one in datasets(facts))
