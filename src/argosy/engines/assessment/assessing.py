"""Assess markets: gates, scores, how sure the order is, what it hangs on, and what to collect when that is not enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from argosy.engines.assessment.drawing import Draws, draw
from argosy.engines.assessment.explaining import Collect, Decisive, Neighbour, collecting, decisive, neighbours
from argosy.engines.assessment.flipping import Flip, Shift, least_shift, single_flips
from argosy.engines.assessment.gating import Shut, shut_gates, unchecked_gates
from argosy.engines.assessment.matrix import Floats, Matrix, normalised
from argosy.engines.assessment.question import Question, checked
from argosy.engines.assessment.robustness import entropy_weights, pareto_front, topsis_fixed
from argosy.engines.assessment.scoring import Score, linear, scores, totals
from argosy.engines.assessment.weighting import group_weights, weights_of

STATUSES = ("recommend", "shortlist", "not_selected", "insufficient")
COMPARED = 10  # first markets whose pairs are told


@dataclass(frozen=True, slots=True)
class Standing:
    """One market in the ranking. ``interval`` is level (80, 95) → first and last rank; ``p_top`` the share of draws among the first k."""

    market: str
    rank: int
    status: str
    score: Score
    interval: Mapping[int, tuple[int, int]]
    p_top: float
    topsis: float
    topsis_rank: int
    entropy: float
    entropy_rank: int
    missing: tuple[str, ...]
    lost_to: Neighbour | None
    beat: Neighbour | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole answer. ``standings`` are in order; ``gated`` are listed apart with reasons, never scored away.

    ``flips`` (one group's weight alone) and ``shift`` (least weight moved over indicators) tell what swaps the first two; ``settled`` are pairs
    (a, b, P) of the first ten in which a is above b in nearly all draws; ``silent`` are indicators no candidate has.
    """

    question: Question
    weights: Mapping[str, float]
    standings: tuple[Standing, ...]
    gated: Mapping[str, tuple[Shut, ...]]
    unchecked: Mapping[str, tuple[str, ...]]
    matrix: Matrix
    flips: tuple[Flip, ...]
    shift: Shift | None
    pareto: tuple[str, ...]
    settled: tuple[tuple[str, str, float], ...]
    decides: tuple[Decisive, ...]
    collect: tuple[Collect, ...]
    weights_share: float | None
    silent: tuple[str, ...]

    @property
    def recommended(self) -> tuple[str, ...]:
        """The markets there is enough evidence to recommend."""
        return tuple(s.market for s in self.standings if s.status == "recommend")

    @property
    def shortlisted(self) -> tuple[str, ...]:
        """The markets to keep, for which more must be known first."""
        return tuple(s.market for s in self.standings if s.status == "shortlist")


def assess(question: Question) -> Assessment:
    """Assess the candidates of ``question``; ``BadInput`` when its figures have faults.

    Method: facts/markets method of Argosy (docs/market-assessment.md). Repeatable: the same question and seed give the same answer.
    """
    asked, scheme = checked(question), question.scheme
    weights = dict(asked.weights) or weights_of(scheme)
    w = np.array([weights.get(i.id, 0.0) for i in scheme.indicators])
    matrix, gated = normalised(asked), shut_gates(asked)
    open_rows = [matrix.row(m) for m in asked.candidates if m not in gated]
    work = _Work(asked, matrix, w, open_rows)
    standings = work.standings() if open_rows else ()
    flips, shift, decides = work.hinges(standings)
    contested = [n for n, row in enumerate(work.rows) if _contested(standings, matrix.markets[row], asked)]
    collect, share = collecting(matrix, work.draws, work.rows, contested) if standings else ((), None)
    return Assessment(
        question=asked,
        weights=weights,
        standings=standings,
        gated=gated,
        unchecked=unchecked_gates(asked),
        matrix=matrix,
        flips=flips,
        shift=shift,
        pareto=work.front(),
        settled=work.settled(standings),
        decides=decides,
        collect=collect,
        weights_share=share,
        silent=tuple(i.id for k, i in enumerate(matrix.indicators) if not matrix.known[open_rows, k].any()),
    )


