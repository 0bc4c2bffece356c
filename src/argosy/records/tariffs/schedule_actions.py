"""Storing a tariff schedule: an edition in the warehouse and its row among the data sets."""

from __future__ import annotations

from argosy.engines.tariff.rows import EditionFacts, Schedule, edition_frame, group_frame, line_frame, row_frame
from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.reference.models import Dataset
from argosy.records.tariffs.schedules import editions, tables
from argosy.rules.tariff_library import tariff_source


@action("tariffs.schedule.import", Text("匯入稅則", "import a tariff"))
def import_schedule(*, actor: Actor, schedule: Schedule, facts: EditionFacts, named: bool = False) -> Dataset:
    """Store a schedule as an edition beside the earlier ones, all or nothing.

    The same bytes of the same series are the same edition: importing them again changes nothing, unless ``named`` (the person chose the
    name or the day). ``Refused`` when the name is taken by other rows.
    """
    known = already(facts)
    if known is not None and not named:
        facts = known
    elif not tables().holds(facts.jurisdiction, facts.series, facts.edition):
        frames = {
            "lines": line_frame(schedule.lines),
            "rates": row_frame(schedule.rows),
            "groups": group_frame(schedule.groups or {}),
            "source": edition_frame(facts),
        }
        tables().keep(facts.jurisdiction, facts.series, facts.edition, frames)
    elif known is None or (known.edition, known.valid_from) != (facts.edition, facts.valid_from):
        raise Refused(
            Text(
                "版本 {e} 已存在，內容或生效日不同，請用新版本名稱",
                "Edition {e} is there with other contents or another day: use another name",
            ).format(e=facts.edition)
        )
    return _registered(facts)


def already(facts: EditionFacts) -> EditionFacts | None:
    """The edition made of the same bytes by the same reader, preferring one by the same name."""
    same = [
        e for e in editions(facts.jurisdiction) if (e.series, e.sha256, e.reader, e.jurisdiction) == (facts.series, facts.sha256, facts.reader, facts.jurisdiction)
    ]  # fmt: skip
    return next((e for e in same if e.edition == facts.edition), same[0] if same else None)


def _registered(facts: EditionFacts) -> Dataset:
    """The row of the edition among the data sets; written once."""
    name = f"tariff-{facts.jurisdiction.lower()}-{facts.series}"
    row = Dataset.objects.filter(name=name, edition=facts.edition).first()
    if row is not None:
        return row
    series = next(s for s in tariff_source(facts.jurisdiction).series if s.id == facts.series)
    row = Dataset(
        name=name, title_zh=facts.title_zh, title_en=facts.title_en, publisher_zh=facts.publisher_zh or "—", publisher_en=facts.publisher_en or "—",
        edition=facts.edition, as_of=facts.valid_from or facts.imported, retrieved=facts.imported, licence=facts.licence or "—", url=facts.url,
        sha256=facts.sha256, rows=facts.lines + facts.rates, max_age_days=series.max_age_days or None,
    )  # fmt: skip
    row.save()
    return row
