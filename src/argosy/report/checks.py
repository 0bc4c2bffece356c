"""The checks every document passes before it may be issued (C02–C13), on the model alone.

A check yields ``Hit``s: its id, where, and what fills the places of its message. Messages and severities are data of the standards room.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from argosy.kernel.text import Text, same
from argosy.kernel.wording import number_words
from argosy.report.audience import intruders
from argosy.report.ledger import Ledger, Place
from argosy.report.model import Report, Section
from argosy.report.why import label_of
from argosy.report.words import Fields, Paragraph

RESIDUE = re.compile(r"\b(TBA|TBD|TBC|XXX+)\b|待補|○○")


@dataclass(frozen=True, slots=True)
class Hit:
    """One failed check: the id of the check, the parts concerned, the words for its message.

    ``explained`` is the reason the document itself prints for a warning; it counts as the maker's acknowledgement.
    """

    check: str
    where: tuple[str, ...] = ()
    words: dict[str, Text] = field(default_factory=dict)
    explained: str = ""


def common(report: Report, today: date, ledger: Ledger | None = None) -> list[Hit]:
    """All hits of the common checks, in the order of their ids. ``today`` decides what is overdue."""
    book = ledger or Ledger(report)
    return [hit for check in CHECKS for hit in check(book, today)]


def _missing(book: Ledger, today: date) -> Iterator[Hit]:
    for place in book.places.values():
        if place.value.required and place.value.v is None:
            yield Hit("C02", (place.value.id,), {"欄位": label_of(place), "紀錄": _section_of(book.report, place)})


def _no_interval(book: Ledger, today: date) -> Iterator[Hit]:
    for place in book.places.values():
        value = place.value
        if (
            value.status in ("estimate", "forecast")
            and value.v is not None
            and (value.lo is None or value.hi is None)
            and not value.no_interval
        ):
            yield Hit("C03", (value.id,), {"數值": label_of(place)})


def _untraced(book: Ledger, today: date) -> Iterator[Hit]:
    for place in book.places.values():
        if place.value.is_figure and not (place.expr or place.trace or place.value.cites or place.block.cites):
            yield Hit("C04", (place.value.id,), {"數值": label_of(place)})


def _unwritten(book: Ledger, today: date) -> Iterator[Hit]:
    for paragraph in _authored(book.report):
        shortest = min(len(_letters(paragraph, lang)) for lang in ("zh-Hant", "en"))
        if shortest < paragraph.min_chars:
            yield Hit("C05", (paragraph.id,), {"段落": paragraph.prompt or paragraph.title or same(paragraph.id)})


def _stale(book: Ledger, today: date) -> Iterator[Hit]:
    for paragraph in _authored(book.report):
        if paragraph.stale:
            yield Hit("C06", (paragraph.id,), {"段落": paragraph.prompt or paragraph.title or same(paragraph.id)})


def _unfooted(book: Ledger, today: date) -> Iterator[Hit]:
    for wrong in book.mismatches():
        difference = "?" if wrong.computed is None else number_words(wrong.printed - wrong.computed)
        yield Hit("C07", (wrong.id,), {"表": label_of(book.place(wrong.id)), "額": same(difference)})


def _residue(book: Ledger, today: date) -> Iterator[Hit]:
    for block in book.report.blocks():
        if (
            isinstance(block, Paragraph)
            and block.role != "guidance"
            and any(RESIDUE.search(_letters(block, lang)) for lang in ("zh-Hant", "en"))
        ):
            yield Hit("C08", (block.id,), {"欄位": block.title or same(block.id)})
        elif isinstance(block, Fields):
            for item in block.items:
                if (
                    item.required
                    and isinstance(item.v, str | Text)
                    and RESIDUE.search(item.v.say("both") if isinstance(item.v, Text) else item.v)
                ):
                    yield Hit("C08", (item.id,), {"欄位": item.label or same(item.id)})


def _old_data(book: Ledger, today: date) -> Iterator[Hit]:
    for source in book.report.citations:
        if source.max_age_days is not None and source.as_of and source.as_of + timedelta(days=source.max_age_days) < book.report.as_of:
            yield Hit("C09", (source.id,), {"名稱": source.title, "日": same(source.as_of.isoformat())})


def _few(book: Ledger, today: date) -> Iterator[Hit]:
    for value in (p.value for p in book.places.values()):
        if value.n is not None and value.n_min is not None and value.n < value.n_min:
            yield Hit("C10", (value.id,), {"n": same(str(value.n)), "min": same(str(value.n_min))})


def _leaks(book: Ledger, today: date) -> Iterator[Hit]:
    if book.report.audience != "internal":
        yield from (Hit("C11", (part,), {"名稱": same(part)}) for part in intruders(book.report))


def _overdue_rules(book: Ledger, today: date) -> Iterator[Hit]:
    used = {place.trace for place in book.places.values() if place.value.is_figure}
    for rule in book.report.traces:
        if rule.review_by and rule.review_by < today and rule.id in used:
            yield Hit("C13", (rule.id,), {"規則包": rule.label, "日": same(rule.review_by.isoformat())})


CHECKS: tuple[Callable[[Ledger, date], Iterator[Hit]], ...] = (
    _missing, _no_interval, _untraced, _unwritten, _stale, _unfooted, _residue, _old_data, _few, _leaks, _overdue_rules,
)  # fmt: skip


def _authored(report: Report) -> Iterator[Paragraph]:
    return (b for b in report.blocks() if isinstance(b, Paragraph) and b.role == "authored")


def _letters(paragraph: Paragraph, lang: str) -> str:
    return "".join(run.text for run in paragraph.text.runs("en" if lang == "en" else "zh-Hant")).strip()


def _section_of(report: Report, place: Place) -> Text:
    return next((s.title for s in report.sections if _holds(s, place)), report.title)


def _holds(section: Section, place: Place) -> bool:
    return any(block is place.block for block in section.blocks)
