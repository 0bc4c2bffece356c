"""The trade of one product as the report uses it: one edition, one side, and the frames derived from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from argosy.deliverables.families.market.params import MarketAsk
from argosy.kernel.countries import WORLD, name_of
from argosy.kernel.errors import NotFound
from argosy.kernel.periods import MONTHLY, written
from argosy.kernel.text import Text
from argosy.records.markets.datasets import queries as datasets
from argosy.warehouse.trade import TRADE, MarketEdition

if TYPE_CHECKING:
    import polars

    from argosy.engines.series.prepare import Series

MONTHS = 12
LARGE = 1e10
SIDE_ORDER = ("R", "M", "S", "X")
KEYS = ("period", "exporter", "importer", "product", "side")
COLUMNS = ("period", "exporter", "importer", "product", "value", "quantity", "side")


@dataclass(frozen=True)
class TradeFacts:
    """Flows of one product told by one side. ``flows``: canonical columns, one row per period, exporter, importer and code.

    ``complete``: whether other exporters than ``home`` are there: then a market's value is its imports, else what home sells it.
    ``year``: the last whole year, ``base`` the one it is compared with. ``advantage``: RCA by exporter in ``year`` over the data set's own
    products, empty where it cannot be told. ``split``: the constant-market-share split from ``base`` to ``year`` by importer and product, ``None``
    where rivals are not in the data. ``notes``: what to know of periods. Values are US dollars.
    """

    edition: MarketEdition
    product: str
    side: str
    home: str
    flows: polars.DataFrame
    year: int
    base: int
    notes: tuple[Text, ...] = ()
    advantage: dict[str, float] = field(default_factory=dict)
    split: polars.DataFrame | None = None

    @cached_property
    def monthly(self) -> bool:
        """Whether periods are months."""
        return bool((self.flows["period"] > MONTHLY).all()) and self.flows.height > 0

    @cached_property
    def complete(self) -> bool:
        """Whether suppliers other than home are in the data."""
        return bool((self.flows["exporter"] != self.home).any())

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes the product's rows have."""
        return tuple(sorted(self.flows["product"].unique().to_list()))

    @property
    def synthetic(self) -> bool:
        """Whether the data were made up."""
        return self.edition.synthetic or self.side == "S"

    @cached_property
    def annual(self) -> polars.DataFrame:
        """Whole years up to ``year``: canonical columns with ``period`` YYYY; a quantity only where all of its rows have one."""
        import polars as pl

        return whole_years(self.flows).filter(pl.col("period") <= self.year)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Whole years there are, up to ``year``."""
        return tuple(sorted(self.annual["period"].unique().to_list()))

    @cached_property
    def by_market(self) -> polars.DataFrame:
        """``period``, ``importer``, ``value``, ``quantity`` (null where not all known), home as importer included, by year."""
        import polars as pl

        quantity = pl.when(pl.col("quantity").null_count() == 0).then(pl.col("quantity").sum()).alias("quantity")
        return self.annual.group_by("period", "importer").agg(pl.col("value").sum(), quantity).sort("period", "importer")

    @cached_property
    def markets(self) -> tuple[str, ...]:
        """Foreign markets with trade in the last year, the largest first."""
        import polars as pl

        rows = self.by_market.filter((pl.col("period") == self.year) & (pl.col("importer") != self.home) & (pl.col("value") > 0))
        return tuple(rows.sort("value", "importer", descending=[True, False])["importer"].to_list())

    def value(self, market: str, year: int) -> float | None:
        """US dollars of a market in a year; ``None`` without a row."""
        return self._of("value", market, year)

    def quantity(self, market: str, year: int) -> float | None:
        """Kilograms of a market in a year; ``None`` where not all are known."""
        return self._of("quantity", market, year)

    def _of(self, column: str, market: str, year: int) -> float | None:
        found = self._cells.get((year, market))
        return None if found is None else found[0 if column == "value" else 1]

    @cached_property
    def _cells(self) -> dict[tuple[int, str], tuple[float, float | None]]:
        return {(p, m): (v, q) for p, m, v, q in self.by_market.iter_rows()}

    def total(self, year: int) -> float:
        """US dollars of all foreign markets in a year."""
        return sum(cell[0] for (period, market), cell in self._cells.items() if period == year and market != self.home)

    def supplied(self, market: str, year: int) -> dict[str, float]:
        """US dollars by supplier of a market in a year, the largest first."""
        import polars as pl

        rows = self.annual.filter((pl.col("period") == year) & (pl.col("importer") == market))
        found = rows.group_by("exporter").agg(pl.col("value").sum()).sort("value", "exporter", descending=[True, False])
        return dict(found.iter_rows())

    def series(self, market: str = "", exporter: str = "") -> Series:
        """The values by period (months where there are), all foreign markets together when none is named. A period without rows is a gap; an
        unfinished last year of annual data is left out."""
        import polars as pl

        from argosy.engines.series.prepare import Series

        flows = self.flows if self.monthly else self.annual
        rows = flows.filter(pl.col("importer") == market if market else pl.col("importer") != self.home)
        rows = rows.filter(pl.col("exporter") == exporter) if exporter else rows
        found = rows.group_by("period").agg(pl.col("value").sum()).sort("period")
        dates = [written(p) for p in found["period"].to_list()]
        return Series(market or "all", tuple(dates), tuple(found["value"].to_list()))

    @property
    def dp(self) -> int:
        """Decimals for amounts in USD million: none once the markets come to ten thousand million."""
        return 0 if self.total(self.year) >= LARGE else 1

    @property
    def measure(self) -> Text:
        """What a market's value is called: its imports, or what home exports to it."""
        if self.complete:
            return Text("進口值", "Imports")
        home = name_of(self.home)
        return Text(f"{home.zh}出口值", f"{home.en}'s exports")


