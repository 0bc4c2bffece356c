"""Needs of the sample firm's customers, its strategy, what was decided after whom was asked, and what is being improved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from argosy.records.people.models import Consultation
from argosy.records.people.resources.models import ResourceRequest
from argosy.records.reports.models import NumberSeries
from argosy.records.sample.caring import words
from argosy.records.sample.serving import made, moment
from argosy.records.sample.world import Part, Plan, Row, World
from argosy.records.service.needs.models import CustomerNeed, NeedEvidence, PlanFit, PlanLine, ServiceDecision, StrategyPlan
from argosy.records.service.standards.models import ImprovementAction, NonConformity

RECORDED, CHECKED, WRITTEN = date(2026, 5, 29), date(2026, 6, 22), date(2026, 6, 15)


def need_rows(_: Plan) -> list[Row]:
    """Ten needs: nine of customers, confirmed by evidence, and one of the firm's own people that nothing dated shows."""
    return [{"ref": f"CN-{at:04d}", **row} for at, row in enumerate(words("service_plan")["needs"], 1)]


def store_needs(world: World, rows: list[Row]) -> None:
    """Needs of customers kept before, with their evidence."""
    kept = []
    for row in rows:
        party = world.made["party"].get(row.get("party", ""))
        fields = made(world, {key: value for key, value in row.items() if key not in ("party", "evidence")})
        state = "confirmed" if party is not None and row["evidence"] else "unconfirmed"
        kept.append(CustomerNeed(**fields, party=party, state=state, owner=world.made["person"]["tm1"], recorded_on=RECORDED))
    needs = {need.ref: need for need in world.keep(CustomerNeed, kept, "need", "ref")}
    NumberSeries(series="CN", last=len(rows)).save()
    world.keep(NeedEvidence, [
        NeedEvidence(need=needs[row["ref"]], kind=kind, reference=reference, name=name, on=date.fromisoformat(on), mentions=mentions)
        for row in rows for kind, reference, name, on, mentions in row["evidence"]
    ])  # fmt: skip


def strategy_rows(_: Plan) -> list[Row]:
    """The lines of one strategy for two years."""
    return list(words("service_plan")["plan_lines"])


def store_strategy(world: World, rows: list[Row]) -> None:
    """The strategy, its lines, and each held against the needs it answers."""
    told = words("service_plan")
    head = {**told["plan"], "starts": date.fromisoformat(told["plan"]["starts"]), "ends": date.fromisoformat(told["plan"]["ends"])}
    person = world.made["person"]
    (plan,) = world.keep(
        StrategyPlan,
        [StrategyPlan(**head, ref="SG-0001", options=told["options"], risks=told["risks"], owner=person["tm1"], written_on=WRITTEN)],
    )
    NumberSeries(series="SG", last=1).save()
    for row in rows:
        fields = made(world, {key: value for key, value in row.items() if key != "needs"})
        days = {name: date.fromisoformat(row[name]) for name in ("starts", "due")}
        (line,) = world.keep(PlanLine, [PlanLine(plan=plan, **{**fields, **days, "target": Decimal(str(row["target"]))})])
        world.keep(PlanFit, [_fit(line, world.made["need"][ref], *fit) for ref, *fit in row["needs"]])


def _fit(line: PlanLine, need: CustomerNeed, spec_ok: bool, days: int, cost: str) -> PlanFit:
    over = None if line.lead_days is None or need.lead_days is None else line.lead_days - need.lead_days
    dear = (
        None
        if line.price is None or need.price_ceiling is None
        else ((line.price / need.price_ceiling - 1) * 100).quantize(Decimal("0.01"))
    )
    return PlanFit(
        line=line,
        need=need,
        spec_ok=spec_ok,
        days_over=over,
        cost_over=dear,
        days_tolerance=days,
        cost_tolerance=Decimal(cost),
        verdict="pass",
        on=CHECKED,
    )


