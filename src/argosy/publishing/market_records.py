"""The rooms of market knowledge as data: one shape for the API and the command line. Money and rates are text, records are told by their codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.publishing.market_acts import Act, act
from argosy.records.catalog.rivals import queries as rivals
from argosy.records.channels import queries as channels
from argosy.records.markets.deciding import queries as decisions
from argosy.records.markets.intel import queries as items
from argosy.records.markets.outlook import queries as outlook
from argosy.records.markets.positioning import queries as positions
from argosy.records.markets.research import queries as briefs
from argosy.records.people.resources import queries as resources
from argosy.records.record import found
from argosy.records.reference import queries as reference
from argosy.records.reference.sourcing import queries as sourcing

Given = Mapping[str, Any]
CODES = ("login", "ref", "code", "sku")
LEFT_OUT = frozenset({"digest", "title_key", "password"})


@dataclass(frozen=True, slots=True)
class Room:
    """One kind of record. ``rows`` are all that ``Given`` filters ask for, ``one`` is one of them with everything about it."""

    name: str
    label: Text
    rows: Callable[[Any, Given], Any]
    one: Callable[[Any, str], dict[str, Any]]
    filters: tuple[str, ...] = ()


def plain(row: Any) -> dict[str, Any]:
    """A record's own fields: related records by code, numbers and days as text."""
    return {field.name: _value(row, field) for field in row._meta.concrete_fields if field.name not in LEFT_OUT}


def _value(row: Any, field: Any) -> Any:
    value = getattr(row, field.name)
    if field.is_relation:
        return _named(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date | datetime) else value


def _named(row: Any) -> Any:
    if row is None:
        return None
    return next((getattr(row, name) for name in CODES if hasattr(row, name)), row.pk)


