"""Customer care: the morning, cards, contacts, replenishment, prospects, events, importing and merging parties."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from argosy.api.door import person, reads, writes
from argosy.importers.parties_file import read_parties
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.publishing.care import shown
from argosy.publishing.care.buying import late_to_reorder
from argosy.publishing.care.card import card
from argosy.publishing.care.morning import morning
from argosy.records.care.contacting import actions as contacting_acts
from argosy.records.care.contacting import queries as contacting
from argosy.records.care.events import queries as events
from argosy.records.care.leads import actions as lead_acts
from argosy.records.care.leads import queries as leads
from argosy.records.care.leads.funnel import funnel
from argosy.records.care.supply import actions as supply_acts
from argosy.records.care.supply.proposing import proposals
from argosy.records.parties.joining import actions as joining
from argosy.records.parties.privacy import actions as privacy
from argosy.records.permission import require
from argosy.records.reference import queries as reference

router = Router(tags=["Customers"])
MOST = 500


class Whose(Schema):
    """Whose customers, and which day."""

    who: str = Field("", max_length=40, description="A login; all customers unless given")
    as_of: dt.date | None = Field(None, description="Today unless given")


class ContactLog(Schema):
    """One contact with a customer or a prospect."""

    party: str = Field("", max_length=20)
    lead: str = Field("", max_length=20)
    channel: str = Field(pattern="^(phone|mail|app|video|visit)$")
    at: dt.datetime | None = Field(None, description="Now unless given")
    contact: int | None = None
    minutes: int | None = Field(None, ge=1, le=1440)
    purpose: str = Field("upkeep", max_length=16)
    content: str = Field("", max_length=5000)
    support: str = Field("", max_length=300)
    due: dt.date | None = None
    result: str = Field("", max_length=300)
    next_on: dt.date | None = None


class StockReport(Schema):
    """What a customer had of a product on a day."""

    party: str
    sku: str
    on: dt.date
    quantity: Decimal = Field(ge=0)
    sold: Decimal | None = Field(None, ge=0)
    received: Decimal | None = Field(None, ge=0)


class NewLead(Schema):
    """A prospect."""

    company: str = Field(max_length=120)
    country: str = Field(pattern="^[A-Z]{2}$")
    source: str = Field(pattern="^(cold|alliance|seminar|club|fair|web|referral)$")
    grade: str = Field("C", pattern="^[ABC]$")
    contact: str = Field("", max_length=80)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    product: str = Field("", max_length=30)
    need: str = Field("", max_length=200)
    amount: Decimal | None = Field(None, ge=0)
    currency: str = Field("", max_length=3)
    expected_close: dt.date | None = None
    next_on: dt.date | None = None
    next_step: str = Field("", max_length=200)


class LeadMove(Schema):
    """Into another stage."""

    to: str = Field(max_length=16)
    on: dt.date | None = None
    reason: str = Field("", max_length=16)
    note: str = Field("", max_length=300)


class PartiesFile(Schema):
    """What is to be done with the file. ``same`` says of codes which party they are: ``C-01=C-90`` one a line, ``C-02=`` for none of those alike."""

    dry_run: bool = False
    same: str = Field("", max_length=20000)


class Merge(Schema):
    """Which party is kept, which was the same, and why."""

    kept: str
    gone: str
    reason: str = Field(min_length=1, max_length=300)


@reads(router, "/customers/morning", list[dict[str, Any]])
def customers_morning(request: HttpRequest, asked: Query[Whose]) -> Any:
    """What to see to this morning: follow-ups, quotations ending, credit holds, promises, cheques, late reorders, complaints."""
    return shown.morning_json(morning(asked.as_of or reference.today(), actor=person(request), login=asked.who))


@reads(router, "/customers/upkeep", list[dict[str, Any]])
def customers_upkeep(request: HttpRequest, asked: Query[Whose]) -> Any:
    """Every customer against its planned frequency, the longest overdue first."""
    on = asked.as_of or reference.today()
    mine = {code for code, who in contacting.cared_for(on, actor=person(request)).items() if who == asked.who} if asked.who else None
    return [shown.standing_json(one) for one in contacting.standings(on, actor=person(request)) if mine is None or one.party.code in mine]


@reads(router, "/customers/late", list[dict[str, Any]])
def customers_late(request: HttpRequest, asked: Query[Whose]) -> Any:
    """Customers silent for longer than nine in ten of their own intervals between orders."""
    from argosy.engines.customers.answer import late_json

    return [late_json(one) for one in late_to_reorder(asked.as_of or reference.today(), actor=person(request))]


@reads(router, "/customers/{code}/card", dict[str, Any])
def customer_card(request: HttpRequest, code: str) -> Any:
    """Everything to know before a call. The code of a merged party leads to the one it went into."""
    return shown.card_json(card(code, reference.today(), actor=person(request)))


@reads(router, "/customers/{code}/contacts", list[dict[str, Any]])
def customer_contacts(request: HttpRequest, code: str) -> Any:
    """Contacts with a customer, the latest first, at most 500."""
    return [shown.contact_json(row) for row in contacting.interactions(actor=person(request), party=code)[:MOST]]


@writes(router, "/contacts", dict[str, Any], scope="write", status=201)
def contact_log(request: HttpRequest, asked: ContactLog) -> Any:
    """Log a contact with a customer (`party`) or a prospect (`lead`), by yourself."""
    return Status(201, shown.contact_json(contacting_acts.log_contact(actor=person(request), **asked.dict())))


@reads(router, "/replenishment", list[dict[str, Any]])
def replenishment(request: HttpRequest, party: str = "") -> Any:
    """What customers should reorder, from their own stock reports."""
    return [shown.stocked_json(one) for one in proposals(reference.today(), actor=person(request), party=party)]


@writes(router, "/stock-reports", dict[str, Any], scope="write", status=201)
def stock_report(request: HttpRequest, asked: StockReport) -> Any:
    """Record what a customer had of a product on a day; a report of that day is corrected."""
    row = supply_acts.report_stock(actor=person(request), **asked.dict())
    return Status(201, {"party": row.party.code, "sku": row.product.sku, "on": shown.day(row.on), "quantity": shown.exact(row.quantity)})


@reads(router, "/leads", list[dict[str, Any]])
def lead_list(request: HttpRequest, stage: str = "", source: str = "", owner: str = "", find: str = "") -> Any:
    """Prospects, the newest first, at most 500; `stage` may be `open`."""
    rows = leads.leads(actor=person(request), stage=stage, source=source, owner=owner, find=find)
    return [shown.lead_json(row) for row in rows[:MOST]]


@reads(router, "/leads/funnel", dict[str, Any])
def lead_funnel(request: HttpRequest, as_of: dt.date | None = None) -> Any:
    """Rates of stages with Wilson intervals, the weighted pipeline, the yield of sources."""
    return shown.funnel_json(funnel(as_of or reference.today(), actor=person(request)))


@reads(router, "/leads/{ref}", dict[str, Any])
def lead_one(request: HttpRequest, ref: str) -> Any:
    """One prospect, with what it weighs in the funnel."""
    return shown.lead_json(leads.lead(ref, actor=person(request)), funnel(reference.today(), actor=person(request)))


@writes(router, "/leads", dict[str, Any], scope="write", status=201)
def lead_open(request: HttpRequest, asked: NewLead) -> Any:
    """Enter a prospect."""
    row = lead_acts.open_lead(actor=person(request), created=reference.today(), **asked.dict())
    return Status(201, shown.lead_json(row))


@writes(router, "/leads/{ref}/move", dict[str, Any], scope="write")
def lead_move(request: HttpRequest, ref: str, asked: LeadMove) -> Any:
    """Move a prospect into another stage. From the quotation on it must be screened; a loss needs its reason."""
    given = asked.dict()
    return shown.lead_json(lead_acts.move_lead(actor=person(request), ref=ref, **{**given, "on": given["on"] or reference.today()}))


@writes(router, "/leads/{ref}/screen", dict[str, Any], scope="write")
def lead_screen(request: HttpRequest, ref: str) -> Any:
    """Note that a prospect was screened today."""
    return shown.lead_json(lead_acts.screen_lead(actor=person(request), ref=ref, on=reference.today()))


@reads(router, "/events", list[dict[str, Any]])
def event_list(request: HttpRequest) -> Any:
    """Events with how many were invited, answered and came."""
    return [shown.event_json(row) for row in events.events(actor=person(request))[:MOST]]


@writes(router, "/parties/import", dict[str, Any], scope="write", status=201)
def parties_import(request: HttpRequest, asked: Form[PartiesFile], file: File[UploadedFile]) -> Any:
    """Import parties with their people from a CSV or XLSX file, one row per person.

    Stored whole or not at all. Parties whose name is alike to others must be decided on in `same`; the same file again changes nothing.
    """
    require(person(request), "parties.party.import", Text("匯入往來對象", "import parties"))
    read = read_parties(file.name or "", file.read())
    same = dict(line.split("=", 1) for line in asked.same.splitlines() if "=" in line)
    if read.rejected and not asked.dry_run:
        raise BadInput(
            Text("檔案有 {n} 項錯誤，未寫入任何資料", "{n} faults in the file; nothing was written").format(n=len(read.rejected)),
            list(read.rejected),
        )
    answer = shown.plan_json(joining.preview(read.given, same))
    answer["rejected"] += [{"row": one.row, "field": one.field, **shown.words(one.message)} for one in read.rejected]
    if asked.dry_run:
        return Status(201, {"ref": None, **answer})
    kept = joining.import_parties(actor=person(request), given=read.given, file_name=read.name, sha256=read.sha256, same=same)
    return Status(201, {"ref": kept.ref, **answer})


@writes(router, "/parties/import/{ref}/undo", dict[str, Any], scope="write")
def parties_import_undo(request: HttpRequest, ref: str) -> Any:
    """Take an import back, whole; refused when what it made was used or changed since."""
    kept = joining.undo_import(actor=person(request), ref=ref)
    return {"ref": kept.ref, "undone_at": shown.day(kept.undone_at)}


@writes(router, "/parties/merge", dict[str, Any], scope="write", status=201)
def parties_merge(request: HttpRequest, asked: Merge) -> Any:
    """Make two entries of one party one: every record of `gone` names `kept` from now on."""
    trace = joining.merge_parties(actor=person(request), **asked.dict())
    return Status(
        201, {"merge": trace.pk, "kept": asked.kept, "gone": asked.gone, "moved": sum(len(keys) for _model, _field, keys in trace.moved)}
    )


@writes(router, "/parties/merge/{merge}/undo", dict[str, Any], scope="write")
def parties_unmerge(request: HttpRequest, merge: int) -> Any:
    """Take a merge back."""
    trace = joining.undo_merge(actor=person(request), merge=merge)
    return {"merge": trace.pk, "undone_at": shown.day(trace.undone_at)}


@writes(router, "/contacts/{contact}/copy", dict[str, Any], scope="write")
def person_copy(request: HttpRequest, contact: int) -> Any:
    """Everything held about a person, for that person; the request is kept."""
    return privacy.give_copy(actor=person(request), contact=contact, on=reference.today())


@writes(router, "/contacts/{contact}/remove", dict[str, Any], scope="write")
def person_remove(request: HttpRequest, contact: int) -> Any:
    """Empty a person's data, in every earlier state too; the business records stay."""
    row = privacy.remove_person(actor=person(request), contact=contact, on=reference.today())
    return {"contact": row.pk, "removed_on": shown.day(row.removed_on)}
