"""Where each of the 193 indicators lives in the product: read from the catalogue, the record tables and the deliverables, not written down."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.urls import reverse

from argosy.deliverables.registry import DELIVERABLES
from argosy.standards import catalogue
from argosy.standards.entries import Indicator


def coverage() -> list[dict[str, Any]]:
    """One row per indicator in printed order: the answer of ``argosy coverage --json``.

    ``record`` names the shared records that exist as tables; ``output`` the outputs that evidence it, ``command`` and ``test`` those of
    the first one that can be produced; ``records_only`` marks an indicator no output evidences.
    """
    tables = {model.__name__ for model in apps.get_models()}
    return [_row(indicator, tables) for indicator in catalogue.indicators()]


def _row(indicator: Indicator, tables: set[str]) -> dict[str, Any]:
    outputs = [e.output for e in catalogue.evidence() if (e.standard, e.indicator) == (indicator.standard, indicator.code)]
    ready = [key for key in outputs if key in DELIVERABLES]
    return {
        "standard": catalogue.standard(indicator.standard).code,
        "task": indicator.task,
        "indicator": indicator.code,
        "record": [name for name in _records(indicator) if name in tables],
        "page": reverse("web:task", args=[indicator.standard, indicator.task]),
        "command": f"argosy produce {catalogue.output(ready[0]).short}" if ready else None,
        "output": outputs,
        "evidence_event": indicator.evidence.en,
        "evidence_event_zh": indicator.evidence.zh,
        "test": _test(ready[0]) if ready else None,
        "records_only": not outputs,
    }


def _records(indicator: Indicator) -> list[str]:
    return [record.name for record in catalogue.records() if (indicator.standard, indicator.code) in record.indicators]


def _test(key: str) -> str:
    """Where the tests of a deliverable lie, by the convention that they mirror its module."""
    *_, job, module = DELIVERABLES.get(key).build.__module__.split(".")
    return f"tests/deliverables/{job}/test_{module}.py"
