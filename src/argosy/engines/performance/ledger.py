"""Sales, margin and growth by market, product, year or any other key; and which few items make most of the sales."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from argosy.engines.performance.frames import LINES, dated, first_day, grouped, need

COSTS = ("cost", "freight", "duty")
BY = ("market", "product", "year")
CUTS = (0.80, 0.95)


def ledger(lines: pl.DataFrame, as_of: date, by: Sequence[str] = BY, since: date | None = None) -> pl.DataFrame:
    """Sales and margins by the keys ``by`` (market, product, line, sku, customer, seller, year, quarter), ordered by them.

    Columns besides the keys: ``orders``, ``customers``, ``lines``, ``sales``, ``cost``, ``freight``, ``duty``, ``credit``; ``missing_cost``,
    ``missing_freight`` and ``missing_duty`` count lines that lack it; ``margin`` = sales − cost and ``contribution`` = margin − freight − duty −
    credits, with ``margin_rate`` and ``contribution_rate`` (of sales), null as soon as one line lacks a cost they need. Goods that came back
    are taken to be worth nothing. With ``year`` among the keys also ``before`` and ``growth``: the sales of the year before over the same days, and
    the change, null where the data, known from ``since`` (default: the first order), do not reach back so far.
    """
    rows = dated(need(lines, LINES), as_of)
    keys = list(by)
    found = grouped(rows, keys, [
        pl.col("order").n_unique().alias("orders"), pl.col("customer").n_unique().alias("customers"), pl.len().alias("lines"),
        pl.col("sales").sum(), *(pl.col(name).sum() for name in COSTS), pl.col("credit").fill_null(0).sum(),
        *(pl.col(name).is_null().sum().alias(f"missing_{name}") for name in COSTS),
    ])  # fmt: skip
    if "year" not in keys:
        return _margins(found)
    return _grown(_margins(_with_before(found, rows, keys, as_of)), as_of, first_day(rows, since, as_of)).sort(keys)


def _margins(found: pl.DataFrame) -> pl.DataFrame:
    costed = pl.col("missing_cost") == 0
    whole = costed & (pl.col("missing_freight") == 0) & (pl.col("missing_duty") == 0)
    margin = pl.col("sales") - pl.col("cost")
    found = found.with_columns(
        margin=pl.when(costed).then(margin),
        contribution=pl.when(whole).then(margin - pl.col("freight") - pl.col("duty") - pl.col("credit")),
    )
    return found.with_columns(_rate(name).alias(f"{name}_rate") for name in ("margin", "contribution"))


def _rate(name: str) -> pl.Expr:
    sales = pl.col("sales").cast(pl.Float64)
    return pl.when(sales > 0).then(pl.col(name).cast(pl.Float64) / sales)


def _with_before(found: pl.DataFrame, rows: pl.DataFrame, keys: list[str], as_of: date) -> pl.DataFrame:
    """The sales a year before over the same days of the year; who bought then and not now stays, with sales of 0."""
    day = pl.col("date").dt.month().cast(pl.Int32) * 100 + pl.col("date").dt.day()
    earlier = (pl.col("year") < as_of.year - 1) | ((pl.col("year") == as_of.year - 1) & (day <= as_of.month * 100 + as_of.day))
    before = rows.filter(earlier).with_columns(pl.col("year") + 1).group_by(keys).agg(pl.col("sales").sum().alias("before"))
    joined = found.join(before, on=keys, how="full", coalesce=True)
    return joined.with_columns(pl.col(name).fill_null(0) for name in joined.columns if name not in keys)


def _grown(found: pl.DataFrame, as_of: date, first: date) -> pl.DataFrame:
    """The change on the year before, where the data reach back to its first day; its last day is the same day as ``as_of`` in the running year."""
    covered = found.filter(pl.col("year") <= as_of.year).with_columns(
        before=pl.when(pl.date(pl.col("year") - 1, 1, 1) >= first).then(pl.col("before"))
    )
    base = pl.col("before").cast(pl.Float64)
    return covered.with_columns(growth=pl.when(base > 0).then(pl.col("sales").cast(pl.Float64) / base - 1))


def abc(lines: pl.DataFrame, as_of: date, by: str = "sku", cuts: tuple[float, float] = CUTS) -> pl.DataFrame:
    """Items by sales, the largest first, with ``share``, cumulative share ``upto`` and ``grade``.

    An item belongs to A while the items before it make less than ``cuts[0]`` of all sales, to B while less than ``cuts[1]``, else to C; so the item that
    crosses a limit still belongs to the better class.
    """
    rows = dated(need(lines, LINES), as_of).group_by(by).agg(pl.col("sales").sum()).sort(["sales", by], descending=[True, False])
    total = float(rows["sales"].sum() or 0)
    if total <= 0:
        return rows.with_columns(share=pl.lit(None, pl.Float64), upto=pl.lit(None, pl.Float64), grade=pl.lit(None, pl.String))
    rows = rows.with_columns(share=pl.col("sales").cast(pl.Float64) / total).with_columns(upto=pl.col("share").cum_sum())
    before = pl.col("upto") - pl.col("share")
    grade = pl.when(before < cuts[0] - 1e-12).then(pl.lit("A")).when(before < cuts[1] - 1e-12).then(pl.lit("B")).otherwise(pl.lit("C"))
    return rows.with_columns(grade=grade)
