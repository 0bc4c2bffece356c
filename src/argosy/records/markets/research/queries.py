"""Reading research briefs, and how far each requirement is covered on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from argosy.kernel.text import Text
from argosy.records.markets.intel.grading import least_grade
from argosy.records.markets.intel.queries import Usable, usable
from argosy.records.markets.research.measuring import faults
from argosy.records.markets.research.models import Requirement, RequirementLink, ResearchBrief
from argosy.records.people.consulting import consultations
from argosy.records.people.models import Consultation
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.reference.models import Dataset

__all__ = ["Requirement", "ResearchBrief"]
_READ = Text("查看研究需求書", "see research briefs")
COVERED, GAP, OPEN, VAGUE = "covered", "gap", "open", "not_answerable"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one requirement is answered: covered, gap, open, or not answerable as written, with the reasons.

    ``used`` says which linked items count and how many were left out; ``dataset`` is the registered edition that answers it; ``asked`` are
    the requests for help. A gap has a note or a request nobody answered in time.
    """

    requirement: Requirement
    state: str
    faults: tuple[Text, ...]
    used: Usable
    dataset: Dataset | None
    asked: tuple[Consultation, ...]
    overdue: tuple[Consultation, ...]


@dataclass(frozen=True, slots=True)
class BriefState:
    """A brief with the coverage of each requirement and the share of them that is covered, ``None`` when it has none."""

    brief: ResearchBrief
    rows: tuple[Coverage, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many requirements are covered, gaps, open and not answerable."""
        states = [row.state for row in self.rows]
        return {state: states.count(state) for state in (COVERED, GAP, OPEN, VAGUE)}

    @property
    def percent(self) -> int | None:
        """Requirements covered, in per cent, rounded down."""
        return self.counts[COVERED] * 100 // len(self.rows) if self.rows else None


def briefs(*, actor: Actor | None, state: str = "") -> QuerySet[ResearchBrief]:
    """Briefs, the newest first, with the number of their requirements."""
    require(actor, "markets.brief.read", _READ)
    rows = ResearchBrief.objects.select_related("owner", "requester").annotate(asked=Count("requirements")).order_by("-opened_at", "-pk")
    return rows.filter(state=state) if state else rows


def brief(ref: str, *, actor: Actor | None) -> ResearchBrief:
    """One brief with its requirements and what answers them, or ``NotFound``."""
    links = Prefetch("requirements__links", RequirementLink.objects.select_related("item__source"))
    rows = briefs(actor=actor).select_related("approved_by").prefetch_related("requirements__owner", links)
    row: ResearchBrief = found(rows, ref, ref=ref.strip().upper())
    return row


def requirement(name: str, *, actor: Actor | None) -> Requirement:
    """One requirement by the name people use, such as ``RB-0001.2``."""
    require(actor, "markets.brief.read", _READ)
    ref, _, number = name.strip().upper().partition(".")
    rows = Requirement.objects.select_related("brief", "owner")
    row: Requirement = found(rows, name, brief__ref=ref, number=int(number) if number.isdecimal() else 0)
    return row


def coverage(ref: str, on: date, *, actor: Actor | None) -> BriefState:
    """A brief and how far it is answered on a day."""
    row = brief(ref, actor=actor)
    needs = list(row.requirements.all())
    asked: dict[str, list[Consultation]] = {}
    for one in consultations(actor=actor, subjects=[need.reference for need in needs]) if needs else ():
        asked.setdefault(one.subject, []).append(one)
    editions = {
        one.name: one for one in Dataset.objects.filter(name__in={n.dataset for n in needs if n.dataset}, as_of__lte=on).order_by("as_of")
    }
    return BriefState(row, tuple(_covered(need, on, editions.get(need.dataset), asked.get(need.reference, [])) for need in needs))


def _covered(need: Requirement, on: date, dataset: Dataset | None, asked: list[Consultation]) -> Coverage:
    used = usable((link.item for link in need.links.all()), on, need.least_grade or least_grade(on))
    wrong = tuple(faults(need.indicator, need.unit, need.period, need.granularity, need.use))
    overdue = tuple(row for row in asked if row.open and row.due < on)
    confirmed = any(row.stance == Consultation.Stance.CONFIRMS for row in asked)
    if wrong:
        state = VAGUE
    elif used.items or dataset is not None or confirmed:
        state = COVERED
    else:
        state = GAP if need.gap_note or overdue else OPEN
    return Coverage(need, state, wrong, used, dataset, tuple(asked), overdue)
