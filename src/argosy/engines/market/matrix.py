"""Exporter × product as a matrix: values, revealed comparative advantage, and where there is one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

if TYPE_CHECKING:
    import polars

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]
EXPORTERS, PRODUCTS = 0, 1


def some(figures: Floats | Flags, axis: int) -> Flags:
    """For each exporter (axis 0) or product (axis 1): whether any of its figures is not zero."""
    return np.asarray(np.any(figures, axis=1 - axis), dtype=bool)


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Figures of shape (exporters, products): export values in one currency, or RCA. ``cells`` counts those that are not zero."""

    exporters: tuple[str, ...]
    products: tuple[str, ...]
    figures: Floats

    @property
    def cells(self) -> int:
        """How many figures are not zero."""
        return int(np.count_nonzero(self.figures))

    def kept(self, rows: Flags, columns: Flags) -> Matrix:
        """The part of exporters and products marked true."""
        return Matrix(
            tuple(e for e, keep in zip(self.exporters, rows, strict=True) if keep),
            tuple(p for p, keep in zip(self.products, columns, strict=True) if keep),
            self.figures[rows][:, columns],
        )


def matrix(frame: polars.DataFrame) -> Matrix:
    """The matrix of a frame with ``exporter``, ``product`` and ``value``, both axes in order of code. Rows of one pair are added up."""
    import polars

    rows, exporters = _axis(frame["exporter"].cast(polars.String))
    columns, products = _axis(frame["product"].cast(polars.String))
    shape = len(exporters), len(products)
    flat = np.bincount(rows * shape[1] + columns, weights=frame["value"].cast(polars.Float64).to_numpy(), minlength=shape[0] * shape[1])
    return Matrix(exporters, products, np.asarray(flat, dtype=np.float64).reshape(shape))


def _axis(codes: polars.Series) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    import polars

    names = codes.unique().sort()
    places = codes.replace_strict(names, polars.int_range(len(names), eager=True), return_dtype=polars.Int64)
    return places.to_numpy(), tuple(names.to_list())


def balassa(trade: Matrix) -> Matrix:
    """Revealed comparative advantage, RCA = (x_cp / Σ_p x_cp) / (Σ_c x_cp / Σ_cp x_cp), no unit. Exporters and products without trade are left out.

    Source: Balassa (1965); The Atlas of Economic Complexity, technical box. ``BadInput`` for a negative value or no trade at all.
    """
    if trade.figures.size == 0 or not trade.figures.any():
        raise BadInput(Text("沒有大於零的出口值", "There is no export value above zero"))
    if (trade.figures < 0).any():
        raise BadInput(Text("出口值不得為負數", "Export values must not be negative"))
    traded = trade.kept(some(trade.figures, EXPORTERS), some(trade.figures, PRODUCTS))
    by_exporter = traded.figures.sum(axis=1, keepdims=True)
    by_product = traded.figures.sum(axis=0, keepdims=True)
    return replace(traded, figures=traded.figures / by_exporter / (by_product / by_product.sum()))


@dataclass(frozen=True, slots=True, eq=False)
class Presence:
    """Where there is an advantage: a matrix of 0 and 1, every exporter with one product at least and every product with one exporter.

    ``left_out`` names what could not be ranked: ``alone`` has no advantage at all, ``apart`` is not linked to the others by any product.
    """

    matrix: Matrix
    alone: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def diversity(self) -> Floats:
        """k_c,0: products with an advantage, per exporter; shape (exporters,)."""
        return np.asarray(self.matrix.figures.sum(axis=1))

    @property
    def ubiquity(self) -> Floats:
        """k_p,0: exporters with an advantage, per product; shape (products,)."""
        return np.asarray(self.matrix.figures.sum(axis=0))


def presence(rca: Matrix, threshold: float = 1.0) -> Presence:
    """M_cp = 1 where RCA ≥ ``threshold``. Rows and columns without any 1 and all but the largest linked part are left out and named."""
    flags = rca.figures >= threshold
    rows, columns = some(flags, EXPORTERS), some(flags, PRODUCTS)
    if not rows.any():
        raise BadInput(Text("沒有任何 RCA 達到門檻 {t}", "No RCA reaches the threshold of {t}").format(t=threshold))
    ones = replace(rca, figures=flags.astype(np.float64)).kept(rows, columns)
    row_part, column_part = _largest_part(ones.figures)
    alone = _named(rca.exporters, ~rows) + _named(rca.products, ~columns)
    apart = _named(ones.exporters, ~row_part) + _named(ones.products, ~column_part)
    return Presence(ones.kept(row_part, column_part) if apart else ones, alone, apart)


def _named(names: tuple[str, ...], marks: Flags) -> tuple[str, ...]:
    return tuple(name for name, mark in zip(names, marks, strict=True) if mark)


def _largest_part(ones: Floats) -> tuple[Flags, Flags]:
    """The linked part with most exporters: with two parts the second eigenvalue is 1 too, and its vector only tells them apart."""
    left = np.ones(len(ones), dtype=bool)
    parts: list[tuple[Flags, Flags]] = []
    while left.any():
        part: Flags = np.zeros(len(ones), dtype=bool)
        part[np.argmax(left)] = True
        while True:
            columns = some(ones[part], PRODUCTS)
            grown = some(ones[:, columns], EXPORTERS)
            if (grown == part).all():
                break
            part = grown
        parts.append((part, columns))
        left &= ~part
    return max(parts, key=lambda found: (int(found[0].sum()), int(found[1].sum())))


def without_small(trade: Matrix, at_least: float) -> tuple[Matrix, tuple[str, ...]]:
    """The matrix without exporters whose exports add up to less than ``at_least`` (in its own currency unit), and who they are."""
    large = trade.figures.sum(axis=1) >= at_least
    return trade.kept(large, np.ones(len(trade.products), dtype=bool)), _named(trade.exporters, ~large)
