"""The 43 outputs as the public contract lists them, and which of them can be produced."""

from __future__ import annotations

from typing import Any

from argosy.deliverables.deliverable import Param
from argosy.deliverables.registry import DELIVERABLES
from argosy.publishing.render import formats_of
from argosy.standards import catalogue
from argosy.standards.entries import Output


def listing() -> list[dict[str, Any]]:
    """Every output of the standards in printed order: the answer of ``argosy outputs --json``."""
    return [_row(output) for output in catalogue.outputs()]


def listed(key: str) -> dict[str, Any]:
    """One output by any form of its key, with its parameters; ``NotFound`` for an unknown key."""
    output = catalogue.output(key)
    params = DELIVERABLES.get(output.key).params if output.key in DELIVERABLES else ()
    return {**_row(output), "params": [_param(p) for p in params]}


def _row(output: Output) -> dict[str, Any]:
    return {
        "key": output.key,
        "short": output.short,
        "standard": output.standard,
        "code": output.code,
        "task": output.task,
        "title_zh": output.title.zh,
        "title_en": output.title.en,
        "family": output.family,
        "formats": list(formats_of(output.key)),
        "status": "ready" if output.key in DELIVERABLES else "planned",
    }


def _param(param: Param) -> dict[str, Any]:
    return {
        "name": param.name,
        "label_zh": param.label.zh,
        "label_en": param.label.en,
        "type": param.type,
        "required": param.required,
        "default": param.default,
        "choices": [code for code, _ in param.choices],
    }
