"""Studies of what applies to goods: listing measures, deciding them, choosing how to pay, and the second person's check."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - a field is called date
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from argosy.api.door import person, reads, writes
from argosy.api.pages import Page, Window, page
from argosy.kernel.text import Text
from argosy.publishing.studies import row as study_row
from argosy.publishing.studies import shown
from argosy.records.permission import require
from argosy.records.tariffs.study import actions, checking, choosing, queries, stating
from argosy.records.tariffs.study.choosing import Evidence
from argosy.records.tariffs.study.intake import Goods, NewStudy

router = Router(tags=["Applicability studies"])
READ = Text("查看適用性研究", "see applicability studies")
Both = dict[Literal["zh", "en"], str]
State = Literal["draft", "in_check", "checked"]


class GoodsIn(Schema):
    """Goods to study. ``codes`` are candidate tariff codes, digits only; ``value`` as the country of import values goods at its border."""

    description: str = Field(min_length=1, max_length=300)
    codes: list[str] = Field(default_factory=list)
    origin: str = ""
    quantity: Decimal | None = Field(None, ge=0)
    unit: str = ""
    value: Decimal | None = Field(None, ge=0)
    currency: str = ""
    net_kg: Decimal | None = Field(None, ge=0)
    rates: dict[str, str] = Field(default_factory=dict)
    facts: dict[str, str] = Field(default_factory=dict)


class StudyIn(Schema):
    """What to study: an order (``lines`` empty for all of it), or ``goods`` into ``jurisdiction`` on ``date``."""

    order: str = ""
    lines: list[int] = Field(default_factory=list)
    goods: list[GoodsIn] = Field(default_factory=list)
    title: str = Field("", max_length=200)
    jurisdiction: str = ""
    date: Day | None = None
    procedure: Literal["release", "warehouse", "inward", "temporary", "return"] = "release"


class StudyRow(Schema):
    """A study in a list. ``undecided`` counts measures, ``disputed`` open disagreements."""

    study: str
    title: str
    order: str | None
    jurisdiction: str
    flow: str
    procedure: str
    date: Day
    rulebook: str
    edition: str
    state: State
    author: str
    made_at: str
    checker: str | None
    checked_at: str | None
    undecided: int
    disputed: int


class StudyLineOut(Schema):
    """Goods of a study; ``code`` is the one it is studied under now."""

    line_no: int
    description: str
    codes: list[str]
    code: str
    code_reason: str
    origin: str
    quantity: str | None
    unit: str
    value: str | None
    currency: str
    net_kg: str | None
    rates: dict[str, str]
    facts: dict[str, str]


class MeasureOut(Schema):
    """A measure. ``coverage``: known, stated (on the order), look_up (nobody holds the rate), no_data. ``line`` is null for the entry."""

    measure: int
    line: int | None
    code: str
    kind: str
    subject: str
    rule: str
    label: Both
    rate: str
    formula: Both
    coverage: Literal["known", "stated", "look_up", "no_data"]
    legal: Both
    source: Both
    confidence: str
    version: str
    valid_from: Day | None
    valid_to: Day | None
    note: Both
    decision: Literal["applies", "not"] | None
    reason: str
    by: str | None
    at: str | None


class ConditionOut(Schema):
    """One thing an option must prove, and the evidence for it. ``asks``: paper, yes_no, number or rate."""

    key: str
    line: int | None
    words: Both
    ask: Both
    asks: str
    evidenced: bool
    document: str
    value: str
    note: str
    on: Day | None
    by: str | None


class ChosenOut(Schema):
    """Who chose an option, for which lines, and why."""

    by: str
    at: str
    lines: list[int]
    reason: str


class OptionOut(Schema):
    """A lawful way to pay; ``verdict`` unmet says in ``why`` what it needs."""

    programme: str
    kind: str
    label: Both
    verdict: Literal["available", "unmet", "unavailable"]
    why: Both
    payable: str | None
    saving: str | None
    currency: str
    lines: list[int]
    ready: list[int]
    conditions: list[ConditionOut]
    chosen: ChosenOut | None


class CheckOut(Schema):
    """One item of the second person's check: what was found, the verdict, the answer to a disagreement."""

    id: int
    line: int | None
    item: str
    label: Both
    outcome: Literal["agrees", "differs", "look", "no_data"]
    found: Both
    verdict: Literal["agree", "disagree"] | None
    note: str
    by: str | None
    answer: str
    answered_by: str | None
    open: bool


