"""The life of a document, one verb each. Every rule of who and when is here or in ``rights``, so every door obeys it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from argosy.kernel.canonical import digest
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.people.models import Person
from argosy.records.record import found, validate
from argosy.records.reports import archive, confirming, evidence, ledger, rights
from argosy.records.reports.models import Approval, Document, Issue, IssuedFile, Narrative, ReportVersion, SendingLog, Waiver, known_as
from argosy.records.reports.needs import Needed
from argosy.report.model import Report, hash_content

State = Document.State


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What a draft starts from. ``replaces`` is the reference of the issued document it revises."""

    key: str
    title: Text
    subject: Text
    params: dict[str, str]
    as_of: date
    lang: str = "zh-Hant"
    replaces: str = ""
    reason: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """One file to archive."""

    rendition: str
    format: str
    lang: str
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Numbered:
    """What issuing has settled before anything is rendered."""

    doc_no: str
    revision: int
    at: datetime
    version: ReportVersion


@action("reports.document.draft", Text("建立草稿", "start a draft"))
def open_draft(*, actor: Person, new: NewDocument) -> Document:
    """A new draft. Revising an issued document needs a reason and that no other revision is under way."""
    rights.need(actor, "make", new.key)
    replaces = _revised(new) if new.replaces else None
    moment = now()
    document = Document(
        ref=_reference(actor, new, moment), key=new.key, title_zh=new.title.zh, title_en=new.title.en, subject_zh=new.subject.zh, subject_en=new.subject.en,
        params=new.params, lang=new.lang, as_of=new.as_of, maker=actor, created_at=moment, changed_at=moment, due=new.due, replaces=replaces, reason=new.reason,
        revision=replaces.revision + 1 if replaces else 0,
    )  # fmt: skip
    document.save()
    return document


def _reference(actor: Person, new: NewDocument, moment: datetime) -> str:
    """Short, unlike any other, and the same whenever the sample firm is loaded."""
    start = [actor.login, new.key, new.params, new.replaces, moment.isoformat()]
    tries = (f"d-{digest([*start, *again])[:8]}" for again in ((), *((n,) for n in range(1, 100))))
    return next(ref for ref in tries if not Document.objects.filter(ref=ref).exists())


def _revised(new: NewDocument) -> Document:
    old = get(new.replaces)
    rights.need_state(old, State.ISSUED)
    if old.key != new.key:
        raise BadInput(Text("改版須為同一種文件", "A revision must be of the same kind of document"))
    if not new.reason.strip():
        raise BadInput(Text("改版須填理由", "A revision needs a reason"))
    if hasattr(old, "replaced_by"):
        raise Refused(Text("「{d}」已有改版 {r} 進行中", "{d} already has a revision under way: {r}").format(d=old, r=old.replaced_by))
    return old


@action("reports.document.change", Text("更改草稿", "change a draft"))
def change_draft(*, actor: Person, ref: str, params: dict[str, str], lang: str, as_of: date) -> Document:
    """Other parameters for a draft."""
    document = _draft_of(actor, ref)
    document.params, document.lang, document.as_of, document.changed_at = params, lang, as_of, now()
    document.save()
    return document


@action("reports.document.write", Text("撰寫段落", "write a paragraph"))
def write_narrative(*, actor: Person, ref: str, block: str, text: Text, values_hash: str) -> Narrative:
    """The maker's words for one paragraph, bound to the figures they were written about."""
    document = _draft_of(actor, ref)
    row = Narrative.objects.filter(document=document, block=block).first() or Narrative(document=document, block=block)
    row.zh, row.en, row.values_hash, row.author, row.edited_at = text.zh.strip(), text.en.strip(), values_hash, actor, now()
    row.save()
    return row


