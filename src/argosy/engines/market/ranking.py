"""A table of exports or of RCA to complexity in one call: filter, advantage, indices, cautions."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from argosy.engines.market.complexity import Complexity, Way, complexity
from argosy.engines.market.matrix import Floats, Matrix, Presence, balassa, presence, without_small
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

MICRO_SHARE = 5e-5  # of world exports: the Atlas ranks from 1 billion of some 20 trillion dollars on
TOP = 10
ODD_TOP = Text(
    "ECI 前 {t} 名中有出口不及總額 {s:.3%} 者（{w}）：小型經濟體易居高位，請考慮 --min-exports（Atlas：人口 100 萬、出口 10 億美元以上）",
    "Among the top {t} by ECI, {w} export less than {s:.3%} of the total: micro-territories rank high by chance. Consider --min-exports "
    "(the Atlas keeps those of more than a million people and 1 bn USD of exports)",
)
LEFT_OUT = Text("未納入（無優勢或與其他無連結）：{w}", "Left out (no advantage, or not linked to the others): {w}")


@dataclass(frozen=True, slots=True)
class Filter:
    """``threshold``: the RCA from which there is an advantage. ``min_exports``: smallest exports of an exporter, in the currency of the table.

    ``is_rca``: the figures are RCA already; sizes are then unknown and ``min_exports`` must be 0.
    """

    threshold: float = 1.0
    min_exports: float = 0.0
    is_rca: bool = False

    def __post_init__(self) -> None:
        if self.is_rca and self.min_exports > 0:
            raise BadInput(
                Text("已給 RCA 時無出口額可供篩選，請勿使用 --min-exports", "RCA says nothing of size: --min-exports needs export values")
            )
        if self.threshold <= 0 or self.min_exports < 0:
            raise BadInput(Text("門檻須大於 0，最低出口額不得為負", "The threshold is above 0 and the least exports are not negative"))


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """``rca`` as it was compared with the threshold, ``found`` where there is an advantage, ``indices`` for its exporters and products.

    ``small`` names exporters under the size asked for; ``cautions`` what a reader must know.
    """

    rca: Matrix
    found: Presence
    indices: Complexity
    small: tuple[str, ...] = ()
    cautions: tuple[Text, ...] = field(default=())

    def by_exporter(self, figures: Floats) -> dict[str, float]:
        """Figures of shape (exporters,) by name."""
        return dict(zip(self.found.matrix.exporters, map(float, figures), strict=True))

    def by_product(self, figures: Floats) -> dict[str, float]:
        """Figures of shape (products,) by code."""
        return dict(zip(self.found.matrix.products, map(float, figures), strict=True))


def rank_complexity(trade: Matrix, keep: Filter | None = None, way: Way | None = None) -> Ranking:
    """Complexity of a matrix of export values (or of RCA). Small exporters are left out before RCA is worked out."""
    keep = keep or Filter()
    large, small = (trade, ()) if keep.is_rca or not keep.min_exports else without_small(trade, keep.min_exports)
    rca = large if keep.is_rca else balassa(large)
    found = presence(rca, keep.threshold)
    indices = complexity(found, way)
    told = [*indices.cautions]
    if left := (*found.alone, *found.apart):
        told.append(LEFT_OUT.format(w=", ".join(left)))
    if not keep.is_rca:
        told += _odd_top(large, found, indices.eci)
    return Ranking(rca, found, indices, small, tuple(told))


def _odd_top(trade: Matrix, found: Presence, eci: Floats) -> list[Text]:
    shares = dict(zip(trade.exporters, trade.figures.sum(axis=1) / trade.figures.sum(), strict=True))
    first = [found.matrix.exporters[i] for i in np.argsort(-eci)[:TOP]]
    odd = [name for name in first if shares[name] < MICRO_SHARE]
    return [ODD_TOP.format(t=TOP, s=MICRO_SHARE, w=", ".join(odd))] if odd else []
