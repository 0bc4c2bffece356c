"""Whether a requirement, as it is written, names something that can be measured."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Measure:
    """A measurable field: its key, its name, what people call it, and words one of which its unit holds."""

    key: str
    name: Text
    words: tuple[str, ...]
    units: tuple[str, ...]


@cache
def measures() -> dict[str, Measure]:
    """All measurable fields by key, from ``measures.toml``."""
    data = tomllib.loads(files("argosy.records.markets.research").joinpath("measures.toml").read_text(encoding="utf-8"))
    return {key: Measure(key, Text(row["zh"], row["en"]), tuple(row["words"]), tuple(row["units"])) for key, row in data.items()}


def measure_of(indicator: str) -> Measure | None:
    """The field an indicator names, by the longest of its words that is found; ``None`` when it names none."""
    said = indicator.strip().lower()
    if said in measures():
        return measures()[said]
    found = [(len(word), measure) for measure in measures().values() for word in measure.words if word in said]
    return max(found, key=lambda one: one[0])[1] if found else None


def faults(indicator: str, unit: str, period: str, granularity: str, use: str) -> list[Text]:
    """Why a requirement is not answerable as written; none when it is."""
    measure = measure_of(indicator)
    found = [] if measure else [Text("指標「{i}」對應不到可量測欄位", "'{i}' maps to no measurable field").format(i=indicator)]
    blank = (
        (unit, Text("缺單位", "no unit")),
        (period, Text("缺期間", "no period")),
        (granularity, Text("缺精度", "no granularity")),
        (use, Text("缺用途", "no use is given")),
    )
    found += [words for value, words in blank if not value.strip()]
    if measure and measure.units and unit.strip() and not any(word in unit.lower() for word in measure.units):
        found.append(Text("「{u}」不是{m}之單位", "'{u}' is no unit of {m}").format(u=unit, m=measure.name))
    return found
