"""What must hold inside an agreement beyond its form: no two rules for one code on a day, no name that stands for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, groupby

from argosy.kernel.errors import Problem
from argosy.kernel.text import Text
from argosy.rules.origin.agreement import Agreement, ProductRule
from argosy.rules.origin.codes import Run
from argosy.rules.origin.language import Content, Process, atoms

Fault = tuple[str, str, str]


def faults(made: Agreement, where: str, processes: Mapping[str, Text]) -> Iterator[Problem]:
    """Every fault of an agreement that was read without one."""
    found = (*_overlaps(made), *_names(made, processes), *_parts(made), *_parties(made), *_bases(made))
    for name, zh, en in found:
        yield Problem(Text(f"{name}：{zh}", f"{name}: {en}"), where, None, name)


def _overlaps(made: Agreement) -> Iterator[Fault]:
    runs = sorted(((len(r.low), r.low, r, rule) for rule in made.rules for r in rule.codes), key=lambda x: x[:2])
    for _, same_length in groupby(runs, key=lambda x: x[0]):
        open_: list[tuple[Run, ProductRule]] = []
        for _, _, r, rule in same_length:
            open_ = [(o, other) for o, other in open_ if o.high >= r.low]
            yield from (_clash(r, rule, other) for _, other in open_ if _together(rule, other))
            open_.append((r, rule))


def _together(a: ProductRule, b: ProductRule) -> bool:
    reach = not a.importers or not b.importers or bool(set(a.importers) & set(b.importers))
    alike = a.part == b.part or not a.part or not b.part
    return a.span.meets(b.span) and reach and alike


def _clash(at: Run, a: ProductRule, b: ProductRule) -> Fault:
    return f"psr {at}", f"兩列規則同日適用：「{a.text}」與「{b.text}」", f"two rows hold on one day: “{a.text}” and “{b.text}”"


def _names(made: Agreement, processes: Mapping[str, Text]) -> Iterator[Fault]:
    rules = [(r.text, r.rule) for r in made.rules] + ([("general", made.general)] if made.general else [])
    for text, rule in rules:
        for atom in atoms(rule):
            if isinstance(atom, Process) and atom.name not in processes:
                yield text, f"沒有製程「{atom.name}」", f"there is no process “{atom.name}”"
            if isinstance(atom, Content) and not _known_method(made, atom.method):
                yield text, f"協定沒有計算方法「{atom.method}」", f"the agreement has no method “{atom.method}”"
    confirmed = [t.only_if for t in made.tolerances if t.only_if]
    for name in (*made.insufficient, *made.transport.allowed, *confirmed):
        if name not in processes:
            yield name, "不在製程表中", "is not in the table of processes"


def _known_method(made: Agreement, method: str) -> bool:
    return method in made.methods if method else bool(made.any_methods) and set(made.any_methods) <= made.methods.keys()


def _parts(made: Agreement) -> Iterator[Fault]:
    used = {r.part for r in made.rules if r.part}
    for name in sorted(used - made.parts.keys()):
        yield name, "未說明此部分為何", "the part is not explained under [parts]"
    for name in sorted(made.parts.keys() - used):
        yield name, "沒有規則使用", "no rule uses it"


def _parties(made: Agreement) -> Iterator[Fault]:
    names = {p.name for p in made.parties}
    known = names | {c for p in made.parties for c in p.codes}
    if len(made.parties) < 2:
        yield "party", "至少須有兩方", "there must be two parties at least"
    for a, b in combinations(made.parties, 2):
        if set(a.codes) & set(b.codes) and a.span.meets(b.span):
            yield f"party {a.name}", "同日列了兩次", "stands twice on one day"
    asked = {p for pair in made.pairs for p in (pair.a, pair.b)} | {i for r in made.rules for i in r.importers}
    asked |= {i for p in made.proofs for i in p.parties} | {i for w in made.waivers for i in w.parties}
    for name in sorted(asked - known):
        yield name, "不是締約方", "is no party"
    if made.kind == "unilateral" and {p.role for p in made.parties} != {"giver", "beneficiary"}:
        yield "party", "單方優惠須分給惠與受惠", "a unilateral scheme has givers and beneficiaries"


def _bases(made: Agreement) -> Iterator[Fault]:
    for name in made.any_methods:
        if name not in made.methods:
            yield "any_methods", f"沒有方法「{name}」", f"there is no method “{name}”"
