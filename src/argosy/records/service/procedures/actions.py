"""Writes of procedures, their training and acknowledgement, and of the service policy with its enquiry rules and roster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.people.work import open_work_item
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number
from argosy.records.service.procedures.models import (
    EnquiryRule,
    ProcedureStep,
    ProcedureTraining,
    ProcedureVersion,
    RosterEntry,
    ServicePolicy,
)
from argosy.records.staff import person_in, someone

State = ProcedureVersion.State


@action("service.procedure.write", Text("編製作業程序", "write a procedure"))
def write_procedure(*, actor: Any, code: str, steps: Iterable[Mapping[str, Any]], **fields: Any) -> ProcedureVersion:
    """The next version of a procedure as a draft; a draft is replaced. Steps name people by login: accountable, responsible, cover."""
    last = ProcedureVersion.objects.select_for_update().filter(code=code).order_by("-version").first()
    draft = last is not None and last.state == State.DRAFT
    row = last if draft else ProcedureVersion(code=code, version=last.version + 1 if last else 1, owner=actor)
    changed(row, {**person_in(fields, "owner"), "author": actor})
    row.steps.all().delete()
    for no, step in enumerate(steps, 1):
        told = {name: value for name, value in step.items() if value != ""}
        ProcedureStep(procedure=row, no=no, **person_in(told, "accountable", "responsible", "cover")).save()
    return row


@action("service.procedure.approve", Text("核准作業程序", "approve a procedure"))
def approve_procedure(*, actor: Any, code: str, version: int) -> ProcedureVersion:
    """By another than its author; every step has cover. The version before is superseded, and its people are to be trained anew."""
    row = found(ProcedureVersion.objects.select_for_update(of=("self",)), f"{code} v{version}", code=code, version=version)
    if row.state != State.DRAFT:
        raise Refused(Text("{r} 已核准", "{r} is approved already").format(r=row))
    steps = list(row.steps.all())
    bare = [str(step.no) for step in steps if step.cover_id is None]
    if not steps or bare:
        raise Refused(
            Text("步驟 {n} 無代理人，不得核准", "Step {n} has nobody to cover: it cannot be approved").format(n="、".join(bare) or "—")
        )
    changed(row, {"state": State.APPROVED, "approver": actor, "approved_at": now()})
    for other in ProcedureVersion.objects.filter(code=code, state=State.APPROVED).exclude(pk=row.pk):
        changed(other, {"state": State.SUPERSEDED})
    return row


@action("service.training.plan", Text("排定程序訓練", "plan training in a procedure"))
def plan_training(*, actor: Any, code: str, version: int, person: str, planned_on: date, **fields: Any) -> ProcedureTraining:
    """One person, one day; the person gets a work item."""
    procedure = found(ProcedureVersion.objects.all(), f"{code} v{version}", code=code, version=version)
    row = ProcedureTraining(procedure=procedure, person=someone(person), planned_on=planned_on)
    changed(row, fields)
    open_work_item(actor=actor, title=f"程序訓練 {procedure} Training", owner=person, due=planned_on, origin=row.reference)
    return row


@action("service.training.hold", Text("登錄程序訓練", "record training in a procedure"))
def hold_training(*, actor: Any, training: int, held_on: date, score: int) -> ProcedureTraining:
    """When it was held and what the test came to. A failed one is to be repeated: plan it again."""
    row = found(ProcedureTraining.objects.all(), training, pk=training)
    if row.person_id == actor.pk:
        raise Refused(Text("不得自行登錄評量", "Nobody records a test of their own"))
    kept: ProcedureTraining = changed(row, {"held_on": held_on, "score": score})
    return kept


@action("service.training.acknowledge", Text("閱讀確認程序", "acknowledge a procedure"))
def acknowledge(*, actor: Any, training: int) -> ProcedureTraining:
    """The person has read it; once, by that person."""
    row = found(ProcedureTraining.objects.filter(person=actor), training, pk=training)
    if row.acknowledged_at is None:
        changed(row, {"acknowledged_at": now()})
    kept: ProcedureTraining = row
    return kept


@action("service.policy.write", Text("撰寫服務準則", "write a service policy"))
def write_policy(*, actor: Any, ref: str = "", procedure: str = "", version: int = 1, **fields: Any) -> ServicePolicy:
    """A policy, or other words for the one ``ref`` names."""
    row = found(ServicePolicy.objects.all(), ref, ref=ref) if ref else ServicePolicy(ref=f"SP-{next_number('SP'):04d}", owner=actor)
    if procedure:
        row.procedure = found(ProcedureVersion.objects.all(), f"{procedure} v{version}", code=procedure, version=version)
    changed(row, person_in(fields, "owner"))
    kept: ServicePolicy = row
    return kept


@action("service.policy.rule", Text("訂定諮詢回應規則", "set an enquiry rule"))
def set_rule(*, actor: Any, ref: str, category: str, **fields: Any) -> EnquiryRule:
    """The rule of one kind of enquiry; what is given replaces what was there. ``owner`` and ``deputy`` are logins."""
    policy = found(ServicePolicy.objects.all(), ref, ref=ref)
    row = EnquiryRule.objects.select_for_update(of=("self",)).filter(policy=policy, category=category).first() or EnquiryRule(
        policy=policy, category=category
    )
    changed(row, person_in(fields, "owner", "deputy"))
    return row


@action("service.policy.duty", Text("排定值班", "set the roster"))
def set_duty(*, actor: Any, ref: str, duties: Iterable[Mapping[str, Any]]) -> ServicePolicy:
    """The whole roster of a policy: person, weekday, starts, ends, part. One person twice at one time raises ``BadInput``."""
    policy: ServicePolicy = found(ServicePolicy.objects.select_for_update(of=("self",)), ref, ref=ref)
    rows = [RosterEntry(policy=policy, **person_in(dict(one), "person")) for one in duties]
    for row in rows:
        row.clean_fields(exclude=["policy"])
    for at, row in enumerate(rows):
        if any(_together(row, other) for other in rows[:at]):
            raise BadInput(
                Text("{p} 星期 {d} 值班時間重疊", "{p} is on duty twice at one time on weekday {d}").format(
                    p=row.person.login, d=row.weekday
                )
            )
    policy.roster.all().delete()
    for row in rows:
        row.save()
    return policy


def _together(one: RosterEntry, other: RosterEntry) -> bool:
    return one.person_id == other.person_id and one.weekday == other.weekday and one.starts < other.ends and other.starts < one.ends
