"""Reading products."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from argosy.engines.hs.goods import Known
from argosy.kernel.text import Text
from argosy.records.catalog.models import Classification, Product
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["Classification", "Product"]
_READ = Text("查看商品", "see products")
_READ_DECISIONS = Text("查看稅則歸列", "see classifications")


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
    require(actor, "catalog.classification.read", _READ_DECISIONS)
    return Classification.objects.filter(product__sku=sku).select_related("decided_by", "reviewer")


def reasons(skus: Iterable[str], *, actor: Actor | None) -> dict[str, list[Classification]]:
    """The classifications of several products by SKU, the governing one first."""
    require(actor, "catalog.classification.read", _READ_DECISIONS)
    found: dict[str, list[Classification]] = {}
    for row in Classification.objects.filter(product__sku__in=set(skus)).select_related("product"):
        found.setdefault(row.product.sku, []).append(row)
    return found


def reviewed_headings(*, actor: Actor | None) -> set[str]:
    """The six-digit codes under which a product was classified and a second person agreed."""
    require(actor, "catalog.classification.read", _READ_DECISIONS)
    codes = Classification.objects.exclude(reviewer=None).values_list("code", flat=True).distinct()
    return {code[:6] for code in codes}


def decided_under(code: str, *, actor: Actor | None) -> list[Classification]:
    """The governing classifications of products under the six digits of a code, the newest first."""
    require(actor, "catalog.classification.read", _READ_DECISIONS)
    rows = (
        Classification.objects.filter(code__startswith=code[:6]).exclude(product=None).select_related("product", "reviewer", "decided_by")
    )
    return list(rows.order_by("-date", "-pk")[:20])


def decided_goods(day: date, *, actor: Actor | None) -> list[Known]:
    """The decisions that stand on a day, each description with its code of six digits and who decided and reviewed it."""
    require(actor, "catalog.classification.read", _READ_DECISIONS)
    standing = Classification.objects.filter(date__lte=day).exclude(superseded_by__date__lte=day).exclude(valid_to__lt=day)
    found: list[Known] = []
    for row in standing.select_related("product", "decided_by", "reviewer").order_by("pk"):
        texts = (row.product.name_en, row.product.name_zh) if row.product else (row.text,)
        found += [Known(text, row.code[:6], "decision", _who(row)) for text in texts if text]
    return found


def awaiting_review(*, actor: Actor | None) -> QuerySet[Classification]:
    """Decisions nobody has reviewed and none has superseded, the oldest first."""
    require(actor, "catalog.classification.read", _READ_DECISIONS)
    rows = Classification.objects.filter(reviewer=None, superseded_by=None)
    return rows.select_related("product", "decided_by").order_by("date", "pk")


def _who(row: Classification) -> str:
    reviewed = f" / {row.reviewer.login} {row.reviewed_on}" if row.reviewer else ""
    return f"#{row.pk} {row.decided_by.login} {row.date}{reviewed}{f' {row.ruling}' if row.ruling else ''}"
