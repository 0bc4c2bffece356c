"""All charges of an entry under one plan: which exemptions hold, which programmes are used, how disputed rules are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from argosy.engines.duty.backout import back_out
from argosy.engines.duty.buildup import BuildUp
from argosy.engines.duty.charging import Charged, Plan, charge_line
from argosy.engines.duty.consignment import Consignment
from argosy.engines.duty.entry import EntryCharge, charge_entry
from argosy.engines.duty.rowbook import Rows
from argosy.engines.duty.scope import Law, Whole
from argosy.rules.pack import Pack

__all__ = ["Plan", "Round", "Rounds", "chosen_readings"]
SETTLING = 8


@dataclass(frozen=True, slots=True)
class Round:
    """All charges under one plan. ``left`` is what a price with charges inside could not place."""

    plan: Plan
    values: tuple[Fraction | None, ...]
    lines: tuple[Charged, ...]
    entry: tuple[EntryCharge, ...]
    left: Fraction = Fraction(0)

    def payable(self) -> Fraction:
        """Over the lines that are complete, with their parts of the entry charges that are known."""
        whole = [(i, line.total) for i, line in enumerate(self.lines)]
        parts = ((total, *(e.by_line[i] for e in self.entry if e.by_line)) for i, total in whole if total is not None)
        return sum((amount for line in parts for amount in line), Fraction(0))

    @property
    def complete(self) -> bool:
        """Whether every line and every entry charge is known."""
        return all(line.total is not None for line in self.lines) and all(e.amount is not None for e in self.entry)


class Rounds:
    """Plays rounds of one consignment; lines a plan does not touch are taken from the round before where that is lawful."""

    def __init__(self, consignment: Consignment, law: Law, rows: Rows, build: BuildUp) -> None:
        self.consignment, self.law, self.rows, self.build = consignment, law, rows, build
        self.costs = build.costs()

    @cached_property
    def priced(self) -> Whole:
        """The entry with the prices as customs values, before charges inside a price are taken off."""
        rounding = self.law.pack.value.step.rounding
        prices = tuple(None if price is None else rounding.apply(price) for price in self.build.exact)
        return Whole(self.consignment.lines, prices, self.costs)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of every line, by its id."""
        return {line.id: i for i, line in enumerate(self.consignment.lines)}

    def with_choice(self, name: str, place: int) -> Rounds:
        """The same consignment with one disputed rule read otherwise."""
        return Rounds(self.consignment, replace(self.law, choices={**self.law.choices, name: place}), self.rows, self.build)

    def play(self, plan: Plan, usual: Round | None = None) -> Round:
        """Every charge under ``plan``. ``usual`` is a round with the same exemptions: lines without a programme are as they are there."""
        values, left = self._values(plan)
        whole = Whole(self.consignment.lines, values, self.costs)
        same = usual is not None and usual.values == values and dict(usual.plan.relieved) == dict(plan.relieved)
        lines = tuple(
            usual.lines[i] if same and usual and line.id not in plan.chosen else charge_line(self.law, self.rows, whole, i, values[i], plan)
            for i, line in enumerate(self.consignment.lines)
        )
        return Round(plan, values, lines, charge_entry(self.law, self.rows, lines, plan.relieved), left)

    def at_prices(self, plan: Plan) -> Round:
        """The same charges with the prices as customs values: what a price with charges inside still lacks to be worked back."""
        lines = tuple(charge_line(self.law, self.rows, self.priced, i, value, plan) for i, value in enumerate(self.priced.values))
        return Round(plan, tuple(self.priced.values), lines, charge_entry(self.law, self.rows, lines, plan.relieved))

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
