"""What a firm should look at again: goods that lose money in a market, lines under target for years, goods fading below the margin floor.

The list proposes and gives its figures; a person decides to withdraw, redevelop or reprice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl

from argosy.engines.performance.frames import LINES, MONEY, TARGETS, dated, first_day, need
from argosy.engines.performance.ledger import ledger
from argosy.kernel.text import Text

MARGIN_FLOOR, YEARS_UNDER, QUARTERS_FALLING = 0.0, 2, 3
OPTIONS = {
    "reprice": Text("調整價格", "reprice"),
    "redevelop": Text("重新開發", "redevelop"),
    "withdraw": Text("退出", "withdraw"),
}
LOSS = Text("貢獻毛利率 {rate} 低於下限 {floor}", "contribution margin {rate} is under the floor of {floor}")
UNDER = Text("連續 {years} 個年度未達目標：{parts}", "under target {years} years running: {parts}")
FADING = Text("占比連續 {n} 季下降：{parts}", "share has fallen {n} quarters running: {parts}")
UNKNOWN = Text(
    "成本資料不全，不計貢獻毛利：缺成本 {cost} 行、運費 {freight} 行、關稅 {duty} 行",
    "contribution is not computed: {cost} lines lack cost, {freight} freight, {duty} duty",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the list. ``market`` and ``product`` say what it is; ``options`` are keys of ``OPTIONS``, the likeliest first; ``figures`` what it rests on."""

    market: str
    product: str
    year: int | None
    rules: tuple[str, ...]
    reasons: tuple[Text, ...]
    options: tuple[str, ...]
    figures: dict[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Review:
    """The list, and what could not be judged because a cost is missing."""

    items: tuple[Item, ...]
    unjudged: tuple[Item, ...]


def achievement(lines: pl.DataFrame, targets: pl.DataFrame, as_of: date, since: date | None = None) -> pl.DataFrame:
    """Sales against target by ``territory`` × ``line`` × ``year``: ``target``, ``sales``, ``rate`` = sales ÷ target, ``months`` with a target,
    ``whole`` for a year of twelve months that is over. Only months both whole and covered by the data (``since``) are compared."""
    rows, wanted = dated(need(lines, LINES), as_of), need(targets, TARGETS)
    first = first_day(rows, since, as_of)
    wanted = wanted.filter((pl.col("month") >= first) & (pl.col("month").dt.month_end() <= as_of))
    keys = ["territory", "line", "month"]
    sold = rows.with_columns(pl.col("date").dt.month_start().alias("month")).select("market", "code", "month", "sales")
    pairs = wanted.with_columns(pl.col("territory").str.split("+").alias("market")).explode("market")
    hits = pairs.join(sold, on=["market", "month"], how="inner").filter(pl.col("code").str.starts_with(pl.col("line")))
    joined = wanted.join(hits.group_by(keys).agg(pl.col("sales").sum()), on=keys, how="left").with_columns(pl.col("sales").fill_null(0))
    found = joined.with_columns(year=pl.col("month").dt.year()).group_by("territory", "line", "year").agg(
        pl.col("amount").sum().alias("target"), pl.col("sales").sum(), pl.len().cast(pl.Int64).alias("months")
    )  # fmt: skip
    target = pl.col("target").cast(pl.Float64)
    rate = pl.when(target > 0).then(pl.col("sales").cast(pl.Float64) / target)
    return found.with_columns(rate=rate, whole=pl.col("months") == 12).sort("territory", "line", "year")


def quarterly(lines: pl.DataFrame, as_of: date, by: str = "sku", imports: pl.DataFrame | None = None) -> pl.DataFrame:
    """Share of each item by quarter: ``by``, ``quarter`` (20254), ``sales``, ``share``, ``basis``.

    The share is of the firm's own sales; with ``imports`` (``quarter``, ``product``, ``imports`` in the firm's own currency) it is of those, and ``by``
    must be ``product``. A quarter that is not over is left out, one without sales of the item counts as 0.
    """
    rows = dated(need(lines, LINES), as_of)
    over = rows.filter(_quarter_end() <= as_of)
    every = over.select(by).unique().join(over.select("quarter").unique(), how="cross")
    sold = every.join(over.group_by(by, "quarter").agg(pl.col("sales").sum()), on=[by, "quarter"], how="left")
    sold = sold.with_columns(pl.col("sales").fill_null(pl.lit(0, MONEY)))
    if imports is None:
        total = over.group_by("quarter").agg(pl.col("sales").sum().cast(pl.Float64).alias("total"))
        sold, basis = sold.join(total, on="quarter"), "own_sales"
    else:
        sold, basis = sold.join(imports.rename({"imports": "total"}), on=[by, "quarter"]), "imports"
    share = pl.when(pl.col("total") > 0).then(pl.col("sales").cast(pl.Float64) / pl.col("total"))
    return sold.with_columns(share=share, basis=pl.lit(basis)).drop("total").sort(by, "quarter")


def _quarter_end() -> pl.Expr:
    start = pl.date(pl.col("date").dt.year(), pl.col("date").dt.quarter() * 3, 1)
    return start.dt.month_end()


def fading(
    lines: pl.DataFrame, as_of: date, floor: float = MARGIN_FLOOR, quarters: int = QUARTERS_FALLING, shares: pl.DataFrame | None = None
) -> tuple[Item, ...]:
    """Items whose contribution margin over the last ``quarters`` whole quarters is under ``floor`` while their share fell in each of them.

    ``shares`` as ``quarterly`` gives them (default: by SKU, of own sales).
    """
    known = shares if shares is not None else quarterly(lines, as_of)
    by = known.columns[0]
    money = {(row[by], row["quarter"]): row for row in ledger(lines, as_of, [by, "quarter"]).iter_rows(named=True)}
    found = []
    for (item,), part in known.group_by(by, maintain_order=True):
        last = part.sort("quarter").tail(quarters + 1).to_dicts()
        if one := _fading(str(item), last, [money.get((item, row["quarter"])) for row in last[1:]], floor, quarters):
            found.append(one)
    return tuple(found)


def _fading(item: str, last: list[dict[str, Any]], money: Sequence[dict[str, Any] | None], floor: float, quarters: int) -> Item | None:
    shares = [float(row["share"]) for row in last if row["share"] is not None]
    falls = len(shares) == quarters + 1 and all(later < earlier for earlier, later in pairwise(shares))
    rows = [row for row in money if row is not None]
    if not falls or any(row["contribution"] is None for row in rows):
        return None
    sales = sum(float(row["sales"]) for row in rows)
    rate = sum(float(row["contribution"]) for row in rows) / sales if sales else None
    if rate is None or rate >= floor:
        return None
    parts = " → ".join(f"{share:.2%}" for share in shares)
    reasons = (LOSS.format(rate=f"{rate:.1%}", floor=f"{floor:.1%}"), FADING.format(n=quarters, parts=parts))
    return Item(
        "",
        item,
        None,
        ("margin_floor", "share_falling"),
        reasons,
        ("withdraw", "redevelop", "reprice"),
        {"contribution_rate": rate, "share": shares[-1]},
    )


def review(
    lines: pl.DataFrame,
    targets: pl.DataFrame,
    as_of: date,
    *,
    since: date | None = None,
    floor: float = MARGIN_FLOOR,
    years: int = YEARS_UNDER,
) -> Review:
    """The review list. By market × product (HS6) over the twelve months to ``as_of``: contribution margin under ``floor``. By territory × line: under
    target in each of the last ``years`` years: rule ``target``, or ``target_to_date`` where the running year counts with the months that are over. Items that lack a cost are not judged, and named."""
    year = dated(need(lines, LINES), as_of).filter(pl.col("date") > pl.lit(as_of).dt.offset_by("-1y"))
    rows = ledger(year.select(LINES.keys()), as_of, ["market", "product"]).to_dicts()
    growth = {
        (row["market"], row["product"]): row["growth"]
        for row in ledger(lines, as_of, since=since).filter(pl.col("year") == as_of.year).to_dicts()
    }
    losing = [_losing(row, growth.get((row["market"], row["product"])), floor) for row in rows if _under(row["contribution_rate"], floor)]
    unjudged = tuple(_unjudged(row) for row in rows if row["contribution"] is None)
    return Review((*losing, *_behind(achievement(lines, targets, as_of, since), years)), unjudged)


def _under(rate: float | None, floor: float) -> bool:
    return rate is not None and rate < floor


def _losing(row: dict[str, Any], growth: float | None, floor: float) -> Item:
    rate = float(row["contribution_rate"])
    options = ("reprice", "redevelop", "withdraw") if growth is not None and growth > 0 else ("withdraw", "reprice", "redevelop")
    figures = {"contribution_rate": rate, "sales": float(row["sales"]), "growth": growth}
    return Item(
        str(row["market"]),
        str(row["product"]),
        None,
        ("margin",),
        (LOSS.format(rate=f"{rate:.1%}", floor=f"{floor:.1%}"),),
        options,
        figures,
    )


def _unjudged(row: dict[str, Any]) -> Item:
    counts = {name: row[f"missing_{name}"] for name in ("cost", "freight", "duty")}
    return Item(
        str(row["market"]),
        str(row["product"]),
        None,
        ("missing_cost",),
        (UNKNOWN.format(**counts),),
        (),
        {"sales": float(row["sales"])},
    )


def _behind(rows: pl.DataFrame, years: int) -> Iterator[Item]:
    for (area, line), part in rows.group_by("territory", "line", maintain_order=True):
        last = part.sort("year").tail(years).to_dicts()
        span = [row["year"] for row in last]
        if len(last) == years and span == list(range(span[0], span[0] + years)) and all(_under(row["rate"], 1.0) for row in last):
            parts = ", ".join(f"{row['year']} {row['rate']:.0%}" + ("" if row["whole"] else f" ({row['months']}/12)") for row in last)
            figures = {str(row["year"]): row["rate"] for row in last}
            yield Item(
                str(area),
                str(line),
                last[-1]["year"],
                ("target" if all(row["whole"] for row in last) else "target_to_date",),
                (UNDER.format(years=years, parts=parts),),
                ("redevelop", "reprice", "withdraw"),
                figures,
            )
