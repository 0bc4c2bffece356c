"""What a rule pack asks for, as the public contract lists it: the answer of ``argosy duty facts`` and of the API."""

from __future__ import annotations

from typing import Any

from argosy.rules.pack import Input, Pack


def facts_json(pack: Pack) -> list[dict[str, Any]]:
    """Every fact of a line or an entry in the order of the pack. ``unit`` is a Rec 20 code or empty; ``low`` and ``high`` bound it;
    ``default`` is taken, and said, where nobody states it.
    """
    return [_fact(one) for one in pack.inputs.values()]


def _fact(one: Input) -> dict[str, Any]:
    return {
        "name": one.name,
        "label_zh": one.label.zh,
        "label_en": one.label.en,
        "question_zh": one.question.zh,
        "question_en": one.question.en,
        "kind": one.kind,
        "scope": one.scope,
        "unit": one.unit,
        "low": None if one.low is None else str(one.low),
        "high": None if one.high is None else str(one.high),
        "derived": one.expr is not None or one.from_quantity,
        "default": None if one.default is None else str(one.default),
    }
