"""Reading events and who was invited."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.care.events.models import Answer, Event, Invitation
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["Answer", "Event", "Invitation"]
_READ = Text("查看活動", "see events")


def events(*, actor: Actor | None, kind: str = "") -> QuerySet[Event]:
    """Events, the latest first, each with how many were invited, answered, will come and came."""
    require(actor, "care.event.read", _READ)
    rows = (
        Event.objects.select_related("owner")
        .annotate(
            invited=Count("invitations", distinct=True),
            answered=Count("invitations", filter=~Q(invitations__answer=Answer.NONE), distinct=True),
            coming=Count("invitations", filter=Q(invitations__answer=Answer.YES), distinct=True),
            came=Count("invitations", filter=Q(invitations__attended=True), distinct=True),
        )
        .order_by("-starts", "ref")
    )
    return rows.filter(kind=kind) if kind else rows


def event(ref: str, *, actor: Actor | None) -> Event:
    """One event with its invitations, or ``NotFound``."""
    invited = Prefetch("invitations", Invitation.objects.select_related("party", "lead", "contact"))
    row: Event = found(events(actor=actor).prefetch_related(invited), ref, ref=ref)
    return row


def invitations(*, actor: Actor | None, party: str = "") -> QuerySet[Invitation]:
    """Invitations with their events, the latest first."""
    require(actor, "care.event.read", _READ)
    rows = Invitation.objects.select_related("event", "party", "lead").order_by("-event__starts", "pk")
    return rows.filter(party__code=party) if party else rows
