"""Keeping what a study lists: decisions and evidence stay with what is still the same, everything new is undecided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simple_history.utils import bulk_create_with_history

from argosy.engines.duty.assessment import Option
from argosy.engines.duty.demands import Demand
from argosy.engines.duty.measures import Measure
from argosy.kernel.text import Text
from argosy.records.people.models import Person
from argosy.records.record import validate_all
from argosy.records.tariffs.study.listing import Found, demands_of, found, money
from argosy.records.tariffs.study.models import ApplicabilityStudy, OptionCondition, TariffMeasure, TaxOption

DECIDED = ("decision", "reason", "person", "at")
EVIDENCE = ("value", "document", "note", "on", "person", "at")
CHOSEN = ("chosen_lines", "chosen_by", "chosen_at", "chosen_reason")


def relist(study: ApplicabilityStudy, actor: Person) -> Found:
    """List measures and options anew. A measure keeps its decision while its rate is as it was, a condition its evidence."""
    now = found(study)
    _measures(study, now.measures, actor)
    reprice(study, now)
    study.rulebook, study.edition = f"{now.pack.id} {now.pack.version}", now.edition
    return now


def _measures(study: ApplicabilityStudy, listed: Iterable[Measure], actor: Person) -> None:
    old = {_sameness(row): row for row in study.measures.all()}
    origins = {line.line_no: line.origin for line in study.lines.all()}
    rows = []
    for place, one in enumerate(listed, 1):
        row = _measure(study, place, one, origins)
        kept = old.get(_sameness(row))
        for name in DECIDED if kept else ():
            setattr(row, name, getattr(kept, name))
        rows.append(row)
    validate_all(rows)
    study.measures.all().delete()
    bulk_create_with_history(rows, TariffMeasure, default_user=actor)


def _sameness(row: TariffMeasure) -> tuple[Any, ...]:
    return (row.line_no, row.code, row.kind, row.rule, row.rate, row.coverage)


def _measure(study: ApplicabilityStudy, place: int, one: Measure, origins: Mapping[int, str]) -> TariffMeasure:
    line_no = int(one.line or 0)
    return TariffMeasure(
        study=study, place=place, line_no=line_no, code=one.code, origin=origins.get(line_no, ""), country=study.jurisdiction, kind=one.kind,
        subject=one.subject, rule=one.rule, rate=one.rate, coverage=one.coverage, confidence=one.confidence, version=one.version,
        valid_from=one.valid_from, valid_to=one.valid_to, **_both("label", one.label), **_both("formula", one.formula), **_both("legal", one.legal),
        **_both("source", one.source), **_both("note", one.note),
    )  # fmt: skip


def reprice(study: ApplicabilityStudy, now: Found) -> None:
    """The options as they come to now, each with what it must prove. One that is gone is removed; the evidence of the others stays."""
    options = now.made.options if now.made else ()
    known = {row.programme: row for row in study.options.all()}
    for one in options:
        row = known.pop(one.programme, None) or TaxOption(study=study, programme=one.programme)
        _fill(row, one, now)
        row.save()
        lines = {line.id: line for line in now.made.consignment.lines} if now.made else {}
        _conditions(row, demands_of(one, now.pack, lines))
    for gone in known.values():
        gone.delete()


def _fill(row: TaxOption, one: Option, now: Found) -> None:
    whole = now.made is not None and now.made.totals.complete
    row.kind, row.eligible, row.currency = one.kind, one.eligible, now.pack.currency
    row.label_zh, row.label_en = one.label.zh, one.label.en
    row.reasons, row.missing = _texts(one.reasons), _texts(one.missing)
    row.lines, row.ready = [int(name) for name in one.lines], [int(name) for name in one.ready]
    row.payable, row.saving = (money(one.payable), money(one.saving)) if whole else (None, None)


def _texts(texts: Iterable[Text]) -> list[dict[str, str]]:
    return [{"zh": t.zh, "en": t.en} for t in texts]


def _conditions(option: TaxOption, demands: Iterable[tuple[int, Demand]]) -> None:
    known = {(row.key, row.line_no): row for row in option.conditions.all()}
    for line_no, one in demands:
        row = known.pop((one.key, line_no), None) or OptionCondition(option=option, key=one.key, line_no=line_no)
        row.asks = one.asks
        row.words_zh, row.words_en, row.ask_zh, row.ask_en = one.words.zh, one.words.en, one.ask.zh, one.ask.en
        row.save()
    for gone in known.values():
        gone.delete()


def _both(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_zh": text.zh, f"{name}_en": text.en}
