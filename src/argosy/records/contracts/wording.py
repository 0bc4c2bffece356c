"""The texts of clauses with their variables filled in, and whether the two languages say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

from argosy.kernel.canonical import digest

_PLACE = re.compile(r"\{([a-z_]+)\}")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def variables(text: str) -> frozenset[str]:
    """Names of the places ``{name}`` in a text."""
    return frozenset(_PLACE.findall(text))


def filled(text: str, values: Mapping[str, object]) -> str:
    """The text with its variables; one without a value stays as ``{name}``."""
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), text)


def wording_digest(zh: str, en: str) -> str:
    """SHA-256 of a clause's two texts: an approval of one wording does not hold for another."""
    return digest({"zh": zh, "en": en})


def differing(values: Mapping[str, object], values_en: Mapping[str, object]) -> list[str]:
    """Variables that one language lacks, or whose figures differ between the two; words may differ, numbers and dates may not."""
    names = sorted({*values, *values_en})
    return [name for name in names if name not in values or name not in values_en or _figures(values[name]) != _figures(values_en[name])]


def _figures(value: object) -> list[str]:
    return sorted(found.replace(",", "") for found in _FIGURE.findall(str(value)))
