"""The rate texts of one charge, numbered: each text read once into a shape (such as *higher of a percentage and an amount per kilogram*)
and its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import lcm
from threading import Lock

import polars as pl

from argosy.engines.duty.integers import Scaled, dtype_for
from argosy.engines.duty.numbering import Numbering
from argosy.engines.duty.rate import AdValorem, Combined, Rate, Specific, read_rate

# Numbers that stand for no text: nothing stated, an amount that is not known, no charge, a charge that takes no rate.
BLANK, UNKNOWN, ABSENT, UNRATED = 0, 1, 2, 3
SPECIAL = ("", "\x00unknown", "\x00absent", "\x00unrated")


class RateCard:
    """Rates by number. ``shapes`` holds a rate per shape with every figure 1; shapes 0 to 3 are ``BLANK`` to ``UNRATED``."""

    def __init__(self, signs: tuple[str, ...]) -> None:
        self.signs = signs
        self.texts = Numbering(SPECIAL)
        self.shapes: list[Rate | None] = [None] * len(SPECIAL)
        self._numbers: dict[Rate, int] = {}
        self._shape: list[int] = list(range(len(SPECIAL)))
        self._figures: list[tuple[Fraction, ...]] = [()] * len(SPECIAL)
        self._columns: tuple[int, list[tuple[pl.Series, int, int]]] = (0, [])
        self._lock = Lock()

    def read(self) -> None:
        """Read the texts that were met since the last time."""
        with self._lock:
            for text in self.texts.texts(len(self._shape)).to_list():
                rate = read_rate(text, self.signs)
                self._figures.append(() if rate is None else tuple(_numbers(rate)))
                self._shape.append(UNKNOWN if rate is None else self._shape_number(rate))

    def _shape_number(self, rate: Rate) -> int:
        bare = _bare(rate)
        if bare not in self._numbers:
            self._numbers[bare] = len(self.shapes)
            self.shapes.append(bare)
        return self._numbers[bare]

    def shape_of(self) -> pl.Series:
        """The shape of every rate, by its number."""
        return pl.Series(self._shape, dtype=pl.UInt16)

    def figures(self, number: pl.Expr) -> tuple[Scaled, ...]:
        """The figures of the rates with the given numbers, by place in reading order; 0 where a rate has fewer."""
        with self._lock:
            if self._columns[0] < len(self._figures):
                places = range(max(map(len, self._figures)))
                self._columns = len(self._figures), [_column(place, self._figures) for place in places]
            columns = self._columns[1]
        return tuple(Scaled(pl.lit(table).gather(number), den, bound, whole=True) for table, den, bound in columns)


def _column(place: int, figures: Sequence[tuple[Fraction, ...]]) -> tuple[pl.Series, int, int]:
    """The figures of one place as whole numbers, what they are over, and the largest."""
    values = [f[place] if place < len(f) else Fraction(0) for f in figures]
    den = lcm(*(v.denominator for v in values))
    numbers = [int(v * den) for v in values]
    bound = max(numbers)
    return pl.Series(numbers, dtype=dtype_for(bound)), den, bound


def _bare(rate: Rate) -> Rate:
    if isinstance(rate, AdValorem):
        return AdValorem(Fraction(1))
    if isinstance(rate, Specific):
        return replace(rate, amount=Fraction(1))
    return Combined(rate.how, tuple(_bare(p) for p in rate.parts))


def _numbers(rate: Rate) -> Iterator[Fraction]:
    if isinstance(rate, AdValorem):
        yield rate.rate
    elif isinstance(rate, Specific):
        yield rate.amount
    else:
        for part in rate.parts:
            yield from _numbers(part)
