"""When customers ordered: who is late to reorder, and sales by month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from argosy.engines.customers.late import Late, late
from argosy.records.permission import Actor
from argosy.records.reference.queries import setting
from argosy.records.sales import queries as sales


def order_days(on: date, *, actor: Actor | None, codes: Iterable[str] | None = None) -> dict[str, list[date]]:
    """The days each customer ordered on, up to a day; cancelled orders do not count."""
    rows = sales.orders(actor=actor).filter(date__lte=on, cancelled=False)
    if codes is not None:
        rows = rows.filter(customer__code__in=list(codes))
    held: dict[str, list[date]] = {}
    for code, day in rows.order_by("date").values_list("customer__code", "date"):
        held.setdefault(code, []).append(day)
    return held


def late_to_reorder(on: date, *, actor: Actor | None, codes: Iterable[str] | None = None) -> list[Late]:
    """Customers silent for longer than the percentile of their own intervals that the setting names, the longest over first."""
    days = order_days(on, actor=actor, codes=codes)
    return late(days, on, percentile=float(setting("care.late_percentile", on)), least=int(setting("care.late_least", on)))


def months_back(on: date, count: int = 12) -> list[date]:
    """The first days of the last months, the running one last."""
    made = []
    year, month = on.year, on.month
    for _ in range(count):
        made.append(date(year, month, 1))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return made[::-1]


def monthly_sales(code: str, on: date, *, actor: Actor | None) -> list[tuple[date, Decimal]]:
    """A customer's orders of twelve months by month, in the firm's own currency, at the rate of each order."""
    months = months_back(on)
    sums = dict.fromkeys(months, Decimal(0))
    rows = (
        sales.orders(actor=actor).filter(customer__code=code, date__gte=months[0], date__lte=on, cancelled=False).prefetch_related("lines")
    )
    for row in rows:
        sums[row.date.replace(day=1)] += sum((line.amount for line in row.lines.all()), Decimal(0)) * row.fx
    return [(month, sums[month].quantize(Decimal(1), ROUND_HALF_UP)) for month in months]
