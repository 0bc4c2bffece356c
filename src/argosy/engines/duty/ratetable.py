"""Dated rates of a tariff looked up for millions of lines: the longest code in force on the day of the line, for its origin.

``RateTable`` takes a frame of ``charge``, ``code`` (digits), ``valid_from``, ``valid_to`` (both days included, null is open), ``rate_text``
(null: stated, but a person must read it) and, where rates differ by origin, ``origin_group``: a country (ISO 3166-1 alpha-2), one of
``groups``, or empty for all. On one day and code a rate for a country comes before one for a group, the smaller group before the larger,
and these before one for all. Two different rates for the same goods on the same day leave the choice to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from threading import Lock

import polars as pl

from argosy.engines.duty.goods import digits
from argosy.engines.duty.numbering import Numbering
from argosy.engines.duty.ratecard import BLANK, UNKNOWN, RateCard
from argosy.engines.duty.timelines import FIRST_DAY, LAST_DAY, Span, Steps, day_number, overlaid, timeline
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
    """The rates of one charge, their texts numbered from 2: 0 is none, 1 needs a person."""

    def __init__(self, frame: pl.DataFrame, groups: Mapping[str, frozenset[str]]) -> None:
        self.groups = groups
        self.texts = ["", NEEDS_PERSON, *frame["rate_text"].drop_nulls().unique(maintain_order=True).to_list()]
        known = {text: i for i, text in enumerate(self.texts)}
        self.spans: dict[tuple[str, str], list[Span]] = {}
        for code, group, start, end, text in frame.select("code", "origin_group", "valid_from", "valid_to", "rate_text").iter_rows():
            span = Span(day_number(start, FIRST_DAY), day_number(end, LAST_DAY), UNSURE if text is None else known[text])
            self.spans.setdefault((code, group), []).append(span)
        self.named = sorted({group for _, group in self.spans if group}, key=lambda g: (len(self._members(g)), g))
        self.lengths = sorted({len(code) for code, _ in self.spans}, reverse=True)
        self.steps: list[Steps] = [()]
        self.key_of: dict[tuple[tuple[str, str], ...], int] = {(): ABSENT_KEY}
        self.blocks: tuple[int, pl.Series, pl.Series] | None = None
        self.seen: dict[tuple[int, tuple[str, ...]], tuple[Numbering, list[int]]] = {}
        self.mapped: dict[int, tuple[RateCard, int, pl.Series]] = {}
        self.origins = Numbering()
        self.classes: list[tuple[str, ...]] = []
        self.lock = Lock()

    def _members(self, group: str) -> frozenset[str]:
        return self.groups.get(group, frozenset((group,)))

    def groups_of(self, origin: str) -> tuple[str, ...]:
        """The groups an origin belongs to, the closest first, and last the one of all."""
        return (*(g for g in self.named if origin in self._members(g)), "") if origin else ("",)

    def candidates(self, code: str, groups: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """Where rates for goods may stand: the longest code first, there the closest group."""
        starts = (code[:n] for n in self.lengths if n <= len(code))
        return tuple((start, group) for start in starts for group in groups if (start, group) in self.spans)

    def rate(self, code: str, origin: str, day: date) -> str | None:
        """The rate on one day."""
        number = day_number(day, 0)
        for place in self.candidates(code, self.groups_of(origin)):
            rates = {s.rate for s in self.spans[place] if s.start <= number <= s.end}
            if rates:
                return self.texts[rates.pop()] if len(rates) == 1 else NEEDS_PERSON
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
            return pl.Series(self._keys_of(codes, ("",)), dtype=pl.UInt32).gather(code)
        numbers = self.origins.numbers(origin)
        met = self.origins.texts(len(self.classes)).to_list()
        self.classes += [self.groups_of(text.strip().upper()) for text in met]
        kinds = list(dict.fromkeys(self.classes))
        kind = pl.Series([kinds.index(c) for c in self.classes], dtype=pl.UInt32).gather(numbers)
        tables = [pl.Series(self._keys_of(codes, groups), dtype=pl.UInt32) for groups in kinds]
        return pl.concat(tables).gather(kind * len(tables[0]) + code)

    def _keys_of(self, codes: Numbering, groups: tuple[str, ...]) -> list[int]:
        """The timeline of every code met, for goods of some groups of origins."""
        keys = self.seen.setdefault((id(codes), groups), (codes, []))[1]
        for code in digits(codes.texts(len(keys))).to_list():
            keys.append(self._key(self.candidates(code, groups)))
        return keys

    def _key(self, places: tuple[tuple[str, str], ...]) -> int:
        if places not in self.key_of:
            steps: Steps = ()
            for place in reversed(places):
                steps = overlaid(timeline(self.spans[place], UNSURE), steps) if steps else timeline(self.spans[place], UNSURE)
            self.key_of[places] = len(self.steps)
            self.steps.append(steps)
            self.blocks = None
        return self.key_of[places]

    def _blocks(self) -> tuple[int, pl.Series, pl.Series]:
        """All timelines side by side, each padded to one size, a power of 2: days and rates."""
        if self.blocks is None:
            size = 1
            while size < max(len(steps) for steps in self.steps):
                size *= 2
            days = [day for steps in self.steps for day in _padded([d for d, _ in steps], size, LAST_DAY)]
            rates = [rate for steps in self.steps for rate in _padded([r for _, r in steps], size, BLANK)]
            self.blocks = size, pl.Series(days, dtype=pl.Int32), pl.Series(rates, dtype=pl.UInt32)
        return self.blocks

    def _on_card(self, card: RateCard, rates: pl.Series) -> pl.Series:
        """The rates by their numbers on a card."""
        kept = self.mapped.get(id(card))
        if kept is None or kept[1] != len(rates):
            numbers = card.texts.numbers(pl.Series(self.texts, dtype=pl.String)).scatter([0, UNSURE], [BLANK, UNKNOWN])
            kept = self.mapped[id(card)] = (card, len(rates), numbers.gather(rates))
        return kept[2]


def _padded(values: list[int], size: int, filler: int) -> Iterator[int]:
    yield from values
    yield from (filler for _ in range(size - len(values)))


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
