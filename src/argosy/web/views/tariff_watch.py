"""What would be payable now on goods already worked out: every saved worksheet again on the tariffs, rules and rates of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.publishing.tariff_watch import LineChange, watch
from argosy.records.reference import queries as reference
from argosy.web.views.orders import may_read


@dataclass(frozen=True, slots=True)
class OrderChange:
    """The changes of one order. ``more`` is what all charges together come to more, ``None`` when one cannot be worked out any more."""

    order: str
    document: str
    currency: str
    changes: tuple[LineChange, ...]

    @property
    def more(self) -> Decimal | None:
        """The difference in what is payable: charges, not the value they rest on."""
        deltas = [c.delta for c in self.changes if c.charge != "customs_value"]
        return None if any(d is None for d in deltas) else sum((d for d in deltas if d is not None), Decimal(0))


@require_safe
def watched(request: HttpRequest) -> HttpResponse:
    """By order, line and charge: what was, what would be, and the difference; ``on`` takes another entry date for all."""
    may_read(request)
    asked = request.GET.get("on", "").strip()
    try:
        found = watch(date.fromisoformat(asked) if asked else None)
    except ValueError:
        error = BadInput(Text("「{d}」不是日期（例：2026-06-30）", "“{d}” is not a date (such as 2026-06-30)").format(d=asked[:20]))
        return render(request, "argosy/duty/watch.html", {"on": asked[:20], "refused": error}, status=422)
    orders = [
        OrderChange(order, document, currency, tuple(changes))
        for (order, document, currency), changes in groupby(found.changes, lambda c: (c.order, c.document, c.currency))
    ]
    page = {"found": found, "orders": orders, "on": asked, "today": reference.today()}
    return render(request, "argosy/duty/watch.html", page)
