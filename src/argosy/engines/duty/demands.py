"""What has to be shown before an option may be chosen: each condition of a programme or relief as one thing to prove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from argosy.engines.duty.consignment import Line
from argosy.kernel.expression import Expr, references
from argosy.kernel.text import NOTHING, Text
from argosy.rules.authority import Condition
from argosy.rules.pack import Input, Level, Pack
from argosy.rules.provisions import Programme

ORIGIN, TERMS, RATE = "origin", "terms", "rate"
Asks = Literal["paper", "yes_no", "number", "rate"]
_ORIGIN = Text("產地證明文件", "a paper that proves the origin of the goods")
_TERMS = Text("證明貨物合於「{p}」要件之文件", "a paper that shows the goods meet the terms of “{p}”")
_RATE = Text("「{p}」於本項之稅率及其出處", "the rate “{p}” gives for this line, and where it stands")


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing to prove. ``key`` is ``origin``, ``terms``, ``rate`` or the name of an input of the pack; ``ask`` puts it as a question.

    ``asks``: a paper alone, or a paper and what it says: yes or no, a number, a rate. ``scope`` is each line or the whole entry.
    """

    key: str
    words: Text
    scope: Level
    asks: Asks
    ask: Text = NOTHING


def programme_demands(pack: Pack, programme: Programme, line: Line) -> tuple[Demand, ...]:
    """What one line must prove to use a programme. Figures the order itself states (values, quantities) are not asked again."""
    asked = _inputs(pack, _exprs(programme.conditions, programme.effect.values()))
    found = [d for d in asked if d.key not in programme.facts]
    if programme.origins and programme.kind == "preference" and not found:
        found.append(Demand(ORIGIN, _ORIGIN, "line", "paper"))
    if _needs_rate(programme, line):
        found.append(Demand(RATE, _RATE.format(p=programme.label), "line", "rate"))
    return tuple(found) or (Demand(TERMS, _TERMS.format(p=programme.label), "line", "paper"),)


def relief_demands(pack: Pack, name: str) -> tuple[Demand, ...]:
    """What the entry must prove to use an exemption of the pack; nothing but a paper on its terms when the order states the rest."""
    relief = next(e for e in pack.exemptions if e.id == name)
    found = tuple(_inputs(pack, _exprs(relief.conditions, ())))
    return found or (Demand(TERMS, _TERMS.format(p=relief.label), "entry", "paper"),)


def _exprs(conditions: Iterable[Condition], others: Iterable[Expr]) -> list[Expr]:
    return [*(c.expr for c in conditions), *others]


def _needs_rate(programme: Programme, line: Line) -> bool:
    """Whether the rate is neither fixed by the pack nor in a column of the schedule."""
    held = any(name in line.columns for name in (programme.id, *programme.columns))
    return bool(programme.columns) and not (programme.rates or programme.effect or held)


def _inputs(pack: Pack, exprs: Iterable[Expr]) -> Iterator[Demand]:
    for one in dict.fromkeys(fact.name for expr in exprs for fact in _asked(pack, expr)):
        fact = pack.inputs[one]
        yield Demand(one, fact.label, fact.scope, "yes_no" if fact.kind == "yes_no" else "number", fact.question)


def _asked(pack: Pack, expr: Expr) -> Iterator[Input]:
    """The facts an expression rests on that somebody must state; those worked out from others give way to these."""
    for ref in references(expr):
        fact = pack.inputs.get(ref.name.removeprefix("lines."))
        if fact is None or fact.from_quantity:
            continue
        if fact.expr is not None:
            yield from _asked(pack, fact.expr)
        else:
            yield fact


def needs(words: Iterable[Text]) -> Text:
    """The verdict of an option that lacks something: ``unmet: needs …``."""
    told = list(dict.fromkeys(words))
    if not told:
        return NOTHING
    return Text("尚缺：" + "、".join(w.zh for w in told), "unmet: needs " + "; ".join(w.en for w in told))
