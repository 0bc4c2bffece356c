"""Two editions of a tariff compared. Open to everyone."""

from __future__ import annotations

from argosy.engines.tariff.changes import Change, changes
from argosy.engines.tariff.rows import EditionFacts
from argosy.engines.tariff.versions import HeldEdition
from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.records.tariffs.schedules import editions, tables

NONE = Text("沒有匯入 {j} {s} 之版本「{e}」。可用的有：{a}", "No edition {e} of {j} {s} was imported. There are: {a}")


def edition(jurisdiction: str, series: str, name: str) -> EditionFacts:
    """One imported edition; ``NotFound`` names those there are."""
    mine = [e for e in editions(jurisdiction) if e.series == series]
    for one in mine:
        if one.edition == name:
            return one
    raise NotFound(NONE.format(j=jurisdiction, s=series, e=name, a=", ".join(e.edition for e in mine) or "–"))


def compared(jurisdiction: str, series: str, before: str, after: str) -> tuple[EditionFacts, EditionFacts, tuple[Change, ...]]:
    """Both editions and what the later one has otherwise."""
    old, new = (_held(edition(jurisdiction, series, name)) for name in (before, after))
    return old.facts, new.facts, changes(old, new)


def _held(facts: EditionFacts) -> HeldEdition:
    place = facts.jurisdiction, facts.series, facts.edition
    return HeldEdition(facts, tables().frame(*place, "lines"), tables().frame(*place, "rates"))
