"""Writing quotations with their history, a whole table at a time; telling two people who edit one of them what the other changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text
from argosy.records.people.models import Person
from argosy.records.record import found, in_both
from argosy.records.sales.models import Quotation, QuotationLine
from argosy.records.sales.offering.drafting import Draft
from argosy.records.sales.offering.models import QuotationCost

_STALE = Text(
    "{number} 已由 {who} 於 {at} 修改（您的版本 {mine}，目前版本 {now}）：{changes}。請重新載入，比對後再存",
    "{number} was changed by {who} at {at} (yours is edit {mine}, now it is {now}): {changes}. Load it again, compare, and save",
)
_SOMETHING = Text("內容", "its contents")
_LINES = Text("明細", "lines")
_QUIET = frozenset({"id", "version", "net", "tax", "total"})


def locked(number: str, version: int | None = None) -> Quotation:
    """The quotation, held until this transaction ends. Another ``version`` than the one it is at raises ``Refused`` and says what changed."""
    row: Quotation = found(
        Quotation.objects.select_for_update(of=("self",)).select_related("customer", "seller", "attention"), number, number=number
    )
    if version is not None and row.version != version:
        raise Refused(_stale(row, version))
    return row


def insert(made: Draft, actor: Person) -> Quotation:
    """Write a new quotation."""
    row: Quotation = bulk_create_with_history([made.row], Quotation, default_user=actor)[0]
    _insert_parts(row, made.lines, made.costs, actor)
    return row


def _insert_parts(row: Quotation, lines: Sequence[QuotationLine], costs: Sequence[QuotationCost], actor: Person) -> None:
    for part in (*lines, *costs):
        part.quotation = row
    bulk_create_with_history(list(lines), QuotationLine, default_user=actor)
    if costs:
        bulk_create_with_history(list(costs), QuotationCost, default_user=actor)


def replace_parts(made: Draft, actor: Person) -> None:
    """Bring the lines and costs of a stored quotation to those of the draft: changed in place, added or removed, with history."""
    row = made.row
    for kind, key, wanted in ((QuotationLine, "line_no", made.lines), (QuotationCost, "kind", made.costs)):
        there = {getattr(one, key): one for one in kind.objects.filter(quotation=row)}
        names = [f.attname for f in kind._meta.concrete_fields if f.name not in ("id", "quotation")]
        new, changed = [], []
        for one in wanted:
            old = there.pop(getattr(one, key), None)
            one.quotation = row
            if old is None:
                new.append(one)
            elif any(getattr(old, name) != getattr(one, name) for name in names):
                one.pk = old.pk
                changed.append(one)
        _write(kind, names, new, changed, actor)
        for gone in there.values():
            gone.delete()


def _write(kind: Any, names: list[str], new: list[Any], changed: list[Any], actor: Person) -> None:
    if new:
        bulk_create_with_history(new, kind, default_user=actor)
    if changed:
        bulk_update_with_history(changed, kind, names, default_user=actor)


def save(row: Quotation) -> Quotation:
    """Save a row whose rules were asked and whose keys were looked up: history goes with it."""
    row.version += 1
    models.Model.save(row)
    return row


def _stale(row: Quotation, mine: int) -> Text:
    history = row.history.order_by("-history_date", "-history_id")
    last = history.first()
    before = row.history.filter(version=mine).order_by("-history_date").first()
    names = _changed(row, before) if before is not None else []
    changes = _joined(names) if names else _SOMETHING
    who = str(last.history_user) if last is not None and last.history_user_id else "—"
    at = last.history_date.isoformat(timespec="minutes") if last is not None else ""
    return _STALE.format(number=row.number, who=who, at=at, mine=mine, now=row.version, changes=changes)


def _changed(row: Quotation, before: Any) -> list[Text]:
    found_ = [
        Text(*_told(field, getattr(before, field.attname), getattr(row, field.attname)))
        for field in Quotation._meta.concrete_fields
        if field.name not in _QUIET and getattr(before, field.attname) != getattr(row, field.attname)
    ]
    lines = QuotationLine.history.filter(quotation_id=row.pk, history_date__gt=before.history_date)
    touched = sorted({line.line_no for line in lines})
    if touched:
        found_.append(Text(f"{_LINES.zh} {', '.join(map(str, touched))}", f"{_LINES.en} {', '.join(map(str, touched))}"))
    return found_


def _told(field: Any, old: object, new: object) -> tuple[str, str]:
    name = in_both(lambda: str(field.verbose_name))
    return f"{name.zh} {old} → {new}", f"{name.en} {old} → {new}"


def _joined(names: Iterable[Text]) -> Text:
    told = list(names)
    return Text("、".join(name.zh for name in told), ", ".join(name.en for name in told))
