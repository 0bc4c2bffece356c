"""Other ways to add up, as a check on the weighted sum: TOPSIS, weights by entropy, and the Pareto front."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from argosy.engines.assessment.matrix import Floats


def topsis(values: ArrayLike, weights: ArrayLike, benefit: ArrayLike) -> Floats:
    """Closeness to the ideal, 0 to 1, per row of ``values`` (n × m), vector-normalised (Hwang and Yoon 1981).

    ``weights`` (m) are scaled to sum 1; ``benefit`` (m, bool) says where more is better. A column of zeros counts for nothing.
    """
    table, w, more = np.asarray(values, float), np.asarray(weights, float), np.asarray(benefit, bool)
    length = np.sqrt((table**2).sum(axis=0))
    v = np.divide(table, length, out=np.zeros_like(table), where=length > 0) * (w / w.sum())
    best, worst = np.where(more, v.max(axis=0), v.min(axis=0)), np.where(more, v.min(axis=0), v.max(axis=0))
    return _closeness(v, best, worst)


def topsis_fixed(x: ArrayLike, weights: ArrayLike) -> Floats:
    """TOPSIS on values already between 0 and 1, with 1 as the ideal and 0 as its opposite: a further row changes no other row."""
    table, w = np.asarray(x, float), np.asarray(weights, float)
    return _closeness(table * w, w, np.zeros_like(w))


def entropy_weights(values: ArrayLike) -> Floats:
    """Weights by Shannon entropy of the columns of ``values`` (n × m, none negative): d = 1 + Σ p ln p / ln n, w = d / Σ d.

    A column alike in every row tells nothing and gets 0; when all are alike the weights are equal.
    """
    table = np.asarray(values, float)
    whole = table.sum(axis=0)
    p = np.divide(table, whole, out=np.full_like(table, 1 / len(table)), where=whole > 0)
    logs = np.log(p, out=np.zeros_like(p), where=p > 0)
    told = np.maximum(0.0, 1 + (p * logs).sum(axis=0) / np.log(len(table))) if len(table) > 1 else np.zeros(table.shape[1])
    told[told < 1e-12] = 0.0
    equal = np.full(table.shape[1], 1 / table.shape[1])
    return np.asarray(told / told.sum() if told.sum() > 0 else equal, dtype=np.float64)


def pareto_front(values: ArrayLike) -> list[int]:
    """Rows of ``values`` (n × m, more is better) that no other row beats: at least as good in all, better in one."""
    table = np.asarray(values, float)
    return [n for n, row in enumerate(table) if not ((table >= row).all(axis=1) & (table > row).any(axis=1)).any()]


def _closeness(v: Floats, best: Floats, worst: Floats) -> Floats:
    far, near = np.sqrt(((v - best) ** 2).sum(axis=1)), np.sqrt(((v - worst) ** 2).sum(axis=1))
    return np.asarray(np.divide(near, near + far, out=np.full(len(v), 0.5), where=near + far > 0), dtype=np.float64)
