"""Reading the cheque register."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.receivables.cheques.models import Annotation, BounceReason, Cheque, Result

__all__ = ["Annotation", "BounceReason", "Result"]


def cheques(
    *, actor: Actor | None, customer: str = "", result: str | None = None, due_to: date | None = None, find: str = ""
) -> QuerySet[Cheque]:
    """Cheques by due date; ``result`` empty for those held, ``None`` for all."""
    require(actor, "receivables.cheque.read", Text("查看票據", "see cheques"))
    rows = Cheque.objects.select_related("customer", "replaced_by").prefetch_related("covers__invoice")
    if customer:
        rows = rows.filter(customer__code=customer)
    if result is not None:
        rows = rows.filter(result=result)
    if due_to is not None:
        rows = rows.filter(due__lte=due_to)
    return rows.filter(number__icontains=find) if find else rows
