"""Writes of standards: setting and ending them, keeping their results, non-conformities, improvement actions and team snapshots."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now, today
from argosy.records.people.work import open_work_item
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number
from argosy.records.service.standards.models import (
    ImprovementAction,
    NonConformity,
    ServiceStandard,
    StandardResult,
    TeamQualitySnapshot,
)
from argosy.records.staff import person_in, someone

_FLAG_DAYS = 7


@action("service.standard.set", Text("訂定服務標準", "set a service standard"))
def set_standard(*, actor: Any, code: str, valid_from: date, reason: str, **fields: Any) -> ServiceStandard:
    """A standard from a day on; the one before ends the day before. A change says why. ``owner`` is a login."""
    if not reason.strip():
        raise BadInput(Text("請說明訂定或變更理由", "Say why it is set or changed"))
    earlier = ServiceStandard.objects.select_for_update().filter(code=code, valid_to=None).first()
    base: dict[str, Any] = {}
    if earlier is not None:
        if earlier.valid_from >= valid_from:
            raise Refused(
                Text("{c} 自 {d} 起已有標準，新標準須晚於該日", "{c} holds from {d}: a new one begins later").format(
                    c=code, d=earlier.valid_from
                )
            )
        base = {
            f.name: getattr(earlier, f.name)
            for f in ServiceStandard._meta.concrete_fields
            if f.name not in ("id", "valid_from", "valid_to", "reason")
        }
        changed(earlier, {"valid_to": valid_from - timedelta(days=1)})
    row = ServiceStandard(owner=actor)
    changed(row, {**base, **person_in(fields, "owner"), "code": code, "valid_from": valid_from, "reason": reason.strip()})
    return row


@action("service.standard.keep", Text("保存標準量測結果", "keep the result of a standard"))
def keep_result(*, actor: Any, code: str, since: date, until: date, note: str = "", **measured: Any) -> StandardResult:
    """What a standard came to in a period that is over: actual, low, high, n, missing, verdict. The same period again replaces it."""
    if until >= today():
        raise Refused(Text("期間尚未結束", "The period is not over"))
    standard = found(ServiceStandard.objects.filter(valid_from__lte=until).order_by("-valid_from"), code, code=code)
    row = StandardResult.objects.filter(standard=standard, since=since, until=until).first() or StandardResult(
        standard=standard, since=since, until=until
    )
    told = {"note": note.strip(), "reviewer": actor} if note.strip() else {}
    changed(row, {**measured, **told, "at": now()})
    return row


@action("service.standard.review", Text("檢討未達標準", "review a missed standard"))
def review_result(*, actor: Any, result: int, note: str) -> StandardResult:
    """What the reviewer says of a result."""
    if not note.strip():
        raise BadInput(Text("請填檢討說明", "Say what came out of the review"))
    row: StandardResult = changed(found(StandardResult.objects.all(), result, pk=result), {"note": note.strip(), "reviewer": actor})
    return row


@action("service.nonconformity.raise", Text("開立不符合事項", "raise a non-conformity"))
def raise_nonconformity(
    *, actor: Any, subject: str, name: str, finding: str, owner: str, standard: str = "", **fields: Any
) -> NonConformity:
    """Something that departs from a standard (its code) or from a ``requirement`` in words."""
    row = NonConformity(
        ref=f"NC-{next_number('NC'):04d}", subject=subject, name=name, finding=finding, found_on=today(), owner=someone(owner)
    )
    row.standard = found(ServiceStandard.objects.order_by("-valid_from"), standard, code=standard) if standard else None
    changed(row, fields)
    return row


@action("service.nonconformity.correct", Text("登錄矯正措施", "record a correction"))
def correct(*, actor: Any, ref: str, cause: str, correction: str) -> NonConformity:
    """Its cause and what was done."""
    row = found(NonConformity.objects.select_for_update(of=("self",)), ref, ref=ref)
    if row.verifier_id is not None:
        raise Refused(Text("{r} 已驗證，不能更改", "{r} is verified and cannot be changed").format(r=ref))
    kept: NonConformity = changed(row, {"cause": cause.strip(), "correction": correction.strip()})
    return kept


@action("service.nonconformity.verify", Text("驗證矯正措施", "verify a correction"))
def verify(*, actor: Any, ref: str) -> NonConformity:
    """By another person than its owner, once cause and correction are there."""
    row = found(NonConformity.objects.select_for_update(of=("self",)), ref, ref=ref)
    kept: NonConformity = changed(row, {"verifier": actor, "verified_at": now()})
    return kept


@action("service.improvement.open", Text("提出改善對策", "open an improvement action"))
def open_improvement(
    *, actor: Any, origin: str, origin_name: str, cause: str, words: str, owner: str, due: date, **fields: Any
) -> ImprovementAction:
    """What is to be done about a cause, by whom and when; ``baseline`` with ``unit`` is the figure it is to change. The owner gets a work item."""
    row = ImprovementAction(
        ref=f"IA-{next_number('IA'):04d}", origin=origin, origin_name=origin_name, cause=cause, action=words, owner=someone(owner), due=due, opened_by=actor,
        opened_at=now(),
    )  # fmt: skip
    changed(row, fields)
    open_work_item(actor=actor, title=f"改善對策 {row.ref} {words}"[:200], owner=owner, due=due, origin=row.reference)
    return row


@action("service.improvement.close", Text("結束改善對策", "close an improvement action"))
def close_improvement(*, actor: Any, ref: str, outcome: str, result: Decimal | None = None, dropped: bool = False) -> ImprovementAction:
    """What came of it, with the figure afterwards where there was one before."""
    row = found(ImprovementAction.objects.select_for_update(of=("self",)), ref, ref=ref)
    if row.state != ImprovementAction.State.OPEN:
        raise Refused(Text("{r} 已結束", "{r} is closed").format(r=ref))
    state = ImprovementAction.State.DROPPED if dropped else ImprovementAction.State.DONE
    kept: ImprovementAction = changed(row, {"outcome": outcome.strip(), "result": result, "state": state, "closed_at": now()})
    return kept


@action("service.snapshot.keep", Text("保存團隊品質快照", "keep a team quality snapshot"))
def keep_snapshot(*, actor: Any, team: str, week: date, measure: str, n: int, k: int, lead: str = "", **chart: Any) -> TeamQualitySnapshot:
    """One measure of one team in one week; a flagged one opens a work item for the team's ``lead``. The same week again replaces it."""
    row = TeamQualitySnapshot.objects.select_for_update().filter(team=team, week=week, measure=measure).first()
    fresh = row is None or not row.flagged
    row = row or TeamQualitySnapshot(team=team, week=week, measure=measure)
    changed(row, {**chart, "n": n, "k": k, "at": now()})
    if row.flagged and fresh and lead:
        title = f"團隊品質超出界限 {team} {measure} {week} Beyond the control limit"
        open_work_item(actor=actor, title=title, owner=lead, due=today() + timedelta(days=_FLAG_DAYS), origin=row.reference)
    return row


@action("service.snapshot.explain", Text("說明超出界限之原因", "say why a week was beyond its limit"))
def explain_snapshot(*, actor: Any, snapshot: int, cause: str) -> TeamQualitySnapshot:
    """The cause of a flagged week; one that is not flagged has none to give (``Refused``)."""
    row: TeamQualitySnapshot = found(TeamQualitySnapshot.objects.select_for_update(), snapshot, pk=snapshot)
    if not row.flagged:
        raise Refused(Text("此週未超出界限，無須說明", "This week was within its limits: there is nothing to explain"))
    kept: TeamQualitySnapshot = changed(row, {"cause": cause.strip()})
    return kept
