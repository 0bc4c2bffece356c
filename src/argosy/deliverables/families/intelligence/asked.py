"""What is being asked about markets: the requirements of research briefs and how far each is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from argosy.deliverables.families.intelligence.params import IntelAsk
from argosy.kernel.text import NOTHING, Text, same
from argosy.records.markets.research import queries as research
from argosy.records.permission import LOCAL_READER

STATES = {
    "covered": Text("已有資料", "Covered"),
    "gap": Text("缺口", "Gap"),
    "open": Text("待蒐集", "Open"),
    "not_answerable": Text("依現行寫法無法回答", "Not answerable as written"),
}


@dataclass(frozen=True, slots=True)
class Help:
    """A request for help with one requirement; ``answer`` is empty while nobody answered, ``overdue`` when the day is past."""

    need: str
    whom: Text
    question: str
    asked: date
    due: date
    answer: str
    effect: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Need:
    """One requirement: ``name`` as people call it (RB-0001.2), ``state`` a key of ``STATES``, ``measure`` the field it maps to (empty: none)."""

    name: str
    brief: str
    question: str
    indicator: str
    measure: str
    unit: str
    period: str
    granularity: str
    use: str
    owner: Text
    due: date | None
    state: str
    faults: tuple[Text, ...]
    items: tuple[str, ...]
    left_out: int
    dataset: str
    gap_note: str
    help: tuple[Help, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One research brief with its requirements."""

    ref: str
    question: str
    design: str
    candidates: tuple[str, ...]
    codes: tuple[str, ...]
    due: date
    decision: date | None
    owner: Text
    owner_login: str
    requester: Text
    approved: date | None
    needs: tuple[Need, ...]

    @property
    def answered(self) -> int:
        """How many requirements are covered."""
        return sum(need.state == "covered" for need in self.needs)


def gather_briefs(ask: IntelAsk, on: date) -> tuple[Brief, ...]:
    """Briefs not closed that ask about one of the markets and goods of the file."""
    rows = [
        row
        for row in research.briefs(actor=LOCAL_READER)
        if row.state != research.ResearchBrief.State.CLOSED and row.opened_at.date() <= on
    ]
    return tuple(gather_brief(row.ref, on) for row in rows if _concerns(row, ask))


def gather_brief(ref: str, on: date) -> Brief:
    """One brief as it stands on a day, or ``NotFound``."""
    state = research.coverage(ref, on, actor=LOCAL_READER)
    row = state.brief
    approved = row.approved_at.date() if row.approved_at else None
    return Brief(
        row.ref, row.question, row.design, tuple(row.candidates), tuple(row.codes), row.due, row.decision_date, _person(row.owner), row.owner.login,
        _person(row.requester),
        approved, tuple(_need(one, on) for one in state.rows),
    )  # fmt: skip


def _concerns(row: Any, ask: IntelAsk) -> bool:
    near = not ask.markets or bool(set(row.candidates) & set(ask.markets))
    ours = not ask.products or any(c.startswith(p) or p.startswith(c) for c in row.codes for p in ask.products)
    return near and ours


def _need(one: Any, on: date) -> Need:
    row, used = one.requirement, one.used
    return Need(
        row.name, row.brief.ref, row.question, row.indicator, row.measure, row.unit, row.period, row.granularity, row.use, _person(row.owner), row.due,
        one.state, one.faults, tuple(item.ref for item in used.items), used.drafts + used.low + used.expired, one.dataset.name if one.dataset else "",
        row.gap_note, tuple(_help(row.name, asked, on) for asked in one.asked),
    )  # fmt: skip


def _help(need: str, row: Any, on: date) -> Help:
    whom = _person(row.person) if row.person else same(row.whom)
    return Help(need, whom, row.question, row.asked_at.date(), row.due, row.answer, row.effect, row.open and row.due < on)


def _person(row: Any) -> Text:
    return Text(row.name_zh, row.name_en) if row else NOTHING