@action("reports.document.waive", Text("加註提醒", "acknowledge a warning"))
def waive(*, actor: Person, ref: str, check: str, reason: str) -> Waiver:
    """A warning of the draft acknowledged with a reason; it never counts as evidence."""
    document = _draft_of(actor, ref)
    if len(reason.strip()) < 4:
        raise BadInput(Text("請寫明加註理由（至少 4 個字）", "Say why (4 characters or more)"))
    row = Waiver.objects.filter(document=document, check_id=check).first() or Waiver(document=document, check_id=check)
    row.reason, row.person, row.at = reason.strip(), actor, now()
    row.save()
    return row


@action("reports.document.submit", Text("送審", "send to check"))
def submit(
    *, actor: Person, ref: str, report: Report, then: Callable[[ReportVersion], object] = lambda version: None, needs: Sequence[Needed] = ()
) -> ReportVersion:  # fmt: skip
    """Freeze the report as the candidate version. Blocking checks do not stop the sending, but they stop check and issue.

    ``then`` is done with the version in the same transaction: both stand, or neither. ``needs`` must be confirmed before it is approved.
    """
    document = _draft_of(actor, ref)
    if report.content_hash != hash_content(report):
        raise BadInput(Text("內容雜湊不符，請重新產生", "The content hash does not fit: build it again"))
    number = document.versions.count() + 1
    version = ReportVersion.objects.create(
        document=document,
        number=number,
        model=report.model_dump_json(exclude_none=True),
        content_hash=report.content_hash,
        findings=[f.model_dump(mode="json") for f in report.findings],
        author=actor,
        frozen_at=now(),
    )
    confirming.keep(version, needs)
    _move(document, State.IN_CHECK)
    then(version)
    return version


@action("reports.document.return", Text("退回", "return to its maker"))
def return_draft(*, actor: Person, ref: str, comment: str) -> Approval:
    """Back to draft with reasons, by whoever may sign next, or the maker who calls it back."""
    document = get(ref)
    rights.need_state(document, State.IN_CHECK, State.CHECKED, State.APPROVED)
    act = "check" if document.state == State.IN_CHECK else "approve"
    rights.need_maker_or(actor, document, act)
    if not comment.strip():
        raise BadInput(Text("退回須說明理由", "Say why it is returned"))
    approval = _sign(actor, document, Approval.Decision.RETURNED, act, comment)
    _move(document, State.DRAFT)
    return approval


@action("reports.document.check", Text("覆核通過", "pass the check"))
def check(
    *, actor: Person, ref: str, comment: str = "", content_hash: str = "", recomputed: dict[str, Any] | None = None, hands: Collection[str] = ()
) -> Approval:  # fmt: skip
    """The second person's check of the frozen version. ``recomputed`` is the independent recalculation; a difference refuses.

    ``hands`` are the logins of those who entered what it was made from; they may not sign.
    """
    document = get(ref)
    rights.need(actor, "check", document.key)
    rights.need_state(document, State.IN_CHECK)
    version = latest(document)
    rights.need_second_person(actor, version, hands)
    rights.need_hash(version, content_hash)
    _no_blocks(version)
    if recomputed and recomputed.get("differences"):
        raise Refused(Text("DT6 獨立複算結果不符：{d}", "DT6 The recomputation differs: {d}").format(d=recomputed["differences"]))
    approval = _sign(actor, document, Approval.Decision.CHECKED, "check", comment, recomputed)
    _move(document, State.CHECKED)
    return approval


@action("reports.document.approve", Text("核准", "approve"))
def approve(*, actor: Person, ref: str, comment: str = "", content_hash: str = "", hands: Collection[str] = ()) -> Approval:
    """The approver's consent to the checked version."""
    document = get(ref)
    rights.need(actor, "approve", document.key)
    rights.need_state(document, State.CHECKED)
    version = latest(document)
    rights.need_second_person(actor, version, hands)
    rights.need_third_person(actor, version)
    rights.need_hash(version, content_hash)
    confirming.need_confirmed(version, hands)
    approval = _sign(actor, document, Approval.Decision.APPROVED, "approve", comment)
    _move(document, State.APPROVED)
    return approval


