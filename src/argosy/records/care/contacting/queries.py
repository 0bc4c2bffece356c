"""Reading contacts: the log, who is due, and how often each customer is to be contacted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from argosy.kernel.text import Text
from argosy.records.care.contacting.models import Channel, Interaction, PlannedContact, Purpose
from argosy.records.care.versions import state_of
from argosy.records.parties.models import Party
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.reference.queries import setting

__all__ = ["Channel", "Interaction", "Purpose", "state_of"]
_READ = Text("查看聯繫紀錄", "see contacts with customers")


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a customer is contacted on a day: every ``days``, or not at all while paused (``None``), and why if not by its class."""

    days: int | None
    reason: str = ""

    @property
    def own(self) -> bool:
        """Whether it is decided for this customer alone."""
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer on a day: its frequency, its last contact and the next one agreed, days without contact, and how many over the interval."""

    party: Party
    frequency: Frequency
    last: date | None
    next_on: date | None
    idle: int | None

    @property
    def over(self) -> int:
        """Days past the planned interval; 0 while within it or paused."""
        if self.frequency.days is None:
            return 0
        return max(0, self.idle - self.frequency.days) if self.idle is not None else self.frequency.days


def span(first: date, last: date) -> tuple[datetime, datetime]:
    """From the beginning of one day to the end of another, in the firm's zone."""
    start = timezone.make_aware(datetime.combine(first, time.min))
    return start, timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))


def local_day(at: datetime) -> date:
    """The day of a moment in the firm's zone."""
    return timezone.localdate(at)


def interactions(
    *, actor: Actor | None, party: str = "", lead: str = "", owner: str = "", channel: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[Interaction]:  # fmt: skip
    """Contacts, the latest first; those of a party with what was said to it while it was a prospect."""
    require(actor, "care.interaction.read", _READ)
    rows = Interaction.objects.select_related("party", "lead", "contact", "owner")
    if party:
        rows = rows.filter(Q(party__code=party) | Q(lead__party__code=party))
    wanted = (("lead__ref", lead), ("owner__login", owner), ("channel", channel))
    rows = rows.filter(**{name: value for name, value in wanted if value})
    if first is not None:
        rows = rows.filter(at__gte=span(first, first)[0])
    return rows if last is None else rows.filter(at__lt=span(last, last)[1])


def interaction(number: int, *, actor: Actor | None) -> Interaction:
    """One contact, or ``NotFound``."""
    row: Interaction = found(interactions(actor=actor), number, pk=number)
    return row


def supports_open(*, actor: Actor | None, owner: str = "") -> QuerySet[Interaction]:
    """Contacts whose support is still to be given, the earliest due first."""
    return interactions(actor=actor, owner=owner).exclude(support="").filter(done_on=None).order_by("due", "pk")


def customers(*, actor: Actor | None) -> QuerySet[Party]:
    """Active customers by code."""
    require(actor, "care.interaction.read", _READ)
    return Party.objects.filter(parts__kind="customer", is_active=True, merged_into=None)


def frequencies(parties: list[Party], on: date) -> dict[int, Frequency]:
    """How often each of some customers is contacted on a day, by key: its own frequency where one holds, else its class's setting."""
    by_class = {grade: int(setting(f"care.every.{grade}", on)) for grade in "ABC"}
    made = {party.pk: Frequency(by_class.get(party.grade or "C")) for party in parties}
    for row in PlannedContact.objects.filter(party__in=made, since__lte=on).order_by("since", "pk"):
        if row.holds(on):
            made[row.party_id] = Frequency(row.every_days, row.reason)
    return made


def standings(on: date, *, actor: Actor | None, parties: list[Party] | None = None) -> list[Standing]:
    """Every customer (or those given) on a day, the longest overdue first."""
    rows = list(customers(actor=actor)) if parties is None else parties
    often = frequencies(rows, on)
    until = span(on, on)[1]
    seen = dict(
        Interaction.objects.filter(party__in=rows, at__lt=until).values_list("party").annotate(last=Max("at")).values_list("party", "last")
    )
    agreed = dict(Interaction.objects.filter(party__in=rows, at__lt=until).order_by("at", "pk").values_list("party", "next_on"))
    made = [_standing(party, often[party.pk], seen.get(party.pk), agreed.get(party.pk), on) for party in rows]
    return sorted(made, key=lambda one: (-one.over, one.party.code))


def _standing(party: Party, often: Frequency, last: datetime | None, next_on: date | None, on: date) -> Standing:
    day = None if last is None else timezone.localdate(last)
    return Standing(party, often, day, next_on, None if day is None else (on - day).days)


def cared_for(on: date, *, actor: Actor | None) -> dict[str, str]:
    """By customer, the login of who contacted it last up to a day."""
    rows = interactions(actor=actor, last=on).exclude(party=None).order_by("at", "pk")
    return dict(rows.values_list("party__code", "owner__login"))


def with_details(parties: list[Party], *, actor: Actor | None) -> dict[int, Party]:
    """Some customers by key with their addresses, contacts and bank accounts at hand."""
    require(actor, "care.interaction.read", _READ)
    return {
        row.pk: row
        for row in Party.objects.filter(pk__in=[one.pk for one in parties]).prefetch_related("addresses", "contacts", "bank_accounts")
    }
