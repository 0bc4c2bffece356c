"""Section: who does what by when at what cost, how success is measured, what it takes, and what could go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from argosy.deliverables.families.intelligence.cells import Cell, day, row, words
from argosy.deliverables.families.market.figures import figure
from argosy.deliverables.families.strategy.facts import MARKET, OWN, PLAN, PlanFacts, Resource
from argosy.kernel.quantity import UNITS as UNITS_KNOWN
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Timeline, TimelineItem

TITLE = Text("實施計畫", "Implementation")
ACTIONS, TARGETS, RESOURCES = "actions", "targets", "resources"
FOUR_P = (
    ("product", Text("產品", "Product")),
    ("price", Text("價格", "Price")),
    ("place", Text("通路", "Place")),
    ("promotion", Text("推廣", "Promotion")),
)
UNITS, SALES = ("units", "quantity", "銷售量", "數量"), ("sales", "revenue", "銷售額", "營收")
"""Names of key figures whose baseline the firm's own sales give."""


@dataclass(frozen=True, slots=True)
class Target:
    """One key figure: its aim and baseline, ``None`` where they cannot be told, and by when."""

    id: str
    name: str
    unit: str
    aim: Decimal | None
    baseline: Decimal | None
    by: date | None


def section(facts: PlanFacts) -> Section:
    """Actions, calendar, targets, resources."""
    blocks: tuple[AnyBlock, ...] = (actions(facts), *timeline(facts), targets_table(facts), resources(facts))
    return Section(id="implementation_section", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def owner(facts: PlanFacts) -> Text:
    """Who answers for the plan; nothing when that person has left."""
    return facts.plan.owner if facts.plan.owner_active else NOTHING


def actions(facts: PlanFacts) -> Table:
    """One row each of product, price, place and promotion."""
    columns = (
        Column(key="part", label=Text("項目", "Part"), type="e", width=10),
        Column(key="action", label=Text("行動", "Action"), width=40),
        Column(key="owner", label=Text("負責人", "Owner"), type="p", width=12),
        Column(key="start", label=Text("開始", "From"), type="d", width=13),
        Column(key="end", label=Text("結束", "To"), type="d", width=13),
    )
    plan = facts.plan
    rows = tuple(
        row(ACTIONS, part, {
            "part": words(label), "action": words(plan.actions.get(part, ""), cites=(PLAN,)), "owner": words(owner(facts)), "start": day(plan.start, "not_recorded"),
            "end": day(plan.end, "not_recorded"),
        }, "normal" if plan.actions.get(part) else "mark")
        for part, label in FOUR_P
    )  # fmt: skip
    note = Text(
        "預算以計畫總額登錄，未分項；各項起訖依計畫期間。",
        "The budget is on record for the plan as a whole; each action runs over the time of the plan.",
    )
    return Table(id=ACTIONS, title=Text("4P 行動", "Actions on the four P"), columns=columns, rows=rows, note=plain(note), cites=(PLAN,))


def budget(facts: PlanFacts, identity: str) -> Value:
    """The budget of the plan."""
    plan = facts.plan
    return figure(
        identity,
        plan.budget,
        "money",
        Text("預算", "Budget"),
        unit=plan.budget_currency,
        dp=0,
        trace="entered",
        cites=(PLAN,),
        missing="not_recorded",
    )


def timeline(facts: PlanFacts) -> tuple[Timeline, ...]:
    """Actions and key figures on the calendar; absent while the plan has no period."""
    plan = facts.plan
    if plan.start is None or plan.end is None:
        return ()
    who = owner(facts).say(facts.request.lang) if facts.request.lang != "both" else owner(facts).zh
    done = [(part, label) for part, label in FOUR_P if plan.actions.get(part)]
    bars = tuple(TimelineItem(id=f"A{i}", label=label, start=plan.start, end=plan.end, owner=who) for i, (_, label) in enumerate(done, 1))
    stones = tuple(TimelineItem(id=t.id, label=same(f"KPI {t.name}"), start=t.by, milestone=True) for t in targets(facts) if t.by)
    if not (bars or stones):
        return ()
    note = plain(Text("◆ 為 KPI 期限。", "◆: day of a key figure."))
    return (Timeline(id="calendar", title=Text("實施時程", "Calendar"), items=(*bars, *stones), unit="month", cites=(PLAN,), note=note),)


def targets(facts: PlanFacts) -> Iterator[Target]:
    """The plan's key figures with the baseline the firm's own sales give."""
    for i, kpi in enumerate(facts.plan.kpis, 1):
        name, unit = kpi.get("kpi", ""), kpi.get("unit", "")
        yield Target(f"T{i}", name, unit, _number(kpi.get("target", "")), _baseline(facts, name, unit), _day(kpi.get("by", "")))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _baseline(facts: PlanFacts, name: str, unit: str) -> Decimal | None:
    told, known = facts.baseline, name.strip().lower()
    if known in UNITS:
        return told.units if unit == told.unit else None
    return told.sales if known in SALES and unit == told.currency else None


def unit_of(code: str) -> Text:
    """A unit in words; as it stands where it is not in Recommendation 20."""
    known = UNITS_KNOWN.get(code)
    return known.label if known else same(code)


def targets_table(facts: PlanFacts) -> Table:
    """Goal, key figure, baseline, aim, day, owner; those without a baseline, owner or day are marked."""
    columns = (
        Column(key="goal", label=Text("目標", "Goal"), width=30),
        Column(key="kpi", label=Text("指標", "Key figure"), width=14),
        Column(key="baseline", label=Text("現況", "Baseline"), type="s", dp=0, width=11, trace="baseline"),
        Column(key="aim", label=Text("目標值", "Aim"), type="s", dp=0, width=11, trace="entered"),
        Column(key="by", label=Text("期限", "By"), type="d", width=13),
        Column(key="owner", label=Text("負責人", "Owner"), type="p", width=12),
        Column(key="source", label=Text("資料來源", "Measured from"), width=18),
        Column(key="cycle", label=Text("檢核頻率", "Reviewed"), width=11),
    )
    told, unit = facts.baseline, unit_of(facts.baseline.unit)
    sold = f"{told.units.normalize():,f}"
    note = Text(
        f"近十二個月該商品於該市場售出 {sold} {unit.zh}（{told.orders} 筆訂單）；指標單位與此不同者不換算，現況列為未登錄。檢核頻率未登錄。",
        f"Sold in the market over twelve months: {sold} {unit.en} ({told.orders} orders). A key figure in another unit has no baseline. How often it is reviewed is not on record.",
    )
    return Table(
        id=TARGETS, title=Text("目標與 KPI", "Targets"), columns=columns, rows=tuple(_target(facts, t) for t in targets(facts)), note=plain(note), cites=(PLAN,),
        empty=Text("尚未登錄 KPI", "No key figure is on record"),
    )  # fmt: skip


def _target(facts: PlanFacts, one: Target) -> Row:
    own = Text("本公司銷售訂單", "Own sales orders") if one.baseline is not None else NOTHING
    cells: dict[str, Cell] = {
        "goal": words(facts.plan.objectives), "kpi": words(one.name),
        "baseline": lambda i: figure(i, one.baseline, "score", unit=one.unit, dp=0, trace="baseline", cites=(OWN,), missing="not_recorded"),
        "aim": lambda i: figure(i, one.aim, "score", unit=one.unit, dp=0, trace="entered", cites=(PLAN,), missing="not_recorded"),
        "by": day(one.by, "not_recorded"), "owner": words(owner(facts)), "source": words(own), "cycle": words(""),
    }  # fmt: skip
    return row(TARGETS, one.id, cells, "mark" if one.baseline is None or one.by is None or not owner(facts) else "normal")


def resources(facts: PlanFacts) -> Table:
    """What the market takes and what there is; those that could not be compared are marked."""
    columns = (
        Column(key="kind", label=Text("類別", "Class"), type="e", width=12),
        Column(key="name", label=Text("資源", "Resource"), width=26),
        Column(key="needed", label=Text("需求", "Needed"), type="s", width=13, trace="entered"),
        Column(key="held", label=Text("現有", "Held"), type="s", width=13, trace="entered"),
        Column(key="missing", label=Text("缺口", "Missing"), type="s", width=13, trace="missing_resource"),
        Column(key="reason", label=Text("理由", "Why"), width=28),
    )
    return Table(
        id=RESOURCES, title=Text("所需資源", "Resources"), columns=columns, rows=tuple(_resource(i, r) for i, r in enumerate(facts.resources, 1)), cites=(MARKET,),
        empty=Text("此市場尚未登錄資源需求", "No resource need is on record for this market"),
    )  # fmt: skip


def _resource(place: int, one: Resource) -> Row:
    def amount(number: Decimal | None, trace: str) -> Cell:
        return lambda i: figure(i, number, "score", unit=one.unit, trace=trace, cites=(MARKET,), missing="stale")

    cells: dict[str, Cell] = {
        "kind": words(one.kind), "name": words(one.name), "needed": amount(one.needed, "entered"), "held": amount(one.held, "entered"),
        "missing": amount(one.missing, "missing_resource"), "reason": words(one.reason),
    }  # fmt: skip
    return row(RESOURCES, f"R{place}", cells, "mark" if one.missing is None or one.missing > 0 else "normal")