class QuestionOut(Schema):
    """What nobody stated. ``state`` names the answer for ``PUT …/facts``; ``blocks`` when an amount waits for it."""

    line: int | None
    field: str
    state: str | None
    blocks: bool
    what: Both
    why: Both
    ask: Both


class StudyOut(StudyRow):
    """A study whole; options the cheapest first."""

    lines: list[StudyLineOut]
    measures: list[MeasureOut]
    options: list[OptionOut]
    checks: list[CheckOut]
    questions: list[QuestionOut]


class StudySearch(Window):
    """Which studies."""

    find: str = Field("", max_length=80, description="Words in reference, title or order")
    state: State | None = None


class Decision(Schema):
    """A decision about one measure, by its number in the list."""

    measure: int
    decision: Literal["applies", "not"]
    reason: str = Field(min_length=1, max_length=500)


class AnswersIn(Schema):
    """Answers by `state` of the questions, such as `1.facts.alcohol_degree`; line 0 is the whole entry. An empty one is taken away."""

    answers: dict[str, str]


class CodeIn(Schema):
    """The code decided on for a line, and why."""

    code: str
    reason: str = Field(min_length=1, max_length=500)


class CandidatesIn(Schema):
    """More codes to consider for a line."""

    codes: list[str] = Field(min_length=1)


class EvidenceIn(Schema):
    """Evidence for a condition: the paper by its reference, its day, what it says. An empty ``document`` takes evidence away."""

    document: str = Field("", max_length=120)
    on: Day | None = None
    value: str = Field("", max_length=60)
    note: str = Field("", max_length=500)
    lines: list[int] = Field(default_factory=list)


class ChoiceIn(Schema):
    """Why an option is chosen, for which lines (none: all it could be used on)."""

    reason: str = Field(min_length=1, max_length=500)
    lines: list[int] = Field(default_factory=list)


class VerdictIn(Schema):
    """A verdict on one item of the check."""

    id: int
    verdict: Literal["agree", "disagree"]
    note: str = Field("", max_length=500)


class AnswerIn(Schema):
    """What was put right, or why it stands."""

    words: str = Field(min_length=1, max_length=500)


class Removed(Schema):
    """What is gone."""

    study: str


@reads(router, "/studies", Page[StudyRow])
def studies_list(request: HttpRequest, search: Query[StudySearch]) -> Any:
    """The studies there are, the latest first."""
    require(person(request), "tariffs.study.read", READ)
    return page(request, queries.studies(search.find, search.state or ""), search, study_row)


@reads(router, "/studies/{ref}", StudyOut)
def studies_one(request: HttpRequest, ref: str) -> Any:
    """One study with its measures, options and check."""
    require(person(request), "tariffs.study.read", READ)
    return shown(ref)


@writes(router, "/studies", StudyOut, scope="write", status=201)
def studies_make(request: HttpRequest, body: StudyIn) -> Any:
    """List every measure in force for an order or for goods. None is decided."""
    goods = tuple(Goods(**{**one.dict(), "codes": tuple(one.codes)}) for one in body.goods)
    new = NewStudy(**{**body.dict(), "goods": goods, "lines": tuple(body.lines)})
    return Status(201, shown(actions.make_study(actor=person(request), new=new).ref))


@writes(router, "/studies/{ref}/decisions", StudyOut, scope="write")
def studies_mark(request: HttpRequest, ref: str, body: list[Decision]) -> Any:
    """Decide measures, each with its reason."""
    decisions = {one.measure: (one.decision, one.reason) for one in body}
    return shown(actions.mark_measures(actor=person(request), ref=ref, decisions=decisions).ref)


