"""Rate text: ``5%``, ``12.5/kg``, ``12.5/100kg``, ``0.9/%vol/hl``, ``3.5% + 12/kg``, ``10% - 2/kg``, ``MAX(10%, 30/pcs)``, ``MIN(…)``, ``free``, nested.

Spaces, case and full-width characters do not matter. ``33 1/3%`` is exact. ``16.5%/VAL:RETAIL`` is a part of another value than the base,
and the words of the Meursing table (``EAC``, ``ADSZ`` …, see ``units.csv``) stand for an amount somebody must look up there.
What cannot be read is ``None``: a person must read it, it is never 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from argosy.kernel.errors import BadInput
from argosy.kernel.expression import Call, Expr, Num, Op
from argosy.kernel.money import decimal_text
from argosy.kernel.quantity import UNITS, several_of, unit_of

# Amounts that a table of their own gives, in money: they read as words and count as 1 per unit of money.
MEURSING = ("EAC", "EACR", "ADSZ", "ADSZR", "ADFM", "ADFMR")


@dataclass(frozen=True, slots=True)
class AdValorem:
    """A part of the base: ``rate`` 0.05 is 5%. Free is 0."""

    rate: Fraction

    def __str__(self) -> str:
        return f"{figure_text(self.rate * 100)}%" if self.rate else "free"


@dataclass(frozen=True, slots=True)
class Specific:
    """An amount per 1 ``unit`` (a code of ``kernel.quantity``), in ``currency``: empty is the jurisdiction's own."""

    amount: Fraction
    unit: str
    currency: str = ""

    def __str__(self) -> str:
        if self.unit in MEURSING and self.amount == 1:
            return self.unit
        if self.unit.startswith("VAL:"):
            return f"{figure_text(self.amount * 100)}%/{self.unit}"
        return f"{self.currency} {figure_text(self.amount)}/{self.unit}".lstrip()


@dataclass(frozen=True, slots=True)
class Combined:
    """``how``: ``sum`` (compound), ``less`` (the first less the others), ``max`` (whichever is higher) or ``min``."""

    how: str
    parts: tuple[Rate, ...]

    def __str__(self) -> str:
        if self.how in ("max", "min"):
            return f"{self.how.upper()}({', '.join(str(p) for p in self.parts)})"
        sign = " + " if self.how == "sum" else " - "
        return sign.join([str(self.parts[0]), *(_bracketed(p) for p in self.parts[1:])])


Rate = AdValorem | Specific | Combined
FREE = AdValorem(Fraction(0))

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<word>[^\W\d_][\w³²]*(?::[A-Z0-9]+)?)|(?P<sign>[%+\-/(),]))", re.IGNORECASE)
_FREE = {"FREE", "免稅", "免"}
_ALIASES = ((re.compile(r"%\s*vol\.?\s*/\s*hl", re.IGNORECASE), "ASVX"), (re.compile("[−–]"), "-"))


def read_rate(text: str, currency_signs: tuple[str, ...] = (), foreign: bool = False) -> Rate | None:
    """The rate in ``text``, or ``None`` when a person must read it.

    ``currency_signs`` may stand before an amount. With ``foreign`` an ISO 4217 code may as well (``EUR 93.1/DTN``), and is kept.
    """
    words = unicodedata.normalize("NFKC", text)
    for sign in currency_signs:
        words = re.sub(rf"(?<!\w){re.escape(unicodedata.normalize('NFKC', sign))}(?=\s*[\d.])", "", words, flags=re.IGNORECASE)
    for pattern, plain in _ALIASES:
        words = pattern.sub(plain, words)
    try:
        reader = _Reader(list(_tokens(words)), foreign)
        rate = reader.total()
        return None if reader.rest else rate
    except (_UnreadableError, BadInput, ZeroDivisionError):
        return None


def joined(how: str, left: Rate, right: Rate) -> Rate:
    """``left`` and ``right`` combined; the parts of a ``left`` combined in the same way stay side by side."""
    if isinstance(left, Combined) and left.how == how:
        return Combined(how, (*left.parts, right))
    return Combined(how, (left, right))


def per(amount: Fraction, number: Fraction, unit: str, currency: str = "") -> Specific:
    """``amount`` per ``number`` of ``unit``: in the unit that is that many (100 kg: DTN), else per 1."""
    one = unit_of(unit)
    larger = one if number == 1 else several_of(number, one)
    return Specific(amount, larger.code, currency) if larger else Specific(amount / number, one.code, currency)


def figure_text(value: Fraction) -> str:
    """A figure of a rate, exact: decimals, or a whole number with a fraction (``33 1/3``)."""
    if (value * 10**12).denominator == 1:
        return decimal_text(value)
    whole, rest = divmod(value, 1)
    return f"{whole} {rest.numerator}/{rest.denominator}"


