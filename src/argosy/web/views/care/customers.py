"""The morning, the card of a customer, the grid of contacts, replenishment, the calendar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from argosy.engines.care.upkeep import Touch, grid, periods
from argosy.publishing.care.calendar import agenda, icalendar
from argosy.publishing.care.card import card
from argosy.publishing.care.morning import Item, Part, morning
from argosy.records.care.contacting import queries as contacting
from argosy.records.care.supply.proposing import policy_on, proposals
from argosy.records.clock import now
from argosy.web.frame import frame
from argosy.web.listing import listing

WEEKS = 13
PAGES = {"log": "web:contact-log", "card": "web:customer-card", "lead": "web:prospect"}


def sellers(request: HttpRequest) -> list[str]:
    """The logins of everyone who looks after a customer."""
    return sorted(set(contacting.cared_for(frame(request).today, actor=request.user).values()))  # type: ignore[arg-type]


def whose(request: HttpRequest) -> str:
    """The login whose customers are shown: the one asked for, else one's own for a salesperson, else all."""
    asked = request.GET.get("who")
    if asked is not None:
        return asked[:40]
    return request.user.login if "WS" in request.user.role_codes else ""  # type: ignore[union-attr]


@require_safe
def morning_(request: HttpRequest) -> HttpResponse:
    """What to do this morning, list by list."""
    who, on = whose(request), frame(request).today
    parts = [(part, [(item, target(item)) for item in part.items]) for part in morning(on, actor=request.user, login=who)]
    context = {
        "parts": parts,
        "who": who,
        "sellers": sellers(request),
        "count": sum(len(items) for _part, items in parts),
        "stops": _stops([p for p, _ in parts]),
    }
    return render(request, "argosy/care/morning.html", context)


def _stops(parts: list[Part]) -> int:
    return sum(item.level == "stop" for part in parts for item in part.items)


def target(item: Item) -> str:
    """The page an item opens."""
    kind, name = item.to
    if kind == "log":
        return reverse("web:contact-log") + f"?party={name}"
    if kind in PAGES:
        return reverse(PAGES[kind], args=[name])
    return reverse("web:customer-card", args=[item.code]) if not item.code.startswith("PL-") else reverse("web:prospect", args=[item.code])


@require_safe
def customer_card(request: HttpRequest, code: str) -> HttpResponse:
    """Everything to know before a call."""
    found = card(code, frame(request).today, actor=request.user)
    return render(
        request, "argosy/care/card.html", {"card": found, "bars": bars(found.sales), "moved": found.party.code != code, "asked": code}
    )


def bars(rows: list[Any]) -> list[dict[str, Any]]:
    """Bars of a small chart of 360 by 96: place, height and figure of each month."""
    most = max((float(amount) for _, amount in rows), default=0.0) or 1.0
    made = []
    for at, (month, amount) in enumerate(rows):
        height = round(float(amount) / most * 70)
        made.append(
            {
                "x": at * 30 + 3,
                "y": 76 - height,
                "h": height,
                "mid": at * 30 + 15,
                "month": f"{month:%m}",
                "amount": amount,
                "name": f"{month:%Y-%m}",
            }
        )
    return made


@require_safe
def upkeep(request: HttpRequest) -> HttpResponse:
    """Customers by weeks, the longest overdue first."""
    who, on, grade = whose(request), frame(request).today, request.GET.get("grade", "")[:1]
    mine = {code for code, login in contacting.cared_for(on, actor=request.user).items() if login == who} if who else None
    rows = [
        row
        for row in contacting.standings(on, actor=request.user)
        if (mine is None or row.party.code in mine) and grade in ("", row.party.grade)
    ]
    page = listing(request, rows)
    weeks = periods(_monday(on), on, "week")
    codes = [row.party.code for row in page.rows]
    talks = contacting.interactions(actor=request.user, first=weeks[0].first, last=on).filter(party__code__in=codes)
    touches = [Touch(row.party.code, contacting.local_day(row.at), row.channel) for row in talks]
    cells = [[(week, n, min(n, 4)) for week, n in zip(weeks, counts, strict=True)] for counts in grid(touches, weeks, codes)]
    context = {
        "list": page, "rows": list(zip(page.rows, cells, strict=True)), "weeks": weeks, "who": who, "sellers": sellers(request), "grade": grade,
        "over": sum(bool(row.over) for row in rows), "all": len(rows),
    }  # fmt: skip
    return render(request, "argosy/care/upkeep.html", context)


def _monday(on: Any) -> Any:
    from datetime import timedelta

    return on - timedelta(days=on.weekday(), weeks=WEEKS - 1)


@require_safe
def replenishment(request: HttpRequest) -> HttpResponse:
    """What customers should reorder, the shortest cover first."""
    on, party, every = frame(request).today, request.GET.get("party", "")[:20], request.GET.get("all") == "1"
    rows = [
        row for row in proposals(on, actor=request.user, party=party) if every or row.proposal.quantity or row.proposal.quantity is None
    ]
    rows.sort(key=lambda row: (row.proposal.cover is None, row.proposal.cover or 0.0, row.party.code, row.product.sku))
    context = {"list": listing(request, rows), "policy": policy_on(on), "party": party, "every": every, "today": on}
    return render(request, "argosy/care/replenishment.html", context)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """One's follow-ups and the events to come, as iCalendar."""
    lang = "en" if (get_language() or "en").startswith("en") else "zh-Hant"
    login = request.user.login  # type: ignore[union-attr]
    text = icalendar(
        agenda(frame(request).today, actor=request.user, login=login, lang=lang), name=_("Customers") + f" {login}", stamp=now()
    )
    name = content_disposition_header(True, f"argosy-{login}.ics") or "attachment"
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name})
