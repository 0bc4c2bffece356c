"""What twelve dealers reported of six products each, week by week for 78 weeks. Sell-through follows what they order from us and the season.

Planted: six of them (three in Australia and their neighbours in Singapore and Malaysia) sold 18 % more in the co-op promotion of June 2025;
C-TW-05 sells 60 % less from March 2026.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from argosy.records.care.supply.models import SeasonPlan, StockSnapshot
from argosy.records.sample.products import product_rows
from argosy.records.sample.sales import one
from argosy.records.sample.selling import orders, season
from argosy.records.sample.stream import Stream
from argosy.records.sample.stream_laws import normal, poisson
from argosy.records.sample.territories import goods
from argosy.records.sample.world import Part, Plan, Row, World

TREATED = ("C-AU-01", "C-AU-03", "C-AU-04", "C-SG-01", "C-SG-03", "C-MY-01")
DEALERS = (*TREATED, "C-TW-01", "C-TW-02", "C-TW-05", "C-TW-06", "C-TW-10", "C-TW-11")
ALWAYS = "85-02"
WEEKS, FIRST_SUNDAY = 78, date(2025, 1, 5)
PROMOTED, LIFT = (date(2025, 6, 2), date(2025, 6, 29)), 1.18
FADED, FADES = "C-TW-05", date(2026, 3, 1)
LOW, UP_TO, SLACK = 3, 5, 12
"""A dealer under LOW weeks of stock takes UP_TO weeks in; SLACK per cent of the time it is a week late."""


def stock_rows(plan: Plan) -> list[Row]:
    """Reports by dealer, product and Sunday."""
    draws, base = plan.stream("stock_snapshot"), one(plan)
    bought = _bought(base)
    least = {row["sku"]: int(row["moq"]) for row in product_rows(base)}
    rows: list[Row] = []
    for dealer in DEALERS:
        own = goods(dealer)
        others = draws.shuffled([sku for sku in own if sku != ALWAYS])
        for sku in sorted(_six(own, others)):
            usual = max(bought.get((dealer, sku), 0) / WEEKS, least[sku] / 8)
            rows += _weeks(draws, dealer, sku, usual)
    return rows


def _six(own: tuple[str, ...], others: list[str]) -> list[str]:
    return [ALWAYS, *others[:5]] if ALWAYS in own else others[:6]


def _bought(plan: Plan) -> dict[tuple[str, str], int]:
    held: dict[tuple[str, str], int] = {}
    for order in orders(plan):
        for line in order.lines:
            held[order.customer, line.sku] = held.get((order.customer, line.sku), 0) + line.quantity
    return held


def _weeks(draws: Stream, dealer: str, sku: str, usual: float) -> list[Row]:
    stock, rows = round(usual * UP_TO), []
    for week in range(WEEKS):
        on = FIRST_SUNDAY + timedelta(weeks=week)
        mean = usual * season(sku[:2], on.month)
        mean *= LIFT if dealer in TREATED and PROMOTED[0] <= on <= PROMOTED[1] else 0.4 if dealer == FADED and on >= FADES else 1.0
        came = round(mean * UP_TO) if stock < mean * LOW and not draws.chance(SLACK) else 0
        wanted = poisson(draws, mean, 200) if mean < 60 else max(0, round(normal(draws, mean, mean**0.5)))
        sold = min(wanted, stock + came)
        stock += came - sold
        rows.append({"party": dealer, "product": sku, "on": on.isoformat(), "quantity": stock, "sold": sold, "received": came})
    return rows


def season_rows(plan: Plan) -> list[Row]:
    """What each dealer said in January 2026 it expects of every month, by product line."""
    draws = plan.stream("season_plan")
    rows = []
    for dealer in DEALERS:
        for line in sorted({sku[:2] for sku in goods(dealer)}):
            for month in range(1, 13):
                index = round(100 * season(line, month)) + draws.integer(-6, 6)
                rows.append({"party": dealer, "line": line, "month": month, "index": max(index, 20), "told_on": "2026-01-12"})
    return rows


def store_stock(world: World, rows: list[Row]) -> None:
    """Reports of dealers about products kept before."""
    held, wares = world.made["party"], world.made["product"]
    made = [
        StockSnapshot(
            party=held[row["party"]], product=wares[row["product"]], on=date.fromisoformat(row["on"]),
            **{name: Decimal(row[name]) for name in ("quantity", "sold", "received")},
        )
        for row in rows
    ]  # fmt: skip
    world.keep(StockSnapshot, made)


def store_seasons(world: World, rows: list[Row]) -> None:
    """Season plans of dealers kept before."""
    held = world.made["party"]
    made = [
        SeasonPlan(**{**row, "party": held[row["party"]], "index": Decimal(row["index"]), "told_on": date.fromisoformat(row["told_on"])})
        for row in rows
    ]
    world.keep(SeasonPlan, made)


PARTS = (Part("stock_snapshot", stock_rows, store_stock), Part("season_plan", season_rows, store_seasons))
