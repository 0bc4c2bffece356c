"""Reference data: the firm, the data sets with their vintage, exchange rates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from argosy.api.door import reads
from argosy.api.errors import Words, words
from argosy.api.exact import text
from argosy.api.pages import Page, Window, page
from argosy.records.reference import queries

router = Router(tags=["Reference data"])


class FirmOut(Schema):
    """The firm, and the day its data stands on. ``demo`` marks sample data."""

    name: Words
    address: Words
    tax_id: str
    base_currency: str
    demo: bool
    today: date


class DatasetOut(Schema):
    """One edition of a data set. ``stale`` when it is older than its own cycle allows."""

    name: str
    edition: str
    title: Words
    publisher: Words
    as_of: date
    retrieved: date
    licence: str
    url: str
    rows: int | None
    sha256: str
    max_age_days: int | None
    stale: bool


class RateOut(Schema):
    """Units of the base currency for one unit of ``currency``, on every day from ``valid_from`` to ``valid_to``."""

    table: str
    currency: str
    flow: str
    rate: str
    valid_from: date
    valid_to: date
    dataset: str


class RateSearch(Window):
    """Which rates."""

    table: str = ""
    currency: str = ""


@reads(router, "/firm", FirmOut)
def firm(request: HttpRequest) -> Any:
    """The firm."""
    found = queries.firm()
    plain = {name: getattr(found, name) for name in ("tax_id", "base_currency", "demo")}
    return {"name": words(found.name), "address": words(found.address), "today": queries.today(), **plain}


@reads(router, "/datasets", Page[DatasetOut])
def datasets_list(request: HttpRequest, window: Query[Window]) -> Any:
    """Every edition of every data set, with its vintage."""
    stale = {row.pk for row in queries.stale(queries.today())}
    return page(request, queries.datasets(), window, lambda row: _dataset(row, row.pk in stale))


@reads(router, "/rates", Page[RateOut])
def rates_list(request: HttpRequest, search: Query[RateSearch]) -> Any:
    """Exchange rates by table and currency."""
    return page(request, queries.rates(table=search.table, currency=search.currency), search, _rate)


def _dataset(row: Any, stale: bool) -> dict[str, Any]:
    plain = ("name", "edition", "as_of", "retrieved", "licence", "url", "rows", "sha256", "max_age_days")
    return {
        "title": {"zh": row.title_zh, "en": row.title_en},
        "publisher": {"zh": row.publisher_zh, "en": row.publisher_en},
        "stale": stale,
        **{name: getattr(row, name) for name in plain},
    }


def _rate(row: Any) -> dict[str, Any]:
    plain = ("table", "currency", "flow", "valid_from", "valid_to")
    return {"rate": text(row.rate), "dataset": str(row.dataset), **{name: getattr(row, name) for name in plain}}
