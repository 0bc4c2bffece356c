"""Prospects: how often each stage led on, what the open ones are worth by that, and what each source yields. From the firm's own history, with n."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from argosy.engines.performance.estimate import Estimate, wilson

LEAST = 10
"""Fewest prospects that left a stage for its rate to be told."""


@dataclass(frozen=True, slots=True)
class Track:
    """One prospect's way: the stages it came into with their days, in order. ``amount`` in the firm's own currency, ``None`` if unknown."""

    ref: str
    source: str
    steps: tuple[tuple[str, date], ...]
    amount: Decimal | None = None
    expected: bool = False

    @property
    def stage(self) -> str:
        """The stage it is in."""
        return self.steps[-1][0]


@dataclass(frozen=True, slots=True)
class StageRate:
    """Of ``on.n`` prospects that left a stage those that went on, and of ``won.n`` that were in it and have ended those won; mean days in it."""

    stage: str
    here: int
    on: Estimate
    won: Estimate
    days: float | None


@dataclass(frozen=True, slots=True)
class Weighted:
    """An open prospect in the funnel: its chance by its stage (``None`` on too few) and its amount times that."""

    ref: str
    stage: str
    amount: Decimal | None
    chance: Estimate
    worth: Decimal | None


@dataclass(frozen=True, slots=True)
class SourceYield:
    """What one source gave: prospects, those whose need was confirmed, those won, what it cost and what one won cost."""

    source: str
    cost: Decimal
    leads: int
    qualified: int
    won: int
    rate: Estimate
    each: Decimal | None


def stage_rates(tracks: Iterable[Track], stages: Sequence[str], won: str, on: date) -> list[StageRate]:
    """For every open stage in order. A prospect that skipped a stage counts as having gone through it; one that fell back counts once."""
    held = list(tracks)
    order = [*stages, won]
    ended = [one for one in held if one.stage not in stages]
    return [_rate(stage, at, held, ended, order, on) for at, stage in enumerate(stages)]


def _rate(stage: str, at: int, held: Sequence[Track], ended: Sequence[Track], order: Sequence[str], on: date) -> StageRate:
    reached = [one for one in held if _furthest(one, order) >= at]
    passed = sum(_furthest(one, order) > at for one in reached)
    stopped = sum(_furthest(one, order) == at and one.stage not in order for one in reached)
    over = [one for one in ended if _furthest(one, order) >= at]
    stays = [days for one in held if (days := _days_in(one, stage)) is not None]
    return StageRate(
        stage, sum(one.stage == stage for one in held), wilson(passed, passed + stopped), wilson(sum(one.stage == order[-1] for one in over), len(over)),
        sum(stays) / len(stays) if stays else None,
    )  # fmt: skip


def _furthest(one: Track, order: Sequence[str]) -> int:
    return max((order.index(stage) for stage, _ in one.steps if stage in order), default=-1)


def _days_in(one: Track, stage: str) -> int | None:
    """Days from coming into a stage to leaving it; ``None`` for one that never left it, or was never in it."""
    for at, (name, since) in enumerate(one.steps[:-1]):
        if name == stage:
            return (one.steps[at + 1][1] - since).days
    return None


def pipeline(tracks: Iterable[Track], rates: Iterable[StageRate]) -> list[Weighted]:
    """The open prospects with a day they are expected to close, each times the share of its stage that was won (none on fewer than ten ended)."""
    chances = {one.stage: one.won for one in rates}
    return [_weighted(one, chances[one.stage]) for one in tracks if one.stage in chances and one.expected]


def _weighted(one: Track, chance: Estimate) -> Weighted:
    known = one.amount is not None and chance.value is not None and chance.n >= LEAST
    worth = (
        (one.amount * Decimal(repr(chance.value))).quantize(Decimal("0.01"), ROUND_HALF_UP) if known and one.amount is not None else None
    )
    return Weighted(one.ref, one.stage, one.amount, chance, worth)


def yields(tracks: Iterable[Track], costs: Mapping[str, Decimal], qualified: str, won: str, stages: Sequence[str]) -> list[SourceYield]:
    """By source, the most won first. The rate is won over all entered, so those still open hold it down."""
    held: dict[str, list[Track]] = {source: [] for source in costs}
    for one in tracks:
        held.setdefault(one.source, []).append(one)
    order = [*stages, won]
    made = [_yield(source, rows, costs.get(source, Decimal(0)), order, qualified, won) for source, rows in held.items()]
    return sorted(made, key=lambda one: (-one.won, -one.leads, one.source))


def _yield(source: str, rows: Sequence[Track], cost: Decimal, order: Sequence[str], qualified: str, won: str) -> SourceYield:
    good = sum(_furthest(one, order) >= order.index(qualified) for one in rows)
    closed = sum(one.stage == won for one in rows)
    each = (cost / closed).quantize(Decimal("0.01"), ROUND_HALF_UP) if closed else None
    return SourceYield(source, cost, len(rows), good, closed, wilson(closed, len(rows)), each)
