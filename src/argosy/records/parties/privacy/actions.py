"""Acts on the personal data of contacts: consent, a copy, correction, no more marketing, removal."""

from __future__ import annotations

from datetime import date
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.parties.models import Contact
from argosy.records.parties.privacy.models import PrivacyRequest
from argosy.records.parties.privacy.queries import everything
from argosy.records.record import changed, found

PERSONAL = ("title", "email", "phone")
REMOVED = "（已刪除）removed"


@action("parties.contact.consent", Text("登錄個資告知與同意", "record information and consent"))
def record_consent(*, actor: Any, contact: int, on: date, informed: bool = True, consent: bool | None = None, purpose: str = "") -> Contact:
    """That a person was told what their data is kept for on a day, and whether they consent to marketing (``None``: not asked)."""
    row = found(Contact.objects.select_for_update(), contact, pk=contact)
    given: dict[str, Any] = {"consent": consent, "consent_on": on if consent else None}
    given |= {"informed_on": on} if informed else {}
    given |= {"purpose": purpose} if purpose else {}
    kept: Contact = changed(row, given)
    return kept


@action("parties.contact.copy", Text("提供個資複本", "give a person a copy of their data"))
def give_copy(*, actor: Any, contact: int, on: date, note: str = "") -> dict[str, Any]:
    """Everything held about a person, as JSON has it; the request is kept as done."""
    row = found(Contact.objects.all(), contact, pk=contact)
    _keep(actor, row, "copy", on, note)
    return everything(contact)


@action("parties.contact.correct", Text("更正個資", "correct personal data"))
def correct(*, actor: Any, contact: int, on: date, note: str = "", **fields: Any) -> Contact:
    """Change what a person said is wrong: name, title, email, phone, language."""
    if wrong := sorted(set(fields) - {"name", "title", "email", "phone", "language"}):
        raise BadInput(Text("不能更正 {f}", "These are not corrected here: {f}").format(f=", ".join(wrong)))
    row = changed(found(Contact.objects.select_for_update(), contact, pk=contact), fields)
    _keep(actor, row, "correct", on, note)
    return row  # type: ignore[no-any-return]


@action("parties.contact.stop", Text("停止行銷利用", "stop marketing to a person"))
def stop_marketing(*, actor: Any, contact: int, on: date, note: str = "") -> Contact:
    """Take consent back: they are invited to nothing more."""
    row = changed(found(Contact.objects.select_for_update(), contact, pk=contact), {"consent": False, "consent_on": None})
    _keep(actor, row, "stop", on, note)
    return row  # type: ignore[no-any-return]


@action("parties.contact.remove", Text("刪除個資", "remove personal data"))
def remove_person(*, actor: Any, contact: int, on: date, note: str = "") -> Contact:
    """Empty name, title, mail and phone of a person, in every earlier state as well; the business records that point here stay.

    Twice raises ``Refused``.
    """
    row = found(Contact.objects.select_for_update(), contact, pk=contact)
    if row.removed_on is not None:
        raise Refused(Text("此人之個資已於 {d} 刪除", "This person's data was removed on {d}").format(d=row.removed_on.isoformat()))
    empty = {**dict.fromkeys(PERSONAL, ""), "name": REMOVED, "is_active": False, "consent": None, "consent_on": None, "removed_on": on}
    changed(row, empty)
    row.history.update(name=REMOVED, **dict.fromkeys(PERSONAL, ""))
    _keep(actor, row, "remove", on, note)
    return row  # type: ignore[no-any-return]


def _keep(actor: Any, row: Contact, kind: str, on: date, note: str) -> None:
    PrivacyRequest(contact=row, kind=kind, asked_on=on, done_on=on, by=actor, note=note).save()
