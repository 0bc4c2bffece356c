"""Writes of contracts: the library, drawing one up, deviations, obligations, signing, ending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from simple_history.utils import bulk_create_with_history

from argosy.kernel.canonical import digest
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.contracts import checking
from argosy.records.contracts.drawing import draw, drawn_lines
from argosy.records.contracts.library import clauses
from argosy.records.contracts.models import (
    Clause,
    ClauseVersion,
    Contract,
    ContractClause,
    ContractLine,
    Deviation,
    Obligation,
    SignatoryAuthority,
    SignedText,
)
from argosy.records.contracts.text import content
from argosy.records.contracts.wording import variables, wording_digest
from argosy.records.people.models import Person, WorkItem
from argosy.records.record import changed, found, in_both
from argosy.records.reference import queries as reference
from argosy.records.reports import archive
from argosy.records.reports.ledger import next_number

SERIES = "CT"
OPEN = (Contract.State.DRAFT, Contract.State.REVIEW)
_CLOSED = Text("合約 {number} 為「{state}」，不能再修改", "Contract {number} is {state}; it cannot be changed any more")
_STALE = Text(
    "{number} 已由他人修改（版本 {mine} → {now}），請重新載入",
    "{number} was changed by somebody else (edit {mine} to {now}): load it again",
)
_BLOCKED = Text("合約 {number} 不能簽署：{words}", "Contract {number} cannot be signed: {words}")
_VARIABLES = Text("條款「{code}」之中英文變數不一致", "The two languages of clause {code} have different variables")
_NOT_SIGNED = Text("合約尚未簽署", "The contract is not signed")


@action("contracts.clause.load", Text("載入條款庫", "load the clause library"))
def load_library(*, actor: Person, on: date | None = None) -> list[Clause]:
    """Clauses the software comes with that the firm has not; those it has stay as they are."""
    there = set(Clause.objects.values_list("code", flat=True))
    made = []
    for told in clauses():
        if told.code not in there:
            row = Clause(
                code=told.code, place=told.place, heading_zh=told.heading.zh, heading_en=told.heading.en, kinds=list(told.kinds), mandatory=list(told.mandatory)
            )  # fmt: skip
            row.save()
            ClauseVersion(
                clause=row,
                number=1,
                valid_from=on or reference.today(),
                zh=told.wording.zh,
                en=told.wording.en,
                approved_by=actor,
                source="library.toml",
            ).save()
            made.append(row)
    return made


@action("contracts.clause.word", Text("修訂條款", "word a clause anew"))
def word_clause(*, actor: Person, code: str, zh: str, en: str, valid_from: date | None = None, source: str = "") -> ClauseVersion:
    """The next version of a clause; contracts made before keep theirs."""
    clause: Clause = found(Clause.objects.all(), code, code=code)
    if variables(zh) != variables(en):
        raise BadInput(_VARIABLES.format(code=code))
    last = clause.versions.order_by("-number").first()
    row = ClauseVersion(
        clause=clause, number=(last.number if last else 0) + 1, valid_from=valid_from or reference.today(), zh=zh, en=en, approved_by=actor, source=source
    )  # fmt: skip
    row.save()
    return row


@action("contracts.contract.draw", Text("擬訂合約", "draw up a contract"))
def draw_contract(*, actor: Person, quotation: str = "", given: Mapping[str, Any] | None = None, **fields: Any) -> Contract:
    """A draft from an accepted quotation, from a contract it ``renews``, or from ``fields`` alone, with every clause of its kind from the library.

    ``given`` replaces variables of the clauses. ``customer`` is a code, ``order`` and ``renews`` are numbers.
    """
    row = draw(quotation, fields, actor)
    row.number = f"{SERIES}-{next_number(SERIES):04d}"
    row.save()
    lines = drawn_lines(row)
    bulk_create_with_history(lines, ContractLine, default_user=actor)
    from argosy.records.contracts.drawing import drawn_clauses

    bulk_create_with_history(drawn_clauses(row, lines, given or {}), ContractClause, default_user=actor)
    return row


@action("contracts.contract.change", Text("修改合約草稿", "change a draft contract"))
def change_contract(
    *, actor: Person, number: str, version: int, lines: Sequence[tuple[int, Decimal, Decimal]] | None = None, **fields: Any
) -> Contract:
    """Change fields of a draft, or quantities and prices of ``lines`` (line, quantity, unit price); clauses are filled anew from it."""
    row = _open(number, version)
    if fields:
        for name in sorted(set(fields) - checking.CHANGEABLE):
            raise BadInput(Text("不能直接修改 {f}", "It cannot be changed directly: {f}").format(f=name))
        for name, value in fields.items():
            setattr(row, name, value)
    from argosy.records.contracts.drawing import refill, repriced

    if lines is not None:
        repriced(row, lines, actor)
    row.version += 1
    row.save()
    refill(row, actor)
    return row


@action("contracts.contract.deviate", Text("提出條款偏離", "ask for a deviation"))
def deviate(*, actor: Person, number: str, article: int, zh: str, en: str, reason: str, risk: str = "") -> Deviation:
    """Word an article of a draft otherwise than the library: legal has to approve that wording before it is signed."""
    row = _open(number)
    clause: ContractClause = found(row.clauses.all(), article, no=article)
    changed(clause, {"zh": zh, "en": en})
    there = Deviation.objects.filter(clause=clause).first() or Deviation(clause=clause)
    there.reason, there.risk, there.digest, there.state = reason, risk, wording_digest(zh, en), Deviation.State.ASKED
    there.asked_by, there.decided_by, there.decided_at, there.answer = actor, None, None, ""
    there.save()
    return there


@action("contracts.deviation.decide", Text("核定條款偏離", "decide on a deviation"))
def decide_deviation(*, actor: Person, number: str, article: int, approve: bool, answer: str = "") -> Deviation:
    """Legal's word on a wording; never by who asked for it. Refusing puts the library's wording back in force only when the drafter does."""
    row = _open(number)
    clause: ContractClause = found(row.clauses.all(), article, no=article)
    there: Deviation = found(Deviation.objects.all(), article, clause=clause)
    if there.asked_by_id == actor.pk:
        raise Refused(Text("不得核准自己提出之偏離", "Nobody approves a deviation of their own asking"))
    there.state = Deviation.State.APPROVED if approve else Deviation.State.REFUSED
    there.digest, there.decided_by, there.decided_at, there.answer = wording_digest(clause.zh, clause.en), actor, now(), answer
    there.save()
    return there


@action("contracts.obligation.add", Text("登錄履約義務", "enter an obligation"))
def add_obligation(
    *, actor: Person, number: str, duty_zh: str, duty_en: str, due: date, who: str = "us", owner: str = "", **fields: Any
) -> Obligation:
    """What a party owes by a day. With an ``owner`` (login) a work item is opened, due ``remind_days`` before."""
    row: Contract = found(Contract.objects.all(), number, number=number)
    duty = Obligation(contract=row, duty_zh=duty_zh, duty_en=duty_en, due=due, who=who, **fields)
    if owner:
        duty.owner = found(Person.objects.all(), owner, login=owner)
    duty.save()
    if owner:
        item = WorkItem(
            title=f"{row.number} {duty_zh}"[:200], owner=duty.owner, due=due - timedelta(days=duty.remind_days), origin=duty.reference
        )
        item.save()
        changed(duty, {"work_item": item})
    return duty


@action("contracts.obligation.fulfil", Text("完成履約義務", "fulfil an obligation"))
def fulfil(*, actor: Person, obligation: int, proof: str, on: date | None = None) -> Obligation:
    """Done, and what proves it; its work item is closed with it."""
    duty: Obligation = found(Obligation.objects.select_related("work_item"), obligation, pk=obligation)
    changed(duty, {"done_on": on or reference.today(), "proof": proof})
    if duty.work_item is not None and duty.work_item.status == WorkItem.Status.OPEN:
        changed(duty.work_item, {"status": WorkItem.Status.DONE, "closing_note": proof[:200]})
    return duty


@action("contracts.signatory.file", Text("建檔簽約授權", "file a signatory's authority"))
def file_authority(
    *,
    actor: Person,
    name: str,
    party: str = "",
    paper: str = "",
    document: bytes = b"",
    contract: str = "",
    theirs: bool = False,
    **fields: Any,
) -> SignatoryAuthority:
    """Who may sign for the firm (no ``party``) or a party, with the paper; ``document`` is kept in the archive under its hash.

    They are named on the open ``contract`` they sign for, where there is one; ``theirs`` is its other party.
    """
    from argosy.records.parties.models import Party

    row = SignatoryAuthority(name=name, paper=paper, **{"valid_from": reference.today()} | fields)
    held = _open(contract) if contract else None
    row.party = held.customer if held is not None and theirs else found(Party.objects.all(), party, code=party) if party else None
    if document:
        row.paper_sha256 = archive.keep(document)
    if paper or document:
        row.filed_on = row.filed_on or reference.today()
    row.save()
    if held is not None:
        setattr(held, "their_signatory" if theirs else "our_signatory", row)
        _bumped(held)
    return row


@action("contracts.contract.review", Text("合約送法務", "send a contract to legal"))
def review_contract(*, actor: Person, number: str) -> Contract:
    """From draft to legal."""
    row = _open(number)
    row.state = Contract.State.REVIEW
    return _bumped(row)


@action("contracts.contract.sign", Text("簽署合約", "sign a contract"))
def sign_contract(*, actor: Person, number: str, on: date | None = None, scan: bytes = b"", scan_name: str = "") -> Contract:
    """Freeze the text and note the signature. What CT1 to CT5 find raises ``Refused``. The signed scan is kept under its SHA-256."""
    row = _open(number)
    day = on or reference.today()
    found_ = checking.faults(row, on=day)
    if found_:
        words = Text("；".join(f.message.zh for f in found_), "; ".join(f.message.en for f in found_))
        raise Refused(_BLOCKED.format(number=number, words=words))
    frozen = content(row)
    SignedText(contract=row, content=frozen, digest=digest(frozen), at=now()).save()
    row.state, row.signed_on = Contract.State.SIGNED, day
    if scan:
        row.scan_name, row.scan_sha256 = scan_name or f"{number}.pdf", archive.keep(scan)
    return _bumped(row)


@action("contracts.contract.attach", Text("附簽署掃描檔", "attach the signed scan"))
def attach_scan(*, actor: Person, number: str, scan: bytes, name: str) -> Contract:
    """The signed paper of a signed contract, kept under its SHA-256; once attached it is not replaced by other bytes."""
    row: Contract = found(Contract.objects.select_for_update(of=("self",)), number, number=number)
    if row.signed_on is None:
        raise Refused(_NOT_SIGNED)
    hashed = sha256(scan).hexdigest()
    if row.scan_sha256 not in ("", hashed):
        raise Refused(Text("已附簽署檔，雜湊不同，不得替換", "A signed scan is attached; other bytes do not replace it"))
    row.scan_name, row.scan_sha256 = name, archive.keep(scan)
    return _bumped(row)


@action("contracts.contract.end", Text("結束合約", "end a contract"))
def end_contract(*, actor: Person, number: str, how: str, note: str = "") -> Contract:
    """Signed: ended or terminated; not yet signed: dropped. Say why."""
    row: Contract = found(Contract.objects.select_for_update(of=("self",)), number, number=number)
    allowed = {Contract.State.ENDED, Contract.State.TERMINATED} if row.signed_on else {Contract.State.DROPPED}
    if how not in allowed:
        raise Refused(_CLOSED.format(number=number, state=in_both(lambda: str(row.get_state_display()))))
    if not note.strip():
        raise BadInput(Text("請填說明", "Say why"))
    row.state, row.closing_note = how, note.strip()
    return _bumped(row)


@action("contracts.contract.remind", Text("提醒續約", "open renewal reminders"))
def remind_renewals(*, actor: Person, on: date | None = None) -> list[WorkItem]:
    """A work item for every signed contract up for renewal by a day, once each, to its author."""
    day = on or reference.today()
    made = []
    for row in checking.due_for_renewal(day):
        if row.alarm is not None and not WorkItem.objects.filter(origin=row.reference).exists():
            item = WorkItem(title=f"{row.number} 續約決定 renewal", owner=row.author, due=max(row.alarm, day), origin=row.reference)
            item.save()
            made.append(item)
    return made


def _open(number: str, version: int | None = None) -> Contract:
    row: Contract = found(Contract.objects.select_for_update(of=("self",)).select_related("customer", "quotation"), number, number=number)
    if row.state not in OPEN:
        raise Refused(_CLOSED.format(number=number, state=in_both(lambda: str(row.get_state_display()))))
    if version is not None and version != row.version:
        raise Refused(_STALE.format(number=number, mine=version, now=row.version))
    return row


def _bumped(row: Contract) -> Contract:
    row.version += 1
    row.save()
    return row
