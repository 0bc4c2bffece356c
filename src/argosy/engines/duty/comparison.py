"""Comparisons and swings as JSON: the answers of ``argosy duty compare`` and ``argosy duty sensitivity``."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from argosy.engines.duty.answer import money_text
from argosy.engines.duty.assessment import Assessment
from argosy.engines.duty.whatif import Compared, Swing


def compared_json(made: Assessment, columns: Sequence[Compared]) -> dict[str, Any]:
    """The consignment as it stands and each change beside it; an amount that is not known is ``null``."""
    own = made.pack.currency
    return {
        "jurisdiction": made.pack.jurisdiction,
        "currency": own,
        "payable": _money(made.totals.payable if made.totals.complete else None, own),
        "changes": [_column(column, own) for column in columns],
    }


def _column(column: Compared, own: str) -> dict[str, Any]:
    label = column.change.label
    return {
        "change": column.change.id,
        "label_zh": label.zh,
        "label_en": label.en,
        "payable": _money(column.payable, own),
        "difference": _money(column.difference, own),
        "by_line": {line: money_text(amount, own) for line, amount in column.by_line.items()},
        "unresolved": [{"line": u.line, "field": u.field, "ask": u.ask.en, "ask_zh": u.ask.zh} for u in column.made.unresolved if u.blocks],
    }


def swings_json(made: Assessment, swings: Sequence[Swing]) -> dict[str, Any]:
    """Every unsure fact with what is payable either way, the widest first."""
    own = made.pack.currency
    return {
        "currency": own,
        "payable": _money(made.totals.payable if made.totals.complete else None, own),
        "swings": [
            {
                "id": swing.id,
                "label_zh": swing.label.zh,
                "label_en": swing.label.en,
                "why": swing.why.en,
                "why_zh": swing.why.zh,
                "spread": money_text(swing.spread, own),
                "sides": [{"value_zh": v.zh, "value_en": v.en, "payable": money_text(p, own)} for v, p in swing.sides],
            }
            for swing in swings
        ],
    }


def _money(amount: Fraction | None, own: str) -> str | None:
    return None if amount is None else money_text(amount, own)
