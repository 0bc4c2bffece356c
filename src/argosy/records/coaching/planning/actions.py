"""Writes about coaching plans, notes and answers to objections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.catalog.models import Product
from argosy.records.clock import now
from argosy.records.coaching.managing.queries import standing
from argosy.records.coaching.planning.models import AnswerLibrary, CoachingNote, CoachingPlan, PlanCheck
from argosy.records.parties.models import Party
from argosy.records.people.models import Person
from argosy.records.people.resources.models import ResourceRequest
from argosy.records.record import changed, found
from argosy.records.reference.queries import today
from argosy.records.reports.ledger import next_number

CLOSED = Text("輔導計畫 {number} 已結案", "Coaching plan {number} is closed")
OWN = Text("不得核准自己撰寫的答覆", "Who wrote an answer cannot approve it")
BARE = Text("異議「{what}」之答覆缺佐證，不能核准", "The answer to '{what}' has no evidence: it cannot be approved")
NO_TARGET = Text(
    "客戶「{code}」自 {since} 起沒有業績目標，無法計算差異；請先設定目標，或自行填入目標與實績",
    "Customer '{code}' has no target since {since}, so there is nothing to compare: set a target first, or give target and actual",
)


@action("coaching.plan.open", Text("開立輔導計畫", "open a coaching plan"))
def open_plan(
    *, actor: Any, customer: str, cause: str, measures: str, due: date, kpi: str, kpi_target: Decimal, **fields: Any
) -> CoachingPlan:
    """A plan for a customer. A cause and a KPI are needed; the gap is worked out from the year's targets unless given.

    ``fields``: interview, interviewed, opened, gap, no_session, request (key of a resource request), programme.
    """
    who: Party = found(Party.objects.all(), customer, code=customer)
    opened = fields.pop("opened", None) or today()
    gap = fields.pop("gap", None)
    if gap is None:
        gap = standing(who, opened.replace(month=1, day=1), opened).gap
    row = CoachingPlan(number=f"CP-{next_number('coaching-plan'):04d}", customer=who, owner=actor, opened=opened, gap=gap, cause=cause)
    plain = {"measures": measures, "due": due, "kpi": kpi, "kpi_target": kpi_target}
    kept: CoachingPlan = changed(row, plain | _linked(fields))
    return kept


@action("coaching.plan.change", Text("修改輔導計畫", "change a coaching plan"))
def change_plan(*, actor: Any, number: str, **fields: Any) -> CoachingPlan:
    """Change the fields given of a plan that is not closed."""
    row: CoachingPlan = changed(_open(number), _linked(fields))
    return row


@action("coaching.plan.excuse", Text("說明無輔導場次", "say why a plan has no session"))
def excuse_plan(*, actor: Any, number: str, reason: str) -> CoachingPlan:
    """Why a customer behind target has no session."""
    if not reason.strip():
        raise BadInput(Text("請填說明", "Say why"))
    row: CoachingPlan = changed(_open(number), {"no_session": reason})
    return row


@action("coaching.plan.follow", Text("追蹤輔導計畫", "follow up a coaching plan"))
def follow_plan(
    *, actor: Any, number: str, on: date | None = None, target: Decimal | None = None, actual: Decimal | None = None, **fields: Any
) -> PlanCheck:
    """Target and actual since the plan was opened, worked out from the records unless given. ``fields``: behaviour, note."""
    row, day = _open(number), on or today()
    if target is None or actual is None:
        since = row.opened.replace(day=1)
        stands = standing(row.customer, since, day)
        if not stands.target:
            raise Refused(NO_TARGET.format(code=row.customer.code, since=since))
        target, actual = stands.target, stands.actual
    check = PlanCheck.objects.filter(plan=row, on=day).first() or PlanCheck(plan=row, on=day)
    changed(check, {"target": target, "actual": actual, "by": actor, **fields})
    changed(row, {"state": CoachingPlan.State.FOLLOWED})
    return check


@action("coaching.plan.close", Text("結束輔導計畫", "close a coaching plan"))
def close_plan(*, actor: Any, number: str) -> CoachingPlan:
    """Close a plan that was followed up at least once."""
    row = _open(number)
    if not row.checks.exists():
        raise Refused(Text("結案前須至少追蹤一次", "Follow it up at least once before closing it"))
    kept: CoachingPlan = changed(row, {"state": CoachingPlan.State.CLOSED})
    return kept


@action("coaching.note.write", Text("登錄輔導紀錄", "write a coaching note"))
def write_note(
    *, actor: Any, occasion: str, advice: str, on: date | None = None, about: str = "", customer: str = "", **fields: Any
) -> CoachingNote:
    """What a colleague (login) or a customer (code) was advised. ``fields``: next_step, result."""
    row = CoachingNote(occasion=occasion, advice=advice, on=on or today(), by=actor)
    row.about = found(Person.objects.all(), about, login=about) if about else None
    row.customer = found(Party.objects.all(), customer, code=customer) if customer else None
    kept: CoachingNote = changed(row, fields)
    return kept


@action("coaching.answer.write", Text("撰寫異議答覆", "write an answer to an objection"))
def write_answer(*, actor: Any, code: str = "", product: str = "", **fields: Any) -> AnswerLibrary:
    """A new answer, or a change of one known; ``product`` is a SKU. Changed words are to be approved again."""
    row = AnswerLibrary.objects.select_for_update(of=("self",)).filter(code=code).first() if code else None
    row = row or AnswerLibrary(code=code or f"QA-{next_number('answer'):04d}", valid_from=today())
    if product:
        fields["product"] = found(Product.objects.all(), product, sku=product)
    kept: AnswerLibrary = changed(row, {**fields, "author": actor, "approver": None, "approved_at": None})
    return kept


@action("coaching.answer.approve", Text("核准異議答覆", "approve an answer to an objection"))
def approve_answer(*, actor: Any, code: str) -> AnswerLibrary:
    """Approve an answer somebody else wrote; one without evidence is refused."""
    row: AnswerLibrary = found(AnswerLibrary.objects.select_for_update(of=("self",)), code, code=code)
    if row.author_id == actor.pk:
        raise Refused(OWN)
    if not row.evidence.strip():
        raise Refused(BARE.format(what=row.objection_zh))
    kept: AnswerLibrary = changed(row, {"approver": actor, "approved_at": now()})
    return kept


def _open(number: str) -> CoachingPlan:
    row: CoachingPlan = found(CoachingPlan.objects.select_for_update(of=("self",)).select_related("customer"), number, number=number)
    if row.state == CoachingPlan.State.CLOSED:
        raise Refused(CLOSED.format(number=number))
    return row


def _linked(fields: dict[str, Any]) -> dict[str, Any]:
    given = dict(fields)
    if isinstance(given.get("request"), int):
        given["request"] = found(ResourceRequest.objects.all(), given["request"], pk=given["request"])
    return given
