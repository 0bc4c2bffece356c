"""The steps of the sample firm's service cases, one by one, and the 8D report of the bad batch."""

from __future__ import annotations

from datetime import datetime, timedelta

from argosy.records.sample.after_sales import case_rows
from argosy.records.sample.caring import BATCH, words
from argosy.records.sample.world import Part, Plan, Row, World
from argosy.records.service.cases.models import CaseEvent, EightD

LATE_CLOSE = timedelta(days=7)


def event_rows(plan: Plan) -> list[Row]:
    """Receipt, first answer, cause, action, escalation where it took more than a week, confirmation and close."""
    return [event for row in case_rows(plan) for event in _events(row)]


def _events(row: Row) -> list[Row]:
    received, answered = datetime.fromisoformat(row["received"]), datetime.fromisoformat(row["answered"])
    closed = datetime.fromisoformat(row["closed"]) if row["closed"] else None
    told = [("received", received, row["words"]), ("answered", answered, "已收件，說明處理人與時程 Received; who handles it and by when")]
    if row["cause"]:
        told.append(("cause", answered + (closed - answered) / 3 if closed else answered + timedelta(hours=20), row["cause"]))
    if closed is not None:
        told.append(("action", answered + (closed - answered) / 2, row["action"]))
        if closed - received > LATE_CLOSE:
            told.append(("escalated", received + LATE_CLOSE, "結案逾時 close overdue"))
        told += [("confirmed", closed, row["confirmed_by"]), ("closed", closed, "")]
    ordered = sorted(told, key=lambda one: one[1])
    return [{"case": row["number"], "kind": kind, "at": at.isoformat(), "by": "tm1" if kind == "escalated" else row["owner"], "words": said} for kind, at, said in ordered]  # fmt: skip


def store_events(world: World, rows: list[Row]) -> None:
    """Events of cases kept before, and the 8D report of the bad batch."""
    cases, people = world.made["case"], world.made["person"]
    world.keep(CaseEvent, [
        CaseEvent(case=cases[row["case"]], kind=row["kind"], at=datetime.fromisoformat(row["at"]), by=people[row["by"]], words=row["words"]) for row in rows
    ])  # fmt: skip
    first = next((case for case in cases.values() if case.cause == BATCH), None)
    told = words("service_plan")["eight_d"][0]
    if first is not None:
        days = {"due": told["due"], "closed_on": told["closed"]}
        plain = {k: v for k, v in told.items() if k not in ("leader", "due", "closed")}
        world.keep(EightD, [EightD(case=first, leader=people[told["leader"]], **plain, **days)])


PARTS = (Part("case_event", event_rows, store_events),)
