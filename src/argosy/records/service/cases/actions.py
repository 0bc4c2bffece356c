"""The life of a case: assigned, answered, looked into, acted on, confirmed by the customer, closed; escalated or reopened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.people.work import open_work_item
from argosy.records.record import changed, found
from argosy.records.service.cases.clock import clock_of, manager
from argosy.records.service.cases.models import CaseEvent, EightD
from argosy.records.service.models import ServiceCase
from argosy.records.staff import someone

Kind = CaseEvent.Kind
_WORDS = Text("請填說明", "Say what was done or said")


@action("service.case.assign", Text("指派服務案件", "assign a service case"))
def assign_case(*, actor: Any, number: str, owner: str, version: int | None = None, helper: str = "") -> ServiceCase:
    """Give it to a person, with a helper where one is wanted."""
    row = _held(number, version)
    fields = {"owner": someone(owner), "helper": someone(helper) if helper else row.helper}
    return _step(actor, row, Kind.ASSIGNED, owner + (f" + {helper}" if helper else ""), fields)


@action("service.case.answer", Text("回覆服務案件", "answer a service case"))
def answer_case(*, actor: Any, number: str, words: str, version: int | None = None, at: datetime | None = None) -> ServiceCase:
    """What the customer was told. The first answer stops the first clock; later ones are kept beside it."""
    row = _held(number, version)
    _need(words)
    moment = at or now()
    if row.answered is not None:
        return _step(actor, row, Kind.NOTE, words, {}, moment)
    return _step(actor, row, Kind.ANSWERED, words, {"answered": moment, "owner": row.owner or actor}, moment)


@action("service.case.note", Text("補充服務案件", "add a note to a service case"))
def note_case(*, actor: Any, number: str, words: str, version: int | None = None) -> ServiceCase:
    """Something worth knowing about it."""
    _need(words)
    return _step(actor, _held(number, version), Kind.NOTE, words, {})


@action("service.case.cause", Text("登錄案件原因", "record the cause of a case"))
def find_cause(*, actor: Any, number: str, cause: str, version: int | None = None) -> ServiceCase:
    """Why it came about, in the words by which cases are counted."""
    _need(cause)
    return _step(actor, _held(number, version), Kind.CAUSE, cause, {"cause": cause.strip()})


@action("service.case.act", Text("登錄案件處置", "record what was done about a case"))
def take_action(*, actor: Any, number: str, words: str, version: int | None = None) -> ServiceCase:
    """What was done; each is added to those before."""
    _need(words)
    row = _held(number, version)
    done = f"{row.action}\n{words.strip()}".strip()
    return _step(actor, row, Kind.ACTION, words, {"action": done})


@action("service.case.confirm", Text("登錄客戶確認", "record the customer's confirmation"))
def confirm_case(
    *, actor: Any, number: str, by: str, words: str = "", version: int | None = None, at: datetime | None = None
) -> ServiceCase:
    """Who at the customer says that it is settled, and when."""
    if not by.strip():
        raise BadInput(Text("請填客戶端之確認人", "Say who at the customer confirmed"))
    moment = at or now()
    row = _held(number, version)
    return _step(actor, row, Kind.CONFIRMED, words or by, {"confirmed_by": by.strip(), "confirmed_at": moment}, moment)


@action("service.case.close", Text("結案服務案件", "close a service case"))
def close_case(*, actor: Any, number: str, words: str = "", version: int | None = None, at: datetime | None = None) -> ServiceCase:
    """Close it. A complaint or obstacle without cause, action or confirmation raises ``BadInput`` naming each that is missing."""
    row = _held(number, version)
    if row.answered is None:
        raise Refused(Text("{n} 尚未回覆客戶，不能結案", "{n} has not been answered: answer the customer first").format(n=number))
    moment = at or now()
    return _step(actor, row, Kind.CLOSED, words, {"closed": moment}, moment)


@action("service.case.escalate", Text("升級服務案件", "escalate a service case"))
def escalate_case(*, actor: Any, number: str, to: str, words: str, version: int | None = None) -> ServiceCase:
    """Hand it up, with the reason. The person gets a work item due today."""
    _need(words)
    row = _held(number, version)
    _escalate(actor, row, someone(to), words)
    return row


@action("service.case.reopen", Text("重啟服務案件", "reopen a service case"))
def reopen_case(*, actor: Any, number: str, words: str, version: int | None = None) -> ServiceCase:
    """Open a closed one again because it was not settled; its confirmation no longer holds."""
    _need(words)
    row = _held(number, version, closed=True)
    fields = {"closed": None, "confirmed_by": "", "confirmed_at": None, "reopened": row.reopened + 1}
    return _step(actor, row, Kind.REOPENED, words, fields)


@action("service.case.sweep", Text("升級逾時案件", "escalate overdue cases"))
def escalate_overdue(*, actor: Any, at: datetime | None = None) -> list[ServiceCase]:
    """Every open case past a limit, severe, or about more than the firm's limit, that was not escalated yet, to the manager; once each."""
    moment = at or now()
    to = manager(moment.date())
    rows = ServiceCase.objects.select_for_update(of=("self",)).filter(closed=None, escalated_at=None).order_by("received")
    raised = []
    for row in rows:
        clock = clock_of(row, moment)
        if why := clock.why_up():
            _escalate(actor, row, to, f"{why.zh} {why.en}", moment)
            raised.append(row)
    return raised


