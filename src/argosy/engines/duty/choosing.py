"""The lawful ways to pay: reliefs, preferences, suspensions and regimes, each eligible or not with what is missing, the cheapest first;
and what a disputed rule comes to under every reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache

from argosy.engines.duty.assessment import Option, Reading
from argosy.engines.duty.claiming import claimed, programme_rate
from argosy.engines.duty.consignment import Line, Unresolved
from argosy.engines.duty.relief import Verdict
from argosy.engines.duty.rounds import Plan, Round, Rounds
from argosy.engines.duty.scope import MissingError
from argosy.kernel.compilation import evaluate
from argosy.kernel.expression import references
from argosy.kernel.text import Text
from argosy.rules.authority import Condition
from argosy.rules.pack import CHOICE
from argosy.rules.provisions import Interpretation, Programme

AS_DECLARED = "as_declared"
NOTHING = ("0%", "free")


@dataclass(frozen=True, slots=True)
class Fitness:
    """How a programme fits one line: what fails, what is missing."""

    line: Line
    fails: tuple[Text, ...] = ()
    missing: tuple[Unresolved, ...] = ()

    @property
    def may(self) -> bool:
        """Whether nothing speaks against it so far."""
        return not self.fails


@dataclass(frozen=True, slots=True)
class Claims:
    """Programmes claimed and proved, per line id, and what stands in the way of the others."""

    chosen: Mapping[str, tuple[Programme, ...]] = field(default_factory=dict)
    told: tuple[Unresolved, ...] = ()


def claims(rounds: Rounds, on: date) -> Claims:
    """The claims on the lines: those that hold are used, the others say what they lack."""
    chosen: dict[str, tuple[Programme, ...]] = {}
    told: list[Unresolved] = []
    in_force = [p for p in rounds.law.pack.programmes if p.span.holds(on)]
    stated = [p for p in in_force if p.stated_by]
    for line in rounds.consignment.lines:
        named = [p for p in in_force if claimed(line, p)][:1] if line.claim else [p for p in stated if _stated(p, line, rounds)]
        fits = [(p, _fit(p, line, rounds)) for p in named]
        able = [p for p, fit in fits if fit.may and not fit.missing]
        if len(able) == 1 and able[0].kind == "drawback":
            told.append(_later(line, able[0]))
        elif len(able) == 1:
            chosen[line.id] = (able[0],)
        elif len(able) > 1:
            told.append(_which(line, able))
        elif line.claim or fits:
            told += list(_not_used(line, fits[0] if fits else None))
    return Claims(chosen, tuple(told))


def _later(line: Line, programme: Programme) -> Unresolved:
    why = Text(
        "「{p}」於再出口後申請退還，不減少進口時應納稅費", "“{p}” is paid back after export; it takes nothing off what is due at entry"
    )
    ask = Text("是否於再出口後另行申請？", "Will it be applied for after export?")
    return Unresolved(line.id, "preference", programme.label, why.format(p=programme.label), ask, blocks=False)


def _stated(programme: Programme, line: Line, rounds: Rounds) -> bool:
    """Whether the fact that stands for the programme was stated, and the line gives no rate of its own for what the programme fixes."""
    if not line.facts.get(programme.stated_by, rounds.law.stated.get(programme.stated_by)) or not _concerns(programme, line):
        return False
    return not any(name in line.rates for name, rate in programme.rates.items() if rate not in NOTHING)


def _which(line: Line, able: Sequence[Programme]) -> Unresolved:
    why = Text("可適用多個方案，未指定", "several programmes fit, and none was named")
    ids = "、".join(p.id for p in able)
    ask = Text("適用何者（preference）：{p}？", "Which of them (preference): {p}?").format(p=Text(ids, ids.replace("、", ", ")))
    return Unresolved(line.id, "preference", Text("優惠或減免", "Preference or relief"), why, ask, blocks=False)


def _not_used(line: Line, found: tuple[Programme, Fitness] | None) -> Iterator[Unresolved]:
    what, field_ = Text("優惠或減免", "Preference or relief"), "preference"
    name, fit = line.claim.programme if line.claim else found[0].id if found else "", found[1] if found else None
    if fit is None:
        why = Text("主張「{p}」，但規則包無此方案可查核", "“{p}” is claimed, and the pack has no such programme to test it").format(p=name)
        ask = Text("方案名稱為何？有無有效產地證明？", "What is it called, and is there a valid proof of origin?")
        yield Unresolved(line.id, field_, what, why, ask, blocks=False)
    elif fit.fails:
        why = Text("主張「{p}」不成立：{w}", "“{p}” does not hold: {w}").format(p=name, w=_joined(fit.fails))
        yield Unresolved(line.id, field_, what, why, Text("是否改依一般稅率申報？", "Declare at the usual rate instead?"), blocks=False)
    else:
        for gap in fit.missing:
            yield Unresolved(gap.line or line.id, gap.field, gap.what, gap.why, gap.ask, blocks=False)


def options(rounds: Rounds, on: date, declared: Round, used: Round, verdicts: Sequence[Verdict]) -> list[Option]:
    """Every way to pay: as declared, reliefs of the whole entry, programmes; eligible ones first, the cheapest before the others."""
    usual = declared.payable
    found = [Option(AS_DECLARED, Text("依現況申報", "As declared"), True, used is declared, payable=usual, saving=Fraction(0))]
    found += [_relief(rounds, verdict, declared, used) for verdict in verdicts]
    for programme in rounds.law.pack.programmes:
        if programme.span.holds(on):
            found += _programme(rounds, programme, declared, used)
    rank = {True: 0, None: 1, False: 2}
    return sorted(found, key=lambda o: (rank[o.eligible], o.payable is None, o.payable or 0))


def _relief(rounds: Rounds, verdict: Verdict, declared: Round, used: Round) -> Option:
    plan = Plan(dict.fromkeys(verdict.exemption.charges, verdict.exemption.id))
    payable = None if verdict.eligible is False else _known_payable(rounds.play(plan), declared)
    return Option(
        verdict.exemption.id,
        verdict.exemption.label,
        verdict.eligible,
        verdict.eligible is True and used is not declared,
        tuple(m.ask for m in verdict.missing),
        verdict.fails,
        payable,
        None if payable is None else declared.payable - payable,
        kind="relief",
    )


def _programme(rounds: Rounds, programme: Programme, declared: Round, used: Round) -> Iterator[Option]:
    """The option of one programme, when it is for some line of the entry."""
    fits = [_fit_concerned(programme, line, rounds) for line in _concerned(programme, rounds)]
    if not fits:
        return
    able = [f for f in fits if f.may]
    rated = [f for f in able if _has_figures(programme, f.line, rounds)]
    missing = tuple(dict.fromkeys(gap.ask for f in able for gap in f.missing))
    chosen = {f.line.id: (programme,) for f in rated}
    payable = _known_payable(rounds.play(Plan(chosen=chosen), declared), declared) if chosen else None
    yield Option(
        programme.id,
        programme.label,
        None if able and (missing or not rated) else bool(able),
        any(programme in chosen for chosen in used.plan.chosen.values()),
        missing,
        tuple(dict.fromkeys(w for f in fits for w in f.fails)),
        payable,
        None if payable is None else declared.payable - payable,
        kind=programme.kind,
        lines=tuple(f.line.id for f in able),
        ready=tuple(f.line.id for f in rated if not f.missing),
    )


def _known_payable(played: Round, declared: Round) -> Fraction | None:
    """What is payable, or ``None`` where a line that is known as declared lacks a figure under the programme."""
    lost = any(new is None and old is not None for new, old in zip(played.totals, declared.totals, strict=True))
    return None if lost else played.payable


def _concerns(programme: Programme, line: Line) -> bool:
    """Whether the goods could come under the programme at all."""
    return bool(line.code) and programme.covers(line.code) and programme.origins.holds(line.origin) is not False


def _concerned(programme: Programme, rounds: Rounds) -> list[Line]:
    """The lines that could come under the programme, tested once per origin and code."""
    origins = {origin for origin in rounds.origins if programme.origins.holds(origin) is not False}
    found = [line for line in rounds.consignment.lines if line.origin in origins and line.code]
    return [line for line in found if line.code.startswith(programme.codes)] if programme.codes else found


def _has_figures(programme: Programme, line: Line, rounds: Rounds) -> bool:
    if programme.effect or not programme.rates.keys().isdisjoint(rounds.rows.first):
        return True
    if not line.columns and line.claim is None:
        return False
    return any(programme_rate(programme, rounds.rows.first[name], line) is not None for name in rounds.rows.duties)


def _fit(programme: Programme, line: Line, rounds: Rounds) -> Fitness:
    if programme.origins.holds(line.origin) is False:
        why = Text("原產地 {o} 不在適用國家之內", "origin {o} is not among its countries").format(o=line.origin)
        return Fitness(line, (why,))
    if not programme.covers(line.code):
        return Fitness(line, (Text("稅則 {c} 不在適用範圍", "code {c} is not covered").format(c=line.code),))
    return _fit_concerned(programme, line, rounds)


def _fit_concerned(programme: Programme, line: Line, rounds: Rounds) -> Fitness:
    """How a programme fits goods that could come under it."""
    fails: list[Text] = []
    missing: list[Unresolved] = []
    if not line.origin and programme.origins:
        missing.append(_origin(line))
    if not _has_figures(programme, line, rounds):
        missing.append(_rate(programme, line))
    for condition in programme.conditions:
        found = _test(condition, line, rounds)
        if found is False:
            fails.append(_filled(condition, rounds))
        elif found is not True:
            missing += found
    return Fitness(line, tuple(fails), tuple(missing))


def _test(condition: Condition, line: Line, rounds: Rounds) -> bool | list[Unresolved]:
    """Whether it holds, or what is missing to tell; worked out once for all programmes that make the same test."""
    key = (rounds.rows.number(condition.expr), line.id)
    if key not in rounds.tested:
        try:
            rounds.tested[key] = bool(evaluate(condition.expr, rounds.before_charges[line.id]))
        except MissingError as gap:
            rounds.tested[key] = [gap.finding] if gap.finding else []
    return rounds.tested[key]


def _filled(condition: Condition, rounds: Rounds) -> Text:
    """The reason, with the figures of the law; kept with the rules of the day."""
    said = rounds.rows.spoken.get(("fails", id(condition)))
    if not isinstance(said, Text):
        said = rounds.rows.spoken["fails", id(condition)] = condition.fails.format(**rounds.law.figures)
    return said


def _origin(line: Line) -> Unresolved:
    ask = Text("本項貨物之原產地為何？", "What is the origin of the goods?")
    return Unresolved(line.id, "origin", Text("原產地", "Origin"), Text("未提供", "none was given"), ask, blocks=False)


def _rate(programme: Programme, line: Line) -> Unresolved:
    why, ask = _rate_words(programme.label)
    return Unresolved(line.id, "preference.rate", programme.label, why, ask, blocks=False)


@lru_cache(maxsize=1024)
def _rate_words(label: Text) -> tuple[Text, Text]:
    why = Text("稅則資料無「{p}」之稅率", "no tariff at hand gives a rate under “{p}”").format(p=label)
    return why, Text("「{p}」於本項之稅率為何？", "Which rate does “{p}” give for this line?").format(p=label)


def readings(rounds: Rounds, used: Round) -> Iterator[Reading]:
    """What is payable under every reading of the disputed rules that touched this entry."""
    for one in rounds.law.pack.interpretations:
        if _touched(one, used):
            here = rounds.law.choices[one.id]
            played = [used if i == here else rounds.reread(used, one.id, i) for i in range(len(one.choices))]
            yield Reading(one, here, tuple(p.payable for p in played))


def _touched(one: Interpretation, used: Round) -> bool:
    rows = [c.row for line in used.lines for c in line.charges if c.applicable or c.row.only_if] + [e.row for e in used.entry]
    exprs = [expr for row in {id(row): row for row in rows}.values() for expr in (row.base, row.expr, row.only_if) if expr]
    exprs += [c.pack_rate.only_if for line in used.lines for c in line.charges if c.pack_rate and c.pack_rate.only_if]
    return any(ref.name == CHOICE + one.id for expr in exprs for ref in references(expr))


def _joined(words: Sequence[Text]) -> Text:
    return Text("；".join(w.zh for w in words), "; ".join(w.en for w in words))
