"""What the coaching papers read, gathered once. No query after this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from argosy.deliverables.deliverable import Param, Request
from argosy.deliverables.families import lacking
from argosy.deliverables.families.coaching.effects import Effects, gather_effects
from argosy.deliverables.families.coaching.planned import Module, Plan, Session, gather_plans, gather_sessions, module
from argosy.deliverables.families.competitor.known import Answer, gather_answers
from argosy.engines.selling.standing import FIXABLE, Standing, priority, standings
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text
from argosy.records.coaching.managing import queries as managing
from argosy.records.coaching.planning import queries as planning
from argosy.records.coaching.training import queries as training
from argosy.records.people.resources import queries as resources
from argosy.records.permission import LOCAL_READER
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.records.sales import performance

if TYPE_CHECKING:
    import polars

ORDERS, TARGETS, PLANS, SESSIONS, ANSWERS, ASKED = "S1", "S2", "S3", "S4", "S5", "S6"
"""Sources: orders, customers' targets, coaching plans, sessions, the answer library, requests for help."""
PARAMS = (
    Param("since", Text("期間起日（YYYY-MM-DD；空白為本年 1 月 1 日）", "From (YYYY-MM-DD; empty: 1 January)"), "date"),
    Param("until", Text("期間迄日（YYYY-MM-DD；空白為資料截止日後三個月）", "Until (YYYY-MM-DD; empty: three months on)"), "date"),
    Param("programme", Text("方案編號（空白為最新）", "Programme (empty: the latest)")),
)


@dataclass(frozen=True, slots=True)
class Lagging:
    """A customer under ninety per cent this year: its standing, gross margin (of one), its plan if there is one, and what mending the gap is worth."""

    code: str
    name: Text
    standing: Standing
    margin: Fraction | None
    plan: Plan | None
    worth: Fraction | None

    @property
    def cause(self) -> Text:
        """The cause its plan states."""
        return self.plan.cause if self.plan else NOTHING


@dataclass(frozen=True, slots=True)
class Help:
    """Help asked of the organisation or the maker."""

    need: str
    quantity: str
    cost: Fraction | None
    currency: str
    reason: str
    effect: str
    asked: date
    decision: Text
    answer: str


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme: its goals, modules, costs (item, quantity, unit price, borne by, note) and the ceiling, in ``currency``."""

    code: str
    title: Text
    starts: date
    ends: date
    owner: Text
    goals: tuple[tuple[Text, str], ...]
    modules: tuple[Module, ...]
    costs: tuple[tuple[str, Fraction, Fraction, Text, str], ...]
    ceiling: Fraction | None
    currency: str


@dataclass(frozen=True, slots=True)
class CoachLoad:
    """Hours of one coach in one month."""

    code: str
    name: Text
    month: date
    sessions: int
    hours: Fraction
    capacity: Fraction


@dataclass(frozen=True)
class CoachingFacts:
    """Everything both papers need."""

    request: Request
    firm: FirmFacts
    since: date
    until: date
    lagging: tuple[Lagging, ...]
    plans: tuple[Plan, ...]
    sessions: tuple[Session, ...]
    clashes: tuple[tuple[str, str, str], ...]
    loads: tuple[CoachLoad, ...]
    programme: Programme | None
    answers: tuple[Answer, ...]
    drafts: tuple[tuple[str, str, bool], ...]
    asked: tuple[Help, ...]
    effects: Effects
    sources: tuple[Source, ...]

    @property
    def on(self) -> date:
        """The day of the paper."""
        return self.request.as_of

    @property
    def currency(self) -> str:
        """The firm's own."""
        return self.firm.base_currency


def gather(request: Request) -> CoachingFacts:
    """Read everything; ``NotFound`` for a programme there is not."""
    import polars as pl

    on, firm = request.as_of, reference.firm()
    since = date.fromisoformat(request.params.get("since") or f"{on.year}-01-01")
    _refuse_nothing(on)
    until = date.fromisoformat(request.params.get("until") or (on + timedelta(days=92)).isoformat())
    lines = performance.facts(actor=LOCAL_READER).lines.filter(pl.col("date") <= on)
    plans, held = gather_plans(on), gather_sessions(since, until)
    rows = list(training.sessions(actor=LOCAL_READER, since=since, until=until))
    clashes = tuple((a.coach.name, a.number, b.number) for a, b in training.clashes(rows))
    programme = _programme(request.params.get("programme", ""))
    lagging = _lagging(lines, plans, on)
    answers = gather_answers("", on)
    drafts = tuple(
        (a.code, a.objection_zh, bool(a.evidence.strip())) for a in planning.answers(actor=LOCAL_READER) if a.approver_id is None
    )
    asked = tuple(_help(row) for row in resources.requests(actor=LOCAL_READER).filter(pk__in=[p.request for p in plans if p.request]))
    effects = gather_effects(lines, plans, on)
    return CoachingFacts(
        request, firm, since, until, lagging, plans, held, clashes, _loads(since, until), programme, answers, drafts, asked, effects,
        _sources(firm, request, lines.height, plans, held, answers, asked),
    )  # fmt: skip


