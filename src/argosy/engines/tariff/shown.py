"""Look-ups as plain data: what ``argosy duty find`` and the API answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from argosy.engines.tariff.lookup import Book, Found, Offer
from argosy.engines.tariff.nomenclature import CodeStatus
from argosy.engines.tariff.rows import EditionFacts, TariffLine
from argosy.kernel.tariff_code import printed_code


def line_json(line: TariffLine) -> dict[str, Any]:
    """A line of the nomenclature with the way down to it."""
    return {
        "code": line.code, "printed": printed_code(line.code), "zh": line.zh, "en": line.en, "path_zh": line.path_zh, "path_en": line.path_en,
        "declarable": line.declarable, "units": list(line.units), "valid_from": line.valid_from, "valid_to": line.valid_to, "notes": line.notes,
    }  # fmt: skip


def offer_json(offer: Offer) -> dict[str, Any]:
    """A rate with everything it depends on; ``rate`` is null where a person must read it."""
    return {
        "charge": offer.charge, "column": offer.column, "use": offer.use, "programme": offer.programme or None, "label_zh": offer.label.zh,
        "label_en": offer.label.en, "rate": offer.text or None, "raw": offer.raw, "eligible": offer.eligible, "stated_at": offer.code,
        "origins": list(offer.origins), "excluded": list(offer.excluded), "quota": offer.quota or None, "additional_code": offer.additional_code or None,
        "conditions": offer.conditions, "unit": offer.unit, "legal": offer.legal, "why_zh": offer.why.zh, "why_en": offer.why.en,
        "valid_from": offer.valid_from, "valid_to": offer.valid_to, "source": offer.series, "edition": offer.edition, "row": offer.row or None,
    }  # fmt: skip


def status_json(status: CodeStatus) -> dict[str, Any]:
    """What a code is on the day, and what to do where it cannot be used."""
    ask = status.ask if not status.usable else None
    return {
        "state": status.state, "code": status.code, "usable": status.usable, "message_zh": status.message.zh, "message_en": status.message.en,
        "ask_zh": ask.zh if ask else "", "ask_en": ask.en if ask else "", "suggestions": [line_json(line) for line in status.suggestions],
    }  # fmt: skip


def found_json(found: Found, line: TariffLine | None) -> dict[str, Any]:
    """The line and its rates: those that apply, those that may be claimed, those for a person, and all that is stated."""
    return {
        **(line_json(line) if line else {}),
        "rates": {charge: offer_json(offer) for charge, offer in found.rates.items()},
        "programmes": [offer_json(o) for o in found.programmes],
        "needs_person": [offer_json(o) for o in found.needs_person],
        "stated": [offer_json(o) for o in found.stated],
    }


def edition_json(facts: EditionFacts) -> dict[str, Any]:
    """An edition with its source."""
    return {
        "jurisdiction": facts.jurisdiction, "series": facts.series, "edition": facts.edition, "title_zh": facts.title_zh, "title_en": facts.title_en,
        "publisher_zh": facts.publisher_zh, "publisher_en": facts.publisher_en, "licence": facts.licence, "url": facts.url, "valid_from": facts.valid_from,
        "imported": facts.imported, "file": facts.file, "sha256": facts.sha256, "coverage": facts.coverage, "lines": facts.lines, "rates": facts.rates,
        "parsed": facts.parsed, "needs_person": facts.needs_person,
    }  # fmt: skip


def around_json(book: Book, status: CodeStatus) -> dict[str, Any]:
    """The lines above and right below a code."""
    code = status.line.code if status.line else status.asked
    return {"parents": _lines(book.lines.parents(code)), "children": _lines(book.lines.children(code))}


def by_column(offers: Sequence[Offer]) -> dict[str, str]:
    """A rate text per column and programme, in short."""
    return {
        " ".join(filter(None, (o.column, o.programme if o.programme != o.column else "", o.additional_code))): o.text or f"? {o.raw}"
        for o in offers
    }


def gathered(columns: Mapping[str, str]) -> list[tuple[str, tuple[str, ...], str]]:
    """Programmes of one column with one rate together: column, programmes, rate text."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, text in columns.items():
        column, _, programme = name.partition(" ")
        found.setdefault((column, text), []).append(programme)
    return [(column, tuple(filter(None, names)), text) for (column, text), names in found.items()]


def _lines(lines: Iterable[TariffLine]) -> list[dict[str, Any]]:
    return [line_json(line) for line in lines]
