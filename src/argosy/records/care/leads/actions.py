"""Writes about prospects."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.care.leads.models import EndReason, Lead, LeadStage, SourceCost
from argosy.records.care.leads.stages import Stage, stage
from argosy.records.care.versions import held
from argosy.records.catalog.models import Product
from argosy.records.clock import today
from argosy.records.parties.actions import add_contact, register_party
from argosy.records.parties.models import Party
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number
from argosy.records.staff import person_in

_OWN = frozenset({"ref", "stage", "stage_since", "lost_reason", "screened_on", "screened_by", "party", "last_on"})


@action("care.lead.open", Text("建立潛在客戶", "enter a prospect"))
def open_lead(*, actor: Any, created: date | None = None, **fields: Any) -> Lead:
    """A prospect, in the first stage. ``product`` is a SKU, ``event`` a reference, ``owner`` a login (the writer unless given)."""
    day = created or today()
    given = {"owner": actor, **_named(fields)}
    row = Lead(ref=f"PL-{next_number('PL'):04d}", created=day, stage_since=day, **given)
    row.save()
    LeadStage(lead=row, stage=row.stage, on=day, by=actor).save()
    return row


@action("care.lead.change", Text("修改潛在客戶", "change a prospect"))
def change_lead(*, actor: Any, ref: str, seen: int | None = None, **fields: Any) -> Lead:
    """Change the fields given; its stage moves by moving it. A newer state than ``seen`` raises ``Refused``."""
    row: Lead = changed(held(Lead.objects.all(), ref, seen, ref=ref), _named(fields))
    return row


@action("care.lead.move", Text("變更潛在客戶階段", "move a prospect"))
def move_lead(*, actor: Any, ref: str, to: str, on: date | None = None, reason: str = "", note: str = "", seen: int | None = None) -> Lead:
    """Into another stage. From the quotation on, screening must have been run; a loss needs its reason; otherwise ``Refused`` says what is missing.

    Moving it to the stage it is in changes nothing.
    """
    row, target, day = held(Lead.objects.all(), ref, seen, ref=ref), stage(to), on or today()
    if row.stage == target.code:
        return row  # type: ignore[no-any-return]
    _allowed(row, target, reason)
    if day < row.stage_since:
        raise BadInput(
            Text("不得早於進入目前階段之日 {d}", "It cannot move before {d}, when it came into its stage").format(d=f"{row.stage_since}")
        )
    row.stage, row.stage_since, row.lost_reason = target.code, day, reason if target.reason else ""
    row.next_on = row.next_on if target.is_open else None
    row.save()
    LeadStage(lead=row, stage=target.code, on=day, by=actor, note=note).save()
    return row  # type: ignore[no-any-return]


def _allowed(row: Lead, target: Stage, reason: str) -> None:
    if target.screened and row.screened_on is None:
        raise Refused(
            Text(
                "「{c}」尚未完成篩檢，不得進入「{s}」。請先辦理篩檢並登錄日期",
                "{c} is not screened and cannot enter '{s}'. Have it screened and record the day first",
            ).format(c=row.company, s=target.name)
        )
    if target.reason and not reason:
        reasons = ", ".join(EndReason.values)
        raise BadInput(Text("結案失敗須填原因（{r}）", "A loss needs its reason ({r})").format(r=reasons))


@action("care.lead.screen", Text("登錄篩檢", "record screening of a prospect"))
def screen_lead(*, actor: Any, ref: str, on: date) -> Lead:
    """That the prospect was screened against the lists on a day."""
    row: Lead = changed(held(Lead.objects.all(), ref, ref=ref), {"screened_on": on, "screened_by": actor})
    return row


@action("care.lead.convert", Text("潛在客戶轉為客戶", "make a prospect a customer"))
def convert_lead(*, actor: Any, ref: str, party: str = "", code: str = "", name_zh: str = "", name_en: str = "", tax_id: str = "") -> Party:
    """Tie a prospect to the customer it has become: one there is (``party``), or a new one (names, and ``code`` unless the next free one will do).

    The person spoken to goes along as a contact of a new customer. Twice changes nothing.
    """
    row = held(Lead.objects.all(), ref, ref=ref)
    if row.party is not None:
        return row.party  # type: ignore[no-any-return]
    if party:
        kept: Party = found(Party.objects.all(), party, code=party)
    else:
        kept = register_party(
            actor=actor, code=code, kinds=("customer",), name_zh=name_zh or row.company, name_en=name_en or row.company, tax_id=tax_id, country=row.country,
            grade=row.grade, language="zh-Hant" if row.country in ("TW", "HK", "MO") else "en",
        )  # fmt: skip
        _bring_contact(actor, row, kept)
    changed(row, {"party": kept})
    return kept


def _bring_contact(actor: Any, row: Lead, party: Party) -> None:
    if row.contact:
        told = {"email": row.email, "phone": row.phone, "language": party.language}
        add_contact(actor=actor, code=party.code, name=row.contact, consent=row.consent or None, consent_on=row.consent_on, **told)


@action("care.cost.record", Text("登錄開發費用", "record the cost of finding prospects"))
def record_cost(*, actor: Any, source: str, month: date, amount: Decimal, note: str = "") -> SourceCost:
    """What one way of finding prospects cost in a month, in the firm's own currency; a cost recorded before is replaced."""
    row = SourceCost.objects.select_for_update().filter(source=source, month=month).first() or SourceCost(source=source, month=month)
    row.amount, row.note = amount, note
    row.save()
    return row


def _named(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, with SKU, event and login turned into their rows."""
    if wrong := sorted(set(fields) & _OWN):
        raise BadInput(Text("不能直接填入 {f}", "These cannot be entered directly: {f}").format(f=", ".join(wrong)))
    given = person_in(fields, "owner")
    if isinstance(sku := given.get("product"), str):
        given["product"] = found(Product.objects.all(), sku, sku=sku) if sku else None
    if isinstance(ref := given.get("event"), str):
        given["event"] = found(apps.get_model("care", "Event").objects.all(), ref, ref=ref) if ref else None
    return given
