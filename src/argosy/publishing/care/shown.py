"""Records of customer care as JSON: the same shapes for the API and the command line. Money and quantities are text, statistics numbers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from argosy.engines.customers.answer import late_json, number
from argosy.engines.performance.estimate import Estimate
from argosy.kernel.text import Text
from argosy.publishing.care.card import Card
from argosy.publishing.care.morning import Part
from argosy.records.care.contacting.queries import Standing
from argosy.records.care.leads.funnel import Funnel
from argosy.records.care.leads.queries import stage
from argosy.records.care.supply.proposing import Stocked
from argosy.records.parties.joining.intake import JoinPlan


def words(text: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": text.zh, "en": text.en}


def exact(value: Decimal | None) -> str | None:
    """An exact number without trailing zeros."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(value: date | datetime | None) -> str | None:
    """ISO 8601."""
    return value.isoformat() if value else None


def morning_json(parts: list[Part]) -> list[dict[str, Any]]:
    """The lists of a morning."""
    return [
        {
            "list": part.key, "title": words(part.title),
            "items": [{"code": one.code, "name": words(one.name), "why": words(one.why), "due": day(one.due), "level": one.level} for one in part.items],
        }
        for part in parts
    ]  # fmt: skip


def contact_json(row: Any) -> dict[str, Any]:
    """One contact."""
    return {
        "id": row.pk, "party": row.party.code if row.party else None, "lead": row.lead.ref if row.lead else None, "contact": row.contact.name if row.contact else None,
        "channel": row.channel, "at": day(row.at), "minutes": row.minutes, "purpose": row.purpose, "content": row.content, "support": row.support, "owner": row.owner.login,
        "due": day(row.due), "done_on": day(row.done_on), "result": row.result, "next_on": day(row.next_on),
    }  # fmt: skip


def standing_json(one: Standing) -> dict[str, Any]:
    """How a customer stands against its planned frequency."""
    return {
        "party": one.party.code, "name_zh": one.party.name_zh, "name_en": one.party.name_en, "grade": one.party.grade, "every_days": one.frequency.days, "reason": one.frequency.reason,
        "last": day(one.last), "idle_days": one.idle, "over_days": one.over, "next_on": day(one.next_on),
    }  # fmt: skip


def stocked_json(one: Stocked) -> dict[str, Any]:
    """What a customer should reorder of a product, and why."""
    p = one.proposal
    return {
        "party": one.party.code, "sku": one.product.sku, "unit": one.product.unit, "reported": day(p.on), "stock": exact(p.stock), "weekly": number(p.weekly), "sigma": number(p.sigma),
        "n": p.n, "season": number(p.index), "season_told": one.told, "in_transit": exact(p.transit), "forecast": number(p.forecast), "safety": number(p.safety),
        "cover_days": number(p.cover), "reorder": exact(p.quantity), "why": words(p.why) if p.why else None,
    }  # fmt: skip


def estimate_json(one: Estimate) -> dict[str, Any]:
    """A share with its interval and n."""
    return {"value": number(one.value), "low": number(one.low), "high": number(one.high), "n": int(one.n)}


def lead_json(row: Any, held: Funnel | None = None) -> dict[str, Any]:
    """One prospect; with the funnel, what it weighs."""
    weighted = held.weighted.get(row.ref) if held else None
    return {
        "ref": row.ref, "created": day(row.created), "source": row.source, "event": row.event.ref if row.event else None, "company": row.company, "country": row.country,
        "contact": row.contact, "grade": row.grade, "product": row.product.sku if row.product else None, "need": row.need, "amount": exact(row.amount), "currency": row.currency,
        "stage": row.stage, "stage_words": words(stage(row.stage).name), "stage_since": day(row.stage_since), "expected_close": day(row.expected_close), "rival": row.rival,
        "last_on": day(row.last_on), "next_on": day(row.next_on), "next_step": row.next_step, "owner": row.owner.login, "lost_reason": row.lost_reason, "consent": row.consent,
        "screened_on": day(row.screened_on), "party": row.party.code if row.party else None, "chance": estimate_json(weighted.chance) if weighted else None,
        "weighted": exact(weighted.worth) if weighted else None,
    }  # fmt: skip


def funnel_json(held: Funnel) -> dict[str, Any]:
    """Rates of stages, the weighted pipeline and the yield of sources."""
    return {
        "as_of": day(held.on), "since": day(held.since), "leads": len(held.leads), "in_funnel": len(held.weighted), "weighted": exact(held.worth), "unweighted": exact(held.unweighted),
        "stages": [
            {"stage": one.stage, "words": words(stage(one.stage).name), "here": one.here, "onward": estimate_json(one.on), "won": estimate_json(one.won), "mean_days": number(one.days)} for one in held.rates
        ],
        "sources": [
            {"source": one.source, "cost": exact(one.cost), "leads": one.leads, "qualified": one.qualified, "won": one.won, "rate": estimate_json(one.rate), "each": exact(one.each)} for one in held.yields
        ],
    }  # fmt: skip


def card_json(found: Card) -> dict[str, Any]:
    """The card of a customer."""
    credit = found.credit
    return {
        "party": found.party.code, "name_zh": found.party.name_zh, "name_en": found.party.name_en, "grade": found.party.grade, "currency": found.currency,
        "standing": standing_json(found.standing) if found.standing else None, "sales": [{"month": f"{month:%Y-%m}", "amount": exact(amount)} for month, amount in found.sales],
        "open_by_age": [{"age": words(label), "amount": exact(amount)} for label, amount in found.open], "owed": exact(found.owed),
        "credit": None if credit is None else {"verdict": credit.verdict, "exposure": exact(credit.exposure), "limit": exact(credit.limit), "reasons": [words(one.text) for one in credit.reasons]},
        "prices": [{"sku": one.sku, "on": day(one.on), "price": exact(one.price), "discount": exact(one.discount), "currency": one.currency, "order": one.order} for one in found.prices],
        "quotations": [row.number for row in found.quotes], "survey": [{"question": words(text), "answer": answer} for text, answer in found.survey], "survey_of": found.survey_of,
        "contacts": [contact_json(row) for row in found.visits], "complaints": [row.number for row in found.complaints], "stock": [stocked_json(one) for one in found.stock],
        "late": None if found.late is None else late_json(found.late),
    }  # fmt: skip


def event_json(row: Any) -> dict[str, Any]:
    """One event with its counts."""
    return {
        "ref": row.ref, "kind": row.kind, "name_zh": row.name_zh, "name_en": row.name_en, "starts": day(row.starts), "ends": day(row.ends), "place": row.place, "cost": exact(row.cost),
        "currency": row.currency, "owner": row.owner.login, "invited": row.invited, "answered": row.answered, "coming": row.coming, "came": row.came,
    }  # fmt: skip


def plan_json(plan: JoinPlan) -> dict[str, Any]:
    """What an import of parties would do."""
    return {
        "new": plan.count("new"), "changed": plan.count("change"), "same": plan.count("same"),
        "parties": [
            {
                "code": step.given.code, "row": step.given.row, "deed": step.deed, "changes": {name: list(pair) for name, pair in step.changes.items()},
                "alike": [{"code": one.code, "score": number(one.score)} for one in step.alike],
            }
            for step in plan.steps
        ],
        "rejected": [{"row": one.row, "field": one.field, **words(one.message)} for one in plan.problems],
    }  # fmt: skip
