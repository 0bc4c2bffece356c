"""Specifications of the forty products, and a delivery or two of every order line that left, with what inspection measured.

Planted: lights 85-02 ordered from July to December 2025 measure below their brightness, as their bad batch does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from argosy.records.catalog.specs.models import ProductSpec
from argosy.records.sales.ordering.models import DeliveryEvent
from argosy.records.sample.after_sales import BAD, BAD_FROM, BAD_TO
from argosy.records.sample.sales import line_rows, one, order_rows
from argosy.records.sample.stream import Stream
from argosy.records.sample.stream_laws import normal
from argosy.records.sample.world import Part, Plan, Row, World, written

# chapter: (attribute, English, unit, nominal in hundredths or 0 for the net weight, tolerance in thousandths of it, one-sided, method, critical)
KINDS: dict[str, tuple[tuple[str, str, str, int, int, str, str, bool], ...]] = {
    "09": (("淨重", "Net weight", "g", 0, 20, "", "CNS 12906", True), ("水分", "Moisture", "%", 600, 150, "upper", "CNS 5033", False)),
    "22": (("內容量", "Net volume", "g", 0, 15, "", "CNS 12924", True), ("糖度", "Sugar", "°Bx", 1050, 60, "", "CNS 12570", False)),
    "73": (("重量", "Weight", "g", 0, 30, "", "ISO 3269", False), ("鍍層厚度", "Coating", "µm", 800, 125, "lower", "ISO 1463", True)),
    "85": (
        ("亮度保持率", "Brightness kept", "%", 9800, 30, "lower", "ISO 6742-1", True),
        ("重量", "Weight", "g", 0, 30, "", "ISO 6742-1", False),
    ),
    "87": (("重量", "Weight", "g", 0, 20, "", "ISO 4210-2", False), ("同心偏差", "Run-out", "mm", 25, 400, "upper", "ISO 4210-6", True)),
}
WORDS = {
    "09": ("符合輸入國殘留農藥容許量", "Within the residue limits of the country of import"), "22": ("無菌充填，避光常溫保存", "Aseptic filling, keep cool and dark"),
    "73": ("SUS 304／8.8 級，鍍鋅 8 µm 以上", "SUS 304 or class 8.8, zinc 8 µm or more"), "85": ("IPX6 防水，USB-C 充電", "IPX6, USB-C charging"),
    "87": ("鋁合金 6061-T6，陽極處理", "Aluminium 6061-T6, anodised"),
}  # fmt: skip
CENT = Decimal("0.01")
TWICE, WAIVED = 12, "客戶書面同意特採 Customer's written consent"
FALSE_BATCH = Decimal("93.10")


def spec_rows(plan: Plan) -> list[Row]:
    """Two measured attributes and one in words for each product; they do not depend on the seed."""
    return [row for product in written("products") for row in _specs(product["sku"], int(product["net_g"]))]


@cache
def _specs(sku: str, grams: int) -> tuple[Row, ...]:
    rows = []
    for name, english, unit, hundredths, share, side, method, critical in KINDS[sku[:2]]:
        nominal = Decimal(hundredths).scaleb(-2) if hundredths else Decimal(grams)
        room = max((nominal * share / 1000).quantize(CENT), CENT)
        rows.append(
            {
                "product": sku, "attribute": name, "attribute_en": english, "unit": unit, "nominal": nominal, "method": method, "critical": critical,
                "lower": None if side == "upper" else nominal - room, "upper": None if side == "lower" else nominal + room, "words": "", "words_en": "",
            }
        )  # fmt: skip
    told = {
        "attribute": "材質與要求",
        "attribute_en": "Material and requirements",
        "unit": "",
        "nominal": None,
        "lower": None,
        "upper": None,
    }
    words = {"method": "", "critical": False, "words": WORDS[sku[:2]][0], "words_en": WORDS[sku[:2]][1]}
    return (*rows, {"product": sku, **told, **words})


def event_rows(plan: Plan) -> list[Row]:
    """What left: one delivery of a line, or two for twelve in a hundred, the first two to five days before the last."""
    draws, base = plan.stream("delivery_event"), one(plan)
    heads = {row["number"]: row for row in order_rows(base)}
    grams = {row["sku"]: int(row["net_g"]) for row in written("products")}
    rows = []
    for line in line_rows(base):
        head = heads[line["order"]]
        if head["shipped"] is not None:
            rows += _events(draws, head, line, _specs(line["product"], grams[line["product"]]))
    return rows


def _events(draws: Stream, head: Row, line: Row, specs: tuple[Row, ...]) -> Iterator[Row]:
    gone: Decimal = line["shipped_quantity"]
    split, early = draws.chance(TWICE) and gone >= 10, draws.integer(2, 5)
    first = (gone * 6 / 10).to_integral_value() if split else Decimal(0)
    bad = line["product"] == BAD and BAD_FROM <= head["date"] <= BAD_TO
    days = [(max(head["shipped"] - timedelta(days=early), head["date"]), first)] if split else []
    for day, quantity in [*days, (head["shipped"], gone - first)]:
        yield _event(draws, line, day, quantity, specs, bad)


def _event(draws: Stream, line: Row, day: date, quantity: Decimal, specs: tuple[Row, ...], bad: bool) -> Row:
    values = {spec["attribute"]: _measured(draws, spec, bad) for spec in specs if spec["nominal"] is not None}
    off = any(not _within(spec, values[spec["attribute"]]) for spec in specs if spec["nominal"] is not None)
    return {
        "order": line["order"], "line_no": line["line_no"], "date": day, "quantity": quantity, "values": {name: str(v) for name, v in values.items()},
        "result": "pass" if not off else "waived" if draws.chance(50) or not bad else "fail", "remark": WAIVED if off else "",
    }  # fmt: skip


def _measured(draws: Stream, spec: Row, bad: bool) -> Decimal:
    """Normal about a point inside the limits: 3 standard deviations from one limit to the other's side, so few lie outside."""
    nominal, lower, upper = spec["nominal"], spec["lower"], spec["upper"]
    room = (upper - nominal) if upper is not None else (nominal - lower)
    centre = nominal if lower is not None and upper is not None else nominal - room / 4 if upper is not None else nominal + room / 4
    if bad and spec["critical"]:
        centre = FALSE_BATCH
    return (centre + Decimal(round(normal(draws) * 1000)).scaleb(-3) * room / Decimal("2.6")).quantize(CENT)


def _within(spec: Row, value: Decimal) -> bool:
    return (spec["lower"] is None or value >= spec["lower"]) and (spec["upper"] is None or value <= spec["upper"])


def store_specs(world: World, rows: list[Row]) -> None:
    """Specifications of products kept before."""
    wares = world.made["product"]
    world.keep(ProductSpec, [ProductSpec(**{**row, "product": wares[row["product"]]}) for row in rows])


def store_events(world: World, rows: list[Row]) -> None:
    """Deliveries of order lines kept before."""
    lines = world.made["sales_line"]
    made = [
        DeliveryEvent(
            order_line=lines[f"{row['order']}/{row['line_no']}"], note_no=f"DN-{row['order'][3:]}",
            **{name: row[name] for name in ("date", "quantity", "values", "result", "remark")},
        )
        for row in rows
    ]  # fmt: skip
    world.keep(DeliveryEvent, made)


PARTS = (Part("product_spec", spec_rows, store_specs), Part("delivery_event", event_rows, store_events))
