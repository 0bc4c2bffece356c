"""Writes about contacts with customers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.care.contacting.models import Interaction, PlannedContact
from argosy.records.care.leads.models import Lead
from argosy.records.care.versions import held
from argosy.records.clock import now
from argosy.records.parties.models import Contact, Party
from argosy.records.record import changed, found
from argosy.records.staff import person_in

_FIXED = frozenset({"party", "lead", "id"})


@action("care.interaction.log", Text("登錄聯繫", "log a contact"))
def log_contact(
    *, actor: Any, party: str = "", lead: str = "", at: datetime | None = None, contact: int | None = None, **fields: Any
) -> Interaction:
    """One contact with the customer ``party`` or the prospect ``lead``, now unless ``at`` is given, by the writer unless ``owner`` is.

    ``fields``: channel, minutes, purpose, content, support, due, result, next_on, owner, subject. A prospect's last and next follow-up
    move with it. Without party or channel it raises ``BadInput``.
    """
    row = Interaction(at=at or now(), **_given(actor, fields))
    row.party = found(Party.objects.all(), party, code=party) if party else None
    row.lead = held(Lead.objects.all(), lead, ref=lead) if lead else None
    row.contact = found(Contact.objects.all(), contact, pk=contact) if contact else None
    row.save()
    if row.lead is not None:
        _followed(row.lead, row)
    return row


def _given(actor: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
    allowed = {field.name for field in Interaction._meta.concrete_fields} - {"at", "contact", "id", "party", "lead"}
    if unknown := sorted(set(fields) - allowed):
        raise BadInput(Text("沒有欄位 {names}", "There is no field {names}").format(names=", ".join(unknown)))
    return {
        "owner": actor,
        **{name: value for name, value in person_in(dict(fields), "owner").items() if value is not None or name != "owner"},
    }


def _followed(lead: Lead, row: Interaction) -> None:
    """A prospect's last follow-up is the latest contact; its next one is what was agreed then."""
    day = row.at.date()
    if lead.last_on is None or day >= lead.last_on:
        changed(lead, {"last_on": max(day, lead.created), "next_on": row.next_on if row.next_on or not lead.is_open else lead.next_on})


@action("care.interaction.change", Text("修改聯繫紀錄", "change a logged contact"))
def change_contact(*, actor: Any, interaction: int, seen: int | None = None, **fields: Any) -> Interaction:
    """Change the fields given; whom it was with stays. ``seen``: the state the writer saw; a newer one raises ``Refused``."""
    if wrong := sorted(set(fields) & _FIXED):
        raise BadInput(Text("不能修改 {f}", "These cannot be changed: {f}").format(f=", ".join(wrong)))
    row = held(Interaction.objects.all(), interaction, seen, pk=interaction)
    kept: Interaction = changed(row, person_in(fields, "owner"))
    return kept


@action("care.support.close", Text("完成所需支援", "finish support asked for"))
def close_support(*, actor: Any, interaction: int, on: date, result: str = "") -> Interaction:
    """What a customer asked for in a contact was done on a day."""
    row = held(Interaction.objects.all(), interaction, pk=interaction)
    if not row.support:
        raise BadInput(Text("此聯繫未提出支援需求", "No support was asked for in this contact"))
    kept: Interaction = changed(row, {"done_on": on, "result": result or row.result})
    return kept


@action("care.frequency.plan", Text("設定聯繫頻率", "plan how often to contact"))
def plan_contact(
    *, actor: Any, party: str, since: date, reason: str, every_days: int | None = None, until: date | None = None
) -> PlannedContact:
    """How often one customer is contacted instead of its class's interval, from a day on, with the reason; a frequency from that day is replaced."""
    who = held(Party.objects.all(), party, code=party)
    row = PlannedContact.objects.filter(party=who, since=since).first() or PlannedContact(party=who, since=since)
    row.every_days, row.until, row.reason, row.by = every_days, until, reason, actor
    row.save()
    return row
