"""Writes about events and invitations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.care.events.models import Answer, Event, Invitation
from argosy.records.care.leads.models import Lead
from argosy.records.care.versions import held
from argosy.records.parties.models import Contact, Party
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number
from argosy.records.staff import person_in


@action("care.event.open", Text("建立活動", "open an event"))
def open_event(*, actor: Any, **fields: Any) -> Event:
    """An event. ``fields``: kind, name_zh, name_en, starts, ends, place, cost, currency, owner (the writer), note."""
    row = Event(ref=f"EV-{next_number('EV'):04d}", **{"owner": actor, **person_in(fields, "owner")})
    row.save()
    return row


@action("care.event.change", Text("修改活動", "change an event"))
def change_event(*, actor: Any, ref: str, seen: int | None = None, **fields: Any) -> Event:
    """Change the fields given; a newer state than ``seen`` raises ``Refused``."""
    row: Event = changed(held(Event.objects.all(), ref, seen, ref=ref), person_in(fields, "owner"))
    return row


@action("care.invitation.send", Text("邀請客戶", "invite to an event"))
def invite(*, actor: Any, event: str, on: date, parties: Iterable[str] = (), leads: Iterable[str] = ()) -> list[Invitation]:
    """Invite customers and prospects; who is invited already stays as they are. A party that is inactive raises ``Refused``."""
    what = held(Event.objects.all(), event, ref=event)
    if on > what.ends:
        raise Refused(
            Text("活動已於 {d} 結束，無法邀請", "The event was over on {d}: nobody can be invited").format(d=what.ends.isoformat())
        )
    made = []
    for code in parties:
        party = found(Party.objects.filter(is_active=True), code, code=code)
        made.append(_invited(what, on, party=party))
    for ref in leads:
        made.append(_invited(what, on, lead=found(Lead.objects.all(), ref, ref=ref)))
    return made


def _invited(event: Event, on: date, **whom: Any) -> Invitation:
    row = Invitation.objects.filter(event=event, **whom).first()
    if row is None:
        row = Invitation(event=event, sent_on=on, **whom)
        row.save()
    return row


@action("care.invitation.answer", Text("登錄邀請回覆", "record an answer to an invitation"))
def answer(*, actor: Any, invitation: int, answer: str, on: date, contact: int | None = None, note: str = "") -> Invitation:
    """What came of an invitation: yes, no, or none to take an answer back."""
    row = held(Invitation.objects.all(), invitation, pk=invitation)
    who = found(Contact.objects.all(), contact, pk=contact) if contact else row.contact
    given = {"answer": answer, "answered_on": None if answer == Answer.NONE else on, "contact": who, "note": note or row.note}
    kept: Invitation = changed(row, given)
    return kept


@action("care.invitation.attend", Text("登錄出席", "record attendance"))
def attend(*, actor: Any, invitation: int, came: bool | None) -> Invitation:
    """Whether who was invited came; ``None`` takes it back."""
    row: Invitation = changed(held(Invitation.objects.all(), invitation, pk=invitation), {"attended": came})
    return row
