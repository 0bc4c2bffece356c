"""Making a study: goods in, every measure listed, each one decided with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simple_history.utils import bulk_create_with_history

from argosy.engines.duty.measures import NOTES
from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.clock import now
from argosy.records.people.models import Person
from argosy.records.permission import Denied
from argosy.records.record import found, validate_all
from argosy.records.reports.ledger import next_number
from argosy.records.tariffs.models import OrderFile, OrderLine
from argosy.records.tariffs.study.intake import Goods, NewStudy
from argosy.records.tariffs.study.models import ApplicabilityStudy, StudyLine, TariffMeasure
from argosy.records.tariffs.study.storing import relist
from argosy.rules.library import pack_for

State = ApplicabilityStudy.State
UNDECIDED = ("none", *NOTES)
"""Kinds nobody decides: notes, and rows that say there is no data."""


@action("tariffs.study.make", Text("建立適用性研究", "make an applicability study"))
def make_study(*, actor: Person, new: NewStudy) -> ApplicabilityStudy:
    """A study of an order's lines or of goods described, with every measure listed and none decided."""
    order = found(OrderFile.objects.all(), new.order, ref=new.order) if new.order else None
    day = order.date if order else new.date
    if day is None:
        raise BadInput(Text("請填日期", "Give the date"))
    jurisdiction = order.jurisdiction if order else new.jurisdiction.upper()
    pack_for(jurisdiction, new.flow)
    study = ApplicabilityStudy(
        ref=f"ST-{next_number('ST'):04d}", order=order, title=new.title.strip() or _title(order, new.goods), jurisdiction=jurisdiction, flow=new.flow,
        procedure=new.procedure, date=day, rulebook="-", author=actor, made_at=now(),
    )  # fmt: skip
    study.save()
    _keep_lines(study, _order_lines(study, order, new.lines) if order else _typed_lines(study, new.goods), actor)
    relist(study, actor)
    study.save()
    return study


def _title(order: OrderFile | None, goods: Iterable[Goods]) -> str:
    if order:
        return (order.title_zh or order.title_en or order.file_name)[:200]
    return "、".join(g.description for g in goods)[:200] or "—"


def _keep_lines(study: ApplicabilityStudy, rows: list[StudyLine], actor: Person) -> None:
    if not rows:
        raise BadInput(Text("至少須有一項貨物", "It needs at least one line of goods"))
    validate_all(rows)
    bulk_create_with_history(rows, StudyLine, default_user=actor)


def _order_lines(study: ApplicabilityStudy, order: OrderFile, wanted: Iterable[int]) -> list[StudyLine]:
    stored = {line.line_no: line for line in order.lines.all()}
    strange = sorted(set(wanted) - set(stored))
    if strange:
        words = Text("訂單 {o} 沒有第 {n} 項", "Order {o} has no line {n}")
        raise BadInput(words.format(o=order.ref, n=", ".join(map(str, strange))))
    return [_of_line(study, stored[n], order.currency) for n in sorted(wanted or stored)]


def _of_line(study: ApplicabilityStudy, line: OrderLine, currency: str) -> StudyLine:
    return StudyLine(
        study=study, line_no=line.line_no, description=line.description, codes=[line.code] if line.code else [], code_reason=line.rationale,
        origin=line.origin, quantity=line.quantity, unit=line.unit, value=line.amount, currency=currency, net_kg=line.net_kg, rates=line.rates,
        facts=line.facts,
    )  # fmt: skip


def _typed_lines(study: ApplicabilityStudy, goods: Iterable[Goods]) -> list[StudyLine]:
    return [
        StudyLine(
            study=study, line_no=n, description=one.description, codes=list(dict.fromkeys(one.codes)), origin=one.origin.upper(), quantity=one.quantity,
            unit=one.unit, value=one.value, currency=one.currency.upper(), net_kg=one.net_kg, rates=one.rates, facts=one.facts,
        )
        for n, one in enumerate(goods, 1)
    ]  # fmt: skip


@action("tariffs.study.mark", Text("判定措施是否適用", "decide measures of a study"))
def mark_measures(*, actor: Person, ref: str, decisions: Mapping[int, tuple[str, str]]) -> ApplicabilityStudy:
    """Decide measures: place in the list → (``applies`` or ``not``, reason). Notes and rows without data are not decided."""
    study = being_made(ref)
    rows = {row.place: row for row in study.measures.filter(place__in=list(decisions))}
    strange = sorted(set(decisions) - {p for p, row in rows.items() if row.kind not in UNDECIDED})
    if strange:
        words = Text("研究 {s} 沒有可判定之措施 {n}", "Study {s} has no measure {n} to decide")
        raise BadInput(words.format(s=ref, n=", ".join(map(str, strange))))
    for place, (decision, reason) in decisions.items():
        _decide(rows[place], decision, reason, actor)
    return study


