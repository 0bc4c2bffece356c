"""What is handed over to be stored, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from argosy.engines.book.returning import Taken


@dataclass(frozen=True, slots=True)
class NewBook:
    """Lines sold and lines that came back (see ``engines.book.lines``), and which sale the goods of a return were of."""

    sold: pl.DataFrame
    back: pl.DataFrame
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class BookTerms:
    """What a book does not say. ``currency`` of every price; ``fx`` units of the firm's own for one of it (empty: the rate of the day);
    ``origin`` (``ZZ``: not known) and ``unit`` of new products."""

    currency: str
    incoterm: str = "DAP"
    origin: str = "ZZ"
    unit: str = "H87"
    fx: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BookStored:
    """Rows that are new, and orders that were there already with the same lines."""

    customers: int
    products: int
    orders: int
    lines: int
    returns: int
    same: int

    @property
    def reference(self) -> str:
        """No single record: the book has no row of its own."""
        return ""
