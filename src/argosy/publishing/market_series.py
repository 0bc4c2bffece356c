"""One series out of a trade table: a product, an exporter, an importer, by period; with what it may come to next. Web, API and command line call this."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from argosy.engines.series.forecast import forecast
from argosy.engines.series.outcome import Forecast
from argosy.engines.series.prepare import Series
from argosy.kernel.countries import WORLD
from argosy.kernel.countries import name_of as country
from argosy.kernel.errors import BadInput, NotFound
from argosy.kernel.periods import MONTHLY, written
from argosy.kernel.text import Text
from argosy.rules.nomenclature import name_of as goods
from argosy.warehouse.trade import TRADE, MarketEdition, MarketTables

if TYPE_CHECKING:
    import polars as pl

MEASURES = {
    "value": (Text("金額", "Value"), Text("美元", "USD")),
    "quantity": (Text("數量", "Quantity"), Text("公斤", "kg")),
    "unit_value": (Text("單價", "Unit value"), Text("美元／公斤", "USD per kg")),
}
SPLITS = {"": Text("不分", "No"), "importer": Text("進口國", "By importer"), "exporter": Text("出口國", "By exporter")}
LINES = 6  # lines of a chart beside the sum of the rest


@dataclass(frozen=True, slots=True)
class SeriesAsk:
    """What is looked at. ``table`` is a trade table (empty: the first real one, else a synthetic one), ``exporter`` and ``importer`` alpha-2 codes or
    empty for all, ``split`` one line per importer or exporter, ``ahead`` periods to forecast when there is one line."""

    product: str = ""
    table: str = ""
    exporter: str = ""
    importer: str = ""
    measure: str = "value"
    split: str = ""
    yearly: bool = False
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """``rows``: period, line, value, quantity, unit_value, change on the year before (``None`` where unknown). ``whole`` counts the flows added up."""

    ask: SeriesAsk
    edition: MarketEdition
    rows: pl.DataFrame
    lines: tuple[str, ...]
    flows: int
    forecast: Forecast | None
    notes: tuple[Text, ...]

    @property
    def title(self) -> Text:
        """Goods, from where, to where."""
        every = Text("全部", "all")
        parts = [country(code) if code else every for code in (self.ask.exporter, self.ask.importer)]
        name = goods(self.ask.product)
        return Text(f"{name.zh}：{parts[0].zh} → {parts[1].zh}", f"{name.en}: {parts[0].en} → {parts[1].en}")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a table offers: its partners, for the product looked at."""

    exporters: tuple[str, ...]
    importers: tuple[str, ...]


def trade_editions(held: MarketTables) -> list[MarketEdition]:
    """The newest edition of every trade table, the real ones before the synthetic."""
    newest = {e.table: e for e in held.editions() if e.table.startswith(f"{TRADE}_")}
    return sorted(newest.values(), key=lambda e: (e.synthetic, e.table))


def look_up(ask: SeriesAsk, held: MarketTables) -> Found:
    """The series asked for. ``NotFound`` without such a table or rows, ``BadInput`` for a measure or split there is not."""
    import polars as pl

    if ask.measure not in MEASURES or ask.split not in SPLITS:
        raise BadInput(Text("衡量或分項不在可選之列：{m} {s}", "No such measure or split: {m} {s}").format(m=ask.measure, s=ask.split))
    edition = _edition(ask, held)
    rows = held.frame(edition.table, edition.edition).filter(pl.col("product") == ask.product)
    rows = rows.filter(pl.col("exporter") == ask.exporter) if ask.exporter else rows.filter(pl.col("exporter") != WORLD)
    rows = rows.filter(pl.col("importer") == ask.importer) if ask.importer else rows.filter(pl.col("importer") != WORLD)
    told = rows.collect()
    if told.is_empty():
        raise NotFound(Text("「{t}」沒有這樣的流量：{p}", "{t} has no such flow: {p}").format(t=edition.title, p=ask.product))
    told, side = _one_side(told, ask)
    made = _summed(told, ask)
    lines = tuple(made["line"].unique(maintain_order=True).to_list())
    ahead = _ahead(made, ask) if ask.ahead and len(lines) == 1 else None
    return Found(ask, edition, made, lines, told.height, ahead, tuple(_notes(edition, side, made)))


def choices(ask: SeriesAsk, held: MarketTables) -> Choices:
    """Partners of the product in the table, by code."""
    import polars as pl

    edition = _edition(ask, held)
    rows = held.frame(edition.table, edition.edition).filter(pl.col("product") == ask.product)
    found = rows.select(pl.col("exporter").unique().implode(), pl.col("importer").unique().implode()).collect()
    exporters, importers = (sorted(found[name][0].to_list()) for name in ("exporter", "importer"))
    return Choices(tuple(exporters), tuple(importers))


def series_json(found: Found) -> dict[str, Any]:
    """The answer of ``argosy market series --json``."""
    edition = found.edition
    return {
        "product": found.ask.product, "exporter": found.ask.exporter, "importer": found.ask.importer, "measure": found.ask.measure,
        "series": [{k: (v if not isinstance(v, float) or math.isfinite(v) else None) for k, v in row.items()} for row in found.rows.iter_rows(named=True)],
        "citation": {"dataset": edition.dataset, "version": edition.edition, "as_of": edition.as_of, "licence": edition.licence, "sha256": edition.sha256},
        "forecast": _told(found.forecast),
        "notes": [{"zh": n.zh, "en": n.en} for n in found.notes],
    }  # fmt: skip


