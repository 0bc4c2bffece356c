"""Rates in bulk: for one charge, every declarable code with the rate of each period, from all editions of a tariff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from argosy.engines.tariff.rows import EditionFacts

if TYPE_CHECKING:
    import polars

END = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class HeldEdition:
    """An edition with its lines and rates as frames."""

    facts: EditionFacts
    lines: polars.DataFrame
    rates: polars.DataFrame


def in_force(editions: Iterable[EditionFacts], on: date) -> list[EditionFacts]:
    """The editions that hold on a day: the latest of each whole series, all of a series in parts, newest first."""
    ordered = sorted(editions, key=lambda e: (e.start, e.imported, e.edition), reverse=True)
    begun = [e for e in ordered if e.start <= on]
    seen: set[str] = set()
    kept = []
    for edition in begun:
        if edition.coverage == "part" or edition.series not in seen:
            kept.append(edition)
        seen.add(edition.series)
    return kept


def rate_frame(editions: Sequence[HeldEdition], charge: str, column: str) -> polars.DataFrame:
    """``code, valid_from, valid_to, rate, state, raw, additional_code, edition`` of one column: a row per declarable code and period.

    Within an edition the rate of the longest code holds. A period ends where the next edition of the series begins; open ends are the years
    1 and 9999. ``rate`` is the canonical text, null where a person must read it (``state``).
    """
    import polars as pl

    spans = _spans([e.facts for e in editions])
    made = [_of_edition(e, charge, column, *spans[e.facts.edition, e.facts.series]) for e in editions]
    frame = pl.concat(made) if made else _empty()
    return frame.filter(pl.col("valid_from") <= pl.col("valid_to")).sort("code", "valid_from", "edition")


def _spans(facts: Sequence[EditionFacts]) -> dict[tuple[str, str], tuple[date, date]]:
    spans = {}
    for series in {f.series for f in facts}:
        mine = sorted((f for f in facts if f.series == series), key=lambda f: (f.start, f.imported, f.edition))
        for edition, after in zip(mine, [*mine[1:], None], strict=True):
            ends = (
                END
                if after is None or edition.coverage == "part"
                else after.start - timedelta(days=1)
                if after.start > date.min
                else date.min
            )
            spans[edition.edition, series] = (edition.start, ends)
    return spans


def _of_edition(held: HeldEdition, charge: str, column: str, start: date, end: date) -> polars.DataFrame:
    import polars as pl

    mine = held.rates.filter((pl.col("charge") == charge) & (pl.col("column") == column))
    if mine.is_empty():
        return _empty()
    joined = _reached(held.lines, mine)
    return joined.select(
        "code",
        valid_from=pl.max_horizontal(pl.col("valid_from").fill_null(date.min), pl.lit(start)),
        valid_to=pl.min_horizontal(pl.col("valid_to").fill_null(END), pl.lit(end)),
        rate=pl.when(pl.col("state") == "parsed").then(pl.col("canonical")),
        state="state", raw="raw", additional_code="additional_code", edition=pl.lit(held.facts.edition),
    )  # fmt: skip


def _reached(lines: polars.DataFrame, rates: polars.DataFrame) -> polars.DataFrame:
    """Each declarable code with the rates of the longest code above it that states any."""
    import polars as pl

    wanted = ["code", "valid_from", "valid_to", "canonical", "state", "raw", "additional_code"]
    left = lines.filter(pl.col("declarable")).select("code").unique()
    if left.is_empty():
        return rates.select(wanted)
    sizes = sorted(rates["code"].str.len_chars().unique().to_list(), reverse=True)
    found = []
    for size in sizes:
        keyed = left.with_columns(_at=pl.col("code").str.slice(0, size))
        here = rates.filter(pl.col("code").str.len_chars() == size).select(*wanted).rename({"code": "_at"})
        found.append(keyed.join(here, on="_at", how="inner").select(wanted))
        left = left.join(found[-1].select("code").unique(), on="code", how="anti")
    return pl.concat(found)


def _empty() -> polars.DataFrame:
    import polars as pl

    texts = dict.fromkeys(("rate", "state", "raw", "additional_code", "edition"), pl.String)
    return pl.DataFrame(schema={"code": pl.String, "valid_from": pl.Date, "valid_to": pl.Date, **texts})
