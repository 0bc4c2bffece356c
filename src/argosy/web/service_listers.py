"""What the forms of service let one choose from: people, goods, and the rows of the very record they are about."""

from __future__ import annotations

from typing import Any

from argosy.kernel.text import Text
from argosy.publishing.service_rooms import versioned
from argosy.records.sales import queries as sales
from argosy.records.service import queries as service
from argosy.records.service.needs import queries as needs
from argosy.records.service.procedures import queries as procedures
from argosy.records.service.standards import queries as standards
from argosy.records.service.surveys import queries as surveys
from argosy.web.choosing import Lister, goods, staff, told
from argosy.web.templatetags.argosy import person_name, spoken

PEOPLE = ("owner", "helper", "to", "leader", "deputy", "person")
LAST = 200


def listers(room: str, key: str, name: str, actor: Any) -> dict[str, Lister]:
    """The lists of an act's form by field."""
    found: dict[str, Lister] = dict.fromkeys(PEOPLE, staff(actor)) | {"sku": goods(actor)}
    for_one = {"surveys": _wave, "standards": _standard, "procedures": _procedure, "strategies": _strategy}
    if key and room in for_one:
        return found | for_one[room](key, name, actor)
    return found | {
        "order": lambda: [(one.number, told(one.number, one.customer.code, one.customer_ref)) for one in sales.orders(actor=actor).select_related("customer")[:LAST]],
        "standard": lambda: [(one.code, told(one.code, spoken(one, "name"))) for one in standards.standards(actor=actor)],
        "procedure": lambda: [(one.ref, told(one.ref, spoken(one, "title"))) for one in procedures.procedures(actor=actor)],
        "questionnaire": lambda: [(one.code, told(one.code, spoken(one, "title"))) for one in surveys.questionnaires(actor=actor)],
    }  # fmt: skip


def _wave(key: str, name: str, actor: Any) -> dict[str, Lister]:
    row = surveys.wave(key, actor=actor)
    given = surveys.responses(row, actor=actor)
    commented = [one for one in given if one.comment] if name == "code" else given
    items = row.questionnaire.items.all() if row.questionnaire else ()
    return {
        "response": lambda: [(str(one.pk), told(one.customer.code, one.respondent, f"{one.comment[:40]}" if name == "code" else "")) for one in commented],
        "item": lambda: [(one.key, told(one.key, spoken(one, "name"))) for one in items],
        "follow_up": lambda: [(str(done.pk), told(one.customer.code, item, done.measure[:40])) for one, item, _, done in surveys.low_scores(given) if done and not done.closed_on],
        "case": lambda: [(one.number, told(one.number, one.customer.code)) for one in service.cases(actor=actor).filter(closed=None)],
        "questionnaire": lambda: [(one.code, told(one.code, spoken(one, "title"))) for one in surveys.questionnaires(actor=actor)],
    }  # fmt: skip


def _standard(key: str, name: str, actor: Any) -> dict[str, Lister]:
    return {
        "result": lambda: [
            (str(one.pk), told(f"{one.since} – {one.until}", one.actual, one.get_verdict_display())) for one in standards.results(actor=actor, code=key)
        ]
    }  # fmt: skip


def _procedure(key: str, name: str, actor: Any) -> dict[str, Lister]:
    rows = versioned(procedures.procedures(actor=actor), key).trainings.all()
    mine = [one for one in rows if name != "acknowledge" or (one.person_id == actor.pk and one.acknowledged_at is None)]
    return {
        "training": lambda: [
            (str(one.pk), told(person_name(one.person), spoken(one, "topic"), one.held_on or one.planned_on)) for one in mine
        ]
    }


def _strategy(key: str, name: str, actor: Any) -> dict[str, Lister]:
    row = needs.strategy(key, actor=actor)
    fits = [(line, fit) for line in row.lines.all() for fit in line.fits.all()]
    found: dict[str, Lister] = {
        "fit": lambda: [(str(fit.pk), told(line.key, fit.need.ref, Text(fit.need.need_zh, fit.need.need_en), fit.get_verdict_display())) for line, fit in fits],
        "need": lambda: [(one.ref, told(one.ref, spoken(one, "need"))) for one in needs.needs(actor=actor)],
    }  # fmt: skip
    return found | ({"key": lambda: [(one.key, told(one.key, spoken(one, "title"))) for one in row.lines.all()]} if name == "fit" else {})
