"""Writes about products and their classification."""

from __future__ import annotations

from datetime import date
from typing import Any

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.catalog.models import Classification, Product
from argosy.records.record import changed, found


@action("catalog.product.register", Text("建立商品", "enter a product"))
def register_product(*, actor: Actor, sku: str, **fields: Any) -> Product:
    """A new product; its tariff code comes by ``classify_product``."""
    product = Product(sku=sku, **fields)
    product.save()
    return product


@action("catalog.product.change", Text("修改商品", "change a product"))
def change_product(*, actor: Actor, sku: str, **fields: Any) -> Product:
    """Change the fields given. The tariff code is changed by a classification with its reason, not here."""
    if "code" in fields:
        raise Refused(Text("稅則號別須以「稅則歸列」附理由變更", "The tariff code changes by a classification that gives its reason"))
    product: Product = changed(found(Product.objects.all(), sku, sku=sku), fields)
    return product


@action("catalog.classification.decide", Text("稅則歸列", "classify a product"))
def classify_product(*, actor: Any, sku: str, code: str, edition: str, rationale: str, on: date, **more: Any) -> Classification:
    """Decide the tariff code of a product, with the reason; the product carries it from now on. ``more`` as in ``decide_goods``."""
    product = found(Product.objects.all(), sku, sku=sku)
    earlier = product.classifications.filter(superseded_by=None, date__lte=on).first()
    decision = Classification(
        product=product, code=code, edition=edition, rationale=rationale, decided_by=actor, date=on, supersedes=earlier, **more
    )
    decision.save()
    changed(product, {"code": code})
    return decision


@action("catalog.goods.decide", Text("貨品歸列", "classify goods described in words"))
def decide_goods(*, actor: Any, text: str, code: str, edition: str, rationale: str, on: date, **more: Any) -> Classification:
    """Decide the tariff code of goods described in words. The same words decided again supersede the earlier decision, which is kept.

    ``more``: ``candidates`` (codes shown, each with its score), ``ruling`` (reference), ``valid_to`` (a day).
    """
    words = " ".join(text.split())
    earlier = Classification.objects.filter(product=None, text__iexact=words, superseded_by=None, date__lte=on).first()
    decision = Classification(
        text=words, code=code, edition=edition, rationale=rationale, decided_by=actor, date=on, supersedes=earlier, **more
    )
    decision.save()
    return decision


@action("catalog.classification.review", Text("覆核稅則歸列", "review a classification"))
def review_classification(*, actor: Any, classification: int, on: date) -> Classification:
    """A second person agrees. Who decided it cannot; a reviewed one is not reviewed again."""
    row: Classification = found(Classification.objects.all(), classification, pk=classification)
    if row.decided_by_id == actor.pk:
        raise Refused(Text("覆核人不得為歸列人", "Who decided a classification cannot review it"))
    if row.reviewer_id is not None:
        raise Refused(Text("此歸列已覆核", "This classification is reviewed already"))
    changed(row, {"reviewer": actor, "reviewed_on": on})
    return row