def both(words: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": words.zh, "en": words.en}


def _item(actor: Any, ref: str) -> dict[str, Any]:
    row, day = items.item(ref, actor=actor), reference.today()
    return {
        **plain(row), "grade": row.grade, "draft": row.draft, "expired": row.expired(day), "proposed_relevance": items.proposed_relevance(row),
        "gradings": [plain(one) for one in row.gradings.all()], "uses": [plain(one) for one in row.uses.all()],
        "requirements": [link.requirement.name for link in row.links.all()],
        "duplicates": [one.ref for one in items.duplicates(row.digest, row.title_key, row.market, besides=row.ref)],
    }  # fmt: skip


def _source(actor: Any, code: str) -> dict[str, Any]:
    row = sourcing.source(code.upper(), actor=actor)
    late = {one.code for one in sourcing.stale_sources(reference.today(), actor=actor)}
    return {
        **plain(row),
        "stale": row.code in late,
        "grades": [plain(one) for one in row.grades.all()],
        "watch_rules": [plain(one) for one in row.watch_rules.all()],
    }


def _brief(actor: Any, ref: str) -> dict[str, Any]:
    state = briefs.coverage(ref, reference.today(), actor=actor)
    return {
        **plain(state.brief),
        "covered_percent": state.percent,
        "counts": state.counts,
        "requirements": [_requirement(one) for one in state.rows],
    }


def _requirement(one: briefs.Coverage) -> dict[str, Any]:
    used = one.used
    return {
        **plain(one.requirement), "name": one.requirement.name, "state": one.state, "faults": [both(words) for words in one.faults],
        "items": [item.ref for item in used.items], "left_out": {"drafts": used.drafts, "low": used.low, "expired": used.expired, "least_grade": used.least},
        "edition": one.dataset.edition if one.dataset else None, "consultations": [row.pk for row in one.asked], "overdue": [row.pk for row in one.overdue],
    }  # fmt: skip


def _decision(actor: Any, ref: str) -> dict[str, Any]:
    state = decisions.decision(ref, reference.today(), actor=actor)
    row = state.decision
    parts = {"options": row.options, "figures": row.figures, "responses": row.responses}
    told = {"lacking": state.lacking, "departures": state.departures, "stale": state.stale}
    return {
        **plain(row), **{name: [plain(one) for one in rows.all()] for name, rows in parts.items()}, **{name: [both(w) for w in words] for name, words in told.items()},
        "waiting": [one.addressee.login for one in state.waiting],
    }  # fmt: skip


def _rival(actor: Any, code: str) -> dict[str, Any]:
    row = rivals.rival(code, actor=actor)
    now = rivals.prices_now([row], reference.today()).get(row.pk)
    price = (
        None
        if now is None
        else {
            "price": f"{now.price.normalize():f}",
            "currency": now.currency,
            "unit": now.unit,
            "on": now.on.isoformat(),
            "stale": now.stale,
        }
    )
    return {
        **plain(row), "price": price, "prices": [plain(one) for one in rivals.prices(code, actor=actor)[:200]],
        "attributes": [plain(one) for one in row.attributes.all()], "moves": [plain(one) for one in row.moves.all()],
    }  # fmt: skip


def _dossier(actor: Any, code: str) -> dict[str, Any]:
    row, day = channels.dossier(code, actor=actor), reference.today()
    score = channels.score(row)
    written = [{"key": one.key, "state": one.state, **(plain(one.row) if one.row else {})} for one in channels.sections(row, day)]
    return {
        **plain(row), "completeness": channels.completeness(row, day), "sections": written, "fees": [plain(one) for one in row.fees.all()],
        "score": None if score.value is None else str(score.value), "blank": list(score.blank), "scores": [plain(one) for one in row.scores.all()],
    }  # fmt: skip


def _checklist(actor: Any, number: str) -> dict[str, Any]:
    row, day = sourcing.checklist(_whole(number), actor=actor), reference.today()
    rules = [{**plain(rule), "counts_as": rule.counts_as(day)} for rule in row.rules.all()]
    return {
        **plain(row),
        "tally": sourcing.tally(row, day),
        "uncovered": [topic.value for topic in sourcing.uncovered_topics(row)],
        "rules": rules,
    }


def _plan(actor: Any, ref: str) -> dict[str, Any]:
    row, day = positions.plan(ref, actor=actor), reference.today()
    points = [
        {"name": p.name, "own": p.own, "x": f"{p.x.normalize():f}", "y": f"{p.y.normalize():f}"}
        for p in positions.points(row, day, actor=actor)
    ]
    scored = [{**plain(one), "score": str(one.score())} for one in row.candidates.all()]
    checks = [{**plain(one), "resolved": one.resolved} for one in row.checks.all()]
    return {
        **plain(row),
        "chosen": row.chosen.name if row.chosen else None,
        "points": points,
        "candidates": scored,
        "checks": checks,
        "lacking": [both(w) for w in positions.lacking(row)],
    }


def _culture(actor: Any, key: str) -> dict[str, Any]:
    if key.isdecimal():
        row = found(sourcing.culture_notes(actor=actor), key, pk=int(key))
        return {**plain(row), "verified": row.verified(reference.today())}
    day = reference.today()
    kept, left_out = sourcing.verified_notes(key.upper(), day, actor=actor)
    return {
        "market": key.upper(), "verified": [plain(row) for row in kept], "unverified": [plain(row) for row in left_out],
        "uncovered": [factor.value for factor in sourcing.uncovered_factors(key.upper(), day, actor=actor)],
    }  # fmt: skip


def _outlook(actor: Any, ref: str) -> dict[str, Any]:
    row = found(outlook.outlook(actor=actor), ref, ref=ref.upper())
    effects = row.effects()
    return {
        **plain(row),
        "printed": row.printed(reference.today()),
        "effects": {k: str(v) for k, v in effects.items()} if effects else None,
    }


def _gaps(actor: Any, market: str) -> dict[str, Any]:
    rows = resources.gaps(market.upper(), reference.today(), actor=actor)
    made = [
        {
            "need": plain(gap.need),
            "held": plain(gap.held) if gap.held else None,
            "stale": gap.stale,
            "missing": _text(gap.missing),
            "cost": _text(gap.cost),
        }
        for gap in rows
    ]
    return {"market": market.upper(), "assessed": resources.assessed(rows), "gaps": made}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _by_key(rows: Callable[..., Any]) -> Callable[[Any, str], dict[str, Any]]:
    return lambda actor, key: plain(found(rows(actor=actor), key, pk=_whole(key)))


def _whole(key: str) -> int:
    if not key.isdecimal():
        raise NotFound(Text("查無 {k}", "There is no {k}").format(k=key))
    return int(key)


def _standing(actor: Any, given: Given) -> Any:
    rest = {name: value for name, value in given.items() if name != "state"}
    return items.standing(items.items(actor=actor, **rest), str(given.get("state", "")), reference.today())


ROOMS: dict[str, Room] = {
    room.name: room
    for room in (
        Room("intelligence", Text("市場情報", "Intelligence register"), _standing, _item, ("find", "market", "hs", "kind", "channel", "source", "grade", "state")),
        Room("sources", Text("情報來源", "Sources"), lambda actor, g: sourcing.sources(actor=actor, **g), _source, ("find", "kind")),
        Room("culture", Text("文化筆記", "Culture notes"), lambda actor, g: sourcing.culture_notes(actor=actor, **g), _culture, ("market", "factor")),
        Room("compliance", Text("法規檢核", "Compliance"), lambda actor, g: sourcing.checklists(actor=actor, **g), _checklist, ("market",)),
        Room("briefs", Text("研究需求書", "Research briefs"), lambda actor, g: briefs.briefs(actor=actor, **g), _brief, ("state",)),
        Room("decisions", Text("決策紀錄", "Decisions"), lambda actor, g: decisions.decisions(actor=actor, **g), _decision, ("state", "kind", "market")),
        Room("rivals", Text("競品", "Competitors"), lambda actor, g: rivals.rivals(actor=actor, **g), _rival, ("find", "market", "maker", "own")),
        Room("channels", Text("通路檔案", "Channel dossiers"), lambda actor, g: channels.dossiers(actor=actor, **g), _dossier, ("market", "kind")),
        Room("positions", Text("定位計畫", "Positions"), lambda actor, g: positions.plans(actor=actor, **g), _plan, ("market", "state")),
        Room("outlook", Text("機會與風險", "Opportunities and risks"), lambda actor, g: outlook.outlook(actor=actor, **g), _outlook, ("market", "direction")),
        Room("swot", Text("SWOT", "SWOT"), lambda actor, g: outlook.swot(actor=actor, **g), _by_key(outlook.swot), ("market", "state")),
        Room("segments", Text("終端客群", "Segments"), lambda actor, g: outlook.segments(actor=actor, **g), _by_key(outlook.segments), ("market",)),
        Room("runs", Text("市場評估", "Assessments"), lambda actor, g: outlook.assessments(actor=actor, **g), lambda actor, ref: plain(outlook.run(ref, actor=actor)), ("product",)),
        Room("resources", Text("資源申請", "Resource requests"), lambda actor, g: resources.requests(actor=actor), _gaps),
        Room("notes", Text("產品經理筆記", "Product notes"), lambda actor, g: rivals.notes(actor=actor, **g), _by_key(rivals.notes), ("sku",)),
    )
}  # fmt: skip


def room(name: str) -> Room:
    """One room, or ``NotFound``."""
    if name not in ROOMS:
        raise NotFound(Text("沒有「{n}」", "There is nothing called {n}").format(n=name))
    return ROOMS[name]


def done(one: Act, actor: Any, key: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Do an act with plain data; what it made or changed, as data."""
    from argosy.publishing.market_acts import perform

    made = perform(one, actor, key, one.form()(dict(data)))
    if isinstance(made, dict):
        return made
    return {"done": [plain(row) for row in made]} if isinstance(made, list) else plain(made)


__all__ = ["ROOMS", "Room", "act", "both", "done", "plain", "room"]
