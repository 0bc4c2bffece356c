"""Where things were heard: sources of the register with what they gave and how their grade went; and how documents cite them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from argosy.deliverables.families.intelligence.items import uses_before
from argosy.deliverables.families.market.known import in_both
from argosy.kernel.source import Source, SourceKind
from argosy.kernel.text import Text, same
from argosy.records.markets.intel import queries as intel
from argosy.records.permission import LOCAL_READER
from argosy.records.reference.sourcing import queries as sourcing

CITED_AS: dict[str, SourceKind] = {
    "official": "dataset",
    "customer": "interview",
    "peer": "interview",
    "fair": "interview",
    "inhouse": "record",
}
"""How a kind of source is cited; any other is a document."""
YEAR = 365
LOCAL = frozenset({"office", "platform"})
"""Kinds that stand in the market they tell of: offices abroad and marketplaces."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One source. ``grades`` are its gradings from first to latest; ``late`` by how many days it is past its refresh, 0 when it is not.

    ``kept`` and ``used`` count its items of twelve months; ``heard`` is the commonest reliability given to them, empty without any.
    """

    code: str
    name: Text
    kind: str
    kind_words: Text
    owner: str
    address: str
    contact: str
    coverage: str
    licence: str
    fee: str
    acquisition: str
    refresh_days: int | None
    refreshed: date | None
    late: int
    grade: str
    grades: tuple[tuple[date, str], ...]
    reason: str
    lawful: bool | None
    kept: int = 0
    used: int = 0
    heard: str = ""

    @property
    def local(self) -> bool:
        """Whether it stands in the market it tells of."""
        return self.kind in LOCAL


def gather_origins(on: date) -> dict[str, Origin]:
    """All sources in use, and those no longer in use that gave items, by code."""
    worth = {w.source.code: w for w in intel.worth(on, actor=LOCAL_READER)}
    used = _used(on)
    late = {row.code: row.due for row in sourcing.stale_sources(on, actor=LOCAL_READER)}
    taken = sourcing.refreshed_by_data()
    rows = sourcing.sources(actor=LOCAL_READER, active=False).prefetch_related("grades")
    return {
        row.code: _origin(row, worth.get(row.code), used[row.code], late.get(row.code), taken, on)
        for row in rows
        if row.is_active or row.code in worth
    }


def _used(on: date) -> Counter[str]:
    """Items of twelve months that were used before a day, by source."""
    rows = intel.items(actor=LOCAL_READER).filter(collected__gt=on - timedelta(days=YEAR), collected__lte=on).exclude(source=None)
    return Counter(row.source.code for row in rows.prefetch_related("uses") if row.source and uses_before(row, on))


def _origin(row: Any, worth: Any, used: int, due: date | None, taken: dict[str, date], on: date) -> Origin:
    grades = tuple(sorted((g.on, g.reliability) for g in row.grades.all() if g.on <= on))
    latest = max((g for g in row.grades.all() if g.on <= on), key=lambda g: (g.on, g.pk), default=None)
    heard = Counter(grade[0] for grade in worth.grades) if worth else Counter()
    return Origin(
        row.code, Text(row.name_zh, row.name_en or row.name_zh), row.kind, in_both(row.get_kind_display), row.owner, row.address, row.contact, row.coverage,
        row.licence, row.fee, row.acquisition, row.refresh_days, max(filter(None, (row.refreshed, taken.get(row.dataset))), default=None),
        0 if due is None or due == date.min else (on - due).days, row.reliability, grades, latest.reason if latest else "", row.lawful,
        worth.kept if worth else 0, used, min(heard, key=lambda g: (-heard[g], g)) if heard else "",
    )  # fmt: skip


def citations(origins: dict[str, Origin], codes: set[str]) -> tuple[dict[str, str], list[Source]]:
    """The ids under which sources are cited (K1, K2 … by code), and the citations."""
    named = {code: f"K{i}" for i, code in enumerate(sorted(codes & origins.keys()), 1)}
    return named, [_cited(origins[code], identity) for code, identity in named.items()]


def _cited(one: Origin, identity: str) -> Source:
    title = Text(
        f"{one.name.zh}（{one.code}，可信度 {one.grade or '未評'}）", f"{one.name.en} ({one.code}, reliability {one.grade or 'ungraded'})"
    )
    url = one.address if one.address.startswith("http") else ""
    return Source(
        identity,
        CITED_AS.get(one.kind, "document"),
        title,
        same(one.owner),
        as_of=one.refreshed,
        url=url,
        licence=one.licence,
        max_age_days=one.refresh_days,
    )
