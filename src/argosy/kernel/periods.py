"""Periods of statistics as numbers: ``YYYY`` for a year, ``YYYYMM`` for a month."""

from __future__ import annotations

MONTHLY = 9999
"""A period above it is a month."""


def written(period: int) -> str:
    """The period as ISO 8601 writes it: ``2026`` or ``2026-05``."""
    return f"{period // 100}-{period % 100:02d}" if period > MONTHLY else str(period)
