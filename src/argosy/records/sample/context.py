"""Made-up surroundings of the sample firm's markets: country attributes, tariffs faced, exchange rates. Of the right order of size, and synthetic.

Planted: Vietnam charges Taiwan what its partners do not pay; the Philippines are barely known; governance and logistics speak for the Netherlands.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from argosy.records.sample.flows import FIRST, MONTHS, PRODUCTS, SUPPLIERS

if TYPE_CHECKING:
    import polars

YEAR = 2025
GOVERNED = ("CC.EST", "GE.EST", "PV.EST", "RQ.EST", "RL.EST", "VA.EST")
# importer: population (millions), GDP (billion US dollars), governance (mean of six), logistics (1 to 5)
COUNTRIES = {
    "US": (340.0, 29000, 1.05, 3.8), "JP": (124.0, 4100, 1.35, 3.9), "DE": (84.0, 4700, 1.45, 4.1), "GB": (69.0, 3600, 1.30, 3.7), "NL": (18.0, 1200, 1.65, 4.1),
    "FR": (68.0, 3200, 1.05, 3.9), "CA": (41.0, 2200, 1.55, 4.0), "AU": (27.0, 1800, 1.55, 3.7), "KR": (52.0, 1750, 1.00, 3.8), "SG": (6.0, 530, 1.55, 4.2),
    "MY": (35.0, 420, 0.45, 3.6), "TH": (72.0, 530, 0.05, 3.5), "VN": (101.0, 470, -0.15, 3.3), "TW": (23.0, 790, 1.20, 3.9),
}  # fmt: skip
BARE = {"PH": 115.0}
"""Markets of which only the population is known."""
# importer: usual rate in percent; suppliers that pay none; suppliers that pay more on top
TARIFFS: dict[str, tuple[float, str, dict[str, float]]] = {
    "US": (5.0, "", {"TW": 32.0, "CN": 30.0, "JP": 15.0, "VN": 20.0, "DE": 15.0, "IN": 25.0, "LK": 20.0, "IT": 15.0, "ID": 19.0}),
    "JP": (0.0, "VN ID IN", {}), "DE": (4.7, "VN", {}), "GB": (4.0, "JP VN DE IT", {}), "NL": (4.7, "VN", {}), "FR": (4.7, "VN", {}),
    "CA": (6.5, "JP VN DE IT", {}), "AU": (5.0, "CN JP VN ID IN", {}), "KR": (8.0, "CN VN IN DE IT ID", {}), "SG": (0.0, "TW CN JP VN DE IN IT ID LK", {}),
    "MY": (10.0, "CN JP VN ID IN", {}), "TH": (10.0, "CN JP VN ID IN", {}), "VN": (12.0, "CN JP DE IN IT ID", {}), "TW": (5.0, "", {}),
}  # fmt: skip
# currency: units a euro buys at first, yearly swing against the dollar
CURRENCIES = {
    "USD": (1.12, 0.0), "JPY": (122.0, 0.09), "GBP": (0.86, 0.075), "AUD": (1.60, 0.095), "KRW": (1290.0, 0.085), "SGD": (1.52, 0.04), "MYR": (4.65, 0.055),
    "THB": (35.5, 0.065), "VND": (26200.0, 0.03), "PHP": (59.0, 0.05), "CAD": (1.50, 0.06), "TWD": (34.8, 0.05),
}  # fmt: skip
EURO_SWING = 0.045


def countries() -> polars.DataFrame:
    """Rows of the canonical table of country attributes for one year; they do not depend on the seed."""
    import polars as pl

    rows: list[tuple[str, str, float]] = []
    for country, (people, gdp, governed, logistics) in COUNTRIES.items():
        rows += [(country, "SP.POP.TOTL", people * 1e6), (country, "NY.GDP.MKTP.CD", gdp * 1e9), (country, "LP.LPI.OVRL.XQ", logistics)]
        rows += [(country, code, round(governed + (at - 2.5) * 0.06, 2)) for at, code in enumerate(GOVERNED)]
    rows += [(country, "SP.POP.TOTL", people * 1e6) for country, people in BARE.items()]
    found = pl.DataFrame(rows, schema={"country": pl.String, "indicator": pl.String, "value": pl.Float64}, orient="row")
    return found.select("country", pl.lit(YEAR, pl.Int32).alias("period"), "indicator", "value").sort("country", "indicator")


def tariffs() -> polars.DataFrame:
    """Rates faced by every supplier in fourteen markets, product by product, in percent; none for the Philippines."""
    import polars as pl

    rows = []
    for importer, (usual, free, more) in TARIFFS.items():
        for exporter in SUPPLIERS:
            if exporter == importer:
                continue
            preferential = 0.0 if exporter in free.split() else None
            applied = (usual if preferential is None else preferential) + more.get(exporter, 0.0)
            rows += [(importer, exporter, code, YEAR, "simple", usual, preferential, applied, "H6") for code in PRODUCTS]
    names = ("importer", "exporter", "product", "period", "kind", "mfn", "preferential", "applied", "hs")
    found = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    return found.with_columns(pl.col("period").cast(pl.Int32), pl.col("preferential").cast(pl.Float64)).sort(
        "importer", "exporter", "product"
    )


def fx(seed: int) -> polars.DataFrame:
    """Units of twelve currencies a euro buys at the end of ninety months: a random walk each; the same rows from the same seed."""
    import numpy as np
    import polars as pl

    draw = np.random.RandomState(int.from_bytes(sha256(f"{seed}:fx_sample".encode()).digest()[:4], "big"))
    euro = np.cumsum(EURO_SWING / 12**0.5 * draw.standard_normal(MONTHS))
    first = pl.date_range(pl.date(FIRST, 1, 1), pl.date(FIRST + (MONTHS - 1) // 12, (MONTHS - 1) % 12 + 1, 1), "1mo", eager=True)
    frames = []
    for currency, (level, swing) in CURRENCIES.items():
        path = level * np.exp(euro + np.cumsum(swing / 12**0.5 * draw.standard_normal(MONTHS)))
        frames.append(pl.DataFrame({"date": first.dt.month_end(), "currency": [currency] * MONTHS, "per_eur": np.round(path, 4)}))
    return pl.concat(frames).sort("date", "currency")
