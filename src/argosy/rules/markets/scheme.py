"""What a market is judged by: groups with weights, indicators, gates and settings, all of one dated version."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from argosy.kernel.text import Text
from argosy.rules.authority import Authority, Span

Transform = Literal["linear", "log"]
Test = Literal["yes", "no", "below", "above"]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of indicators and its part of the whole weight (0 to 1)."""

    id: str
    label: Text
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure a market is judged by.

    ``share`` is its part of the group's weight; ``direction`` 1 when more is better, -1 when less is; ``transform`` ``log`` for sizes;
    ``collect`` says what to get when it is missing.
    """

    id: str
    group: str
    label: Text
    unit: str
    transform: Transform
    direction: int
    share: Fraction
    collect: Text


@dataclass(frozen=True, slots=True)
class Gate:
    """A reason not to sell that no score can outweigh. It shuts when ``metric`` of the market meets ``test`` (with ``limit``)."""

    id: str
    metric: str
    test: Test
    limit: Fraction | None
    label: Text


@dataclass(frozen=True, slots=True)
class Settings:
    """The visible defaults of the method; see ``assessment.toml`` for what each is."""

    trim_low: Fraction
    trim_high: Fraction
    penalty: Fraction
    complete_floor: Fraction
    concentration: int
    draws: int
    recommend: Fraction
    shortlist: Fraction
    dominates: Fraction
    mirror_error: Fraction
    top: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """One dated version of the whole method."""

    version: str
    label: Text
    span: Span
    authority: Authority
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    gates: tuple[Gate, ...]
    settings: Settings

    def weight(self, indicator: Indicator) -> Fraction:
        """An indicator's part of the whole: its group's weight times its share."""
        return next(g.weight for g in self.groups if g.id == indicator.group) * indicator.share


@dataclass(frozen=True, slots=True)
class Clause:
    """One test of a figure against a limit: ``above`` means greater than it, ``below`` less than it."""

    metric: str
    test: Literal["above", "below"]
    limit: Fraction


@dataclass(frozen=True, slots=True)
class SwotRule:
    """An item of a SWOT matrix that appears when every clause holds. ``text`` has a place for each metric, as ``{rca}``."""

    id: str
    quadrant: Literal["S", "W", "O", "T"]
    text: Text
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class TowsRule:
    """An option that appears when all the SWOT items it needs are there."""

    id: str
    kind: Literal["SO", "WO", "ST", "WT"]
    text: Text
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SwotBook:
    """The SWOT and TOWS rules of one version."""

    version: str
    authority: Authority
    rules: tuple[SwotRule, ...]
    options: tuple[TowsRule, ...]


@dataclass(frozen=True, slots=True)
class ClaimWord:
    """Words that make a claim a figure can be held against, such as growing or largest."""

    id: str
    claim: Literal["up", "down", "flat", "largest", "smallest"]
    words: tuple[str, ...]
