"""Which forms of published tariffs can be read, and reading one: the schedule, the edition it makes, and a preview of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from argosy.engines.tariff.rows import EditionFacts, Schedule
from argosy.importers.tariffs import au_fta, au_tariff, tariff_csv, tw_ccc, uk_ott, us_hts
from argosy.importers.tariffs.given import Given
from argosy.kernel.errors import BadInput
from argosy.kernel.registry import Registry
from argosy.kernel.text import Text
from argosy.rules.tariff_library import home_of, tariff_source
from argosy.rules.tariff_source import TariffSource

Reader = Callable[[Given, TariffSource], Schedule]
# Raised when a reader gives other rows for the same bytes, so that editions read before stay what they were.
READER = 1
SHOWN = 200


@cache
def readers() -> Registry[Reader]:
    """The readers by kind; an outside package adds one by the entry point ``argosy.tariff_readers``."""
    registry: Registry[Reader] = Registry(Text("稅則格式", "form of tariff"), "argosy.tariff_readers")
    kinds = {"us-hts": us_hts, "tw-ccc": tw_ccc, "au-3": au_tariff, "au-fta": au_fta, "uk-ott": uk_ott, "csv": tariff_csv}
    for kind, module in kinds.items():
        registry.add(kind, module.read)
    return registry


@dataclass(frozen=True, slots=True)
class ReadSchedule:
    """A schedule read from a file, with the facts of the edition it makes."""

    schedule: Schedule
    facts: EditionFacts


def read_schedule(
    files: Given, kind: str, jurisdiction: str = "", edition: str = "", valid_from: date | None = None, *, today: date
) -> ReadSchedule:
    """The schedule in the files. ``jurisdiction`` may be empty for a kind that is of one only. ``BadInput`` names what is wrong.

    The edition is named by the day it holds from and the hash of the bytes, unless a name is given; so the same bytes make the same edition.
    """
    reader = readers().get(kind)
    place = (jurisdiction or home_of(kind)).strip().upper()
    if not place:
        raise BadInput(Text("須以 --jurisdiction 指明關稅領域", "Say which customs territory with --jurisdiction"))
    source = tariff_source(place)
    if not source.of_kind(kind):
        raise BadInput(Text("{j} 沒有 {k} 格式之稅則", "{j} has no tariff of the form {k}").format(j=place, k=kind))
    made = reader(files, source)
    return ReadSchedule(made, _facts(files, made, source, kind, edition, valid_from or made.valid_from, today))


def _facts(files: Given, made: Schedule, source: TariffSource, kind: str, edition: str, start: date | None, today: date) -> EditionFacts:
    series = next(s for s in source.series if s.id == made.series)
    states = Counter(row.state for row in made.rows)
    name = edition or "-".join(filter(None, (str(start or ""), files.sha256[:8], f"r{READER}" if READER > 1 else "")))
    return EditionFacts(
        source.tables, made.series, name, kind, files.name, files.sha256, start, today, series.coverage, len(made.lines), len(made.rows), states["parsed"],
        states["needs_person"], series.title.zh, series.title.en, series.publisher.zh, series.publisher.en, series.licence, series.url, READER,
    )  # fmt: skip


def preview(read: ReadSchedule) -> dict[str, Any]:
    """What a file comes to, before or after it is stored: counts by column, and every rate a person must read."""
    facts, made = read.facts, read.schedule
    worded = [{"row": r.at, "code": r.code, "column": r.column, "text": r.raw, "why_zh": r.why_zh, "why_en": r.why_en} for r in made.worded]
    return {
        "jurisdiction": facts.jurisdiction, "series": facts.series, "edition": facts.edition, "file": facts.file, "sha256": facts.sha256,
        "valid_from": facts.valid_from, "licence": facts.licence, "lines": facts.lines, "rates": facts.rates, "columns": _by_column(made),
        "groups": {name: len(members) for name, members in (made.groups or {}).items()}, "needs_person": worded[:SHOWN], "needs_person_total": len(worded),
        "notes": [{"zh": note.zh, "en": note.en} for note in made.notes],
    }  # fmt: skip


def _by_column(made: Schedule) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (column, state), count in sorted(Counter((r.column, r.state) for r in made.rows).items()):
        found.setdefault(column, {"parsed": 0, "needs_person": 0, "none": 0})[state] = count
    return found
