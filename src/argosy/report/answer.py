"""The reason of a figure as the public contract states it: the answer of ``argosy why`` and of the API."""

from __future__ import annotations

from typing import Any

from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.report.why import Input, Why, printed

PHRASES = ("label", "formula", "substituted", "rounding", "legal", "note")


def why_json(found: Why) -> dict[str, Any]:
    """``value`` is the exact figure as text (``null`` with ``missing`` when there is none); words are English, with Chinese under ``…_zh``."""
    value = found.value
    return {
        "id": found.id,
        "value": value.v,
        "kind": value.kind,
        "unit": value.unit,
        "status": value.status,
        "missing": value.missing,
        **_both("printed", printed(value)),
        **{key: words for name in PHRASES for key, words in _both(name, getattr(found, name)).items()},
        "rule": found.rule,
        "confidence": found.confidence,
        "inputs": [_input(i) for i in found.inputs],
        "sources": [_source(s) for s in found.sources],
    }


def _input(given: Input) -> dict[str, Any]:
    return {"id": given.id, **_both("label", given.label), **_both("value", given.printed)}


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        **_both("title", source.title),
        **_both("publisher", source.publisher),
        "version": source.version,
        "as_of": source.as_of.isoformat() if source.as_of else None,
        "url": source.url,
        "licence": source.licence,
    }


def _both(key: str, text: Text) -> dict[str, str]:
    return {key: text.en, f"{key}_zh": text.zh}
