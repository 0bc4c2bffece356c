"""Writes of the life of a quotation: draft, edit, offer, revise, approve, negotiate, lose, cancel, expire."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from argosy.engines.offer.amounts import told
from argosy.kernel.canonical import digest
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.people.models import Person
from argosy.records.reference import queries as reference
from argosy.records.reports.ledger import next_number
from argosy.records.sales import gates
from argosy.records.sales.models import LostReason, Outcome, Quotation, State
from argosy.records.sales.offering import policy as policies
from argosy.records.sales.offering.content import content
from argosy.records.sales.offering.drafting import draft
from argosy.records.sales.offering.intake import NewOffer
from argosy.records.sales.offering.models import NegotiationRecord, OfferApproval, QuotationRevision
from argosy.records.sales.offering.storing import insert, locked, replace_parts, save

SERIES = "QT"
_NOT_DRAFT = Text("報價單 {number} 為「{state}」，須先改版才能修改", "Quotation {number} is {state}: revise it before changing it")
_NOT_OPEN = Text("報價單 {number} 已{state}，不能再{what}", "Quotation {number} is {state}; it cannot be {what} any more")
_BLOCKED = Text("報價單 {number} 不能發出：{words}", "Quotation {number} cannot go out: {words}")
_OWN = Text("不得核准自己製作之報價", "Nobody approves a quotation of their own making")
_NO_BAND = Text(
    "毛利 {margin}% 或折扣 {discount}% 超出您的核准權限", "A margin of {margin}% or a discount of {discount}% is beyond your authority"
)
_NO_REASON = Text("請填理由", "Say why")


@action("sales.quotation.draft", Text("擬報價單", "draft a quotation"))
def draft_quotation(*, actor: Person, offer: NewOffer) -> Quotation:
    """A new draft with the next number. Prices come from the lists where none is given; faults raise ``BadInput``, each with its line."""
    row = Quotation(number=_next_number(), state=State.DRAFT, outcome=Outcome.OPEN, version=1)
    return insert(draft(offer, row, actor), actor)


def _next_number() -> str:
    number = f"{SERIES}-{next_number(SERIES):05d}"
    while Quotation.objects.filter(number=number).exists():
        number = f"{SERIES}-{next_number(SERIES):05d}"
    return number


@action("sales.quotation.edit", Text("修改報價單草稿", "change a draft quotation"))
def edit_quotation(*, actor: Person, number: str, version: int, offer: NewOffer) -> Quotation:
    """Bring a draft to a whole new content. ``version`` is the edit it was made on: another one now raises ``Refused`` and says what changed."""
    row = locked(number, version)
    if row.state != State.DRAFT:
        raise Refused(_NOT_DRAFT.format(number=number, state=_said(row)))
    made = draft(offer, row, actor)
    replace_parts(made, actor)
    return save(row)


@action("sales.quotation.offer", Text("發出報價單", "send out a quotation"))
def offer_quotation(*, actor: Person, number: str, version: int | None = None, on: date | None = None) -> QuotationRevision:
    """Freeze the draft as its next revision and send it out. What stands in the way raises ``Refused``, all of it at once."""
    row = locked(number, version)
    if row.state != State.DRAFT:
        raise Refused(_NOT_DRAFT.format(number=number, state=_said(row)))
    day = on or reference.today()
    lines = list(row.lines.select_related("product").order_by("line_no"))
    costs = list(row.costs.order_by("pk"))
    terms = policies.policy(day)
    made = policies.margins(row, lines, costs)
    found = policies.faults(row, lines, made, terms, roles=actor.role_codes, approvals=row.approvals.order_by("pk"), on=day)
    if found:
        words = Text("；".join(f.message.zh for f in found), "; ".join(f.message.en for f in found))
        raise Refused(_BLOCKED.format(number=number, words=words))
    answer = gates.credit(actor=actor, customer=row.customer, at=day, amount=row.total * row.fx, stage="quotation", about=number)
    frozen = content(row, lines, costs)
    revision = QuotationRevision(
        quotation=row, number=row.revision, content=frozen, digest=digest(frozen), valid_to=row.valid_to, currency=row.currency, total=row.total,
        fx=row.fx, fx_date=row.fx_date or row.date, credit=answer.verdict, by=actor, at=now(),
    )  # fmt: skip
    revision.save()
    row.state, row.offered_on = State.OFFERED, day
    save(row)
    return revision


@action("sales.quotation.revise", Text("報價單改版", "revise a quotation"))
def revise_quotation(*, actor: Person, number: str, version: int | None = None) -> Quotation:
    """Open an offered, expired or lost quotation for its next revision; what was offered stays as it was."""
    row = locked(number, version)
    if row.state not in (State.OFFERED, State.EXPIRED, State.LOST):
        raise Refused(_NOT_OPEN.format(number=number, state=_said(row), what=Text("改版", "revised")))
    row.state, row.outcome, row.decided_on, row.lost_reason = State.DRAFT, Outcome.OPEN, None, ""
    row.revision += 1
    return save(row)


@action("sales.quotation.approve", Text("核准報價低於底價或超過折扣權限", "approve an offer below the floor or beyond a discount band"))
def approve_offer(*, actor: Person, number: str, reason: str) -> OfferApproval:
    """Leave for the draft as it stands, within the approver's own band; a worse offer later needs another. Never by who made it."""
    row = locked(number)
    if actor.pk in (row.author_id, row.seller_id):
        raise Refused(_OWN)
    if not reason.strip():
        raise BadInput(_NO_REASON)
    lines, costs = list(row.lines.all()), list(row.costs.all())
    made = policies.margins(row, lines, costs)
    least = made.least if made.least is not None else Decimal(0)
    most = max((policies.combined_discount(line.discount, row.discount) for line in lines), default=Decimal(0))
    terms = policies.policy(reference.today())
    may_least, may_most = terms.own_band(actor.role_codes)
    if least < may_least or most > may_most:
        raise Refused(_NO_BAND.format(margin=least, discount=told(most)))
    role = next((role for role in policies.ROLES if role in actor.role_codes), "")
    leave = OfferApproval(
        quotation=row,
        least_margin=least,
        most_discount=most.quantize(Decimal("0.01"), ROUND_HALF_UP),
        reason=reason.strip(),
        by=actor,
        role=role,
        at=now(),
    )
    leave.save()
    return leave


