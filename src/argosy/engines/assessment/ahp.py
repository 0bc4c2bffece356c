"""AHP: weights from judgements in pairs, and whether the judgements hang together.

Sources: Saaty 1980, The Analytic Hierarchy Process (eigenvector, CI, CR, random index); Crawford and Williams 1985 (geometric mean);
Alonso and Lamata 2006 (mean λmax of random matrices = 2.7699 n − 4.3513); Aczél and Saaty 1983 (several judges: geometric mean of each judgement);
Harker 1987 (weights with one judgement left out).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from argosy.engines.assessment.matrix import Floats
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text

# Saaty's mean consistency index of random matrices, by size from 1 (1980; 11 to 15 as commonly reprinted).
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.53, 1.56, 1.57, 1.59)
LIMIT = 0.10
RECIPROCAL = 0.02  # what rounding 1/3 to .33 may do to a_ij · a_ji
SCALE = (*(1 / n for n in range(9, 1, -1)), *(float(n) for n in range(1, 10)))


@dataclass(frozen=True, slots=True)
class Revision:
    """The judgement to look at first: ``first`` over ``second`` was ``given``; all the others say ``implied``, ``suggested`` on Saaty's scale.

    ``ratio_after`` is the consistency ratio with the suggestion.
    """

    first: str
    second: str
    given: float
    implied: float
    suggested: float
    ratio_after: float


@dataclass(frozen=True, slots=True)
class Judged:
    """``weights`` by the principal eigenvector and ``geometric`` by row geometric means (both sum 1), with the consistency figures.

    ``ratio`` is CR with Saaty's random index, ``ratio_alonso_lamata`` (λmax − n) ÷ (2.7699 n − 4.3513 − n). ``override`` is the reason given for
    accepting a ratio above .10.
    """

    names: tuple[str, ...]
    weights: dict[str, float]
    geometric: dict[str, float]
    lambda_max: float
    index: float
    ratio: float
    ratio_alonso_lamata: float
    consistent: bool
    revise: Revision | None
    override: str


def judge(matrix: ArrayLike, names: Sequence[str], override: str = "") -> Judged:
    """Weights of ``names`` from an n × n matrix of judgements (a_ij: how many times i counts as much as j), n from 1 to 15.

    ``Refused`` when CR > .10 and no ``override`` reason is written; the message says which judgement to revise first.
    ``BadInput`` when it is not square, not positive, or a_ij · a_ji is not 1.
    """
    made = consistency(matrix, names)
    if made.consistent or override.strip():
        return replace(made, override=override.strip())
    words = Text(
        "判斷不一致（CR {cr} > 0.10）。請先重新考慮「{a}」相對「{b}」：現為 {g}，其餘判斷隱含約 {s}；或寫明仍採用之理由",
        "The judgements do not hang together (CR {cr} > 0.10). Look again at {a} over {b} first: it is {g}, the others imply about {s}; "
        "or write a reason for keeping them",
    )
    r = made.revise
    told = words.format(cr=f"{made.ratio:.3f}", a=r.first, b=r.second, g=_ratio(r.given), s=_ratio(r.suggested)) if r else words
    raise Refused(told)


def consistency(matrix: ArrayLike, names: Sequence[str]) -> Judged:
    """As ``judge``, without refusing: for a wizard that shows the ratio while judgements are given."""
    a = _checked(matrix, names)
    weights, lambda_max = eigenvector(a)
    n = len(a)
    index = (lambda_max - n) / (n - 1) if n > 2 else 0.0
    ratio = _saaty(lambda_max, n)
    return Judged(
        names=tuple(names),
        weights=dict(zip(names, weights.tolist(), strict=True)),
        geometric=dict(zip(names, geometric_mean(a).tolist(), strict=True)),
        lambda_max=lambda_max,
        index=index,
        ratio=ratio,
        ratio_alonso_lamata=max(0.0, lambda_max - n) / (1.7699 * n - 4.3513) if n > 2 else 0.0,
        consistent=ratio <= LIMIT,
        revise=_revision(a, names) if n > 2 and ratio > 1e-9 else None,
        override="",
    )


def eigenvector(a: Floats) -> tuple[Floats, float]:
    """The principal eigenvector scaled to sum 1, and its eigenvalue λmax."""
    values, vectors = np.linalg.eig(a)
    k = int(np.argmax(values.real))
    v = np.abs(vectors[:, k].real)
    return v / v.sum(), float(values[k].real)


def geometric_mean(a: Floats) -> Floats:
    """Row geometric means scaled to sum 1 (logarithmic least squares)."""
    means = np.exp(np.log(a).mean(axis=1))
    return np.asarray(means / means.sum(), dtype=np.float64)


def together(matrices: Sequence[ArrayLike], names: Sequence[str], voices: Sequence[float] | None = None) -> Floats:
    """One matrix (n × n) of several judges: the geometric mean of each judgement, by ``voices`` (weights of the judges) when given."""
    if not matrices:
        raise BadInput(Text("沒有任何人的判斷", "Nobody has judged"))
    v = np.ones(len(matrices)) if voices is None else np.asarray(voices, float)
    if len(v) != len(matrices) or (v < 0).any() or v.sum() <= 0:
        raise BadInput(Text("每位判斷者須有一個不為負的權重", "Each judge needs one weight of at least 0"))
    logs = np.stack([np.log(_checked(m, names)) for m in matrices])
    return np.asarray(np.exp(np.tensordot(v / v.sum(), logs, axes=1)), dtype=np.float64)


def disagreement(matrices: Sequence[ArrayLike], names: Sequence[str]) -> list[tuple[str, str, float]]:
    """Pairs the judges differ on, most first: the factor (≥ 1) by which a judgement typically lies off the group's (exp of the log deviation)."""
    logs = np.stack([np.log(_checked(m, names)) for m in matrices])
    spread = np.exp(logs.std(axis=0))
    pairs = [(names[i], names[j], float(spread[i, j])) for i in range(len(names)) for j in range(i + 1, len(names))]
    return sorted(pairs, key=lambda p: -p[2])


