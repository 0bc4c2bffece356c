"""What each standard came to in a period, from the records it names. Sales records are read through the app registry: they know of service."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.utils import timezone

from argosy.engines.performance.estimate import Estimate, wilson
from argosy.engines.service.scores import nps
from argosy.engines.service.standards import Measured, measured
from argosy.engines.service.timing import percentile, within
from argosy.records.permission import Actor
from argosy.records.service.cases.queries import Served, served
from argosy.records.service.models import EnquiryCategory, ReturnNote
from argosy.records.service.standards.models import ServiceStandard
from argosy.records.service.surveys import queries as surveys

Measure = ServiceStandard.Measure
HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class Period:
    """The days measured, both included, and the moment of which things are known."""

    since: date
    until: date

    @property
    def known(self) -> datetime:
        """The evening of the last day."""
        return timezone.make_aware(datetime.combine(self.until, time(23, 59, 59)))


@dataclass(slots=True)
class Records:
    """What the measures read in one period, each table read once and only when asked for."""

    actor: Actor | None
    period: Period
    _cases: list[Served] | None = None
    _lines: list[dict[str, Any]] | None = None

    def cases(self) -> list[Served]:
        """Cases received in the period."""
        if self._cases is None:
            self._cases = served(self.period.since, self.period.until, self.period.known, actor=self.actor)
        return self._cases

    def lines(self) -> list[dict[str, Any]]:
        """Order lines promised or shipped in the period; what was shipped later is not known yet."""
        if self._lines is None:
            model = apps.get_model("sales", "SalesOrderLine")
            names = (
                "pk",
                "order__number",
                "order__promised",
                "order__shipped",
                "quantity",
                "shipped_quantity",
                "product__sku",
                "order__customer__code",
                "order__seller__login",
            )
            rows = model.objects.filter(order__cancelled=False).order_by("order__date", "pk").values(*names)
            self._lines = [
                {name.rpartition("__")[2]: value for name, value in row.items()} | {"order": row["order__number"]} for row in rows
            ]
        return self._lines


def measure(standard: ServiceStandard, records: Records) -> Measured:
    """A standard in a period, in its own unit: percent, hours or points."""
    estimate, missing, factor = _MEASURES[Measure(standard.measure)](standard, records)
    least = standard.direction == ServiceStandard.Direction.LEAST
    return measured(estimate, missing, float(standard.target), float(standard.tolerance), least, factor)


Found = tuple[Estimate, int, float]


def _of_scope(standard: ServiceStandard, records: Records) -> list[Served]:
    return [one for one in records.cases() if not standard.scope or standard.scope in (one.kind, one.category)]


def _span(standard: ServiceStandard, one: Served) -> float | None:
    return one.answer_office if standard.clock == ServiceStandard.Clock.OFFICE else one.answer_elapsed


def _quote(standard: ServiceStandard, records: Records) -> Found:
    rows = apps.get_model("sales", "Quotation").objects.filter(date__gte=records.period.since, date__lte=records.period.until)
    hours = list(rows.values_list("response_h", flat=True))
    known = [float(h) for h in hours if h is not None]
    return within(known, float(standard.limit)), len(hours) - len(known), HUNDRED


def _answer(standard: ServiceStandard, records: Records) -> Found:
    spans = [_span(standard, one) for one in _of_scope(standard, records)]
    return within([span for span in spans if span is not None], float(standard.limit)), sum(span is None for span in spans), HUNDRED


def _close(standard: ServiceStandard, records: Records) -> Found:
    """A case that is open past the limit counts as late; one still within it does not count yet."""
    rows = _of_scope(standard, records)
    limit = float(standard.limit)
    closed = [one.close_days for one in rows if one.close_days is not None]
    late = sum(one.close_days is None and (records.period.until - one.received).days > limit for one in rows)
    return wilson(sum(days <= limit for days in closed), len(closed) + late), 0, HUNDRED


def _within(standard: ServiceStandard, records: Records) -> Found:
    spans = [span for span in (_span(standard, one) for one in _of_scope(standard, records)) if span is not None]
    return percentile(spans), len(_of_scope(standard, records)) - len(spans), 1.0


def promised(records: Records) -> list[tuple[dict[str, Any], bool]]:
    """Order lines whose promised day fell in the period, and whether each went on time and in full."""
    since, until = records.period.since, records.period.until
    return [(row, _whole(row, until)) for row in records.lines() if row["promised"] is not None and since <= row["promised"] <= until]


def _whole(row: dict[str, Any], until: date) -> bool:
    gone = row["shipped"] is not None and row["shipped"] <= min(row["promised"], until)
    return bool(gone and (row["quantity"] if row["shipped_quantity"] is None else row["shipped_quantity"]) >= row["quantity"])


def _otif(standard: ServiceStandard, records: Records) -> Found:
    told = promised(records)
    return wilson(sum(good for _, good in told), len(told)), 0, HUNDRED


def shipped(records: Records) -> list[dict[str, Any]]:
    """Order lines shipped in the period."""
    return [row for row in records.lines() if row["shipped"] is not None and records.period.since <= row["shipped"] <= records.period.until]


def _docs(standard: ServiceStandard, records: Records) -> Found:
    orders = {row["order"] for row in shipped(records)}
    wrong = {one.order for one in records.cases() if one.category == EnquiryCategory.DOCUMENTS and one.kind == "complaint"} & orders
    return wilson(len(orders) - len(wrong), len(orders)), 0, HUNDRED


def _returns(standard: ServiceStandard, records: Records) -> Found:
    gone = {row["pk"] for row in shipped(records)}
    back = set(ReturnNote.objects.filter(date__lte=records.period.until).values_list("line", flat=True)) & gone
    return wilson(len(back), len(gone)), 0, HUNDRED


def _survey(records: Records, kind: str, top: Callable[[list[int], int], Estimate]) -> Found:
    """The last wave that ended in the period."""
    waves = [one for one in surveys.closed_by(records.period.until, actor=records.actor) if one.ends >= records.period.since]
    if not waves or waves[0].questionnaire is None:
        return wilson(0, 0), 0, HUNDRED
    items = [item for item in waves[0].questionnaire.items.all() if (item.overall if kind == "overall" else item.kind == kind)]
    if not items:
        return wilson(0, 0), 0, HUNDRED
    given = [row.answers.get(items[0].key) for row in surveys.responses(waves[0], actor=records.actor)]
    known = [score for score in given if isinstance(score, int)]
    return top(known, items[0].most), len(given) - len(known), HUNDRED


def _csat(standard: ServiceStandard, records: Records) -> Found:
    return _survey(records, "overall", lambda scores, most: wilson(sum(s >= most - 1 for s in scores), len(scores)))


def _nps(standard: ServiceStandard, records: Records) -> Found:
    return _survey(records, "nps", lambda scores, _: nps(scores))


_MEASURES: dict[Measure, Callable[[ServiceStandard, Records], Found]] = {
    Measure.QUOTE: _quote, Measure.ANSWER: _answer, Measure.CLOSE: _close, Measure.WITHIN: _within, Measure.OTIF: _otif, Measure.DOCS: _docs,
    Measure.RETURNS: _returns, Measure.CSAT: _csat, Measure.NPS: _nps,
}  # fmt: skip


def by_month(told: Iterable[tuple[date, bool]]) -> list[tuple[str, int, int]]:
    """Good ones and all of them, month by month as ``2026-04``, in order; months without any are left out."""
    counts: dict[str, list[int]] = {}
    for day, good in told:
        held = counts.setdefault(f"{day:%Y-%m}", [0, 0])
        held[0] += good
        held[1] += 1
    return [(month, k, n) for month, (k, n) in sorted(counts.items())]