def _refuse_nothing(on: date) -> None:
    """``NotFound`` where nobody has a target and no coaching is planned: nobody can be told behind, and there is nothing to lay out."""
    targets = managing.customer_targets(actor=LOCAL_READER, since=on.replace(month=1, day=1), until=on)
    if not targets.exists() and usual() is None and not training.programmes(actor=LOCAL_READER).exists():
        what = Text(
            f"客戶沒有 {on.year} 年目標，也沒有輔導計畫或場次，無從判斷誰落後",
            f"No customer has a target for {on.year}, and no coaching plan or session is on record: nobody can be told behind",
        )
        remedy = Text(
            "請以 argosy targets customers 匯入客戶目標（客戶、月份、金額），再於「輔導時程」頁安排",
            "Set customers' targets with argosy targets customers (customer, month, amount), then plan on the Coaching page",
        )
        raise lacking.refuse(what, remedy)


def usual() -> dict[str, str] | None:
    """This year and three months on; ``None`` without any plan or session."""
    return {} if planning.plans(actor=LOCAL_READER).exists() or training.sessions(actor=LOCAL_READER).exists() else None


def _lagging(lines: polars.DataFrame, plans: tuple[Plan, ...], on: date) -> tuple[Lagging, ...]:
    """Customers under ninety per cent of their targets this year, the most worth mending first."""
    first = on.replace(month=1, day=1)
    rows = list(managing.customer_targets(actor=LOCAL_READER, since=first, until=on))
    names = {row.customer.code: Text(row.customer.name_zh, row.customer.name_en) for row in rows}
    targets = {(row.customer.code, row.month): Fraction(row.amount) for row in rows}
    sold: dict[tuple[str, date], Fraction] = {}
    margins: dict[str, list[Fraction]] = {}
    for customer, day, amount, cost in lines.select("customer", "date", "sales", "cost").iter_rows():
        key = (customer, day.replace(day=1))
        sold[key] = sold.get(key, Fraction(0)) + Fraction(amount)
        if cost is not None:
            told = margins.setdefault(customer, [Fraction(0), Fraction(0)])
            told[0], told[1] = told[0] + Fraction(amount), told[1] + Fraction(cost)
    by_customer = {plan.customer: plan for plan in plans}
    limit = Fraction(reference.setting("sales.under_percent", on)) / 100
    found = []
    for one in standings(targets, sold, sorted({month for _, month in targets})):
        if one.under(limit):
            sales, cost = margins.get(one.key, [Fraction(0), Fraction(0)])
            margin, plan = (sales - cost) / sales if sales else None, by_customer.get(one.key)
            worth = priority(one.gap, margin, FIXABLE[plan.cause_code]) if plan and margin is not None else None
            found.append(Lagging(one.key, names[one.key], one, margin, plan, worth))
    return tuple(sorted(found, key=lambda one: (-(one.worth or 0), -one.standing.gap, one.code)))


def _programme(code: str) -> Programme | None:
    rows = training.programmes(actor=LOCAL_READER)
    row = training.programme(code, actor=LOCAL_READER) if code else rows.first()
    if row is None:
        return None
    goals = ((Text("知識", "Knowledge"), row.knowledge), (Text("行為", "Behaviour"), row.behaviour), (Text("業績", "Sales"), row.sales))
    payers = {"own": Text("組織", "The firm"), "maker": Text("原廠", "The maker")}
    costs = tuple((c.item, Fraction(c.quantity), Fraction(c.unit_price), payers[c.payer], c.note) for c in row.costs.all())
    return Programme(
        row.code, Text(row.title_zh, row.title_en), row.starts, row.ends, Text(row.owner.name_zh, row.owner.name_en), goals,
        tuple(module(one) for one in row.modules.all()), costs, None if row.ceiling is None else Fraction(row.ceiling), row.currency,
    )  # fmt: skip


def _loads(since: date, until: date) -> tuple[CoachLoad, ...]:
    found, month = [], since.replace(day=1)
    while month <= until:
        for load in training.loads(month, actor=LOCAL_READER):
            if load.sessions:
                name, who = load.coach.name, load.coach.colleague
                found.append(
                    CoachLoad(
                        load.coach.code,
                        Text(name, who.name_en if who else name),
                        month,
                        load.sessions,
                        Fraction(load.hours),
                        Fraction(load.capacity),
                    )
                )
        month = (month + timedelta(days=32)).replace(day=1)
    return tuple(found)


def _help(row: Any) -> Help:
    from argosy.deliverables.families.market.known import in_both

    cost = None if row.cost is None else Fraction(row.cost)
    quantity = f"{row.quantity.normalize():f} {row.unit}"
    return Help(
        row.need,
        quantity,
        cost,
        row.currency,
        row.reason,
        row.expected_effect,
        row.requested_at.date(),
        in_both(row.get_decision_display),
        row.comment,
    )


def _sources(firm: FirmFacts, request: Request, lines: int, plans: Any, held: Any, answers: Any, asked: Any) -> tuple[Source, ...]:
    def record(identity: str, zh: str, en: str, rows: int | None) -> Source:
        return Source(identity, "record", Text(zh, en), firm.name, as_of=request.as_of, rows=rows)

    return (
        record(ORDERS, "銷售訂單", "Sales orders", lines), record(TARGETS, "客戶業績目標", "Customers' targets", None), record(PLANS, "輔導計畫與追蹤", "Coaching plans", len(plans)),
        record(SESSIONS, "訓練場次、邀請與測驗", "Sessions, invitations and tests", len(held)), record(ANSWERS, "異議答覆庫", "Answer library", len(answers)),
        record(ASKED, "資源申請", "Requests for help", len(asked)),
    )  # fmt: skip
