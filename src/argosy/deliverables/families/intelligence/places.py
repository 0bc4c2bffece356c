"""Culture notes and channels of the candidate markets as plain values, with what no source covers yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from argosy.deliverables.families.market.known import EFFECTS, in_both
from argosy.kernel.text import Text
from argosy.records.channels import queries as channels
from argosy.records.permission import LOCAL_READER
from argosy.records.reference.sourcing import queries as sourcing

NONE = Text("經確認無影響", "confirmed: none")


@dataclass(frozen=True, slots=True)
class Note:
    """One verified culture note."""

    id: str
    market: str
    segment: str
    factor: str
    factor_words: Text
    finding: str
    effects: Text
    source: str
    review: date


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel dossier: per cent complete, its fees, its newest day and state."""

    code: str
    market: str
    name: Text
    kind: Text
    complete: int
    fees: int
    as_of: date | None
    state: Text
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """What is known of markets, and what is not: ``bare`` factors without a verified note by market, ``unverified`` notes left out."""

    notes: tuple[Note, ...]
    channels: tuple[Channel, ...]
    bare: dict[str, tuple[Text, ...]]
    unverified: int


def gather_places(markets: tuple[str, ...], on: date) -> Places:
    """Notes and channels of these markets as documents may print them on a day."""
    told = {market: sourcing.verified_notes(market, on, actor=LOCAL_READER) for market in markets}
    notes = tuple(note_of(row) for kept, _ in told.values() for row in kept)
    bare = {m: tuple(in_both(partial(str, f.label)) for f in sourcing.uncovered_factors(m, on, actor=LOCAL_READER)) for m in markets}
    found = tuple(_channel(row, on) for market in markets for row in channels.dossiers(actor=LOCAL_READER, market=market))
    return Places(notes, found, bare, sum(len(out) for _, out in told.values()))


def note_of(row: Any) -> Note:
    """A culture note of the records as a plain value."""
    told = [(label, getattr(row, name)) for name, label in EFFECTS if getattr(row, name)]
    effects = Text("；".join(f"{w.zh}：{x}" for w, x in told), "; ".join(f"{w.en}: {x}" for w, x in told)) if told else NONE
    source = row.source.code if row.source else ""
    return Note(
        str(row.pk), row.market, row.segment, row.factor, in_both(row.get_factor_display), row.finding, effects, source, row.review_date
    )


def _channel(row: Any, on: date) -> Channel:
    parts = [*row.sections.all(), *row.fees.all()]
    return Channel(
        row.code, row.market, Text(row.name_zh, row.name_en or row.name_zh), in_both(row.get_kind_display), channels.completeness(row, on), row.fees.count(),
        max((part.as_of for part in parts), default=None), in_both(row.get_state_display), tuple(sorted({p.source.code for p in parts if p.source})),
    )  # fmt: skip
