"""Sales targets of the sample firm: eight territories, four product lines each, eighteen months: 576."""

from __future__ import annotations

from decimal import Decimal

from argosy.records.sales.models import SalesTarget
from argosy.records.sample.sales import line_rows, one, order_rows
from argosy.records.sample.selling import MONTHS, season
from argosy.records.sample.territories import TERRITORIES, lines_of, seller, territory
from argosy.records.sample.world import Part, Plan, Row, World

GROWTH, LEAST, STEP = Decimal("1.08"), Decimal(20_000), Decimal(1000)


def target_rows(plan: Plan) -> list[Row]:
    """2026: the same month of the year before × 1.08. 2025, whose year before is not in the data: the year's own sales by season × 0.92 to 1.12."""
    draws, sold = plan.stream("sales_target"), _sold(one(plan))
    rows = []
    for area in TERRITORIES:
        for line in lines_of(area):
            year = sum((sold.get((area, line, 2025, month), Decimal(0)) for month in range(1, 13)), Decimal(0))
            level = Decimal(draws.integer(920, 1120)) / 1000
            for month in MONTHS:
                plain = year / 12 * Decimal(season(line, month.month)) * level
                amount = plain if month.year == 2025 else sold.get((area, line, 2025, month.month), Decimal(0)) * GROWTH
                login = seller(area.split("+")[0], month.replace(day=5))
                rows.append({"person": login, "territory": area, "line": line, "month": month, "amount": max(LEAST, _rounded(amount))})
    return rows


def _rounded(amount: Decimal) -> Decimal:
    return (amount / STEP).quantize(Decimal(1)) * STEP


def _sold(plan: Plan) -> dict[tuple[str, str, int, int], Decimal]:
    heads = {row["number"]: row for row in order_rows(plan)}
    found: dict[tuple[str, str, int, int], Decimal] = {}
    for row in line_rows(plan):
        head = heads[row["order"]]
        key = (territory(head["market"]), row["product"][:2], head["date"].year, head["date"].month)
        found[key] = found.get(key, Decimal(0)) + row["amount"] * head["fx"]
    return found


def store_targets(world: World, rows: list[Row]) -> None:
    """Targets of people kept before."""
    world.keep(SalesTarget, [SalesTarget(**{**row, "person": world.made["person"][row["person"]]}) for row in rows])


PARTS = (Part("sales_target", target_rows, store_targets),)
