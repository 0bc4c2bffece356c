"""Reading returns and service cases."""

from __future__ import annotations

from django.db.models import QuerySet

from argosy.kernel.text import Text
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
