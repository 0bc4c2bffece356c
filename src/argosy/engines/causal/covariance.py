"""Covariance of estimated coefficients: as if alike and independent, robust (HC0–HC3), clustered one way or two ways, with named small-sample factors.

Sources: White (1980); MacKinnon and White (1985) for HC1–HC3; Liang and Zeger (1986); Cameron, Gelbach and Miller (2011) for two ways.
Factors, with n rows, K parameters (absorbed levels included), G clusters:

* ``fixest`` (fixest and pyfixest): (n−1)/(n−K) for clusters, n/(n−K) for robust; clusters times G/(G−1), G the smaller of two ways;
  levels of effects nested in a cluster are not counted in K; t with G−1 degrees for OLS, normal for the others.
* ``stata``: regress and reghdfe for OLS: as above; for the others n/(n−1) robust and G/(G−1) clustered only, as poisson, ppml and ppmlhdfe do.
* ``none``: no factor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from argosy.engines.causal.absorb import redundant
from argosy.engines.causal.columns import Codes, Floats, compact
from argosy.engines.causal.design import Design
from argosy.engines.causal.fitting import Fit
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

KINDS = ("iid", "hc0", "hc1", "hc2", "hc3", "cluster")
FACTORS = ("fixest", "stata", "none")


@dataclass(frozen=True, slots=True)
class Covariance:
    """``matrix`` (k × k); ``kind``; ``degrees`` of freedom for t, or None for the normal; ``factor`` applied and how it is made up, in words;
    ``clusters`` counts by name.
    """

    matrix: Floats
    kind: str
    degrees: int | None
    factor: float
    rule: str
    clusters: dict[str, int]


def covariance(made: Design, fit: Fit, kind: str, ssc: str, *, linear: bool) -> Covariance:
    """The covariance of ``fit``. ``linear`` for OLS. ``BadInput`` for HC2 or HC3 with effects, or fewer than two clusters."""
    if kind == "cluster":
        return _clustered(made, fit, ssc, linear)
    parameters = _parameters(made, None)
    if kind == "iid":
        return _iid(made, fit, ssc, linear, parameters)
    scores = fit.x * (fit.score * _leverage(made, fit, kind))[:, None]
    factor, rule = (1.0, "1") if kind != "hc1" else _robust_factor(made.n, parameters, ssc, linear)
    return Covariance(factor * _sandwich(fit, scores.T @ scores), kind, _degrees(made.n - parameters, linear), factor, rule, {})


def _degrees(count: int, linear: bool) -> int | None:
    return max(count, 1) if linear else None


def _iid(made: Design, fit: Fit, ssc: str, linear: bool, parameters: int) -> Covariance:
    """OLS: s² (X'X)⁻¹. The others: the inverse of the expected Hessian, as if the variance were that of the family (fixest: times (n−1)/(n−K))."""
    if not linear:
        factor = (made.n - 1) / max(made.n - parameters, 1) if ssc == "fixest" else 1.0
        rule = f"(n-1)/(n-K), K={parameters}" if ssc == "fixest" else "1"
        return Covariance(factor * fit.inverse, "iid", None, factor, rule, {})
    below = made.n if ssc == "none" else max(made.n - parameters, 1)
    return Covariance(fit.inverse * fit.deviance / below, "iid", _degrees(made.n - parameters, True), 1 / below, f"RSS/{below}", {})


def _leverage(made: Design, fit: Fit, kind: str) -> Any:
    """What a row's error is multiplied by: 1, 1/√(1−h) for HC2, 1/(1−h) for HC3."""
    if kind not in ("hc2", "hc3"):
        return 1.0
    if made.effects:
        raise BadInput(
            Text(
                "有固定效果時不算 HC2、HC3，請用 hc1 或叢集", "HC2 and HC3 are not defined here with absorbed effects: use hc1 or clusters"
            )
        )
    hat = ((fit.x @ fit.inverse) * fit.x).sum(axis=1) * fit.weights
    left = np.maximum(1 - hat, 1e-12)
    return 1 / (np.sqrt(left) if kind == "hc2" else left)


def _robust_factor(n: int, parameters: int, ssc: str, linear: bool) -> tuple[float, str]:
    if ssc == "none":
        return 1.0, "1"
    if ssc == "stata" and not linear:
        return n / (n - 1), "n/(n-1)"
    return n / max(n - parameters, 1), f"n/(n-K), K={parameters}"


def _clustered(made: Design, fit: Fit, ssc: str, linear: bool) -> Covariance:
    counts = {name: int(codes.max()) + 1 for name, codes in made.clusters.items()}
    if not 1 <= len(counts) <= 2:
        raise BadInput(Text("叢集須為一或兩欄", "Clusters take one or two columns"))
    few = [name for name, count in counts.items() if count < 2]
    if few:
        raise BadInput(
            Text("叢集「{c}」只有一群，無法估計標準誤", "Cluster “{c}” has one group only: no standard error can be had").format(c=few[0])
        )
    scores = fit.x * fit.score[:, None]
    matrix = _sandwich(fit, _meat(list(made.clusters.values()), scores))
    smallest = min(counts.values())
    factor, rule = _cluster_factor(made, smallest, ssc, linear)
    return Covariance(_mended(factor * matrix), "cluster", smallest - 1 if linear else None, factor, rule, counts)


def _meat(clusters: list[Codes], scores: Floats) -> Floats:
    """Outer products of score sums by cluster; two ways: V1 + V2 − V12."""
    made = sum(_outer(codes, scores) for codes in clusters)
    if len(clusters) == 2:
        made = made - _outer(compact(clusters[0] * (int(clusters[1].max()) + 1) + clusters[1]), scores)
    return np.asarray(made)


def _outer(codes: Codes, scores: Floats) -> Floats:
    sums = np.stack([np.bincount(codes, column) for column in scores.T]).astype(np.float64)
    found: Floats = sums @ sums.T
    return found


def _sandwich(fit: Fit, meat: Floats) -> Floats:
    found: Floats = fit.inverse @ meat @ fit.inverse
    return found


def _mended(matrix: Floats) -> Floats:
    """A two-way matrix may have a negative variance; its negative eigenvalues are then set to nought (Cameron, Gelbach and Miller 2011)."""
    if not len(matrix) or (np.diag(matrix) >= 0).all():
        return matrix
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    found: Floats = (vectors * np.maximum(values, 0)) @ vectors.T
    return found


def _cluster_factor(made: Design, groups: int, ssc: str, linear: bool) -> tuple[float, str]:
    if ssc == "none":
        return 1.0, "1"
    most = groups / (groups - 1)
    if ssc == "stata" and not linear:
        return most, f"G/(G-1), G={groups}"
    parameters = _parameters(made, list(made.clusters.values()))
    return most * (made.n - 1) / max(made.n - parameters, 1), f"G/(G-1) × (n-1)/(n-K), G={groups}, K={parameters}"


def _parameters(made: Design, clusters: list[Codes] | None) -> int:
    """Parameters counted: regressors and levels of effects, one per effect beyond the first taken off, none for effects nested in a cluster."""
    sizes = {name: int(codes.max()) + 1 for name, codes in made.effects.items()}
    plain = len(made.names) + sum(sizes.values()) - max(len(sizes) - 1, 0)
    if not clusters or not sizes:
        return plain
    nested = [name for name, codes in made.effects.items() if any(_inside(codes, cluster) for cluster in clusters)]
    if len(nested) == len(sizes):
        return len(made.names) + 1
    return plain - sum(sizes[name] - 1 for name in nested)


def _inside(codes: Codes, cluster: Codes) -> bool:
    """Whether every level of the effect lies in one cluster."""
    first = np.zeros(int(codes.max()) + 1, dtype=np.int64)
    first[codes] = cluster
    return bool((first[codes] == cluster).all())


def exact_levels(made: Design) -> int:
    """Levels of effects less those that repeat (exact for two effects), for the adjusted R²."""
    effects = list(made.effects.values())
    return sum(int(codes.max()) + 1 for codes in effects) - redundant(effects)
