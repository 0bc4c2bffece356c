"""What a person has to do today, in order, and why it stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from argosy.kernel.text import Text, same
from argosy.records.people import consulting
from argosy.records.people import queries as people
from argosy.records.reports import queries as reports
from argosy.standards import catalogue
from argosy.web.frame import Frame

SOON = timedelta(days=7)
WAITING: dict[str, tuple[Text, Text]] = {
    "in_check": (Text("覆核", "Check"), Text("{who}送審，等你覆核", "Sent by {who}; waits for your check")),
    "checked": (Text("核准", "Approve"), Text("已覆核，等你核准", "Checked; waits for your approval")),
    "approved": (Text("發行", "Issue"), Text("已核准，可以編號發行", "Approved; ready to be numbered and issued")),
    "draft": (Text("修改", "Mend"), Text("退回：{comment}", "Returned: {comment}")),
}
OVERDUE = Text("逾期 {n} 天", "{n} d late")


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do. ``level`` is stop, warn, wait or off; ``order`` sorts the most urgent first."""

    level: str
    state: Text
    title: Text
    sub: str
    why: Text
    due: date | None
    verb: Text
    url: str
    order: tuple[int, date, int] = (9, date.max, 0)


def todos(frame: Frame) -> list[Todo]:
    """Everything this person can do now: late first, then what others wait for, then what is due, then drafts."""
    items = [*_waiting(frame), *_drafts(frame), *_items(frame), *_reviews(frame), *_asked(frame)]
    return sorted(items, key=lambda item: item.order)


def waiting(frame: Frame) -> list[Todo]:
    """Only documents that others have handed to this person."""
    return sorted(_waiting(frame), key=lambda item: item.order)


def _waiting(frame: Frame) -> Iterator[Todo]:
    comments = reports.last_returns(frame.waiting)
    for at, row in enumerate(frame.waiting):
        verb, why = WAITING[row.state]
        words = why.format(who=Text(row.maker.name_zh, row.maker.name_en), comment=same(comments.get(row.pk, "")))
        yield _document(row, frame.today, verb, words, "wait" if row.state != "draft" else "warn", rank=1, at=at)


def _drafts(frame: Frame) -> Iterator[Todo]:
    handed = {row.pk for row in frame.waiting}
    why = Text("草稿，尚未送審", "A draft, not sent to check yet")
    for at, row in enumerate(row for row in frame.drafts if row.state == "draft" and row.pk not in handed):
        yield _document(row, frame.today, Text("繼續", "Go on"), why, "off", rank=3, at=at)


def _reviews(frame: Frame) -> Iterator[Todo]:
    for at, row in enumerate(reports.to_review(frame.person)):
        yield _document(row, frame.today, Text("看差異", "See changes"), same(row.needs_review), "warn", rank=2, at=at)


def _items(frame: Frame) -> Iterator[Todo]:
    for at, item in enumerate(people.open_work(actor=frame.person)):
        late = item.due < frame.today
        state = Text("待辦", "To do") if item.due > frame.today else Text("今天到期", "Due today")
        yield Todo(
            "stop" if late else "warn" if item.due <= frame.today + SOON else "off",
            OVERDUE.format(n=(frame.today - item.due).days) if late else state,
            same(item.title),
            item.origin,
            Text("工作事項", "Work item"),
            item.due,
            Text("結案", "Close"),
            reverse("web:deadlines") + f"#item-{item.pk}",
            (0 if late else 2, item.due, at),
        )


def _asked(frame: Frame) -> Iterator[Todo]:
    """Questions to answer, and one's own that nobody answered in time."""
    for at, row in enumerate(frame.asked):
        yield _question(row, frame.today, Text("待答覆", "To answer"), Text("答覆", "Answer"), at)
    for at, row in enumerate(consulting.unanswered(frame.person, frame.today)):
        yield _question(row, frame.today, Text("未答覆", "No answer yet"), Text("看諮詢", "Open"), at)


def _question(row: Any, today: date, state: Text, verb: Text, at: int) -> Todo:
    late = row.due < today
    why = Text("{a} 問 {w}：{q}", "{a} asks {w}: {q}").format(a=row.asker.login.upper(), w=row.whom.upper(), q=row.question[:120])
    return Todo(
        "stop" if late else "warn" if row.due <= today + SOON else "wait",
        OVERDUE.format(n=(today - row.due).days) if late else state,
        Text(f"諮詢 {row.name}", f"Consultation on {row.name}"),
        row.name,
        why,
        row.due,
        verb,
        reverse("web:consultation", args=[row.pk]),
        (0 if late else 1, row.due, at),
    )


def _document(row: Any, today: date, verb: Text, why: Text, level: str, rank: int, at: int) -> Todo:
    late = row.due is not None and row.due < today
    output = catalogue.output(row.key)
    return Todo(
        "stop" if late else level,
        OVERDUE.format(n=(today - row.due).days) if late else STATES[level],
        Text(f"{row.title_zh}", f"{row.title_en}"),
        f"{output.short} · {row}",
        _with_subject(row, why),
        row.due,
        verb,
        reverse("web:document", args=[str(row)]),
        (0 if late else rank, row.due or date.max, at),
    )


STATES = {
    "wait": Text("等你", "For you"),
    "warn": Text("須修改", "Mend"),
    "off": Text("草稿", "Draft"),
}


def _with_subject(row: Any, why: Text) -> Text:
    if not row.subject_zh and not row.subject_en:
        return why
    return Text(f"{row.subject_zh or row.subject_en}；{why.zh}", f"{row.subject_en or row.subject_zh}; {why.en}")


def deadlines(frame: Frame) -> list[Todo]:
    """What has a day, the earliest first: documents due and work items."""
    return sorted((item for item in todos(frame) if item.due), key=lambda item: (item.due or date.max, item.order))


def by_state(rows: Iterable[Any]) -> dict[str, int]:
    """How many documents stand in each state."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.state] = counts.get(row.state, 0) + 1
    return counts
