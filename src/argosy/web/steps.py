"""The steps of a document's life, with who and when, and who is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from argosy.kernel.text import NOTHING, Text, same
from argosy.records.people import queries as people
from argosy.records.people.permissions import document_roles

if TYPE_CHECKING:
    from argosy.web.document_page import DocumentPage

ORDER = ("draft", "in_check", "checked", "approved", "issued")
STEP_WORDS = {
    "draft": Text("草稿", "Draft"),
    "in_check": Text("送審", "In check"),
    "checked": Text("已覆核", "Checked"),
    "approved": Text("已核准", "Approved"),
    "issued": Text("已發行", "Issued"),
    "superseded": Text("已取代", "Superseded"),
    "withdrawn": Text("已撤回", "Withdrawn"),
}
WAITS = {"in_check": "check", "checked": "approve"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the life: its name, who and when, and whether it is done, current or still to come."""

    label: Text
    who: Text
    at: datetime | None
    state: str


def steps_of(page: DocumentPage) -> Iterator[Step]:
    """The life of a document, step by step: who and when, and for whom everybody waits."""
    state = page.document.state
    names = (*ORDER[:-1], state if page.ended else "issued")
    now = len(names) - 1 if page.ended else ORDER.index(state)
    for at, name in enumerate(names):
        who, when = _who(page, name) if at <= now else (_next(page, name), None)
        if at == now and not page.ended:
            awaited = _awaited(page, WAITS_NEXT.get(name, ""))
            who, when = (awaited, None) if awaited else (who, when)
        yield Step(STEP_WORDS[name], who, when, "done" if at < now else "now" if at == now else "next")


# In the state on the left, the step on the right is what everybody waits for.
WAITS_NEXT = {"in_check": "checked", "checked": "approved", "approved": "issued"}
ACT_OF_STEP = {"checked": "check", "approved": "approve"}


def _who(page: DocumentPage, step: str) -> tuple[Text, datetime | None]:
    document = page.document
    if step == "draft":
        return _name(document.maker), document.created_at
    if step == "in_check":
        return (_name(page.version.author), page.version.frozen_at) if page.version else (NOTHING, None)
    if step in ("issued", "superseded", "withdrawn"):
        return same(document.doc_no), document.changed_at
    signed = [row for row in page.approvals if row.decision == step and page.version and row.version_id == page.version.pk]
    return (_name(signed[-1].person), signed[-1].at) if signed else (NOTHING, None)


def _next(page: DocumentPage, step: str) -> Text:
    """Who a later step will wait for; the step everybody waits for now already says so."""
    return NOTHING if WAITS_NEXT.get(page.document.state) == step else _awaited(page, step)


def _awaited(page: DocumentPage, step: str) -> Text:
    if step == "issued":
        return _name(page.document.maker)
    act = ACT_OF_STEP.get(step)
    if act is None:
        return NOTHING
    return _holders(page, act)


def _holders(page: DocumentPage, act: str) -> Text:
    """Who may do the act, the maker left out: one name, or a name and how many more."""
    rows = [row for role in sorted(document_roles(act, page.document.key)) for row in people.holders(role)]
    others = {row.pk: row for row in rows if row.pk != page.document.maker_id}
    if page.person.pk in others:
        return Text("等你", "waits for you") if WAITS.get(page.document.state) == act else _name(page.person)
    names = [_name(row) for row in others.values()]
    if not names:
        return Text("無人可簽", "nobody can sign")
    if len(names) == 1:
        return names[0]
    return Text(f"{names[0].zh}等 {len(names)} 人", f"{names[0].en} or {len(names) - 1} more")


def _name(person: Any) -> Text:
    return Text(person.name_zh, person.name_en)
