"""The canonical bilateral table cut down to one product, by year, without counting anything twice.

Columns: ``period`` (YYYY or YYYYMM), ``exporter``, ``importer`` (alpha-2, ``WLD`` the world), ``product``, ``value`` (USD), ``quantity`` (kg or null),
``side`` (R reconciled, M told by the importer, X by the exporter, S synthetic), and ``dataset`` when several stand in one frame.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from argosy.kernel.countries import WORLD
from argosy.kernel.errors import BadInput, NotFound
from argosy.kernel.periods import MONTHLY
from argosy.kernel.text import Text

COLUMNS = ("period", "exporter", "importer", "product", "value", "side")
PART_YEAR = 0.75  # a last year below this share of the one before looks unfinished
MONTHS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """``rows``: year, exporter, importer, side, value, quantity, one row each. ``year`` is the one looked at. ``notes`` tell what was left out."""

    rows: pl.DataFrame
    year: int
    notes: tuple[Text, ...]


def flows(trade: pl.LazyFrame, product: str, period: int = 0) -> Flows:
    """The product's flows (a shorter code takes in the longer ones); the last whole year unless ``period`` (YYYY) is asked.

    ``BadInput`` for missing columns or negative values, ``NotFound`` when the product or the year is not there.
    """
    names = trade.collect_schema().names()
    missing = [c for c in COLUMNS if c not in names]
    if missing:
        raise BadInput(Text("貿易表缺欄位 {c}", "The trade table lacks the columns {c}").format(c=", ".join(missing)))
    wanted = [*COLUMNS, *(c for c in ("quantity", "dataset") if c in names)]
    raw = trade.select(wanted).filter(pl.col("product").cast(pl.String).str.starts_with(product)).collect()
    _refuse(raw, product)
    frame = _one_teller(raw) if "dataset" in names else raw
    frame = frame if "quantity" in names else frame.with_columns(quantity=pl.lit(None, pl.Float64))
    yearly, notes = _years(_one_level(frame))
    year, more = _chosen(yearly, period)
    return Flows(yearly.filter(pl.col("year") <= year), year, (*notes, *more))


def _refuse(raw: pl.DataFrame, product: str) -> None:
    if raw.is_empty():
        raise NotFound(Text("貿易表沒有產品 {p}", "The trade table has nothing on product {p}").format(p=product))
    wrong = raw.filter((pl.col("value") < 0) | pl.col("value").is_null() | pl.col("value").is_nan())
    if wrong.height:
        row = wrong.row(0, named=True)
        words = Text("{n} 列金額為負或空白，例如 {p} {e}→{i} {v}", "{n} rows have a negative or empty value, such as {p} {e}→{i} {v}")
        raise BadInput(words.format(n=wrong.height, p=row["period"], e=row["exporter"], i=row["importer"], v=row["value"]))


def _one_teller(raw: pl.DataFrame) -> pl.DataFrame:
    """Where several data sets hold what one country tells, the one that reaches furthest, then the fuller one."""
    teller = pl.when(pl.col("side") == "X").then("exporter").otherwise("importer").alias("teller")
    told = raw.with_columns(teller)
    sizes = told.group_by("side", "teller", "dataset").agg(last=pl.col("period").max(), n=pl.len())
    best = sizes.sort("last", "n", "dataset", descending=[True, True, False]).unique(["side", "teller"], keep="first", maintain_order=True)
    return told.join(best.select("side", "teller", "dataset"), on=["side", "teller", "dataset"]).drop("teller", "dataset")


def _one_level(frame: pl.DataFrame) -> pl.DataFrame:
    """Where a flow is there at several lengths of code, the shortest: its parts would count twice."""
    digits = pl.col("product").str.len_chars()
    return frame.filter(digits == digits.min().over("period", "exporter", "importer", "side"))


def _years(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[Text]]:
    monthly = pl.col("period") > MONTHLY
    dated = frame.with_columns(year=pl.when(monthly).then(pl.col("period") // 100).otherwise("period").cast(pl.Int32))
    months = dated.filter(monthly).group_by("side", "year").agg(months=pl.col("period").n_unique()).filter(pl.col("months") < MONTHS)
    whole = dated.join(months, on=["side", "year"], how="anti") if months.height else dated
    words = Text("{y} 年僅有 {m} 個月，未計入", "{y} has only {m} months and is left out")
    notes = [words.format(y=row["year"], m=row["months"]) for row in months.sort("year").to_dicts()]
    keys = ["year", "exporter", "importer", "side"]
    # A quantity counts only when every part of it is known.
    weighed = pl.when(pl.col("quantity").is_null().any()).then(None).otherwise(pl.col("quantity").sum()).alias("quantity")
    return whole.group_by(keys).agg(pl.col("value").sum(), weighed).sort(keys), notes


def _chosen(yearly: pl.DataFrame, period: int) -> tuple[int, list[Text]]:
    told = sorted(yearly["year"].unique().to_list())
    if period and period not in told:
        years = f"{told[0]}–{told[-1]}" if told else "–"
        raise NotFound(Text("沒有 {p} 年資料；現有 {y}", "There is nothing on {p}; there is {y}").format(p=period, y=years))
    if not told:
        raise NotFound(Text("沒有完整年度的資料", "There is no whole year"))
    last = period or told[-1]
    drop = _drop(yearly, last)
    if drop is None:
        return last, []
    words = {"y": last, "d": f"{drop:.0%}"}
    if period or len(told) < 2:
        return last, [
            Text("{y} 年總額較前一年少 {d}，可能尚未完整", "{y} is {d} below the year before: it may not be whole").format(**words)
        ]
    note = Text(
        "{y} 年總額較前一年少 {d}，視為尚未完整而改用 {b}；確為全年時請指定年度",
        "{y} is {d} below the year before and looks unfinished: {b} is used; name the year if it is whole",
    )
    return told[-2], [note.format(**words, b=told[-2])]


def _drop(yearly: pl.DataFrame, year: int) -> float | None:
    """How far the year's total falls short of the one before, when far enough to look unfinished. Over flows with a named partner if any."""
    named = yearly.filter((pl.col("exporter") != WORLD) & (pl.col("importer") != WORLD))
    totals = dict((named if named.height else yearly).group_by("year").agg(pl.col("value").sum()).iter_rows())
    before, now = totals.get(year - 1, 0.0), totals.get(year, 0.0)
    return 1 - now / before if before > 0 and now / before < PART_YEAR else None
