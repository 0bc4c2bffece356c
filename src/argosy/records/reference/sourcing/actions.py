"""Writes of sources, culture notes, compliance checklists and watch rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.action import Actor, action
from argosy.records.clock import now
from argosy.records.record import changed, found
from argosy.records.reference.sourcing.models import ComplianceChecklist, ComplianceRule, CultureNote, Source, SourceGrade, WatchRule
from argosy.records.staff import person_in

_BY_GRADING = Text("可信度以「評定來源」變更", "The reliability changes by grading the source")


@action("reference.source.register", Text("登錄情報來源", "register a source"))
def register_source(*, actor: Any, code: str, **fields: Any) -> Source:
    """A new source, ungraded; whoever enters it looks after it unless ``steward`` says otherwise."""
    if "reliability" in fields:
        raise BadInput(_BY_GRADING)
    row = Source(code=code.strip().upper(), **{"steward": actor, **person_in(fields, "steward")})
    row.save()
    return row


@action("reference.source.change", Text("修改情報來源", "change a source"))
def change_source(*, actor: Actor, code: str, **fields: Any) -> Source:
    """Change the fields given; the reliability changes by ``grade_source`` alone."""
    if "reliability" in fields:
        raise BadInput(_BY_GRADING)
    row: Source = changed(_source(code), person_in(fields, "steward"))
    return row


@action("reference.source.grade", Text("評定來源", "grade a source"))
def grade_source(*, actor: Any, code: str, reliability: str, reason: str, on: date) -> SourceGrade:
    """Grade a source A to F, with the reason; earlier grades are kept."""
    source = _source(code)
    grade = SourceGrade(source=source, reliability=reliability, reason=reason, by=actor, on=on)
    grade.save()
    changed(source, {"reliability": reliability})
    return grade


@action("reference.source.refresh", Text("登錄來源更新", "note that a source was refreshed"))
def refresh_source(*, actor: Actor, code: str, on: date) -> Source:
    """The source was looked at again on a day."""
    row: Source = changed(_source(code), {"refreshed": on})
    return row


@action("reference.culture.record", Text("登錄文化筆記", "record a culture note"))
def record_culture(*, actor: Any, source: str = "", **fields: Any) -> CultureNote:
    """A cultural factor of a market; without a source it stays unverified."""
    row = CultureNote(recorder=actor, source=_source(source) if source else None, **fields)
    row.save()
    return row


@action("reference.culture.change", Text("修改文化筆記", "change a culture note"))
def change_culture(*, actor: Actor, note: int, source: str | None = None, **fields: Any) -> CultureNote:
    """Change the fields given; a new ``review_date`` says that it was looked at again."""
    if source is not None:
        fields["source"] = _source(source) if source else None
    row: CultureNote = changed(found(CultureNote.objects.all(), note, pk=note), fields)
    return row


@action("reference.compliance.open", Text("建立法規檢核表", "open a compliance checklist"))
def open_checklist(
    *, actor: Any, market: str, product: str, on: date, hs: str = "", rules: Iterable[Mapping[str, Any]] = ()
) -> ComplianceChecklist:
    """A checklist for goods in a market with its first rules."""
    row = ComplianceChecklist(market=market, product=product, hs=hs, opened_by=actor, opened=on)
    row.save()
    for rule in rules:
        ComplianceRule(checklist=row, **rule).save()
    return row


@action("reference.compliance.add", Text("新增檢核項", "add a rule to a checklist"))
def add_rule(*, actor: Actor, checklist: int, rule: str, **fields: Any) -> ComplianceRule:
    """One more rule."""
    row = ComplianceRule(checklist=found(ComplianceChecklist.objects.all(), checklist, pk=checklist), rule=rule, **fields)
    row.save()
    return row


@action("reference.compliance.decide", Text("判定檢核項", "decide a rule of a checklist"))
def decide_rule(*, actor: Any, checklist: int, rule: str, verdict: str, **fields: Any) -> ComplianceRule:
    """Met, gap, not applicable or waived. A gap says its effect, a waiver its reason; ``fields``: note, effect, effect_amount, effect_unit."""
    row: ComplianceRule = found(ComplianceRule.objects.all(), rule, checklist=checklist, rule=rule)
    if verdict == ComplianceRule.Verdict.GAP and not fields.get("effect", row.effect):
        raise BadInput(Text("缺口須填影響：成本、天數或禁止", "A gap needs its effect: cost, days or prohibition"))
    if verdict in (ComplianceRule.Verdict.WAIVED, ComplianceRule.Verdict.NA) and not (fields.get("note") or row.note).strip():
        raise BadInput(Text("免除或不適用須附說明", "A waived or inapplicable rule needs its reason"))
    changed(row, {**fields, "verdict": verdict, "decided_by": actor, "decided_at": now()})
    return row


@action("reference.watch.set", Text("設定監看規則", "set a watch rule"))
def set_watch(*, actor: Any, source: str, name: str, **fields: Any) -> WatchRule:
    """A rule over a source; the same name again changes it. ``owner`` is a login, by default whoever sets it."""
    holder = _source(source)
    row = WatchRule.objects.filter(source=holder, name=name).first() or WatchRule(source=holder, name=name, owner=actor)
    changed(row, person_in(fields, "owner"))
    return row


def _source(code: str) -> Source:
    row: Source = found(Source.objects.all(), code, code=code.strip().upper())
    return row
