"""A small world of trade: seeded flows between countries, and an engine to work expressions out on."""

from __future__ import annotations

import numpy as np
import polars as pl

PLACES = ("DE", "JP", "KR", "TW", "US", "VN")
GOODS = ("0902", "8471", "8542", "8712")
YEARS = (2020, 2021, 2022, 2023, 2024)


def flows(seed: int = 1, scale: float = 1.0) -> pl.DataFrame:
    """Flows told by one side (R), some pairs without trade, some weights unknown; and both sides of 2024 (X, M)."""
    draw = np.random.default_rng(seed)
    rows = [
        (
            year,
            exporter,
            importer,
            product,
            float(draw.lognormal(12, 2)) * scale,
            None if draw.random() < 0.2 else float(draw.lognormal(8, 1)),
        )
        for year in YEARS
        for exporter in PLACES
        for importer in PLACES
        for product in GOODS
        if exporter != importer and draw.random() < 0.8
    ]
    told = frame(rows)
    last = told.filter(pl.col("period") == YEARS[-1])
    mirrored = last.with_columns(side=pl.lit("M"), value=pl.col("value") * draw.uniform(0.9, 1.2, last.height))
    return pl.concat([told, mirrored, last.with_columns(side=pl.lit("X")).gather_every(2)])


def frame(rows: list[tuple]) -> pl.DataFrame:
    """Rows of period, exporter, importer, product, value and weight, told by side R."""
    names = ("period", "exporter", "importer", "product", "value", "quantity")
    kinds = (pl.Int32, pl.String, pl.String, pl.String, pl.Float64, pl.Float64)
    return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row").with_columns(side=pl.lit("R"))


def tariffs(seed: int = 2) -> pl.DataFrame:
    """Applied rates in percent for every other pair of 2024."""
    draw = np.random.default_rng(seed)
    pairs = flows().filter(pl.col("period") == YEARS[-1], pl.col("side") == "R").select("importer", "exporter", "product", "period")
    return pairs.with_columns(applied=pl.Series(draw.uniform(0, 20, pairs.height))).filter(pl.Series(draw.random(pairs.height) < 0.8))
