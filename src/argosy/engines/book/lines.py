"""Lines of a book as a frame of exact figures, and the rules by which they are sorted.

Columns of a frame of lines: ``row`` of the file, ``number`` of the invoice, ``customer``, ``sku``, ``name``, ``country`` (text, empty where nothing
was said), ``at`` (date and time), ``quantity`` in ten-thousandths, ``price`` in millionths of the currency, ``again`` (whether an
earlier line is the same in every cell). ``quantity`` × ``price`` is the amount in 10⁻¹⁰ of the currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

QUANTITY, PRICE, AMOUNT = 4, 6, 10
COLUMNS = ("row", "number", "customer", "sku", "name", "country", "at", "quantity", "price", "again")
AMOUNTS = (pl.col("quantity").cast(pl.Int128) * pl.col("price").cast(pl.Int128)).alias("amount")
AMOUNT4 = ((pl.col("quantity").cast(pl.Int128) * pl.col("price").cast(pl.Int128) + 500_000) // 10**6).cast(pl.Int64).alias("amount4")


@dataclass(frozen=True, slots=True)
class Rules:
    """What is not goods: codes, or patterns with ``*`` and ``?``, in whatever case. ``cancels`` begins the number of a cancellation (empty: none does).

    A cancellation of a whole line within ``same_days`` days means that it was never delivered: both lines are left out.
    """

    not_goods: tuple[str, ...] = ()
    cancels: str = ""
    same_days: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """So many lines, and what they come to in the currency of the book."""

    lines: int
    amount: Decimal

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Tally:
        """The tally of a frame of lines."""
        total = frame.select(AMOUNTS)["amount"].sum() or 0
        return cls(frame.height, Decimal(int(total)).scaleb(-AMOUNT))


def shares(tallies: Mapping[str, Tally]) -> Tally:
    """Several tallies together."""
    return Tally(sum(t.lines for t in tallies.values()), sum((t.amount for t in tallies.values()), Decimal(0)))
