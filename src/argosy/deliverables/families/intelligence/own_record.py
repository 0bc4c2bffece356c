"""The firm's own record laid over the markets: sales, quotations and shares by market, and by goods and market."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from argosy.deliverables.families.intelligence.extract import HOME, Extract
from argosy.records.permission import LOCAL_READER
from argosy.records.sales import performance

if TYPE_CHECKING:
    import polars

    from argosy.engines.performance.overview import Facts

MIN_ORDERS = 5
"""Fewest orders in either of two periods for which their change is told."""


@dataclass(frozen=True, slots=True)
class Market:
    """One market: ``sales`` of twelve months in the firm's currency; ``growth`` of the running year on the same days a year before, with the ``orders`` of both;
    quotations won of ``n`` decided."""

    sales: float | None
    growth: float | None
    orders: tuple[int, int]
    quotes: int
    won: int
    n: int
    low: float | None
    high: float | None


@dataclass(frozen=True)
class OwnRecord:
    """``markets`` by country, ``exposed``: share of twelve months' sales abroad by (HS6, market), ``share``: of that market's imports, ``lines`` and ``quotes`` counted."""

    currency: str
    markets: dict[str, Market]
    exposed: dict[tuple[str, str], float]
    share: dict[tuple[str, str], float]
    lines: int
    quotes: int


def gather_performance() -> Facts:
    """Order lines and quotations of the whole store, as frames."""
    return performance.facts(actor=LOCAL_READER)


def sold_to(facts: Facts) -> set[str]:
    """The markets abroad where anything was ever sold."""
    return set(facts.lines["market"].unique().to_list()) - {HOME}


def gather_own(facts: Facts, extract: Extract | None, on: date) -> OwnRecord | None:
    """The firm's sales and quotations as known on a day; ``None`` where nothing was sold yet."""
    import polars as pl

    lines = facts.lines.filter(pl.col("date") <= on)
    if not lines.height:
        return None
    year = lines.filter((pl.col("date") > pl.lit(on).dt.offset_by("-1y")) & (pl.col("market") != HOME))
    quotes = facts.quotes.filter(pl.col("date") <= on).height
    return OwnRecord(facts.currency, _markets(facts, lines, on), _exposed(year), _shares(facts, extract, on), lines.height, quotes)


def _markets(facts: Facts, lines: polars.DataFrame, on: date) -> dict[str, Market]:
    import polars as pl

    from argosy.engines.performance.rates import win_rates

    year = lines.filter(pl.col("date") > pl.lit(on).dt.offset_by("-1y"))
    sales = dict(year.group_by("market").agg(pl.col("sales").cast(pl.Float64).sum()).iter_rows())
    now, before = (dict(_so_far(lines, on, back)) for back in (0, 1))
    since = lines["date"].min() if facts.since is None else facts.since
    whole = since is not None and since <= date(on.year - 1, 1, 31)  # type: ignore[operator]
    wins = {row["market"]: row for row in win_rates(facts.quotes, on, ["market"]).iter_rows(named=True)}
    return {
        m: _market(sales.get(m), now.get(m, (0.0, 0)), before.get(m, (0.0, 0)) if whole else (0.0, 0), wins.get(m, {}))
        for m in sorted({*sales, *wins} - {HOME})
    }


def _so_far(lines: polars.DataFrame, on: date, back: int) -> Iterator[tuple[str, tuple[float, int]]]:
    """Sales and orders by market from the year's first day to the same day, this year or ``back`` years before."""
    import polars as pl

    year, day = on.year - back, on.month * 100 + on.day
    told = pl.col("date").dt.month().cast(pl.Int32) * 100 + pl.col("date").dt.day()
    rows = lines.filter((pl.col("date").dt.year() == year) & (told <= day)).group_by("market")
    for market, sales, orders in rows.agg(pl.col("sales").cast(pl.Float64).sum(), pl.col("order").n_unique()).iter_rows():
        yield market, (sales, orders)


def _market(sales: float | None, now: tuple[float, int], before: tuple[float, int], win: dict[str, Any]) -> Market:
    asked = sum(int(win.get(name, 0)) for name in ("won", "lost", "open", "expired"))
    orders = (now[1], before[1])
    growth = now[0] / before[0] - 1 if min(orders) >= MIN_ORDERS and before[0] else None
    return Market(sales, growth, orders, asked, int(win.get("won", 0)), int(win.get("n", 0)), win.get("low"), win.get("high"))


def _exposed(year: polars.DataFrame) -> dict[tuple[str, str], float]:
    import polars as pl

    rows = year.with_columns(hs6=pl.col("code").str.slice(0, 6), worth=pl.col("sales").cast(pl.Float64))
    total = float(rows["worth"].sum() or 0)
    sums = rows.group_by("hs6", "market").agg(pl.col("worth").sum())
    return {(hs, market): worth / total for hs, market, worth in sums.iter_rows()} if total else {}


def _shares(facts: Facts, extract: Extract | None, on: date) -> dict[tuple[str, str], float]:
    """Own share of a market's imports in the last year that can be compared."""
    if extract is None or not extract.complete:
        return {}
    from argosy.engines.performance.share import market_imports, own_share

    found = own_share(facts.lines, market_imports(extract.rows, HOME, extract.side), on, HOME, facts.since)
    told = found.filter(found["share"].is_not_null()).sort("year")
    return {(row["product"], row["market"]): row["share"] for row in told.iter_rows(named=True)}
