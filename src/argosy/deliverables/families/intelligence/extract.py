"""What the trade data say of the goods and markets of a file: values, weights and changes by HS6 and market, from one edition told by one side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from argosy.deliverables.families.market.trade_facts import COLUMNS, SIDE_ORDER, candidates, whole_years
from argosy.kernel.countries import WORLD
from argosy.kernel.periods import MONTHLY
from argosy.kernel.text import Text
from argosy.records.markets.datasets import queries as datasets
from argosy.warehouse.trade import MarketEdition

if TYPE_CHECKING:
    import polars

HOME = "TW"
MIRRORED = "mirror_value"


@dataclass(frozen=True)
class Extract:
    """The rows read and what they come to. ``rows``: canonical columns of one side, products cut to HS6; ``cells``: (US dollars, kilograms or ``None``) by product,
    market and whole year. ``others``: the same flows told by the other side, ``None`` where nobody else tells them.
    ``twice``: rows of a flow and period beyond the first, by product and market."""

    edition: MarketEdition
    side: str
    rows: polars.DataFrame
    cells: dict[tuple[str, str, int], tuple[float, float | None]]
    others: polars.DataFrame | None
    twice: dict[tuple[str, str], int]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Whole years there are."""
        return tuple(sorted({year for _, _, year in self.cells}))

    @property
    def year(self) -> int:
        """The last whole year."""
        return self.years[-1]

    @property
    def complete(self) -> bool:
        """Whether suppliers other than home are in the data, so that a value is a market's imports."""
        return bool((self.rows["exporter"] != HOME).any())

    @property
    def monthly(self) -> bool:
        """Whether periods are months."""
        return bool((self.rows["period"] > MONTHLY).all())

    @property
    def measure(self) -> Text:
        """What a value is called."""
        return Text("進口值", "Imports") if self.complete else Text("我國出口值", "Exports of Taiwan")

    @property
    def synthetic(self) -> bool:
        """Whether the data were made up."""
        return self.edition.synthetic

    def value(self, product: str, market: str, year: int) -> float | None:
        """US dollars; ``None`` without a row."""
        found = self.cells.get((product, market, year))
        return None if found is None else found[0]

    def quantity(self, product: str, market: str, year: int) -> float | None:
        """Kilograms; ``None`` where not all are told."""
        found = self.cells.get((product, market, year))
        return None if found is None else found[1]

    def change(self, product: str, market: str) -> float | None:
        """The last whole year on the one before."""
        now, before = self.value(product, market, self.year), self.value(product, market, self.year - 1)
        return now / before - 1 if now is not None and before else None

    @cached_property
    def running(self) -> dict[str, tuple[int, tuple[int, ...], float, float]]:
        """By market over all goods: the latest year, its months, their value, and that of the same months a year before. Monthly data alone."""
        import polars as pl

        if not self.monthly:
            return {}
        rows = self.rows.with_columns(year=pl.col("period") // 100, month=pl.col("period") % 100)
        year = int(rows["year"].max())  # type: ignore[arg-type]
        months = tuple(sorted(rows.filter(pl.col("year") == year)["month"].unique().to_list()))
        same = rows.filter(pl.col("month").is_in(months) & pl.col("year").is_in([year - 1, year]))
        sums = {(m, y): v for m, y, v in same.group_by("importer", "year").agg(pl.col("value").sum()).iter_rows()}
        return {m: (year, months, sums[m, year], sums[m, year - 1]) for m, y in sums if y == year and (m, year - 1) in sums}


def gather_extract(products: set[str], markets: set[str], table: str = "") -> Extract | None:
    """The trade of these HS6 in these markets from the table asked for, else the first table that has any; ``None`` where nothing is held."""
    if not products or not markets:
        return None
    for name in [table] if table else candidates():
        found = _from(datasets.tables().edition(name), products, markets)
        if found is not None:
            return found
    return None


def _from(edition: MarketEdition, products: set[str], markets: set[str]) -> Extract | None:
    import polars as pl

    held = datasets.trade(edition.table, edition.edition).with_columns(hs6=pl.col("product").str.slice(0, 6))
    ours = pl.any_horizontal(pl.col("product").str.starts_with(code) for code in sorted(products))
    held = held.filter(ours & pl.col("importer").is_in(sorted(markets)))
    everything = held.filter((pl.col("exporter") != WORLD) & (pl.col("exporter") != pl.col("importer"))).collect()
    there = set(everything["side"].unique().to_list())
    side = next((s for s in SIDE_ORDER if s in there), "")
    told = everything.filter(pl.col("side") == side)
    rows = _six(told)
    annual = whole_years(rows).group_by("product", "importer", "period").agg(
        pl.col("value").sum(), pl.when(pl.col("quantity").null_count() == 0).then(pl.col("quantity").sum())
    )  # fmt: skip
    cells = {(p, m, y): (v, q) for p, m, y, v, q in annual.iter_rows()}
    return Extract(edition, side, rows, cells, _others(everything, side), _twice(told)) if cells else None


def _six(rows: polars.DataFrame) -> polars.DataFrame:
    """Rows under their HS6: those told at six digits, else the sum of their parts; months rather than years where both are there."""
    import polars as pl

    monthly = bool((rows["period"] > MONTHLY).any())
    rows = rows.filter((pl.col("period") > MONTHLY) == monthly)
    digits = pl.col("product").str.len_chars()
    rows = rows.filter(digits == digits.min().over("period", "exporter", "importer", "hs6"))
    return rows.with_columns(product=pl.col("hs6")).select(COLUMNS)


def _others(rows: polars.DataFrame, side: str) -> polars.DataFrame | None:
    """What the other side tells of the same flows: ``period, exporter, importer, product, value``."""
    import polars as pl

    names = ["period", "exporter", "importer", "product", "value"]
    if MIRRORED in rows.columns:
        kept = rows.filter((pl.col("side") == side) & pl.col(MIRRORED).is_not_null())
        return kept.with_columns(product=pl.col("hs6"), value=pl.col(MIRRORED)).select(names)
    other = {"M": "X", "X": "M"}.get(side, "")
    kept = rows.filter(pl.col("side") == other)
    return _six(kept).select(names) if kept.height else None


def _twice(rows: polars.DataFrame) -> dict[tuple[str, str], int]:
    """Rows that tell a flow and period again, by HS6 and market."""
    import polars as pl

    keys = ["period", "exporter", "importer", "product", "hs6"]
    again = rows.group_by(keys).len().filter(pl.col("len") > 1)
    return {(hs, m): n for hs, m, n in again.group_by("hs6", "importer").agg((pl.col("len") - 1).sum()).iter_rows()}