class _Work:
    """One assessment under way: the open candidates are ``rows`` of the matrix, in the draws' order."""

    def __init__(self, question: Question, matrix: Matrix, weights: Floats, rows: list[int]) -> None:
        self.question, self.matrix, self.weights, self.rows = question, matrix, weights, rows
        settings = question.scheme.settings
        self.penalty = float(settings.penalty)
        self.draws: Draws = draw(matrix, rows, weights, self.penalty, (settings.draws, settings.concentration, question.seed))

    def standings(self) -> tuple[Standing, ...]:
        scored = scores(self.matrix, self.weights, self.penalty, self._against())
        floats = np.round(totals(self.matrix, self.weights, self.penalty)[self.rows], 12)
        ranks = _ranks(floats).astype(int)
        order = sorted(range(len(self.rows)), key=lambda n: (ranks[n], self.matrix.markets[self.rows[n]]))
        near = neighbours([self.matrix.markets[self.rows[n]] for n in order], [scored[self.rows[n]] for n in order])
        others = self._others()
        return tuple(self._standing(n, int(ranks[n]), scored[self.rows[n]], near[i], others) for i, n in enumerate(order))

    def _standing(
        self,
        n: int,
        rank: int,
        score: Score,
        near: tuple[Neighbour | None, Neighbour | None],
        others: tuple[Floats, Floats, Floats, Floats],
    ) -> Standing:
        known, p_top = self.matrix.known[self.rows[n]], self.draws.within(n, self.question.chosen)
        return Standing(
            market=self.matrix.markets[self.rows[n]],
            rank=rank,
            status=self._status(rank, score, p_top),
            score=score,
            interval={level: self.draws.interval(n, level) for level in (80, 95)},
            p_top=p_top,
            topsis=float(others[0][n]),
            topsis_rank=int(others[1][n]),
            entropy=float(others[2][n]),
            entropy_rank=int(others[3][n]),
            missing=tuple(i.id for k, i in enumerate(self.matrix.indicators) if not known[k]),
            lost_to=near[0],
            beat=near[1],
        )

    def _status(self, rank: int, score: Score, p_top: float) -> str:
        settings, first = self.question.scheme.settings, rank <= self.question.chosen
        if score.completeness < float(settings.complete_floor) - 1e-9:
            return "insufficient"
        if first and p_top >= float(settings.recommend):
            return "recommend"
        return "shortlist" if first or p_top >= float(settings.shortlist) else "not_selected"

    def _against(self) -> tuple[Floats, Floats]:
        if self.question.reference:
            m = self.matrix.row(self.question.reference)
            return self.matrix.x[m], self.matrix.known[m].astype(np.float64)
        inside = self._universe()
        return self.matrix.x[inside].mean(axis=0), self.matrix.known[inside].mean(axis=0)

    def _universe(self) -> list[int]:
        return [self.matrix.row(m) for m in dict.fromkeys(self.question.fixed)]

    def _others(self) -> tuple[Floats, Floats, Floats, Floats]:
        near = topsis_fixed(self.matrix.x, self.weights)[self.rows]
        by_entropy = totals(self.matrix, entropy_weights(self.matrix.x[self._universe()]), self.penalty)[self.rows]
        return near, _ranks(near), by_entropy, _ranks(by_entropy)

    def hinges(self, standings: tuple[Standing, ...]) -> tuple[tuple[Flip, ...], Shift | None, tuple[Decisive, ...]]:
        """What would swap the first two, and what holds them apart."""
        if len(standings) < 2:
            return (), None, ()
        one, two = (self.matrix.row(s.market) for s in standings[:2])
        z = linear(self.matrix, self.penalty)
        ahead = z[one] - z[two]
        names = [i.id for i in self.matrix.indicators]
        groups, group_w, group_ahead = self._by_group(ahead)
        flips = tuple(single_flips(groups, group_w, group_ahead))
        return flips, least_shift(names, self.weights.tolist(), ahead.tolist()), decisive(standings[0].score, standings[1].score)

    def _by_group(self, ahead: Floats) -> tuple[list[str], list[float], list[float]]:
        scheme = self.question.scheme
        sums = group_weights(scheme, {i.id: float(w) for i, w in zip(scheme.indicators, self.weights, strict=True)})
        lead = dict.fromkeys(sums, 0.0)
        for i, w, d in zip(scheme.indicators, self.weights, ahead, strict=True):
            lead[i.group] += float(w / sums[i.group] if sums[i.group] else i.share) * float(d)
        return list(sums), list(sums.values()), list(lead.values())

    def front(self) -> tuple[str, ...]:
        """Candidates no other beats in every group with data, by the weighted mean of the group."""
        if not self.rows:
            return ()
        columns = []
        for group in self.question.scheme.groups:
            inside = np.array([i.group == group.id for i in self.matrix.indicators])
            if self.matrix.known[self.rows][:, inside].any():
                shares = np.array([float(i.share) for i in self.matrix.indicators if i.group == group.id])
                columns.append(self.matrix.x[self.rows][:, inside] @ shares)
        front = pareto_front(np.column_stack(columns)) if columns else []
        return tuple(self.matrix.markets[self.rows[n]] for n in front)

    def settled(self, standings: tuple[Standing, ...]) -> tuple[tuple[str, str, float], ...]:
        """Pairs of the first markets that nearly every draw puts in the same order."""
        places = {self.matrix.markets[row]: n for n, row in enumerate(self.rows)}
        first, least = [s.market for s in standings[:COMPARED]], float(self.question.scheme.settings.dominates)
        pairs = [(a, b, self.draws.beats(places[a], places[b])) for i, a in enumerate(first) for b in first[i + 1 :]]
        return tuple(pair for pair in pairs if pair[2] >= least)


def _ranks(values: Floats) -> Floats:
    from scipy.stats import rankdata  # heavy: read when first needed

    return np.asarray(rankdata(-np.round(values, 12), method="min"), dtype=np.float64)


def _contested(standings: tuple[Standing, ...], market: str, question: Question) -> bool:
    standing = next(s for s in standings if s.market == market)
    return standing.status != "recommend" and (
        standing.rank <= question.chosen or standing.p_top >= float(question.scheme.settings.shortlist)
    )
