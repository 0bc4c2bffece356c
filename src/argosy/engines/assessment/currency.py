"""How much a market's currency swings against the currency of the quotations."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from argosy.engines.assessment.question import Figure

QUOTED = "USD"
YEARS = 5
LEAST_MONTHS = 24


def volatility(fx: pl.LazyFrame, currencies: Mapping[str, str], year: int) -> dict[str, Figure]:
    """Market → annualised standard deviation of monthly log changes against the US dollar, over the five years to ``year``.

    ``fx`` has ``date``, ``currency``, ``per_eur`` (units of the currency a euro buys); a month's last rate counts. ``currencies`` is market → ISO 4217. A
    market that uses the dollar has 0; one whose currency is not told, or for fewer than 24 months, is not there.
    """
    span = pl.col("date").dt.year().is_between(year - YEARS + 1, year)
    monthly = (
        fx.filter(span)
        .with_columns(month=pl.col("date").dt.truncate("1mo"))
        .sort("date")
        .group_by("currency", "month")
        .agg(pl.col("per_eur").last())
    )
    rates = monthly.collect()
    dollars = rates.filter(pl.col("currency") == QUOTED).select("month", usd="per_eur")
    euro = dollars.select(currency=pl.lit("EUR"), month="month", per_eur=pl.lit(1.0))
    joined = pl.concat([rates.select("currency", "month", "per_eur"), euro]).join(dollars, on="month").sort("currency", "month")
    moves = joined.with_columns(move=(pl.col("per_eur") / pl.col("usd")).log().diff().over("currency"))
    swings = moves.group_by("currency").agg(sd=pl.col("move").std(), n=pl.col("move").count()).filter(pl.col("n") >= LEAST_MONTHS)
    told = {row["currency"]: Figure(row["sd"] * 12**0.5, 0.0, "fx", row["n"]) for row in swings.iter_rows(named=True)}
    return {market: told[currency] for market, currency in currencies.items() if currency in told}