def gather_trade(ask: MarketAsk) -> TradeFacts:
    """The flows of the product from the table asked for, else the first real table that has it, else a synthetic one. ``NotFound`` names what there is."""
    tables = [ask.table] if ask.table else candidates()
    if not tables:
        datasets.tables().edition(f"{TRADE}_…")
    for table in tables:
        found = _from(datasets.tables().edition(table, ask.edition), ask)
        if found is not None:
            return found
    known = ", ".join(tables)
    raise NotFound(Text("資料表 {t} 沒有商品 {p} 之完整年度資料", "No whole year of product {p} in {t}").format(t=known, p=ask.product))


def candidates() -> list[str]:
    """Tables of trade, real ones before synthetic ones, the newest data first."""
    editions = [e for e in datasets.newest() if e.table.split("_")[0] == TRADE]
    return [e.table for e in sorted(editions, key=lambda e: (e.synthetic, -e.as_of.toordinal(), e.table))]


def whole_years(flows: polars.DataFrame) -> polars.DataFrame:
    """Flows by year: months added up where all twelve are there, part years left out; a quantity only where all of its rows have one."""
    import polars as pl

    if not flows.height or flows["period"].min() <= MONTHLY:  # type: ignore[operator]
        return flows
    rows = flows.with_columns(month=pl.col("period") % 100, period=(pl.col("period") // 100).cast(pl.Int32))
    whole = rows.group_by("period").agg(pl.col("month").n_unique()).filter(pl.col("month") == MONTHS)["period"]
    quantity = pl.when(pl.col("quantity").null_count() == 0).then(pl.col("quantity").sum()).alias("quantity")
    kept = rows.filter(pl.col("period").is_in(whole.to_list()))
    return kept.group_by(KEYS).agg(pl.col("value").sum(), quantity).select(COLUMNS).sort(KEYS)


def _from(edition: MarketEdition, ask: MarketAsk) -> TradeFacts | None:
    import polars as pl

    whole = datasets.trade(edition.table, edition.edition)
    named = whole.filter((pl.col("exporter") != WORLD) & (pl.col("importer") != WORLD) & (pl.col("exporter") != pl.col("importer")))
    rows = named.filter(pl.col("product").str.starts_with(ask.product)).select(COLUMNS).collect()
    side = ask.side or _side(rows)
    rows = _once(rows.filter(pl.col("side") == side))
    years = dict(whole_years(rows).group_by("period").agg(pl.col("value").sum()).sort("period").iter_rows())
    if not years:
        return None
    year, notes = _last(years, ask.year)
    base = max(min(years), year - ask.years)
    found = TradeFacts(edition, ask.product, side, ask.home, rows, year, base, notes)
    if not found.markets:
        return None
    return replace(found, advantage=_advantage(named, found), split=_split(found) if found.complete and base < year else None)


def _last(years: dict[int, float], asked: int) -> tuple[int, tuple[Text, ...]]:
    """The year to report on: the one asked for, else the last, or the one before where the last looks unfinished."""
    if asked and asked not in years:
        raise NotFound(
            Text("沒有 {y} 年之完整資料；現有 {a}–{b}", "No whole year {y}; there are {a}–{b}").format(y=asked, a=min(years), b=max(years))
        )
    from argosy.engines.assessment.flows import PART_YEAR

    last = max(years)
    before = years.get(last - 1, 0.0)
    if asked or before <= 0 or years[last] / before >= PART_YEAR:
        return asked or last, ()
    note = Text(
        "{y} 年總額較前一年少 {d}，視為尚未完整而改用 {b} 年；確為全年時請指定年度",
        "{y} is {d} below the year before and looks unfinished: {b} is used; name the year if it is whole",
    )
    return last - 1, (note.format(y=last, d=f"{1 - years[last] / before:.0%}", b=last - 1),)


def _split(found: TradeFacts) -> polars.DataFrame:
    """The constant-market-share split, worked out by the one expression there is for it on the engine of the warehouse."""
    from django.conf import settings

    from argosy.engines.market.catalogue import indicator_of
    from argosy.engines.market.flows import Ask, canonical, coarser
    from argosy.warehouse.engine import open_engine

    with open_engine(settings.ARGOSY_WAREHOUSE_URL) as desk:
        flows = desk.table(found.edition.table, found.edition.edition)
        flows = canonical(flows.filter(flows["product"].isin(found.codes)))
        ask = Ask(found.year, found.base, found.home, found.side)
        return desk.run(indicator_of("constant_market_share").build(coarser(flows, 6, yearly=True), ask))


def _side(rows: polars.DataFrame) -> str:
    """Reconciled figures before importers', synthetic and exporters' ones."""
    there = set(rows["side"].unique().to_list())
    return next((side for side in SIDE_ORDER if side in there), "R")


def _once(rows: polars.DataFrame) -> polars.DataFrame:
    """Months rather than years where both are there, and the shortest code of a flow: its parts would count twice."""
    import polars as pl

    monthly = bool((rows["period"] > MONTHLY).any())
    rows = rows.filter((pl.col("period") > MONTHLY) == monthly)
    digits = pl.col("product").str.len_chars()
    return rows.filter(digits == digits.min().over("period", "exporter", "importer"))


def _advantage(named: polars.LazyFrame, found: TradeFacts) -> dict[str, float]:
    """RCA of every exporter in the last year over all products of the data set; empty where it holds one exporter or one product."""
    import polars as pl

    if not found.complete:
        return {}
    year = pl.when(pl.col("period") > MONTHLY).then(pl.col("period") // 100).otherwise(pl.col("period"))
    rows = named.filter((pl.col("side") == found.side) & (year == found.year))
    own = pl.col("value").filter(pl.col("product").str.starts_with(found.product)).sum()
    sums = rows.group_by("exporter").agg(own.alias("own"), pl.col("value").sum().alias("all")).collect()
    world, product = float(sums["all"].sum()), float(sums["own"].sum())
    if not 0 < product < world:
        return {}
    return {e: (own / every) / (product / world) for e, own, every in sums.iter_rows() if every > 0}