@action("sales.quotation.negotiate", Text("登錄議價", "log a negotiation"))
def log_negotiation(
    *, actor: Person, number: str, asked: str, date: date | None = None, approved_by: str = "", **fields: Any
) -> NegotiationRecord:
    """What the customer asked, what was conceded and gained: ``concern``, ``conceded``, ``gained``, ``value``, ``note``; ``approved_by`` is a login."""
    from argosy.records.record import found

    row = locked(number)
    step = NegotiationRecord(quotation=row, revision=row.revision, asked=asked, date=date or reference.today(), by=actor, **fields)
    if approved_by:
        step.approved_by = found(Person.objects.all(), approved_by, login=approved_by)
    step.save()
    return step


@action("sales.quotation.close", Text("報價結案", "close a quotation"))
def close_quotation(
    *, actor: Person, number: str, outcome: str, on: date | None = None, reason: str = "", rival: str = "", note: str = ""
) -> Quotation:
    """Lost (``reason`` one of the known ones), expired, or cancelled. A won one is closed by its order."""
    row = locked(number)
    if row.state not in (State.OFFERED, State.DRAFT):
        raise Refused(_NOT_OPEN.format(number=number, state=_said(row), what=Text("結案", "closed")))
    if outcome not in (State.LOST, State.EXPIRED, State.CANCELLED):
        raise BadInput(Text("結果應為 lost、expired 或 cancelled", "The outcome is lost, expired or cancelled"))
    if outcome == State.LOST and reason not in LostReason.values:
        raise BadInput(Text("失單須選原因：{all}", "A loss has a reason: {all}").format(all=", ".join(LostReason.values)))
    if row.state == State.DRAFT and outcome != State.CANCELLED:
        raise Refused(Text("未發出之草稿只能取消", "A draft that never went out can only be cancelled"))
    row.state, row.closing_note, row.rival = outcome, note, rival or row.rival
    if outcome == State.LOST:
        row.outcome, row.lost_reason, row.decided_on = Outcome.LOST, reason, on or reference.today()
    elif outcome == State.EXPIRED:
        row.outcome = Outcome.EXPIRED
    return save(row)


@action("sales.quotation.expire", Text("標示逾期報價", "mark expired quotations"))
def expire_quotations(*, actor: Person, on: date | None = None) -> list[Quotation]:
    """Every offered quotation whose validity ended before a day becomes expired."""
    day = on or reference.today()
    rows = list(Quotation.objects.select_for_update().filter(state=State.OFFERED, valid_to__lt=day))
    for row in rows:
        row.state, row.outcome = State.EXPIRED, Outcome.EXPIRED
        save(row)
    return rows


def _said(row: Quotation) -> Text:
    from argosy.records.record import in_both

    return in_both(lambda: str(row.get_state_display()))