def decision_rows(_: Plan) -> list[Row]:
    """Four decisions, all followed up; two carried out, two under way."""
    return [{"ref": f"SD-{at:04d}", **row} for at, row in enumerate(words("service_plan")["decisions"], 1)]


def store_decisions(world: World, rows: list[Row]) -> None:
    """Decisions with the people they consulted."""
    plain = (
        "ref",
        "subject_name",
        "question_zh",
        "question_en",
        "options",
        "decision_zh",
        "decision_en",
        "reasons",
        "outcome",
        "follow_up",
    )
    dated = {"written_on": "written", "due": "due", "approved_on": "approved", "followed_on": "followed"}
    people = ("author", "owner", "approver")
    NumberSeries(series="SD", last=len(rows)).save()
    for row in rows:
        fields: dict[str, Any] = {name: row[name] for name in plain} | {name: date.fromisoformat(row[key]) for name, key in dated.items()}
        fields |= {name: world.made["person"][row[name]] for name in people}
        ended = moment(row["followed"]) if row["outcome"] != "open" else None
        (kept,) = world.keep(ServiceDecision, [ServiceDecision(**fields, subject="service", state="approved", closed_at=ended)])
        world.keep(Consultation, [_asked(world, kept, row, *one) for one in row["asked"]])


def _asked(world: World, kept: ServiceDecision, row: Row, whom: str, answer: str, effect: str) -> Consultation:
    """Whoever was asked two days before the decision was approved; a customer's answer stands on its letter."""
    person = world.made["person"].get(whom)
    author = world.made["person"][row["author"]]
    return Consultation(
        subject=kept.reference, name=row["ref"], question=row["question_zh"], person=person, outside="" if person else world.made["party"][whom].name_zh, due=kept.approved_on,
        asker=author, asked_at=moment(row["written"]), answer=answer, stance="confirms", effect=effect, document="" if person else f"{whom} 來信 letter",
        answered_by=person or author, answered_at=moment(row["approved"]),
    )  # fmt: skip


def improvement_rows(_: Plan) -> list[Row]:
    """Three actions, two done with the figure before and after."""
    return [{"ref": f"IA-{at:04d}", **row} for at, row in enumerate(words("service_plan")["improvements"], 1)]


def store_improvements(world: World, rows: list[Row]) -> None:
    """Improvement actions and non-conformities."""
    kept = []
    for row in rows:
        fields = made(world, {key: value for key, value in row.items() if key not in ("opened", "closed")})
        closed = moment(row["closed"]) if "closed" in row else None
        kept.append(ImprovementAction(**fields, origin="service", opened_at=moment(row["opened"]), closed_at=closed))
    world.keep(ImprovementAction, kept)
    told = words("service_plan")["nonconformities"]
    world.keep(NonConformity, [
        NonConformity(ref=f"NC-{at:04d}", subject="service", found_on=date.fromisoformat(row["found"]), verified_at=moment(row["verified"]), **made(world, {k: v for k, v in row.items() if k not in ("found", "verified")}))
        for at, row in enumerate(told, 1)
    ])  # fmt: skip
    person = world.made["person"]
    world.keep(ResourceRequest, [
        ResourceRequest(
            need="客戶服務支援工時 Hours to help customer service", kind="staff", quantity=Decimal(200), unit="h", reason="結案達成率未達標準 Closing within 7 days misses its standard",
            expected_effect="SS-03 69% → 80%", requester=person["cs1"], requested_at=moment("2026-05-19"), decision="granted", decided_by=person["gm"], decided_at=moment("2026-05-21"),
        )
    ])  # fmt: skip
    for series, last in (("IA", len(rows)), ("NC", len(told))):
        NumberSeries(series=series, last=last).save()


PARTS = (
    Part("customer_need", need_rows, store_needs), Part("strategy_line", strategy_rows, store_strategy), Part("service_decision", decision_rows, store_decisions),
    Part("improvement", improvement_rows, store_improvements),
)  # fmt: skip
