"""Facts of markets laid over the figures of the tables: what people scored, and what gates ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import QuerySet

from argosy.engines.assessment.question import Fact, Figure
from argosy.kernel.text import Text
from argosy.records.markets.assessing.models import MarketFact
from argosy.records.permission import LOCAL_READER, Actor, require
from argosy.rules.markets.scheme import Scheme

_READ = Text("查看市場事實", "see facts of markets")


class Told(Protocol):
    """One fact as it is told, by a file or by a record."""

    @property
    def market(self) -> str:
        """Alpha-2."""

    @property
    def metric(self) -> str:
        """Indicator, or a gate's metric."""

    @property
    def value(self) -> bool | float:
        """In the indicator's unit; yes or no for a gate."""

    @property
    def error(self) -> float:
        """Standard error."""

    @property
    def source(self) -> str:
        """What it rests on."""

    @property
    def reason(self) -> str | Text:
        """Why, in words."""


@dataclass(frozen=True, slots=True)
class Held:
    """A fact of the records; ``source`` names it and its evidence, ``reason`` is told in both languages."""

    market: str
    metric: str
    value: bool | float
    error: float
    source: str
    reason: Text
    evidence: tuple[str, ...] = ()


def market_facts(*, actor: Actor | None, market: str = "") -> QuerySet[MarketFact]:
    """Every fact on record, by market and metric."""
    require(actor, "markets.run.read", _READ)
    rows = MarketFact.objects.select_related("scored_by")
    return rows.filter(market=market) if market else rows


def held_facts(product: str, on: date) -> tuple[tuple[Held, ...], int]:
    """The facts that hold for a product on a day, one a market and metric; and how many were left out as past their review date."""
    chosen: dict[tuple[str, str], MarketFact] = {}
    for row in market_facts(actor=LOCAL_READER).filter(on__lte=on).order_by("on", "pk"):
        if not product.startswith(row.hs):
            continue
        known = chosen.get((row.market, row.metric))
        if known is None or len(row.hs) >= len(known.hs):
            chosen[row.market, row.metric] = row
    kept = tuple(_held(row) for row in chosen.values() if row.review_date >= on)
    return kept, len(chosen) - len(kept)


def _held(row: MarketFact) -> Held:
    words = Text(row.reason_zh or row.reason_en, row.reason_en or row.reason_zh)
    named = tuple(map(str, row.evidence))
    return Held(row.market, row.metric, float(row.value), float(row.error), f"{row.reference} ({', '.join(named)})", words, named)


def laid_over(
    figures: Mapping[str, Mapping[str, Figure]], method: Scheme, told: Iterable[Told]
) -> tuple[dict[str, dict[str, Figure]], dict[str, dict[str, Fact]]]:
    """An indicator's told value takes the place of the computed one; a gate's goes to the gates."""
    indicators = {i.id for i in method.indicators}
    laid = {m: dict(row) for m, row in figures.items()}
    facts: dict[str, dict[str, Fact]] = {}
    for one in told:
        if one.metric in indicators:
            laid.setdefault(one.market, {})[one.metric] = Figure(float(one.value), one.error, one.source)
        else:
            facts.setdefault(one.market, {})[one.metric] = Fact(one.value, one.source, one.reason)
    return laid, facts


def past_review(count: int) -> tuple[Text, ...]:
    """The note that facts were left out, when any were."""
    words = Text("{n} 項市場事實已逾複查日，未採用", "{n} facts of markets past their review date are not used")
    return (words.format(n=count),) if count else ()
