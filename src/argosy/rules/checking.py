"""What must hold inside a pack beyond its form: no two rows on one day, no reference to nothing, no name used twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Protocol

from argosy.kernel.errors import Problem
from argosy.kernel.expression import Expr, Ref, references
from argosy.kernel.text import Text
from argosy.rules.authority import Span
from argosy.rules.pack import BASE, CARRIAGE, CHOICE, COST, CUSTOMS_VALUE, ENTRY_LINES, OUTSIDE, PERCENT, RATE, Charge, Exemption, Pack
from argosy.rules.provisions import NOT_CHARGED, OriginScope, PackRate


class _Row(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def span(self) -> Span: ...


def faults(pack: Pack, where: str) -> Iterator[Problem]:
    """Every fault of a pack that was read without one."""
    checks = (
        _overlaps,
        _charge_overlaps,
        _names,
        _references,
        _asking,
        _levels,
        _exempted,
        _summed,
        _rates,
        _rate_overlaps,
        _relations,
        _programmes,
    )
    for check in checks:
        for name, zh, en in check(pack):
            yield Problem(Text(f"{name}：{zh}", f"{name}: {en}"), where, None, name)


Fault = tuple[str, str, str]


def _days(span: Span) -> str:
    return f"{span.valid_from} – {span.valid_to or '…'}"


def _clash(name: str, a: Span, b: Span) -> Fault:
    return name, f"日期重疊：{_days(a)} 與 {_days(b)}", f"two rows overlap: {_days(a)} and {_days(b)}"


def _overlaps(pack: Pack) -> Iterator[Fault]:
    groups: tuple[tuple[str, Sequence[_Row]], ...] = (
        ("fact", pack.facts),
        ("exemption", pack.exemptions),
        ("penalty", pack.penalties),
        ("relation", pack.relations),
        ("programme", pack.programmes),
    )
    for what, rows in groups:
        for a, b in combinations(rows, 2):
            if a.id == b.id and a.span.meets(b.span):
                yield _clash(f"{what} {a.id}", a.span, b.span)


def _charge_overlaps(pack: Pack) -> Iterator[Fault]:
    for a, b in combinations(pack.charges, 2):
        if a.id == b.id and a.span.meets(b.span) and a.origins == b.origins and set(a.codes or ("",)) & set(b.codes or ("",)):
            yield _clash(f"charge {a.id}", a.span, b.span)


def _names(pack: Pack) -> Iterator[Fault]:
    groups: tuple[Iterable[str], ...] = (pack.inputs, {f.id for f in pack.facts}, pack.charge_ids(), (CUSTOMS_VALUE, BASE, RATE, PERCENT))
    for a, b in combinations([set(g) for g in groups], 2):
        for name in sorted(a & b):
            yield name, "名稱重複", "the name is used twice"


def _references(pack: Pack) -> Iterator[Fault]:
    facts = {f.id for f in pack.facts}
    plain = _plain(pack)
    given = plain | {CUSTOMS_VALUE}
    for i, row in enumerate(pack.charges):
        earlier = {c.id for c in pack.charges[:i] if c.id != row.id}
        every = given | earlier if row.step.at == "entry" else given
        for expr, extra in ((row.base, set[str]()), (row.expr, {BASE, RATE, PERCENT}), (row.only_if, {BASE})):
            yield from _unknown(f"charge {row.rule}", expr, given | earlier | extra, every)
    for name, fact in pack.inputs.items():
        yield from _unknown(f"inputs.{name}", fact.expr, facts | pack.inputs.keys() | {CUSTOMS_VALUE}, set())
    for exemption in pack.exemptions:
        for condition in exemption.conditions:
            yield from _unknown(f"exemption {exemption.id}", condition.expr, given, given)


def _plain(pack: Pack) -> set[str]:
    """Names that hold before any charge is worked out, the customs value apart."""
    costs = {COST + kind for kind in (*pack.valuation.components, OUTSIDE, CARRIAGE)}
    return {ENTRY_LINES, *(f.id for f in pack.facts), *pack.inputs, *costs, *(CHOICE + i.id for i in pack.interpretations)}


def _unknown(name: str, expr: Expr | None, known: set[str], columns: set[str]) -> Iterator[Fault]:
    for ref in references(expr) if expr else ():
        if not _fits(ref, known, columns):
            yield name, f"參照「{ref.name}」不存在或尚未算出", f"“{ref.name}” is not an input, a fact or an earlier charge"


def _fits(ref: Ref, known: set[str], columns: set[str]) -> bool:
    if ref.scope == "column":
        return ref.name.startswith("lines.") and ref.name.removeprefix("lines.") in columns
    return ref.scope == "name" and ref.name in known


def uses(expr: Expr | None, name: str) -> bool:
    """Whether an expression refers to a plain name."""
    return expr is not None and any(r.scope == "name" and r.name == name for r in references(expr))


def _asking(pack: Pack) -> Iterator[Fault]:
    for row in pack.charges:
        if row.ask and not (uses(row.expr, RATE) and row.question):
            yield f"charge {row.rule}", "ask 須有 rated 與提問", "ask needs rated in expr and a question"
        for name in row.measures:
            if name not in pack.inputs or not pack.inputs[name].unit:
                yield f"charge {row.rule}", f"measures「{name}」無單位", f"measure “{name}” is no input with a unit"
        for code in (*row.codes, *row.ask):
            if code != "*" and not code.isdigit():
                yield f"charge {row.rule}", f"稅則「{code}」須為數字", f"code “{code}” must be digits"


def _levels(pack: Pack) -> Iterator[Fault]:
    first: dict[str, Charge] = {}
    for row in pack.charges:
        head = first.setdefault(row.id, row)
        if (head.kind, head.step.at) != (row.kind, row.step.at):
            yield f"charge {row.rule}", "同一稅費之種類與層級須一致", "rows of one charge must agree in kind and level"
        if row.step.at == "entry" and (row.codes or row.origins or uses(row.expr, RATE)):
            yield f"charge {row.rule}", "報單層級不能依稅則或稅率", "an entry charge takes neither codes nor a rate"


def _exempted(pack: Pack) -> Iterator[Fault]:
    known = set(pack.charge_ids())
    lists: list[tuple[Exemption, str]] = [(e, c) for e in pack.exemptions for c in e.charges]
    for exemption, charge in lists:
        if charge not in known:
            yield f"exemption {exemption.id}", f"沒有稅費「{charge}」", f"no charge “{charge}”"


def _rates(pack: Pack) -> Iterator[Fault]:
    rated = {c.id for c in pack.charges if uses(c.expr, RATE)}
    signs = (pack.currency, *pack.symbols)
    for rate in pack.rates:
        if rate.charge not in rated:
            yield f"rate {rate.rule}", f"「{rate.charge}」不是依稅率之稅費", f"“{rate.charge}” is no charge that takes a rate"
        if rate.text != NOT_CHARGED and not readable(rate.text, signs):
            yield f"rate {rate.rule}", f"稅率「{rate.text}」不能判讀", f"the rate “{rate.text}” cannot be read"
        yield from _unknown(f"rate {rate.rule}", rate.only_if, _plain(pack) | {CUSTOMS_VALUE}, set())
        for code in sorted(c for c in rate.codes if not c.isdigit())[:3]:
            yield f"rate {rate.rule}", f"稅則「{code}」須為數字", f"code “{code}” must be digits"


def readable(text: str, signs: tuple[str, ...]) -> bool:
    """Whether a rate text looks like one: a number with % or a unit, or free. The engine reads it for good."""
    words = text
    for sign in signs:
        words = words.replace(sign, "")
    return bool(re.fullmatch(r"(?i)free|[\d.\s%/+,()\-A-Z³²]*\d[\d.\s%/+,()\-A-Z³²]*", words.strip()))


def _rate_overlaps(pack: Pack) -> Iterator[Fault]:
    same: dict[tuple[str, OriginScope, Expr | None], list[PackRate]] = {}
    for rate in pack.rates:
        same.setdefault((rate.charge, rate.origins, rate.only_if), []).append(rate)
    for group in same.values():
        for a, b in combinations(group, 2):
            if a.span.meets(b.span) and (a.codes & b.codes or not (a.codes or b.codes)):
                yield _clash(f"rate {a.rule} / {b.rule} {' '.join(sorted(a.codes & b.codes)[:3])}", a.span, b.span)


def _relations(pack: Pack) -> Iterator[Fault]:
    order = pack.charge_ids()
    for row in pack.relations:
        missing = [name for name in (row.subject, row.object) if name not in order]
        for name in missing:
            yield f"relation {row.id}", f"沒有稅費「{name}」", f"no charge “{name}”"
        if not missing and order.index(row.subject) >= order.index(row.object):
            yield f"relation {row.id}", "subject 須先於 object 計算", "subject must be worked out before object"


def _programmes(pack: Pack) -> Iterator[Fault]:
    known = _plain(pack) | {CUSTOMS_VALUE}
    charges = set(pack.charge_ids())
    for row in pack.programmes:
        for name in sorted({*row.facts, *filter(None, [row.stated_by])} - pack.inputs.keys()):
            yield f"programme {row.id}", f"「{name}」不是輸入事實", f"“{name}” is no input"
        for charge in sorted({*row.rates, *row.effect} - charges):
            yield f"programme {row.id}", f"沒有稅費「{charge}」", f"no charge “{charge}”"
        if not (row.rates or row.effect or row.columns):
            yield f"programme {row.id}", "須有 rates、columns 或 effect", "needs rates, columns or effect"
        for condition in row.conditions:
            yield from _unknown(f"programme {row.id}", condition.expr, known, known)
        for expr in row.effect.values():
            yield from _unknown(f"programme {row.id}", expr, known | charges, known)


def _summed(pack: Pack) -> Iterator[Fault]:
    kinds = [kind for group in pack.totals.values() for kind in group]
    for kind in sorted({c.kind for c in pack.charges}):
        if kinds.count(kind) != 1:
            yield "total", f"「{kind}」須恰屬一類合計", f"“{kind}” must stand in exactly one total"
