"""Reading channel dossiers: how complete they are and how the channels score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.channels.models import ChannelDossier, Criterion, DossierSection, Section
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["ChannelDossier", "Criterion", "Section"]
_READ = Text("查看通路檔案", "see channel dossiers")
FRESH_DAYS = 365
"""A section older than twelve months no longer counts (KMM2431-007v2 P1.2.2)."""
WEIGHT = Decimal(1)
"""The weight of a criterion to which none was given."""


@dataclass(frozen=True, slots=True)
class SectionState:
    """One of the twelve sections: ``row`` is ``None`` while it is empty; ``state`` is ok, empty, unsourced or old."""

    key: str
    label: Any
    row: DossierSection | None
    state: str


@dataclass(frozen=True, slots=True)
class Score:
    """The weighted mean, 0 to 100, of the criteria that have a source; ``None`` when none has. ``blank`` are left out and printed."""

    value: Decimal | None
    parts: dict[str, Decimal]
    blank: tuple[str, ...]


def dossiers(*, actor: Actor | None, market: str = "", kind: str = "") -> QuerySet[ChannelDossier]:
    """Dossiers by market and code, with sections, fees and scores."""
    require(actor, "channels.dossier.read", _READ)
    rows = ChannelDossier.objects.select_related("owner", "decided_by").prefetch_related(
        "sections__source", "fees__source", "scores__source"
    )
    return rows.filter(**{name: value for name, value in (("market", market), ("kind", kind)) if value})


def dossier(code: str, *, actor: Actor | None) -> ChannelDossier:
    """One dossier, or ``NotFound``."""
    row: ChannelDossier = found(dossiers(actor=actor), code, code=code.upper())
    return row


def sections(row: ChannelDossier, on: date) -> list[SectionState]:
    """All twelve sections in their order."""
    written = {section.key: section for section in row.sections.all()}
    return [SectionState(key.value, key.label, written.get(key.value), _state(written.get(key.value), on)) for key in Section]


def completeness(row: ChannelDossier, on: date) -> int:
    """Per cent of the twelve sections that are written, sourced and not over twelve months old, rounded down."""
    return sum(one.state == "ok" for one in sections(row, on)) * 100 // len(Section)


def score(row: ChannelDossier) -> Score:
    """The score of a channel under its visible weights; a criterion without a source is blank, not zero."""
    sourced = {one.criterion: one.value for one in row.scores.all() if one.source_id is not None}
    weights = {name: Decimal(str(row.weights.get(name, WEIGHT))) for name in sourced}
    total = sum(weights.values(), Decimal(0))
    parts = {name: value * weights[name] / total for name, value in sourced.items()} if total else {}
    blank = tuple(name for name in Criterion.values if name not in sourced)
    return Score(sum(parts.values(), Decimal(0)).quantize(Decimal("0.1"), ROUND_HALF_UP) if parts else None, parts, blank)


def _state(row: DossierSection | None, on: date) -> str:
    if row is None:
        return "empty"
    if row.source_id is None:
        return "unsourced"
    return "old" if row.as_of < on - timedelta(days=FRESH_DAYS) else "ok"
