"""Sales orders: the list, one order with its states, releasing, shipping, invoicing, cancelling."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from argosy.kernel.errors import ArgosyError, BadInput, NotFound, Refused
from argosy.kernel.text import Text
from argosy.publishing import ubl
from argosy.records.permission import Denied
from argosy.records.receivables.billing.actions import issue_invoice
from argosy.records.reference import queries as reference
from argosy.records.sales import queries as sales
from argosy.records.sales.naming import ORDER_STATES
from argosy.records.sales.ordering import queries as orders
from argosy.records.sales.ordering.actions import Shipped, cancel_order, release_order, ship_order
from argosy.web import once
from argosy.web.listing import listing
from argosy.web.views.quotations import ubl_file

MARKS = {
    "confirmed": ("wait", "hourglass"), "part_released": ("wait", "hourglass"), "released": ("info", "circle-check"), "part_shipped": ("info", "circle-check"),
    "shipped": ("ok", "circle-check"), "cancelled": ("off", "circle-dashed"),
}  # fmt: skip
BILLING = {
    "none": ("off", "circle-dashed", Text("未開票", "not invoiced")), "part": ("wait", "hourglass", Text("部分開票", "partly invoiced")),
    "invoiced": ("info", "circle-check", Text("已開票", "invoiced")), "paid": ("ok", "circle-check", Text("已收款", "paid")),
}  # fmt: skip
STEPS = ("confirmed", "released", "shipped", "invoiced", "paid")


@require_safe
def sales_orders(request: HttpRequest) -> HttpResponse:
    """Orders, the newest first."""
    asked = {name: request.GET.get(name, "")[:60] for name in ("q", "state")}
    rows = sales.orders(actor=request.user, find=asked["q"])
    rows = rows.filter(state=asked["state"]) if asked["state"] in dict(ORDER_STATES) else rows
    page = listing(request, rows)
    told = orders.billing(page.rows)
    shown = [(row, MARKS[row.state], BILLING[told[row.pk]]) for row in page.rows]
    return render(request, "argosy/deal/list.html", {"list": page, "rows": shown, "asked": asked, "states": ORDER_STATES})


@require_safe
def sales_order(request: HttpRequest, number: str) -> HttpResponse:
    """One order."""
    return _one(request, number)


def _one(request: HttpRequest, number: str, problem: ArgosyError | None = None, status: int = 200) -> HttpResponse:
    row = orders.order(number, actor=request.user)
    billed = orders.billing([row])[row.pk]
    lines = [
        (line, line.quantity - line.released_quantity, line.released_quantity - (line.shipped_quantity or 0)) for line in row.lines.all()
    ]
    context = {
        "row": row, "lines": lines, "mark": MARKS[row.state], "billing": BILLING[billed], "billed": billed, "steps": _steps(row, billed), "problem": problem,
        "once": once.mark(), "today": reference.today(), "may_release": row.state in ("confirmed", "part_released", "part_shipped") and any(left > 0 for _, left, _ in lines),
        "may_ship": row.state != "cancelled" and any(left > 0 for _, _, left in lines), "may_invoice": billed in ("none", "part") and any((x.shipped_quantity or 0) > 0 for x, _, _ in lines),
        "may_cancel": row.state not in ("cancelled", "shipped", "part_shipped") and billed == "none", "invoices": row.invoices.all(),
    }  # fmt: skip
    return render(request, "argosy/deal/order.html", context, status=status)


def _steps(row: Any, billed: str) -> list[tuple[Text, bool]]:
    """The life of an order as a bar: what is behind it."""
    words = {
        "confirmed": Text("已確認", "confirmed"), "released": Text("已放行", "released"), "shipped": Text("已出貨", "shipped"),
        "invoiced": Text("已開票", "invoiced"), "paid": Text("已收款", "paid"),
    }  # fmt: skip
    done = {"confirmed"}
    if row.state in ("released", "part_shipped", "shipped"):
        done.add("released")
    if row.state == "shipped":
        done.add("shipped")
    done |= {"invoiced", "paid"} if billed == "paid" else {"invoiced"} if billed == "invoiced" else set()
    return [(words[name], name in done) for name in STEPS]


def _release(request: HttpRequest, number: str) -> None:
    told = _quantities(request, "release")
    release_order(actor=request.user, number=number, quantities=told or None)


def _ship(request: HttpRequest, number: str) -> None:
    goods = []
    for n, quantity in _quantities(request, "ship").items():
        values = {
            name.partition(":")[2]: text.strip() for name, text in request.POST.items() if name.startswith(f"value-{n}:") and text.strip()
        }
        goods.append(Shipped(n, quantity, values, request.POST.get(f"result-{n}", ""), request.POST.get(f"remark-{n}", "")[:200]))
    ship_order(actor=request.user, number=number, goods=goods, note_no=request.POST.get("note_no", "")[:40])


def _invoice(request: HttpRequest, number: str) -> None:
    issue_invoice(actor=request.user, order=number, date=reference.today(), uniform_no=request.POST.get("uniform_no", "").strip()[:20])


def _cancel(request: HttpRequest, number: str) -> None:
    cancel_order(actor=request.user, number=number, reason=request.POST.get("reason", "")[:300])


def _quantities(request: HttpRequest, what: str) -> dict[int, Decimal]:
    found = {}
    for name, text in request.POST.items():
        if name.startswith(f"{what}-") and name.split("-")[1].isdecimal() and text.strip():
            try:
                found[int(name.split("-")[1])] = Decimal(text.replace(",", "").strip())
            except InvalidOperation as wrong:
                raise BadInput(Text("「{v}」不是數字", "'{v}' is not a number").format(v=text[:20])) from wrong
    return {n: quantity for n, quantity in found.items() if quantity}


ACTS: dict[str, tuple[Any, Callable[[HttpRequest, str], None]]] = {
    "release": (gettext_lazy("The goods are released."), _release), "ship": (gettext_lazy("The shipment is recorded."), _ship),
    "invoice": (gettext_lazy("The invoice is issued."), _invoice), "cancel": (gettext_lazy("The order is cancelled."), _cancel),
}  # fmt: skip


@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Release, ship, invoice or cancel; done once however often it is sent."""
    if act not in ACTS:
        raise NotFound(Text("沒有此項操作", "There is no such act"))
    done, move = ACTS[act]
    target = reverse("web:sales-order", args=[number])
    if not once.first(request):
        return redirect(target)
    try:
        move(request, number)
    except Denied:
        once.release(request)
        raise
    except ArgosyError as error:
        once.release(request)
        return _one(request, number, problem=error, status=403 if isinstance(error, Refused) else 400)
    messages.success(request, done)
    once.keep(request, target)
    return redirect(target)


@require_safe
def as_ubl(request: HttpRequest, number: str) -> HttpResponse:
    """The order as UBL."""
    return ubl_file(ubl.order(number, actor=request.user), number)
