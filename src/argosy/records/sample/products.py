"""Forty products in five chapters of the tariff, and why each carries its code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import exp, log

from argosy.records.catalog.models import Classification, Product
from argosy.records.sample.stream import Stream
from argosy.records.sample.world import Part, Plan, Row, World, written

EDITION = "HS2017 (GC413, 2020)"
THOUSANDTHS = Decimal("0.001")


def product_rows(plan: Plan) -> list[Row]:
    """Cost is log-uniform in each item's band, price leaves a margin of 18 to 38 %; both in cents of TWD."""
    draws = plan.stream("product")
    return [_product(row, draws) for row in written("products")]


def _product(row: dict[str, str], draws: Stream) -> Row:
    low, high = log(float(row["cost_low"])), log(float(row["cost_high"]))
    cents = round(exp(low + draws.unit() * (high - low)) * 100)
    margin = draws.integer(180, 380)
    price = (cents * 1000 * 2 + (1000 - margin)) // (2 * (1000 - margin))
    return {
        **{name: row[name] for name in ("sku", "name_zh", "name_en", "code", "origin", "supplier", "unit")},
        "net_kg": int(row["net_g"]) * THOUSANDTHS,
        "gross_kg": int(row["gross_g"]) * THOUSANDTHS,
        "carton_pcs": int(row["carton_pcs"]),
        "carton_cbm": Decimal(int(row["carton_cm3"])).scaleb(-6).quantize(Decimal("0.0001")),
        "moq": int(row["moq"]),
        "cost": Decimal(cents).scaleb(-2),
        "price": Decimal(price).scaleb(-2),
    }


def classification_rows(plan: Plan) -> list[Row]:
    """One decision per product by one coordinator, reviewed by another four to twenty days later."""
    draws = plan.stream("classification")
    reasons = {row["code"]: f"{row['zh']}。\n{row['en']}." for row in written("classifications")}
    rows = []
    for product in written("products"):
        pair = ("cs1", "cs2") if product["origin"] != "TW" else ("cs2", "cs1")
        day = date(2025, 1, draws.integer(2, 10)).toordinal()
        review = date.fromordinal(day + draws.integer(4, 20))
        rows.append(
            {
                "product": product["sku"], "code": product["code"], "edition": EDITION, "rationale": reasons[product["code"]],
                "decided_by": pair[0], "date": date.fromordinal(day), "reviewer": pair[1], "reviewed_on": review,
            }
        )  # fmt: skip
    return rows


def store_products(world: World, rows: list[Row]) -> None:
    """Products of suppliers kept before."""
    parties = world.made["party"]
    world.keep(Product, [Product(**{**row, "supplier": parties[row["supplier"]]}) for row in rows], "product", "sku")


def store_classifications(world: World, rows: list[Row]) -> None:
    """Classifications by people kept before."""
    people, products = world.made["person"], world.made["product"]
    whole = [
        {**row, "product": products[row["product"]], "decided_by": people[row["decided_by"]], "reviewer": people[row["reviewer"]]}
        for row in rows
    ]
    world.keep(Classification, [Classification(**row) for row in whole])


PARTS = (Part("product", product_rows, store_products), Part("classification", classification_rows, store_classifications))
