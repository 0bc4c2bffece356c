"""Income that goes with a product (PRODY) and with a country's exports (EXPY).

Source: Hausmann, Hwang & Rodrik (2007), Journal of Economic Growth 12 (NBER working paper 11905).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from argosy.engines.market.matrix import EXPORTERS, PRODUCTS, Floats, Matrix, balassa, some
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Productivity:
    """``prody`` of shape (products,) and ``expy`` of shape (exporters,), in units of the income given.

    ``without_income`` names the exporters that no income was given for: they are left out.
    """

    exporters: tuple[str, ...]
    products: tuple[str, ...]
    prody: Floats
    expy: Floats
    without_income: tuple[str, ...]


def productivity(trade: Matrix, income: Mapping[str, float]) -> Productivity:
    """PRODY_p = Σ_c RCA_cp y_c / Σ_c RCA_cp; EXPY_c = Σ_p (x_cp / Σ_p x_cp) PRODY_p, y income per head above zero."""
    known = np.array([income.get(name, 0.0) > 0 for name in trade.exporters])
    if not known.any():
        raise BadInput(Text("沒有任何出口地的每人所得", "There is no income for any exporter"))
    rows = trade.kept(known, np.ones(len(trade.products), dtype=bool))
    traded = rows.kept(some(rows.figures, EXPORTERS), some(rows.figures, PRODUCTS))
    advantage = balassa(traded)
    y = np.array([income[name] for name in advantage.exporters])
    prody = (advantage.figures * y[:, None]).sum(axis=0) / advantage.figures.sum(axis=0)
    expy = (traded.figures @ prody) / traded.figures.sum(axis=1)
    missing = tuple(name for name, there in zip(trade.exporters, known, strict=True) if not there)
    return Productivity(advantage.exporters, advantage.products, prody, expy, missing)
