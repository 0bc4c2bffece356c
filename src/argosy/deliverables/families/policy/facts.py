"""What the service guideline reads, gathered once: the policy with its rules and roster, procedure, training, and how enquiries were served."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from argosy.deliverables.deliverable import Param, Request
from argosy.deliverables.families import lacking
from argosy.engines.performance.estimate import Estimate
from argosy.engines.service.timing import Staffing, percentile, staffing, within
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text
from argosy.records.permission import LOCAL_READER
from argosy.records.record import in_both
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.records.service.cases.queries import EnquiryCategory, Served, served
from argosy.records.service.procedures import queries as procedures
from argosy.records.service.standards.measuring import Period

POLICY, CASES, TRAINING, PROCEDURE = "S1", "S2", "S3", "S4"
ME = LOCAL_READER
WEEKS = 52
PARAMS = (
    Param("policy", Text("服務準則（例：SP-0001；空白為最新者）", "Policy (such as SP-0001; empty: the newest)")),
    Param("channels", Text("服務管道（空白依準則）", "Channels (empty: as the policy says)")),
    Param("hours", Text("服務時間（空白依準則）", "Hours (empty: as the policy says)")),
    Param("languages", Text("服務語言（空白依準則）", "Languages (empty: as the policy says)")),
    Param("tiers", Text("客戶分級（空白依準則）", "Tiers (empty: as the policy says)")),
)


@dataclass(frozen=True, slots=True)
class Who:
    """A person by login and name."""

    login: str
    name: Text
    active: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of one kind of enquiry, and how that kind was served in twelve months. ``pooled``: too few of its own, all enquiries stand in."""

    category: str
    words: Text
    first_h: float
    finish_h: float
    handle_min: float
    owner: Who | None
    deputy: Who | None
    clarify: Text
    standard: Text
    escalate: Text
    staffing: str
    n: int
    reached: Estimate
    p90: Estimate
    pooled: bool
    people: Staffing

    @property
    def unmanned(self) -> bool:
        """Whether it has no owner or deputy who is still here."""
        return any(one is None or not one.active for one in (self.owner, self.deputy))

    @property
    def beyond(self) -> bool:
        """Whether it promises less time than nine in ten first answers take."""
        return self.p90.value is not None and self.first_h < self.p90.value


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the procedure."""

    no: int
    text: Text
    accountable: Who
    responsible: Who
    cover: Who | None
    hours: float | None


@dataclass(frozen=True, slots=True)
class Trained:
    """Training of one person in the procedure."""

    who: Who
    topic: Text
    hours: float
    planned: date
    held: date | None
    score: int | None
    passing: int
    passed: bool
    acknowledged: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody on duty on a weekday."""

    who: Who
    weekday: int
    starts: time
    ends: time
    part: str
    part_words: Text


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the procedure in its history."""

    code: str
    version: int
    effective: date
    reason: str
    evidence: str
    approver: Text
    state: Text


@dataclass(frozen=True)
class PolicyFacts:
    """Everything the builder needs. ``all_p90`` is over every enquiry of twelve months."""

    request: Request
    firm: FirmFacts
    ref: str
    title: Text
    effective: date
    review: date | None
    owner: Text
    channels: Text
    hours: Text
    languages: Text
    tiers: Text
    occupancy: float
    week_hours: float
    rules: tuple[Rule, ...]
    missing: tuple[Text, ...]
    duties: tuple[Duty, ...]
    steps: tuple[Step, ...]
    trained: tuple[Trained, ...]
    versions: tuple[Version, ...]
    procedure: str
    cases: int
    all_p90: Estimate
    least: int
    since: date
    total: Staffing
    sources: tuple[Source, ...] = field(default=())

    @property
    def named(self) -> dict[str, Who]:
        """Everyone the guideline names: owners, deputies, people on duty and of the steps."""
        found = [who for rule in self.rules for who in (rule.owner, rule.deputy)] + [duty.who for duty in self.duties]
        found += [who for step in self.steps for who in (step.accountable, step.responsible, step.cover)]
        return {who.login: who for who in found if who is not None}

    @property
    def untrained(self) -> list[Who]:
        """Those named who have not passed the training of the procedure."""
        passed = {one.who.login for one in self.trained if one.passed}
        return [who for login, who in sorted(self.named.items()) if login not in passed]


def usual() -> dict[str, str] | None:
    """The newest policy in force; ``None`` where there is none."""
    newest = procedures.policies(actor=ME).first()
    return {"policy": newest.ref} if newest else None


def gather(request: Request) -> PolicyFacts:
    """Read everything for one policy; ``NotFound`` when there is none."""
    ref = request.params.get("policy") or (usual() or {"policy": ""})["policy"]
    if not ref:
        raise lacking.refuse(
            Text(
                "尚未登錄服務準則：諮詢類別、時限、負責人與代理人須由人擬定",
                "No service policy is on record: categories, limits, owners and deputies are a person's to write",
            ),
            Text("請於「諮詢準則」頁建立準則", "Set one up on the Enquiry guideline page"),
        )
    on, row = request.as_of, procedures.policy(ref, actor=ME)
    since = on - timedelta(days=7 * WEEKS - 1)
    rows = served(since, on, Period(since, on).known, actor=ME)
    spans = [one.answer_elapsed for one in rows if one.answer_elapsed is not None]
    least, pooled = int(reference.setting("report.number_sample_minimum", on)), percentile(spans)
    duties = tuple(_duty(one) for one in row.roster.all())
    hands = len({duty.who.login for duty in duties if duty.part in ("R", "A")})
    minutes = {rule.category: float(rule.handle_min) for rule in row.rules.all()}
    rules = tuple(_rule(rule, rows, pooled, least, row, hands) for rule in row.rules.all())
    version = row.procedure
    held = procedures.procedure(version.code, version.version, actor=ME) if version is not None else None
    load = sum(minutes.get(one.category, 0.0) for one in rows) / WEEKS
    total = staffing(1, load, float(row.week_hours), float(row.occupancy) / 100, hands)
    firm, has = reference.firm(), {rule.category for rule in rules}
    return PolicyFacts(
        request, firm, row.ref, Text(row.title_zh, row.title_en), row.effective, row.review_date, _text(row.owner), _said(request, "channels", row.channels_zh, row.channels_en),
        _said(request, "hours", row.hours_zh, row.hours_en), _said(request, "languages", row.languages_zh, row.languages_en), _said(request, "tiers", row.tiers_zh, row.tiers_en),
        float(row.occupancy), float(row.week_hours), rules, tuple(in_both(lambda c=c: str(c.label)) for c in EnquiryCategory if c.value not in has), duties,
        tuple(_step(one) for one in held.steps.all()) if held else (), tuple(_trained(one, on) for one in held.trainings.all()) if held else (), _versions(version, on),
        str(version) if version else "", len(rows), pooled, least, since, total, _sources(firm, row.ref, str(version or ""), on, len(rows)),
    )  # fmt: skip


def _said(request: Request, name: str, zh: str, en: str) -> Text:
    told = request.params.get(name, "").strip()
    return Text(told, told) if told else Text(zh, en)


def _rule(row: Any, rows: list[Served], pooled: Estimate, least: int, policy: Any, hands: int) -> Rule:
    mine = [one for one in rows if one.category == row.category]
    spans = [one.answer_elapsed for one in mine if one.answer_elapsed is not None]
    few = len(spans) < least
    people = staffing(len(mine) / WEEKS, float(row.handle_min), float(policy.week_hours), float(policy.occupancy) / 100, hands)
    return Rule(
        row.category, in_both(row.get_category_display), float(row.first_h), float(row.finish_h), float(row.handle_min), _who(row.owner), _who(row.deputy), Text(row.clarify_zh, row.clarify_en),
        Text(_hours(row.words_zh, row), _hours(row.words_en, row)), Text(row.escalate_zh, row.escalate_en), row.staffing, len(mine), within(spans, float(row.first_h)), pooled if few else percentile(spans), few, people,
    )  # fmt: skip


def _hours(words: str, row: Any) -> str:
    """Standard words with the promised hours in the place of ``{h}``."""
    return words.replace("{h}", f"{row.finish_h.normalize():f}")


def _who(person: Any) -> Who | None:
    return None if person is None else Who(person.login, _text(person), person.is_active)


def _duty(row: Any) -> Duty:
    return Duty(
        Who(row.person.login, _text(row.person), row.person.is_active),
        row.weekday,
        row.starts,
        row.ends,
        row.part,
        in_both(row.get_part_display),
    )


def _step(row: Any) -> Step:
    accountable, responsible = _who(row.accountable), _who(row.responsible)
    assert accountable is not None
    assert responsible is not None
    return Step(
        row.no, Text(row.text_zh, row.text_en), accountable, responsible, _who(row.cover), None if row.hours is None else float(row.hours)
    )


def _trained(row: Any, on: date) -> Trained:
    who = _who(row.person)
    assert who is not None
    known = row.held_on is not None and row.held_on <= on
    return Trained(
        who, Text(row.topic_zh, row.topic_en), float(row.hours), row.planned_on, row.held_on if known else None, row.score if known else None, row.passing, row.passed and known, row.acknowledged_at is not None
    )  # fmt: skip


def _versions(version: Any, on: date) -> tuple[Version, ...]:
    if version is None:
        return ()
    return tuple(
        Version(one.code, one.version, one.effective, one.reason, one.evidence, _text(one.approver) if one.approver else NOTHING, in_both(one.get_state_display))
        for one in procedures.procedures(actor=ME, code=version.code) if one.effective <= on
    )  # fmt: skip


def _text(person: Any) -> Text:
    return Text(person.name_zh, person.name_en)


def _sources(firm: FirmFacts, ref: str, procedure: str, on: date, cases: int) -> tuple[Source, ...]:
    return (
        Source(POLICY, "record", Text(f"服務準則 {ref}", f"Service policy {ref}"), firm.name, as_of=on),
        Source(CASES, "record", Text("服務案件（近 52 週）", "Service cases of 52 weeks"), firm.name, as_of=on, rows=cases),
        Source(TRAINING, "record", Text("程序訓練與閱讀確認", "Training and acknowledgement"), firm.name, as_of=on),
        Source(PROCEDURE, "record", Text(f"作業程序 {procedure}", f"Procedure {procedure}"), firm.name, as_of=on),
    )
