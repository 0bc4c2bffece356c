"""The answer of ``argosy duty find``: a code with its line, surroundings and rates, or the lines that fit words best."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from argosy.engines.tariff.lookup import Book, Found, look_up
from argosy.engines.tariff.nomenclature import unheld
from argosy.engines.tariff.rows import TariffLine, lines_of
from argosy.engines.tariff.shown import around_json, by_column, edition_json, found_json, line_json, status_json
from argosy.records.tariffs.schedules import book, search, with_path

CODE = re.compile(r"[\d.\s-]{2,}")


def is_code(sought: str) -> bool:
    """Whether what is sought is a commodity code rather than words."""
    return bool(CODE.fullmatch(sought.strip())) and any(ch.isdigit() for ch in sought)


def digits(sought: str) -> str:
    """A code without points, spaces and hyphens."""
    return "".join(ch for ch in sought if ch.isdigit())


def find(jurisdiction: str, sought: str, on: date, origin: str = "", most: int = 20) -> dict[str, Any]:
    """What the tariff says of a code, or the lines that fit words best: the answer of command and API."""
    if is_code(sought):
        return by_code(jurisdiction, digits(sought), on, origin.upper())
    return by_words(jurisdiction, sought, on, most)


def by_code(jurisdiction: str, code: str, on: date, origin: str = "") -> dict[str, Any]:
    """What the tariff says of a code on a day: status, line, parents, children, and its rates by charge, programme and column."""
    held = book(jurisdiction, [code], on)
    found = look_up(held, code, origin, every=True)
    line = _with_path(held, found.status.line)
    answer = _head(held, jurisdiction, code, on) | {"status": status_json(found.status)}
    lines = [found_json(found, line) | {"columns": by_column(found.stated)}] if line else []
    return (
        answer
        | {"origin": origin, "lines": lines}
        | (around_json(held, found.status) if held.editions else {"parents": [], "children": []})
    )


def by_words(jurisdiction: str, text: str, on: date, most: int = 20) -> dict[str, Any]:
    """The lines that fit ``text`` best on a day, best first, each with its description path and a rate per column."""
    held = book(jurisdiction, (), on)
    if not held.editions:
        return _head(held, jurisdiction, text, on) | {"status": status_json(unheld("", jurisdiction, on, held.imported)), "lines": []}
    frame = search(jurisdiction, text, on, most)
    lines = lines_of(frame)
    rated = book(jurisdiction, [line.code for line in lines], on)
    shown = [_ranked(rated, line, score) for line, score in zip(lines, frame["score"].to_list(), strict=True)]
    return _head(held, jurisdiction, text, on) | {"status": None, "lines": shown}


def _ranked(held: Book, line: TariffLine, score: float) -> dict[str, Any]:
    found: Found = look_up(held, line.code, every=True)
    placed = _with_path(held, line)
    assert placed is not None
    editions = sorted({f"{o.series} {o.edition}" for o in found.stated})
    return line_json(placed) | {"score": f"{score:.3f}", "columns": by_column(found.stated), "editions": editions}


def _head(held: Book, jurisdiction: str, query: str, on: date) -> dict[str, Any]:
    return {"query": query, "jurisdiction": jurisdiction.upper(), "date": on, "editions": [edition_json(e) for e in held.editions]}


def _with_path(held: Book, line: TariffLine | None) -> TariffLine | None:
    return with_path(line, held.lines.parents(line.code)) if line else None
