"""Import orders of the sample firm, as if their files had been imported."""

from __future__ import annotations

import tomllib
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils import timezone

from argosy.kernel.canonical import digest
from argosy.records.reports.models import NumberSeries
from argosy.records.sample.world import Part, Plan, Row, World, written
from argosy.records.tariffs.models import OrderCost, OrderFile, OrderLine

HEADER = ("ref", "title_zh", "title_en", "date", "incoterm", "place", "currency", "invoice_no", "invoice_date", "vessel")


@cache
def _orders() -> list[dict[str, Any]]:
    text = files("argosy.records.sample").joinpath("data", "orders.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["order"]
    return found


def order_rows(plan: Plan) -> list[Row]:
    """The headers. They do not depend on the seed: documents and cases are told about them by name."""
    return [
        {
            **{name: order[name] for name in HEADER},
            "seller": order["seller"],
            "client": order.get("client", ""),
            "by": order["by"],
            "at": order["at"].isoformat(),
        }
        for order in _orders()
    ]


def line_rows(plan: Plan) -> list[Row]:
    """Goods lines with weights from the product."""
    products = {row["sku"]: row for row in written("products")}
    return [_line(order["ref"], n, line, products[line[0]]) for order in _orders() for n, line in enumerate(order["lines"], 1)]


def _line(ref: str, number: int, line: list[Any], product: dict[str, str]) -> Row:
    sku, quantity, price, rates, facts = line
    amount = Decimal(quantity) * Decimal(price)
    return {
        "order": ref, "line_no": number, "source_row": number + 1, "item": sku, "description": product["name_zh"], "code": product["code"],
        "origin": product["origin"] if product["origin"] != "TW" else "VN", "quantity": Decimal(quantity), "unit": product["unit"],
        "unit_price": Decimal(price), "amount": amount.quantize(Decimal("0.0001")), "net_kg": Decimal(quantity) * int(product["net_g"]) / 1000,
        "gross_kg": Decimal(quantity) * int(product["gross_g"]) / 1000, "rates": rates, "facts": facts,
    }  # fmt: skip


def cost_rows(plan: Plan) -> list[Row]:
    """Shared costs with the paper that proves each."""
    names = ("kind", "amount", "currency", "document")
    return [{"order": order["ref"], **dict(zip(names, cost, strict=True))} for order in _orders() for cost in order["costs"]]


def store_orders(world: World, rows: list[Row]) -> None:
    """Orders by people and from suppliers kept before."""
    people, parties = world.made["person"], world.made["party"]
    made = [
        OrderFile(
            **{name: row[name] for name in HEADER}, seller=parties[row["seller"]], client=parties.get(row["client"]), rates_are_demo=True, file_name=f"{row['ref']}.csv", sha256=digest(row),
            imported_by=people[row["by"]], imported_at=timezone.make_aware(datetime.fromisoformat(row["at"])),
        )
        for row in rows
    ]  # fmt: skip
    world.keep(OrderFile, made, "order", "ref")
    NumberSeries(series="OF", last=len(made)).save()


def store_lines(world: World, rows: list[Row]) -> None:
    """Lines of orders kept before, each tied to its product."""
    orders, products = world.made["order"], world.made["product"]
    world.keep(OrderLine, [OrderLine(**{**row, "order": orders[row["order"]], "product": products[row["item"]]}) for row in rows])


def store_costs(world: World, rows: list[Row]) -> None:
    """Costs of orders kept before."""
    orders = world.made["order"]
    world.keep(OrderCost, [OrderCost(**{**row, "amount": Decimal(row["amount"]), "order": orders[row["order"]]}) for row in rows])


PARTS = (Part("order", order_rows, store_orders), Part("order_line", line_rows, store_lines), Part("order_cost", cost_rows, store_costs))
