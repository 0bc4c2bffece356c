"""Proving the archive: the chain itself, and that every record of what was issued still says what its links say."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

from django.db.models import Q
from django.utils import timezone

from argosy.kernel.canonical import digest
from argosy.records.reports import archive, chain
from argosy.records.reports.chain import Link
from argosy.records.reports.models import Approval, ChainEntry, ChainRoot, Document, Issue, IssuedFile, NumberSeries, SendingLog
from argosy.records.reports.queries import PUBLIC
from argosy.report.model import Report, hash_content

LEADS_TO = {"issue": "issued", "supersede": "superseded", "withdraw": "withdrawn"}
_SERIES = re.compile(r".+-\d{6}")


def verify() -> dict[str, Any]:
    """The proof of the archive: ``{ok, entries, root, problems}`` as the public contract states it."""
    links = [_link(e) for e in ChainEntry.objects.select_related("document").order_by("seq")]
    problems = [*chain.faults(links), *_ends(links), *_days(links), *_issues(links), *_states(links), *_sendings(links), *_numbers()]
    return {"ok": not problems, "entries": len(links), "root": chain.merkle_root([link.entry_hash for link in links]), "problems": problems}


def _link(entry: ChainEntry) -> Link:
    return Link(entry.seq, entry.at.astimezone(UTC), entry.event, entry.document.ref, entry.payload, entry.previous, entry.entry_hash)


def _ends(links: Sequence[Link]) -> Iterator[str]:
    counted = NumberSeries.objects.filter(series="chain").values_list("last", flat=True).first() or 0
    if counted != len(links):
        yield f"chain: {counted} links were written, {len(links)} are here"


def _days(links: Sequence[Link]) -> Iterator[str]:
    hashes = {link.seq: link.entry_hash for link in links}
    last = 0
    for day in ChainRoot.objects.order_by("first"):
        if day.first != last + 1:
            yield f"day {day.day}: its root begins at link #{day.first}, the one before ended at #{last}"
        here = [hashes[s] for s in range(day.first, day.last + 1) if s in hashes]
        if chain.merkle_root(here) != day.root:
            yield f"day {day.day}: its links no longer give the root {day.root[:8]}"
        last = day.last
    open_days = chain.by_day((timezone.localdate(link.at), link.seq) for link in links)
    for day, numbers in list(open_days.items())[:-1]:
        if numbers[-1] > last:
            yield f"day {day}: it is over, but its root is gone"


def _issues(links: Sequence[Link]) -> Iterator[str]:
    proven = {link.payload.get("doc_no"): link.payload for link in links if link.event == "issue"}
    for issue in Issue.objects.select_related("document__maker", "version__author").iterator():
        payload = proven.pop(issue.doc_no, None)
        if payload is None:
            yield f"{issue.doc_no}: issued, but the chain has no link for it"
        else:
            yield from _issue(issue, payload)
    yield from (f"{number}: in the chain, but the issue is gone" for number in proven)


def _issue(issue: Issue, payload: dict[str, Any]) -> Iterator[str]:
    if digest(issue.envelope) != payload.get("envelope_hash") or issue.envelope_hash != payload.get("envelope_hash"):
        yield f"{issue.doc_no}: the issued content was changed"
    if issue.version.content_hash != payload.get("content_hash"):
        yield f"{issue.doc_no}: it points to other content than was issued"
    elif hash_content(Report.model_validate_json(issue.version.model)) != payload.get("content_hash"):
        yield f"{issue.doc_no}: the version it was issued from was changed"
    yield from _frame(issue)
    yield from _files(issue, payload.get("files", {}))


def _frame(issue: Issue) -> Iterator[str]:
    """The document's own row and the signatures, against what the sealed envelope says of them."""
    sealed, document = json.loads(issue.envelope), issue.document
    if (document.key, document.revision, document.maker.login) != (sealed["key"], sealed["revision"], issue.version.author.login):
        yield f"{issue.doc_no}: its output, revision or maker was changed"
    rows = Approval.objects.filter(version=issue.version).exclude(decision=Approval.Decision.RETURNED).select_related("person")
    signed = {("made", issue.version.author.login.upper()), *((row.decision, row.person.login.upper()) for row in rows)}
    if signed != {(s["act"], s["role"]) for s in sealed["approvals"]}:
        yield f"{issue.doc_no}: its signatures are not those it was issued with"


def _files(issue: Issue, proven: dict[str, str]) -> Iterator[str]:
    stored = {f.name: f for f in IssuedFile.objects.filter(issue=issue)}
    for name, wanted in proven.items():
        if name not in stored or stored[name].sha256 != wanted:
            yield f"{issue.doc_no}: file {name} is missing or replaced"
        elif fault := archive.fault(wanted):
            yield f"{issue.doc_no}: {name}: {fault.en}"
    yield from (f"{issue.doc_no}: file {name} was not issued with it" for name in sorted(set(stored) - set(proven)))


def _states(links: Sequence[Link]) -> Iterator[str]:
    """Every document stands where its last link left it, under its number, and a withdrawal keeps its reason."""
    last = {link.document: link for link in links if link.event in LEADS_TO}
    for row in Document.objects.filter(Q(state__in=PUBLIC) | Q(ref__in=list(last))).order_by("pk"):
        link = last.get(row.ref)
        if link is None:
            yield f"{row}: {row.state}, but the chain has no link for it"
        elif (row.state, row.doc_no) != (LEADS_TO[link.event], link.payload.get("doc_no")):
            yield f"{link.payload['doc_no']}: the chain says {LEADS_TO[link.event]}, the record says {row.state} {row.doc_no}"
        elif link.event == "withdraw" and row.reason != link.payload.get("reason"):
            yield f"{row}: the reason of its withdrawal was changed"


def _sendings(links: Sequence[Link]) -> Iterator[str]:
    proven = Counter(
        (*(link.payload.get(name) for name in ("doc_no", "to", "channel", "file")), link.at) for link in links if link.event == "send"
    )
    logged = Counter(
        (row.issue.doc_no, row.recipient, row.channel, row.file_hash, row.at.astimezone(UTC))
        for row in SendingLog.objects.select_related("issue").iterator()
    )
    received = {link.payload.get("sending"): link for link in links if link.event == "receive"}
    for row in SendingLog.objects.filter(Q(acknowledged_at__isnull=False) | Q(pk__in=list(received))).select_related("issue"):
        link = received.get(row.pk)
        if link is None or link.payload.get("words") != row.acknowledgement or link.at != row.acknowledged_at:
            yield f"{row.issue.doc_no}: the receipt by {row.recipient} was changed, or the chain has no link for it"
    yield from (f"{sending[0]}: a sending to {sending[1]} is gone or was changed" for sending in (proven - logged))
    yield from (f"{sending[0]}: a sending to {sending[1]} is logged, but the chain has no link for it" for sending in (logged - proven))


def _numbers() -> Iterator[str]:
    """Every number of a series up to its last was issued once."""
    given = set(Issue.objects.values_list("doc_no", flat=True))
    for series in NumberSeries.objects.all():
        if _SERIES.fullmatch(series.series):
            missing = (f"{series.series}-{n:04d}-R0" for n in range(1, series.last + 1))
            yield from (f"{number}: the number was given, but the issue is gone" for number in missing if number not in given)
