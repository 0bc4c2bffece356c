"""Rates as the Harmonized Tariff Schedule of the United States writes them: ``6.8¢/kg + 3.2%``, ``Free (A+,AU,BH) 5.2% (JP)``."""

from __future__ import annotations

import re
from fractions import Fraction

from argosy.engines.duty.rate import FREE, AdValorem, Combined, Rate, Specific, per
from argosy.engines.tariff.dialects.reading import NONE, REFERS, Clause, Reading, names_in, parsed, person, total, without_grouping

UNITS = {
    "kg": "KGM", "g": "GRM", "t": "TNE", "liter": "LTR", "liters": "LTR", "bbl": "BLL", "m": "MTR", "lin. m": "MTR", "m2": "MTK", "m3": "MTQ",
    "pr.": "NPR", "doz.": "DZN", "doz": "DZN", "gross": "GRO", "head": "H87", "article": "H87", "thousand": "MIL", "1000": "MIL", "1000 pins": "MIL", "pack": "PK",
    "pf. liter": "PFL", "pf.liter": "PFL", "pf. liter on ethyl alcohol content": "PFL", "clean kg": "KGM:CLEAN", "kg of total sugars": "KGM:SUGARS",
    "jewel": "H87:JEWEL", "jewel over 7": "H87:JEWEL7", "kg on drained weight": "KGM:DRAINED", "kg on drained weght": "KGM:DRAINED",
    "kg on contents and container": "KGM:CONTAINER", "kg, including weight of container": "KGM:CONTAINER", "t, including weight of container": "TNE:CONTAINER",
    "kg on entire contents of container": "KGM:CONTENTS", "m2 of recording surface": "MTK:RECORDING", "m2of recording surface": "MTK:RECORDING",
    "gross of immediate containers": "GRO:IMMEDIATE", "kg of anhydrous morphine content": "KGM:MORPHINE",
}  # fmt: skip
METALS = ("lead", "zinc", "copper", "molybdenum", "tungsten", "magnesium", "manganese", "silicon")
PARTS = {
    "battery": "BATTERY", "case": "CASE", "strap, band or bracelet": "STRAP", "case and strap, band or bracelet": "CASESTRAP", "movement": "MOVEMENT",
    "movement and case": "MOVEMENTCASE", "apparatus": "APPARATUS", "entire set": "SET", "value of the lead content": "LEAD",
    "value of the rifle": "RIFLE", "value of the telescopic sight, if any": "SIGHT",
}  # fmt: skip

_AMOUNT = r"(?:\$(?P<dollars>\d*\.?\d+)|(?P<cents>\d*\.?\d+)\s*¢)"
_PER = re.compile(rf"{_AMOUNT}\s*(?:/\s*(?P<unit>.+)|(?P<each>each))")
_PERCENT = re.compile(r"(?P<whole>\d*\.?\d+)(?:\s+(?P<top>\d+)/(?P<bottom>[1-9]\d*))?\s*%(?:\s*on\s+(?:the\s*)?(?P<part>.+))?")
_SUGAR = re.compile(
    r"(?P<start>[\d.]+)¢\s*/kg less (?P<step>[\d.]+)¢\s*/kg for each degree under 100 degrees \(and fractions of a degree in proportion\)"
    r" but not less (?:than )?(?P<floor>[\d.]+)¢\s*/kg"
)
_CLAUSE = re.compile(r"(?P<rate>[^()]*(?:\([^()]*(?=\())?[^()]*)\((?P<names>[^()]*)\)")


def read_cell(text: str) -> Reading:
    """A cell of the General or the Column 2 rate, or the rate of a special clause."""
    words = tidied(text)
    if not words:
        return NONE
    if words.lower() == "free":
        return parsed(FREE)
    if re.match(r"see\b|.*\bprovided (?:for )?in\b", words, re.IGNORECASE):
        return person(REFERS)
    sugar = _SUGAR.fullmatch(words)
    if sugar:
        return parsed(_by_degree(sugar))
    return total([_term(term) for term in re.split(r"\s*\+\s*", words)])


def read_special(text: str) -> list[Clause]:
    """The clauses of a special cell with the programmes they are for. Words outside any clause come as one clause with no programme."""
    words = tidied(text)
    if not words:
        return []
    found = [Clause(f"{m['rate'].strip()} ({m['names']})", _clause(m["rate"]), names_in(m["names"])) for m in _CLAUSE.finditer(words)]
    rest = _CLAUSE.sub("", words).strip(" ,.")
    return [*found, *([Clause(rest, person())] if rest else [])]


def _clause(text: str) -> Reading:
    """The rate before a list of programmes; a list without one needs a person."""
    made = read_cell(text)
    return person() if made.state == "none" else made


def tidied(text: str) -> str:
    """The cell without stray spaces, line-break hyphens and grouping commas."""
    joined_up = re.sub(r"(?<=[a-z])- (?=[a-z])", "", re.sub(r"\s+", " ", text).strip())
    return without_grouping(joined_up).replace("²", "2").replace("³", "3")


def _term(text: str) -> Rate | None:
    if match := _PERCENT.fullmatch(text):
        return _percent(match)
    match = _PER.fullmatch(text)
    unit = _unit("article" if match["each"] else match["unit"].strip()) if match else ""
    if not match or not unit:
        return None
    return per(Fraction(match["dollars"]) if match["dollars"] else Fraction(match["cents"]) / 100, Fraction(1), unit)


def _percent(match: re.Match[str]) -> Rate | None:
    rate = Fraction(match["whole"]) + (Fraction(int(match["top"]), int(match["bottom"])) if match["top"] else 0)
    if not match["part"]:
        return AdValorem(rate / 100)
    part = PARTS.get(match["part"].strip().rstrip("."))
    return Specific(rate / 100, f"VAL:{part}") if part else None


def _unit(words: str) -> str:
    metal = re.fullmatch(r"kg on (\w+) content", words)
    if metal and metal[1] in METALS:
        return f"KGM:{metal[1].upper()}"
    return UNITS.get(words, "")


def _by_degree(match: re.Match[str]) -> Rate:
    """Sugar: an amount per kilogram, less a step per degree of polarisation under 100, with a floor."""
    start, step, floor = (Fraction(match[name]) / 100 for name in ("start", "step", "floor"))
    sliding = Combined("less", (Specific(start, "KGM"), Specific(step, "KGM:UNDER100")))
    return Combined("max", (sliding, Specific(floor, "KGM")))
