"""Duties and taxes of a consignment, worked out from what is sent alone."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import BaseModel

from argosy.api.door import person, reads
from argosy.engines.duty.answer import to_json
from argosy.engines.duty.assessment import Assessment
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.comparison import compared_json, swings_json
from argosy.engines.duty.reading import read_consignment
from argosy.engines.duty.whatif import changes, compare, sensitivity
from argosy.kernel.text import Text
from argosy.publishing.tariff_watch import watch, watched_json
from argosy.records.permission import require
from argosy.records.reference import queries as reference
from argosy.records.tariffs import consignments
from argosy.rules.library import pack_for
from argosy.rules.listing import facts_json

router = Router(tags=["Duty"])


class Consignment(BaseModel, extra="allow"):
    """One consignment, with the fields of `argosy duty assess`. Amounts, rates and quantities are text or whole numbers."""

    jurisdiction: str = Field(max_length=2)
    date: date
    flow: Literal["import", "export"] = "import"
    incoterm: str
    place: str = ""
    currency: str
    lines: list[dict[str, Any]] = Field(min_length=1, max_length=5000)


class FactOut(Schema):
    """One fact the rules of a jurisdiction may ask for. ``unit`` is a Rec 20 code, ``scope`` whether it is of a line or of the entry; ``derived`` when
    it can be worked out where it is not given."""

    name: str
    label_zh: str
    label_en: str
    question_zh: str
    question_en: str
    kind: str
    scope: str
    unit: str
    low: str | None
    high: str | None
    derived: bool


class FactQuery(Schema):
    """Whose rules."""

    jurisdiction: str = Field(max_length=2)
    flow: Literal["import", "export"] = "import"


@reads(router, "/duty/assess", dict[str, Any], method="POST")
def duty_assess(request: HttpRequest, body: Consignment) -> Any:
    """Assess duties and taxes.

    Every charge of every line with its base, rate, law and working; what is not known is listed in `unresolved`, never assumed.
    Nothing is stored.
    """
    return to_json(_assessed(body))


class Comparison(BaseModel):
    """A consignment and the changes to put beside it, each as `2.origin=VN`, `incoterm=CIF`, `fx.JPY=0.22`."""

    consignment: Consignment
    changes: list[str] = Field(min_length=1, max_length=20)


@reads(router, "/duty/compare", dict[str, Any], method="POST")
def duty_compare(request: HttpRequest, body: Comparison) -> Any:
    """Compare what-ifs.

    What is payable with each change by itself, and on which lines it differs. Nothing is stored.
    """
    made = _assessed(body.consignment)
    return compared_json(
        made, compare(made, changes(made.consignment, made.pack, body.changes, lambda entry: consignments.completed(entry, made.pack)))
    )


@reads(router, "/duty/sensitivity", dict[str, Any], method="POST")
def duty_sensitivity(request: HttpRequest, body: Consignment) -> Any:
    """Find the fact that moves the total most.

    Rates of exchange, costs, facts taken as usual and disputed rules: payable either way, the widest first.
    """
    made = _assessed(body)
    return swings_json(made, sensitivity(made))


def _assessed(body: Consignment) -> Assessment:
    sent = body.model_dump(exclude_unset=True)
    consignment = read_consignment({**sent, "date": body.date.isoformat()})
    pack = pack_for(consignment.jurisdiction, consignment.flow)
    return assess(consignments.completed(consignment, pack), pack, today=reference.today())


@reads(router, "/duty/facts", list[FactOut])
def duty_facts(request: HttpRequest, asked: Query[FactQuery]) -> Any:
    """The facts the rules of a jurisdiction may ask for, by the names used under `facts`."""
    return facts_json(pack_for(asked.jurisdiction, asked.flow))


class WatchQuery(Schema):
    """At which entry date."""

    on: date | None = Field(None, description="Takes this entry date for all; each has its own otherwise")


@reads(router, "/duty/watch", dict[str, Any])
def duty_watch(request: HttpRequest, asked: Query[WatchQuery]) -> Any:
    """Work every saved worksheet out again.

    The newest worksheet of each order on the tariffs, rules and exchange rates of now: what changed by line and charge, and what could not
    be worked out any more. The worksheets stay as they are.
    """
    require(person(request), "tariffs.order.read", Text("查看訂單", "see orders"))
    return watched_json(watch(asked.on))
