"""Writes of needs, strategies and service decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now, today
from argosy.records.parties.models import Party
from argosy.records.people.consulting import consultations
from argosy.records.people.work import open_work_item
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number
from argosy.records.service.needs.models import CustomerNeed, NeedEvidence, PlanFit, PlanLine, ServiceDecision, StrategyPlan
from argosy.records.staff import person_in

Verdict = PlanFit.Verdict


@action("service.need.record", Text("登錄客戶需求", "record a customer need"))
def record_need(*, actor: Any, ref: str = "", party: str | None = None, **fields: Any) -> CustomerNeed:
    """A need, unconfirmed until it stands on evidence; or other facts of the one ``ref`` names. ``party`` is a customer's code."""
    row = _need(ref) if ref else CustomerNeed(ref=f"CN-{next_number('CN'):04d}", owner=actor, recorded_on=today())
    if "state" in fields:
        raise BadInput(Text("狀態依證據而定，不能直接填入", "The state follows from the evidence and cannot be entered"))
    if party is not None:
        row.party = found(Party.objects.all(), party, code=party) if party else None
    changed(row, {**person_in(fields, "owner"), "state": _state(row)})
    return row


@action("service.need.support", Text("連結需求證據", "link evidence to a need"))
def support_need(*, actor: Any, ref: str, kind: str, reference: str, name: str, on: date, mentions: int = 1) -> CustomerNeed:
    """A dated record that shows the need; with a customer named, it is confirmed by it."""
    row = _need(ref)
    known = NeedEvidence.objects.filter(need=row, reference=reference).first() or NeedEvidence(need=row, reference=reference)
    changed(known, {"kind": kind, "name": name, "on": on, "mentions": mentions})
    changed(row, {"state": _state(row)})
    return row


@action("service.strategy.write", Text("撰寫發展策略", "write a strategy"))
def write_strategy(*, actor: Any, ref: str = "", **fields: Any) -> StrategyPlan:
    """A strategy, or other words for the one ``ref`` names."""
    row = _plan(ref) if ref else StrategyPlan(ref=f"SG-{next_number('SG'):04d}", owner=actor, written_on=today())
    changed(row, person_in(fields, "owner"))
    return row


@action("service.strategy.line", Text("撰寫策略項目", "write a line of a strategy"))
def write_line(*, actor: Any, ref: str, key: str, **fields: Any) -> PlanLine:
    """One line of it; what is given replaces what was there. ``owner`` is a login."""
    plan = _plan(ref)
    row = PlanLine.objects.filter(plan=plan, key=key).first() or PlanLine(plan=plan, key=key)
    changed(row, person_in(fields, "owner"))
    return row


