"""What the names of a pack stand for on a frame of lines: the same look-ups as on one line, as integer columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce

from argosy.engines.duty.columns import Columns, unit_factors
from argosy.engines.duty.integers import Find, Keep, Scaled, both, choose, compiled, constant, times, unknown
from argosy.kernel.expression import Op, Ref
from argosy.kernel.quantity import UNITS
from argosy.rules.pack import BASE, CUSTOMS_VALUE, MEASURE, Charge, Input, Pack


class Naming:
    """Names to columns. ``amounts`` grows as charges are worked out; ``keep`` stores what is read more than once."""

    def __init__(self, columns: Columns, pack: Pack, law: Mapping[str, Fraction], keep: Keep) -> None:
        self.columns, self.pack, self.law, self.keep = columns, pack, law, keep
        self.amounts: dict[str, Scaled] = {}
        self._dated = {f.id for f in pack.facts}

    def line(self, row: Charge | None, figures: Mapping[str, Scaled]) -> Find:
        """The look-up for one row of the rules; ``figures`` are the numbers of its rate."""

        def find(ref: Ref) -> Scaled:
            name = ref.name
            if name in figures:
                return figures[name]
            if name in self.amounts:
                return self.amounts[name]
            if name == BASE and row is not None:
                return self.keep(compiled(row.base, find, self.keep))
            if name.startswith(MEASURE):
                return self._measure(row.measures if row else (), name.removeprefix(MEASURE))
            return self._plain(name)

        return find

    def _plain(self, name: str) -> Scaled:
        if name == CUSTOMS_VALUE:
            return self.columns.numbers[CUSTOMS_VALUE]
        if name in self._dated:
            return constant(self.law[name]) if name in self.law else unknown()
        return self._input(name)

    def _input(self, name: str) -> Scaled:
        fact = self.pack.inputs[name]
        found = [self.columns.numbers[f"fact_{name}"]] if f"fact_{name}" in self.columns.numbers else []
        found += [taken] if fact.from_quantity and (taken := self._quantity(fact.unit)) else []
        checked = [(given, self._within(fact, given)) for given in found]
        rest = compiled(fact.expr, self.line(None, {}), self.keep) if fact.expr is not None else unknown()
        for given, value in reversed(checked):
            rest = self.keep(choose(given.expr.is_not_null(), value, rest))
        return rest

    def _within(self, fact: Input, value: Scaled) -> Scaled:
        high = Fraction(1) if fact.kind == "yes_no" else fact.high
        limits = [(_LOW, fact.low), (_HIGH, high)]
        tests = [compiled(test, _named(here=value, limit=constant(limit))) for test, limit in limits if limit is not None]
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
        found = [m for m in (*named, self._quantity(unit), net, *others) if m is not None]
        rest = unknown()
        for measure in reversed(found):
            measure = self.keep(measure)
            rest = self.keep(choose(measure.expr.is_not_null(), measure, rest))
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
