"""Prospects as they stood on a day, with the rates of their stages and the yield of their sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from argosy.engines.customers.funnel import SourceYield, StageRate, Track, Weighted, pipeline, stage_rates, yields
from argosy.kernel.errors import NotFound
from argosy.records.care.leads.models import Lead, LeadSource
from argosy.records.care.leads.queries import costs, leads, moves
from argosy.records.care.leads.stages import open_stages
from argosy.records.permission import Actor
from argosy.records.reference import queries as reference

WON, QUALIFIED, QUOTE = "won", "need", "quote"
"""Stages with a meaning of their own: the end that is wanted, a need confirmed, an offer made."""


@dataclass(frozen=True)
class Funnel:
    """All prospects of a day. ``tracks`` and ``weighted`` by reference; money in the firm's own currency, at the day's rates."""

    on: date
    leads: tuple[Lead, ...]
    tracks: dict[str, Track]
    rates: tuple[StageRate, ...]
    weighted: dict[str, Weighted]
    yields: tuple[SourceYield, ...]
    since: date

    @property
    def worth(self) -> Decimal:
        """The weighted pipeline; prospects without an amount or whose stage has too short a history add nothing."""
        return sum((one.worth for one in self.weighted.values() if one.worth is not None), Decimal(0))

    @property
    def unweighted(self) -> Decimal:
        """The amounts of the open prospects in the funnel as they are."""
        return sum((one.amount for one in self.weighted.values() if one.amount is not None), Decimal(0))


def funnel(on: date, *, actor: Actor | None) -> Funnel:
    """Everything up to a day; the cost of sources is of the months since the first prospect was entered."""
    rows = tuple(leads(actor=actor).filter(created__lte=on).order_by("ref"))
    steps: dict[int, list[tuple[str, date]]] = {}
    for move in moves(actor=actor, until=on):
        steps.setdefault(move.lead_id, []).append((move.stage, move.on))
    base, known = reference.firm().base_currency, dict[str, Decimal | None]()
    tracks = {row.ref: _track(row, steps.get(row.pk, []), base, known, on) for row in rows}
    rates = stage_rates(tracks.values(), open_stages(), WON, on)
    weighted = {one.ref: one for one in pipeline(tracks.values(), rates)}
    since = min((row.created for row in rows), default=on)
    spent = {source: Decimal(0) for source in LeadSource.values if any(row.source == source for row in rows)}
    for cost in costs(actor=actor, first=since, last=on):
        spent[cost.source] = spent.get(cost.source, Decimal(0)) + cost.amount
    found = yields(tracks.values(), spent, QUALIFIED, WON, open_stages())
    return Funnel(on, rows, tracks, tuple(rates), weighted, tuple(found), since)


def _track(row: Lead, steps: Iterable[tuple[str, date]], base: str, known: dict[str, Decimal | None], on: date) -> Track:
    amount = None if row.amount is None else in_base(row.amount, row.currency, base, known, on)
    return Track(row.ref, row.source, tuple(steps) or (("potential", row.created),), amount, row.expected_close is not None)


def in_base(amount: Decimal, currency: str, base: str, known: dict[str, Decimal | None], on: date) -> Decimal | None:
    """An amount in the firm's own currency at the rate of a day; ``None`` where no rate is on record. ``known`` keeps rates found before."""
    if currency == base:
        return amount
    if currency not in known:
        try:
            known[currency] = reference.rate(currency, on).rate
        except NotFound:
            known[currency] = None
    rate = known[currency]
    return None if rate is None else (amount * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)
