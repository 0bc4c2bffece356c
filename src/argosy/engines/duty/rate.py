"""Rate text: ``5%``, ``12.5/kg``, ``3.5% + 12/kg``, ``MAX(10%, 30/pcs)``, ``MIN(…)``, ``free``, nested at will.

Spaces, case and full-width characters do not matter. What cannot be read is ``None``: a person must read it, it is never 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from argosy.kernel.errors import BadInput
from argosy.kernel.expression import Call, Expr, Num, Op
from argosy.kernel.money import decimal_text
from argosy.kernel.quantity import unit_of


@dataclass(frozen=True, slots=True)
class AdValorem:
    """A part of the base: ``rate`` 0.05 is 5%. Free is 0."""

    rate: Fraction

    def __str__(self) -> str:
        return f"{decimal_text(self.rate * 100)}%" if self.rate else "free"


@dataclass(frozen=True, slots=True)
class Specific:
    """An amount of the jurisdiction's currency per 1 ``unit`` (a Rec 20 code)."""

    amount: Fraction
    unit: str

    def __str__(self) -> str:
        return f"{decimal_text(self.amount)}/{self.unit}"


@dataclass(frozen=True, slots=True)
class Combined:
    """``how``: ``sum`` (compound), ``max`` (whichever is higher) or ``min``."""

    how: str
    parts: tuple[Rate, ...]

    def __str__(self) -> str:
        inner = " + " if self.how == "sum" else ", "
        words = inner.join(str(p) for p in self.parts)
        return words if self.how == "sum" else f"{self.how.upper()}({words})"


Rate = AdValorem | Specific | Combined

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<word>[^\W\d_][\w³²]*)|(?P<sign>[%+/(),]))")
_FREE = {"FREE", "免稅", "免"}


def read_rate(text: str, currency_signs: tuple[str, ...] = ()) -> Rate | None:
    """The rate in ``text``, or ``None`` when a person must read it. ``currency_signs`` may stand before an amount."""
    words = unicodedata.normalize("NFKC", text)
    for sign in currency_signs:
        words = re.sub(rf"(?<!\w){re.escape(unicodedata.normalize('NFKC', sign))}(?=\s*[\d.])", "", words, flags=re.IGNORECASE)
    try:
        reader = _Reader(list(_tokens(words)))
        rate = reader.total()
        return None if reader.rest else rate
    except (_UnreadableError, BadInput):
        return None


class _UnreadableError(Exception):
    pass


def _tokens(text: str) -> Iterator[str]:
    place, text = 0, text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise _UnreadableError
        place = match.end()
        yield match[match.lastgroup or 0]


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.rest = tokens[::-1]

    def total(self) -> Rate:
        parts = [self._term()]
        while self.rest and self.rest[-1] == "+":
            self._take()
            parts.append(self._term())
        return parts[0] if len(parts) == 1 else Combined("sum", tuple(parts))

    def _take(self, expected: str = "") -> str:
        if not self.rest or (expected and self.rest[-1] != expected):
            raise _UnreadableError
        return self.rest.pop()

    def _term(self) -> Rate:
        word = self._take()
        if word.upper() in _FREE:
            return AdValorem(Fraction(0))
        if word.upper() in ("MAX", "MIN"):
            return Combined(word.lower(), self._several())
        if word == "(":
            inner = self.total()
            self._take(")")
            return inner
        return self._amount(word)

    def _several(self) -> tuple[Rate, ...]:
        self._take("(")
        parts = [self.total()]
        while self.rest and self.rest[-1] == ",":
            self._take()
            parts.append(self.total())
        self._take(")")
        if len(parts) < 2:
            raise _UnreadableError
        return tuple(parts)

    def _amount(self, word: str) -> Rate:
        if not re.fullmatch(r"[\d.]+", word):
            raise _UnreadableError
        sign = self._take()
        if sign == "%":
            return AdValorem(Fraction(word) / 100)
        if sign != "/":
            raise _UnreadableError
        return Specific(Fraction(word), unit_of(self._take()).code)


def units(rate: Rate) -> Iterator[str]:
    """The units a rate needs quantities in, in reading order."""
    if isinstance(rate, Specific):
        yield rate.unit
    elif isinstance(rate, Combined):
        for part in rate.parts:
            yield from units(part)


def alternative(rate: Rate) -> bool:
    """Whether the rate is one of several, whichever is higher or lower."""
    return isinstance(rate, Combined) and (rate.how != "sum" or any(alternative(part) for part in rate.parts))


Figure = Callable[[Fraction], Expr]


def rate_expr(rate: Rate, base: Expr, measure: Callable[[str], Expr], percent: Figure = Num, amount: Figure = Num) -> Expr:
    """What the rate comes to, as an expression: parts of ``base`` and amounts per ``measure(unit)``.

    ``percent`` and ``amount`` write the figures of the rate, in reading order.
    """
    if isinstance(rate, AdValorem):
        return Op("*", (base, percent(rate.rate)))
    if isinstance(rate, Specific):
        return Op("*", (measure(rate.unit), amount(rate.amount)))
    parts = tuple(rate_expr(p, base, measure, percent, amount) for p in rate.parts)
    if rate.how in ("max", "min"):
        return Call(rate.how, parts)
    total = parts[0]
    for part in parts[1:]:
        total = Op("+", (total, part))
    return total
