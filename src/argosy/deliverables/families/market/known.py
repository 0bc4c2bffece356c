"""What people entered about markets, as plain values: findings, culture, law, rivals, advice. No record outlives gathering."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation

from argosy.kernel.text import Text, same
from argosy.records.catalog.rivals import queries as rivals
from argosy.records.channels import queries as channels
from argosy.records.markets.intel import queries as intel
from argosy.records.markets.outlook import queries as outlook
from argosy.records.people import consulting
from argosy.records.permission import LOCAL_READER
from argosy.records.reference.sourcing import queries as sourcing


@dataclass(frozen=True, slots=True)
class Finding:
    """An opportunity or threat that documents may print. Effects are shares of the exposed sales (0.02 = 2 %), ``None`` where nobody estimated."""

    ref: str
    market: str
    opportunity: bool
    pestle: Text
    words: Text
    likelihood: int
    low: float | None
    base: float | None
    high: float | None
    evidence: tuple[str, ...]
    run: str
    review: date
    owner: Text


@dataclass(frozen=True, slots=True)
class Culture:
    """One cultural factor of a market; ``effects`` names what it does to product, price, place and promotion;
    ``segment`` the customers it is about, empty for all. ``source`` is a code of the register."""

    id: str
    market: str
    factor: Text
    words: Text
    effects: Text
    source: str
    segment: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """One requirement of a market's checklist; ``state`` is met, gap, na, waived, or empty while nobody decided."""

    id: str
    market: str
    hs: str
    product: str
    topic: str
    topic_words: Text
    requirement: Text
    citation: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the intelligence register that reports may use."""

    ref: str
    kind: str
    kind_words: Text
    market: str
    hs: str
    title: Text
    summary: str
    impact: str
    grade: str
    observed: date
    source: str
    channel: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A rival product with its latest price."""

    code: str
    name: Text
    maker: str
    market: str
    own: str
    price: Decimal | None
    currency: str
    unit: str
    on: date | None
    stale: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """Help that was sought: whom, what, and the answer; an empty answer is still awaited."""

    whom: str
    name: str
    question: str
    due: date
    answer: str
    effect: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel on file for a market, and how complete its file is in percent."""

    code: str
    name: Text
    market: str
    kind: Text
    complete: int


@dataclass(frozen=True)
class Known:
    """Everything people entered about the markets of a report, and what was left out and why."""

    findings: tuple[Finding, ...] = ()
    culture: tuple[Culture, ...] = ()
    laws: tuple[Law, ...] = ()
    items: tuple[Item, ...] = ()
    rivals: tuple[Rival, ...] = ()
    advice: tuple[Advice, ...] = ()
    channels: tuple[Channel, ...] = ()
    sources: tuple[tuple[str, Text, str], ...] = ()
    left_out: tuple[Text, ...] = ()


def in_both(say: Callable[[], Any]) -> Text:
    """What the records call something, in both languages: ``say`` is asked once in each."""
    with translation.override("zh-hant"):
        zh = str(say())
    with translation.override("en"):
        return Text(zh, str(say()))


def gather_known(markets: Iterable[str], product: str, on: date) -> Known:
    """What documents may print on a day about these markets; ``sources`` are (code, name, reliability) of all that are named."""
    wanted = tuple(markets)
    findings, kept_out = _findings(wanted, on)
    culture, unverified = _culture(wanted, on)
    usable = intel.usable((row for m in wanted for row in intel.items(actor=LOCAL_READER, market=m)), on)
    items = tuple(_item(row) for row in usable.items if not row.hs or row.hs.startswith(product[:4]) or product.startswith(row.hs))
    named = {c.source for c in culture} | {i.source for i in items if i.source}
    return Known(
        findings, culture, _laws(wanted, product, on), items, _rivals(wanted, product, on), _advice(), _channels(wanted, on), _named(named),
        tuple(_left_out(kept_out, unverified, usable)),
    )  # fmt: skip


def _findings(markets: tuple[str, ...], on: date) -> tuple[tuple[Finding, ...], int]:
    found, out = [], 0
    for market in markets:
        told = outlook.printed(market, on, actor=LOCAL_READER)
        out += told.bare + told.overdue
        found += [_finding(row) for row in told.rows]
    return tuple(found), out


def _finding(row: Any) -> Finding:
    low, base, high = (None if v is None else float(v) / 100 for v in (row.low, row.base, row.high))
    return Finding(
        row.ref, row.market, row.direction == "opportunity", in_both(row.get_pestle_display), same(row.finding), row.likelihood, low, base, high,
        tuple(map(str, row.evidence)), row.run, row.review_date, Text(row.owner.name_zh, row.owner.name_en),
    )  # fmt: skip


def _culture(markets: tuple[str, ...], on: date) -> tuple[tuple[Culture, ...], int]:
    found, out = [], 0
    for market in markets:
        kept, left = sourcing.verified_notes(market, on, actor=LOCAL_READER)
        out += len(left)
        found += [_note(row) for row in kept]
    return tuple(found), out


EFFECTS = (
    ("product", Text("產品", "product")),
    ("price", Text("價格", "price")),
    ("place", Text("通路", "place")),
    ("promotion", Text("推廣", "promotion")),
)


def _note(row: Any) -> Culture:
    told = [(label, getattr(row, name)) for name, label in EFFECTS if getattr(row, name)]
    effects = Text("；".join(f"{w.zh}：{x}" for w, x in told), "; ".join(f"{w.en}: {x}" for w, x in told))
    none = Text("經確認無影響", "confirmed: none")
    return Culture(
        str(row.pk),
        row.market,
        in_both(row.get_factor_display),
        same(row.finding),
        effects or none,
        row.source.code if row.source else "",
        row.segment,
    )


def _laws(markets: tuple[str, ...], product: str, on: date) -> tuple[Law, ...]:
    rows = [row for market in markets for row in sourcing.checklists(actor=LOCAL_READER, market=market)]
    fit = [row for row in rows if not row.hs or row.hs[:4] == product[:4]]
    return tuple(
        Law(f"{row.pk}.{rule.rule}", row.market, row.hs, row.product, rule.topic, in_both(rule.get_topic_display), same(rule.requirement), rule.citation,
            rule.counts_as(on), rule.note)
        for row in fit for rule in row.rules.all()
    )  # fmt: skip


def _item(row: Any) -> Item:
    return Item(
        row.ref, row.kind, in_both(row.get_kind_display), row.market, row.hs, Text(row.title_zh or row.title_en, row.title_en or row.title_zh), row.summary,
        row.impact, row.grade, row.observed, row.source.code if row.source else "", row.channel,
    )  # fmt: skip


def _rivals(markets: tuple[str, ...], product: str, on: date) -> tuple[Rival, ...]:
    rows = rivals.rivals(actor=LOCAL_READER).filter(own__code__startswith=product[:4])
    rows = [row for row in rows if not row.market or row.market in markets]
    prices = rivals.prices_now(rows, on)
    return tuple(_rival(row, prices.get(row.pk)) for row in rows)


def _rival(row: Any, price: Any) -> Rival:
    name = Text(row.name_zh or row.name_en, row.name_en or row.name_zh)
    own = row.own.sku if row.own else ""
    if price is None:
        return Rival(row.code, name, row.maker, row.market, own, None, "", "", None, False)
    return Rival(row.code, name, row.maker, row.market, own, price.price, price.currency, price.unit, price.on, price.stale)


def _advice() -> tuple[Advice, ...]:
    rows = [row for row in consulting.consultations(actor=LOCAL_READER) if row.subject.startswith(("requirement", "brief", "markets."))]
    return tuple(Advice(str(row.whom), row.name, row.question, row.due, row.answer, row.effect) for row in rows)


def _channels(markets: tuple[str, ...], on: date) -> tuple[Channel, ...]:
    rows = [row for market in markets for row in channels.dossiers(actor=LOCAL_READER, market=market)]
    return tuple(
        Channel(
            row.code,
            Text(row.name_zh, row.name_en or row.name_zh),
            row.market,
            in_both(row.get_kind_display),
            channels.completeness(row, on),
        )
        for row in rows
    )


def _named(codes: set[str]) -> tuple[tuple[str, Text, str], ...]:
    rows = sourcing.sources(actor=LOCAL_READER, active=False).filter(code__in=codes)
    return tuple((row.code, Text(row.name_zh, row.name_en or row.name_zh), row.reliability) for row in rows)


def _left_out(findings: int, notes: int, usable: Any) -> Iterable[Text]:
    counts = (
        (
            findings,
            Text(
                "未列入之機會或風險（無證據或逾複查日）：{n} 項", "Opportunities or risks left out for want of evidence or past review: {n}"
            ),
        ),
        (notes, Text("未列入之文化筆記（無來源或逾複查日）：{n} 則", "Culture notes left out for want of a source or past review: {n}")),
        (usable.drafts, Text("未列入之情報（未載來源）：{n} 則", "Items left out for want of a source: {n}")),
        (usable.low, Text("未列入之情報（評等低於 {g}）：{n} 則", "Items left out as graded below {g}: {n}")),
        (usable.expired, Text("未列入之情報（已過效期）：{n} 則", "Items left out as expired: {n}")),
    )
    return (words.format(n=n, g=usable.least) for n, words in counts if n)
