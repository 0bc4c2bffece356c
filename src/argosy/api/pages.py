"""Long lists in pages: ``limit`` and ``offset`` in, ``count``, ``next`` and ``items`` out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema

from argosy.records.counting import count as counted

Row = TypeVar("Row")


class Window(Schema):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=200, description="How many items at most")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many items to leave out from the start")


class Page(Schema, Generic[Row]):
    """One page. ``next`` is the address of the following page, ``null`` on the last; ``count`` is of the whole list."""

    count: int
    next: str | None
    items: list[Row]


def page(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], window: Window, show: Callable[[Any], Any]) -> dict[str, Any]:
    """The part of ``rows`` that ``window`` names, each shown by ``show``."""
    count = counted(rows)
    end = window.offset + window.limit
    return {
        "count": count,
        "next": _address(request, window, end) if end < count else None,
        "items": [show(row) for row in rows[window.offset : end]],
    }


def _address(request: HttpRequest, window: Window, offset: int) -> str:
    query = request.GET.copy()
    query["limit"], query["offset"] = str(window.limit), str(offset)
    return f"{request.path}?{query.urlencode()}"
