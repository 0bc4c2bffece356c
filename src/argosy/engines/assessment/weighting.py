"""From the weights a person gives (groups, indicators) to one weight per indicator that sum to 1."""

from __future__ import annotations

import math
from collections.abc import Mapping

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.rules.markets.scheme import Scheme


def weights_of(scheme: Scheme, given: Mapping[str, float] | None = None) -> dict[str, float]:
    """Indicator id → weight (0 to 1, sum 1).

    ``given`` holds group ids (their weight spread by the scheme's shares) or indicator ids (then only those count), not both; it is scaled
    to sum 1. Nothing given is the scheme's default. ``BadInput`` for an unknown name, a mix, a negative or an all-zero set.
    """
    if not given:
        return {i.id: float(scheme.weight(i)) for i in scheme.indicators}
    groups, indicators = {g.id for g in scheme.groups}, {i.id for i in scheme.indicators}
    _check(given, groups, indicators)
    whole = math.fsum(given.values())
    if set(given) <= groups:
        return {i.id: float(i.share) * given.get(i.group, 0.0) / whole for i in scheme.indicators}
    return {i.id: given.get(i.id, 0.0) / whole for i in scheme.indicators}


def group_weights(scheme: Scheme, weights: Mapping[str, float]) -> dict[str, float]:
    """Group id → the sum of its indicators' weights."""
    return {g.id: math.fsum(weights[i.id] for i in scheme.indicators if i.group == g.id) for g in scheme.groups}


def _check(given: Mapping[str, float], groups: set[str], indicators: set[str]) -> None:
    unknown = sorted(set(given) - groups - indicators)
    if unknown:
        words = Text(
            "權重有不認得的名稱 {n}；可用群組 {g} 或指標 {i}", "Weights name {n}, which is unknown; use groups {g} or indicators {i}"
        )
        raise BadInput(words.format(n=", ".join(unknown), g=", ".join(sorted(groups)), i=", ".join(sorted(indicators))))
    if set(given) & groups and set(given) & indicators:
        raise BadInput(Text("權重請只給群組或只給指標", "Give weights of groups or of indicators, not of both"))
    if any(not math.isfinite(w) or w < 0 for w in given.values()) or math.fsum(given.values()) <= 0:
        raise BadInput(Text("權重須為不小於 0 的數，且不可全為 0", "Weights must be numbers of at least 0, and not all 0"))
