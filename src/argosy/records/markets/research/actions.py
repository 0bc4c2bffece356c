"""Writes of research briefs: opening, requirements, links, gaps, approval and reminders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.markets.intel.actions import use_item
from argosy.records.markets.intel.grading import read_grade
from argosy.records.markets.intel.models import IntelligenceItem
from argosy.records.markets.research.measuring import faults, measure_of
from argosy.records.markets.research.models import Requirement, RequirementLink, ResearchBrief
from argosy.records.people.consulting import consultations
from argosy.records.people.models import WorkItem
from argosy.records.people.work import open_work_item
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number
from argosy.records.staff import person_in

REMIND_DAYS = 2
"""Days given to answer after the one reminder."""


@action("markets.brief.open", Text("建立研究需求書", "open a research brief"))
def open_brief(*, actor: Any, question: str, due: date, requirements: Iterable[Mapping[str, Any]] = (), **fields: Any) -> ResearchBrief:
    """A question with what has to be known. ``requester`` is a login (default: whoever opens it), as is ``owner``."""
    given = {"owner": actor, "requester": actor, **person_in(fields, "owner", "requester")}
    row = ResearchBrief(ref=f"RB-{next_number('RB'):04d}", question=question.strip(), due=due, opened_at=now(), **given)
    row.save()
    for one in requirements:
        _add(actor, row, one)
    return row


@action("markets.brief.change", Text("修改研究需求書", "change a research brief"))
def change_brief(*, actor: Any, ref: str, **fields: Any) -> ResearchBrief:
    """Change question, candidates, codes, design or days; an approved brief goes back to its requester."""
    row = _open(ref)
    allowed = {"question", "candidates", "codes", "design", "due", "decision_date", "owner"}
    if wrong := sorted(set(fields) - allowed):
        raise BadInput(Text("不能修改 {f}", "These cannot be changed: {f}").format(f=", ".join(wrong)))
    changed(row, {**person_in(fields, "owner"), **_unapproved()})
    return row


@action("markets.requirement.add", Text("新增資訊需求", "add a requirement"))
def add_requirement(*, actor: Any, ref: str, **fields: Any) -> Requirement:
    """One more thing to know; an approved brief goes back to its requester."""
    brief = _open(ref)
    row = _add(actor, brief, fields)
    changed(brief, _unapproved())
    return row


@action("markets.requirement.reword", Text("改寫資訊需求", "reword a requirement"))
def reword_requirement(*, actor: Any, ref: str, number: int, **fields: Any) -> Requirement:
    """Other words, unit, period or use; whether it is answerable is judged anew."""
    row = _requirement(ref, number)
    _open(ref)
    wrong = sorted(set(fields) & {"brief", "number", "measure"})
    if wrong:
        raise BadInput(Text("不能修改 {f}", "These cannot be changed: {f}").format(f=", ".join(wrong)))
    changed(row, _judged(row, person_in(fields, "owner")))
    changed(row.brief, _unapproved())
    return row


@action("markets.requirement.link", Text("以情報回應需求", "answer a requirement with an item"))
def link_item(*, actor: Any, ref: str, number: int, item: str) -> RequirementLink:
    """An item of the register that answers a requirement; it counts as used in the brief."""
    row = _requirement(ref, number)
    answer: IntelligenceItem = found(IntelligenceItem.objects.all(), item, ref=item.strip().upper())
    use_item(actor=actor, ref=answer.ref, subject=row.brief.reference, name=row.brief.ref)
    kept = RequirementLink.objects.filter(requirement=row, item=answer).first()
    if kept is None:
        kept = RequirementLink(requirement=row, item=answer, by=actor, at=now())
        kept.save()
    return kept


@action("markets.requirement.gap", Text("註記資訊缺口", "note a gap"))
def note_gap(*, actor: Any, ref: str, number: int, why: str) -> Requirement:
    """Say why nothing answers a requirement; empty words take the note back."""
    row: Requirement = changed(_requirement(ref, number), {"gap_note": why.strip()})
    return row


@action("markets.brief.approve", Text("核可資訊需求", "approve the requirements of a brief"))
def approve_brief(*, actor: Any, ref: str) -> ResearchBrief:
    """The requester approves; every requirement has to be answerable as written."""
    row = _open(ref)
    if row.requester_id != actor.pk:
        raise Refused(Text("須由需求人 {p} 核可", "Its requester, {p}, approves it").format(p=row.requester.login))
    needs = list(row.requirements.all())
    vague = [one.name for one in needs if not one.measure]
    if not needs or vague:
        raise Refused(
            Text("依原文無法回答：{n}。請改寫後再核可", "Not answerable as written: {n}. Reword first").format(
                n=", ".join(vague) or row.ref
            )
        )
    changed(row, {"state": ResearchBrief.State.APPROVED, "approved_by": actor, "approved_at": now()})
    return row


@action("markets.brief.close", Text("研究結案", "close a research brief"))
def close_brief(*, actor: Any, ref: str) -> ResearchBrief:
    """Nothing more is asked; what is not covered stays as a gap."""
    row = _open(ref)
    changed(row, {"state": ResearchBrief.State.CLOSED})
    return row


@action("markets.brief.remind", Text("催覆逾期協助請求", "remind of overdue requests"))
def remind(*, actor: Any, ref: str, on: date) -> list[WorkItem]:
    """One work item for each overdue question of the brief, once: to the person asked, else to whoever asked."""
    brief = _brief(ref)
    subjects = [one.reference for one in brief.requirements.all()]
    late = consultations(actor=actor, subjects=subjects, open_only=True).filter(due__lt=on) if subjects else ()
    told = set(WorkItem.objects.filter(origin__startswith="people.Consultation:").values_list("origin", flat=True))
    return [_reminder(actor, row, on) for row in late if row.reference not in told]


def _reminder(actor: Any, row: Any, on: date) -> WorkItem:
    owner = row.person or row.asker
    title = f"催覆 {row.name} Answer overdue: {row.question}"[:200]
    item: WorkItem = open_work_item(actor=actor, title=title, owner=owner.login, due=on + timedelta(days=REMIND_DAYS), origin=row.reference)
    return item


def _add(actor: Any, brief: ResearchBrief, fields: Mapping[str, Any]) -> Requirement:
    last = brief.requirements.order_by("-number").values_list("number", flat=True).first() or 0
    row = Requirement(brief=brief, number=last + 1, owner=actor)
    changed(row, _judged(row, person_in(dict(fields), "owner")))
    return row


def _judged(row: Requirement, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with ``measure`` worked out from how the requirement now reads."""
    names = ("indicator", "unit", "period", "granularity", "use")
    after = {name: fields.get(name, getattr(row, name)) or "" for name in names}
    if grade := fields.get("least_grade"):
        fields = {**fields, "least_grade": "".join(read_grade(grade))}
    measure = None if faults(**after) else measure_of(after["indicator"])
    return {**fields, "measure": measure.key if measure else ""}


def _unapproved() -> dict[str, Any]:
    return {"state": ResearchBrief.State.OPEN, "approved_by": None, "approved_at": None}


def _brief(ref: str) -> ResearchBrief:
    row: ResearchBrief = found(ResearchBrief.objects.all(), ref, ref=ref.strip().upper())
    return row


def _open(ref: str) -> ResearchBrief:
    row = _brief(ref)
    if row.state == ResearchBrief.State.CLOSED:
        raise Refused(Text("{r} 已結案", "{r} is closed").format(r=row.ref))
    return row


def _requirement(ref: str, number: int) -> Requirement:
    row: Requirement = found(Requirement.objects.select_related("brief"), f"{ref}.{number}", brief__ref=ref.strip().upper(), number=number)
    return row
