"""What a survey record reads, gathered once: the wave, who was asked, what they answered, and the wave before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from argosy.deliverables.deliverable import Param, Request
from argosy.deliverables.families import lacking
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text
from argosy.records.permission import LOCAL_READER
from argosy.records.record import in_both
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.records.service.surveys import queries as surveys

WAVE, ANSWERS, BEFORE = "S1", "S2", "S3"
PARAMS = (
    Param("wave", Text("調查波次（例：SW-0003；空白為最近結束者）", "Survey wave (such as SW-0003; empty: the latest that ended)")),
    Param("customers", Text("客戶（代號，以空白分隔；空白為全部）", "Customers (codes, separated by blanks; empty: all)")),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the questionnaire."""

    key: str
    kind: str
    most: int
    overall: bool
    name: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Follow:
    """What was done about one low score."""

    item: str
    score: int
    contacted: date
    contact: str
    measure: str
    owner: Text
    due: date
    closed: date | None
    case: str


@dataclass(frozen=True, slots=True)
class Coded:
    """A theme found in a comment."""

    theme: str
    words: Text
    tone: str
    tone_words: Text
    quote: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One response."""

    id: str
    customer: str
    name: Text
    respondent: str
    language: str
    received: date
    answers: Mapping[str, int]
    comment: str = ""
    codes: tuple[Coded, ...] = ()
    follow: tuple[Follow, ...] = ()


@dataclass(frozen=True, slots=True)
class Invited:
    """One customer asked; ``answered`` is the day of their answer."""

    id: str
    customer: str
    name: Text
    contact: str
    language: str
    sent: date
    reminded: tuple[str, ...]
    answered: date | None


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave as it was designed and what came back. ``questionnaire`` is empty where no version is named."""

    ref: str
    title: Text
    purpose: Text
    frame: Text
    frame_size: int
    channel: Text
    starts: date
    ends: date
    reminders: tuple[str, ...]
    questionnaire: str
    questionnaire_title: Text
    released: date | None
    owner: Text
    questions: tuple[Question, ...]
    asked: int
    given: tuple[Answered, ...]

    def scores(self, key: str) -> list[float]:
        """The answers to one question."""
        return [float(one.answers[key]) for one in self.given if key in one.answers]

    def column(self, key: str) -> list[float | None]:
        """The answers to one question in the order of respondents, gaps included."""
        return [float(one.answers[key]) if key in one.answers else None for one in self.given]

    @property
    def scored(self) -> tuple[Question, ...]:
        """Questions on a scale, the one on recommending apart."""
        return tuple(q for q in self.questions if q.kind == "score")

    @property
    def overall(self) -> Question | None:
        """The question on overall satisfaction."""
        return next((q for q in self.questions if q.overall), None)

    @property
    def nps(self) -> Question | None:
        """The question on recommending us."""
        return next((q for q in self.questions if q.kind == "nps"), None)


@dataclass(frozen=True)
class SurveyFacts:
    """Everything the builder needs. ``least`` is the fewest answers for which a question counts."""

    request: Request
    firm: FirmFacts
    wave: Wave
    invited: tuple[Invited, ...]
    before: Wave | None
    least: int
    sources: tuple[Source, ...] = field(default=())


def usual() -> dict[str, str] | None:
    """The latest wave that has ended, else the latest; ``None`` where there is none."""
    rows = list(surveys.waves(actor=LOCAL_READER))
    ended = [row for row in rows if row.ends <= reference.today()] or rows
    return {"wave": ended[0].ref} if ended else None


def gather(request: Request) -> SurveyFacts:
    """One wave with the one before it; ``NotFound`` when there is none."""
    ref = request.params.get("wave") or (usual() or {"wave": ""})["wave"]
    if not ref:
        raise lacking.refuse(
            Text("尚未登錄任何滿意度調查，沒有回卷可列", "No satisfaction survey is on record, so there are no answers to list"),
            lacking.SURVEYS.remedy,
        )
    row = surveys.wave(ref, actor=LOCAL_READER)
    wanted = frozenset(request.params.get("customers", "").upper().split())
    earlier = surveys.before(row, actor=LOCAL_READER)
    wave = read_wave(row, request.as_of, wanted)
    before = read_wave(earlier, request.as_of, wanted) if earlier is not None else None
    firm, invited = (
        reference.firm(),
        tuple(_invited(one) for one in surveys.invitations(row, actor=LOCAL_READER) if not wanted or one.customer.code in wanted),
    )
    least = int(reference.setting("service.least_answers", request.as_of))
    return SurveyFacts(request, firm, wave, invited, before, least, sources(firm, wave, before, request.as_of))


