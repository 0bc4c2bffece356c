"""The Harmonized System and the vocabulary of goods that the package ships, as plain values.

``hs2022.csv``: codes and short English titles (UNSD through insongkim/concordance, MIT), made by ``tools/nomenclature.py``. The other files
are Argosy's own: ``titles_zh.csv`` Chinese titles of chapters and headings, ``words.csv`` everyday words in both languages with their code,
``vague.toml`` and ``questions.toml`` for texts that say too little, ``model.json`` fitted by ``tools/fit_hs.py``.
"""

from __future__ import annotations

import csv
import json
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from argosy.kernel.text import Text, same

EDITION = "HS2022"
FOLDER = Path(__file__).resolve().parent / "goods"


@cache
def titles() -> dict[str, tuple[str, str]]:
    """English and Chinese title by code of two, four or six digits; the Chinese one may be empty."""
    zh = {row["code"]: row["zh"] for row in _rows("titles_zh.csv")}
    return {row["code"]: (row["en"], zh.get(row["code"], "")) for row in _rows("hs2022.csv")}


@cache
def words() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Everyday goods: code of six digits, Chinese names, English names."""
    return tuple((row["code"], tuple(row["zh"].split("/")), tuple(row["en"].split("/"))) for row in _rows("words.csv"))


@cache
def vague() -> dict[str, list[str]]:
    """``words`` that name no goods and ``brands``."""
    return tomllib.loads(_text("vague.toml"))


@cache
def questions() -> list[dict[str, Any]]:
    """Questions with ``id``, ``zh``, ``en`` and ``answers``."""
    return list(tomllib.loads(_text("questions.toml"))["question"])


@cache
def models() -> dict[str, dict[str, Any]]:
    """Fitted weights and calibration: ``taught`` for an index with labelled examples, ``plain`` for one without."""
    return dict(json.loads(_text("model.json")))


@cache
def fingerprint() -> str:
    """SHA-256 of the texts suggestions are built from: an index made of other ones is stale."""
    return sha256("".join(_text(name) for name in ("hs2022.csv", "titles_zh.csv", "words.csv")).encode()).hexdigest()


@cache
def name_of(code: str) -> Text:
    """What goods of a code are called: in English the title of the nearest code shipped, in Chinese its own title, everyday names or heading."""
    known = titles()
    start = next((code[:n] for n in (6, 4, 2) if code[:n] in known), "")
    if not start:
        return same(code)
    everyday = next((zh for one, zh, _ in words() if one == start and zh), ())
    zh = known[start][1] or "、".join(everyday[:2]) or known.get(start[:4], ("", ""))[1]
    return Text(zh or known[start][0], known[start][0])


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines()))


def _text(name: str) -> str:
    return files("argosy.rules").joinpath("goods", name).read_text("utf-8")
