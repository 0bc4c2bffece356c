"""Writing links to the chain, closing its days, and proving the whole archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from argosy.kernel.canonical import digest
from argosy.records.reports import archive, chain
from argosy.records.reports.models import ChainEntry, ChainRoot, Document, Issue, IssuedFile, NumberSeries


def next_number(series: str) -> int:
    """The next number of a series, without gaps within a transaction that commits."""
    row, _ = NumberSeries.objects.select_for_update().get_or_create(series=series)
    row.last += 1
    row.save()
    return row.last


def append(event: str, document: Document, payload: dict[str, Any], at: datetime) -> ChainEntry:
    """Write the next link. Earlier days without a root are closed first."""
    seq = next_number("chain")
    close_days(timezone.localdate(at))
    last = ChainEntry.objects.order_by("-seq").first()
    previous = last.entry_hash if last else chain.GENESIS
    moment = at.astimezone(timezone.get_default_timezone()).replace(microsecond=at.microsecond)
    hashed = chain.link_hash(seq, _utc(moment), event, document.ref, payload, previous)
    return ChainEntry.objects.create(seq=seq, at=at, event=event, document=document, payload=payload, previous=previous, entry_hash=hashed)


def close_days(before: date) -> None:
    """Write the Merkle root of every day before ``before`` that has links and no root yet."""
    done = ChainRoot.objects.aggregate(last=Max("last"))["last"] or 0
    by_day: dict[date, list[ChainEntry]] = {}
    for entry in ChainEntry.objects.filter(seq__gt=done).order_by("seq"):
        by_day.setdefault(timezone.localdate(entry.at), []).append(entry)
    for day, entries in sorted(by_day.items()):
        if day < before:
            root = chain.merkle_root([e.entry_hash for e in entries])
            ChainRoot.objects.create(day=day, first=entries[0].seq, last=entries[-1].seq, root=root)


def verify() -> dict[str, Any]:
    """The proof of the archive: ``{ok, entries, root, problems}`` as the public contract states it."""
    links = [_link(e) for e in ChainEntry.objects.select_related("document").order_by("seq")]
    problems = [*chain.faults(links), *_ends(links), *_days(links), *_issues(links)]
    return {"ok": not problems, "entries": len(links), "root": chain.merkle_root([link.entry_hash for link in links]), "problems": problems}


def _link(entry: ChainEntry) -> chain.Link:
    return chain.Link(entry.seq, _utc(entry.at), entry.event, entry.document.ref, entry.payload, entry.previous, entry.entry_hash)


def _utc(at: datetime) -> datetime:
    from datetime import UTC

    return at.astimezone(UTC)


def _ends(links: list[chain.Link]) -> Iterator[str]:
    counted = NumberSeries.objects.filter(series="chain").values_list("last", flat=True).first() or 0
    if counted != len(links):
        yield f"chain: {counted} links were written, {len(links)} are here"


def _days(links: list[chain.Link]) -> Iterator[str]:
    hashes = {link.seq: link.entry_hash for link in links}
    for day in ChainRoot.objects.all():
        here = [hashes[s] for s in range(day.first, day.last + 1) if s in hashes]
        if chain.merkle_root(here) != day.root:
            yield f"day {day.day}: its links no longer give the root {day.root[:8]}"


def _issues(links: list[chain.Link]) -> Iterator[str]:
    proven = {link.payload.get("doc_no"): link.payload for link in links if link.event == "issue"}
    for issue in Issue.objects.select_related("document", "version"):
        payload = proven.pop(issue.doc_no, None)
        if payload is None:
            yield f"{issue.doc_no}: issued, but the chain has no link for it"
        else:
            yield from _issue(issue, payload)
    yield from (f"{number}: in the chain, but the issue is gone" for number in proven)


def _issue(issue: Issue, payload: dict[str, Any]) -> Iterator[str]:
    if digest(issue.envelope) != payload["envelope_hash"] or issue.envelope_hash != payload["envelope_hash"]:
        yield f"{issue.doc_no}: the issued content was changed"
    if issue.version.content_hash != payload["content_hash"]:
        yield f"{issue.doc_no}: it points to other content than was issued"
    stored = {f.name: f for f in IssuedFile.objects.filter(issue=issue)}
    for name, wanted in payload["files"].items():
        if name not in stored or stored[name].sha256 != wanted:
            yield f"{issue.doc_no}: file {name} is missing or replaced"
        elif fault := archive.fault(wanted):
            yield f"{issue.doc_no}: {name}: {fault.en}"
