"""The second person's check of a study: item by item, with what differs listed; nothing passes while a disagreement is open."""

from __future__ import annotations

from collections.abc import Mapping

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.people.models import Person
from argosy.records.permission import Denied
from argosy.records.record import found
from argosy.records.reports import queries as reports
from argosy.records.tariffs.queries import first_computed
from argosy.records.tariffs.study import queries
from argosy.records.tariffs.study.actions import UNDECIDED, being_made, get
from argosy.records.tariffs.study.comparing import compared
from argosy.records.tariffs.study.listing import found as listed
from argosy.records.tariffs.study.models import ApplicabilityStudy, StudyCheck
from argosy.records.tariffs.study.storing import reprice

State, Verdict = ApplicabilityStudy.State, StudyCheck.Verdict


@action("tariffs.study.send", Text("送查適用性研究", "send a study to check"))
def send_study(*, actor: Person, ref: str) -> ApplicabilityStudy:
    """To the second person: every measure decided, one code for every line. What is on file elsewhere is compared now."""
    study = being_made(ref)
    _need_whole(study)
    now_listed = listed(study)
    reprice(study, now_listed)
    issued = reports.issued_until(first_computed(study.order.ref) if study.order else None).values_list("document__ref")
    known = {(row.line_no, row.item): row for row in study.checks.all()}
    for one in compared(study, now_listed, issued):
        row = known.pop((one.line_no, one.item), None) or StudyCheck(study=study, line_no=one.line_no, item=one.item)
        row.outcome, row.found_zh, row.found_en = one.outcome, one.found.zh, one.found.en
        if row.verdict == Verdict.AGREE:
            row.verdict, row.note, row.person, row.at = "", "", None, None
        row.save()
    for gone in known.values():
        gone.delete()
    study.state, study.sent_at = State.IN_CHECK, now()
    study.save()
    return study


def _need_whole(study: ApplicabilityStudy) -> None:
    blank = [str(row.line_no) for row in study.lines.all() if len(row.codes) > 1 and not row.code_reason]
    if blank:
        raise Refused(Text("第 {n} 項尚未選定稅則號別", "Line {n}: decide between the candidate codes first").format(n=", ".join(blank)))
    missing = sorted({row.line_no for row in study.measures.filter(kind="none")})
    if missing:
        words = Text("第 {n} 項無資料，請先更正稅則號別或日期", "There is no data for line {n}: put the code or the date right first")
        raise Refused(words.format(n=", ".join(map(str, missing))))
    left = study.measures.exclude(kind__in=UNDECIDED).filter(decision="").count()
    if left:
        raise Refused(Text("尚有 {n} 項措施未判定", "{n} measures are not decided yet").format(n=left))


@action("tariffs.study.check", Text("查核適用性研究", "check a study"))
def check_study(*, actor: Person, ref: str, verdicts: Mapping[int, tuple[str, str]]) -> ApplicabilityStudy:
    """The second person's verdicts: item → (``agree`` or ``disagree``, note). Disagreeing, and agreeing to a difference, say why.

    When every item is agreed the study is checked.
    """
    study = get(ref)
    if study.state != State.IN_CHECK:
        raise Refused(Text("研究 {s} 不在送查中", "Study {s} is not in check").format(s=ref))
    need_second_person(actor, study)
    rows = {row.pk: row for row in study.checks.all()}
    for number, (verdict, note) in verdicts.items():
        _judge(found(study.checks.all(), number, pk=number) if number not in rows else rows[number], verdict, note, actor)
    if rows and all(row.verdict == Verdict.AGREE for row in rows.values()):
        study.state, study.checker, study.checked_at = State.CHECKED, actor, now()
        study.save()
    return study


def _judge(row: StudyCheck, verdict: str, note: str, actor: Person) -> None:
    if verdict not in Verdict.values:
        raise BadInput(Text("查核結果須為 agree 或 disagree", "A verdict is agree or disagree"))
    if (verdict == Verdict.DISAGREE or row.outcome == "differs") and len(note.strip()) < 2:
        raise BadInput(Text("不同意，或同意有差異之項目，須說明理由", "Disagreeing, or agreeing to a difference, needs its reason"))
    row.verdict, row.note, row.person, row.at = verdict, note.strip(), actor, now()
    row.save()


def need_second_person(actor: Person, study: ApplicabilityStudy) -> None:
    """Refuse whoever made the study or decided in it."""
    if actor.login in queries.hands(study):
        raise Denied(Text("製作或判定過此研究的人不得查核", "Who made a study, or decided in it, does not check it"))


@action("tariffs.study.answer", Text("回覆不一致", "answer a disagreement"))
def answer_disagreement(*, actor: Person, ref: str, item: int, words: str) -> StudyCheck:
    """What was put right, or why it stands; the second person then agrees or does not."""
    study = get(ref)
    row: StudyCheck = found(study.checks.all(), item, pk=item)
    if not row.open:
        raise Refused(Text("此項沒有未解決之不一致", "There is no open disagreement on this item"))
    if row.person_id == actor.pk:
        raise Refused(Text("不能回覆自己提出的不一致", "You cannot answer your own disagreement"))
    if len(words.strip()) < 2:
        raise BadInput(Text("請填回覆內容", "Say what was put right, or why it stands"))
    row.answer, row.answered_by, row.answered_at = words.strip(), actor, now()
    row.save()
    return row


@action("tariffs.study.reopen", Text("退回適用性研究", "take back a study"))
def reopen_study(*, actor: Person, ref: str) -> ApplicabilityStudy:
    """Back to being made, so that decisions can be changed; what was disagreed stays open until it is checked again."""
    study: ApplicabilityStudy = get(ref)
    if study.state == State.DRAFT:
        raise Refused(Text("研究 {s} 尚未送查", "Study {s} was not sent to check").format(s=ref))
    study.state, study.checker, study.checked_at = State.DRAFT, None, None
    study.save()
    return study
