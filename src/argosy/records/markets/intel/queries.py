"""Reading the register: lists, what reports may use, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from argosy.kernel.text import Text
from argosy.records.catalog.models import Product
from argosy.records.markets.intel.grading import least_grade, reaches
from argosy.records.markets.intel.models import Credibility, IntelligenceItem, ItemGrading, ItemUse
from argosy.records.parties.models import Party
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.reference.sourcing.models import Reliability, Source

__all__ = ["Credibility", "IntelligenceItem", "Reliability"]
_READ = Text("查看市場情報", "see market intelligence")


@dataclass(frozen=True, slots=True)
class Usable:
    """Items that reports may use, and how many were left out: no source, not graded or graded too low, expired."""

    items: tuple[IntelligenceItem, ...]
    drafts: int
    low: int
    expired: int
    least: str


@dataclass(frozen=True, slots=True)
class SourceWorth:
    """What a source gave in twelve months: items kept, items used, and how its items were graded."""

    source: Source
    kept: int
    used: int
    grades: tuple[str, ...]


def items(
    *, actor: Actor | None, find: str = "", market: str = "", hs: str = "", kind: str = "", channel: str = "", source: str = "", grade: str = ""
) -> QuerySet[IntelligenceItem]:  # fmt: skip
    """Items, the newest first. ``hs`` is the beginning of a code, ``grade`` the least grade in both parts, such as C3."""
    require(actor, "markets.item.read", _READ)
    rows = (
        IntelligenceItem.objects.select_related("source", "recorder", "product", "owner")
        .annotate(times=Count("uses"))
        .order_by("-collected", "-pk")
    )
    wanted = (("market", market), ("hs__startswith", hs), ("kind", kind), ("channel", channel), ("source__code", source))
    rows = rows.filter(**{name: value for name, value in wanted if value})
    if len(grade) == 2:
        rows = rows.filter(reliability__gt="", reliability__lte=grade[0], credibility__lte=grade[1])
    words = Q(ref__iexact=find) | Q(title_zh__icontains=find) | Q(title_en__icontains=find) | Q(summary__icontains=find)
    return rows.filter(words) if find else rows


def standing(rows: QuerySet[IntelligenceItem], state: str, on: date) -> QuerySet[IntelligenceItem]:
    """Of some items those in a ``state``: current, expired, draft, ungraded, signal (not assessed yet); else all."""
    late = Q(expires__lt=on)
    states = {
        "current": ~late & ~Q(source=None),
        "expired": late,
        "draft": Q(source=None),
        "ungraded": Q(reliability=""),
        "signal": Q(kind=IntelligenceItem.Kind.SIGNAL, assessed_at=None),
    }
    return rows.filter(states[state]) if state in states else rows


def item(ref: str, *, actor: Actor | None) -> IntelligenceItem:
    """One item with its gradings and uses, or ``NotFound``."""
    gradings = Prefetch("gradings", ItemGrading.objects.select_related("by"))
    uses = Prefetch("uses", ItemUse.objects.select_related("by"))
    rows = items(actor=actor).select_related("second_source", "watch__source").prefetch_related(gradings, uses, "links__requirement__brief")
    row: IntelligenceItem = found(rows, ref, ref=ref.upper())
    return row


def usable(rows: Iterable[IntelligenceItem], on: date, least: str = "") -> Usable:
    """Which of some items reports may use on a day, graded at least ``least`` (default: the firm's setting)."""
    least = least or least_grade(on)
    kept: list[IntelligenceItem] = []
    drafts = low = expired = 0
    for row in rows:
        drafts += row.draft
        expired += not row.draft and row.expired(on)
        low += not row.draft and not row.expired(on) and not reaches(row.grade, least)
        if not row.draft and not row.expired(on) and reaches(row.grade, least):
            kept.append(row)
    return Usable(tuple(kept), drafts, low, expired, least)


def duplicates(digest: str, key: str, market: str, *, besides: str = "") -> list[IntelligenceItem]:
    """Items with the same contents, or with the same title about the same market."""
    same = Q(digest=digest) | (Q(title_key=key, market=market) if key else Q(pk=None))
    return list(IntelligenceItem.objects.filter(same).exclude(ref=besides).select_related("source")[:20])


def proposed_relevance(row: IntelligenceItem) -> int:
    """0 to 3: one each when we have a party in its market, a product under its code, and it answers something a brief asks."""
    ours = row.product_id is not None or (len(row.hs) >= 4 and Product.objects.filter(code__startswith=row.hs[:6]).exists())
    near = bool(row.market) and Party.objects.filter(country=row.market, is_active=True).exists()
    return int(near) + int(ours) + int(row.links.exists())


def worth(on: date, *, actor: Actor | None) -> list[SourceWorth]:
    """Each source that gave items in the twelve months to a day, the most used first."""
    since = on - timedelta(days=365)
    rows = items(actor=actor).filter(collected__gt=since, collected__lte=on).exclude(source=None)
    held: dict[int, list[IntelligenceItem]] = {}
    for row in rows:
        held.setdefault(row.source_id, []).append(row)
    made = [
        SourceWorth(rows[0].source, len(rows), sum(row.times > 0 for row in rows), tuple(sorted(row.grade for row in rows if row.grade)))
        for rows in held.values()
    ]
    return sorted(made, key=lambda one: (-one.used, -one.kept, one.source.code))


def uncovered_channels(rows: Iterable[IntelligenceItem]) -> list[IntelligenceItem.Channel]:
    """Channels through which no item of these came."""
    told = {row.channel for row in rows if not row.draft}
    return [channel for channel in IntelligenceItem.Channel if channel.value not in told]
