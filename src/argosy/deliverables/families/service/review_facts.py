"""What the service review reads, gathered once: standards and what they came to, cases, the last survey, decisions and what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from argosy.deliverables.deliverable import Param, Request
from argosy.deliverables.families import lacking
from argosy.deliverables.families.lacking import Lack
from argosy.deliverables.families.service.survey_facts import Wave, read_wave
from argosy.engines.service.standards import Measured
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.people.resources import queries as resources
from argosy.records.permission import LOCAL_READER
from argosy.records.record import in_both
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.records.sales import queries as sales
from argosy.records.service import queries as service
from argosy.records.service.cases.queries import Served
from argosy.records.service.needs import queries as needs
from argosy.records.service.procedures import queries as procedures
from argosy.records.service.reading import disciplines
from argosy.records.service.standards import measuring, queries
from argosy.records.service.surveys import queries as surveys

STANDARDS, CASES, ORDERS, SURVEY, DECISIONS, TRAINING = "S1", "S2", "S3", "S4", "S5", "S6"
ME = LOCAL_READER
PARAMS = (
    Param("months", Text("檢討期間（月）", "Months reviewed"), default="12"),
    Param("previous", Text("前次檢討日（空白為六個月前）", "Day of the previous review (empty: six months before)"), type="date"),
    Param("owner", Text("團隊（承辦人帳號，以空白分隔；空白為全部）", "Team (logins, separated by blanks; empty: all)")),
)
Month = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard, what it came to in the period and in the one before."""

    code: str
    name: Text
    process: Text
    formula: Text
    measure: str
    target: float
    unit: str
    least: bool
    tolerance: float
    period: Text
    owner: Text
    now: Measured
    before: Measured


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody consulted, when, and what they said."""

    whom: str
    on: date | None
    words: str
    effect: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision with whom it consulted and what became of it."""

    ref: str
    about: str
    question: Text
    decision: Text
    owner: Text
    due: date
    approved: date | None
    outcome: str
    outcome_words: Text
    followed: date | None
    follow_up: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """An improvement action with the figure before and after."""

    ref: str
    origin: str
    cause: str
    action: str
    owner: Text
    due: date
    measure: str
    baseline: float | None
    result: float | None
    unit: str
    state: Text
    late: bool


@dataclass(frozen=True, slots=True)
class Discipline:
    """One 8D report."""

    case: str
    parts: tuple[str, ...]
    leader: Text
    due: date
    closed: date | None


@dataclass(frozen=True, slots=True)
class Goods:
    """Returns of one product, and of all others together, in the period."""

    sku: str
    name: Text
    k: int
    n: int
    others_k: int
    others_n: int
    complaints: int


@dataclass(frozen=True, slots=True)
class Load:
    """One person's cases in the period, training hours and open cases."""

    login: str
    name: Text
    cases: int
    open: int
    training: float
    hours: float


@dataclass(frozen=True)
class ReviewFacts:
    """Everything the builder needs. ``since`` and ``until`` are the days reviewed, ``previous`` the day of the review before."""

    request: Request
    firm: FirmFacts
    since: date
    until: date
    previous: date
    standards: tuple[Standard, ...]
    answered: tuple[Month, ...]
    otif: tuple[Month, ...]
    cases: tuple[Served, ...]
    wave: Wave | None
    before: Wave | None
    least: int
    goods: tuple[Goods, ...]
    loads: tuple[Load, ...]
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]
    breaches: tuple[tuple[str, str, str, str, str, Text, str], ...]
    disciplines: tuple[Discipline, ...]
    requests: tuple[tuple[str, str, Text, str], ...] = ()
    sources: tuple[Source, ...] = field(default=())
    lacks: tuple[Lack, ...] = ()

    @property
    def complaints(self) -> tuple[Served, ...]:
        """The cases that are complaints."""
        return tuple(one for one in self.cases if one.kind == "complaint")


