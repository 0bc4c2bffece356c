"""Shares of things that went well or ill, each with its interval and what it rests on: quotations won, lines returned, complaints, deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from argosy.engines.performance.estimate import LEVEL, poisson_rate, wilson
from argosy.engines.performance.frames import CASES, LINES, QUOTES, dated, grouped, need

PER_ORDERS = 100


def win_rates(quotes: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Quotations won of those decided up to a day, by market, seller, customer, rival or year (of the quotation).

    Columns: the keys, ``won``, ``lost``, ``open``, ``expired``, ``n`` = won + lost, ``rate``, ``low``, ``high`` (Wilson 95 %), ``value_won``,
    ``value_lost``. A quotation decided after the day counts as open.
    """
    rows = _known(quotes, as_of)
    money = {name: pl.col("value").filter(pl.col("outcome") == name).sum().alias(f"value_{name}") for name in ("won", "lost")}
    counts = [(pl.col("outcome") == name).sum().cast(pl.Int64).alias(name) for name in ("won", "lost", "open", "expired")]
    found = grouped(rows, by, [*counts, *money.values()]).with_columns(n=pl.col("won") + pl.col("lost"))
    return with_wilson(found, "won", "n")


def lost_reasons(quotes: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Why quotations were lost, the commonest first: ``reason`` (``unstated`` where none was noted), ``k``, ``n`` lost in all, ``rate``, ``low``, ``high``,
    ``value`` lost."""
    rows = _known(quotes, as_of).filter(pl.col("outcome") == "lost")
    reason = pl.col("lost_reason").replace("", "unstated").fill_null("unstated").alias("reason")
    found = (
        rows.group_by(reason).agg(pl.len().cast(pl.Int64).alias("k"), pl.col("value").sum()).with_columns(n=pl.lit(rows.height, pl.Int64))
    )
    return with_wilson(found, "k", "n").sort(["k", "reason"], descending=[True, False])


def return_rates(lines: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Lines that came back, wholly or in part, of those shipped: keys, ``k``, ``n``, ``rate``, ``low``, ``high`` (Wilson), ``quantity_rate``, ``credit``."""
    rows = dated(need(lines, LINES), as_of).filter(pl.col("shipped") <= as_of)
    back = pl.col("returned").fill_null(0)
    gone = pl.col("shipped_quantity").fill_null(pl.col("quantity")).cast(pl.Float64)
    found = grouped(
        rows, by,
        [(back > 0).sum().cast(pl.Int64).alias("k"), pl.len().cast(pl.Int64).alias("n"), pl.col("credit").fill_null(0).sum(), (back.cast(pl.Float64) / gone).mean().alias("quantity_rate")],
    )  # fmt: skip
    return with_wilson(found, "k", "n")


def complaint_rates(cases: pl.DataFrame, lines: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Complaints per 100 orders shipped: keys, ``k``, ``n`` orders, ``rate``, ``low``, ``high`` (exact Poisson). Keys: market, sku, product, line."""
    told = need(cases, CASES).filter((pl.col("kind") == "complaint") & (pl.col("received") <= as_of))
    told = told.with_columns(product=pl.col("code").str.slice(0, 6), line=pl.col("code").str.slice(0, 2))
    sold = dated(need(lines, LINES), as_of).filter(pl.col("shipped") <= as_of)
    orders = grouped(sold, by, [pl.col("order").n_unique().cast(pl.Int64).alias("n")])
    counts = grouped(told, by, [pl.len().cast(pl.Int64).alias("k")])
    joined = orders.join(counts, on=list(by), how="left") if by else pl.concat([orders, counts], how="horizontal")
    return _with_poisson(joined.with_columns(pl.col("k").fill_null(0)))


def delivery(lines: pl.DataFrame, as_of: date, by: Sequence[str] = ()) -> pl.DataFrame:
    """Order lines delivered on time and in full (OTIF) of those promised for a day up to ``as_of``.

    On time: shipped on or before the day promised; in full: at least the quantity ordered was shipped. A line past its day and not shipped counts as
    neither. Columns: keys, ``n``, ``on_time``, ``in_full``, ``k`` (both), ``rate``, ``low``, ``high`` (Wilson of both).
    """
    rows = dated(need(lines, LINES), as_of).filter(pl.col("promised") <= as_of)
    gone = pl.col("shipped").is_not_null() & (pl.col("shipped") <= as_of)
    timely = gone & (pl.col("shipped") <= pl.col("promised"))
    full = gone & (pl.col("shipped_quantity").fill_null(pl.col("quantity")) >= pl.col("quantity"))
    sums = {"on_time": timely, "in_full": full, "k": timely & full}
    found = grouped(
        rows,
        by,
        [pl.len().cast(pl.Int64).alias("n"), *(each.fill_null(False).sum().cast(pl.Int64).alias(name) for name, each in sums.items())],
    )
    return with_wilson(found, "k", "n")


def answers(cases: pl.DataFrame, as_of: date, hours: float, days: float) -> dict[str, Any]:
    """How cases were served: ``n``, medians and 90th percentiles of hours to the first answer and days to the close, and the shares within ``hours``
    and ``days`` as estimates ``first`` and ``closed`` (Wilson)."""
    rows = need(cases, CASES).filter(pl.col("received") <= as_of)
    spans = {"answer_h": hours, "close_d": days}
    found: dict[str, Any] = {"n": rows.height, "hours": hours, "days": days}
    for name, limit in spans.items():
        known = rows[name].drop_nulls()
        found[f"{name}_median"], found[f"{name}_p90"] = known.median(), known.quantile(0.9, "linear")
        found["first" if name == "answer_h" else "closed"] = wilson(int((known <= limit).sum()), known.len())
    return found


def with_wilson(found: pl.DataFrame, events: str, n: str, level: float = LEVEL) -> pl.DataFrame:
    """The frame with ``rate``, ``low`` and ``high`` of ``events`` in ``n``; null where n is 0."""
    made = [wilson(k, size, level) for k, size in found.select(events, n).iter_rows()]
    return _with(found, made)


def _with_poisson(found: pl.DataFrame) -> pl.DataFrame:
    return _with(found, [poisson_rate(k, n, PER_ORDERS) for k, n in found.select("k", "n").iter_rows()])


def _with(found: pl.DataFrame, made: list[Any]) -> pl.DataFrame:
    bounds = {"rate": "value", "low": "low", "high": "high"}
    return found.with_columns(pl.Series(name, [getattr(one, part) for one in made], dtype=pl.Float64) for name, part in bounds.items())


def _known(quotes: pl.DataFrame, as_of: date) -> pl.DataFrame:
    rows = need(quotes, QUOTES).filter(pl.col("date") <= as_of)
    later = (pl.col("decided_on") > as_of).fill_null(False)
    return rows.with_columns(outcome=pl.when(later).then(pl.lit("open")).otherwise(pl.col("outcome")), year=pl.col("date").dt.year())
