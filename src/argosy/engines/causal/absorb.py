"""Fixed effects of high dimension taken out of columns by weighted least squares.

One effect: means. Two: exact, through the Schur complement of the smaller effect, block by block of the connected groups. More: the largest effect is
eliminated, the others solved together, densely by Cholesky with refinement while they are few, else by preconditioned conjugate gradients.
Sources: Guimarães and Portugal (2010), Stata Journal 10(4); Correia (2016), "A feasible estimator for linear models with multi-way fixed effects";
Golub and Van Loan, *Matrix Computations*, 4th edition, sections 2.1.4 and 11.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from scipy import linalg, sparse
from scipy.sparse import csgraph

from argosy.engines.causal.columns import Codes, Floats, compact

DENSE_LEVELS = 2_500  # other levels solved densely up to here
DENSE_CELLS = 8_000_000  # cells of the cross tables of two effects
BLOCKS = 400
RIDGE = 1e-11
TOLERANCE = 1e-11
REFINEMENTS = 20
ITERATIONS = 5_000


class Absorber(Protocol):
    """Takes effects out of columns, with weights that may change from call to call."""

    def weigh(self, weights: Floats) -> None:
        """Make ready for weights (n), all above zero."""

    def residual(self, columns: Floats) -> Floats:
        """The columns (n × m) less their weighted projection on the effects."""


def absorber(effects: Sequence[Codes], n: int) -> Absorber:
    """The method fit for these effects (codes without gaps, one array of n each)."""
    ordered = sorted(effects, key=lambda codes: -int(codes.max(initial=0)))
    if not ordered:
        return _None()
    if len(ordered) == 1:
        return _One(ordered[0])
    if len(ordered) == 2:
        blocks = _blocks(*ordered)
        if len(blocks[0]) <= BLOCKS and sum(a * b for a, b in blocks[0]) <= DENSE_CELLS and max(b for _, b in blocks[0]) <= DENSE_LEVELS:
            return _Two(ordered[0], ordered[1], *blocks)
    return _Many(ordered, n)


def redundant(effects: Sequence[Codes]) -> int:
    """Levels of several effects that repeat what the others say: exact for two effects (connected groups), one per further effect beyond (as
    fixest and reghdfe count them).
    """
    if len(effects) < 2:
        return 0
    return _groups(effects[0], effects[1])[0] + len(effects) - 2


class _None:
    def weigh(self, weights: Floats) -> None:
        """Nothing to make ready."""

    def residual(self, columns: Floats) -> Floats:
        return columns


class _Sums:
    """Sums by level: a sparse matrix of ones, levels × rows."""

    def __init__(self, codes: Codes) -> None:
        n = len(codes)
        self.codes = codes
        self.levels = int(codes.max(initial=-1)) + 1
        order = np.argsort(codes, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=self.levels))])
        self.matrix = sparse.csr_matrix((np.ones(n), order, starts), shape=(self.levels, n))

    def __call__(self, columns: Floats) -> Floats:
        found: Floats = self.matrix @ columns
        return found


class _One:
    def __init__(self, codes: Codes) -> None:
        self.sums = _Sums(codes)

    def weigh(self, weights: Floats) -> None:
        self.weights = weights[:, None]
        self.total = self.sums(weights)[:, None]

    def residual(self, columns: Floats) -> Floats:
        return columns - (self.sums(columns * self.weights) / self.total)[self.sums.codes]


def _groups(first: Codes, second: Codes) -> tuple[int, Codes]:
    """Connected groups of the graph whose nodes are levels and whose edges are rows: how many, and the group of each level of the first effect."""
    size, other = int(first.max()) + 1, int(second.max()) + 1
    ones = np.ones(len(first), dtype=np.int8)
    graph = sparse.csr_matrix((ones, (first, second + size)), shape=(size + other, size + other))
    count, label = csgraph.connected_components(graph, directed=False)
    return int(count), label


def _blocks(first: Codes, second: Codes) -> tuple[list[tuple[int, int]], Codes, Codes, Codes]:
    """Shape of each connected group's cross table; where each level of either effect stands when groups are put in order; each row's group."""
    count, label = _groups(first, second)
    size = int(first.max()) + 1
    place = [np.argsort(np.argsort(part, kind="stable"), kind="stable") for part in (label[:size], label[size:])]
    shapes = list(zip(np.bincount(label[:size], minlength=count), np.bincount(label[size:], minlength=count), strict=True))
    return [(int(a), int(b)) for a, b in shapes], place[0], place[1], label[:size][first]


class _Two:
    """Two effects whose cross table, group by group, fits in memory."""

    def __init__(self, first: Codes, second: Codes, shapes: list[tuple[int, int]], place1: Codes, place2: Codes, group: Codes) -> None:
        self.one, self.two = _Sums(place1[first]), _Sums(place2[second])
        edges = np.cumsum([[0, 0, 0], *([a, b, a * b] for a, b in shapes)], axis=0)
        self.parts = [tuple(slice(int(x), int(y)) for x, y in zip(edges[i], edges[i + 1], strict=True)) for i in range(len(shapes))]
        self.shapes, self.cells = shapes, int(edges[-1][2])
        start, width = edges[group], np.array([b for _, b in shapes])[group]
        self.cell = start[:, 2] + (self.one.codes - start[:, 0]) * width + self.two.codes - start[:, 1]

    def weigh(self, weights: Floats) -> None:
        self.weights = weights[:, None]
        self.d1: Floats = self.one(weights)[:, None]
        d2 = self.two(weights)
        flat: Floats = np.bincount(self.cell, weights, minlength=self.cells).astype(np.float64)
        self.tables = [flat[part[2]].reshape(shape) for part, shape in zip(self.parts, self.shapes, strict=True)]
        self.factors = [self._factor(table, self.d1[part[0]], d2[part[1]]) for table, part in zip(self.tables, self.parts, strict=True)]

    @staticmethod
    def _factor(table: Floats, d1: Floats, d2: Floats) -> Any:
        schur = np.diag(d2) - table.T @ (table / d1)
        kept = schur[:-1, :-1]  # the last level of a group is the base of its group
        if not kept.size:
            return None
        try:
            return linalg.cho_factor(kept, lower=True, check_finite=False)
        except linalg.LinAlgError:  # a group held together by vanishing weights only
            return linalg.cho_factor(kept + np.diag(RIDGE * d2[:-1]), lower=True, check_finite=False)

    def residual(self, columns: Floats) -> Floats:
        weighted = columns * self.weights
        sum1, sum2 = self.one(weighted), self.two(weighted)
        effect1, effect2 = np.empty_like(sum1), np.zeros_like(sum2)
        for (rows, levels, _), table, factor in zip(self.parts, self.tables, self.factors, strict=True):
            if factor is not None:
                right = sum2[levels] - table.T @ (sum1[rows] / self.d1[rows])
                effect2[levels][:-1] = linalg.cho_solve(factor, right[:-1], check_finite=False)
            effect1[rows] = (sum1[rows] - table @ effect2[levels]) / self.d1[rows]
        return columns - effect1[self.one.codes] - effect2[self.two.codes]


class _Many:
    """Any number of effects: the largest eliminated, the rest solved together. The system may be singular but always has a solution."""

    def __init__(self, effects: Sequence[Codes], n: int) -> None:
        self.one = _Sums(effects[0])
        shifts = np.cumsum([0, *(int(codes.max()) + 1 for codes in effects[1:])])
        columns = np.stack([codes + shift for codes, shift in zip(effects[1:], shifts[:-1], strict=True)], axis=1)
        self.levels = int(shifts[-1])
        self.rest = sparse.csr_matrix((np.ones(columns.size), columns.ravel(), np.arange(n + 1) * columns.shape[1]), shape=(n, self.levels))
        self.turned = self.rest.T.tocsr()

    def weigh(self, weights: Floats) -> None:
        self.weights = weights[:, None]
        self.total = self.one(weights)[:, None]
        scaled = self.rest.multiply(self.weights).tocsr()
        self.cross = (self.one.matrix @ scaled).tocsr()
        self.inner = (self.turned @ scaled).tocsr()
        self.scale = 1 / np.sqrt(self.inner.diagonal())[:, None]
        self.crossed = self.cross.T.tocsr()
        self.factor = self._dense() if self.levels <= DENSE_LEVELS else None

    def _dense(self) -> Any:
        self.schur = (self.inner - self.crossed @ self.cross.multiply(1 / self.total)).toarray() * self.scale * self.scale.T
        ridged = self.schur + RIDGE * np.eye(self.levels)
        try:
            return linalg.cho_factor(ridged, lower=True, check_finite=False)
        except linalg.LinAlgError:  # rounding beyond the ridge: conjugate gradients need no factor
            return None

    def residual(self, columns: Floats) -> Floats:
        weighted = columns * self.weights
        sum1 = self.one(weighted)
        right = (self.turned @ weighted - self.crossed @ (sum1 / self.total)) * self.scale
        others = self._solve(right) * self.scale
        effect1 = (sum1 - self.cross @ others) / self.total
        found: Floats = columns - effect1[self.one.codes] - self.rest @ others
        return found

    def _solve(self, right: Floats) -> Floats:
        if self.factor is None:
            return _conjugate(self._times, right)
        found: Floats = linalg.cho_solve(self.factor, right, check_finite=False)
        for _ in range(REFINEMENTS):
            left = right - self.schur @ found
            if np.abs(left).max(initial=0) <= TOLERANCE * np.abs(right).max(initial=0):
                break
            found = found + linalg.cho_solve(self.factor, left, check_finite=False)
        return found

    def _times(self, values: Floats) -> Floats:
        scaled = values * self.scale
        found: Floats = (self.inner @ scaled - self.crossed @ ((self.cross @ scaled) / self.total)) * self.scale
        return found


def _conjugate(times: Any, right: Floats) -> Floats:
    """Conjugate gradients, all right-hand sides side by side, on a matrix already scaled to a unit diagonal of the inner part."""
    found, left = np.zeros_like(right), right.copy()
    along, size = left.copy(), (left * left).sum(axis=0)
    enough = TOLERANCE**2 * size
    for _ in range(ITERATIONS):
        if (size <= enough).all():
            break
        image = times(along)
        step = _ratio(size, (along * image).sum(axis=0))
        found += step * along
        left -= step * image
        before, size = size, (left * left).sum(axis=0)
        along = left + _ratio(size, before) * along
    return found


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def regroup(effects: Sequence[Codes], keep: Any) -> list[Codes]:
    """The effects of the kept rows (a mask or indices), levels renumbered without gaps."""
    return [compact(codes[keep]) for codes in effects]
