"""What is held about a person."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from argosy.kernel.text import Text
from argosy.records.parties.models import Contact
from argosy.records.parties.privacy.models import Asked, PrivacyRequest
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["Asked"]
_READ = Text("查看聯絡人", "see contacts")
_OWN = ("name", "title", "email", "phone", "language", "purpose", "informed_on", "consent", "consent_on", "removed_on", "is_active")


def requests(*, actor: Actor | None, contact: int | None = None) -> QuerySet[PrivacyRequest]:
    """Requests about personal data, the latest first."""
    require(actor, "parties.contact.read", _READ)
    rows = PrivacyRequest.objects.select_related("contact__party", "by")
    return rows.filter(contact=contact) if contact else rows


def people(*, actor: Actor | None, find: str = "", asked: str = "", party: str = "") -> QuerySet[Contact]:
    """Contacts, those who asked last first; found by name, mail or firm, and by what they asked."""
    require(actor, "parties.contact.read", _READ)
    last = PrivacyRequest.objects.filter(contact=OuterRef("pk")).order_by("-asked_on", "-pk")
    rows = Contact.objects.select_related("party").annotate(
        asked_on=Subquery(last.values("asked_on")[:1]), asked=Subquery(last.values("kind")[:1])
    )
    if find:
        rows = rows.filter(
            Q(name__icontains=find) | Q(email__icontains=find) | Q(party__code__iexact=find) | Q(party__name_zh__icontains=find)
        )
    rows = rows.filter(privacy_requests__kind=asked).distinct() if asked else rows
    rows = rows.filter(party__code=party) if party else rows
    return rows.order_by(F("asked_on").desc(nulls_last=True), "party__code", "pk")


def person(contact: int, *, actor: Actor | None) -> Contact:
    """One contact with its party, or ``NotFound``."""
    row: Contact = found(people(actor=actor), contact, pk=contact)
    return row


def held_about(contact: int, *, actor: Actor | None) -> dict[str, Any]:
    """The person's own fields, every earlier state, and each record of any app that names them; as JSON has it."""
    require(actor, "parties.contact.read", _READ)
    return everything(contact)


def everything(contact: int) -> dict[str, Any]:
    """As ``held_about``, for an act that has asked for its own permission."""
    row: Contact = found(Contact.objects.select_related("party"), contact, pk=contact)
    return {
        "contact": {"id": row.pk, "party": row.party.code, **{name: _plain(getattr(row, name)) for name in _OWN}},
        "states": [
            {"at": one.history_date.isoformat(), **{name: _plain(getattr(one, name)) for name in _OWN}}
            for one in row.history.order_by("history_id")
        ],
        "records": {label: rows for label, rows in _records(row) if rows},
    }


def _records(row: Contact) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows that point at the person, by kind: their days and words, not those of others."""
    made = []
    for relation in Contact._meta.get_fields(include_hidden=True):
        model = relation.related_model if relation.auto_created and not relation.concrete else None
        if model is None or hasattr(model, "history_id") or not isinstance(model, type):
            continue
        rows = apps.get_model(model._meta.label).objects.filter(**{relation.field.name: row})[:1000]
        made.append((model._meta.label, [_shown(one) for one in rows]))
    return made


def _shown(row: Any) -> dict[str, Any]:
    kept = [field for field in row._meta.concrete_fields if not field.is_relation]
    return {field.name: _plain(field.value_from_object(row)) for field in kept}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool) else str(value)
