"""A document on the screen: the paper as a fragment, its style sheet, one printed figure, and a draft's file on demand."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.registry import deliverable
from argosy.kernel.expression import references
from argosy.kernel.text import Text
from argosy.publishing.render import rendered, wanted_formats
from argosy.records.reports.actions import RenderedFile
from argosy.renderers.formatting import printed as formatted
from argosy.report.audience import for_audience
from argosy.report.ledger import Ledger, Place
from argosy.report.model import Report
from argosy.report.value import Value
from argosy.report.why import label_of


def paper(report: Report, lang: str) -> str:
    """The document as HTML without head; every figure carries ``data-figure``. Safe to put in a page: the renderer escapes all data."""
    from argosy.renderers.html import fragment

    return fragment(for_audience(report), lang)


def css() -> str:
    """The style sheet that belongs to ``paper``."""
    from argosy.renderers.html import stylesheet

    return stylesheet()


def printed(value: Value) -> Text:
    """A value as it prints in the document, in each language."""
    zh, en = formatted(value, "zh-Hant"), formatted(value, "en")
    return Text(zh.plain, en.plain)


def agrees(book: Ledger, figure: str) -> bool | None:
    """Whether the figure's formula gives what is printed; ``None`` when it was entered, not computed."""
    place = book.place(figure)
    if not place.expr or not place.value.is_figure:
        return None
    return book.compute(place) == place.value.number


def used_in(book: Ledger, figure: str) -> Iterator[Place]:
    """Figures whose formula uses this one, alone or as part of a column."""
    at = book.place(figure)
    column = f"{at.block.id}.{at.column.key}" if at.column and at.in_body else ""
    for place in book.places.values():
        if place.expr and _uses(book, place, figure, column):
            yield place


def _uses(book: Ledger, place: Place, figure: str, column: str) -> bool:
    for ref in references(book.expression(place.expr or "")):
        if ref.scope == "column":
            if ref.name == column:
                return True
        elif book.target(ref, place).value.id == figure:
            return True
    return False


def users(book: Ledger, figure: str, limit: int = 6) -> tuple[tuple[str, Text], ...]:
    """The first figures that use this one: id and label."""
    found = used_in(book, figure)
    return tuple((place.value.id, label_of(place)) for place, _ in zip(found, range(limit), strict=False))


def draft_file(report: Report, key: str, form: str, lang: str) -> RenderedFile:
    """The document rendered in one format now. ``BadInput`` for a format this output has not."""
    builder = deliverable(key)
    return next(iter(rendered(report, builder, wanted_formats(key, [form]), lang)))
