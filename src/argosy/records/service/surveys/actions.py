"""Writes of surveys: questionnaires, waves, invitations and reminders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import today
from argosy.records.parties.models import Party
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number
from argosy.records.service.surveys.links import new_nonce
from argosy.records.service.surveys.models import QuestionItem, Questionnaire, SurveyInvitation, SurveyWave
from argosy.records.staff import person_in

State = SurveyWave.State


@action("service.questionnaire.write", Text("編製問卷", "write a questionnaire"))
def write_questionnaire(*, actor: Any, code: str, items: Iterable[Mapping[str, Any]], **fields: Any) -> Questionnaire:
    """The next version of a questionnaire with its questions in order; a version not released yet is replaced."""
    given = list(items)
    if not given:
        raise BadInput(Text("問卷至少一題", "A questionnaire has one question at least"))
    last = Questionnaire.objects.select_for_update().filter(code=code).order_by("-version").first()
    row = last if last is not None and last.released_on is None else Questionnaire(code=code, version=last.version + 1 if last else 1)
    changed(row, {**fields, "author": actor})
    row.items.all().delete()
    for place, item in enumerate(given, 1):
        QuestionItem(questionnaire=row, place=place, **{name: value for name, value in item.items() if value != ""}).save()
    return row


@action("service.questionnaire.release", Text("發行問卷", "release a questionnaire"))
def release_questionnaire(*, actor: Any, code: str, version: int, on: date | None = None) -> Questionnaire:
    """From now on its questions stay as they are; it needs exactly one question on overall satisfaction."""
    row = found(Questionnaire.objects.all(), f"{code} v{version}", code=code, version=version)
    if row.items.filter(overall=True).count() != 1:
        raise Refused(Text("問卷須恰有一題整體滿意題", "A questionnaire has exactly one question on overall satisfaction"))
    kept: Questionnaire = changed(row, {"released_on": row.released_on or on or today()})
    return kept


@action("service.wave.design", Text("設計調查波次", "design a survey wave"))
def design_wave(*, actor: Any, ref: str = "", questionnaire: str = "", version: int | None = None, **fields: Any) -> SurveyWave:
    """A wave to be, or other facts of one being designed. ``questionnaire`` is the code of a released one (its latest version unless given)."""
    row = _wave(ref) if ref else SurveyWave(ref=f"SW-{next_number('SW'):04d}", owner=actor, frame_size=0)
    if row.state != State.DRAFT:
        raise Refused(Text("{r} 已開始，不能修改設計", "{r} has begun: its design cannot be changed").format(r=row.ref))
    if questionnaire:
        known = Questionnaire.objects.filter(code=questionnaire).exclude(released_on=None).order_by("-version")
        row.questionnaire = found(known.filter(version=version) if version else known, questionnaire)
    changed(row, person_in(fields, "owner"))
    return row


@action("service.wave.open", Text("啟動調查", "open a survey wave"))
def open_wave(*, actor: Any, ref: str) -> SurveyWave:
    """It needs a released questionnaire."""
    row = _wave(ref)
    if row.state != State.DRAFT:
        raise Refused(Text("{r} 已啟動或結束", "{r} was opened or closed already").format(r=row.ref))
    if row.questionnaire is None or row.questionnaire.released_on is None:
        raise Refused(Text("未指定已發行之問卷版本", "It names no released version of a questionnaire"))
    changed(row, {"state": State.OPEN})
    return row


@action("service.wave.close", Text("結束調查", "close a survey wave"))
def close_wave(*, actor: Any, ref: str) -> SurveyWave:
    """No more answers are taken."""
    row = _wave(ref)
    if row.state != State.OPEN:
        raise Refused(Text("{r} 並非進行中", "{r} is not open").format(r=row.ref))
    changed(row, {"state": State.CLOSED})
    return row


@action("service.wave.invite", Text("邀請客戶填答", "invite customers to a survey"))
def invite(*, actor: Any, ref: str, customers: Iterable[Mapping[str, str]], expires: date | None = None) -> list[SurveyInvitation]:
    """Each of ``customers`` (customer, contact, email, language) gets a link of its own; one invited already keeps the one it has."""
    wave = _wave(ref)
    if wave.state == State.CLOSED:
        raise Refused(Text("{r} 已結束", "{r} is closed").format(r=wave.ref))
    made = []
    for one in customers:
        party = found(Party.objects.all(), one["customer"], code=one["customer"])
        contact = one.get("contact", "")
        known = SurveyInvitation.objects.filter(wave=wave, customer=party, contact=contact).first()
        if known is None:
            language = one.get("language") or party.language
            known = SurveyInvitation(wave=wave, customer=party, contact=contact, email=one.get("email", ""), language=language, nonce=new_nonce(), sent_on=today(), expires=expires or wave.ends)  # fmt: skip
            known.save()
            made.append(known)
    return made


@action("service.wave.remind", Text("催覆問卷", "remind customers of a survey"))
def remind(*, actor: Any, ref: str, on: date | None = None) -> list[SurveyInvitation]:
    """Everyone invited who has not answered, once a day; returns those to write to."""
    wave, day = _wave(ref), (on or today()).isoformat()
    if wave.state != State.OPEN:
        raise Refused(Text("{r} 並非進行中", "{r} is not open").format(r=wave.ref))
    rows = [row for row in wave.invitations.filter(response=None).select_related("customer") if day not in row.reminded]
    for row in rows:
        changed(row, {"reminded": [*row.reminded, day]})
    if rows and day not in wave.reminders:
        changed(wave, {"reminders": [*wave.reminders, day]})
    return rows


@action("service.wave.renew", Text("更換問卷連結", "replace the link of an invitation"))
def renew_link(*, actor: Any, invitation: int, expires: date) -> SurveyInvitation:
    """A new link until a day; the old one no longer opens anything."""
    row: SurveyInvitation = found(SurveyInvitation.objects.all(), invitation, pk=invitation)
    if hasattr(row, "response"):
        raise Refused(Text("此邀請已填答", "This invitation is answered already"))
    changed(row, {"nonce": new_nonce(), "expires": expires})
    return row


def _wave(ref: str) -> SurveyWave:
    row: SurveyWave = found(SurveyWave.objects.select_for_update(of=("self",)), ref, ref=ref.strip().upper())
    return row
