"""Conditions tested: met, not met, or not known; their working in both languages, what is asked, and what would meet them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import NOTHING, Text
from argosy.kernel.wording import number_words
from argosy.rules.authority import Authority

Met = bool | None
MET = Text("符合", "met")
FAILED = Text("不符", "not met")
OPEN = Text("未定", "cannot tell")


@dataclass(frozen=True, slots=True)
class Ask:
    """A question whose answer could decide. ``field`` is the place in the asked data: ``materials.3.originating``."""

    field: str
    question: Text


@dataclass(frozen=True, slots=True)
class Check:
    """One condition and how it came out. ``parts`` are the conditions it is made of, joined by ``join`` (and, or).

    ``authorities`` are the provisions it relied on beside the product rule: a value method, a tolerance.
    """

    kind: str
    label: Text
    met: Met
    working: Text = NOTHING
    gap: Text = NOTHING
    asks: tuple[Ask, ...] = ()
    fixes: tuple[Text, ...] = ()
    materials: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    authorities: tuple[Authority, ...] = ()
    join: str = ""
    parts: tuple[Check, ...] = ()

    def flat(self, depth: int = 0) -> Iterator[tuple[int, Check]]:
        """This check and those within it, each with its depth."""
        yield depth, self
        for part in self.parts:
            yield from part.flat(depth + 1)


@dataclass(frozen=True, slots=True)
class Line:
    """The working of one material within a condition."""

    material: str
    met: Met
    working: Text


def every(outcomes: Iterable[Met]) -> Met:
    """All hold: false when one fails, else unknown when one is unknown."""
    found = list(outcomes)
    return False if False in found else None if None in found else True


def either(outcomes: Iterable[Met]) -> Met:
    """One holds: true when one does, else unknown when one is unknown."""
    found = list(outcomes)
    return True if True in found else None if None in found else False


def said(met: Met) -> Text:
    """The outcome in words."""
    return MET if met else OPEN if met is None else FAILED


def money(value: Fraction) -> str:
    """An amount with thousands and at least two decimals."""
    words = number_words(round_to(value, Fraction(1, 10**6)))
    whole, _, rest = words.partition(".")
    return f"{whole}.{rest:0<2}"


def share_text(part: Fraction, limit: Fraction) -> str:
    """A percentage with two decimals, and more where rounding would hide on which side of ``limit`` it lies."""
    for digits in range(2, 13):
        shown = round_to(part, Fraction(1, 10**digits))
        if part == limit or shown != limit:
            break
    words = decimal_text(shown)
    whole, _, rest = words.partition(".")
    return f"{whole}.{rest:0<2} %"


def percent(value: Fraction) -> str:
    """A threshold as the rule writes it."""
    return f"{decimal_text(value)} %"


def join(texts: Iterable[Text], zh: str = "；", en: str = "; ") -> Text:
    """Several phrases as one."""
    found = [t for t in texts if t]
    return Text(zh.join(t.zh for t in found), en.join(t.en for t in found))