@writes(router, "/studies/{ref}/facts", StudyOut, scope="write", method="PUT")
def studies_state(request: HttpRequest, ref: str, body: AnswersIn) -> Any:
    """Answer what the rules ask. An order keeps the answers."""
    return shown(stating.state_facts(actor=person(request), ref=ref, answers=body.answers).ref)


@writes(router, "/studies/{ref}/lines/{line_no}/code", StudyOut, scope="write", method="PUT")
def studies_code(request: HttpRequest, ref: str, line_no: int, body: CodeIn) -> Any:
    """Decide between the candidate codes of a line."""
    return shown(actions.settle_code(actor=person(request), ref=ref, line_no=line_no, code=body.code, reason=body.reason).ref)


@writes(router, "/studies/{ref}/lines/{line_no}/candidates", StudyOut, scope="write")
def studies_candidates(request: HttpRequest, ref: str, line_no: int, body: CandidatesIn) -> Any:
    """List the measures of more codes for a line."""
    return shown(actions.add_candidates(actor=person(request), ref=ref, line_no=line_no, codes=body.codes).ref)


@writes(router, "/studies/{ref}/options/{programme}/evidence/{key}", StudyOut, scope="write", method="PUT")
def studies_evidence(request: HttpRequest, ref: str, programme: str, key: str, body: EvidenceIn) -> Any:
    """Give evidence for a condition of an option."""
    evidence = Evidence(body.document, body.on, body.value, body.note)
    choosing.give_evidence(actor=person(request), ref=ref, programme=programme, key=key, evidence=evidence, lines=body.lines)
    return shown(ref)


@writes(router, "/studies/{ref}/options/{programme}/choose", StudyOut, scope="write")
def studies_choose(request: HttpRequest, ref: str, programme: str, body: ChoiceIn) -> Any:
    """Choose how to pay. Refused while a condition lacks evidence; the claim is written to the order."""
    choosing.choose_option(actor=person(request), ref=ref, programme=programme, reason=body.reason, lines=body.lines)
    return shown(ref)


@writes(router, "/studies/{ref}/send", StudyOut, scope="write")
def studies_send(request: HttpRequest, ref: str) -> Any:
    """Send to the second person: every measure decided, what is on file elsewhere compared."""
    return shown(checking.send_study(actor=person(request), ref=ref).ref)


@writes(router, "/studies/{ref}/check", StudyOut, scope="write")
def studies_check(request: HttpRequest, ref: str, body: list[VerdictIn]) -> Any:
    """Verdicts of the second person; the study is checked when every item is agreed."""
    verdicts = {one.id: (one.verdict, one.note) for one in body}
    return shown(checking.check_study(actor=person(request), ref=ref, verdicts=verdicts).ref)


@writes(router, "/studies/{ref}/check/{item}/answer", StudyOut, scope="write", method="PUT")
def studies_answer(request: HttpRequest, ref: str, item: int, body: AnswerIn) -> Any:
    """Answer a disagreement; the second person then agrees or does not."""
    checking.answer_disagreement(actor=person(request), ref=ref, item=item, words=body.words)
    return shown(ref)


@writes(router, "/studies/{ref}/reopen", StudyOut, scope="write")
def studies_reopen(request: HttpRequest, ref: str) -> Any:
    """Take a study back from its check."""
    return shown(checking.reopen_study(actor=person(request), ref=ref).ref)


@writes(router, "/studies/{ref}/renew", StudyOut, scope="write")
def studies_renew(request: HttpRequest, ref: str) -> Any:
    """Take the order and the rules as they are now; what is the same keeps its decision."""
    return shown(actions.renew_study(actor=person(request), ref=ref).ref)


@writes(router, "/studies/{ref}", Removed, scope="write", method="DELETE")
def studies_remove(request: HttpRequest, ref: str) -> Any:
    """Remove a study of one's own that was never sent to check. Its history stays."""
    actions.remove_study(actor=person(request), ref=ref)
    return {"study": ref}
