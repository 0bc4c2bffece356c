"""Reading product specifications."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.catalog.specs.models import ProductSpec
from argosy.records.permission import Actor, require

_SEE = Text("查看商品規格", "see product specifications")


def product_specs(*, actor: Actor | None, skus: Iterable[str] = ()) -> QuerySet[ProductSpec]:
    """Specifications of some products, or of all."""
    require(actor, "catalog.product.read", _SEE)
    rows = ProductSpec.objects.select_related("product")
    wanted = list(skus)
    return rows.filter(product__sku__in=wanted) if wanted else rows


def told_specs(skus: Iterable[str], *, actor: Actor | None) -> dict[str, Text]:
    """By SKU, what is made to in one line: the words, else the measured attributes."""
    found: dict[str, list[ProductSpec]] = {}
    for spec in product_specs(actor=actor, skus=skus):
        found.setdefault(spec.product.sku, []).append(spec)
    return {sku: _told(rows) for sku, rows in found.items()}


def _told(rows: list[ProductSpec]) -> Text:
    worded = [row for row in rows if row.words]
    if worded:
        return Text("；".join(row.words for row in worded), "; ".join(row.words_en or row.words for row in worded))
    measured = [(row.attribute, row.attribute_en or row.attribute, f"{row.nominal:f}".rstrip("0").rstrip("."), row.unit) for row in rows]
    return Text("；".join(f"{zh} {v} {u}" for zh, _, v, u in measured), "; ".join(f"{en} {v} {u}" for _, en, v, u in measured))
