"""Items of the register as plain values, those the file carries and those it leaves out, counted by reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from argosy.deliverables.families.intelligence.params import IntelAsk
from argosy.deliverables.families.market.known import in_both
from argosy.kernel.text import NOTHING, Text
from argosy.records.markets.intel import queries as intel
from argosy.records.permission import LOCAL_READER

KEY_ITEMS = 10
"""How many items are appraised one by one."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item. ``source`` and ``second`` are codes of the source register; ``relevance`` is ``None`` while nobody graded it; ``expires`` is ``None`` where it holds until amended."""

    ref: str
    kind: str
    kind_words: Text
    market: str
    hs: str
    title: Text
    summary: str
    impact: str
    source: str
    second: str
    channel: Text
    observed: date
    collected: date
    expires: date | None
    grade: str
    relevance: int | None
    secrecy: Text
    lawful: bool | None
    recorder: Text
    uses: int
    assessment: str

    @property
    def points(self) -> int:
        """Grade points, 2 to 12: A to F count 6 to 1 and 1 to 6 count 6 to 1; 0 while ungraded."""
        return 13 - "ABCDEF".index(self.grade[0]) - int(self.grade[1]) if len(self.grade) == 2 else 0

    @property
    def weight(self) -> int:
        """Relevance × grade points, 0 to 36: what the order of the key items follows."""
        return (self.relevance or 0) * self.points

    def expired(self, on: date) -> bool:
        """Whether it no longer holds on a day."""
        return self.expires is not None and self.expires < on


@dataclass(frozen=True)
class Register:
    """``listed``: what the file carries; ``key``: the items appraised one by one, weightiest first. ``heard`` counts all in scope, the rest what was left out and why."""

    listed: tuple[Item, ...]
    key: tuple[Item, ...]
    heard: int
    usable: int
    drafts: int
    low: int
    expired: int
    least: str


def gather_items(ask: IntelAsk, on: date) -> Register:
    """The items of the asked markets and products collected in the period; ``NotFound`` for a key item there is not."""
    rows = [
        r
        for r in intel.items(actor=LOCAL_READER).select_related("second_source").prefetch_related("uses")
        if ask.since <= r.collected <= on and _wanted(r, ask)
    ]
    told = intel.usable(rows, on, ask.grade)
    usable = tuple(_item(r, on) for r in told.items)
    listed = tuple(_item(r, on) for r in rows) if ask.everything else usable
    if ask.items:
        key = tuple(_item(intel.item(ref, actor=LOCAL_READER), on) for ref in ask.items)
        listed += tuple(one for one in key if one.ref not in {i.ref for i in listed})
    else:
        key = weightiest(usable)
    return Register(listed, key, len(rows), len(usable), told.drafts, told.low, told.expired, told.least)


def weightiest(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items that weigh most, the newest first among equals."""
    return tuple(sorted(items, key=lambda i: (-i.weight, -i.observed.toordinal(), i.ref))[:KEY_ITEMS])


def _wanted(row: Any, ask: IntelAsk) -> bool:
    near = not ask.markets or row.market in ask.markets
    ours = not ask.products or any(row.hs.startswith(code) or (row.hs and code.startswith(row.hs)) for code in ask.products)
    return near and ours


def _item(row: Any, on: date) -> Item:
    who = Text(row.recorder.name_zh, row.recorder.name_en) if row.recorder else NOTHING
    return Item(
        row.ref, row.kind, in_both(row.get_kind_display), row.market, row.hs, Text(row.title_zh or row.title_en, row.title_en or row.title_zh), row.summary,
        row.impact, row.source.code if row.source else "", row.second_source.code if row.second_source else "", in_both(row.get_channel_display), row.observed,
        row.collected, row.expires, row.grade, row.relevance, in_both(row.get_secrecy_display), row.lawful, who, uses_before(row, on), row.assessment,
    )  # fmt: skip


def uses_before(row: Any, on: date) -> int:
    """How often an item was used before a day, so that a document never counts itself. ``row`` has its uses at hand."""
    return sum(use.at.date() < on for use in row.uses.all())