def _decide(row: TariffMeasure, decision: str, reason: str, actor: Person) -> None:
    if decision not in TariffMeasure.Decision.values:
        raise BadInput(Text("判定須為 applies 或 not", "A decision is applies or not"))
    if len(reason.strip()) < 2:
        raise BadInput(Text("第 {n} 項措施之判定須附理由", "The decision on measure {n} needs its reason").format(n=row.place))
    row.decision, row.reason, row.person, row.at = decision, reason.strip(), actor, now()
    row.save()


@action("tariffs.study.code", Text("選定稅則號別", "settle the code of studied goods"))
def settle_code(*, actor: Person, ref: str, line_no: int, code: str, reason: str) -> ApplicabilityStudy:
    """Decide between the candidate codes of a line; the measures of the others are marked as not applying, for that reason."""
    study = being_made(ref)
    line: StudyLine = found(study.lines.all(), f"{ref}/{line_no}", line_no=line_no)
    if code not in line.codes:
        raise BadInput(Text("{c} 不在候選號別內", "{c} is not among the candidates").format(c=code))
    if len(reason.strip()) < 4:
        raise BadInput(Text("請說明為何歸列於此（至少 4 個字）", "Say why it is classified there (4 characters or more)"))
    line.codes = [code, *(c for c in line.codes if c != code)]
    line.code_reason = reason.strip()
    line.save()
    relist(study, actor)
    study.save()
    why = Text("歸列於 {c}：{r}", "classified under {c}: {r}").format(c=code, r=reason.strip()).zh[:500]
    for row in study.measures.filter(line_no=line_no).exclude(code=code).exclude(kind__in=UNDECIDED):
        _decide(row, TariffMeasure.Decision.NOT, why, actor)
    return study


@action("tariffs.study.candidates", Text("增列候選稅則號別", "add candidate codes"))
def add_candidates(*, actor: Person, ref: str, line_no: int, codes: Iterable[str]) -> ApplicabilityStudy:
    """More codes a line might fall under; their measures are listed beside those there are."""
    study = being_made(ref)
    line: StudyLine = found(study.lines.all(), f"{ref}/{line_no}", line_no=line_no)
    line.codes = list(dict.fromkeys((*line.codes, *codes)))
    line.save()
    relist(study, actor)
    study.save()
    return study


@action("tariffs.study.renew", Text("更新適用性研究", "renew a study"))
def renew_study(*, actor: Person, ref: str) -> ApplicabilityStudy:
    """Take the order and the rules as they are now. What is still the same keeps its decision; a check made before does not stand."""
    study = get(ref)
    if study.order:
        refresh_lines(study, study.order)
    relist(study, actor)
    study.state, study.checker, study.checked_at = State.DRAFT, None, None
    study.save()
    return study


def refresh_lines(study: ApplicabilityStudy, order: OrderFile) -> None:
    """The goods as their order states them now; a code settled on otherwise becomes a candidate."""
    study.date, study.jurisdiction = order.date, order.jurisdiction
    stored = {line.line_no: line for line in order.lines.all()}
    for row in study.lines.all():
        fresh = _of_line(study, stored[row.line_no], order.currency)
        others = [c for c in row.codes if c not in fresh.codes]
        for name in ("description", "origin", "quantity", "unit", "value", "currency", "net_kg", "rates", "facts"):
            setattr(row, name, getattr(fresh, name))
        if row.code not in fresh.codes:
            row.codes, row.code_reason = [*fresh.codes, *others], fresh.code_reason
        row.save()


@action("tariffs.study.remove", Text("刪除適用性研究", "remove a study"))
def remove_study(*, actor: Person, ref: str) -> None:
    """Remove a study that was never sent to check, by whoever made it; its history stays."""
    study = being_made(ref)
    if study.author_id != actor.pk:
        raise Denied(Text("只能由製作人刪除研究", "Only its author removes a study"))
    if study.sent_at:
        raise Refused(Text("已送查之研究不能刪除", "A study that was sent to check is not removed"))
    study.delete()


def get(ref: str) -> Any:
    """The study with this reference, locked for the transaction."""
    return found(ApplicabilityStudy.objects.select_for_update(of=("self",)).select_related("author", "checker", "order"), ref, ref=ref)


def being_made(ref: str) -> ApplicabilityStudy:
    """The study, while it may still be changed."""
    study: ApplicabilityStudy = get(ref)
    if study.state != State.DRAFT:
        raise Refused(Text("研究 {s} 已送查，請先退回或更新", "Study {s} was sent to check: take it back or renew it first").format(s=ref))
    return study
