"""What the people of the sample firm know of fourteen markets for bicycle parts: scores with evidence, and Korea's gate that is shut."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from argosy.records.markets.assessing.models import MarketFact
from argosy.records.sample.world import Part, Plan, Row, World, written

GOODS = "8714"
SCORED, REVIEW = date(2026, 6, 15), date(2027, 6, 30)


def fact_rows(plan: Plan) -> list[Row]:
    """They do not depend on the seed; of the Philippines nobody knows anything."""
    return [{**row, "hs": GOODS, "on": SCORED, "review_date": REVIEW} for row in written("market_facts")]


def store_facts(world: World, rows: list[Row]) -> None:
    """Facts by people kept before."""
    plain = ("market", "hs", "metric", "reason_zh", "reason_en", "on", "review_date")
    people = world.made["person"]
    made = [
        MarketFact(
            **{name: row[name] for name in plain},
            value=Decimal(row["value"]),
            evidence=row["evidence"].split(),
            scored_by=people[row["by"]],
        )
        for row in rows
    ]
    world.keep(MarketFact, made)


PARTS = (Part("market_fact", fact_rows, store_facts),)
