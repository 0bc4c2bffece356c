"""Small made-up worlds of trade for the tests of the gravity engine, and fits by dummies to compare with."""

from __future__ import annotations

import numpy as np
import polars as pl


def trade(seed: int = 1, countries: int = 12, years: int = 3, zeros: float = 0.1) -> pl.DataFrame:
    """Flows between countries: exporter, importer, year, dist, border, rta, trade (Poisson-gamma around a gravity mean, some nought)."""
    draw = np.random.default_rng(seed)
    grid = [(i, j, t) for i in range(countries) for j in range(countries) for t in range(years) if i != j]
    exporter, importer, year = np.array(grid).T
    dist = np.exp(draw.normal(8, 0.7, (countries, countries)))[exporter, importer]
    border = (draw.random((countries, countries)) < 0.2)[exporter, importer].astype(float)
    rta = (draw.random((countries, countries, years)) < 0.3)[exporter, importer, year].astype(float)
    linear = 8 - 0.9 * np.log(dist) + 0.4 * border + 0.3 * rta + draw.normal(0, 1, (countries, years))[exporter, year]
    flow = np.exp(linear + draw.normal(0, 1, (countries, years))[importer, year]) * draw.gamma(2, 0.5, len(grid))
    flow = np.where(draw.random(len(grid)) < zeros, 0.0, flow)
    names = np.array([f"C{i:02}" for i in range(countries)])
    return pl.DataFrame(
        {
            "exporter": names[exporter],
            "importer": names[importer],
            "year": year + 2000,
            "dist": dist,
            "border": border,
            "rta": rta,
            "trade": flow,
        }
    )


def dummies(frame: pl.DataFrame, *effects: tuple[str, ...]) -> np.ndarray:
    """One column of noughts and ones for every level of every effect."""
    keys = [frame.select(pl.concat_str([pl.col(c).cast(pl.String) for c in effect], separator="^").alias("k"))["k"] for effect in effects]
    return np.column_stack([(key == level).to_numpy().astype(float) for key in keys for level in key.unique().sort()])


def poisson(y: np.ndarray, x: np.ndarray, steps: int = 60) -> np.ndarray:
    """Poisson regression by plain Newton steps on all columns, the least-norm solution where they repeat."""
    eta = np.log((y + y.mean()) / 2)
    beta = np.zeros(x.shape[1])
    for _ in range(steps):
        mu = np.exp(eta)
        root = np.sqrt(mu)[:, None]
        beta = np.linalg.lstsq(x * root, (eta + y / mu - 1) * root[:, 0], rcond=1e-12)[0]
        eta = x @ beta
    return beta
