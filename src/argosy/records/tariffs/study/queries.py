"""Reading studies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet

from argosy.engines.duty.demands import needs
from argosy.engines.duty.measures import NOTES
from argosy.kernel.text import Text
from argosy.records.record import found, in_both
from argosy.records.tariffs.study.comparing import ITEMS
from argosy.records.tariffs.study.models import ApplicabilityStudy, StudyCheck, StudyLine, TariffMeasure, TaxOption

_OPEN = Q(checks__verdict="disagree") | (Q(checks__outcome="differs") & ~Q(checks__verdict="agree"))
_UNDECIDED = Q(measures__decision="") & ~Q(measures__kind__in=("none", *NOTES))


def studies(words: str = "", state: str = "") -> QuerySet[ApplicabilityStudy]:
    """Studies, newest first, with ``undecided`` measures and ``disputed`` items counted; by words in reference, title and order."""
    rows = ApplicabilityStudy.objects.select_related("author", "checker", "order")
    for word in words.split():
        rows = rows.filter(Q(ref__icontains=word) | Q(title__icontains=word) | Q(order__ref__icontains=word))
    rows = rows.filter(state=state) if state else rows
    counted = rows.annotate(
        undecided=Count("measures", filter=_UNDECIDED, distinct=True), disputed=Count("checks", filter=_OPEN, distinct=True)
    )
    return counted.order_by("-made_at", "-pk")


def study(ref: str) -> ApplicabilityStudy:
    """The study with this reference; ``NotFound`` otherwise."""
    row: ApplicabilityStudy = found(studies(), ref, ref=ref)
    return row


def of_order(ref: str) -> list[ApplicabilityStudy]:
    """The studies made of an order, newest first."""
    return list(studies().filter(order__ref=ref))


def lines(row: ApplicabilityStudy) -> list[StudyLine]:
    """Its goods."""
    return list(row.lines.all())


def measures(row: ApplicabilityStudy) -> list[TariffMeasure]:
    """Its measures, line by line in legal order."""
    return list(row.measures.select_related("person"))


def options(row: ApplicabilityStudy) -> list[TaxOption]:
    """Its lawful ways to pay, the cheapest first, with ``conditions`` fetched."""
    return list(row.options.select_related("chosen_by").prefetch_related("conditions__person"))


def checks(row: ApplicabilityStudy) -> list[StudyCheck]:
    """The items of its check."""
    order = list(ITEMS)
    rows = row.checks.select_related("person", "answered_by")
    return sorted(rows, key=lambda c: (c.line_no, order.index(c.item) if c.item in order else 99))


def verdict(option: TaxOption) -> tuple[str, Text]:
    """``available``, ``unmet`` with what it needs, or ``unavailable`` with why."""
    if option.eligible is False:
        told = [Text(t["zh"], t["en"]) for t in option.reasons]
        return "unavailable", Text("；".join(t.zh for t in told), "; ".join(t.en for t in told))
    lacking = [Text(c.words_zh, c.words_en) for c in option.conditions.all() if not c.evidenced]
    lacking = lacking or [Text(t["zh"], t["en"]) for t in option.missing]
    if lacking:
        return "unmet", needs(lacking)
    return "available", Text("要件均有證明", "every condition is shown") if option.conditions.all() else Text("無須證明", "nothing to show")


def hands(row: ApplicabilityStudy) -> frozenset[str]:
    """The logins of everyone who made a study, decided a measure, gave evidence or chose an option."""
    made = {row.author.login}
    made |= set(row.measures.exclude(person=None).values_list("person__login", flat=True))
    made |= set(row.options.exclude(chosen_by=None).values_list("chosen_by__login", flat=True))
    made |= set(row.options.exclude(conditions__person=None).values_list("conditions__person__login", flat=True))
    made |= set(row.checks.exclude(answered_by=None).values_list("answered_by__login", flat=True))
    return frozenset(made)


def disputed(order: str) -> Iterator[Text]:
    """What is open about the latest study of an order, in words; nothing while there is no study, or none was sent to check."""
    row = ApplicabilityStudy.objects.filter(order__ref=order).exclude(sent_at=None).order_by("-made_at", "-pk").first()
    if row is None:
        return
    for one in checks(row):
        if one.open:
            yield Text("{r}{n} {i}：{f}", "{r}{n} {i}: {f}").format(
                r=row.ref, n=_line(one.line_no), i=ITEMS.get(one.item, Text(one.item, one.item)), f=Text(one.found_zh, one.found_en)
            )
    yield from _outgrown(row)


def _line(number: int) -> Text:
    return Text(f" 第 {number} 項", f" line {number}") if number else Text("", "")


def _outgrown(row: ApplicabilityStudy) -> Iterator[Text]:
    """Goods of the order that are not as they were studied."""
    assert row.order is not None
    stored = {line.line_no: line for line in row.order.lines.all()}
    for line in row.lines.all():
        now = stored.get(line.line_no)
        if now is not None and (now.code, now.origin, now.unit) != (line.code, line.origin, line.unit):
            yield Text("{r} 第 {n} 項：查核後訂單已更改，請更新研究", "{r} line {n}: the order was changed since; renew the study").format(
                r=row.ref, n=line.line_no
            )
    if row.order.date != row.date:
        yield Text("{r}：訂單日期已更改，請更新研究", "{r}: the date of the order was changed since; renew the study").format(r=row.ref)


def checked_headings() -> set[str]:
    """The six-digit codes that goods of a checked study stand under."""
    codes: Any = StudyLine.objects.filter(study__state="checked").values_list("codes", flat=True)
    return {found[0][:6] for found in codes if found}


def procedures() -> list[tuple[str, Text]]:
    """What goods may enter for: code and words."""
    return [(one.value, in_both(lambda one=one: str(one.label))) for one in ApplicabilityStudy.Procedure]  # type: ignore[misc]


def states() -> dict[str, Text]:
    """Where a study may stand: code and words."""
    return {one.value: in_both(lambda one=one: str(one.label)) for one in ApplicabilityStudy.State}  # type: ignore[misc]