def months_back(day: date, months: int) -> date:
    """The first day of a period of so many months that ends on a day."""
    at = day.year * 12 + day.month - 1 - months
    last = day + timedelta(days=1)
    if last.day == 1:
        return date((at + 1) // 12, (at + 1) % 12 + 1, 1)
    return date(at // 12, at % 12 + 1, min(day.day, 28)) + timedelta(days=1)


def gather(request: Request) -> ReviewFacts:
    """Read everything of the period that ends on the day asked for."""
    until = request.as_of
    months = max(1, int(request.params.get("months") or "12"))
    since = months_back(until, months)
    told = request.params.get("previous", "")
    previous = date.fromisoformat(told) if told else months_back(until, 6)
    now, then = (
        measuring.Records(ME, measuring.Period(*days))
        for days in ((since, until), (months_back(since - timedelta(days=1), months), since - timedelta(days=1)))
    )
    wanted = frozenset(request.params.get("owner", "").lower().split())
    cases = tuple(one for one in now.cases() if not wanted or one.owner in wanted)
    standards = tuple(_standard(row, now, then) for row in queries.standards(actor=ME, on=until))
    ended = list(surveys.closed_by(until, actor=ME))
    wave = read_wave(ended[0], until) if ended else None
    earlier = surveys.before(ended[0], actor=ME) if ended else None
    firm, before = reference.firm(), read_wave(earlier, until) if earlier is not None else None
    return ReviewFacts(
        request, firm, since, until, previous, standards, _answered(cases, standards), tuple(measuring.by_month((row["promised"], good) for row, good in measuring.promised(now))),
        cases, wave, before, int(reference.setting("service.least_answers", until)), _goods(now, cases), _loads(cases, until, since), _decisions(until), _actions(until), _breaches(until),
        tuple(_discipline(row) for row in disciplines(actor=ME, until=until)), _requests(until), _sources(firm, since, until, cases, wave, len(standards)), _lacks(standards, wave, since),
    )  # fmt: skip


def _lacks(standards: tuple[Standard, ...], wave: Wave | None, since: date) -> tuple[Lack, ...]:
    """What is not on record at all. Where there is no order in the period either, nothing can be reviewed: ``NotFound``."""
    has_cases = service.cases(actor=ME).exists()
    orders = sales.orders(actor=ME).filter(cancelled=False)
    if not (standards or wave or has_cases):
        newest = orders.order_by("-date").first()
        if newest is None:
            what = Text("沒有服務標準、案件、調查或訂單", "Neither a standard, a case, a survey nor an order is on record")
            raise lacking.refuse(what, lacking.STANDARDS.remedy)
        if newest.date < since:
            raise lacking.stale(newest.date, since)
    missing = (
        (not standards, lacking.STANDARDS), (not has_cases, lacking.CASES), (wave is None, lacking.SURVEYS),
        (not orders.exclude(promised=None).exists(), lacking.DELIVERIES),
    )  # fmt: skip
    return tuple(lack for absent, lack in missing if absent)


def _standard(row: Any, now: measuring.Records, then: measuring.Records) -> Standard:
    return Standard(
        row.code, Text(row.name_zh, row.name_en), Text(row.process_zh, row.process_en), Text(row.formula_zh, row.formula_en), row.measure, float(row.target), row.unit,
        row.direction == "least", float(row.tolerance), in_both(row.get_period_display), _named(row.owner), measuring.measure(row, now), measuring.measure(row, then),
    )  # fmt: skip


def _answered(cases: tuple[Served, ...], standards: tuple[Standard, ...]) -> tuple[Month, ...]:
    """First answers within their limit, month by month."""
    return tuple(measuring.by_month((one.received, not one.answer_late) for one in cases))


def _goods(now: measuring.Records, cases: tuple[Served, ...]) -> tuple[Goods, ...]:
    """Products by complaints, then returns; those without either are left out."""
    lines = measuring.shipped(now)
    back = {row.line_id for row in service.returns(actor=ME).filter(date__lte=now.period.until)}
    counts: dict[str, list[int]] = {}
    for row in lines:
        held = counts.setdefault(row["sku"], [0, 0])
        held[0] += row["pk"] in back
        held[1] += 1
    all_k, all_n = sum(k for k, _ in counts.values()), sum(n for _, n in counts.values())
    blamed: dict[str, int] = {}
    for one in cases:
        if one.kind == "complaint" and one.sku:
            blamed[one.sku] = blamed.get(one.sku, 0) + 1
    names = service.product_names()
    made = [
        Goods(sku, Text(*names.get(sku, (sku, sku))), *counts.get(sku, [0, 0]), all_k - counts.get(sku, [0, 0])[0], all_n - counts.get(sku, [0, 0])[1], blamed.get(sku, 0))
        for sku in {*counts, *blamed} if blamed.get(sku) or counts.get(sku, [0])[0]
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda g: (-g.complaints, -g.k, g.sku))[:8])


def _loads(cases: tuple[Served, ...], until: date, since: date) -> tuple[Load, ...]:
    """Whoever had cases or training in the period, the most laden first. Hours are cases by the handling time of the enquiry rules."""
    minutes, people = _handling(until), {}
    for version in procedures.procedures(actor=ME):
        for one in version.trainings.all():
            if one.held_on is not None and since <= one.held_on <= until:
                name, hours = people.get(one.person.login, (_named(one.person), 0.0))
                people[one.person.login] = (name, hours + float(one.hours))
    owners = service.people_named({one.owner for one in cases if one.owner} | set(people))
    made = []
    for login, name in owners.items():
        mine = [one for one in cases if one.owner == login]
        hours = sum(minutes.get(one.category, minutes.get("", 30.0)) for one in mine) / 60
        made.append(Load(login, Text(*name), len(mine), sum(not one.closed for one in mine), people.get(login, (None, 0.0))[1], hours))
    return tuple(sorted(made, key=lambda one: (-one.cases, one.login)))


def _handling(on: date) -> dict[str, float]:
    policy = procedures.policies(actor=ME, on=on).first()
    rules = {rule.category: float(rule.handle_min) for rule in policy.rules.all()} if policy is not None else {}
    return rules | ({"": sum(rules.values()) / len(rules)} if rules else {})


def _decisions(until: date) -> tuple[Decision, ...]:
    made = []
    for row, asked in needs.decisions(actor=ME, until=until):
        people = tuple(
            Asked(one.outside or (one.person.name_zh if one.person else one.role), timezone.localdate(one.answered_at) if one.answered_at else None, one.answer, one.effect) for one in asked
        )  # fmt: skip
        made.append(Decision(
            row.ref, row.subject_name, Text(row.question_zh, row.question_en), Text(row.decision_zh, row.decision_en or row.decision_zh), _named(row.owner), row.due, row.approved_on,
            row.outcome, in_both(row.get_outcome_display), row.followed_on if row.followed_on and row.followed_on <= until else None, row.follow_up, people,
        ))  # fmt: skip
    return tuple(made)


def _actions(until: date) -> tuple[Action, ...]:
    return tuple(
        Action(
            row.ref, row.origin_name, row.cause, row.action, _named(row.owner), row.due, row.measure, None if row.baseline is None else float(row.baseline),
            None if row.result is None else float(row.result), row.unit, in_both(row.get_state_display), row.late(until),
        )
        for row in queries.improvements(actor=ME) if timezone.localdate(row.opened_at) <= until
    )  # fmt: skip


def _breaches(until: date) -> tuple[tuple[str, str, str, str, str, Text, str], ...]:
    return tuple(
        (row.ref, row.name, str(row.standard) if row.standard else row.requirement, row.finding, row.correction, _named(row.owner), row.verifier.name_zh if row.verifier else "")
        for row in queries.nonconformities(actor=ME) if row.found_on <= until
    )  # fmt: skip


def _discipline(row: Any) -> Discipline:
    parts = (row.team, row.problem, row.containment, row.root_cause, row.correction, row.verification, row.prevention)
    return Discipline(row.case.number, parts, _named(row.leader), row.due, row.closed_on)


def _requests(until: date) -> tuple[tuple[str, str, Text, str], ...]:
    return tuple(
        (row.need, f"{row.quantity.normalize():f} {row.unit}", in_both(row.get_decision_display), row.expected_effect)
        for row in resources.requests(actor=ME)[:8]
    )


def _named(person: Any) -> Text:
    return Text(person.name_zh, person.name_en)


def _sources(firm: FirmFacts, since: date, until: date, cases: tuple[Served, ...], wave: Wave | None, standards: int) -> tuple[Source, ...]:
    told = [
        Source(STANDARDS, "record", Text("服務標準登錄簿", "Register of service standards"), firm.name, as_of=until, rows=standards),
        Source(
            CASES, "record", Text(f"服務案件 {since}–{until}", f"Service cases {since}–{until}"), firm.name, as_of=until, rows=len(cases)
        ),
        Source(ORDERS, "record", Text("銷售訂單、報價與退貨", "Sales orders, quotations and returns"), firm.name, as_of=until),
        Source(
            DECISIONS,
            "record",
            Text("服務決策、對策與不符合事項", "Service decisions, actions and non-conformities"),
            firm.name,
            as_of=until,
        ),
        Source(TRAINING, "record", Text("作業程序與訓練紀錄", "Procedures and training"), firm.name, as_of=until),
    ]
    if wave is not None:
        told.append(
            Source(
                SURVEY,
                "record",
                Text(f"滿意度調查 {wave.ref}", f"Satisfaction survey {wave.ref}"),
                firm.name,
                as_of=wave.ends,
                rows=len(wave.given),
            )
        )
    return tuple(told)
