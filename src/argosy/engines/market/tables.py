"""Complexity as tables to keep: exporters, products, cells (RCA, density, gain) and the product space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from argosy.engines.market.ranking import Ranking
from argosy.engines.market.space import LARGE, density, outlook, proximity, skeleton, strong_links

if TYPE_CHECKING:
    import polars


def tables(ranking: Ranking, links: float = 0.5, self_loops: bool = True) -> dict[str, polars.DataFrame]:
    """Frames by name: ``exporters``, ``products``, ``cells`` (every pair with trade or a density) and ``proximity`` (pairs from ``links`` on);
    with fewer than 2,000 products also ``backbone``, the strongest links that join them all, to draw the product space on.
    """
    import polars

    ones = ranking.found.matrix.figures
    near = proximity(ones, self_loops)
    ahead = outlook(ones, near, ranking.indices.pci)
    first, second, strength = strong_links(near, links)
    codes = np.array(ranking.found.matrix.products)
    exporters = {"exporter": ranking.found.matrix.exporters, "eci": ranking.indices.eci, "diversity": ranking.found.diversity.astype(int)}
    products = {"product": codes, "pci": ranking.indices.pci, "ubiquity": ranking.found.ubiquity.astype(int)}
    backbone = {"backbone": _backbone(codes, near)} if len(codes) < LARGE else {}
    return backbone | {
        "exporters": polars.DataFrame({**exporters, "outlook": ahead.index}),
        "products": polars.DataFrame(products),
        "cells": _cells(ranking, density(ones, near), ahead.gain),
        "proximity": polars.DataFrame({"product": codes[first], "other": codes[second], "proximity": strength}),
    }


def _backbone(codes: np.ndarray, near: np.ndarray) -> polars.DataFrame:
    import polars

    rows = [(codes[p], codes[q], strength) for p, q, strength in skeleton(near)]
    return polars.DataFrame(rows, schema={"product": polars.String, "other": polars.String, "proximity": polars.Float64}, orient="row")


def _cells(ranking: Ranking, dense: np.ndarray, gain: np.ndarray) -> polars.DataFrame:
    import polars

    matrix = ranking.found.matrix
    return polars.DataFrame(
        {
            "exporter": np.repeat(matrix.exporters, len(matrix.products)),
            "product": np.tile(matrix.products, len(matrix.exporters)),
            "rca": _advantage(ranking).ravel(),
            "advantage": matrix.figures.astype(bool).ravel(),
            "density": dense.ravel(),
            "gain": gain.ravel(),
        }
    )


def _advantage(ranking: Ranking) -> np.ndarray:
    """RCA of the exporters and products that are ranked."""
    matrix, rca = ranking.found.matrix, ranking.rca
    rows = np.isin(rca.exporters, matrix.exporters)
    columns = np.isin(rca.products, matrix.products)
    return rca.figures[rows][:, columns]
