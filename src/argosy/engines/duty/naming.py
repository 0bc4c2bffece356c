"""What the names of a pack stand for on a frame of lines: the same look-ups as on one line, as integer columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce

import polars as pl

from argosy.engines.duty.columns import Columns, unit_factors
from argosy.engines.duty.integers import Find, Scaled, both, choose, compiled, constant, times, unknown
from argosy.engines.duty.pooling import Pool
from argosy.engines.duty.scope import QUANTITY
from argosy.engines.duty.stages import Stages
from argosy.kernel.expression import Op, Ref
from argosy.kernel.quantity import UNITS
from argosy.rules.pack import BASE, CHOICE, COST, CUSTOMS_VALUE, ENTRY_LINES, MEASURE, Charge, Input, Pack


class Naming:
    """Names to columns. ``amounts`` grows as charges are worked out; parts read more than once are put aside in ``stages``.

    ``law`` holds the figures in force, ``choices`` the place of the reading of each disputed rule.
    """

    def __init__(
        self, columns: Columns, pack: Pack, law: Mapping[str, Fraction], choices: Mapping[str, int], stages: Stages, pool: Pool
    ) -> None:
        self.columns, self.pack, self.law, self.choices, self.stages, self.pool = columns, pack, law, choices, stages, pool
        self.amounts: dict[str, Scaled] = {}
        self.entry_amounts: dict[str, Scaled] = {}
        self._dated = {f.id for f in pack.facts}
        self._inputs: dict[str, Scaled] = {}
        self._sums: dict[str, Scaled] = {}

    def line(self, row: Charge | None = None, figures: Mapping[str, Scaled] | None = None) -> Find:
        """The look-up for one row of the rules; ``figures`` are the numbers of its rate."""
        given = figures or {}

        def find(ref: Ref) -> Scaled:
            name = ref.name
            if ref.scope == "column":
                return self._summed(name.removeprefix("lines."))
            if name in given:
                return given[name]
            if name in self.amounts:
                return self.amounts[name]
            if name == BASE and row is not None:
                return self.stages.keep(compiled(row.base, find, self.stages.keep))
            if name.startswith(MEASURE):
                return self._measure(row.measures if row else (), name.removeprefix(MEASURE))
            return self._plain(name)

        return find

    def entry(self, row: Charge | None = None) -> Find:
        """The look-up for a rule of the whole entry: sums over its lines, what they say with one voice, earlier charges of the entry."""

        def find(ref: Ref) -> Scaled:
            name = ref.name
            if ref.scope == "column":
                return self._summed(name.removeprefix("lines."))
            if name in self.entry_amounts:
                return self.entry_amounts[name]
            if name == BASE and row is not None:
                return self.stages.keep(compiled(row.base, find, self.stages.keep))
            if name in self.pack.inputs:
                return self._stated(self.pack.inputs[name])
            return self._plain(name)

        return find

    def _summed(self, name: str) -> Scaled:
        if name not in self._sums:
            self._sums[name] = self.stages.keep(self.pool.summed(self.line()(Ref("name", name))))
        return self._sums[name]

    def _stated(self, fact: Input) -> Scaled:
        said, any_said = self.pool.agreed(self.columns.numbers.get(f"fact_{fact.name}"))
        if fact.default is None:
            return said
        return choose(any_said, said, constant(fact.default), sure=True)

    def _plain(self, name: str) -> Scaled:
        if name == CUSTOMS_VALUE:
            return self.columns.numbers[CUSTOMS_VALUE]
        if name in self._dated:
            return constant(self.law[name]) if name in self.law else unknown()
        if name.startswith(COST):
            return self._cost(name)
        if name == ENTRY_LINES:
            return self.pool.lines()
        if name.startswith(CHOICE):
            return constant(self.choices[name.removeprefix(CHOICE)])
        return self._input(name)

    def _cost(self, name: str) -> Scaled:
        """The share of a cost, where it was stated; else none, unless the pack wants it stated."""
        kind = name.removeprefix(COST)
        nobody = unknown() if kind in self.pack.costs_asked else constant(0)
        given = self.columns.numbers.get(name)
        if given is None:
            return nobody
        stated = f"~stated_{kind}"
        said = pl.col(stated) if stated in self.columns.frame.columns else given.expr.is_not_null()
        return choose(said, given, nobody, sure=True)

    def _input(self, name: str) -> Scaled:
        if name not in self._inputs:
            self._inputs[name] = self.stages.keep(self._worked_input(self.pack.inputs[name]))
        return self._inputs[name]

    def _worked_input(self, fact: Input) -> Scaled:
        found = [self.columns.numbers[f"fact_{fact.name}"]] if f"fact_{fact.name}" in self.columns.numbers else []
        found += [taken] if fact.from_quantity and (taken := self._quantity(fact.unit)) else []
        checked = [(given, self._within(fact, given)) for given in found]
        if fact.expr is not None:
            rest = compiled(fact.expr, self.line(), self.stages.keep)
        else:
            rest = unknown() if fact.default is None else constant(fact.default)
        for given, value in reversed(checked):
            rest = self.stages.keep(choose(given.expr.is_not_null(), value, rest, sure=True))
        return rest

    def _within(self, fact: Input, value: Scaled) -> Scaled:
        high = Fraction(1) if fact.kind == "yes_no" else fact.high
        limits = [(_LOW, fact.low), (_HIGH, high)]
        wanted = [(test, limit) for test, limit in limits if limit is not None and not (test is _LOW and limit <= 0 and value.positive)]
        tests = [compiled(test, _named(here=value, limit=constant(limit))) for test, limit in wanted]
        return choose(reduce(both, tests).expr != 0, value, unknown()) if tests else value

    def _quantity(self, unit: str) -> Scaled | None:
        factors = unit_factors(self.columns, unit) if unit else None
        return times(self.columns.numbers["quantity"], factors) if factors else None

    def _measure(self, first: Sequence[str], unit: str) -> Scaled:
        dimension = UNITS[unit].dimension
        named = [self._from_fact(name, unit) for name in first]
        others = [self._from_fact(name, unit) for name in self.pack.inputs if dimension != "count"]
        net = (
            times(self.columns.numbers["net_kg"], constant(1 / UNITS[unit].factor))
            if dimension == "mass" and "net_kg" in self.columns.numbers
            else None
        )
        stated = self.columns.numbers.get(f"fact_{QUANTITY}{unit}")
        found = [m for m in (*named, stated, self._quantity(unit), net, *others) if m is not None]
        rest = unknown()
        for measure in reversed(found):
            measure = self.stages.keep(measure)
            rest = self.stages.keep(choose(measure.expr.is_not_null(), measure, rest, sure=True))
        return rest

    def _from_fact(self, name: str, unit: str) -> Scaled | None:
        fact = self.pack.inputs[name]
        if not fact.unit or UNITS[fact.unit].dimension != UNITS[unit].dimension:
            return None
        return times(self._input(name), constant(UNITS[fact.unit].factor / UNITS[unit].factor))


def _named(**known: Scaled) -> Find:
    return lambda ref: known[ref.name]


_HERE = Ref("name", "here")
_LOW = Op(">=", (_HERE, Ref("name", "limit")))
_HIGH = Op("<=", (_HERE, Ref("name", "limit")))