@action("service.case.discipline", Text("撰寫 8D 報告", "write an 8D report"))
def write_8d(*, actor: Any, number: str, close_on: date | None = None, **fields: Any) -> EightD:
    """The eight disciplines of one case; ``close_on`` closes the report once every part is there. ``leader`` is a login."""
    case = found(ServiceCase.objects.select_for_update(of=("self",)), number, number=number)
    row = EightD.objects.filter(case=case).first() or EightD(case=case, leader=actor)
    if "leader" in fields:
        fields["leader"] = someone(fields["leader"])
    changed(row, {**fields, **({"closed_on": close_on} if close_on else {})})
    return row


def _held(number: str, version: int | None, *, closed: bool = False) -> ServiceCase:
    """The case, locked; ``Refused`` when it moved on since ``version``, or is closed (or is not, where ``closed`` is wanted)."""
    row: ServiceCase = found(ServiceCase.objects.select_for_update(of=("self",)), number, number=number)
    if version is not None and version != row.version:
        raise Refused(_moved_on(row))
    if closed and row.closed is None:
        raise Refused(Text("{n} 尚未結案", "{n} is not closed").format(n=number))
    if not closed and row.closed is not None:
        raise Refused(Text("{n} 已結案；如未解決請先重啟", "{n} is closed: reopen it first if it is not settled").format(n=number))
    return row


def _moved_on(row: ServiceCase) -> Text:
    last = row.events.order_by("-pk").select_related("by").first()
    what = f"{last.by.login}：{last.get_kind_display()}" if last is not None else "—"
    return Text(
        "{n} 已由他人更新（{w}），您的內容未寫入；請看過最新內容再送一次", "{n} was changed by somebody else ({w}); yours was not written. Look at it as it is now, then send again"
    ).format(n=row.number, w=what)  # fmt: skip


def _step(actor: Any, row: ServiceCase, kind: str, words: str, fields: dict[str, Any], at: datetime | None = None) -> ServiceCase:
    changed(row, {**fields, "version": row.version + 1})
    CaseEvent(case=row, kind=kind, at=at or now(), by=actor, words=words.strip()).save()
    return row


def _escalate(actor: Any, row: ServiceCase, to: Any, words: str, at: datetime | None = None) -> None:
    moment = at or now()
    _step(actor, row, Kind.ESCALATED, words, {"escalated_to": to, "escalated_at": moment}, moment)
    title = f"處理升級案件 {row.number} Escalated case"
    open_work_item(actor=actor, title=title, owner=to.login, due=moment.date(), origin=row.reference)


def _need(words: str) -> None:
    if not words.strip():
        raise BadInput(_WORDS)
