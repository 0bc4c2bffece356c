"""Choices of sales records as pages offer them: code and words."""

from __future__ import annotations

from argosy.kernel.text import Text
from argosy.records.record import in_both
from argosy.records.sales.models import LostReason, OrderState, State


def _words(choices: type) -> tuple[tuple[str, Text], ...]:
    return tuple((str(one.value), in_both(lambda one=one: str(one.label))) for one in choices)  # type: ignore[attr-defined,misc]


STATE_WORDS = _words(State)
ORDER_STATES = _words(OrderState)
LOST_REASONS = _words(LostReason)
