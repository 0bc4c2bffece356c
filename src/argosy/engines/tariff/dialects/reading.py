"""What reading a duty cell comes to: a rate, nothing stated, or a text that a person must read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from argosy.engines.duty.rate import Combined, Rate, joined, read_rate
from argosy.kernel.text import NOTHING, Text

State = Literal["parsed", "needs_person", "none"]
WORDED = Text("稅率以文字敘述，須人工判讀", "the duty is in words: a person must read it")
REFERS = Text("依其他號列或附註課徵，須人工判定", "the duty is stated elsewhere: a person must look there")


@dataclass(frozen=True, slots=True)
class Reading:
    """``rate`` is set when ``state`` is parsed; ``why`` says what a person must do when it is not."""

    state: State
    rate: Rate | None = None
    why: Text = NOTHING

    @property
    def canonical(self) -> str:
        """The rate text of the contract; empty when there is none."""
        return "" if self.rate is None else str(self.rate)


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a cell: the words, what they come to, and the programmes or origins in brackets behind them."""

    raw: str
    reading: Reading
    names: tuple[str, ...] = ()


NONE = Reading("none")


def parsed(rate: Rate) -> Reading:
    """A rate that was read."""
    return Reading("parsed", rate)


def person(why: Text = WORDED) -> Reading:
    """A text that a person must read."""
    return Reading("needs_person", None, why)


def plain(text: str, signs: tuple[str, ...] = ()) -> Reading:
    """A text in the canonical grammar itself; empty states nothing."""
    words = without_grouping(text)
    if not words.strip():
        return NONE
    rate = read_rate(words, signs, foreign=True)
    return person() if rate is None else parsed(rate)


def total(rates: list[Rate | None]) -> Reading:
    """The sum of terms; one that could not be read makes the whole a person's."""
    known = [rate for rate in rates if rate is not None]
    if len(known) < len(rates) or not known:
        return person()
    return parsed(reduce(lambda a, b: joined("sum", a, b), known))


def bounded(how: str, parts: list[Rate]) -> Rate:
    """The higher or the lower of rates."""
    return Combined(how, tuple(parts)) if len(parts) > 1 else parts[0]


def without_grouping(text: str) -> str:
    """The text without the commas that group thousands."""
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def names_in(text: str) -> tuple[str, ...]:
    """The names of a bracketed list, in order, each once."""
    return tuple(dict.fromkeys(name.strip(".") for name in re.split(r"[\s,;、，；/]+", text) if name.strip(".")))
