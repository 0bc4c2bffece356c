"""``assess_many``: the charges of a pack on a frame of lines, in whole numbers, equal to ``assess`` line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import polars as pl

from argosy.engines.duty.amounts import Asked, worked
from argosy.engines.duty.columns import Columns, prepared
from argosy.engines.duty.eras import Eras
from argosy.engines.duty.pooling import bounds_of
from argosy.engines.duty.ratetable import RateTable
from argosy.engines.duty.rulebook import Rulebook
from argosy.engines.duty.tables import TARIFF
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.rules.pack import Pack

SLICE = 250_000
HANDS = 4


def assess_many(
    frame: pl.DataFrame, pack: Pack, on: date | None = None, rates: RateTable | None = None, eras: Eras | None = None
) -> pl.DataFrame:
    """Every charge of ``pack`` on every row, as of ``on``, else as of the ``date`` of each row. Rows keep their order.

    Columns in: ``customs_value`` (integers or Decimals in the currency of the pack, already rounded), ``code``, and where needed ``origin``,
    ``entry`` (rows of one consignment, on one day; without it each row is its own), ``quantity``, ``unit``, ``net_kg``, ``rate_<charge>``
    (rate texts), ``fact_<name>``, ``cost_<kind>`` (what the line bears of a cost, in the currency of the pack; null: not stated). ``rates``
    is a tariff to look up rates in that no line states, by the date of the row where there is one, else ``on``; ``eras`` of the
    pack, kept by who has many frames. Columns added:
    ``charge_<id>`` (entry charges as the part of the line), ``total`` of them, and ``unresolved``: the ids of charges that are not known, by
    comma; an amount that is not known is null. ``BadInput`` for floats and unknown columns, ``Refused`` where 128 bits could overflow or the
    vectorised form cannot say what a rule says.
    """
    arranged, back = together(frame)
    if on is None and ("date" not in frame.columns or frame["date"].null_count()):
        raise BadInput(Text("每列均須有日期（date）", "every row needs a date"))
    if on is None:
        work = partial(_by_era, eras=eras or Eras(pack), rates=rates)
    else:
        work = partial(assess_slice, book=Rulebook(pack, on), rates=rates)
    made = _sliced(arranged, work)
    return frame.hstack(made if back is None else made[back])


def _by_era(frame: pl.DataFrame, eras: Eras, rates: RateTable | None) -> pl.DataFrame:
    """A slice, the rows of each span of days under their own rules."""
    era = eras.numbers(frame["date"])
    every = era.unique().to_list()
    if len(every) == 1:
        return assess_slice(frame, eras.book(every[0], frame["date"][0], {}), rates)
    rows = [(era == number).arg_true() for number in every]
    parts = [frame[places] for places in rows]
    made = [assess_slice(part, eras.book(number, part["date"][0], {}), rates) for number, part in zip(every, parts, strict=True)]
    back = pl.Series([0], dtype=pl.UInt32).new_from_index(0, frame.height)
    back = back.scatter(pl.concat(rows), pl.int_range(frame.height, dtype=pl.UInt32, eager=True))
    return pl.concat(made, how="diagonal_relaxed")[back]


def _sliced(frame: pl.DataFrame, work: Callable[[pl.DataFrame], pl.DataFrame]) -> pl.DataFrame:
    """The amounts of a frame whose consignments stand together, in slices side by side."""
    slices = list(sliced(frame))
    if len(slices) == 1:
        return work(slices[0])
    with ThreadPoolExecutor(min(HANDS, pl.thread_pool_size())) as hands:
        return pl.concat(hands.map(work, slices), how="diagonal_relaxed")


def assess_slice(frame: pl.DataFrame, book: Rulebook, rates: RateTable | None = None, columns: Columns | None = None) -> pl.DataFrame:
    """The amounts of one slice. ``book`` may serve many; ``columns`` are its figures, read off the frame unless given."""
    columns = columns or prepared(frame, book.pack, book.rows.line_ids)
    kind, code = book.goods.numbered(_maybe(frame, "code"), _maybe(frame, "origin"), frame.height)
    given = {}
    for name in book.rows.line_ids:
        card, stated, scheduled = book.cards[name], None, None
        if rates is not None and name in rates.charges:
            scheduled = rates.numbers(name, card, book.goods.codes, code, _maybe(frame, "origin"), _days(frame, book.on))
        elif TARIFF + name in frame.columns:
            scheduled = card.texts.numbers(frame[TARIFF + name])
        if f"rate_{name}" in frame.columns:
            stated = card.texts.numbers(frame[f"rate_{name}"])
        given[name] = (scheduled, stated)
    return worked(Asked(columns, kind, given), book)


def _maybe(frame: pl.DataFrame, name: str) -> pl.Series | None:
    return frame[name] if name in frame.columns else None


def _days(frame: pl.DataFrame, on: date) -> pl.Series:
    return frame["date"] if "date" in frame.columns else pl.Series([on], dtype=pl.Date).new_from_index(0, frame.height)


def together(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series | None]:
    """The frame with the rows of every entry side by side, and how to put them back if they were moved."""
    if "entry" not in frame.columns:
        return frame, None
    first = bounds_of(frame["entry"])["~first"]
    entries = frame["entry"].drop_nulls()
    runs = first.filter(frame["entry"].is_not_null()).n_unique()
    if runs == entries.n_unique():
        return frame, None
    key = pl.when(pl.col("entry").is_null()).then(pl.col("~row")).otherwise(pl.col("~row").min().over("entry"))
    order = frame.select("entry").with_row_index("~row").select("~row", key.alias("~key")).sort("~key", "~row")["~row"]
    return frame[order], order.arg_sort()


def sliced(frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Pieces of some size that no entry is divided over."""
    if frame.height <= SLICE * 3 // 2:
        yield frame
        return
    firsts = bounds_of(frame["entry"])["~first"] if "entry" in frame.columns else None
    start = 0
    while start < frame.height:
        end = min(start + SLICE, frame.height)
        if firsts is not None and end < frame.height:
            end = int(firsts[end]) if int(firsts[end]) > start else _after(firsts, end)
        yield frame.slice(start, end - start)
        start = end


def _after(firsts: pl.Series, end: int) -> int:
    """Where the entry around a row ends."""
    rest = firsts.slice(end)
    other = (rest != firsts[end]).arg_max()
    return end + (other if other else len(rest))
