"""Books of receivables for tests."""

from __future__ import annotations

from datetime import date

import polars as pl

from argosy.engines.receivables.book import SCALE, Book, book

COLUMNS = {
    "row": pl.UInt32, "invoice": pl.String, "customer": pl.String, "currency": pl.String, "issued": pl.Date, "due": pl.Date, "amount": pl.Int64,
    "paid_on": pl.Date, "paid_amount": pl.Int64,
}  # fmt: skip


def rows(*told) -> pl.DataFrame:
    """Rows of invoice, issued, due, amount, and where there are any paid_on and paid_amount; customer and currency by keyword dicts at the end."""
    made = []
    for at, one in enumerate(told, 2):
        more = one[-1] if isinstance(one[-1], dict) else {}
        invoice, issued, due, amount, *paid = one[:-1] if more else one
        paid_on, paid_amount = (*paid, None, None)[:2]
        made.append(
            (at, invoice, more.get("customer", "C1"), more.get("currency", "TWD"), issued, due, round(amount * SCALE), paid_on,
             None if paid_amount is None else round(paid_amount * SCALE))
        )  # fmt: skip
    return pl.DataFrame(made, schema=COLUMNS, orient="row")


def made(*told) -> Book:
    return book(rows(*told))


def d(text: str) -> date:
    return date.fromisoformat(text)
