"""Dated rates of a tariff looked up for millions of lines: the longest code in force on the day of the line, for its origin.

``RateTable`` takes a frame of ``charge``, ``code`` (digits), ``valid_from``, ``valid_to`` (both days included, null is open), ``rate_text``
(null: stated, but a person must read it) and, where rates differ by origin, ``origin_group``: a country (ISO 3166-1 alpha-2), one of
``groups``, or empty for all. On one day and code a rate for a country comes before one for a group, the smaller group before the larger,
and these before one for all. Two different rates for the same goods on the same day leave the choice to a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from threading import Lock

import polars as pl

from argosy.engines.duty.goods import digits
from argosy.engines.duty.numbering import Numbering
from argosy.engines.duty.ratecard import BLANK, UNKNOWN, RateCard
from argosy.engines.duty.timelines import FIRST_DAY, LAST_DAY, Steps, day_number, on_day, overlaid, timelines
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

COLUMNS = ("charge", "code", "valid_from", "valid_to", "rate_text")
NEEDS_PERSON = "?"
UNSURE = 1
ABSENT_KEY = 0


class RateTable:
    """Dated rates per charge. Reading a frame without the wanted columns raises ``BadInput``."""

    def __init__(self, frame: pl.DataFrame, groups: Mapping[str, frozenset[str]] | None = None) -> None:
        missing = [name for name in COLUMNS if name not in frame.columns]
        if missing:
            raise BadInput(Text("稅率表缺少欄位 {c}", "The table of rates lacks the columns {c}").format(c=", ".join(missing)))
        if "origin_group" not in frame.columns:
            frame = frame.with_columns(origin_group=pl.lit(""))
        whole = frame.select(
            pl.col("charge", "code").cast(pl.String), pl.col("origin_group").cast(pl.String).fill_null(""),
            pl.col("valid_from").cast(pl.Date), pl.col("valid_to").cast(pl.Date), pl.col("rate_text").cast(pl.String),
        )  # fmt: skip
        self.groups = dict(groups or {})
        self._charges = {str(name[0]): _Charge(part, self.groups) for name, part in whole.group_by("charge", maintain_order=True)}

    @property
    def charges(self) -> tuple[str, ...]:
        """The charges it has rates for."""
        return tuple(self._charges)

    def numbers(
        self, charge: str, card: RateCard, codes: Numbering, code: pl.Series, origin: pl.Series | None, day: pl.Series
    ) -> pl.Series:
        """Per line the number of its rate on ``card``, ``BLANK`` without one. ``code`` holds numbers of ``codes``, ``day`` dates."""
        return self._charges[charge].numbers(card, codes, code, origin, day)

    def rate(self, charge: str, code: str, origin: str, day: date) -> str | None:
        """The rate of one line; ``?`` where a person must read or choose it, ``None`` without any."""
        return self._charges[charge].rate(code, origin, day) if charge in self._charges else None


class _Charge:
    """The rates of one charge, their texts numbered from 2: 0 is none, 1 needs a person.

    A *place* is a code and a group of origins; its timeline has the key place + 1. Goods that meet several places (a longer and a shorter code,
    a country and all) have a timeline of their own, laid over each other when first met.
    """

    def __init__(self, frame: pl.DataFrame, groups: Mapping[str, frozenset[str]]) -> None:
        self.groups = groups
        self.texts: list[str] = ["", NEEDS_PERSON, *frame["rate_text"].drop_nulls().unique(maintain_order=True).to_list()]
        self.places = frame.select("code", "origin_group").unique(maintain_order=True).with_row_index("place")
        self.laid = timelines(_numbered(frame, self.places, self.texts), UNSURE)
        counts = self.laid.group_by("place", maintain_order=True).len()
        self.ends = [0, *counts["len"].cum_sum().to_list()]
        self.named = sorted({g for g in self.places["origin_group"].unique().to_list() if g}, key=lambda g: (len(self._members(g)), g))
        lengths = self.places["code"].str.len_chars()
        self.tables = {
            (n, group): self.places.filter((lengths == n) & (pl.col("origin_group") == group)).select(start="code", found="place")
            for n in sorted(lengths.unique().to_list(), reverse=True)
            for group in (*self.named, "")
        }
        self.key_of: dict[tuple[int, ...], int] = {}
        self.overlaid: list[Steps] = []
        self.blocks: tuple[int, pl.Series, pl.Series] | None = None
        self.seen: dict[tuple[int, tuple[str, ...]], tuple[Numbering, pl.Series]] = {}
        self.mapped: dict[int, tuple[RateCard, int, pl.Series]] = {}
        self.origins = Numbering()
        self.classes: list[tuple[str, ...]] = []
        self.lock = Lock()

    def _members(self, group: str) -> frozenset[str]:
        return self.groups.get(group, frozenset((group,)))

    def groups_of(self, origin: str) -> tuple[str, ...]:
        """The groups an origin belongs to, the closest first, and last the one of all."""
        return (*(g for g in self.named if origin in self._members(g)), "") if origin else ("",)

    @cached_property
    def _place_of(self) -> dict[tuple[str, str], int]:
        return {(code, group): place for place, code, group in self.places.iter_rows()}

    def steps(self, place: int) -> Steps:
        """The timeline of a place."""
        part = self.laid[self.ends[place] : self.ends[place + 1]]
        return tuple(zip(part["day"].to_list(), part["rate"].to_list(), strict=True))

    def rate(self, code: str, origin: str, day: date) -> str | None:
        """The rate on one day: of the longest code, there of the closest group."""
        number, groups = day_number(day, 0), self.groups_of(origin)
        for n, group in self.tables:
            place = self._place_of.get((code[:n], group)) if group in groups and n <= len(code) else None
            rate = 0 if place is None else on_day(self.steps(place), number)
            if rate:
                return self.texts[rate]
        return None

    def numbers(self, card: RateCard, codes: Numbering, code: pl.Series, origin: pl.Series | None, day: pl.Series) -> pl.Series:
        """The rates of many lines."""
        with self.lock:
            key = self._keys(codes, code, origin)
            size, starts, rates = self._blocks()
            rates = self._on_card(card, rates)
        return _searched(key, day, size, starts, rates)

    def _keys(self, codes: Numbering, code: pl.Series, origin: pl.Series | None) -> pl.Series:
        """The timeline of every line: one look-up over code and, where rates differ by origin, kind of origin."""
        if not self.named or origin is None:
            return self._keys_of(codes, ("",)).gather(code)
        numbers = self.origins.numbers(origin)
        met = self.origins.texts(len(self.classes)).to_list()
        self.classes += [self.groups_of(text.strip().upper()) for text in met]
        kinds = list(dict.fromkeys(self.classes))
        kind = pl.Series([kinds.index(c) for c in self.classes], dtype=pl.UInt32).gather(numbers)
        tables = [self._keys_of(codes, groups) for groups in kinds]
        size = min(map(len, tables))  # a code met in between by another thread is in no line here
        return pl.concat([table.head(size) for table in tables]).gather(kind * size + code)

    def _keys_of(self, codes: Numbering, groups: tuple[str, ...]) -> pl.Series:
        """The timeline of every code met, for goods of some groups of origins."""
        known = self.seen.setdefault((id(codes), groups), (codes, pl.Series([], dtype=pl.UInt32)))[1]
        fresh = codes.texts(len(known))
        if len(fresh):
            known = pl.concat([known, self._found(digits(fresh), groups)])
            self.seen[id(codes), groups] = (codes, known)
        return known

    def _found(self, codes: pl.Series, groups: tuple[str, ...]) -> pl.Series:
        """The timelines of codes in digits: where rates for them stand, the longest code first, there the closest group."""
        frame = pl.DataFrame({"code": codes})
        tables = [(n, table) for (n, group), table in self.tables.items() if group in groups and table.height]
        for i, (n, table) in enumerate(tables):
            start = pl.col("code").str.slice(0, n)
            frame = frame.with_columns(start=start).join(table.rename({"found": f"at_{i}"}), on="start", how="left", maintain_order="left")
        places = frame.select(pl.col("^at_.*$"))
        if not places.width:
            return pl.Series([ABSENT_KEY], dtype=pl.UInt32).new_from_index(0, len(codes))
        several = places.select(pl.sum_horizontal(pl.all().is_not_null()) > 1).to_series()
        single = places.select(pl.coalesce(pl.all()) + 1).to_series().fill_null(ABSENT_KEY).cast(pl.UInt32)
        combined = [self._key(tuple(p for p in row if p is not None)) for row in places.filter(several).iter_rows()]
        return single.scatter(several.arg_true(), pl.Series(combined, dtype=pl.UInt32))

    def _key(self, places: tuple[int, ...]) -> int:
        if places not in self.key_of:
            steps: Steps = ()
            for place in reversed(places):
                steps = overlaid(self.steps(place), steps) if steps else self.steps(place)
            self.key_of[places] = len(self.ends) + len(self.overlaid)
            self.overlaid.append(steps)
            self.blocks = None
        return self.key_of[places]

    def _blocks(self) -> tuple[int, pl.Series, pl.Series]:
        """All timelines side by side, each padded to one size, a power of 2: days and rates."""
        if self.blocks is None:
            count = len(self.ends)  # the places, and the one key that has none
            more = [(count + i, day, rate) for i, steps in enumerate(self.overlaid) for day, rate in steps]
            extra = pl.DataFrame(more, schema=self.laid.schema, orient="row")
            rows = pl.concat([self.laid.with_columns(pl.col("place") + 1), extra])
            nth = pl.int_range(pl.len()).over("place")
            longest = int(rows.select(nth.max()).item()) + 1
            size = 1 << (longest - 1).bit_length()
            at = rows.select((pl.col("place").cast(pl.Int64) * size + nth).alias("at"))["at"]
            room = size * (count + len(self.overlaid))
            days = pl.Series([LAST_DAY], dtype=pl.Int32).new_from_index(0, room).scatter(at, rows["day"].cast(pl.Int32))
            rates = pl.Series([BLANK], dtype=pl.UInt32).new_from_index(0, room).scatter(at, rows["rate"])
            self.blocks = size, days, rates
        return self.blocks

    def _on_card(self, card: RateCard, rates: pl.Series) -> pl.Series:
        """The rates by their numbers on a card."""
        kept = self.mapped.get(id(card))
        if kept is None or kept[1] != len(rates):
            numbers = card.texts.numbers(pl.Series(self.texts, dtype=pl.String)).scatter([0, UNSURE], [BLANK, UNKNOWN])
            kept = self.mapped[id(card)] = (card, len(rates), numbers.gather(rates))
        return kept[2]


def _numbered(frame: pl.DataFrame, places: pl.DataFrame, texts: list[str]) -> pl.DataFrame:
    """The rows of a charge as spans: place, first and last day as numbers, number of the rate."""
    known = pl.DataFrame({"rate_text": texts[2:], "rate": range(2, len(texts))}, schema={"rate_text": pl.String, "rate": pl.UInt32})
    joined = frame.join(places, on=["code", "origin_group"], maintain_order="left").join(
        known, on="rate_text", how="left", maintain_order="left"
    )
    return joined.select(
        "place",
        start=pl.col("valid_from").cast(pl.Int32).cast(pl.Int64).fill_null(FIRST_DAY),
        end=pl.col("valid_to").cast(pl.Int32).cast(pl.Int64).fill_null(LAST_DAY),
        rate=pl.col("rate").fill_null(UNSURE),
    )


def _searched(key: pl.Series, day: pl.Series, size: int, starts: pl.Series, rates: pl.Series) -> pl.Series:
    """The rate in force: the last step of the line's timeline that begins by its day, found by halving."""
    base = pl.col("key") * size
    frame = pl.DataFrame({"key": key, "day": day.cast(pl.Date).cast(pl.Int32)}).lazy().with_columns(at=base, base=base)
    step = size // 2
    while step:
        begun = (pl.lit(starts).gather(pl.col("at") + step) <= pl.col("day")).cast(pl.UInt32)
        frame = frame.with_columns(at=pl.col("at") + begun * step)
        step //= 2
    begun = pl.lit(starts).gather(pl.col("at")) <= pl.col("day")
    return frame.select(
        pl.when(begun).then(pl.lit(rates).gather(pl.col("at"))).otherwise(pl.lit(BLANK, dtype=pl.UInt32)).alias("rate")
    ).collect()["rate"]