@action("service.strategy.fit", Text("檢核計畫符合性", "check the fit of a plan line"))
def fit_line(
    *, actor: Any, ref: str, key: str, need: str, spec_ok: bool | None = None, days_tolerance: int = 0, cost_tolerance: Decimal = Decimal(0),
    rate: Decimal = Decimal(1),
) -> PlanFit:  # fmt: skip
    """Hold a line against a need: days over the lead time asked, price over the ceiling in percent (``rate`` takes the line's currency to the need's)."""
    line = found(PlanLine.objects.filter(plan=_plan(ref), key=key), key)
    wanted = _need(need)
    days = None if line.lead_days is None or wanted.lead_days is None else line.lead_days - wanted.lead_days
    cost = None
    if line.price is not None and wanted.price_ceiling:
        cost = ((line.price * rate / wanted.price_ceiling - 1) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    row = PlanFit.objects.filter(line=line, need=wanted).first() or PlanFit(line=line, need=wanted)
    verdict = verdict_of(spec_ok, days, cost, days_tolerance, cost_tolerance)
    changed(row, {
        "spec_ok": spec_ok, "days_over": days, "cost_over": cost, "days_tolerance": days_tolerance, "cost_tolerance": cost_tolerance, "verdict": verdict, "on": today(),
        "waived_by": None, "waiver": "",
    })  # fmt: skip
    return row


def verdict_of(spec_ok: bool | None, days: int | None, cost: Decimal | None, days_tolerance: int, cost_tolerance: Decimal) -> str:
    """Outside when any part is beyond its tolerance, unspecified when nothing could be compared, else pass."""
    parts = [
        None if spec_ok is None else spec_ok,
        None if days is None else days <= days_tolerance,
        None if cost is None else cost <= cost_tolerance,
    ]
    known = [part for part in parts if part is not None]
    if not known:
        return Verdict.UNSPECIFIED
    return Verdict.PASS if all(known) else Verdict.OUTSIDE


@action("service.strategy.waive", Text("豁免計畫符合性", "waive the fit of a plan line"))
def waive_fit(*, actor: Any, fit: int, reason: str) -> PlanFit:
    """Accept a line outside tolerance, by name and with the reason."""
    row = found(PlanFit.objects.select_related("line__owner"), fit, pk=fit)
    if row.line.owner_id == actor.pk:
        raise Refused(Text("負責人不得豁免自己的項目", "Its owner cannot waive a line of their own"))
    kept: PlanFit = changed(row, {"waived_by": actor, "waiver": reason.strip()})
    return kept


@action("service.decision.write", Text("撰寫服務決策", "write a service decision"))
def write_decision(*, actor: Any, ref: str = "", **fields: Any) -> ServiceDecision:
    """A draft, or other words for one. ``owner`` is a login. People are consulted about its reference."""
    row = _decision(ref) if ref else ServiceDecision(ref=f"SD-{next_number('SD'):04d}", author=actor, owner=actor, written_on=today())
    if row.state != ServiceDecision.State.DRAFT:
        raise Refused(Text("{r} 已核准，不能更改", "{r} is approved and cannot be changed").format(r=row.ref))
    changed(row, person_in(fields, "owner"))
    return row


@action("service.decision.approve", Text("核准服務決策", "approve a service decision"))
def approve_decision(*, actor: Any, ref: str, changes: Iterable[Mapping[str, Any]] = ()) -> ServiceDecision:
    """By another than its author, once somebody consulted has answered. ``changes`` (title, owner, due) become work items; its owner gets one in any case."""
    row = _decision(ref)
    if row.state != ServiceDecision.State.DRAFT:
        raise Refused(Text("{r} 已核准", "{r} is approved already").format(r=row.ref))
    if not row.decision_zh.strip():
        raise Refused(Text("尚未填寫決策內容", "It says no decision yet"))
    asked = consultations(actor=row.author, subjects=[row.reference])
    if not asked.exclude(answered_at=None).exists():
        raise Refused(Text("無已答覆之諮詢，不得核准", "Nobody consulted has answered: it cannot be approved"))
    changed(row, {"state": ServiceDecision.State.APPROVED, "approver": actor, "approved_on": today()})
    for one in [{"title": f"執行決策 {row.ref} {row.decision_zh}"[:200], "owner": row.owner.login, "due": row.due}, *changes]:
        open_work_item(actor=actor, title=str(one["title"])[:200], owner=one["owner"], due=one["due"], origin=row.reference)
    return row


@action("service.decision.follow", Text("追蹤服務決策", "follow up a service decision"))
def follow_decision(
    *, actor: Any, ref: str, words: str, outcome: str = ServiceDecision.Outcome.OPEN, on: date | None = None
) -> ServiceDecision:
    """Whether it was carried out, and what was found."""
    row = _decision(ref)
    if row.state != ServiceDecision.State.APPROVED:
        raise Refused(Text("尚未核准", "It is not approved"))
    ended = outcome != ServiceDecision.Outcome.OPEN
    changed(row, {"followed_on": on or today(), "follow_up": words.strip(), "outcome": outcome, "closed_at": now() if ended else None})
    return row


def _state(row: CustomerNeed) -> str:
    if row.party_id is None or row.pk is None or not row.evidence.exists():
        return CustomerNeed.State.UNCONFIRMED
    return CustomerNeed.State.CONFIRMED


def _need(ref: str) -> CustomerNeed:
    row: CustomerNeed = found(CustomerNeed.objects.select_for_update(of=("self",)), ref, ref=ref.strip().upper())
    return row


def _plan(ref: str) -> StrategyPlan:
    row: StrategyPlan = found(StrategyPlan.objects.select_for_update(of=("self",)), ref, ref=ref.strip().upper())
    return row


def _decision(ref: str) -> ServiceDecision:
    row: ServiceDecision = found(ServiceDecision.objects.select_for_update(of=("self",)), ref, ref=ref.strip().upper())
    return row
