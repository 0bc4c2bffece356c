"""The firm's own sales of the product, gathered once: frames of the performance engine, and how they compare with a market's imports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from argosy.deliverables.families.market.params import MarketAsk
from argosy.records.permission import LOCAL_READER
from argosy.records.sales import performance

if TYPE_CHECKING:
    import polars


@dataclass(frozen=True)
class OwnSales:
    """Order lines (``performance.frames.LINES``) whose code begins with the product, and quotations (``QUOTES``) and cases (``CASES``) of the markets.

    Quotations and cases of a market are of all products. ``currency`` is that of the amounts;
    ``since`` the day of the firm's first order of any product.
    """

    lines: polars.DataFrame
    quotes: polars.DataFrame
    cases: polars.DataFrame
    currency: str
    since: date | None


def gather_own(ask: MarketAsk, markets: tuple[str, ...]) -> OwnSales | None:
    """Own sales of the product to any market; ``None`` where the firm has none on record."""
    import polars as pl

    found = performance.facts(actor=LOCAL_READER)
    lines = found.lines.filter(pl.col("code").str.starts_with(ask.product[:6]))
    if not lines.height:
        return None
    quotes, cases = (frame.filter(pl.col("market").is_in(markets)) for frame in (found.quotes, found.cases))
    return OwnSales(lines, quotes, cases, found.currency, found.lines.select(pl.col("date").min()).item())


def best_sellers() -> list[str]:
    """Six-digit codes of what the firm sells abroad, the most sold first."""
    import polars as pl

    found = performance.facts(actor=LOCAL_READER)
    abroad = found.lines.filter(pl.col("market") != found.home)
    sums = abroad.group_by(pl.col("code").str.slice(0, 6).alias("code")).agg(pl.col("sales").sum()).sort("sales", "code", descending=True)
    return [code for code in sums["code"].to_list() if code]
