"""A positioning plan of the records as plain values: candidates, culture checks with every source behind them, measured points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.deliverables.families.intelligence.origins import Origin
from argosy.deliverables.families.intelligence.places import Note
from argosy.deliverables.families.market.known import in_both
from argosy.kernel.text import NOTHING, Text
from argosy.records.catalog.rivals import queries as rivals
from argosy.records.permission import LOCAL_READER

CRITERIA = (
    ("need", Text("需求符合", "Fits the need")),
    ("consumer", Text("消費者輪廓", "Fits the consumer")),
    ("culture", Text("文化適合", "Fits the culture")),
    ("margin", Text("落地後毛利", "Margin after landed cost")),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One position with its scores of 1 to 5 and the margin entered for it, in per cent."""

    name: str
    words: str
    scores: dict[str, int]
    margin: Decimal | None

    def score(self, weights: Mapping[str, Decimal]) -> Fraction:
        """The weighted mean, 1 to 5; 0 without weights."""
        total = sum(weights.values(), Decimal(0))
        return (
            sum((Fraction(self.scores[name]) * Fraction(weights[name]) for name in weights), Fraction(0)) / Fraction(total)
            if total
            else Fraction(0)
        )


@dataclass(frozen=True, slots=True)
class Check:
    """One element held against the culture. ``sources`` are codes of the register behind it, each once; ``asked``: who in the market was asked and answered."""

    id: str
    element: str
    element_words: Text
    words: str
    verdict: str
    verdict_words: Text
    reason: str
    finding: str
    effects: Text
    sources: tuple[str, ...]
    asked: str
    local: bool

    @property
    def backing(self) -> int:
        """Independent sources: those of the register, and an answer from the market."""
        return len(self.sources) + bool(self.asked)


@dataclass(frozen=True, slots=True)
class Measured:
    """A product on the map: its name, whether it is ours, the market a rival was seen in, two values, and the day and source of each."""

    key: str
    name: Text
    own: bool
    market: str
    x: Decimal
    y: Decimal
    on: date
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """The plan, whole. ``axes`` are (name, unit); ``evidence`` counts measured attributes of the own product that name a source; ``lacking``: what approval still needs."""

    ref: str
    market: str
    sku: str
    product: Text
    unit: str
    code: str
    price: Decimal
    currency: str
    segment: str
    needs: str
    objectives: str
    axes: tuple[tuple[str, str], ...]
    weights: dict[str, Decimal]
    candidates: tuple[Candidate, ...]
    chosen: str
    reason: str
    statement: str
    actions: dict[str, str]
    kpis: tuple[dict[str, str], ...]
    budget: Decimal | None
    budget_currency: str
    start: date | None
    end: date | None
    owner: Text
    owner_active: bool
    author: Text
    author_login: str
    approved: bool
    checks: tuple[Check, ...]
    points: tuple[Measured, ...]
    evidence: int
    lacking: tuple[Text, ...]

    def ranked(self) -> tuple[tuple[Candidate, Fraction], ...]:
        """Candidates with their scores, the best first."""
        return tuple(sorted(((c, c.score(self.weights)) for c in self.candidates), key=lambda one: (-one[1], one[0].name)))


def read_plan(row: Any, on: date, notes: tuple[Note, ...], origins: dict[str, Origin], lacking: tuple[Text, ...]) -> Plan:
    """The plan of a record; ``notes`` are the verified culture notes of its market."""
    table = {one.attribute: one for one in rivals.comparison(row.product.sku, on, actor=LOCAL_READER)}
    evidence = sum(one.own is not None and one.own.value is not None and one.own.source_id is not None for one in table.values())
    product = row.product
    return Plan(
        row.ref, row.market, product.sku, Text(product.name_zh, product.name_en or product.name_zh), product.unit, product.code, product.price, product.currency,
        row.segment.name if row.segment else "", row.needs, row.objectives, tuple((name, table[name].unit if name in table else "") for name in row.axes),
        {name: Decimal(str(row.weights.get(name, 1))) for name, _ in CRITERIA}, tuple(_candidate(c) for c in row.candidates.all()), row.chosen.name if row.chosen else "",
        row.reason, row.statement, {k: str(v) for k, v in row.actions.items()}, tuple({k: str(v) for k, v in kpi.items()} for kpi in row.kpis), row.budget, row.currency,
        row.start, row.end, Text(row.owner.name_zh, row.owner.name_en), row.owner.is_active, Text(row.author.name_zh, row.author.name_en), row.author.login, row.approver_id is not None,
        tuple(_check(c, notes, origins) for c in row.checks.all()), points(row, table), evidence, lacking,
    )  # fmt: skip


def _candidate(row: Any) -> Candidate:
    return Candidate(row.name, row.words, {name: getattr(row, name) for name, _ in CRITERIA}, row.margin_percent)


def _check(row: Any, notes: tuple[Note, ...], origins: dict[str, Origin]) -> Check:
    note = next((n for n in notes if row.note and n.id == str(row.note.pk)), None)
    alike = [n.source for n in notes if note and n.factor == note.factor]
    owners: dict[str, str] = {}
    for code in dict.fromkeys([*([note.source] if note else []), *alike]):
        owners.setdefault(origins[code].owner if code in origins else code, code)
    sources = tuple(owners.values())
    answered = row.consultation is not None and not row.consultation.open
    local = (answered and bool(row.consultation.outside)) or any(origins[c].local for c in sources if c in origins)
    verdict = in_both(row.get_verdict_display)
    return Check(
        str(row.pk), row.element, in_both(row.get_element_display), row.words, row.verdict, verdict, row.reason, note.finding if note else "",
        note.effects if note else NOTHING, sources, row.consultation.whom if answered else "", local,
    )  # fmt: skip


def points(row: Any, table: Mapping[str, Any]) -> tuple[Measured, ...]:
    """The products measured on both axes, our own first."""
    if len(row.axes) != 2 or any(axis not in table for axis in row.axes):
        return ()
    across, up = (table[axis] for axis in row.axes)
    name = Text(row.product.name_zh, row.product.name_en or row.product.name_zh)
    found = [_point(row.product.sku, name, True, "", across.own, up.own)]
    for code in sorted(across.rivals.keys() & up.rivals.keys()):
        x, y = across.rivals[code], up.rivals[code]
        found.append(_point(code, Text(x.rival.name_zh, x.rival.name_en or x.rival.name_zh), False, x.rival.market, x, y))
    return tuple(one for one in found if one is not None)


def _point(key: str, name: Text, own: bool, market: str, x: Any, y: Any) -> Measured | None:
    if x is None or y is None or x.value is None or y.value is None:
        return None
    sources = tuple(sorted({one.source.code for one in (x, y) if one.source}))
    return Measured(key, name, own, market, x.value, y.value, min(x.on, y.on), sources)
