"""Long lists in pages of a fixed size, keeping the filters in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property

from argosy.records.counting import count as counted

SIZE = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of rows and the address, without page number, that leads to the others."""

    page: Page[Any]
    query: str

    @property
    def rows(self) -> Any:
        """The rows of this page."""
        return self.page.object_list


def listing(request: HttpRequest, rows: Any, size: int = SIZE) -> Listing:
    """The page asked for with ``?page=``; a number out of range gives the nearest page."""
    query = request.GET.copy()
    query.pop("page", None)
    return Listing(Counted(rows, size).get_page(request.GET.get("page")), query.urlencode())


class Counted(Paginator):  # type: ignore[type-arg]
    """Pages of a list that is not counted again for each of them when it is long."""

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return counted(self.object_list)
