"""Answers: by link, by file or by hand; their coding, and getting back to those that gave low scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from argosy.kernel.errors import BadInput, Problem, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now, today
from argosy.records.parties.models import Party
from argosy.records.record import changed, found
from argosy.records.reference import queries as reference
from argosy.records.service.models import ServiceCase
from argosy.records.service.surveys.links import opened
from argosy.records.service.surveys.models import CommentCode, LowScoreFollowUp, SurveyInvitation, SurveyResponse, SurveyWave
from argosy.records.staff import someone


@action("service.response.answer", Text("填答問卷", "answer a survey"))
def answer(
    *, actor: Any, token: str, answers: Mapping[str, Any], comment: str = "", respondent: str = "", language: str = ""
) -> SurveyResponse:
    """The one answer of a link. Sent twice, the first is kept and returned; nothing is written twice."""
    invitation = SurveyInvitation.objects.select_for_update(of=("self",)).get(pk=opened(token, reference.today()).pk)
    known = SurveyResponse.objects.filter(invitation=invitation).first()
    if known is not None:
        return known
    row = SurveyResponse(
        wave=invitation.wave, invitation=invitation, customer=invitation.customer, respondent=respondent.strip() or invitation.contact, received=now(),
        language=language or invitation.language, answers=dict(answers), comment=comment.strip(),
    )  # fmt: skip
    row.save()
    return row


@action("service.response.record", Text("登錄問卷回覆", "record a survey response"))
def record_response(
    *, actor: Any, wave: str, customer: str, answers: Mapping[str, Any], received: datetime | None = None, **fields: Any
) -> SurveyResponse:
    """An answer that came by telephone, on paper or in a file: ``respondent``, ``language``, ``comment``."""
    row = _response(_open(wave), {"customer": customer, "answers": answers, "received": received, **fields})
    row.save()
    return row


@action("service.response.import", Text("匯入問卷回覆", "import survey responses"))
def import_responses(*, actor: Any, wave: str, rows: Iterable[Mapping[str, Any]]) -> list[SurveyResponse]:
    """Many answers, all or none. Each row: customer, respondent, language, answers, comment, ``row`` (its line in the file).

    Scores off the scale, unknown questions, unknown customers and a respondent who answered already are told with their lines.
    """
    held, problems, made, seen = _open(wave), [], [], set()
    for place, given in enumerate(rows, 1):
        line = given.get("row", place)
        key = (given.get("customer", ""), given.get("respondent", ""))
        if key in seen:
            problems.append(Problem(Text("同一檔案內重複", "twice in the file"), row=line, field="respondent"))
            continue
        seen.add(key)
        try:
            row = _response(held, {k: v for k, v in given.items() if k != "row"})
            row.save()
            made.append(row)
        except BadInput as bad:
            problems += [replace(one, row=line) for one in bad.problems] or [Problem(bad.message, row=line)]
        except Refused as refused:
            problems.append(Problem(refused.message, row=line))
    if problems:
        raise BadInput(Text("{n} 列有誤，全部未寫入", "{n} faulty rows; nothing was written").format(n=len(problems)), problems)
    return made


@action("service.response.code", Text("編碼意見", "code a comment"))
def code_comment(*, actor: Any, response: int, theme: str, quote: str, tone: str = CommentCode.Tone.WISH) -> CommentCode:
    """A theme in a comment, with the words it stands on; the same theme and tone again replaces it."""
    row = found(SurveyResponse.objects.all(), response, pk=response)
    known = CommentCode.objects.filter(response=row, theme=theme, tone=tone).first() or CommentCode(response=row, theme=theme, tone=tone)
    kept: CommentCode = changed(known, {"quote": quote.strip(), "coder": actor})
    return kept


@action("service.response.follow", Text("追蹤低分回覆", "follow up a low score"))
def follow_up(
    *, actor: Any, response: int, item: str, contact: str, measure: str, due: date, owner: str = "", case: str = "", on: date | None = None
) -> LowScoreFollowUp:  # fmt: skip
    """Who got back to a customer, what was said and what is done. ``case`` is the number of a case opened for it."""
    row = found(SurveyResponse.objects.all(), response, pk=response)
    score = row.answers.get(item)
    if not isinstance(score, int):
        raise BadInput(Text("此回覆未答「{i}」", "This response has no score for '{i}'").format(i=item))
    known = LowScoreFollowUp.objects.filter(response=row, item=item).first() or LowScoreFollowUp(response=row, item=item, score=score)
    kept: LowScoreFollowUp = changed(known, {
        "contacted_on": on or today(), "contact": contact.strip(), "measure": measure.strip(), "due": due, "owner": someone(owner) if owner else actor,
        "case": found(ServiceCase.objects.all(), case, number=case) if case else None,
    })  # fmt: skip
    return kept


@action("service.response.settle", Text("結束低分追蹤", "close the follow-up of a low score"))
def close_follow_up(*, actor: Any, follow_up: int, on: date | None = None) -> LowScoreFollowUp:
    """It is settled."""
    row = found(LowScoreFollowUp.objects.all(), follow_up, pk=follow_up)
    kept: LowScoreFollowUp = changed(row, {"closed_on": row.closed_on or on or today()})
    return kept


def _open(ref: str) -> SurveyWave:
    row: SurveyWave = found(SurveyWave.objects.select_for_update(of=("self",)), ref, ref=ref.strip().upper())
    if row.state != SurveyWave.State.OPEN:
        raise Refused(Text("{r} 並非進行中", "{r} is not open").format(r=row.ref))
    return row


def _response(wave: SurveyWave, given: Mapping[str, Any]) -> SurveyResponse:
    """A response as it would be kept; ``Refused`` when the respondent has answered, ``BadInput`` for an unknown customer."""
    code, respondent = str(given.get("customer", "")), str(given.get("respondent", "")).strip()
    party = Party.objects.filter(code=code).first()
    if party is None:
        raise BadInput(Text("查無客戶「{c}」", "There is no customer '{c}'").format(c=code))
    if SurveyResponse.objects.filter(wave=wave, customer=party, respondent=respondent).exists():
        raise Refused(Text("{c} {r} 已填答此波次", "{c} {r} has answered this wave already").format(c=code, r=respondent))
    invitation = SurveyInvitation.objects.filter(wave=wave, customer=party, response=None, contact__in=("", respondent)).first()
    return SurveyResponse(
        wave=wave, invitation=invitation, customer=party, respondent=respondent, received=given.get("received") or now(), answers=dict(given.get("answers") or {}),
        language=given.get("language") or party.language, comment=str(given.get("comment") or "").strip(),
    )  # fmt: skip