def _told(made: Forecast | None) -> dict[str, Any] | None:
    if made is None:
        return None
    steps = [{"date": s.date, "point": s.point, "lo80": s.lo80, "hi80": s.hi80, "lo95": s.lo95, "hi95": s.hi95} for s in made.steps]
    return {
        "method": made.method,
        "verdict": {"zh": made.verdict.zh, "en": made.verdict.en},
        "reason": {"zh": made.reason.zh, "en": made.reason.en},
        "steps": steps,
    }


def series_csv(found: Found) -> str:
    """The rows as CSV with its source in the last column."""
    source = f"{found.edition.dataset} {found.edition.edition}"
    import polars as pl

    return found.rows.with_columns(product=pl.lit(found.ask.product), source=pl.lit(source)).write_csv()


def _edition(ask: SeriesAsk, held: MarketTables) -> MarketEdition:
    if ask.table:
        return held.edition(ask.table)
    known = trade_editions(held)
    if not known:
        held.edition(f"{TRADE}_…")
    import polars as pl

    for one in known[:-1]:
        if held.frame(one.table, one.edition).filter(pl.col("product") == ask.product).head(1).collect().height:
            return one
    return known[-1]


def _one_side(told: pl.DataFrame, ask: SeriesAsk) -> tuple[pl.DataFrame, str]:
    """The rows of one teller: reconciled ones, else those of the exporter asked about, else of importers. Two tellers of one flow are never added up."""
    import polars as pl

    order = ("R", "X", "M", "S") if ask.exporter else ("R", "M", "X", "S")
    sides = set(told["side"].unique().to_list())
    side = next(one for one in (*order, *sorted(sides)) if one in sides)
    return told.filter(pl.col("side") == side), side


def _summed(told: pl.DataFrame, ask: SeriesAsk) -> pl.DataFrame:
    import polars as pl

    period = (
        pl.when(pl.col("period") > MONTHLY).then(pl.col("period") // 100).otherwise(pl.col("period")) if ask.yearly else pl.col("period")
    )
    if ask.yearly:
        told = _whole_years(told)
    line = pl.col(ask.split) if ask.split else pl.lit("")
    known = pl.col("quantity").is_not_null().all()
    sums = {"value": pl.col("value").sum(), "quantity": pl.when(known).then(pl.col("quantity").sum())}
    made = told.with_columns(period=period.cast(pl.Int32), line=line).group_by("line", "period").agg(**sums)
    made = _largest(made) if ask.split else made
    made = made.with_columns(unit_value=pl.when(pl.col("quantity") > 0).then(pl.col("value") / pl.col("quantity")))
    step = pl.when(pl.col("period") > MONTHLY).then(100).otherwise(1)
    before = made.select("line", period=pl.col("period") + step, before=pl.col(ask.measure)).with_columns(pl.col("period").cast(pl.Int32))
    joined = made.join(before, on=["line", "period"], how="left")
    change = pl.when(pl.col("before") > 0).then(pl.col(ask.measure) / pl.col("before") - 1)
    size = made.group_by("line").agg(size=pl.col("value").sum())
    return (
        joined.with_columns(change=change)
        .join(size, on="line")
        .sort(["size", "line", "period"], descending=[True, False, False])
        .drop("before", "size")
    )


def _whole_years(told: pl.DataFrame) -> pl.DataFrame:
    """Without the months of years that are not complete, so that no part stands for a year."""
    import polars as pl

    months = told.filter(pl.col("period") > MONTHLY).select(year=pl.col("period") // 100, month=pl.col("period") % 100).unique()
    short = months.group_by("year").len().filter(pl.col("len") < 12)["year"]
    return told.filter(~((pl.col("period") > MONTHLY) & (pl.col("period") // 100).is_in(short.implode())))


def _largest(made: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    first = made.group_by("line").agg(pl.col("value").sum()).sort(["value", "line"], descending=[True, False])["line"].head(LINES)
    named = made.with_columns(line=pl.when(pl.col("line").is_in(first.implode())).then(pl.col("line")).otherwise(pl.lit("…")))
    known = pl.col("quantity").is_not_null().all()
    return named.group_by("line", "period").agg(value=pl.col("value").sum(), quantity=pl.when(known).then(pl.col("quantity").sum()))


def _ahead(made: pl.DataFrame, ask: SeriesAsk) -> Forecast | None:
    rows = made.filter(made[ask.measure].is_not_null())
    dates = tuple(written(period) for period in rows["period"].to_list())
    return forecast([Series(ask.measure, dates, tuple(rows[ask.measure].to_list()))], ask.ahead)[0] if dates else None


TELLERS = {
    "R": Text("調和後資料", "reconciled"), "X": Text("出口國申報", "told by the exporter"), "M": Text("進口國申報（鏡像）", "told by the importer (mirror)"), "S": Text("合成資料", "synthetic"),
}  # fmt: skip


def _notes(edition: MarketEdition, side: str, made: pl.DataFrame) -> list[Text]:
    notes = [Text("資料來源方：{s}", "Told by: {s}").format(s=TELLERS.get(side, Text(side, side)))]
    notes += [Text(zh, en) for zh, en in zip(edition.notes_zh.split("\n"), edition.notes_en.split("\n"), strict=True) if zh]
    if made["quantity"].null_count():
        words = Text("{n} 期之數量不全，單價未計", "The quantity of {n} periods is incomplete: no unit value there")
        notes.append(words.format(n=made["quantity"].null_count()))
    return notes
