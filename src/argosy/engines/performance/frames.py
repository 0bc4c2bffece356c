"""The frames the engine is handed: order lines, quotations, cases, targets and market imports. Money is Decimal in the firm's own currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

import polars as pl

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

MONEY = pl.Decimal(38, 4)
PART = 20_000
LINES: dict[str, Any] = {
    "order": pl.String, "date": pl.Date, "promised": pl.Date, "shipped": pl.Date, "market": pl.String, "customer": pl.String, "seller": pl.String,
    "incoterm": pl.String, "currency": pl.String, "sku": pl.String, "code": pl.String, "unit": pl.String, "quantity": MONEY, "shipped_quantity": MONEY,
    "amount": MONEY, "sales": MONEY, "cost": MONEY, "freight": MONEY, "duty": MONEY, "returned": MONEY, "credit": MONEY, "per_usd": pl.Float64,
}  # fmt: skip
"""One row per order line not cancelled. ``amount`` is in ``currency``; ``sales``, ``cost`` (of the whole line), ``freight``, ``duty`` and ``credit`` (for
what came back) are in the firm's own currency, null where not known; ``per_usd`` is units of that currency for one USD on the order's day."""
QUOTES: dict[str, Any] = {
    "number": pl.String, "date": pl.Date, "decided_on": pl.Date, "market": pl.String, "customer": pl.String, "seller": pl.String, "outcome": pl.String,
    "lost_reason": pl.String, "rival": pl.String, "price_gap": pl.Float64, "response_h": pl.Float64, "repeat": pl.Boolean, "revision": pl.Int64,
    "margin": pl.Float64, "value": MONEY,
}  # fmt: skip
"""One row per quotation; ``outcome`` is open, won, lost or expired; ``price_gap`` (percent), ``response_h`` and ``margin`` (of one) may be null."""
CASES: dict[str, Any] = {
    "number": pl.String, "kind": pl.String, "received": pl.Date, "market": pl.String, "customer": pl.String, "sku": pl.String, "code": pl.String,
    "answer_h": pl.Float64, "close_d": pl.Float64,
}  # fmt: skip
"""One row per service case; hours to the first answer and days to the close, null while open."""
TARGETS: dict[str, Any] = {"territory": pl.String, "line": pl.String, "month": pl.Date, "amount": MONEY}
"""One row per territory (country codes joined by ``+``), product line (HS digits) and month."""
IMPORTS: dict[str, Any] = {
    "period": pl.Int32,
    "exporter": pl.String,
    "importer": pl.String,
    "product": pl.String,
    "value": pl.Float64,
    "side": pl.String,
}
"""The columns read of the bilateral table: ``period`` YYYY or YYYYMM, ``WLD`` for the world, ``value`` in USD."""


def frame(schema: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a frame of this schema; a field a row lacks is null. Many rows are taken in parts: as dictionaries they need ten times the room."""
    left, parts = iter(rows), []
    while part := [tuple(row.get(name) for name in schema) for row in islice(left, PART)]:
        parts.append(pl.DataFrame(part, schema=dict(schema), orient="row"))
    return pl.concat(parts) if parts else pl.DataFrame(schema=dict(schema))


def need(given: pl.DataFrame, schema: Mapping[str, Any]) -> pl.DataFrame:
    """The columns of the schema, cast to it. ``BadInput`` names what is missing."""
    missing = [name for name in schema if name not in given.columns]
    if missing:
        words = Text("資料表缺少欄位：{names}", "The table lacks the columns {names}")
        raise BadInput(words.format(names=", ".join(missing)))
    return given.select(pl.col(name).cast(kind) for name, kind in schema.items())


def dated(lines: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Lines up to a day with the keys results are grouped by: ``product`` (HS6), ``line`` (HS2), ``year``, ``quarter`` (20254 for the last of 2025)."""
    year = pl.col("date").dt.year()
    return lines.filter(pl.col("date") <= as_of).with_columns(
        product=pl.col("code").str.slice(0, 6),
        line=pl.col("code").str.slice(0, 2),
        year=year,
        quarter=year * 10 + pl.col("date").dt.quarter(),
    )


def first_day(rows: pl.DataFrame, since: date | None, as_of: date) -> date:
    """The day the data begin: as told, else the first day of the month of the first order."""
    first: Any = since or rows["date"].min() or as_of
    return date(first.year, first.month, first.day if since else 1)


def grouped(rows: pl.DataFrame, by: Sequence[str], sums: Sequence[pl.Expr]) -> pl.DataFrame:
    """The sums by the keys, in their order; of all rows, in one, when there is no key."""
    return rows.group_by(list(by)).agg(sums).sort(list(by)) if by else rows.select(sums)
