"""Reading orders and worksheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum

from argosy.records.record import found
from argosy.records.tariffs.models import OrderCost, OrderFile, OrderLine, TaxWorksheet, TaxWorksheetLine


def orders(words: str = "") -> QuerySet[OrderFile]:
    """Order files, newest first, with ``n_lines`` and ``goods_value``; ``words`` are looked for in reference and titles."""
    rows = OrderFile.objects.select_related("seller", "client", "imported_by").annotate(
        n_lines=Count("lines"), goods_value=Sum("lines__amount")
    )
    rows = rows.order_by("-imported_at", "-pk")
    for word in words.split():
        rows = (
            rows.filter(ref__icontains=word)
            | rows.filter(title_zh__icontains=word)
            | rows.filter(title_en__icontains=word)
            | rows.filter(file_name__icontains=word)
        )
    return rows


def order(ref: str) -> OrderFile:
    """The order with this reference; ``NotFound`` otherwise."""
    return found(orders(), ref, ref=ref)


def lines(row: OrderFile) -> list[OrderLine]:
    """Its goods lines in file order."""
    return list(row.lines.select_related("product"))


def costs(row: OrderFile) -> list[OrderCost]:
    """Its shared costs."""
    return list(row.costs.all())


def hands(row: OrderFile) -> frozenset[str]:
    """The logins of everyone who imported the order or changed it, its lines or its costs."""
    changed = (
        model.history.filter(**{where: row.pk}).exclude(history_user=None).values_list("history_user__login", flat=True).distinct()
        for model, where in ((OrderFile, "id"), (OrderLine, "order_id"), (OrderCost, "order_id"))
    )
    return frozenset((row.imported_by.login, *(login for logins in changed for login in logins)))


def worksheets(row: OrderFile) -> list[TaxWorksheet]:
    """Worksheets computed from it, newest first."""
    return list(row.worksheets.select_related("computed_by"))


def newest_worksheets() -> list[TaxWorksheet]:
    """The last worksheet of every order, with its lines, oldest order first."""
    rows = TaxWorksheet.objects.select_related("order").prefetch_related("lines").order_by("order_id", "-computed_at", "-pk")
    return list({row.order_id: row for row in reversed(rows)}.values())


def worksheet_of(document: str) -> TaxWorksheet | None:
    """The last result recorded for a document."""
    return TaxWorksheet.objects.filter(document=document).first()


def first_computed(ref: str) -> datetime | None:
    """When the first worksheet of an order was kept; ``None`` before that."""
    return TaxWorksheet.objects.filter(order__ref=ref).aggregate(first=Min("computed_at"))["first"]


def last_entries(codes: Iterable[str], before: date, other_than: str, documents: Iterable[Any]) -> dict[tuple[str, str], TaxWorksheetLine]:
    """The most recent line of each code and origin among ``codes`` in the worksheets of ``documents`` (references, or a query of them), from orders other than one, up to a day."""
    rows = TaxWorksheetLine.objects.filter(code__in=set(codes), worksheet__on__lte=before, worksheet__document__in=documents)
    rows = rows.exclude(worksheet__order__ref=other_than)
    found = rows.select_related("worksheet").order_by("worksheet__on", "pk")
    return {(row.code, row.origin): row for row in found}


def issued_headings(documents: Iterable[Any]) -> set[str]:
    """The six-digit codes that stand on a worksheet among ``documents`` (references, or a query of them)."""
    codes = TaxWorksheetLine.objects.filter(worksheet__document__in=documents).values_list("code", flat=True).distinct()
    return {code[:6] for code in codes}
