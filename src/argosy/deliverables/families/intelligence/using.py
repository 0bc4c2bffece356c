"""What a document cites is noted on the items: the value of a source is how much of what it gave was used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from argosy.deliverables.families.intelligence.items import Item
from argosy.records.markets.intel.actions import use_item
from argosy.records.reports import queries as reports


def note_uses(items: Iterable[Item], actor: Any, ref: str) -> None:
    """Note that the document ``ref`` uses these items, once for each; drafts cannot be used and are passed over."""
    subject = reports.document(ref).reference
    for item in items:
        if item.source:
            use_item(actor=actor, ref=item.ref, subject=subject, name=ref)
