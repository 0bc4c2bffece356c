"""What a field report reads beside the market facts: items by channel of information, segments, interviews, notes of product managers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from argosy.deliverables.deliverable import Param, Request
from argosy.deliverables.families.market.facts import MarketFacts, gather
from argosy.deliverables.families.market.known import in_both
from argosy.kernel.source import Source
from argosy.kernel.text import Text, same
from argosy.records.catalog.rivals import queries as notes
from argosy.records.markets.intel import queries as intel
from argosy.records.markets.outlook import queries as outlook
from argosy.records.permission import LOCAL_READER

if TYPE_CHECKING:
    import polars

FIELD = "P6"
SUGGESTIONS = Param(
    "suggestions", Text("建議（客群｜行動｜負責｜期限｜預期效益；以分號隔開各項）", "Suggestions (segment|action|owner|due|effect; one after the other by semicolons)")
)  # fmt: skip
DAYS = 365
"""How far back items, notes and sales are looked at."""
# seed note 1 of KPS3322-002: how a rep gathers market information
CHANNELS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    ("web", Text("網路與平台", "Web and platforms"), ("web", "platform")),
    ("press", Text("報章媒體", "Press"), ("media",)),
    ("inhouse", Text("公司內部", "In-house"), ("inhouse",)),
    ("questionnaire", Text("現場問卷", "Questionnaires"), ("questionnaire",)),
    ("interview", Text("訪談（客戶、同業、展會）", "Interviews (customers, trade, fairs)"), ("customer", "peer", "fair")),
    ("official", Text("官方與駐外單位", "Official and trade offices"), ("official", "office")),
)
ASKED = ("customer", "peer", "fair", "questionnaire")


@dataclass(frozen=True, slots=True)
class Heard:
    """One item of the register within the period."""

    ref: str
    channel: str
    channel_words: Text
    market: str
    observed: date
    title: Text
    impact: str
    grade: str
    source: str
    who: Text


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A group of end customers as it was recorded."""

    name: str
    market: str
    size: Decimal | None
    size_unit: str
    need: str
    low: Decimal | None
    high: Decimal | None
    currency: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What a product manager said of a product."""

    on: date
    who: Text
    sku: str
    product: Text
    change: str
    launch: date | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to be done for a segment; an empty owner or day is said."""

    segment: str
    action: str
    owner: Text
    due: str
    effect: str


@dataclass(frozen=True)
class FieldFacts:
    """Everything a field report needs. ``lines`` are own order lines of the product over the last year, ``names`` customers' codes to names."""

    market: MarketFacts
    since: date
    heard: tuple[Heard, ...]
    segments: tuple[SegmentRow, ...]
    notes: tuple[Note, ...]
    suggestions: tuple[Suggestion, ...]
    lines: polars.DataFrame | None
    names: Mapping[str, Text]


def gather_field(request: Request) -> FieldFacts:
    """Market facts and the field's own records over the year before the day of the report."""
    from dataclasses import replace

    market = gather(request)
    since = request.as_of - timedelta(days=DAYS)
    heard, segments, said = _heard(market, since), _segments(market), _notes(market, since)
    rows = len(heard) + len(segments) + len(said)
    source = Source(
        FIELD,
        "record",
        Text("情報登錄、客群與產品經理筆記", "Items, segments and product notes on record"),
        market.firm.name,
        as_of=request.as_of,
        rows=rows,
    )
    market = replace(market, sources=(*market.sources, source))
    return FieldFacts(market, since, heard, segments, said, _suggestions(market), _lines(market, since), {})


def _heard(market: MarketFacts, since: date) -> tuple[Heard, ...]:
    """Usable items on the product's heading, or on its chapter where the heading has none."""
    on, code = market.request.as_of, market.ask.product
    rows = [r for r in intel.items(actor=LOCAL_READER) if since <= r.observed <= on]
    close = [r for r in rows if r.hs[:4] == code[:4]]
    kept = intel.usable(close or [r for r in rows if r.hs[:2] == code[:2]], on).items
    return tuple(_item(r) for r in sorted(kept, key=lambda r: (r.observed, r.ref), reverse=True))


def _item(r: Any) -> Heard:
    title = Text(r.title_zh or r.title_en, r.title_en or r.title_zh)
    who = Text(r.recorder.name_zh, r.recorder.name_en)
    return Heard(
        r.ref,
        r.channel,
        in_both(r.get_channel_display),
        r.market,
        r.observed,
        title,
        r.impact,
        r.grade,
        r.source.code if r.source else "",
        who,
    )


def _segments(market: MarketFacts) -> tuple[SegmentRow, ...]:
    rows = [r for r in outlook.segments(actor=LOCAL_READER) if r.market in (*market.focus, market.ask.home)]
    return tuple(
        SegmentRow(r.name, r.market, r.size, r.size_unit, r.need, r.price_low, r.price_high, r.currency, tuple(map(str, r.evidence)))
        for r in rows
    )


def _notes(market: MarketFacts, since: date) -> tuple[Note, ...]:
    on, code = market.request.as_of, market.ask.product
    rows = [r for r in notes.notes(actor=LOCAL_READER) if since <= r.at.date() <= on and r.product.code[:4] == code[:4]]
    return tuple(
        Note(r.at.date(), Text(r.author.name_zh, r.author.name_en), r.product.sku, Text(r.product.name_zh, r.product.name_en), r.change, r.launch) for r in rows
    )  # fmt: skip


def _suggestions(market: MarketFacts) -> tuple[Suggestion, ...]:
    """Those given with the request, then opportunities on record with their owner and review date."""
    given = []
    for part in market.request.params.get("suggestions", "").replace("；", ";").split(";"):
        if part.strip():
            fields = [f.strip() for f in part.replace("|", "｜").split("｜")]
            segment, action, owner, due, effect = (fields + [""] * 5)[:5]
            given.append(Suggestion(segment, action, same(owner), due, effect))
    found = [f for f in market.known.findings if f.opportunity]
    return (
        *given,
        *(Suggestion(f.market, f.words.zh, f.owner, f.review.isoformat(), "" if f.base is None else f"{f.base:+.0%}") for f in found),
    )


def _lines(market: MarketFacts, since: date) -> polars.DataFrame | None:
    import polars as pl

    if market.own is None:
        return None
    rows = market.own.lines.filter((pl.col("date") > since) & (pl.col("date") <= market.request.as_of))
    return rows if rows.height else None
