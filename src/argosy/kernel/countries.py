"""The country register: ISO 3166-1 codes, M49 numbers, the codes UN Comtrade, BACI, WITS and the World Bank use instead, and names in both languages.

``countries.csv`` holds the codes, ``country_codes.csv`` what a source writes otherwise (490 for Taiwan, 842 for the United States), and
``country_aliases.csv`` spellings with who writes them so. Names are those of CLDR. A code without a country of ISO stays as ``X-<code>``;
the world as a partner is ``WLD``.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from argosy.kernel.text import NOTHING, Text

WORLD = "WLD"
SHORT = {
    "HK": Text("香港", "Hong Kong"),
    "MO": Text("澳門", "Macao"),
}  # the short forms of CLDR; the long ones are no trade usage in Taiwan
SYSTEMS = ("comtrade", "wits", "worldbank", "any")


@dataclass(frozen=True, slots=True)
class Country:
    """One entry of ISO 3166-1 (and Kosovo, XK): alpha-2, alpha-3 and the three digits of M49."""

    alpha2: str
    alpha3: str
    m49: str

    @property
    def name(self) -> Text:
        """Its name in Chinese as written in Taiwan, and in English."""
        return name_of(self.alpha2)


@dataclass(frozen=True, slots=True)
class Place:
    """What a code of a source stands for: ``country`` as Argosy writes it, whether it is known, and what to say of it."""

    country: str
    known: bool = True
    note: Text = NOTHING


@cache
def countries() -> Mapping[str, Country]:
    """All countries by alpha-2 code."""
    return {row["alpha2"]: Country(**row) for row in _table("countries.csv")}


def name_of(country: str) -> Text:
    """The name of a country, of ``WLD`` or of a code ``X-…`` a source writes; an unknown code names itself."""
    if country == WORLD:
        return Text("全世界", "World")
    if country.startswith("X-"):
        row = next((r for r in _table("country_codes.csv") if r["country"] == country), None)
        return Text(row["zh"], row["en"]) if row else Text(country, country)
    zh, en = _names()
    return SHORT.get(country) or Text(zh.get(country, country), en.get(country, country))


def place_of(system: str, code: str) -> Place:
    """What ``code`` (or a name in its place) means in a source: ``comtrade`` (BACI as well) and ``wits`` number, ``worldbank`` writes alpha-3."""
    text = unicodedata.normalize("NFKC", code).strip()
    special = _special(system).get(text.lstrip("0") or "0") if text.isdigit() else _special(system).get(text.upper())
    if special:
        return special
    found = _any(text)
    return Place(found) if found else Place(f"X-{text}", known=False)


def country_of(text: str) -> str:
    """The alpha-2 code (or ``WLD``) meant by a code or a name in Chinese or English; empty when nobody knows it."""
    found = place_of("any", text)
    return found.country if found.known else ""


def _any(text: str) -> str:
    if text.isdigit():
        return _by_number().get(text.zfill(3), "")
    return _by_code().get(text.upper()) or _by_name().get(_folded(text), "")


@cache
def _special(system: str) -> dict[str, Place]:
    wanted = "comtrade" if system == "any" else system
    rows = [row for row in _table("country_codes.csv") if row["system"] == wanted]
    return {row["code"].lstrip("0") or "0": Place(row["country"], True, Text(row["zh"], row["en"])) for row in rows}


@cache
def _by_number() -> dict[str, str]:
    return {c.m49: c.alpha2 for c in countries().values()}


@cache
def _by_code() -> dict[str, str]:
    codes = {c.alpha3: c.alpha2 for c in countries().values()} | {c: c for c in countries()}
    return codes | {"EU": "EU", "XI": "XI", WORLD: WORLD}


@cache
def _by_name() -> dict[str, str]:
    zh, en = _names()
    names = {_folded(name): code for table in (en, zh) for code, name in table.items()}
    return names | {_folded(row["name"]): row["country"] for row in _table("country_aliases.csv")}


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    from babel import Locale

    zh, en = Locale("zh", "TW", script="Hant").territories, Locale("en").territories
    codes = [*countries(), "EU"]
    return {c: zh[c] for c in codes if c in zh}, {c: en[c] for c in codes if c in en}


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).replace("臺", "台").replace("&", "and").strip().casefold()


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(files("argosy.kernel").joinpath(name).read_text(encoding="utf-8").splitlines()))
