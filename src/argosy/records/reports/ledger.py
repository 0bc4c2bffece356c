"""Writing links to the chain and closing its days. ``proof`` proves them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from argosy.records.reports import chain
from argosy.records.reports.models import ChainEntry, ChainRoot, Document, NumberSeries


def next_number(series: str) -> int:
    """The next number of a series, without gaps within a transaction that commits."""
    row, _ = NumberSeries.objects.select_for_update().get_or_create(series=series)
    row.last += 1
    row.save()
    return row.last


def next_numbers(series: str, count: int) -> range:
    """So many numbers of a series in a row, as ``next_number`` gives one."""
    row, _ = NumberSeries.objects.select_for_update().get_or_create(series=series)
    first = row.last + 1
    row.last += count
    row.save()
    return range(first, first + count)


def append(event: str, document: Document, payload: dict[str, Any], at: datetime) -> ChainEntry:
    """Write the next link. Earlier days without a root are closed first."""
    seq = next_number("chain")
    close_days(timezone.localdate(at))
    last = ChainEntry.objects.order_by("-seq").first()
    previous = last.entry_hash if last else chain.GENESIS
    hashed = chain.link_hash(seq, at.astimezone(UTC), event, document.ref, payload, previous)
    return ChainEntry.objects.create(seq=seq, at=at, event=event, document=document, payload=payload, previous=previous, entry_hash=hashed)


def close_days(before: date) -> None:
    """Write the Merkle root of every day before ``before`` that has links and no root yet.

    A closed day stays closed: a link written after the clock was set back counts to the latest day before it.
    """
    closed = ChainRoot.objects.order_by("-last").first()
    done, floor = (closed.last, closed.day + timedelta(days=1)) if closed else (0, date.min)
    open_links = [(timezone.localdate(e.at), e) for e in ChainEntry.objects.filter(seq__gt=done).order_by("seq")]
    for day, entries in chain.by_day(open_links, floor).items():
        if day < before:
            root = chain.merkle_root([e.entry_hash for e in entries])
            ChainRoot.objects.create(day=day, first=entries[0].seq, last=entries[-1].seq, root=root)
