"""Cancellations matched with the sales they take back: of the same customer and goods, not later, the latest first, those of the same price before others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

KEY = ("customer", "sku")


@dataclass(frozen=True, slots=True)
class Taken:
    """Goods of one sale that came back: rows of the cancellation and of the sale, and how many, in ten-thousandths."""

    back: int
    sale: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Cancelled:
    """``pairs`` are the rows of sales and cancellations that undo each other, ``alone`` cancellations for which there are not enough sales."""

    taken: tuple[Taken, ...]
    pairs: frozenset[int]
    alone: frozenset[int]


@dataclass(slots=True)
class _Sale:
    row: int
    at: datetime
    quantity: int
    price: int
    left: int


def cancelled(sales: pl.DataFrame, back: pl.DataFrame, same_days: int) -> Cancelled:
    """Match ``back`` (quantities below 0) with ``sales``. Whole lines undone within ``same_days`` days are pairs, on the day itself when it is 0."""
    books: dict[tuple[str, str], list[_Sale]] = {}
    near = sales.join(back.select(KEY).unique(), on=KEY, how="semi").sort("at", "row")
    for customer, sku, row, at, quantity, price in near.select(*KEY, "row", "at", "quantity", "price").iter_rows():
        books.setdefault((customer, sku), []).append(_Sale(row, at, quantity, price, quantity))
    taken: list[Taken] = []
    pairs, alone = set[int](), set[int]()
    for customer, sku, row, at, quantity, price in back.sort("at", "row").select(*KEY, "row", "at", "quantity", "price").iter_rows():
        earlier = [sale for sale in reversed(books.get((customer, sku), [])) if sale.at <= at and sale.left]
        undone = next((s for s in earlier if _undone(s, at, -quantity, price, same_days)), None)
        if undone is not None:
            undone.left = 0
            pairs |= {row, undone.row}
        elif sum(sale.left for sale in earlier) < -quantity:
            alone.add(row)
        else:
            taken += _take(row, -quantity, sorted(earlier, key=lambda sale: sale.price != price))
    return Cancelled(tuple(taken), frozenset(pairs), frozenset(alone))


def _undone(sale: _Sale, at: datetime, quantity: int, price: int, days: int) -> bool:
    whole = sale.left == sale.quantity == quantity and sale.price == price
    return whole and at.date() - sale.at.date() <= timedelta(days=days)


def _take(row: int, quantity: int, sales: list[_Sale]) -> list[Taken]:
    """So many of the first sales."""
    found = []
    for sale in sales:
        part = min(sale.left, quantity)
        if part:
            sale.left -= part
            quantity -= part
            found.append(Taken(row, sale.row, part))
    return found
