"""Products and how they are classified."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from argosy.api.door import person, reads, sent, writes
from argosy.api.exact import text
from argosy.api.pages import Page, Window, page
from argosy.records.catalog import actions, queries
from argosy.records.reference import queries as reference

router = Router(tags=["Products"])
EXACT = ("net_kg", "gross_kg", "carton_cbm", "cost", "price")


class ProductRow(Schema):
    """A product. Weights are kilograms per ``unit``, ``carton_cbm`` cubic metres a carton, ``cost`` and ``price`` per unit in ``currency``."""

    sku: str
    name_zh: str
    name_en: str
    code: str
    origin: str
    supplier: str | None
    unit: str
    net_kg: str
    gross_kg: str
    carton_pcs: int
    carton_cbm: str
    moq: int
    cost: str
    price: str
    currency: str
    is_active: bool


class ClassificationOut(Schema):
    """Why a product carries its tariff code. The first of a list governs."""

    id: int
    code: str
    edition: str
    rationale: str
    decided_by: str
    date: date
    reviewer: str | None
    reviewed_on: date | None


class ProductOut(ProductRow):
    """A product with every classification it has had."""

    classifications: list[ClassificationOut]


class NewProduct(Schema):
    """A new product. Its tariff code comes by a classification, with the reason."""

    sku: str
    name_zh: str
    name_en: str
    origin: str
    unit: str = "H87"
    net_kg: Decimal
    gross_kg: Decimal
    carton_pcs: int = 1
    carton_cbm: Decimal
    moq: int = 1
    cost: Decimal
    price: Decimal
    currency: str = "TWD"


class ProductChange(Schema):
    """What changes; a field that is not sent stays. The tariff code changes by a classification alone."""

    name_zh: str | None = None
    name_en: str | None = None
    origin: str | None = None
    unit: str | None = None
    net_kg: Decimal | None = None
    gross_kg: Decimal | None = None
    carton_pcs: int | None = None
    carton_cbm: Decimal | None = None
    moq: int | None = None
    cost: Decimal | None = None
    price: Decimal | None = None
    currency: str | None = None
    is_active: bool | None = None


class NewClassification(Schema):
    """A tariff code, the edition of the tariff it is from, and the reason."""

    code: str
    edition: str
    rationale: str = Field(min_length=1)
    on: date


class ProductSearch(Window):
    """Which products."""

    find: str = Field("", max_length=200, description="Part of SKU or name, or the start of the tariff code")
    chapter: str = Field("", pattern=r"^(\d{2})?$", description="Two digits of the HS")


@reads(router, "/products", Page[ProductRow])
def products_list(request: HttpRequest, search: Query[ProductSearch]) -> Any:
    """Find products, by SKU."""
    return page(request, queries.products(actor=person(request), find=search.find, chapter=search.chapter), search, _row)


@reads(router, "/products/{sku}", ProductOut)
def products_one(request: HttpRequest, sku: str) -> Any:
    """One product with its classifications."""
    return _whole(queries.product(sku, actor=person(request)))


@writes(router, "/products", ProductOut, scope="write", status=201)
def products_register(request: HttpRequest, body: NewProduct) -> Any:
    """Enter a product."""
    return Status(201, _whole(actions.register_product(actor=person(request), **body.dict())))


@writes(router, "/products/{sku}/classifications", ClassificationOut, scope="write", status=201)
def products_classify(request: HttpRequest, sku: str, body: NewClassification) -> Any:
    """Classify a product. It carries the code from now on; a second person reviews it."""
    return Status(201, _classification(actions.classify_product(actor=person(request), sku=sku, **body.dict())))


@writes(router, "/products/{sku}", ProductOut, scope="write", method="PATCH")
def products_change(request: HttpRequest, sku: str, body: ProductChange) -> Any:
    """Change a product's data."""
    return _whole(actions.change_product(actor=person(request), sku=sku, **sent(body)))


@writes(router, "/classifications/{classification}/review", ClassificationOut, scope="write", method="PUT")
def classifications_review(request: HttpRequest, classification: int) -> Any:
    """Agree with a classification as its second person. Who decided it cannot."""
    return _classification(actions.review_classification(actor=person(request), classification=classification, on=reference.today()))


def _whole(row: Any) -> dict[str, Any]:
    return {**_row(row), "classifications": [_classification(c) for c in row.classifications.select_related("decided_by", "reviewer")]}


def _row(row: Any) -> dict[str, Any]:
    plain = ("sku", "name_zh", "name_en", "code", "origin", "unit", "carton_pcs", "moq", "currency", "is_active")
    return {
        "supplier": row.supplier.code if row.supplier else None,
        **{name: getattr(row, name) for name in plain},
        **{name: text(getattr(row, name)) for name in EXACT},
    }


def _classification(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "decided_by": row.decided_by.login,
        "reviewer": row.reviewer.login if row.reviewer else None,
        **{name: getattr(row, name) for name in ("code", "edition", "rationale", "date", "reviewed_on")},
    }
