"""The rooms of trade as data: price lists, bank accounts, programmes, courses, and what is held about people; one shape for the pages and the API."""

from __future__ import annotations

from typing import Any

from argosy.engines.selling.gains import Gain, paired_gain
from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.publishing.market_records import Room, plain
from argosy.publishing.service_rooms import parted
from argosy.records.coaching.training import queries as training
from argosy.records.parties import banking_queries as banking
from argosy.records.parties.privacy import queries as privacy
from argosy.records.record import found
from argosy.records.reference import queries as reference
from argosy.records.sales.offering import queries as offering


def numbered(key: str) -> int:
    """A key that is a number; ``NotFound`` otherwise."""
    if not key.isdecimal():
        raise NotFound(Text("查無 {k}", "There is no {k}").format(k=key))
    return int(key)


def _prices(actor: Any, code: str) -> dict[str, Any]:
    row = offering.price_list(code, actor=actor)
    return parted(row, prices=row.lines.all())  # type: ignore[attr-defined]


def _account(actor: Any, key: str) -> dict[str, Any]:
    row = banking.account(numbered(key), actor=actor)
    return {**parted(row, checks=row.checks.all()), "trust": banking.trust(row, reference.today())}  # type: ignore[attr-defined]


def tested(rows: Any) -> dict[bool, Gain]:
    """Gains of paired tests over sessions, of colleagues (true) and of customers (false), with their intervals."""
    guests = [guest for row in rows for guest in row.guests.all() if guest.before is not None and guest.after is not None]
    return {
        own: paired_gain([(float(g.before), float(g.after)) for g in guests if (g.colleague_id is not None) is own]) for own in (True, False)
    }  # fmt: skip


def _gain(one: Gain) -> dict[str, Any]:
    told = {
        name: None if value is None else f"{value:.2f}"
        for name, value in (("before", one.before), ("after", one.after), ("gain", one.value), ("low", one.low), ("high", one.high))
    }
    return {"n": one.n, **told, "why": {"zh": one.why.zh, "en": one.why.en}}


def _programme(actor: Any, code: str) -> dict[str, Any]:
    row = training.programme(code, actor=actor)
    held = list(training.sessions(actor=actor, programme=row.code))
    gains = tested(held)
    made = parted(row, modules=row.modules.all(), costs=row.costs.all(), sessions=held)  # type: ignore[attr-defined]
    return {**made, "tests": {"colleagues": _gain(gains[True]), "customers": _gain(gains[False])}}


def course(code: str, *, actor: Any) -> Any:
    """One course, or ``NotFound``."""
    return found(training.courses(actor=actor), code, code=code)


def _course(actor: Any, code: str) -> dict[str, Any]:
    row = course(code, actor=actor)
    return parted(row, sessions=row.sessions.all(), missing=[]) | {"not_passed": [one.person.login for one in lacking(row, actor)]}


def lacking(row: Any, actor: Any) -> list[training.Untrained]:
    """Sales representatives who have not passed a course yet."""
    return [one for one in training.untrained(reference.today(), actor=actor) if one.course.pk == row.pk]


def _person(actor: Any, key: str) -> dict[str, Any]:
    row = privacy.person(numbered(key), actor=actor)
    asked = [plain(one) for one in privacy.requests(actor=actor, contact=row.pk)]
    return {**plain(row), **privacy.held_about(row.pk, actor=actor), "requests": asked}


def _lists(actor: Any, given: dict[str, Any]) -> Any:
    on = reference.today() if given.get("state") == "now" else None
    return offering.price_lists(actor=actor, on=on, find=given.get("find", ""), currency=given.get("currency", ""))


ROOMS: dict[str, Room] = {
    room.name: room
    for room in (
        Room("prices", Text("價目表", "Price lists"), _lists, _prices, ("find", "currency", "state")),
        Room("accounts", Text("銀行帳戶", "Bank accounts"), lambda actor, g: banking.accounts(actor=actor, party=g.get("party")), _account, ("party",)),
        Room("programmes", Text("輔導方案", "Coaching programmes"), lambda actor, g: training.programmes(actor=actor), _programme),
        Room("courses", Text("商品訓練", "Product training"), lambda actor, g: training.courses(actor=actor, **g), _course, ("host", "hs")),
        Room("persons", Text("個人資料", "Personal data"), lambda actor, g: privacy.people(actor=actor, **g), _person, ("find", "asked", "party")),
    )
}  # fmt: skip


def listed(room: Room, rows: Any) -> list[dict[str, Any]]:
    """Rows of a room as data."""
    return [plain(row) for row in rows]


__all__ = ["ROOMS", "course", "lacking", "listed", "numbered", "tested"]
