"""All indicators, loaded: importing this module fills the register."""

from __future__ import annotations

from argosy.engines.market import advantage, mirror, potential, price, shift_share, size, structure, tariff_gap
from argosy.engines.market.indicator import INDICATORS, Indicator

MODULES = (size, structure, advantage, price, potential, shift_share, tariff_gap, mirror)


def indicators() -> list[Indicator]:
    """Every indicator in order of id."""
    return list(INDICATORS)


def indicator_of(id_: str) -> Indicator:
    """The indicator of an id; ``NotFound`` names those there are."""
    return INDICATORS.get(id_)
