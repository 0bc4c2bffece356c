"""Rates as the Working Tariff of Australia prints them, codes and stages run together: ``5% DCS4% DCT5% From1July2018 2.5%``.

A cell is stages in time; each stage is the general rate and, after preference codes, the rates for those places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from argosy.engines.duty.rate import AdValorem, Combined, Rate, Specific, per, read_rate
from argosy.engines.tariff.dialects.reading import NONE, Clause, Reading, names_in, parsed, person, total, without_grouping
from argosy.kernel.text import Text

MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "January", "February Feburary", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        ),
        1,
    )
    for name in names.lower().split()
}  # fmt: skip
UNITS = {
    "kg": "KGM", "g": "GRM", "t": "TNE", "l": "LTR", "stick": "H87", "each": "H87", "l of alcohol": "LPA", "kg of tobacco content": "KGM:TOBACCO",
    "kg tss": "KGM:TSS", "l of gasoline": "LTR:GASOLINE", "l of diesel": "LTR:DIESEL", "l of biodiesel": "LTR:BIODIESEL", "l of ethanol": "LTR:ETHANOL",
    "l of ethanol (if any)": "LTR:ETHANOL", "l of other substances in the blend": "LTR:OTHER", "l of other substances (if any) in the blend": "LTR:OTHER",
    "l of alcohol, calculated on that alcohol content by which the percentage by volume of alcohol of the goods exceeds 1.15": "LPA:OVER115",
}  # fmt: skip
PART_OF_BLEND = Text("混合油料之稅率不完整，須人工判讀", "the duty of a blend is cut short: a person must read it")
_STAGE = re.compile(r"From\s*(?P<day>\d{1,2})\s*(?P<month>[A-Z][a-z]+)\s*(?P<year>\d{4})\s*:?")
_CODES = re.compile(r"(?<![A-Za-z/])(?P<codes>[A-Z]{2,3}(?:\s*/\s*[A-Z]{2,3})*)\s*[;:]?\s*(?=\$|\d|Free)")
_SPECIFIC = re.compile(r"\$?(?P<amount>\d*\.?\d+)(?:\s*/\s*(?P<unit>.+)|\s+(?P<each>each))")


@dataclass(frozen=True, slots=True)
class Stage:
    """The rates from one day to another; ``None`` when the cell names no day. The first clause without codes is the general rate."""

    start: date | None
    clauses: tuple[Clause, ...]
    end: date | None = None


def read_stages(text: str) -> list[Stage]:
    """The stages of a cell in time, an undated one first."""
    words = without_grouping(re.sub(r"\s+", " ", text).strip())
    marks = list(_STAGE.finditer(words))
    starts = [m.start() for m in marks] + [len(words)]
    stages = [Stage(None, _clauses(words[: starts[0]]))] if words[: starts[0]].strip() else []
    stages += [Stage(_day(m), _clauses(words[m.end() : end])) for m, end in zip(marks, starts[1:], strict=True)]
    ordered = sorted(stages, key=lambda s: s.start or date.min)
    ends = [after.start - timedelta(days=1) if after.start else None for after in ordered[1:]]
    return [replace(stage, end=end) for stage, end in zip(ordered, [*ends, None], strict=False)]


def read_cell(text: str) -> Reading:
    """One rate, without codes and stages."""
    words = without_grouping(re.sub(r"\s+", " ", text).strip(" ,"))
    if not words:
        return NONE
    lower = re.fullmatch(r"(?P<a>.+), or, if lower, (?P<b>.+)", words)
    if lower:
        parts = [_sum(lower["a"]), _sum(lower["b"])]
        rates = [p.rate for p in parts if p.rate is not None]
        return parsed(Combined("min", tuple(rates))) if len(rates) == 2 else person()
    less = re.fullmatch(r"(?P<a>.+), less (?P<b>\d*\.?\d+)%", words)
    first = _sum(less["a"] if less else words)
    if less and first.rate is not None:
        return parsed(Combined("less", (first.rate, AdValorem(Fraction(less["b"]) / 100))))
    return first


def _day(match: re.Match[str]) -> date | None:
    month = MONTHS.get(match["month"].lower())
    return date(int(match["year"]), month, int(match["day"])) if month else None


def _clauses(words: str) -> tuple[Clause, ...]:
    return tuple(_split(words))


def _split(words: str) -> Iterator[Clause]:
    marks = list(_CODES.finditer(words))
    ends = [m.start() for m in marks] + [len(words)]
    general = words[: ends[0]].strip()
    if general:
        yield Clause(general, read_cell(general))
    for mark, end in zip(marks, ends[1:], strict=True):
        raw = words[mark.start() : end].strip()
        yield Clause(raw, read_cell(words[mark.end() : end]), names_in(mark["codes"]))


def _sum(words: str) -> Reading:
    made = total([_term(term) for term in re.split(r",? and | plus ", words)])
    one = made.rate.unit if isinstance(made.rate, Specific) else ""
    return person(PART_OF_BLEND) if one.startswith("LTR:") else made


def _term(text: str) -> Rate | None:
    words = text.strip()
    if re.fullmatch(r"(?:\d*\.?\d+)\s*%|free", words, re.IGNORECASE):
        return read_rate(words)
    match = _SPECIFIC.fullmatch(words)
    if not match:
        return None
    unit = "H87" if match["each"] else UNITS.get(match["unit"].strip().rstrip(",.").lower(), "")
    return per(Fraction(match["amount"]), Fraction(1), unit) if unit else None
