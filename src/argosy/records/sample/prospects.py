"""Seventy-five prospects of the sample firm, by source and stage, about fourteen of them won; the events; what finding them cost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from argosy.records.care.contacting.models import Interaction
from argosy.records.care.events.models import Event, Invitation
from argosy.records.care.leads.models import EndReason, Lead, LeadStage, SourceCost
from argosy.records.reports.models import NumberSeries
from argosy.records.sample.contacts import moment, words
from argosy.records.sample.firm import AS_OF
from argosy.records.sample.stream import Stream
from argosy.records.sample.stream_laws import lognormal
from argosy.records.sample.territories import seller
from argosy.records.sample.world import Part, Plan, Row, World, written

SOURCES = {"cold": 12, "alliance": 9, "seminar": 8, "club": 6, "fair": 24, "web": 16}
STAGES = ("potential", "need", "quote", "negotiation", "won")
HAZARDS = (0.35, 0.30, 0.28, 0.22)
"""Chance a month to go on to the next stage."""
LOSS, DROP = 0.085, 0.012
WON = range(13, 16)
FIRST, LAST = date(2025, 1, 8), date(2026, 6, 12)
PLACES = ("TW",) * 6 + ("JP", "US", "US", "DE", "AU", "SG", "MY", "TH", "VN", "GB", "NL", "KR")
INTERVALS = {"A": 7, "B": 14, "C": 30}
SPENT = {"cold": 9000, "web": 42000, "fair": 6000, "club": 3000, "alliance": 5000, "seminar": 2500}
"""What each source costs in a usual month besides the events, in TWD."""


def event_rows(plan: Plan) -> list[Row]:
    """The events as written: they do not depend on the seed."""
    return [{name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()} for row in words()["events"]]


def lead_rows(plan: Plan) -> list[Row]:
    """Prospects by day with their moves. Histories are drawn until thirteen to fifteen are won, so that holds at any seed."""
    draws = plan.stream("lead")
    while True:
        stories = [_story(draws, source) for source, count in SOURCES.items() for _ in range(count)]
        if sum(story["moves"][-1][0] == "won" for story in stories) in WON:
            break
    stories.sort(key=lambda row: (row["created"], row["source"]))
    return [{"ref": f"PL-{at:04d}", **_told(draws, row, at)} for at, row in enumerate(stories, 1)]


def _story(draws: Stream, source: str) -> Row:
    """When a prospect came and the stages it went through, month by month."""
    event = _event(draws, source)
    created = event[1] if event else FIRST + timedelta(days=draws.integer(0, (LAST - FIRST).days))
    moves: list[tuple[str, date]] = [("potential", created)]
    day = created
    while moves[-1][0] in STAGES[:4]:
        day += timedelta(days=30)
        happens = day - timedelta(days=draws.integer(0, 20))
        if happens > AS_OF - timedelta(days=2):
            break
        at, roll = STAGES.index(moves[-1][0]), draws.unit()
        if roll < HAZARDS[at]:
            moves.append((STAGES[at + 1], happens))
        elif roll < HAZARDS[at] + LOSS:
            moves.append(("lost", happens))
        elif roll < HAZARDS[at] + LOSS + DROP:
            moves.append(("cancelled", happens))
    return {"source": source, "event": event[0] if event else "", "created": created, "moves": moves}


def _event(draws: Stream, source: str) -> tuple[str, date] | None:
    own = [row for row in words()["events"] if row["source"] == source and row["starts"] < AS_OF]
    if not own or draws.chance(15):
        return None
    row = draws.pick(own)
    return row["ref"], row["ends"] + timedelta(days=draws.integer(0, 3))


def _told(draws: Stream, story: Row, number: int) -> Row:
    (head_zh, head_en), (kind_zh, kind_en, line) = draws.pick(words()["companies"]["heads"]), draws.pick(words()["companies"]["kinds"])
    country, grade = draws.pick(PLACES), draws.pick("AABBBCCCC")
    moves = story["moves"]
    stage, since = moves[-1]
    is_open = stage in STAGES[:4]
    last = min(since + timedelta(days=draws.integer(0, 25)), AS_OF - timedelta(days=draws.integer(1, 6))) if is_open else since
    wares = [row for row in written("products") if row["sku"].startswith(line)]
    ware = draws.pick(wares)
    base = Decimal(round(lognormal(draws, 13.6, 0.8), -3))
    quoted = next((day for name, day in moves if name == "quote"), None)
    agreed = draws.chance(65)
    return {
        "created": story["created"].isoformat(), "source": story["source"], "event": story["event"],
        "company": f"示範{head_zh}{kind_zh} {number:02d}" if country == "TW" else f"{head_en} Demo {kind_en} {number:02d}", "country": country,
        "contact": f"{draws.pick('趙錢孫馮楊朱秦尤')}示範" if country == "TW" else f"Demo {draws.pick(('Smith', 'Sato', 'Lim', 'Weber', 'Kim'))}",
        "email": f"buyer{number:02d}@{head_en.lower()}-demo.example", "phone": f"+886-2-0000-0{number:03d}", "grade": grade,
        "product": ware["sku"], "need": ware["name_zh"], "amount": str(base if country == "TW" else (base / 32).quantize(Decimal(1))),
        "currency": "TWD" if country == "TW" else "USD", "moves": [(name, day.isoformat()) for name, day in moves], "stage": stage,
        "expected_close": _close(draws, since) if is_open and (stage != "potential" or draws.chance(50)) else "",
        "rival": draws.pick(("R1", "R2", "R3", "", "")), "sample_on": _sample(draws, moves), "last_on": last.isoformat(),
        "next_on": (last + timedelta(days=INTERVALS[grade])).isoformat() if is_open else "", "owner": seller(country, story["created"]),
        "lost_reason": draws.pick(EndReason.values) if stage == "lost" else "", "consent": agreed,
        "screened_on": (quoted - timedelta(days=draws.integer(0, 4))).isoformat() if quoted else "",
    }  # fmt: skip


def _close(draws: Stream, since: date) -> str:
    return (max(since, AS_OF) + timedelta(days=draws.integer(10, 120))).isoformat()


def _sample(draws: Stream, moves: list[Any]) -> str:
    needed = next((day for name, day in moves if name == "need"), None)
    sent = draws.chance(55)
    return (needed + timedelta(days=1)).isoformat() if needed and sent and needed < AS_OF - timedelta(days=3) else ""


def invitation_rows(plan: Plan) -> list[Row]:
    """Customers invited to each event, whether they answered and came."""
    draws = plan.stream("invitation")
    codes = [row["code"] for row in written("customers")]
    rows = []
    for event in words()["events"]:
        near = [code for code in codes if code.startswith("C-JP" if event["place"] == "東京" else "C-TW")]
        far = draws.shuffled([code for code in codes if code not in near])
        for code in sorted((near + far)[: event["invited"]]):
            rows.append(_invited(draws, event, code))
    return rows


def _invited(draws: Stream, event: Row, code: str) -> Row:
    sent = event["starts"] - timedelta(days=draws.integer(18, 30))
    sent = min(sent, AS_OF)
    answer = ("yes", "yes", "yes", "no", "no", "none")[draws.integer(0, 5)]
    day = min(sent + timedelta(days=draws.integer(1, 12)), AS_OF)
    came = draws.chance(85) if answer == "yes" else draws.chance(6)
    over = event["ends"] < AS_OF
    return {
        "event": event["ref"], "party": code, "sent_on": sent.isoformat(), "answer": answer, "answered_on": "" if answer == "none" else day.isoformat(),
        "attended": came if over else None,
    }  # fmt: skip


def cost_rows(plan: Plan) -> list[Row]:
    """What each source cost month by month: a usual sum, and the events in their month."""
    draws = plan.stream("source_cost")
    rows = []
    for at in range(18):
        month = date(2025 + at // 12, at % 12 + 1, 1)
        for source, usual in SPENT.items():
            held = sum(e["cost"] for e in words()["events"] if e["source"] == source and e["starts"].replace(day=1) == month)
            spent = usual * draws.integer(80, 120) // 100 + held
            rows.append({"source": source, "month": month.isoformat(), "amount": str(spent)})
    return rows


def store_events(world: World, rows: list[Row]) -> None:
    """Events by people kept before."""
    people = world.made["person"]
    names = ("ref", "kind", "name_zh", "name_en", "place")
    made = [
        Event(
            **{name: row[name] for name in names}, starts=date.fromisoformat(row["starts"]), ends=date.fromisoformat(row["ends"]),
            cost=Decimal(row["cost"]), currency="TWD", owner=people[row["owner"]],
        )
        for row in rows
    ]  # fmt: skip
    world.keep(Event, made, "event", "ref")
    NumberSeries(series="EV", last=len(rows)).save()


def store_leads(world: World, rows: list[Row]) -> None:
    """Prospects with their moves, and the talk that went with each move."""
    people, wares, events = world.made["person"], world.made["product"], world.made["event"]
    plain = (
        "ref",
        "source",
        "company",
        "country",
        "contact",
        "email",
        "phone",
        "grade",
        "need",
        "currency",
        "stage",
        "rival",
        "lost_reason",
    )
    days = ("created", "expected_close", "sample_on", "last_on", "next_on", "screened_on")
    made = []
    for row in rows:
        since = date.fromisoformat(row["moves"][-1][1])
        made.append(
            Lead(
                **{name: row[name] for name in plain}, **{name: date.fromisoformat(row[name]) if row[name] else None for name in days},
                stage_since=since, amount=Decimal(row["amount"]), product=wares[row["product"]], event=events.get(row["event"]), owner=people[row["owner"]],
                consent=row["consent"], consent_on=date.fromisoformat(row["created"]) if row["consent"] else None,
                screened_by=people["cs2"] if row["screened_on"] else None, next_step="電話追蹤" if row["next_on"] else "",
            )
        )  # fmt: skip
    kept = world.keep(Lead, made, "lead", "ref")
    NumberSeries(series="PL", last=len(rows)).save()
    moves = [(lead, row, at) for lead, row in zip(kept, rows, strict=True) for at in range(len(row["moves"]))]
    world.keep(
        LeadStage, [LeadStage(lead=lead, stage=row["moves"][at][0], on=row["moves"][at][1], by=lead.owner) for lead, row, at in moves]
    )
    world.keep(Interaction, [_talk(lead, row["moves"][at], at) for lead, row, at in moves])


def _talk(lead: Lead, move: tuple[str, str], at: int) -> Interaction:
    texts = words()["purposes"]["prospect"]
    return Interaction(
        lead=lead, channel=("visit", "phone", "mail", "video", "visit")[at], at=moment(move[1]), minutes=30, purpose="prospect",
        content=texts[min(at, len(texts) - 1)], owner=lead.owner, next_on=lead.next_on if move[0] == lead.stage else None,
    )  # fmt: skip


def store_invitations(world: World, rows: list[Row]) -> None:
    """Invitations of customers to events kept before."""
    events, held = world.made["event"], world.made["party"]
    made = [
        Invitation(
            event=events[row["event"]], party=held[row["party"]], sent_on=date.fromisoformat(row["sent_on"]), answer=row["answer"],
            answered_on=date.fromisoformat(row["answered_on"]) if row["answered_on"] else None, attended=row["attended"],
        )
        for row in rows
    ]  # fmt: skip
    world.keep(Invitation, made)


def store_costs(world: World, rows: list[Row]) -> None:
    """What sources cost."""
    world.keep(
        SourceCost, [SourceCost(source=r["source"], month=date.fromisoformat(r["month"]), amount=Decimal(r["amount"])) for r in rows]
    )


PARTS = (
    Part("event", event_rows, store_events),
    Part("lead", lead_rows, store_leads),
    Part("invitation", invitation_rows, store_invitations),
    Part("source_cost", cost_rows, store_costs),
)