def _bracketed(part: Rate) -> str:
    return f"({part})" if isinstance(part, Combined) and part.how in ("sum", "less") else str(part)


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
    def __init__(self, tokens: list[str], foreign: bool) -> None:
        self.rest, self.foreign = tokens[::-1], foreign

    def total(self) -> Rate:
        rate = self._term()
        while self._next() in ("+", "-"):
            how = "sum" if self._take() == "+" else "less"
            rate = joined(how, rate, self._term())
        return rate

    def _next(self, ahead: int = 0) -> str:
        return self.rest[-1 - ahead] if len(self.rest) > ahead else ""

    def _take(self, expected: str = "") -> str:
        if not self.rest or (expected and self.rest[-1] != expected):
            raise _UnreadableError
        return self.rest.pop()

    def _term(self) -> Rate:
        word = self._take()
        if word.upper() in _FREE:
            return FREE
        if word.upper() in MEURSING:
            return Specific(Fraction(1), word.upper())
        if word.upper() in ("MAX", "MIN"):
            return Combined(word.lower(), self._several())
        if word == "(":
            inner = self.total()
            self._take(")")
            return inner
        if self.foreign and re.fullmatch("[A-Z]{3}", word):
            return self._amount(self._take(), word)
        return self._amount(word)

    def _several(self) -> tuple[Rate, ...]:
        self._take("(")
        parts = [self.total()]
        while self._next() == ",":
            self._take()
            parts.append(self.total())
        self._take(")")
        if len(parts) < 2:
            raise _UnreadableError
        return tuple(parts)

    def _amount(self, word: str, currency: str = "") -> Rate:
        value = self._mixed(_number(word))
        sign = self._take()
        if sign == "%" and not currency:
            return self._part(value / 100)
        if sign != "/":
            raise _UnreadableError
        number = _number(self._take()) if self._next()[:1].isdigit() else Fraction(1)
        return per(value, number, self._take(), currency)

    def _mixed(self, whole: Fraction) -> Fraction:
        """A fraction may follow the whole number: 33 1/3."""
        if not self._next()[:1].isdigit():
            return whole
        top = _number(self._take())
        self._take("/")
        return whole + top / _number(self._take())

    def _part(self, rate: Fraction) -> Rate:
        if self._next() != "/":
            return AdValorem(rate)
        self._take()
        unit = unit_of(self._take()).code
        if not unit.startswith("VAL:"):
            raise _UnreadableError
        return Specific(rate, unit)


def _number(word: str) -> Fraction:
    if not re.fullmatch(r"[\d.]+", word):
        raise _UnreadableError
    return Fraction(word)


def units(rate: Rate) -> Iterator[str]:
    """The units a rate needs quantities in, in reading order."""
    yield from (part.unit for part in _leaves(rate) if isinstance(part, Specific))


def currencies(rate: Rate) -> frozenset[str]:
    """Currencies other than the jurisdiction's own in which the rate states amounts."""
    return frozenset(part.currency for part in _leaves(rate) if isinstance(part, Specific) and part.currency)


def _leaves(rate: Rate) -> Iterator[Rate]:
    if isinstance(rate, Combined):
        for part in rate.parts:
            yield from _leaves(part)
    else:
        yield rate


def in_currency(rate: Rate, worth: Callable[[str], Fraction]) -> Rate:
    """The rate with every amount in the jurisdiction's currency; ``worth`` gives units of it per 1 of a currency."""
    if isinstance(rate, Combined):
        return Combined(rate.how, tuple(in_currency(p, worth) for p in rate.parts))
    if isinstance(rate, Specific) and rate.currency:
        return replace(rate, amount=rate.amount * worth(rate.currency), currency="")
    return rate


def alternative(rate: Rate) -> bool:
    """Whether the rate is one of several, whichever is higher or lower."""
    return isinstance(rate, Combined) and (rate.how != "sum" or any(alternative(part) for part in rate.parts))


Figure = Callable[[Fraction], Expr]


def rate_expr(rate: Rate, base: Expr, measure: Callable[[str], Expr], percent: Figure = Num, amount: Figure = Num) -> Expr:
    """What the rate comes to, as an expression: parts of ``base`` and amounts per ``measure(unit)``. It is never below 0.

    ``percent`` and ``amount`` write the figures of the rate, in reading order. Amounts are taken to be in the jurisdiction's currency.
    """
    total = _rate_expr(rate, base, measure, percent, amount)
    return Call("max", (total, Num(Fraction(0)))) if _deducts(rate) else total


def _deducts(rate: Rate) -> bool:
    return isinstance(rate, Combined) and (rate.how == "less" or any(_deducts(p) for p in rate.parts))


def _rate_expr(rate: Rate, base: Expr, measure: Callable[[str], Expr], percent: Figure, amount: Figure) -> Expr:
    if isinstance(rate, AdValorem):
        return Op("*", (base, percent(rate.rate)))
    if isinstance(rate, Specific):
        return Op("*", (measure(rate.unit), (percent if UNITS[rate.unit].dimension.startswith("value") else amount)(rate.amount)))
    parts = tuple(_rate_expr(p, base, measure, percent, amount) for p in rate.parts)
    if rate.how in ("max", "min"):
        return Call(rate.how, parts)
    total = parts[0]
    for part in parts[1:]:
        total = Op("+" if rate.how == "sum" else "-", (total, part))
    return total
