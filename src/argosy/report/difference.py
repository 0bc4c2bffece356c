"""What changed between an issued document and the same document rebuilt on newer data (差異說明表)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text, same
from argosy.report.ledger import Ledger, Place
from argosy.report.model import Report, Rule
from argosy.report.why import label_of
from argosy.report.words import Paragraph

Cause = Literal["data", "rule", "parameter", "narrative", "software"]
CAUSE_WORDS: dict[Cause, Text] = {
    "data": Text("資料", "data"), "rule": Text("規則", "rule"), "parameter": Text("參數", "parameter"),
    "narrative": Text("文字", "narrative"), "software": Text("軟體", "software"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``block``, ``row`` and ``column`` say where; ``delta`` is new minus old for figures, else empty."""

    block: str
    row: str
    column: str
    cause: Cause
    label: Text
    old: str
    new: str
    delta: str = ""
    percent: str = ""
    material: bool = False


@dataclass(frozen=True, slots=True)
class Materiality:
    """From when a change of money matters: more than ``share`` of the old amount or at least ``amount``; other kinds always do."""

    share: Decimal = Decimal("0.01")
    amount: Decimal = Decimal(1000)


def differences(old: Report, new: Report, limits: Materiality | None = None) -> list[Change]:
    """All changes by block, row and column, in reading order of the new document; what was dropped comes last."""
    limits = limits or Materiality()
    before, after = Ledger(old), Ledger(new)
    changes = [*_parameters(old, new), *_rules(old, new)]
    changed_rules = {change.row for change in changes if change.cause == "rule"}
    software = old.builder_version != new.builder_version
    for figure, place in after.places.items():
        changes += _value(before.places.get(figure), place, changed_rules, software, limits)
    changes += [_gone(place) for figure, place in before.places.items() if figure not in after.places]
    return [*changes, *_narrative(old, new)]


def _parameters(old: Report, new: Report) -> Iterator[Change]:
    before = {ask.name: ask for ask in old.ask}
    for ask in new.ask:
        was = before.get(ask.name)
        if was is None or was.value != ask.value:
            yield Change("ask", "", ask.name, "parameter", ask.label, was.value.zh if was else "", ask.value.zh, material=True)


def _rules(old: Report, new: Report) -> Iterator[Change]:
    before = {rule.id: rule for rule in old.traces}
    for rule in new.traces:
        was = before.get(rule.id)
        if was is not None and _law(was) != _law(rule):
            yield Change("traces", rule.id, "expr", "rule", rule.label, was.expr, rule.expr, material=True)


def _law(rule: Rule) -> tuple[str, Text, Text]:
    return rule.expr, rule.rounding, rule.legal


def _value(was: Place | None, now: Place, rules: set[str], software: bool, limits: Materiality) -> Iterator[Change]:
    old, new = (_plain(was) if was else ""), _plain(now)
    if old == new and (was is None or was.value.missing == now.value.missing):
        return
    delta = now.value.number - was.value.number if was and was.value.is_figure and now.value.is_figure else None
    percent = delta / was.value.number * 100 if was and delta is not None and was.value.number else None
    yield Change(
        block=now.block.id,
        row=now.row.id if now.row else "",
        column=now.column.key if now.column else now.value.id,
        cause="rule" if now.trace in rules else "software" if software and was and was.expr != now.expr else "data",
        label=label_of(now),
        old=old,
        new=new,
        delta="" if delta is None else decimal_text(delta),
        percent="" if percent is None else decimal_text(percent, 2),
        material=_matters(was, now, limits),
    )


def _matters(was: Place | None, now: Place, limits: Materiality) -> bool:
    if was is None or now.value.kind != "money" or not (was.value.is_figure and now.value.is_figure):
        return True
    delta, old = abs(now.value.number - was.value.number), abs(was.value.number)
    return delta >= limits.amount or delta > old * limits.share.as_integer_ratio()[0] / limits.share.as_integer_ratio()[1]


def _gone(place: Place) -> Change:
    row, column = place.row.id if place.row else "", place.column.key if place.column else place.value.id
    return Change(place.block.id, row, column, "data", label_of(place), _plain(place), "", material=True)


def _narrative(old: Report, new: Report) -> Iterator[Change]:
    before = {b.id: b for b in old.blocks() if isinstance(b, Paragraph)}
    for block in new.blocks():
        if isinstance(block, Paragraph) and block.id in before and before[block.id].text != block.text:
            was, now = ("".join(run.text for run in b.text.zh) for b in (before[block.id], block))
            yield Change(block.id, "", "", "narrative", block.title or same(block.id), was, now)


def _plain(place: Place) -> str:
    value = place.value
    return value.missing or "" if value.v is None else value.v.zh if isinstance(value.v, Text) else value.v
