"""What customers should reorder on a day, from their stock reports, their season plans and what is on its way to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from argosy.engines.care.replenishment import Policy, Proposal, Week, mean_index, propose, season_index
from argosy.records.care.supply.models import SeasonPlan, StockSnapshot
from argosy.records.care.supply.queries import reports, seasons
from argosy.records.catalog.models import Product
from argosy.records.parties.models import Party
from argosy.records.permission import Actor
from argosy.records.reference.queries import setting
from argosy.records.sales.models import SalesOrderLine

LOOK_BACK = 78
"""Weeks of reports from which a season is read where none was told."""


@dataclass(frozen=True, slots=True)
class Stocked:
    """A customer's stock of a product, what it should reorder, and whether the season was told by the customer (else read off its sales)."""

    party: Party
    product: Product
    proposal: Proposal
    told: bool


def policy_on(on: date) -> Policy:
    """Lead time, review, chance of not running out and weeks looked back on, by the settings in force."""
    lead, review, weeks = (int(setting(f"care.{name}", on)) for name in ("supply_days", "review_days", "sell_weeks"))
    return Policy(lead, review, float(setting("care.service_level", on)) / 100, weeks)


def proposals(on: date, *, actor: Actor | None, party: str = "") -> list[Stocked]:
    """Every product a customer reported, by customer and product."""
    held: dict[tuple[int, int], list[StockSnapshot]] = {}
    for row in reports(actor=actor, party=party, on=on, weeks=LOOK_BACK):
        held.setdefault((row.party_id, row.product_id), []).append(row)
    told = _told(seasons(actor=actor, party=party))
    coming = in_transit({party for party, _ in held}, on)
    policy = policy_on(on)
    made = [_one(rows, on, policy, told, coming.get(key, Decimal(0))) for key, rows in held.items()]
    return sorted(made, key=lambda one: (one.party.code, one.product.sku))


def _told(rows: Iterable[SeasonPlan]) -> dict[tuple[int, str], dict[int, float]]:
    held: dict[tuple[int, str], dict[int, float]] = {}
    for row in rows:
        held.setdefault((row.party_id, row.line), {})[row.month] = float(row.index) / 100
    return held


def _one(rows: list[StockSnapshot], on: date, policy: Policy, told: Mapping[Any, dict[int, float]], coming: Decimal) -> Stocked:
    party, product = rows[0].party, rows[0].product
    weeks = [Week(row.on, row.quantity, row.sold) for row in rows]
    said = next((told[key] for n in (6, 4, 2) if (key := (party.pk, product.code[:n])) in told), None)
    index = said or season_index({row.on: float(row.sold) for row in rows if row.sold is not None}) or {}
    ahead = mean_index(index, on, policy.lead + policy.review)
    behind = mean_index(index, on - timedelta(weeks=policy.weeks), 7 * policy.weeks)
    return Stocked(party, product, propose(weeks, on, policy, index=ahead, now=behind, transit=coming), said is not None)


def in_transit(parties: Iterable[int], on: date) -> dict[tuple[int, int], Decimal]:
    """By customer and product: ordered up to a day and not shipped, or shipped so few days ago that it has not arrived."""
    recent = on - timedelta(days=int(setting("care.transit_days", on)))
    due = Q(order__shipped=None) | Q(order__shipped__gt=recent)
    rows = SalesOrderLine.objects.filter(due, order__customer__in=list(parties), order__date__lte=on, order__cancelled=False)
    held: dict[tuple[int, int], Decimal] = {}
    for party, product, quantity, shipped in rows.values_list("order__customer", "product", "quantity", "shipped_quantity"):
        held[party, product] = held.get((party, product), Decimal(0)) + (quantity if shipped is None else shipped)
    return held
