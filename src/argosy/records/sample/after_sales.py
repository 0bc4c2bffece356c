"""Returns and service cases of the sample firm. Planted: bicycle light 85-02 sold from July to December 2025 came from a bad batch."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from argosy.records.reports.models import NumberSeries
from argosy.records.sample.caring import cared
from argosy.records.sample.sales import line_rows, one, order_rows
from argosy.records.sample.selling import AS_OF
from argosy.records.sample.stream import Stream
from argosy.records.sample.stream_laws import lognormal, some
from argosy.records.sample.world import Part, Plan, Row, World
from argosy.records.service.models import ReturnNote, ServiceCase

BAD, BAD_FROM, BAD_TO = "85-02", date(2025, 7, 1), date(2025, 12, 31)
BAD_RATE, USUAL_RATE = 0.25, 0.018
CASES, BATCH_CASES = 47, 9
FIRST, DAYS = date(2025, 1, 1), 546


def return_rows(plan: Plan) -> list[Row]:
    """Returned lines: a quarter of the bad batch's, 18 in a thousand of the others; what came back is a Beta(1.5, 6) share of the line."""
    draws, base = plan.stream("return_note"), one(plan)
    heads = {row["number"]: row for row in order_rows(base)}
    shipped = [(heads[row["order"]], row) for row in line_rows(base) if heads[row["order"]]["shipped"] is not None]
    bad = [at for at, (head, row) in enumerate(shipped) if row["product"] == BAD and BAD_FROM <= head["date"] <= BAD_TO]
    usual = sorted(set(range(len(shipped))) - set(bad))
    came_back = some(draws, bad, BAD_RATE) | some(draws, usual, USUAL_RATE)
    made = [_returned(draws, *shipped[at], at in set(bad)) for at in sorted(came_back)]
    return [{"number": f"RN-{at:04d}", **row} for at, row in enumerate(sorted(made, key=lambda row: (row["date"], row["line"])), 1)]


def _returned(draws: Stream, head: Row, line: Row, bad: bool) -> Row:
    quantity = max(Decimal(1), Decimal(round(_beta(draws) * float(line["shipped_quantity"]))))
    worth = line["amount"] * head["fx"] / line["quantity"]
    return {
        "line": f"{line['order']}/{line['line_no']}", "date": min(head["shipped"] + timedelta(days=draws.integer(10, 60)), AS_OF),
        "quantity": quantity, "credit": (quantity * worth).quantize(Decimal("0.01")),
        "reason": "defect" if bad else draws.pick(("defect", "damage", "wrong", "other")),
    }  # fmt: skip


def _beta(draws: Stream) -> float:
    """Beta(1.5, 6) by rejection under its mode at 1/11."""
    top = (1 / 11) ** 0.5 * (10 / 11) ** 5
    while True:
        share, height = draws.unit(), draws.unit()
        if height * top <= share**0.5 * (1 - share) ** 5:
            return share


def case_rows(plan: Plan) -> list[Row]:
    """47 cases over the eighteen months, six in ten of them complaints, and nine complaints about the bad batch."""
    draws, base = plan.stream("service_case"), one(plan)
    heads = order_rows(base)
    sold = [(head, row) for head, row in _sold(base, heads)]
    batch = [(head, row) for head, row in sold if row["product"] == BAD and BAD_FROM <= head["date"] <= BAD_TO]
    made = [
        _case(draws, *draws.pick(sold), "complaint" if draws.chance(60) else draws.pick(("question", "objection"))) for _ in range(CASES)
    ]
    made += [
        _case(draws, *draws.pick(batch), "complaint") | {"cause": "電池座接觸不良 Loose battery contact (S-07)"} for _ in range(BATCH_CASES)
    ]
    rows = [{"number": f"SC-{at:04d}", **row} for at, row in enumerate(sorted(made, key=lambda row: row["received"]), 1)]
    return cared(plan, rows)


def _sold(plan: Plan, heads: list[Row]) -> list[tuple[Row, Row]]:
    known = {row["number"]: row for row in heads if row["shipped"] is not None and row["shipped"] < date(2026, 6, 1)}
    return [(known[row["order"]], row) for row in line_rows(plan) if row["order"] in known]


def _case(draws: Stream, head: Row, line: Row, kind: str) -> Row:
    """A case some days after the goods left; the first answer after 5 hours and the close after 4 days in the middle."""
    day = min(head["shipped"] + timedelta(days=draws.integer(3, 40)), date(2026, 6, 24))
    received = datetime(day.year, day.month, day.day, 9, 0, tzinfo=timezone.get_default_timezone()) + timedelta(
        minutes=draws.integer(0, 479)
    )
    answered = received + timedelta(minutes=round(60 * lognormal(draws, 1.609, 0.26)))
    closed = max(received + timedelta(minutes=round(1440 * lognormal(draws, 1.386, 0.6))), answered)
    ended = closed if closed.date() <= AS_OF else None
    return {
        "kind": kind, "customer": head["customer"], "order": head["number"], "product": line["product"], "received": received.isoformat(), "answered": answered.isoformat(),
        "closed": ended.isoformat() if ended else None, "owner": head["seller"], "cause": "",
    }  # fmt: skip


def store_returns(world: World, rows: list[Row]) -> None:
    """Returns of order lines kept before."""
    lines = world.made["sales_line"]
    world.keep(ReturnNote, [ReturnNote(**{**row, "line": lines[row["line"]]}) for row in rows])


def store_cases(world: World, rows: list[Row]) -> None:
    """Cases of customers, about products, kept before."""
    people, customers, wares = world.made["person"], world.made["party"], world.made["product"]
    made = [
        ServiceCase(
            **{
                **row,
                **{
                    name: datetime.fromisoformat(row[name]) if row[name] else None
                    for name in ("received", "answered", "closed", "confirmed_at")
                },
            }
            | {"customer": customers[row["customer"]], "product": wares[row["product"]], "owner": people[row["owner"]]}
        )
        for row in rows
    ]
    world.keep(ServiceCase, made, "case", "number")
    NumberSeries(series="SC", last=len(rows)).save()


PARTS = (Part("return_note", return_rows, store_returns), Part("service_case", case_rows, store_cases))
