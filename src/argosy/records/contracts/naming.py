"""Choices of contracts as pages offer them: code and words."""

from __future__ import annotations

from argosy.kernel.text import Text
from argosy.records.contracts.models import Contract, Kind
from argosy.records.record import in_both


def _words(choices: type) -> tuple[tuple[str, Text], ...]:
    return tuple((str(one.value), in_both(lambda one=one: str(one.label))) for one in choices)  # type: ignore[attr-defined,misc]


STATE_WORDS = _words(Contract.State)
KIND_WORDS = _words(Kind)