@action("reports.document.issue", Text("發行", "issue"))
def issue(*, actor: Person, ref: str, prefix: str, render: Callable[[Numbered], tuple[Report, Sequence[RenderedFile]]]) -> Issue:
    """Number, seal, render once, archive, link, supersede and suggest evidence, in one transaction. ``render`` gets the number and gives envelope and files."""
    document = get(ref)
    if document.replaces:
        document.replaces = get(document.replaces.ref)  # locked before the series and the chain, as everywhere
    rights.need_maker_or(actor, document, "approve")
    rights.need_state(document, State.APPROVED)
    version = latest(document)
    _no_blocks(version)
    numbered = _number(document, prefix, version)
    envelope, files = render(numbered)
    if hash_content(envelope) != version.content_hash:
        raise Refused(
            Text("發行內容與核准內容不同，請重新送審", "What would be issued differs from what was approved: send it to check again")
        )
    row = _issue_row(actor, document, numbered, envelope)
    stored = {file.name: _store(row, file).sha256 for file in files}
    payload = {
        "doc_no": row.doc_no,
        "content_hash": version.content_hash,
        "envelope_hash": row.envelope_hash,
        "files": stored,
        "by": actor.login,
    }
    ledger.append("issue", document, payload, numbered.at)
    _settle(document, numbered)
    evidence.suggest(actor, row, envelope)
    return row


def _number(document: Document, prefix: str, version: ReportVersion) -> Numbered:
    moment = now()
    if document.replaces:
        stem = document.replaces.doc_no.rpartition("-R")[0]
    else:
        month = f"{timezone.localdate(moment):%Y%m}"
        stem = f"{prefix}-{month}-{ledger.next_number(f'{prefix}-{month}'):04d}"
    return Numbered(f"{stem}-R{document.revision}", document.revision, moment, version)


def _issue_row(actor: Person, document: Document, numbered: Numbered, envelope: Report) -> Issue:
    text = envelope.model_dump_json(exclude_none=True)
    return Issue.objects.create(
        document=document,
        version=numbered.version,
        doc_no=numbered.doc_no,
        envelope=text,
        envelope_hash=digest(text),
        person=actor,
        at=numbered.at,
    )


def _store(row: Issue, file: RenderedFile) -> IssuedFile:
    return IssuedFile.objects.create(
        issue=row, rendition=file.rendition, format=file.format, lang=file.lang, name=file.name, media_type=file.media_type,
        sha256=archive.keep(file.data), size=len(file.data),
    )  # fmt: skip


def _settle(document: Document, numbered: Numbered) -> None:
    document.doc_no = numbered.doc_no
    _move(document, State.ISSUED)
    if document.replaces and document.replaces.state == State.ISSUED:  # what was withdrawn meanwhile stays withdrawn
        ledger.append("supersede", document.replaces, {"doc_no": document.replaces.doc_no, "by": numbered.doc_no}, numbered.at)
        _move(document.replaces, State.SUPERSEDED)


@action("reports.document.withdraw", Text("撤回", "withdraw"))
def withdraw(*, actor: Person, ref: str, reason: str) -> Document:
    """Mark an issued document as withdrawn; nothing is deleted. By its maker or an approver."""
    document = get(ref)
    rights.need_maker_or(actor, document, "approve")
    rights.need_state(document, State.ISSUED)
    if not reason.strip():
        raise BadInput(Text("撤回須說明理由", "Say why it is withdrawn"))
    document.reason = reason.strip()
    ledger.append("withdraw", document, {"doc_no": document.doc_no, "reason": document.reason, "by": actor.login}, now())
    _move(document, State.WITHDRAWN)
    return document


