"""What must hold inside a pack beyond its form: no two rows on one day, no reference to nothing, no name used twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Protocol

from argosy.kernel.errors import Problem
from argosy.kernel.expression import Expr, references
from argosy.kernel.text import Text
from argosy.rules.pack import BASE, CUSTOMS_VALUE, RATE, Charge, Exemption, Pack, Span


class _Row(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def span(self) -> Span: ...


def faults(pack: Pack, where: str) -> Iterator[Problem]:
    """Every fault of a pack that was read without one."""
    checks = (_overlaps, _charge_overlaps, _names, _references, _asking, _levels, _exempted, _summed)
    for check in checks:
        for name, zh, en in check(pack):
            yield Problem(Text(f"{name}：{zh}", f"{name}: {en}"), where, None, name)


Fault = tuple[str, str, str]


def _days(span: Span) -> str:
    return f"{span.valid_from} – {span.valid_to or '…'}"


def _clash(name: str, a: Span, b: Span) -> Fault:
    return name, f"日期重疊：{_days(a)} 與 {_days(b)}", f"two rows overlap: {_days(a)} and {_days(b)}"


def _overlaps(pack: Pack) -> Iterator[Fault]:
    groups: tuple[tuple[str, Sequence[_Row]], ...] = (("fact", pack.facts), ("exemption", pack.exemptions), ("penalty", pack.penalties))
    for what, rows in groups:
        for a, b in combinations(rows, 2):
            if a.id == b.id and a.span.meets(b.span):
                yield _clash(f"{what} {a.id}", a.span, b.span)


def _charge_overlaps(pack: Pack) -> Iterator[Fault]:
    for a, b in combinations(pack.charges, 2):
        if a.id == b.id and a.span.meets(b.span) and set(a.codes or ("",)) & set(b.codes or ("",)):
            yield _clash(f"charge {a.id}", a.span, b.span)


def _names(pack: Pack) -> Iterator[Fault]:
    groups: tuple[Iterable[str], ...] = (pack.inputs, {f.id for f in pack.facts}, pack.charge_ids(), (CUSTOMS_VALUE, BASE, RATE))
    for a, b in combinations([set(g) for g in groups], 2):
        for name in sorted(a & b):
            yield name, "名稱重複", "the name is used twice"


def _references(pack: Pack) -> Iterator[Fault]:
    facts = {f.id for f in pack.facts}
    given = {CUSTOMS_VALUE, *facts, *pack.inputs}
    for i, row in enumerate(pack.charges):
        earlier = {c.id for c in pack.charges[:i] if c.id != row.id}
        for expr, extra in ((row.base, set[str]()), (row.expr, {BASE, RATE}), (row.only_if, {BASE})):
            yield from _unknown(f"charge {row.rule}", expr, given | earlier | extra, row.step.at == "entry")
    for name, fact in pack.inputs.items():
        yield from _unknown(f"inputs.{name}", fact.expr, facts | pack.inputs.keys(), columns=False)
    for exemption in pack.exemptions:
        for condition in exemption.conditions:
            yield from _unknown(f"exemption {exemption.id}", condition.expr, given, columns=True)


def _unknown(name: str, expr: Expr | None, known: set[str], columns: bool) -> Iterator[Fault]:
    for ref in references(expr) if expr else ():
        key = ref.name.removeprefix("lines.")
        fits = ref.scope == "name" or (ref.scope == "column" and columns and ref.name.startswith("lines."))
        if not fits or key not in known:
            yield name, f"參照「{ref.name}」不存在或尚未算出", f"“{ref.name}” is not an input, a fact or an earlier charge"


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
        if row.step.at == "entry" and (row.codes or uses(row.expr, RATE)):
            yield f"charge {row.rule}", "報單層級不能依稅則或稅率", "an entry charge takes neither codes nor a rate"


def _exempted(pack: Pack) -> Iterator[Fault]:
    known = set(pack.charge_ids())
    lists: list[tuple[Exemption, str]] = [(e, c) for e in pack.exemptions for c in e.charges]
    for exemption, charge in lists:
        if charge not in known:
            yield f"exemption {exemption.id}", f"沒有稅費「{charge}」", f"no charge “{charge}”"


def _summed(pack: Pack) -> Iterator[Fault]:
    kinds = [kind for group in pack.totals.values() for kind in group]
    for kind in sorted({c.kind for c in pack.charges}):
        if kinds.count(kind) != 1:
            yield "total", f"「{kind}」須恰屬一類合計", f"“{kind}” must stand in exactly one total"
