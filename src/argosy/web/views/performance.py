"""The firm's own performance by market and product, laid over market imports where the warehouse has them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.sales.performance import market_trade, performance, trade_source, trade_tables
from argosy.web import performance_page as shown
from argosy.web.listing import listing


@require_safe
def performance_(request: HttpRequest) -> HttpResponse:
    """Key figures, the table by market and product, what was won and lost, what to review."""
    asked = _asked(request)
    found = _found(request, asked)
    rows = shown.table(found, asked["market"], asked["year"])
    page = listing(request, rows)
    context = {
        "found": found, "asked": asked, "list": page, "rows": list(shown.shown(page.rows)), "figures": shown.key_figures(found),
        "markets": sorted({row["market"] for row in found.products.to_dicts()}), "years": sorted(set(found.products["year"].to_list()), reverse=True),
        "tables": trade_tables(), "source": trade_source(asked["trade"]) if asked["trade"] else None, "reasons": [(shown.REASONS[row["reason"]], shown.percent(row["rate"]), row) for row in found.reasons.to_dicts()],
        "changes": shown.changes(found), "items": (*found.review.items, *found.fading), "factors": found.factors,
    }  # fmt: skip
    return render(request, "argosy/markets/performance.html", context)


@require_safe
def performance_csv(request: HttpRequest) -> HttpResponse:
    """The table with all its columns, as CSV."""
    asked = _asked(request)
    text = shown.as_csv(shown.table(_found(request, asked), asked["market"], asked["year"]))
    name = content_disposition_header(True, "performance.csv") or "attachment"
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


def _asked(request: HttpRequest) -> dict[str, Any]:
    year = request.GET.get("year", "")
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise BadInput(Text("年應為四位數字", "A year is four digits"))
    return {
        "market": request.GET.get("market", "")[:2].upper(),
        "year": int(year) if year else None,
        "trade": request.GET.get("trade", "")[:60],
    }


def _found(request: HttpRequest, asked: dict[str, Any]) -> Any:
    trade = market_trade(asked["trade"], actor=request.user) if asked["trade"] else None  # type: ignore[arg-type]
    return performance(actor=request.user, trade=trade)  # type: ignore[arg-type]