@action("reports.document.send", Text("登錄寄送", "log a sending"))
def log_sending(*, actor: Person, ref: str, recipient: str, channel: str, file: str = "", party: str = "", address: str = "") -> SendingLog:
    """One sending of an issued document; ``file`` is the name of the file sent (default: the first)."""
    document = get(ref)
    rights.need_any(actor, document.key)
    rights.need_state(document, State.ISSUED)
    files = document.issue.files.all()
    sent = found(files, file, name=file) if file else files.first()
    row = SendingLog(
        issue=document.issue, file=sent, recipient=recipient.strip(), party=party, address=address, channel=channel, at=now(),
        file_hash=sent.sha256 if sent else "", person=actor,
    )  # fmt: skip
    row.save()
    ledger.append("send", document, {"doc_no": document.doc_no, "to": row.recipient, "channel": channel, "file": row.file_hash}, row.at)
    return row


@action("reports.document.acknowledge", Text("登錄收訖", "log a receipt"))
def acknowledge(*, actor: Person, sending: int, words: str) -> SendingLog:
    """That a sending arrived, in the recipient's words or by what proof."""
    row: SendingLog = found(SendingLog.objects.all(), sending, pk=sending)
    rights.need_any(actor, row.issue.document.key)
    if row.acknowledged_at:
        raise Refused(Text("這次寄送已登錄收訖，不能更改", "The receipt of this sending is logged already and cannot be changed"))
    row.acknowledged_at, row.acknowledgement = now(), words.strip()
    row.save()
    ledger.append(
        "receive", row.issue.document, {"doc_no": row.issue.doc_no, "sending": row.pk, "words": row.acknowledgement}, row.acknowledged_at
    )
    return row


@action("reports.document.flag", Text("標記須重新檢視", "mark for review"))
def flag(*, actor: Person, ref: str, why: str) -> Document:
    """An issued document whose rebuilt figures differ materially; an empty ``why`` clears the mark."""
    document = get(ref)
    rights.need_any(actor, document.key)
    document.needs_review = why[:300]
    document.save()
    return document


def get(ref: str) -> Document:
    """The document with this reference or number, locked for the transaction."""
    rows = Document.objects.select_for_update(of=("self",)).select_related("maker", "replaces")
    return found(rows, ref, **known_as(ref))


def latest(document: Document) -> ReportVersion:
    """The newest frozen version."""
    version = document.versions.order_by("-number").first()
    if version is None:
        raise Refused(Text("尚未送審", "It has not been sent to check"))
    return version


def _draft_of(actor: Person, ref: str) -> Document:
    document = get(ref)
    rights.need(actor, "make", document.key)
    rights.need_maker(actor, document)
    rights.need_state(document, State.DRAFT)
    return document


def _no_blocks(version: ReportVersion) -> None:
    blocks = [f for f in version.findings if f["level"] == "block"]
    if blocks:
        lines = Text(
            "；".join(f"{f['id']} {f['message']['zh']}" for f in blocks), "; ".join(f"{f['id']} {f['message']['en']}" for f in blocks)
        )
        raise Refused(Text("阻擋項目未排除：{lines}", "Blocking checks stand: {lines}").format(lines=lines))
    open_warnings = sorted({f["id"] for f in version.findings if f["level"] == "warn" and not f.get("waived")})
    if open_warnings:
        raise Refused(
            Text("提醒 {w} 尚未加註理由，請退回製表人加註", "Warnings {w} have no reason yet: return it to its maker").format(
                w=", ".join(open_warnings)
            )
        )


def _sign(actor: Person, document: Document, decision: str, act: str, comment: str, recomputed: dict[str, Any] | None = None) -> Approval:
    version = latest(document)
    held = sorted(role for role in actor.role_codes if role in rights.roles_for_act(act, document.key)) or sorted(actor.role_codes)
    approval = Approval(
        version=version, person=actor, role=held[0], decision=decision, comment=comment.strip(), recomputed=recomputed or {},
        content_hash=version.content_hash, at=now(),
    )  # fmt: skip
    validate(approval)
    approval.save()
    return approval


def _move(document: Document, state: str) -> None:
    document.state, document.changed_at = state, now()
    document.save()