def read_wave(row: Any, on: date, wanted: frozenset[str] = frozenset()) -> Wave:
    """A wave with the answers known on a day, of some customers or all."""
    form = row.questionnaire
    questions = tuple(_question(item) for item in form.items.all()) if form is not None else ()
    given = tuple(_answered(one) for one in surveys.responses(row, actor=LOCAL_READER) if not wanted or one.customer.code in wanted)
    known = tuple(one for one in given if one.received <= on)
    asked = sum(1 for one in surveys.invitations(row, actor=LOCAL_READER) if not wanted or one.customer.code in wanted)
    return Wave(
        row.ref, Text(row.title_zh, row.title_en), Text(row.purpose_zh, row.purpose_en), Text(row.frame_zh, row.frame_en), row.frame_size, in_both(row.get_channel_display),
        row.starts, row.ends, tuple(row.reminders), str(form) if form is not None and form.released_on else "", Text(form.title_zh, form.title_en) if form else NOTHING,
        form.released_on if form else None, _named(row.owner), questions, asked, known,
    )  # fmt: skip


def _question(item: Any) -> Question:
    return Question(item.key, item.kind, item.most, item.overall, Text(item.name_zh, item.name_en), Text(item.text_zh, item.text_en))


def _answered(row: Any) -> Answered:
    scores = {key: score for key, score in row.answers.items() if isinstance(score, int)}
    codes = tuple(Coded(c.theme, in_both(c.get_theme_display), c.tone, in_both(c.get_tone_display), c.quote) for c in row.codes.all())
    follow = tuple(
        Follow(f.item, f.score, f.contacted_on, f.contact, f.measure, _named(f.owner), f.due, f.closed_on, f.case.number if f.case else "") for f in row.follow_ups.all()
    )  # fmt: skip
    day = timezone.localdate(row.received)
    return Answered(
        f"R{row.pk}", row.customer.code, _party(row.customer), row.respondent, row.language, day, scores, row.comment, codes, follow
    )


def _invited(row: Any) -> Invited:
    answer = getattr(row, "response", None)
    day = timezone.localdate(answer.received) if answer is not None else None
    return Invited(f"I{row.pk}", row.customer.code, _party(row.customer), row.contact, row.language, row.sent_on, tuple(row.reminded), day)


def _party(row: Any) -> Text:
    return Text(row.name_zh, row.name_en)


def _named(person: Any) -> Text:
    return Text(person.name_zh, person.name_en)


def sources(firm: FirmFacts, wave: Wave, before: Wave | None, on: date) -> tuple[Source, ...]:
    """The wave, its answers, and the wave before."""
    told = [
        Source(
            WAVE,
            "record",
            Text(f"調查設計 {wave.ref}", f"Survey design {wave.ref}"),
            firm.name,
            version=wave.questionnaire,
            as_of=min(on, wave.ends),
        ),
        Source(
            ANSWERS,
            "record",
            Text(f"問卷回覆 {wave.ref}", f"Answers to {wave.ref}"),
            firm.name,
            as_of=min(on, wave.ends),
            rows=len(wave.given),
        ),
    ]
    if before is not None:
        told.append(
            Source(
                BEFORE,
                "record",
                Text(f"前次問卷回覆 {before.ref}", f"Answers to the wave before, {before.ref}"),
                firm.name,
                as_of=before.ends,
                rows=len(before.given),
            )
        )
    return tuple(told)


def low_scores(
    given: Sequence[Answered], questions: Sequence[Question], low: int = surveys.LOW_SCORE
) -> list[tuple[Answered, Question, int, Follow | None]]:
    """Each score of two or less with its follow-up where there is one."""
    names = {q.key: q for q in questions if q.kind == "score"}
    return [
        (one, names[key], score, next((f for f in one.follow if f.item == key), None))
        for one in given for key, score in sorted(one.answers.items()) if key in names and score <= low
    ]  # fmt: skip
