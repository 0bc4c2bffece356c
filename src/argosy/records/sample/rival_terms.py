"""What a wholesale buyer compares besides the product itself: order quantity, lead time, certificates, margin; and how much each attribute counts."""

from __future__ import annotations

from datetime import date

from argosy.records.catalog.rivals.models import AttributeWeight, ProductAttribute
from argosy.records.sample.world import Part, Plan, Row, World, written

SEEN = date(2026, 6, 10)
UNKNOWN = 15  # per cent
TERMS = (("最低訂購量", "PCE", 100), ("交期", "day", 30), ("認證", "item", 3), ("經銷毛利", "%", 24))
"""Attributes with their unit and the value usual in the trade."""
OURS = {"最低訂購量": 80, "交期": 28, "認證": 4, "經銷毛利": 25}
WEIGHTS = (
    ("重量", "Weight", 4, "lower"), ("保固", "Warranty", 4, "higher"), ("耐用測試", "Durability test", 5, "higher"), ("最低訂購量", "Minimum order", 3, "lower"),
    ("交期", "Lead time", 4, "lower"), ("認證", "Certificates", 3, "higher"), ("經銷毛利", "Dealer margin", 5, "higher"), ("內容量", "Net content", 2, "higher"),
    ("焙火程度", "Roast", 1, "none"), ("保存期限", "Shelf life", 3, "higher"), ("材質", "Material", 3, "none"), ("包裝", "Packing", 2, "none"),
    ("產地標示", "Origin marking", 2, "none"), ("配色", "Colours", 1, "none"), ("客服語言", "Service languages", 1, "none"), ("付款條件", "Terms of payment", 3, "none"),
)  # fmt: skip
SAID = {"材質": "與同業相當", "包裝": "可客製", "產地標示": "標準", "配色": "標準", "客服語言": "與同業相當", "付款條件": "與同業相當"}


def weight_rows(plan: Plan) -> list[Row]:
    """How much sixteen attributes count; they do not depend on the seed."""
    return [dict(zip(("attribute", "attribute_en", "importance", "better"), row, strict=True)) for row in WEIGHTS]


def term_rows(plan: Plan) -> list[Row]:
    """Terms of our products and of the thirty rival ones, 15 % of theirs unknown; what we say of our own."""
    draws = plan.stream("rival_term")
    rows: list[Row] = []
    for sku in sorted({row["own"] for row in written("rivals")}):
        rows += [{"sku": sku, "code": "", "attribute": name, "unit": unit, "value": OURS[name], "words": ""} for name, unit, _ in TERMS]
        rows += [{"sku": sku, "code": "", "attribute": name, "unit": "", "value": None, "words": words} for name, words in SAID.items()]
    for rival in written("rivals"):
        for name, unit, usual in TERMS:
            known, value = not draws.chance(UNKNOWN), max(1, usual * draws.integer(70, 140) // 100)
            rows.append({"sku": "", "code": rival["code"], "attribute": name, "unit": unit, "value": value if known else None, "words": ""})
    return rows


def store_weights(world: World, rows: list[Row]) -> None:
    """Weights of attributes."""
    world.keep(AttributeWeight, [AttributeWeight(**row) for row in rows])


def store_terms(world: World, rows: list[Row]) -> None:
    """Terms of products and rivals kept before."""
    products, rivals, source = world.made["product"], world.made["rival"], world.made["source"]["S-CUS2"]
    plain = ("attribute", "unit", "value", "words")
    made = [
        ProductAttribute(
            **{name: row[name] for name in plain}, own=products.get(row["sku"]), rival=rivals.get(row["code"]), on=SEEN, source=source
        )
        for row in rows
    ]
    world.keep(ProductAttribute, made)


PARTS = (Part("attribute_weight", weight_rows, store_weights), Part("rival_term", term_rows, store_terms))