def _checked(matrix: ArrayLike, names: Sequence[str]) -> Floats:
    a = np.asarray(matrix, dtype=np.float64)
    n = len(names)
    if a.shape != (n, n) or not 1 <= n <= len(RANDOM_INDEX):
        words = Text("須為 {n}×{n} 之矩陣（1 至 {m} 項），而非 {s}", "It must be a {n} × {n} matrix (1 to {m} items), not {s}")
        raise BadInput(words.format(n=n, m=len(RANDOM_INDEX), s=" × ".join(map(str, a.shape))))
    if not np.isfinite(a).all() or (a <= 0).any():
        raise BadInput(Text("判斷值須為正數", "Judgements must be positive numbers"))
    off = np.abs(a * a.T - 1)
    if off.max() > RECIPROCAL:
        i, j = np.unravel_index(int(off.argmax()), off.shape)
        words = Text("{a} 對 {b} 與 {b} 對 {a} 須互為倒數", "{a} over {b} and {b} over {a} must be reciprocals")
        raise BadInput(words.format(a=names[int(i)], b=names[int(j)]))
    return a


def _saaty(lambda_max: float, n: int) -> float:
    return max(0.0, (lambda_max - n) / (n - 1) / RANDOM_INDEX[n - 1]) if n > 2 else 0.0


def _revision(a: Floats, names: Sequence[str]) -> Revision:
    """The pair whose correction brings the ratio down most."""
    n = len(a)
    tried = [_corrected(a, names, i, j) for i in range(n) for j in range(i + 1, n)]
    return min(tried, key=lambda r: r.ratio_after)


def _corrected(a: Floats, names: Sequence[str], i: int, j: int) -> Revision:
    without = a.copy()
    without[i, j] = without[j, i] = 0.0
    without[i, i] = without[j, j] = 2.0
    w, _ = eigenvector(without)
    implied = float(w[i] / w[j])
    suggested = min(SCALE, key=lambda s: abs(np.log(s / implied)))
    after = a.copy()
    after[i, j], after[j, i] = suggested, 1 / suggested
    return Revision(names[i], names[j], float(a[i, j]), implied, suggested, _saaty(eigenvector(after)[1], n=len(a)))


def _ratio(value: float) -> str:
    return f"{value:.3g}" if value >= 1 else f"1/{1 / value:.3g}"
