"""Reading products."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.catalog.models import Classification, Product
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["Product"]
_READ = Text("查看商品", "see products")


def products(*, actor: Actor | None, find: str = "", chapter: str = "") -> QuerySet[Product]:
    """Products by SKU; ``find`` looks in SKU, both names and the tariff code, ``chapter`` is two digits of the HS."""
    require(actor, "catalog.product.read", _READ)
    rows = Product.objects.select_related("supplier")
    if find:
        rows = rows.filter(Q(sku__icontains=find) | Q(name_zh__icontains=find) | Q(name_en__icontains=find) | Q(code__startswith=find))
    return rows.filter(code__startswith=chapter) if chapter else rows


def product(sku: str, *, actor: Actor | None) -> Product:
    """One product with its classifications, or ``NotFound``."""
    require(actor, "catalog.product.read", _READ)
    row: Product = found(Product.objects.select_related("supplier").prefetch_related("classifications"), sku, sku=sku)
    return row


def products_by_sku(skus: Iterable[str], *, actor: Actor | None) -> dict[str, Product]:
    """The products among ``skus`` that exist, for matching the lines of an order file."""
    require(actor, "catalog.product.read", _READ)
    return {row.sku: row for row in Product.objects.filter(sku__in=set(skus))}


def classifications(sku: str, *, actor: Actor | None) -> QuerySet[Classification]:
    """All classifications of a product, the governing one first."""
    require(actor, "catalog.classification.read", Text("查看稅則歸列", "see classifications"))
    return Classification.objects.filter(product__sku=sku).select_related("decided_by", "reviewer")


def reasons(skus: Iterable[str], *, actor: Actor | None) -> dict[str, list[Classification]]:
    """The classifications of several products by SKU, the governing one first."""
    require(actor, "catalog.classification.read", Text("查看稅則歸列", "see classifications"))
    found: dict[str, list[Classification]] = {}
    for row in Classification.objects.filter(product__sku__in=set(skus)).select_related("product"):
        found.setdefault(row.product.sku, []).append(row)
    return found


def reviewed_headings(headings: Iterable[str], *, actor: Actor | None) -> set[str]:
    """Those of some six-digit codes under which a product was classified and a second person agreed."""
    require(actor, "catalog.classification.read", Text("查看稅則歸列", "see classifications"))
    codes = Classification.objects.exclude(reviewer=None).values_list("code", flat=True).distinct()
    return {code[:6] for code in codes} & set(headings)


def decided_under(code: str, *, actor: Actor | None) -> list[Classification]:
    """The governing classifications of products under the six digits of a code, the newest first."""
    require(actor, "catalog.classification.read", Text("查看稅則歸列", "see classifications"))
    rows = Classification.objects.filter(code__startswith=code[:6]).select_related("product", "reviewer", "decided_by")
    return list(rows.order_by("-date", "-pk")[:20])
