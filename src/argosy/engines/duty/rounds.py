"""All charges of an entry under one plan: which exemptions hold, which programmes are used, how disputed rules are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from argosy.engines.duty.backout import back_out
from argosy.engines.duty.buildup import BuildUp
from argosy.engines.duty.changing import Known, charge_again, charge_some
from argosy.engines.duty.charging import Charged, Plan, charge_line
from argosy.engines.duty.consignment import Consignment, Unresolved
from argosy.engines.duty.entry import EntryCharge, charge_entry
from argosy.engines.duty.rowbook import Rows
from argosy.engines.duty.scope import Law, LineScope, Whole
from argosy.kernel.rounding import added
from argosy.rules.pack import CHOICE, CUSTOMS_VALUE, Pack

__all__ = ["Plan", "Round", "Rounds", "chosen_readings"]
SETTLING = 8
Costs = Mapping[str, tuple[Fraction | None, ...]]


@dataclass(frozen=True)
class Round:
    """All charges under one plan. ``left`` is what a price with charges inside could not place."""

    plan: Plan
    values: tuple[Fraction | None, ...]
    lines: tuple[Charged, ...]
    entry: tuple[EntryCharge, ...]
    left: Fraction = Fraction(0)

    @cached_property
    def payable(self) -> Fraction:
        """Over the lines that are complete, with their parts of the entry charges that are known."""
        totals = self.totals
        known = [total for total in totals if total is not None]
        if len(known) == len(totals):
            return added([*known, *(e.amount for e in self.entry if e.amount is not None)])
        parts = [e.by_line[i] for e in self.entry if e.by_line for i, total in enumerate(totals) if total is not None]
        return added([*known, *parts])

    @cached_property
    def totals(self) -> tuple[Fraction | None, ...]:
        """The charges of every line without entry charges; ``None`` where one is not known."""
        return tuple(line.total for line in self.lines)

    @property
    def complete(self) -> bool:
        """Whether every line and every entry charge is known."""
        return all(line.total is not None for line in self.lines) and all(e.amount is not None for e in self.entry)


class Rounds:
    """Plays rounds of one consignment; lines a plan does not touch are taken from the round before where that is lawful."""

    def __init__(self, consignment: Consignment, law: Law, rows: Rows, build: BuildUp, costs: Costs | None = None) -> None:
        self.consignment, self.law, self.rows, self.build = consignment, law, rows, build
        self.costs: Costs = build.costs() if costs is None else costs
        self.tested: dict[tuple[int, str], bool | list[Unresolved]] = {}
        self._known: dict[tuple[tuple[str, str], ...], Known] = {}

    @cached_property
    def origins(self) -> frozenset[str]:
        """The origins of the goods, empty where none was stated."""
        return frozenset(line.origin for line in self.consignment.lines)

    @cached_property
    def before_charges(self) -> Mapping[str, LineScope]:
        """By line id, what is known of a line before any charge is worked out."""
        lines, values = self.consignment.lines, self.priced.values
        return {line.id: LineScope(self.law, line, {CUSTOMS_VALUE: values[i]}, self.priced, i) for i, line in enumerate(lines)}

    @cached_property
    def priced(self) -> Whole:
        """The entry with the prices as customs values, before charges inside a price are taken off."""
        rounding = self.law.pack.value.step.rounding
        prices = tuple(None if price is None else rounding.apply(price) for price in self.build.exact)
        return Whole(self.consignment.lines, prices, self.costs)

    def with_choice(self, name: str, place: int) -> Rounds:
        """The same consignment with one disputed rule read otherwise."""
        return Rounds(self.consignment, replace(self.law, choices={**self.law.choices, name: place}), self.rows, self.build, self.costs)

    def play(self, plan: Plan, usual: Round | None = None) -> Round:
        """Every charge under ``plan``. ``usual`` is a round with the same exemptions: lines without a programme are as they are there."""
        values, left = self._values(plan)
        whole = Whole(self.consignment.lines, values, self.costs) if self.build.term.taxes_included else self.priced
        if usual is not None and usual.values == values and not usual.plan.chosen and usual.plan.relieved == plan.relieved:
            return self._again(plan, usual, whole, left)
        lines = tuple(charge_line(self.law, self.rows, whole, i, value, plan) for i, value in enumerate(values))
        return Round(plan, values, lines, charge_entry(self.law, self.rows, lines, plan.relieved), left)

    def at_prices(self, plan: Plan) -> Round:
        """The same charges with the prices as customs values: what a price with charges inside still lacks to be worked back."""
        lines = tuple(charge_line(self.law, self.rows, self.priced, i, value, plan) for i, value in enumerate(self.priced.values))
        return Round(plan, tuple(self.priced.values), lines, charge_entry(self.law, self.rows, lines, plan.relieved))

    def _again(self, plan: Plan, usual: Round, whole: Whole, left: Fraction) -> Round:
        """The round with only what programmes change worked out anew."""
        lines, moved = [], set[str]()
        known = self._known.setdefault(tuple(plan.relieved.items()), {})
        for i, line in enumerate(self.consignment.lines):
            if line.id in plan.chosen:
                again = charge_again(self.law, self.rows, whole, i, usual.lines[i], plan, known)
                lines.append(again.charged)
                moved |= again.changed
            else:
                lines.append(usual.lines[i])
        return self._with_lines(plan, usual, tuple(lines), moved, left)

    def reread(self, used: Round, name: str, place: int) -> Round:
        """``used`` with one disputed rule read otherwise."""
        other = self.with_choice(name, place)
        if self.build.term.taxes_included:
            return other.play(used.plan)
        return other._renewed(used.plan, used, self.rows.reading(name), CHOICE + name)

    def relieved(self, used: Round, relieved: Mapping[str, str]) -> Round:
        """``used`` with charges set to 0 by exemptions."""
        plan = Plan(relieved, used.plan.chosen)
        if self.build.term.taxes_included:
            return self.play(plan)
        return self._renewed(plan, used, frozenset(relieved))

    def _renewed(self, plan: Plan, used: Round, direct: frozenset[str], choice: str = "") -> Round:
        """``used`` with some charges worked out anew, and those that follow from them, by a programme in use too."""
        lines, moved = [], set(direct)
        for i, line in enumerate(used.lines):
            chosen = plan.chosen.get(self.consignment.lines[i].id, ())
            again = charge_some(self.law, self.rows, self.priced, i, line, plan, self.rows.through(direct, chosen, choice))
            lines.append(again.charged)
            moved |= again.changed
        return self._with_lines(plan, used, tuple(lines), moved, used.left)

    def _with_lines(self, plan: Plan, usual: Round, made: tuple[Charged, ...], moved: Set[str], left: Fraction) -> Round:
        """The round with these lines; ``moved`` are the charges that are not what they were."""
        touched = any(name in moved or not moved.isdisjoint(self.rows.reads[name]) for name in self.rows.entry_ids)
        entry = charge_entry(self.law, self.rows, made, plan.relieved) if touched else usual.entry
        return Round(plan, usual.values, made, entry, left)

    def _values(self, plan: Plan) -> tuple[tuple[Fraction | None, ...], Fraction]:
        prices = tuple(self.priced.values)
        if not self.build.term.taxes_included:
            return prices, Fraction(0)
        guess: Sequence[Fraction | None] = prices
        found = self._searched(guess, plan)
        for _ in range(SETTLING):
            if found[0] == tuple(guess):
                break
            guess = found[0]
            found = self._searched(guess, plan)
        return found

    def _searched(self, guess: Sequence[Fraction | None], plan: Plan) -> tuple[tuple[Fraction | None, ...], Fraction]:
        """Customs values from a price with charges inside, while the other lines are worth ``guess``."""

        def around(i: int, value: Fraction) -> Whole:
            return Whole(self.consignment.lines, [value if j == i else other for j, other in enumerate(guess)], self.costs)

        def charges(i: int, value: Fraction) -> Fraction | None:
            return charge_line(self.law, self.rows, around(i, value), i, value, plan).total

        def fees(values: Sequence[Fraction]) -> Fraction | None:
            whole = Whole(self.consignment.lines, values, self.costs)
            lines = tuple(charge_line(self.law, self.rows, whole, i, value, plan) for i, value in enumerate(values))
            amounts = [charge.amount for charge in charge_entry(self.law, self.rows, lines, plan.relieved)]
            return None if None in amounts else sum((a for a in amounts if a is not None), Fraction(0))

        pack = self.law.pack
        found = back_out(self.build.exact, charges, fees, pack.quantum, max(pack.quantum, pack.value.step.rounding.to))
        return found.values, found.left


def chosen_readings(consignment: Consignment, pack: Pack) -> Mapping[str, int]:
    """Per disputed rule the place of the reading chosen, the pack's own where none or an unknown one is named."""
    made: dict[str, int] = {}
    for one in pack.interpretations:
        place = one.place(consignment.interpretations.get(one.id, ""))
        made[one.id] = place if place is not None else one.place(one.default) or 0
    return made
