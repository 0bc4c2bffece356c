"""The scorecard: points for what is known of a customer, the grade they come to, and the limit the grade is worth. All of it is dated data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Band:
    """Points for values up to ``upto`` (the last band has none), or for the state ``state``."""

    points: int
    upto: Decimal | None = None
    state: str = ""
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing looked at. ``unknown`` are the points where nothing is known."""

    key: str
    label: Text
    unknown: int
    bands: tuple[Band, ...]

    @property
    def most(self) -> int:
        """The points of its best band."""
        return max(band.points for band in self.bands)


@dataclass(frozen=True, slots=True)
class Card:
    """A whole scorecard: factors, grades from the best with least points and share of the limit, caps."""

    id: str
    valid_from: date
    source: Text
    months: Decimal
    factors: tuple[Factor, ...]
    grades: tuple[tuple[str, int, Decimal], ...]
    caps: dict[str, str]


@dataclass(frozen=True, slots=True)
class Graded:
    """A customer's points by factor, their sum, the grade, and what capped it (keys of ``caps``)."""

    points: dict[str, int]
    total: int
    grade: str
    capped_by: tuple[str, ...]
    limit_share: Decimal


@cache
def card() -> Card:
    """The scorecard in force."""
    data = tomllib.loads(files("argosy.engines.credit").joinpath("scorecard.toml").read_text(encoding="utf-8"))
    grades = tuple((row["grade"], row["least"], Decimal(row["share"])) for row in data["grade"])
    factors = tuple(_factor(row) for row in data["factor"])
    source = Text(data["source_zh"], data["source_en"])
    return Card(data["id"], data["valid_from"], source, Decimal(data["months_of_sales"]), factors, grades, data["caps"])


def _factor(row: dict[str, Any]) -> Factor:
    bands = [Band(band["points"], Decimal(band["upto"]) if "upto" in band else None) for band in row.get("bands", ())]
    bands += [Band(band["points"], state=band["is"], label=Text(band["zh"], band["en"])) for band in row.get("states", ())]
    return Factor(row["key"], Text(row["zh"], row["en"]), row["unknown"], tuple(bands))


def points(factor: Factor, told: Decimal | str | None) -> int:
    """The points of one factor for a value or a state; ``None`` is unknown. A state the card does not name counts as unknown."""
    if told is None:
        return factor.unknown
    if isinstance(told, str):
        return next((band.points for band in factor.bands if band.state == told), factor.unknown)
    return next(band.points for band in factor.bands if band.upto is None or told <= band.upto)


def grade(told: Mapping[str, Decimal | str | None], *, refused: bool = False, by: Card | None = None) -> Graded:
    """Grade a customer by what is known, factor by factor. ``refused``: banks refuse its cheques."""
    used = by or card()
    made = {factor.key: points(factor, told.get(factor.key)) for factor in used.factors}
    total = sum(made.values())
    order = [name for name, _, _ in used.grades]
    earned = next(name for name, least, _ in used.grades if total >= least)
    states = {"altman_unknown": told.get("altman") is None, "altman_distress": told.get("altman") == "distress",
              "bounces_standing": told.get("bounces") == "standing", "refused": refused}  # fmt: skip
    capping = [(name, used.caps[name]) for name, holds in states.items() if holds and order.index(used.caps[name]) > order.index(earned)]
    final = max([earned, *(cap for _, cap in capping)], key=order.index)
    share = next(share for name, _, share in used.grades if name == final)
    return Graded(made, total, final, tuple(name for name, cap in capping if cap == final), share)


def proposed_limit(monthly_sales: Decimal, graded: Graded, by: Card | None = None) -> Decimal:
    """months of sales × mean monthly sales × the grade's share, to the whole ten thousand."""
    return (monthly_sales * (by or card()).months * graded.limit_share / 10_000).to_integral_value() * 10_000
