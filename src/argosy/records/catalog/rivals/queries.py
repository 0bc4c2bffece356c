"""Reading rival products beside one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max, Prefetch, Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.catalog.models import Product
from argosy.records.catalog.rivals.models import (
    AttributeWeight,
    CompetitorMove,
    CompetitorPrice,
    CompetitorProduct,
    ProductAttribute,
    ProductNote,
)
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.reference.queries import setting

__all__ = ["CompetitorMove", "CompetitorProduct", "ProductNote"]
_RIVALS = Text("查看競品", "see competitor products")
_NOTES = Text("查看產品經理筆記", "see product notes")


@dataclass(frozen=True, slots=True)
class PriceNow:
    """The latest price of a rival product on a day; a ``stale`` one is shown and never averaged."""

    price: Decimal
    currency: str
    unit: str
    on: date
    stale: bool
    source: str


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """One attribute across products: the own value first; ``None`` is unknown. ``axis`` when own and two rivals are measured."""

    attribute: str
    unit: str
    own: ProductAttribute | None
    rivals: dict[str, ProductAttribute]

    @property
    def axis(self) -> bool:
        """Whether it may be an axis of a positioning map: measured for the own product and for at least two rivals."""
        measured = sum(row.value is not None for row in self.rivals.values())
        return self.own is not None and self.own.value is not None and measured >= 2


def rivals(*, actor: Actor | None, find: str = "", market: str = "", maker: str = "", own: str = "") -> QuerySet[CompetitorProduct]:
    """Rival products by maker; ``find`` looks in code, names and maker, ``own`` is a SKU."""
    require(actor, "catalog.competitor.read", _RIVALS)
    rows = CompetitorProduct.objects.select_related("own", "source")
    wanted = (("market", market), ("maker", maker), ("own__sku", own))
    rows = rows.filter(**{name: value for name, value in wanted if value})
    words = Q(code__icontains=find) | Q(name_zh__icontains=find) | Q(name_en__icontains=find) | Q(maker__icontains=find)
    return rows.filter(words) if find else rows


def rival(code: str, *, actor: Actor | None) -> CompetitorProduct:
    """One rival product with its attributes and moves, or ``NotFound``."""
    require(actor, "catalog.competitor.read", _RIVALS)
    attributes = Prefetch("attributes", ProductAttribute.objects.select_related("source"))
    row: CompetitorProduct = found(
        CompetitorProduct.objects.select_related("own", "source", "recorder").prefetch_related(attributes, "moves__source"), code, code=code.upper()
    )  # fmt: skip
    return row


def prices(code: str, *, actor: Actor | None) -> QuerySet[CompetitorPrice]:
    """All prices of a rival product, the newest first."""
    require(actor, "catalog.competitor.read", _RIVALS)
    return CompetitorPrice.objects.filter(product__code=code.upper()).select_related("source")


def prices_now(rows: Iterable[CompetitorProduct], on: date) -> dict[int, PriceNow]:
    """The latest price of each product by its key; stale after ``catalog.price_days`` days."""
    wanted = [row.pk for row in rows]
    late = on - timedelta(days=int(setting("catalog.price_days", on)))
    newest = dict(CompetitorPrice.objects.filter(product__in=wanted, on__lte=on).values_list("product").annotate(Max("on")))
    last = CompetitorPrice.objects.filter(product__in=wanted, on__in=set(newest.values())).select_related("source")
    return {
        row.product_id: PriceNow(row.price, row.currency, row.unit, row.on, row.on < late, row.source.code if row.source else "")
        for row in last
        if row.on == newest[row.product_id]
    }


def moves(*, actor: Actor | None, maker: str = "", market: str = "", since: date | None = None) -> QuerySet[CompetitorMove]:
    """What rivals did, the newest first."""
    require(actor, "catalog.competitor.read", _RIVALS)
    rows = CompetitorMove.objects.select_related("product", "source", "recorder")
    rows = rows.filter(**{name: value for name, value in (("maker", maker), ("market", market)) if value})
    return rows.filter(on__gte=since) if since else rows


def makers(*, actor: Actor | None) -> list[str]:
    """The rival makers on record."""
    return list(rivals(actor=actor).order_by("maker").values_list("maker", flat=True).distinct())


def comparison(sku: str, on: date, *, actor: Actor | None) -> list[AttributeRow]:
    """The attributes of a product of ours beside those of the rivals that stand against it, as last found by a day."""
    held = [row.pk for row in rivals(actor=actor, own=sku)]
    found_rows = ProductAttribute.objects.filter(Q(own__sku=sku) | Q(rival__in=held), on__lte=on).select_related("rival", "source")
    own: dict[str, ProductAttribute] = {}
    others: dict[str, dict[str, ProductAttribute]] = {}
    for row in found_rows.order_by("on", "pk"):
        if row.rival is None:
            own[row.attribute] = row
        else:
            others.setdefault(row.attribute, {})[row.rival.code] = row
    return [_compared(name, own.get(name), others.get(name, {})) for name in sorted({*own, *others})]


def _compared(name: str, own: ProductAttribute | None, others: dict[str, ProductAttribute]) -> AttributeRow:
    units = [row.unit for row in (own, *others.values()) if row is not None and row.unit]
    return AttributeRow(name, units[0] if units else "", own, others)


def weights(*, actor: Actor | None) -> dict[str, AttributeWeight]:
    """The weight of each attribute that has one, by its name."""
    require(actor, "catalog.competitor.read", _RIVALS)
    return {row.attribute: row for row in AttributeWeight.objects.all()}


def notes(*, actor: Actor | None, sku: str = "") -> QuerySet[ProductNote]:
    """Notes of product managers, the newest first."""
    require(actor, "catalog.note.read", _NOTES)
    rows = ProductNote.objects.select_related("product", "author")
    return rows.filter(product__sku=sku) if sku else rows


def without_exchange(on: date, *, actor: Actor | None, heard: Iterable[str] = ()) -> list[Product]:
    """Products on sale about which no note came within ``catalog.exchange_days`` days; ``heard`` are SKUs talked about in other ways."""
    since = on - timedelta(days=int(setting("catalog.exchange_days", on)))
    told = {*notes(actor=actor).filter(at__date__gte=since, at__date__lte=on).values_list("product__sku", flat=True), *heard}
    return [row for row in Product.objects.filter(is_active=True) if row.sku not in told]
