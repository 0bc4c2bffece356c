"""Sales orders of the sample firm as records: prices and costs of the catalogue, freight and duty the firm bears, days promised and shipped."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from argosy.engines.offer.amounts import rounded
from argosy.records.sales.models import SalesOrder, SalesOrderLine
from argosy.records.sample import products, rates, terms
from argosy.records.sample.selling import AS_OF, FADES, FADING, Line, Order, orders, quarter
from argosy.records.sample.territories import CURRENCIES, seller
from argosy.records.sample.world import Part, Plan, Row, World

FREIGHT = {"09": 40, "22": 70, "73": 60, "85": 30, "87": 35}
"""Freight to the customer in thousandths of the amount, where the firm pays it."""
INLAND, HOME, DDP_DUTY = 8, 12, Decimal("0.06")
PAID_FREIGHT = frozenset({"CIF", "DAP", "DDP"})


def order_rows(plan: Plan) -> list[Row]:
    """Headers by number. An order is promised 28 days after its day and leaves after 7 to 39."""
    table = exchange(plan)
    return [_header(order, number, table, copy) for copy in range(1, plan.times + 1) for number, order in enumerate(orders(one(plan)), 1)]


def one(plan: Plan) -> Plan:
    """The plan at the size of the demo."""
    return Plan(plan.seed)


def mark(copy: int) -> str:
    """What the numbers and customers of a copy for load tests end in."""
    return "" if copy == 1 else f"-{copy:03d}"


def _header(order: Order, number: int, table: dict[tuple[str, date], Decimal], copy: int) -> Row:
    currency = CURRENCIES.get(order.country, "USD")
    left = order.date + timedelta(days=order.lead)
    return {
        "number": f"SO-{number:05d}{mark(copy)}", "customer": order.customer + mark(copy), "market": order.country, "date": order.date,
        "incoterm": order.incoterm, "currency": currency, "fx": rate_on(table, currency, order.date), "seller": seller(order.country, order.date),
        "promised": order.date + timedelta(days=28), "shipped": left if left <= AS_OF else None,
    }  # fmt: skip


@cache
def exchange(plan: Plan) -> dict[tuple[str, date], Decimal]:
    """The demo's export rates by currency and first day of their ten days."""
    return {(row["currency"], row["valid_from"]): row["rate"] for row in rates.rate_rows(plan) if row["flow"] == "export"}


def rate_on(table: dict[tuple[str, date], Decimal], currency: str, day: date) -> Decimal:
    """TWD for one unit on a day, of the demo's ten-day table."""
    return Decimal(1) if currency == "TWD" else table[currency, day.replace(day=1 if day.day < 11 else 11 if day.day < 21 else 21)]


def line_rows(plan: Plan) -> list[Row]:
    """Goods lines: price and cost of the catalogue, with what was planted; prices and costs rise on 1 January 2026."""
    table = exchange(plan)
    wares = {row["sku"]: row for row in products.product_rows(plan)}
    return [
        {"order": f"SO-{number:05d}{mark(copy)}", "line_no": at, **line_row(order, line, wares[line.sku], table)}
        for copy in range(1, plan.times + 1)
        for number, order in enumerate(orders(one(plan)), 1)
        for at, line in enumerate(order.lines, 1)
    ]


def line_row(order: Order, line: Line, ware: Row, table: dict[tuple[str, date], Decimal]) -> Row:
    """One line as it is stored."""
    currency = CURRENCIES.get(order.country, "USD")
    fx = rate_on(table, currency, order.date)
    later = order.date.year > 2025
    list_price = ware["price"] * (Decimal("1.02") if later and line.sku != FADING else 1)
    cost = ware["cost"] * (Decimal("1.015") if later else 1)
    if line.sku == FADING and quarter(order.date) in FADES:
        cost = ware["price"]
    price = (list_price / fx).quantize(Decimal("0.0001"))
    amount = rounded(price * line.quantity * (100 - line.discount) / 100, currency)
    home = amount * fx
    shipped = order.date + timedelta(days=order.lead) <= AS_OF
    return {
        "product": line.sku, "quantity": Decimal(line.quantity), "unit_price": price, "discount": Decimal(line.discount), "amount": amount,
        "unit_cost": cost.quantize(Decimal("0.0001")), "freight": None if line.unknown_freight else _freight(order, line, home),
        "duty": (home * DDP_DUTY).quantize(Decimal("0.01")) if order.incoterm == "DDP" else Decimal(0),
        "shipped_quantity": (line.quantity * Decimal("0.9") if line.short else Decimal(line.quantity)) if shipped else None,
    }  # fmt: skip


def _freight(order: Order, line: Line, home: Decimal) -> Decimal:
    share = HOME if order.country == "TW" else FREIGHT[line.sku[:2]] if order.incoterm in PAID_FREIGHT else INLAND
    return (home * share * Decimal(round(800 + 400 * line.noise)) / 1_000_000).quantize(Decimal("0.01"))


def store_orders(world: World, rows: list[Row]) -> None:
    """Orders of customers and by people kept before, with terms, totals and states."""
    people, customers = world.made["person"], world.made["party"]
    amounts: dict[str, list[Decimal]] = {}
    for line in line_rows(world.plan):
        amounts.setdefault(line["order"], []).append(line["amount"])
    whole = [
        {**row, **terms.common(one(world.plan), row, amounts[row["number"]]), "state": terms.order_state(row), "lead_days": 28}
        for row in rows
    ]
    made = [SalesOrder(**{**row, "customer": customers[row["customer"]], "seller": people[row["seller"]]}) for row in whole]
    world.keep(SalesOrder, made, "sales_order", "number")


def store_lines(world: World, rows: list[Row]) -> None:
    """Lines of orders kept before; returns find them by order and line."""
    kept, wares = world.made["sales_order"], world.made["product"]
    made = []
    for row in rows:
        order = kept[row["order"]]
        out = Decimal(0) if order.state == "confirmed" else row["quantity"]
        made.append(SalesOrderLine(**{**row, "order": order, "product": wares[row["product"]]}, released_quantity=out))
    lines = world.keep(SalesOrderLine, made)
    world.made["sales_line"] = {f"{row['order']}/{row['line_no']}": line for row, line in zip(rows, lines, strict=True)}


PARTS = (Part("sales_order", order_rows, store_orders), Part("sales_line", line_rows, store_lines))
