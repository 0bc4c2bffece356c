"""Contacts with the sample firm's customers: 1,621 in eighteen months at any seed. Planted: contacts with C-TW-05 stop in February 2026."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils import timezone

from argosy.records.care.contacting.models import Interaction, PlannedContact
from argosy.records.parties.models import Contact
from argosy.records.sample import parties
from argosy.records.sample.firm import AS_OF
from argosy.records.sample.stream import Stream
from argosy.records.sample.stream_laws import places
from argosy.records.sample.territories import seller
from argosy.records.sample.world import Part, Plan, Row, World, written

TOTAL = 1621
RATES = {"A": 0.16, "B": 0.075, "C": 0.034}
"""Contacts a working day by class."""
DAYS = tuple(day for day in (date(2025, 1, 2) + timedelta(days=n) for n in range(545)) if day.weekday() < 5 and day < AS_OF)
SILENT, LAST_WORD = "C-TW-05", date(2026, 2, 6)
INTERVALS = {"A": 7, "B": 14, "C": 30}
HOME = (("phone", 30), ("mail", 48), ("app", 78), ("video", 80), ("visit", 100))
ABROAD = (("phone", 27), ("mail", 63), ("app", 85), ("video", 90), ("visit", 100))
"""Channels with the running share of each, at home and abroad."""
MINUTES = {"phone": (4, 20), "mail": (3, 10), "app": (2, 12), "video": (20, 50), "visit": (40, 120)}
PURPOSES = ("upkeep", "upkeep", "upkeep", "quote", "quote", "order", "order", "stock", "stock", "money", "complaint", "promotion")
SETTLED = 45
"""Support that was due longer ago than these days was given."""
FRESH = 5
"""The days before the firm's day within which every customer to be contacted weekly, but for the silent one, was."""


@cache
def words() -> dict[str, Any]:
    """What salespeople write down, and the prospects and events that are invented."""
    return tomllib.loads(files("argosy.records.sample").joinpath("data", "care.toml").read_text(encoding="utf-8"))


def planned_rows(plan: Plan) -> list[Row]:
    """Three customers watched more closely than their class asks, and one paused at its own wish."""
    return [
        {"party": "C-TW-04", "every_days": 7, "since": "2026-01-05", "until": "", "reason": "退票後加強追蹤", "by": "tm1"},
        {"party": SILENT, "every_days": 7, "since": "2025-12-01", "until": "", "reason": "退票清償後每週確認營運近況", "by": "tm1"},
        {"party": "C-US-02", "every_days": 14, "since": "2025-11-10", "until": "", "reason": "新任業務交接，密集聯繫", "by": "tm1"},
        {"party": "C-FR-01", "every_days": None, "since": "2026-06-01", "until": "2026-08-31", "reason": "客戶盤點與暑休，來信請八月底前勿聯繫", "by": "tm2"},
    ]  # fmt: skip


def weekly(plan: Plan) -> frozenset[str]:
    """Customers to be contacted every week: class A, and those watched so closely."""
    closer = {row["party"] for row in planned_rows(plan) if row["every_days"] == INTERVALS["A"]}
    return frozenset({p.code for p in parties.profiles(plan) if p.grade == "A"} | closer)


def interaction_rows(plan: Plan) -> list[Row]:
    """Contacts by day: customer and day are drawn by class, given the total, so the total holds at any seed."""
    draws, base = plan.stream("interaction"), Plan(plan.seed)
    makers = parties.profiles(base)
    grades = {p.code: p.grade for p in makers}
    weights = [_weight(p.code, p.grade, day) for p in makers for day in DAYS]
    drawn = [(makers[at // len(DAYS)].code, DAYS[at % len(DAYS)]) for at in places(draws, weights, TOTAL)]
    days = _kept_fresh(draws, drawn, weekly(base))
    countries = {row["code"]: row["country"] for row in written("customers")}
    rows = [_row(draws, code, day, countries[code], INTERVALS[grades[code]]) for code, day in days]
    return sorted(rows, key=lambda row: (row["at"], row["party"]))


def _weight(code: str, grade: str, day: date) -> float:
    paused = code == "C-FR-01" and day >= date(2026, 6, 1)
    return 0.0 if paused or (code == SILENT and day > LAST_WORD) else RATES[grade]


def _kept_fresh(draws: Stream, drawn: Sequence[tuple[str, date]], often: frozenset[str]) -> list[tuple[str, date]]:
    """The last contact with those to be contacted weekly moved into the last days; the silent customer's to its last word."""
    made = list(drawn)
    for code in sorted(often):
        own = [at for at, (who, _) in enumerate(made) if who == code]
        last = max(own, key=lambda at: made[at][1])
        if code == SILENT:
            made[last] = (code, LAST_WORD)
        elif (AS_OF - made[last][1]).days > FRESH:
            made[last] = (code, draws.pick([day for day in DAYS if (AS_OF - day).days <= FRESH]))
    return made


def _row(draws: Stream, code: str, day: date, country: str, interval: int) -> Row:
    roll, mix = draws.integer(1, 100), HOME if country == "TW" else ABROAD
    channel = next(name for name, top in mix if roll <= top)
    purpose = draws.pick(PURPOSES)
    asks = draws.chance(18)
    due = day + timedelta(days=draws.integer(2, 10))
    done = due - timedelta(days=draws.integer(0, 2))
    helped = (draws.chance(90) or (AS_OF - due).days > SETTLED) and done <= AS_OF
    return {
        "party": code, "channel": channel, "at": f"{day.isoformat()}T{draws.integer(9, 17):02d}:{5 * draws.integer(0, 11):02d}",
        "minutes": draws.integer(*MINUTES[channel]), "purpose": purpose, "content": draws.pick(words()["purposes"][purpose]),
        "support": draws.pick(words()["supports"]["texts"]) if asks else "", "due": due.isoformat() if asks else "",
        "result": draws.pick(words()["results"]["texts"]), "done_on": max(done, day).isoformat() if asks and helped else "",
        "next_on": _workday(day + timedelta(days=interval)).isoformat(), "person": draws.integer(0, 3), "owner": seller(country, day),
    }  # fmt: skip


def _workday(day: date) -> date:
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def store_planned(world: World, rows: list[Row]) -> None:
    """Frequencies of customers kept before."""
    people, held = world.made["person"], world.made["party"]
    made = [PlannedContact(**{**row, "party": held[row["party"]], "by": people[row["by"]], "until": row["until"] or None}) for row in rows]
    world.keep(PlannedContact, made)


def store_interactions(world: World, rows: list[Row]) -> None:
    """Contacts with people at customers kept before."""
    people, held = world.made["person"], world.made["party"]
    known: dict[int, list[Contact]] = {}
    for contact in Contact.objects.order_by("pk"):
        known.setdefault(contact.party_id, []).append(contact)
    made = []
    for row in rows:
        party = held[row["party"]]
        own = known[party.pk]
        plain = {name: row[name] for name in ("channel", "minutes", "purpose", "content", "support", "result")}
        days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("due", "done_on", "next_on")}
        made.append(
            Interaction(
                **plain, **days, party=party, contact=own[row["person"] % len(own)], at=moment(row["at"]), owner=people[row["owner"]]
            )
        )
    world.keep(Interaction, made)


def moment(written: str) -> datetime:
    """A time in Taipei as it is written: a day, or a day and a time."""
    told = datetime.fromisoformat(written)
    return timezone.make_aware(told if "T" in written else datetime.combine(told.date(), time(10)))


PARTS = (Part("planned_contact", planned_rows, store_planned), Part("interaction", interaction_rows, store_interactions))
