"""Reading documents. Drafts and documents in check are seen by those with a part in them; issued ones by everyone in the firm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.people.models import Person
from argosy.records.people.permissions import DOCUMENT_ACTS, document_permission
from argosy.records.permission import Denied
from argosy.records.record import found
from argosy.records.reports import archive
from argosy.records.reports.models import Approval, ChainEntry, Document, Issue, IssuedFile, Narrative, ReportVersion, SendingLog, known_as

PUBLIC = ("issued", "superseded", "withdrawn")


def document(ref: str) -> Document:
    """The document with this reference or number; ``NotFound`` otherwise."""
    rows = Document.objects.select_related("maker", "replaces", "issue")
    return found(rows, ref, **known_as(ref))


def visible(person: Person | None) -> QuerySet[Document]:
    """The documents a person may see: issued ones, and drafts of outputs they make, check or approve."""
    rows = Document.objects.select_related("maker")
    if person is None:
        return rows.none()
    keys = set(Document.objects.exclude(state__in=PUBLIC).values_list("key", flat=True).distinct())
    mine = [k for k in keys if any(person.may(document_permission(act, k)) for act in DOCUMENT_ACTS)]
    return rows.filter(Q(state__in=PUBLIC) | Q(key__in=mine))


def seen_by(person: Person | None, ref: str) -> Document:
    """The document, if this person may see it; ``Denied`` otherwise."""
    row = document(ref)
    if person is None or not visible(person).filter(pk=row.pk).exists():
        raise Denied(Text("你的職務不能看這份文件", "Your role may not see this document"))
    return row


def search(person: Person, words: str = "", key: str = "", state: str = "") -> QuerySet[Document]:
    """Visible documents by words in number, reference, title or subject; by output; by state."""
    rows = visible(person)
    for word in words.split():
        rows = rows.filter(
            Q(doc_no__icontains=word) | Q(ref__icontains=word) | Q(title_zh__icontains=word) | Q(title_en__icontains=word)
            | Q(subject_zh__icontains=word) | Q(subject_en__icontains=word)
        )  # fmt: skip
    return rows.filter(**{k: v for k, v in (("key", key), ("state", state)) if v})


def waiting_for(person: Person) -> list[Document]:
    """Documents that this person can move on now: to check, to approve, to issue, or returned to them."""
    mine = Approval.objects.filter(version__document=OuterRef("pk"), decision="checked", person=person)
    rows = visible(person).filter(state__in=("in_check", "checked", "approved", "draft")).order_by("changed_at")
    rows = rows.annotate(was_sent=Exists(ReportVersion.objects.filter(document=OuterRef("pk"))), checked_by_me=Exists(mine))
    return [row for row in rows if _waits(row, person)]


def _waits(row: Any, person: Person) -> bool:
    mine = row.maker_id == person.pk
    if row.state == "draft":
        return mine and bool(row.was_sent)
    if row.state == "in_check":
        return not mine and person.may(document_permission("check", row.key))
    if row.state == "checked":
        return not mine and not row.checked_by_me and person.may(document_permission("approve", row.key))
    return mine


def last_returns(rows: Iterable[Document]) -> dict[int, str]:
    """Why each of these documents was last returned, by primary key; those never returned are left out."""
    back = Approval.objects.filter(version__document__in=[row.pk for row in rows], decision="returned").order_by("at", "pk")
    return dict(back.values_list("version__document", "comment"))


def to_review(person: Person) -> QuerySet[Document]:
    """Issued documents of this person's whose figures have changed since."""
    return made_by(person).filter(state="issued").exclude(needs_review="")


def in_force() -> QuerySet[Document]:
    """Issued documents that nothing has superseded or withdrawn, oldest first."""
    return Document.objects.filter(state="issued").select_related("maker").order_by("pk")


def named(reference: str) -> Document:
    """The document an evidence link or audit entry names (``reports.Document:12``); ``NotFound`` otherwise."""
    label, _, key = reference.partition(":")
    rows = Document.objects.all() if label == Document._meta.label and key.isdigit() else Document.objects.none()
    return found(rows, reference, pk=int(key) if key.isdigit() else 0)


def made_by(person: Person) -> QuerySet[Document]:
    """Documents this person made, newest first."""
    return Document.objects.filter(maker=person).select_related("maker")


def latest(row: Document) -> ReportVersion:
    """The newest frozen version; ``NotFound`` when it was never sent to check."""
    return found(row.versions.order_by("-number").select_related("author"), row.ref)


def approvals(row: Document) -> list[Approval]:
    """Every decision on every version, oldest first."""
    return list(Approval.objects.filter(version__document=row).select_related("person", "version").order_by("at", "pk"))


def narratives(row: Document) -> list[Narrative]:
    """What people wrote into the document."""
    return list(row.narratives.select_related("author"))


def waivers(row: Document) -> dict[str, str]:
    """Acknowledged warnings and why."""
    return dict(row.waivers.values_list("check_id", "reason"))


def files(row: Document) -> list[IssuedFile]:
    """The archived files of an issued document."""
    return list(IssuedFile.objects.filter(issue__document=row))


def file_bytes(row: Document, name: str) -> tuple[IssuedFile, bytes]:
    """An archived file, byte for byte as it was rendered."""
    file: IssuedFile = found(IssuedFile.objects.filter(issue__document=row), name, name=name)
    return file, archive.fetch(file.sha256)


def sendings(row: Document) -> list[SendingLog]:
    """Who received it, newest first."""
    return list(SendingLog.objects.filter(issue__document=row).select_related("file", "person"))


def issued_until(moment: datetime | None) -> QuerySet[Issue]:
    """Issues up to a moment, by default until now."""
    return Issue.objects.filter(at__lte=moment) if moment else Issue.objects.all()


def issues() -> QuerySet[Issue]:
    """All issues, newest first."""
    return Issue.objects.select_related("document", "person").order_by("-at")


def chain(last: int = 50) -> list[ChainEntry]:
    """The newest links of the chain."""
    return list(ChainEntry.objects.select_related("document").order_by("-seq")[:last])


def counts(person: Person) -> dict[str, Any]:
    """How many documents wait for this person, and how many of theirs are open."""
    return {"waiting": len(waiting_for(person)), "open": made_by(person).exclude(state__in=PUBLIC).count()}
