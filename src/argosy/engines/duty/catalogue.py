"""Whole rows to amounts: prices, costs and goods of many entries, of any jurisdiction and day, in one frame.

Rows that stand in one jurisdiction, era of its rules, Incoterm and reading of disputed rules are worked out together in whole numbers;
entries the vectorised form does not cover go through the exact engine one by one. Both give the totals of ``assess``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from argosy.engines.duty.amounts import money
from argosy.engines.duty.batch import HANDS, assess_slice, sliced
from argosy.engines.duty.columns import Columns
from argosy.engines.duty.eras import Eras
from argosy.engines.duty.heads import Fault, Group, Heads, Judged
from argosy.engines.duty.ratetable import RateTable
from argosy.engines.duty.singly import Amounts, amounts_of, entries_of
from argosy.engines.duty.tables import Tables, with_exchange, with_tariff
from argosy.engines.duty.uncovered import beyond
from argosy.engines.duty.valuing import valued
from argosy.kernel.errors import Refused
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.rules.pack import CUSTOMS_VALUE, Pack, Term

PackOf = Callable[[str, str], Pack | None]
RatesOf = Callable[[str, str], RateTable | None]


@dataclass(frozen=True, slots=True)
class Answered:
    """``frame``: ``customs_value``, ``charge_<id>``, ``total`` and ``unresolved`` row by row. ``faults`` say what is wrong with the rows;
    ``singly``: how many went through the exact engine."""

    frame: pl.DataFrame
    faults: tuple[Fault, ...]
    singly: int


def no_rates(jurisdiction: str, flow: str) -> RateTable | None:
    """No tariff at hand."""
    return None


class Catalogue:
    """Works out frames of lines one after another; what it learns of goods and rates serves the next frame."""

    def __init__(self, pack_of: PackOf, rates_of: RatesOf = no_rates, tables: Tables | None = None, exactly: bool = False) -> None:
        """``rates_of`` gives a tariff as a table of dated rates, ``tables`` what else is looked up; ``exactly``: every entry goes through the
        exact engine."""
        self.heads, self.rates_of, self.tables, self.exactly = Heads(pack_of), rates_of, tables, exactly
        self._eras: dict[str, Eras] = {}

    def answer(self, frame: pl.DataFrame, unread: Mapping[str, pl.Series] | None = None) -> Answered:
        """The amounts of every row.

        The columns are those of ``argosy duty batch``, figures as integers or Decimals, ``date`` as dates, the rows of an entry together.
        ``unread`` marks, per column of the entry, the rows whose cell could not be read: their entries are not worked out.
        """
        judged = self.heads.judge(frame, dict(unread or {}))
        parts, singly, faults = [self._refused(judged)], 0, list(judged.faults)
        for group in judged.groups():
            choices, told = self.heads.choices(group.frame, group.pack)
            made, few, wrong = self._group(group, choices)
            parts += made
            faults += [*told, *wrong]
            singly += few
        whole = pl.concat([p for p in parts if p.height], how="diagonal_relaxed") if frame.height else parts[0]
        return Answered(_ordered(whole), tuple(faults), singly)

    def _refused(self, judged: Judged) -> pl.DataFrame:
        """The rows of entries that cannot be worked out: nothing is known of them but what stands in the way."""
        return judged.refused.select("~row", unresolved=pl.col("~refused"))

    def _group(self, group: Group, choices: Mapping[str, int]) -> tuple[list[pl.DataFrame], int, list[Fault]]:
        rows, pack = group.frame, group.pack
        if self.tables is not None:
            rows = with_tariff(with_exchange(rows, pack, self.tables), pack, self.tables)
        every = pl.Series([True], dtype=pl.Boolean).new_from_index(0, rows.height)
        apart = every if self.exactly else beyond(rows, group.terms, pack)
        try:
            made = self._together(rows if not apart.any() else rows.filter(~apart), group, choices)
        except Refused:
            apart, made = every, []
        if not apart.any():
            return made, 0, []
        one_by_one, faults = _singly(rows.filter(apart), pack, self.rates_of(pack.jurisdiction, pack.flow), self.tables)
        return [*made, one_by_one], int(apart.sum()), faults

    def _together(self, rows: pl.DataFrame, group: Group, choices: Mapping[str, int]) -> list[pl.DataFrame]:
        eras = self._eras.setdefault(group.pack.id, Eras(group.pack))
        work = _Slices(eras, choices, group.terms, self.rates_of(group.pack.jurisdiction, group.pack.flow))
        slices = [part for part in sliced(rows) if part.height]
        if len(slices) < 2:
            return [made for part in slices for made in work.of(part)]
        with ThreadPoolExecutor(min(HANDS, pl.thread_pool_size())) as hands:
            return [made for parts in hands.map(work.of, slices) for made in parts]


@dataclass(frozen=True, slots=True)
class _Slices:
    """Works out slices of one group: the customs values together, the charges era by era."""

    eras: Eras
    choices: Mapping[str, int]
    terms: tuple[Term, ...]
    rates: RateTable | None

    def of(self, part: pl.DataFrame) -> list[pl.DataFrame]:
        """The amounts of a slice."""
        columns = valued(part, self.eras.pack, self.terms)
        numbers = self.eras.numbers(part["date"])
        every = numbers.unique().to_list()
        frames = ((n, columns.frame if len(every) == 1 else columns.frame.filter(numbers == n)) for n in every)
        return [self._of_era(number, replace(columns, frame=frame, units={})) for number, frame in frames]

    def _of_era(self, era: int, columns: Columns) -> pl.DataFrame:
        frame = columns.frame
        book = self.eras.book(era, frame["date"][0], self.choices)
        made = assess_slice(frame, book, self.rates, columns)
        shown = pl.Decimal(38, places_of(book.pack))
        value = frame.select(money(columns.numbers[CUSTOMS_VALUE]).cast(shown).alias(CUSTOMS_VALUE))
        gaps = made.select("unresolved")
        if value[CUSTOMS_VALUE].null_count():
            named = pl.concat_str(pl.lit(CUSTOMS_VALUE), pl.col("unresolved"), separator=",").str.strip_chars(",")
            gaps = gaps.select(pl.when(value[CUSTOMS_VALUE].is_null()).then(named).otherwise(pl.col("unresolved")).alias("unresolved"))
        return pl.concat([frame.select("~row"), value, made.select(pl.col("^charge_.*$", "total").cast(shown)), gaps], how="horizontal")


def places_of(pack: Pack) -> int:
    """Decimals that hold every amount of a pack."""
    units = [pack.quantum, pack.value.step.rounding.to, *(row.step.rounding.to for row in pack.charges)]
    return max(next(p for p in range(19) if (unit * 10**p).denominator == 1) for unit in units)


def _singly(rows: pl.DataFrame, pack: Pack, rates: RateTable | None, tables: Tables | None) -> tuple[pl.DataFrame, list[Fault]]:
    found: list[dict[str, Any]] = []
    faults: list[Fault] = []
    for entry in entries_of(rows):
        amounts, why = amounts_of(entry, pack, rates, tables)
        if why is not None:
            faults.append(Fault(entry[0]["~row"], "entry", why))
        found += [_row(row["~row"], one, why) for row, one in zip(entry, amounts, strict=True)]
    charges = [f"charge_{name}" for name in pack.charge_ids() if any(f"charge_{name}" in row for row in found)]
    money = {name: pl.Decimal(38, places_of(pack)) for name in (CUSTOMS_VALUE, *charges, "total")}
    return pl.DataFrame(found, schema={"~row": pl.UInt32, **money, "unresolved": pl.String}), faults


def _ordered(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows in their order, the added columns in theirs: the customs value, the charges, their total, what is not known."""
    charges = [name for name in frame.columns if name.startswith("charge_")]
    rows = frame["~row"]
    whole = frame if bool((rows == pl.int_range(0, len(rows), dtype=pl.UInt32, eager=True)).all()) else frame.sort("~row")
    blank = [pl.lit(None, dtype=pl.Decimal(38, 0)).alias(n) for n in (CUSTOMS_VALUE, "total") if n not in frame.columns]
    return whole.with_columns(blank).select(CUSTOMS_VALUE, *charges, "total", pl.col("unresolved").fill_null(""))


def decimal(amount: Fraction | None) -> Decimal | None:
    """An amount as a Decimal, exact."""
    return None if amount is None else Decimal(decimal_text(amount, 18))


def _row(number: int, amounts: Amounts, why: Text | None) -> dict[str, Any]:
    charges = {name: amount for name, amount in amounts.items() if name != CUSTOMS_VALUE}
    gaps = [name for name, amount in amounts.items() if amount is None]
    known = [a for a in charges.values() if a is not None]
    total = sum(known, Fraction(0)) if amounts and len(known) == len(charges) else None
    shown = {f"charge_{name}": decimal(amount) for name, amount in charges.items()}
    said = "entry" if why is not None else ",".join(gaps)
    return {"~row": number, CUSTOMS_VALUE: decimal(amounts.get(CUSTOMS_VALUE)), **shown, "total": decimal(total), "unresolved": said}
