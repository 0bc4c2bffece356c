"""The product space: proximity of products (or exporters), density around each, and what is within reach of an exporter.

Sources: Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317; The Atlas of Economic Complexity (2014), technical boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from argosy.engines.market.matrix import Floats

LARGE = 2_000  # from so many products on, proximity is held in single precision: co-occurrences stay exact, their ratios to 7 digits
BLOCK = 512  # columns divided at a time, so that no second matrix of the full size is needed


def proximity(ones: Floats, self_loops: bool = True) -> Floats:
    """φ_pq = Σ_c M_cp M_cq / max(k_p, k_q), the smaller of the two conditional probabilities; shape (products, products), in 0..1.

    ``ones`` is a presence matrix of shape (exporters, products); its transpose gives the proximity of exporters. With ``self_loops`` φ_pp = 1
    (economiccomplexity), without it 0 (ecomplexity, Datawheel).
    """
    exact: Floats = np.asarray(ones, dtype=np.float32) if ones.shape[1] >= LARGE else np.asarray(ones, dtype=np.float64)
    together: Floats = exact.T @ exact
    counts = together.diagonal().copy()
    for start in range(0, len(counts), BLOCK):
        part = slice(start, start + BLOCK)
        together[:, part] /= np.maximum(counts[:, None], counts[None, part])
    if not self_loops:
        np.fill_diagonal(together, 0)
    return together


def density(ones: Floats, near: Floats) -> Floats:
    """ω_cp = Σ_q M_cq φ_qp / Σ_q φ_qp, shape (exporters, products), in 0..1; 1 - ω is the distance of the Atlas. 0 where nothing is near."""
    total = near.sum(axis=0)
    return (ones.astype(near.dtype) @ near) / np.where(total > 0, total, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """``index`` (COI, opportunity value) of shape (exporters,), ``gain`` (COG) of shape (exporters, products), both in units of PCI."""

    index: Floats
    gain: Floats


def outlook(ones: Floats, near: Floats, pci: Floats) -> Outlook:
    """COI_c = Σ_p ω_cp (1 - M_cp) PCI_p; COG_cp = (1 - M_cp) Σ_q (1 - M_cq) φ_qp PCI_q / Σ_r φ_qr.

    As the Atlas packages print them (economiccomplexity, ecomplexity before its last scaling).
    """
    absent = (1 - ones).astype(near.dtype)
    worth = pci.astype(near.dtype)
    total = near.sum(axis=1)
    index = (density(ones, near) * absent) @ worth
    gain = absent * ((absent * (worth / np.where(total > 0, total, 1))) @ near)
    return Outlook(index, gain)


def strong_links(near: Floats, at_least: float) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Pairs p < q with φ ≥ ``at_least`` (0..1): the two axes and the proximities, in order of p and q."""
    firsts: list[NDArray[np.int64]] = []
    seconds: list[NDArray[np.int64]] = []
    for start in range(0, len(near), BLOCK):
        rows, columns = np.nonzero(near[start : start + BLOCK] >= at_least)
        upper = columns > rows + start
        firsts.append(rows[upper] + start)
        seconds.append(columns[upper])
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    return first, second, near[first, second]


def skeleton(near: Floats) -> list[tuple[int, int, float]]:
    """The tree of strongest links that joins all that can be joined (maximum spanning tree, Kruskal): (p, q, φ) with p < q."""
    from scipy.sparse.csgraph import minimum_spanning_tree

    costs = np.triu(np.where(near > 0, 2.0 - near, 0.0), 1)  # a link costs less the nearer; never 0, which would mean none
    tree: Any = minimum_spanning_tree(costs).tocoo()
    return sorted((min(int(i), int(j)), max(int(i), int(j)), float(near[i, j])) for i, j in zip(tree.row, tree.col, strict=True))
