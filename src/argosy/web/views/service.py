"""Service: lists, records, and what can be done with each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from argosy.kernel.text import Text
from argosy.publishing.service_acts import ALL
from argosy.publishing.service_rooms import ROOMS
from argosy.records.reference import queries as reference
from argosy.web.rooms import Family, pages
from argosy.web.service_cards import CARDS
from argosy.web.service_listers import listers
from argosy.web.service_lists import LISTS

# Acts of a record by its state, where they depend on it; the actions themselves refuse the others.
BY_STATE = {
    "surveys": {"draft": "change open invite", "open": "invite remind close follow settle code", "closed": "follow settle code"},
    "procedures": {"draft": "approve plan", "approved": "plan hold acknowledge", "superseded": ""},
    "choices": {"draft": "change approve", "approved": "follow"},
    "improvements": {"open": "close", "done": "", "dropped": ""},
}  # fmt: skip
OPEN_CASE = "answer cause act confirm close assign escalate note discipline"
BESIDE = {
    "cases": ("improvements", "nonconformities", "calendar"), "surveys": ("questionnaires",), "standards": ("quality", "improvements", "choices"), "quality": ("standards",), "procedures": ("policies",), "policies": ("procedures",),
    "needs": ("strategies", "choices"),
}  # fmt: skip
"""Rooms that stand near another and have no line of their own in the rail."""


def _now(room: str, held: Mapping[str, Any]) -> str | None:
    """The acts that fit the state a record is in; ``None`` where all do."""
    if room == "cases":
        return "reopen discipline" if held["closed"] else OPEN_CASE
    if room == "quality":
        return "explain" if held["flagged"] else ""
    return BY_STATE.get(room, {}).get(str(held.get("state")))


def _begin(room: str, held: Mapping[str, Any]) -> dict[str, Any]:
    """What a new form begins with: today, and the version of a case."""
    days = dict.fromkeys(("on", "starts", "effective", "valid_from"), reference.today())
    return days | ({"version": held.get("version")} if room == "cases" else {})


def _links(request: HttpRequest, room: str) -> list[tuple[str, Any]]:
    """From all cases to one's own."""
    mine = f"{FAMILY.home('cases')}?state=open&owner={request.user.get_username()}"
    return [(mine, Text("我的案件", "My cases"))] if room == "cases" else []


def _told(request: HttpRequest) -> dict[str, str]:
    """What the page one comes from says already: the customer and the order."""
    return {name: request.GET[name][:30] for name in ("customer", "order") if request.GET.get(name)}


FAMILY = Family("service", ROOMS, LISTS, CARDS, ALL, _now, _begin, BESIDE, _links, listers, _told, first="open")
rows, record, make, change = pages(FAMILY)
