"""Product rules in the notation of the trade: ``CTH except 03.01, chapter 50 to 55 or RVC(build_down) >= 40 % and process(weaving)``.

``WO`` wholly obtained; ``WO(04)`` all materials of chapter 4 are wholly obtained. ``CC``, ``CTH``, ``CTSH`` change of chapter, heading,
subheading of every non-originating material, ``ANY`` production from materials of any heading; each may be followed by ``except`` codes
(these materials may not be non-originating), ``allowing`` codes (these need not change) and ``own <= 20 %`` (materials classified as the
product up to that part of its value). ``RVC`` regional value content by a method of the agreement, ``RVC(focused: 8507) >= 50 %`` counting
only those materials; ``MaxNOM 50 %`` the greatest part of the value that may be non-originating, ``MaxNOM(1701-1702) 30 %`` for those
materials. ``weight(1701-1702) <= 20 %`` by weight of the product, ``… of 24`` by weight of those materials. ``process(name)`` a process a
person confirms. ``and`` binds before ``or``; parentheses as usual.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from argosy.kernel.money import decimal_text
from argosy.rules.origin.codes import Codes, written

Level = Literal["CC", "CTH", "CTSH", "ANY"]
DIGITS: dict[str, int] = {"CC": 2, "CTH": 4, "CTSH": 6, "ANY": 0}
BASES = ("exw", "fob", "net_cost", "transaction_value", "customs_value")


@dataclass(frozen=True, slots=True)
class Shift:
    """Every non-originating material changes its classification at ``level``."""

    level: Level
    barred: Codes = ()
    allowed: Codes = ()
    own: Fraction | None = None

    def __str__(self) -> str:
        tail = f" except {written(self.barred)}" if self.barred else ""
        tail += f" allowing {written(self.allowed)}" if self.allowed else ""
        return self.level + tail + (f" own <= {_number(self.own)} %" if self.own is not None else "")


@dataclass(frozen=True, slots=True)
class Wholly:
    """The product is wholly obtained; with ``codes``, all its materials of those codes are."""

    codes: Codes = ()

    def __str__(self) -> str:
        return f"WO({written(self.codes)})" if self.codes else "WO"


@dataclass(frozen=True, slots=True)
class Content:
    """At least ``percent`` of regional value content by ``method`` (empty: any method of the agreement), counting materials of ``codes``."""

    percent: Fraction
    method: str = ""
    codes: Codes = ()

    def __str__(self) -> str:
        inside = f"{self.method}: {written(self.codes)}" if self.codes else self.method
        return f"RVC{f'({inside})' if inside else ''} >= {_number(self.percent)} %"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """Non-originating materials (of ``codes``) are at most ``percent`` of ``base``; an empty base is the agreement's own."""

    percent: Fraction
    codes: Codes = ()
    base: str = ""

    def __str__(self) -> str:
        head = f"MaxNOM({written(self.codes)})" if self.codes else "MaxNOM"
        return f"{head} {_number(self.percent)} %" + (f" of {self.base}" if self.base else "")


@dataclass(frozen=True, slots=True)
class Weight:
    """Non-originating materials of ``codes`` weigh at most ``percent`` of the product, or of its materials of ``of``."""

    codes: Codes
    percent: Fraction
    of: Codes = ()

    def __str__(self) -> str:
        return f"weight({written(self.codes)}) <= {_number(self.percent)} %" + (f" of {written(self.of)}" if self.of else "")


@dataclass(frozen=True, slots=True)
class Process:
    """A named process is carried out in the territory; a person confirms it."""

    name: str

    def __str__(self) -> str:
        return f"process({self.name})"


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts."""

    parts: tuple[Rule, ...]

    def __str__(self) -> str:
        return " and ".join(f"({p})" if isinstance(p, Either | Every) else str(p) for p in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts."""

    parts: tuple[Rule, ...]

    def __str__(self) -> str:
        return " or ".join(f"({p})" if isinstance(p, Either) else str(p) for p in self.parts)


Atom = Shift | Wholly | Content | Ceiling | Weight | Process
Rule = Atom | Every | Either


def atoms(rule: Rule) -> Iterator[Atom]:
    """The single conditions of a rule in reading order."""
    if isinstance(rule, Every | Either):
        for part in rule.parts:
            yield from atoms(part)
    else:
        yield rule


def _number(value: Fraction) -> str:
    return decimal_text(value)
