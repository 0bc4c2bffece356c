"""Reading returns and service cases."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.catalog.models import Product
from argosy.records.people.models import Person
from argosy.records.permission import Actor, require
from argosy.records.service.models import CaseKind, ReturnNote, ReturnReason, ServiceCase

__all__ = ["CaseKind", "ReturnReason"]


def returns(*, actor: Actor | None, sku: str = "") -> QuerySet[ReturnNote]:
    """Return notes, the latest first."""
    require(actor, "service.return.read", Text("查看退貨單", "see return notes"))
    rows = ReturnNote.objects.select_related("line__order", "line__product")
    return rows.filter(line__product__sku=sku) if sku else rows


def cases(*, actor: Actor | None, kind: str = "") -> QuerySet[ServiceCase]:
    """Service cases, the latest first."""
    require(actor, "service.case.read", Text("查看服務案件", "see service cases"))
    rows = ServiceCase.objects.select_related("customer", "product", "owner")
    return rows.filter(kind=kind) if kind else rows


def product_names() -> dict[str, tuple[str, str]]:
    """What products are called in both languages, by SKU."""
    return {sku: (zh, en) for sku, zh, en in Product.objects.values_list("sku", "name_zh", "name_en")}


def people_named(logins: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Names of people in both languages, by login."""
    rows = Person.objects.filter(login__in=list(logins)).values_list("login", "name_zh", "name_en")
    return {login: (zh, en) for login, zh, en in rows}
