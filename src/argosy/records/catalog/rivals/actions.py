"""Writes about rival products, attributes and product notes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.catalog.models import Product
from argosy.records.catalog.rivals.models import (
    AttributeWeight,
    CompetitorMove,
    CompetitorPrice,
    CompetitorProduct,
    ProductAttribute,
    ProductNote,
)
from argosy.records.clock import now
from argosy.records.record import changed, found
from argosy.records.reference.sourcing.models import Source


@action("catalog.competitor.register", Text("登錄競品", "enter a competitor product"))
def register_rival(*, actor: Any, code: str, **fields: Any) -> CompetitorProduct:
    """A rival product; ``own`` is a SKU of ours, ``source`` the code of a source."""
    row = CompetitorProduct(code=code.strip().upper(), recorder=actor, **_named(fields))
    row.save()
    return row


@action("catalog.competitor.change", Text("修改競品", "change a competitor product"))
def change_rival(*, actor: Actor, code: str, **fields: Any) -> CompetitorProduct:
    """Change the fields given."""
    row: CompetitorProduct = changed(_rival(code), _named(fields))
    return row


@action("catalog.competitor.price", Text("登錄競品價格", "record a competitor's price"))
def record_price(
    *, actor: Actor, code: str, on: date, price: Decimal, currency: str, unit: str = "H87", promotion: bool = False, source: str = ""
) -> CompetitorPrice:  # fmt: skip
    """A price seen on a day; the same day, currency and unit again replaces it, and the earlier one stays in the history."""
    rival = _rival(code)
    row = CompetitorPrice.objects.filter(product=rival, on=on, currency=currency, unit=unit).first()
    row = row or CompetitorPrice(product=rival, on=on, currency=currency, unit=unit)
    row.price, row.promotion, row.source = price, promotion, _source(source)
    row.save()
    return row


@action("catalog.competitor.move", Text("登錄競爭動態", "record a competitor's move"))
def record_move(
    *, actor: Any, maker: str, kind: str, on: date, note: str, code: str = "", market: str = "", source: str = ""
) -> CompetitorMove:
    """What a rival did, with one product of theirs when it is about that."""
    row = CompetitorMove(
        maker=maker, kind=kind, on=on, note=note, product=_rival(code) if code else None, market=market, source=_source(source), recorder=actor
    )  # fmt: skip
    row.save()
    return row


@action("catalog.attribute.record", Text("登錄商品屬性", "record an attribute of a product"))
def record_attribute(
    *, actor: Actor, attribute: str, on: date, sku: str = "", code: str = "", source: str = "", **fields: Any
) -> ProductAttribute:
    """An attribute of a product of ours (``sku``) or a rival's (``code``), as found on a day; the latest day holds."""
    own = found(Product.objects.all(), sku, sku=sku) if sku else None
    rival = _rival(code) if code else None
    row = ProductAttribute(own=own, rival=rival, attribute=attribute.strip(), on=on, source=_source(source), **fields)
    row.save()
    return row


@action("catalog.attribute.weigh", Text("設定屬性重要度", "weigh an attribute"))
def weigh_attribute(*, actor: Actor, attribute: str, importance: int, better: str = "none", attribute_en: str = "") -> AttributeWeight:
    """How much an attribute counts, 1 to 5, and which way is better: higher, lower or none. Said again it changes."""
    name = attribute.strip()
    row = AttributeWeight.objects.filter(attribute=name).first() or AttributeWeight(attribute=name)
    row.importance, row.better = importance, better
    row.attribute_en = attribute_en or row.attribute_en
    row.save()
    return row


@action("catalog.note.post", Text("發布產品經理筆記", "post a product note"))
def post_note(*, actor: Any, sku: str, change: str, **fields: Any) -> ProductNote:
    """What changed about a product; ``fields``: price, currency, launch."""
    row = ProductNote(product=found(Product.objects.all(), sku, sku=sku), author=actor, change=change, at=now(), **fields)
    row.save()
    return row


def _rival(code: str) -> CompetitorProduct:
    row: CompetitorProduct = found(CompetitorProduct.objects.all(), code, code=code.strip().upper())
    return row


def _source(code: str) -> Source | None:
    return found(Source.objects.all(), code, code=code.strip().upper()) if code else None


def _named(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, with SKU and source code turned into their rows."""
    given = dict(fields)
    if isinstance(given.get("own"), str):
        given["own"] = found(Product.objects.all(), given["own"], sku=given["own"]) if given["own"] else None
    if isinstance(given.get("source"), str):
        given["source"] = _source(given["source"])
    return given
