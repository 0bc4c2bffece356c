"""The documents of the sample firm, walked through their lives by its people: issued, waiting at each desk, returned, blocked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from argosy.publishing import life
from argosy.publishing.sample_studies import BEFORE
from argosy.publishing.watch import review_issued
from argosy.records.clock import at
from argosy.records.people import queries as people
from argosy.records.people.models import Person
from argosy.records.tariffs import actions as tariffs

WORKSHEET = "KPS1420-002/O1.2.1"
STEPS = ("submit", "check", "approve", "issue")
RETURNED = "第 1 項請附發票正本，並確認保險費是否已含於 CFR 貨價。"


@dataclass(frozen=True, slots=True)
class Story:
    """One document: who makes, checks and approves it, on what day it starts, and how many of the four steps it has behind it."""

    order: str
    maker: str
    checker: str
    start: str
    steps: int
    params: tuple[tuple[str, str], ...] = ()
    sent_to: str = ""
    returned: str = ""


STORIES = (
    Story("OF-0008", "cs1", "cs2", "2026-04-14T11:00", 4),
    Story("OF-0001", "cs1", "cs2", "2026-06-09T11:00", 4, sent_to="示範飲料通路股份有限公司"),
    Story("OF-0005", "cs2", "cs1", "2026-06-18T13:00", 4),
    Story(
        "OF-0003", "cs1", "cs2", "2026-06-22T10:00", 4, (("what_if", "1.commodity_tax=8%; 2.commodity_tax=8%"),), "示範飲料通路股份有限公司"
    ),
    Story("OF-0006", "cs2", "cs1", "2026-06-26T09:00", 3),
    Story("OF-0004", "cs2", "cs1", "2026-06-26T14:00", 2, (("fact_low_value_uses", "6"),)),
    Story("OF-0007", "cs2", "cs1", "2026-06-29T10:00", 1, returned=RETURNED),
    Story("OF-0002", "cs1", "cs2", "2026-06-29T16:00", 0),
)


def walk_documents() -> None:
    """Every story, then the one that comes after: papers for case 01 arrive, line 2 is diluted juice, and a revision goes to check."""
    who = {login: people.person(login) for login in ("cs1", "cs2", "tm1")}
    numbers = {}
    for story in STORIES:
        BEFORE.get(story.order, lambda: None)()
        numbers[story.order] = _walk(story, who)
    with at(_moment("2026-06-29T16:30")):
        tariffs.revise_line(
            actor=who["cs1"],
            ref="OF-0001",
            line_no=2,
            rates={"duty": "20%", "commodity_tax": "8%"},
            rationale="成分表 6/27 補齊：果汁含量 30%，稀釋天然果汁。",
        )
        draft = life.draft(
            actor=who["cs1"],
            key=WORKSHEET,
            params={"order": "OF-0001"},
            replaces=numbers["OF-0001"],
            reason="成分表補齊，第 2 項貨物稅改列 8%",
        )
        life.submit(actor=who["cs1"], ref=draft.ref)
    with at(_moment("2026-06-30T02:00")):
        review_issued()


def _walk(story: Story, who: dict[str, Person]) -> str:
    """The document's number, or its reference while it has none."""
    moment = _moment(story.start)
    with at(moment):
        ref = life.draft(actor=who[story.maker], key=WORKSHEET, params={"order": story.order, **dict(story.params)}).ref
    actors = {"submit": story.maker, "check": story.checker, "approve": "tm1", "issue": story.maker}
    for i, step in enumerate(STEPS[: story.steps], 1):
        with at(moment + timedelta(hours=3 * i)):
            getattr(life, step)(actor=who[actors[step]], ref=ref)
    with at(moment + timedelta(hours=20)):
        return _after(story, who, ref)


def _after(story: Story, who: dict[str, Person], ref: str) -> str:
    if story.returned:
        life.return_draft(actor=who[story.checker], ref=ref, comment=story.returned)
    if story.sent_to:
        life.send(actor=who[story.maker], ref=ref, recipient=story.sent_to, channel="email", address="import@demo-client.example")
    return life.number_of(ref)


def _moment(local: str) -> datetime:
    moment: datetime = timezone.make_aware(datetime.fromisoformat(local))
    return moment
