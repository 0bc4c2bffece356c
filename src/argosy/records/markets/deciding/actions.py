"""Writes of decisions: writing, citing, checking, submitting, approving, and the answers of those told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.catalog.models import Product
from argosy.records.clock import now
from argosy.records.markets.deciding.checking import check, departures
from argosy.records.markets.deciding.models import CitedFigure, DecisionOption, DecisionRecord, DecisionResponse
from argosy.records.markets.outlook.models import MarketAssessment
from argosy.records.markets.research.models import ResearchBrief
from argosy.records.people.consulting import consultations
from argosy.records.people.work import open_work_item
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number
from argosy.records.staff import person_in, someone

State = DecisionRecord.State
LEAST_OPTIONS = 2
_KEPT = frozenset({"ref", "author", "written_at", "state", "approver", "approved_at", "returned", "stale_since", "stale_reason"})


@action("markets.decision.write", Text("撰寫決策紀錄", "write a decision record"))
def write_decision(
    *, actor: Any, question: str = "", ref: str = "", options: Iterable[Mapping[str, str]] | None = None, **fields: Any
) -> DecisionRecord:
    """A draft, or other words for the one ``ref`` names. ``options`` replaces all of them: key, title, reasons_for, reasons_against.

    ``owner`` is a login; ``brief``, ``assessment`` are references; ``product`` a SKU.
    """
    if wrong := sorted(set(fields) & _KEPT):
        raise BadInput(Text("不能直接填入 {f}", "These cannot be entered directly: {f}").format(f=", ".join(wrong)))
    row = _draft(actor, ref) if ref else DecisionRecord(ref=f"DR-{next_number('DR'):04d}", author=actor, owner=actor, written_at=now())
    changed(row, {**_named(fields), "question": question.strip() or row.question})
    if options is not None:
        row.options.all().delete()
        for one in options:
            DecisionOption(decision=row, **one).save()
    return row


@action("markets.decision.cite", Text("引用數字", "cite a figure"))
def cite(*, actor: Any, ref: str, label: str, **fields: Any) -> CitedFigure:
    """A figure with its vintage and what is said of it; the same label again replaces it. It is checked at once."""
    row = _draft(actor, ref)
    figure = CitedFigure.objects.filter(decision=row, label=label).first() or CitedFigure(decision=row, label=label)
    changed(figure, {**fields, "verdict": "", "checked": None, "explanation": fields.get("explanation", "")})
    _check(figure)
    return figure


@action("markets.decision.check", Text("檢核決策與資料之一致", "check a decision against its data"))
def check_decision(*, actor: Any, ref: str) -> DecisionRecord:
    """Compute every cited figure anew and hold its words against the data."""
    row = _decision(ref)
    for figure in row.figures.all():
        _check(figure)
    return row


@action("markets.decision.explain", Text("說明引用數字", "explain a cited figure"))
def explain(*, actor: Any, ref: str, figure: int, words: str) -> CitedFigure:
    """Say why a figure that does not agree is cited all the same."""
    row = _draft(actor, ref)
    kept: CitedFigure = changed(found(CitedFigure.objects.filter(decision=row), figure, pk=figure), {"explanation": words.strip()})
    return kept


@action("markets.decision.submit", Text("送核決策紀錄", "submit a decision"))
def submit_decision(*, actor: Any, ref: str, on: date) -> DecisionRecord:
    """To its approver: every required part is there, every figure agrees or is explained, a departure from the data has its reason."""
    row = _draft(actor, ref)
    for figure in row.figures.all():
        _check(figure)
    if missing := lacking(row, on):
        raise Refused(Text("尚不能送核：{m}", "It cannot be submitted: {m}").format(m=_joined(missing)))
    changed(row, {"state": State.SUBMITTED, "returned": ""})
    return row


@action("markets.decision.approve", Text("核准決策紀錄", "approve a decision"))
def approve_decision(*, actor: Any, ref: str, on: date) -> DecisionRecord:
    """By another person than its author; figures are computed anew first."""
    row = _submitted(actor, ref)
    for figure in row.figures.all():
        _check(figure)
    if missing := lacking(row, on):
        raise Refused(Text("不得核准：{m}", "It cannot be approved: {m}").format(m=_joined(missing)))
    changed(row, {"state": State.APPROVED, "approver": actor, "approved_at": now()})
    return row


@action("markets.decision.return", Text("退回決策紀錄", "return a decision"))
def return_decision(*, actor: Any, ref: str, why: str) -> DecisionRecord:
    """Back to its author, with the reason."""
    row = _submitted(actor, ref)
    if not why.strip():
        raise BadInput(Text("請說明退回原因", "Say why it is returned"))
    changed(row, {"state": State.DRAFT, "returned": why.strip()})
    return row


@action("markets.decision.address", Text("告知決策", "tell people of a decision"))
def address(*, actor: Any, ref: str, logins: Iterable[str], due: date) -> list[DecisionResponse]:
    """Ask named colleagues to accept, change or reject an approved decision by a day."""
    row = _decision(ref)
    if row.state != State.APPROVED:
        raise Refused(Text("核准後才能告知", "It is approved first"))
    made = []
    for login in logins:
        person = someone(login)
        if not DecisionResponse.objects.filter(decision=row, addressee=person).exists():
            one = DecisionResponse(decision=row, addressee=person, due=due)
            one.save()
            made.append(one)
    return made


@action("markets.decision.respond", Text("回覆決策", "respond to a decision"))
def respond(*, actor: Any, ref: str, answer: str, comment: str = "") -> DecisionResponse:
    """Accept, change or reject, once, by a person who was told; anything but accept says why."""
    row: DecisionResponse = found(DecisionResponse.objects.filter(addressee=actor), ref, decision__ref=ref.upper())
    if row.answer:
        raise Refused(Text("已回覆", "It is answered already"))
    if answer != DecisionResponse.Answer.ACCEPT and not comment.strip():
        raise BadInput(Text("請說明修改或反對之理由", "Say what to change, or why to reject"))
    changed(row, {"answer": answer, "comment": comment.strip(), "answered_at": now()})
    return row


@action("markets.decision.remind", Text("催覆決策", "remind of a decision"))
def remind_responses(*, actor: Any, ref: str, on: date) -> list[DecisionResponse]:
    """One work item for each person who did not answer by the due day, once."""
    late = list(_decision(ref).responses.filter(answer="", due__lt=on, reminded_at=None).select_related("addressee", "decision"))
    for row in late:
        title = f"回覆決策 {row.decision.ref} Respond to the decision"
        open_work_item(actor=actor, title=title, owner=row.addressee.login, due=on, origin=row.decision.reference)
        changed(row, {"reminded_at": now()})
    return late


@action("markets.decision.stale", Text("標示決策資料已更新", "mark a decision stale"))
def mark_stale(*, actor: Any, dataset: str, edition: str, on: date) -> list[DecisionRecord]:
    """A new edition came in: approved decisions that cite an earlier one are marked, and their owners get a work item."""
    cited = CitedFigure.objects.filter(dataset=dataset, decision__state=State.APPROVED).exclude(edition=edition)
    rows = list(DecisionRecord.objects.filter(pk__in=cited.values("decision"), stale_since=None).select_related("owner"))
    for row in rows:
        changed(row, {"stale_since": on, "stale_reason": f"{dataset} {edition}"})
        open_work_item(
            actor=actor, title=f"複查決策 {row.ref} Review: {dataset} {edition}"[:200], owner=row.owner.login, due=on, origin=row.reference
        )
    return rows


def lacking(row: DecisionRecord, on: date) -> list[Text]:
    """What a decision still lacks before it can be approved; empty when nothing."""
    keys = {option.key for option in row.options.all()}
    figures = list(row.figures.all())
    off = departures(row, on)
    flagged = [figure.label for figure in figures if figure.flagged]
    rules = (
        (not row.criteria.strip(), Text("缺決策準則", "no criteria")),
        (len(keys) < LEAST_OPTIONS, Text("至少兩個方案", "two options at least")),
        (row.chosen not in keys, Text("未選定方案", "no option is chosen")),
        (not row.reasons.strip(), Text("缺理由", "no reasons")),
        (not figures, Text("未引用任何數字", "no figure is cited")),
        (row.kind == DecisionRecord.Kind.MARKET and not row.targets, Text("缺目標市場", "no target market")),
        (row.review_date is None, Text("缺複查日", "no review date")),
        (bool(flagged), Text("數字與資料不符：{f}", "figures do not agree with the data: {f}").format(f=", ".join(flagged))),
        (bool(off) and not row.departure.strip(), Text("偏離資料須附書面理由：{o}", "departing from the data needs a written reason: {o}").format(o=_joined(off))),
        (_help_open(row), Text("協助請求尚未答覆", "a request for help is not answered")),
    )  # fmt: skip
    return [words for wanting, words in rules if wanting]


def _help_open(row: DecisionRecord) -> bool:
    return consultations(actor=row.author, subjects=[row.reference], open_only=True).exists()


def _joined(words: list[Text]) -> Text:
    return Text("；".join(one.zh for one in words), "; ".join(one.en for one in words))


def _check(figure: CitedFigure) -> None:
    done = check(figure)
    changed(figure, {"checked": done.value, "verdict": done.verdict, "checked_at": now()})


def _decision(ref: str) -> DecisionRecord:
    row: DecisionRecord = found(DecisionRecord.objects.select_related("assessment", "author"), ref, ref=ref.strip().upper())
    return row


def _draft(actor: Any, ref: str) -> DecisionRecord:
    row = _decision(ref)
    if row.state != State.DRAFT:
        raise Refused(Text("{r} 已送核，不能更改", "{r} is submitted and cannot be changed").format(r=row.ref))
    if row.author_id != actor.pk:
        raise Refused(Text("只有撰寫人能更改草稿", "Only its author changes a draft"))
    return row


def _submitted(actor: Any, ref: str) -> DecisionRecord:
    row = _decision(ref)
    if row.state != State.SUBMITTED:
        raise Refused(Text("{r} 尚未送核", "{r} is not submitted").format(r=row.ref))
    if row.author_id == actor.pk:
        raise Refused(Text("核准人不得為撰寫人", "Its author cannot approve it"))
    return row


def _named(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, with logins, references and SKU turned into their rows."""
    given = person_in(dict(fields), "owner")
    rows = {"brief": (ResearchBrief, "ref"), "assessment": (MarketAssessment, "ref"), "product": (Product, "sku")}
    for name, (model, key) in rows.items():
        if isinstance(value := given.get(name), str):
            given[name] = found(model._default_manager.all(), value, **{key: value.strip().upper()}) if value.strip() else None
    return given
