"""What a place is called. The codes are UN/LOCODE; the table holds the ports and cities the trade of a Taiwanese firm meets most."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from argosy.kernel.text import Text, same


@cache
def _names() -> dict[str, Text]:
    text = files("argosy.records.reference").joinpath("places.csv").read_text(encoding="utf-8")
    return {row["code"]: Text(row["name_zh"], row["name_en"]) for row in csv.DictReader(text.splitlines())}


def place_name(place: str) -> Text:
    """The name of a UN/LOCODE in both languages; what is not in the table stays as it was written."""
    return _names().get(place.strip().upper()) or same(place)
