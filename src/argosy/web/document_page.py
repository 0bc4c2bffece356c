"""Everything the page of one document shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from argosy.kernel.errors import NotFound
from argosy.kernel.text import NOTHING, Text, same
from argosy.publishing import life, screen
from argosy.publishing.produce import checked
from argosy.publishing.render import MAIN, formats_of
from argosy.records.people import queries as people
from argosy.records.people.permissions import document_roles
from argosy.records.reports import queries as reports
from argosy.report.ledger import Ledger
from argosy.report.model import Finding, Report
from argosy.report.words import Paragraph
from argosy.standards import catalogue
from argosy.web.acts import Act, acts

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


@dataclass(frozen=True)
class DocumentPage:
    """A document for one reader. Reports are built or read once."""

    person: Any
    document: Any

    @cached_property
    def report(self) -> Report:
        """What the document says now."""
        return life.current(str(self.document))

    @cached_property
    def book(self) -> Ledger:
        """Every figure by its id."""
        return Ledger(self.report)

    @property
    def order(self) -> str:
        """The order file it is made from, empty when it is made from none."""
        return str(self.document.params.get("order", ""))

    @cached_property
    def version(self) -> Any:
        """The newest frozen version, ``None`` before the first sending to check."""
        try:
            return reports.latest(self.document)
        except NotFound:
            return None

    @cached_property
    def approvals(self) -> list[Any]:
        """Every decision, oldest first."""
        return reports.approvals(self.document)

    @property
    def returned(self) -> Any:
        """The last return, while the document is back in draft."""
        back = [row for row in self.approvals if row.decision == "returned"]
        return back[-1] if back and self.document.state == "draft" else None

    @property
    def output(self) -> Any:
        """The output of the standards this document is."""
        return catalogue.output(self.document.key)

    @property
    def mine(self) -> bool:
        """Whether this person may write in it: its maker, while it is a draft."""
        return self.document.state == "draft" and self.document.maker_id == self.person.pk

    @cached_property
    def acts(self) -> list[Act]:
        """What can be done now."""
        return acts(self.person, self.document, self.version)

    @cached_property
    def paper(self) -> str:
        """The document as its reader will see it."""
        return screen.paper(self.report, self.document.lang)

    @cached_property
    def checks(self) -> dict[str, list[Finding]]:
        """Findings by level."""
        found: dict[str, list[Finding]] = {"block": [], "warn": [], "ok": []}
        for finding in checked(self.report):
            found[finding.level].append(finding)
        return found

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """Paragraphs a person writes."""
        return [b for b in self.report.blocks() if isinstance(b, Paragraph) and b.role == "authored"]

    @cached_property
    def formats(self) -> tuple[str, ...]:
        """Formats this output has."""
        return formats_of(self.document.key)

    @cached_property
    def files(self) -> list[Any]:
        """Archived files of an issue: the document in its main format first, then letters and copies."""
        place = {form: at for at, form in enumerate(self.formats)}
        return sorted(reports.files(self.document), key=lambda file: (file.rendition != MAIN, file.rendition, place.get(file.format, 99)))

    @cached_property
    def sendings(self) -> list[Any]:
        """Who received it."""
        return reports.sendings(self.document)

    @cached_property
    def steps(self) -> list[Step]:
        """The life of the document, step by step."""
        return list(_steps(self))

    @property
    def ended(self) -> bool:
        """Whether nothing more waits for anybody."""
        return self.document.state in ("issued", "superseded", "withdrawn")


def _steps(page: DocumentPage) -> Iterator[Step]:
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
