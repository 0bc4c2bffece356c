"""The customs value of many lines from their prices and costs: ``buildup`` and ``allocation`` over whole columns.

For entries whose costs are of kinds the table of Incoterms knows, shared as the rules say, in whole minor units of their currency, at a
price without charges inside. ``plain_entries`` tells which these are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import polars as pl

from argosy.engines.duty.columns import Columns, take_number
from argosy.engines.duty.integers import Scaled, choose, constant, dtype_for, minus, plus, rounded, times, unknown
from argosy.engines.duty.pooling import Pool
from argosy.engines.duty.stages import Stages
from argosy.kernel.money import minor_digits
from argosy.rules.pack import CARRIAGE, COST, CUSTOMS_VALUE, OUTSIDE, Pack, Term

FINEST = 3  # decimals of the finest currency
ZERO = constant(0)
TERM = "~term"


@dataclass(frozen=True, slots=True)
class StatedCost:
    """A kind of cost. ``effects`` as in ``buildup.Part`` and ``required`` (the customs value cannot do without) are by place of the term."""

    kind: str
    effects: tuple[str, ...]
    required: tuple[bool, ...]
    by_weight: bool

    @property
    def amount(self) -> str:
        """The column of its amount."""
        return f"{column_of(self.kind)}_amount"

    @property
    def currency(self) -> str:
        """The column of its currency."""
        return f"{column_of(self.kind)}_currency"


def column_of(kind: str) -> str:
    """How the columns of a cost begin: freight and insurance by their names, the others after ``other_``."""
    return kind if kind in ("freight", "insurance") else f"other_{kind}"


def effects(term: Term, pack: Pack) -> dict[str, str]:
    """What each kind of cost does to the customs value under a term when nobody says otherwise."""
    basis, found = pack.value_basis, {}
    for kind, component in pack.valuation.components.items():
        if component.treatment != "transport":
            found[kind] = "add" if component.treatment == "art8" else "outside"
        elif kind in (*term.deduct[basis], *term.deduct_if_given[basis]):
            found[kind] = "deduct"
        elif kind in term.includes:
            found[kind] = "inside"
        else:
            found[kind] = "add" if kind in (*term.add[basis], *term.add_if_given[basis]) else "outside"
    return found


def valued(frame: pl.DataFrame, pack: Pack, terms: Sequence[Term]) -> Columns:
    """The frame with customs values and what every line bears of each cost, as whole numbers.

    ``~term`` is the place of the Incoterm of each line among ``terms``; without that column all lines stand at the one there is.
    """
    return _Values(frame, pack, terms).columns()


class _Values:
    def __init__(self, frame: pl.DataFrame, pack: Pack, terms: Sequence[Term]) -> None:
        self.pack, self.terms = pack, terms
        self.taken = Columns(frame)
        for name in frame.columns:
            if name in ("value", "gross_kg", "net_kg", "quantity") or name.startswith(("fx_", "fact_")) or name.endswith("_amount"):
                take_number(self.taken, name)
        self.stages = Stages(self.taken.frame)
        self.pool = Pool(self.stages)
        self.blocked: list[pl.Expr] = []

    def columns(self) -> Columns:
        """Values and costs worked out in one pass, then taken as the figures of the lines."""
        costs = list(self._costs())
        stated = [cost for cost in costs if self._has(cost)]
        self.blocked += [self._by_term(cost.required) for cost in costs if not self._has(cost)]
        rates = {cost.kind: self.stages.keep(self._rate(cost.currency)) for cost in stated}
        borne = {cost.kind: self.stages.keep(times(self._share(cost), rates[cost.kind])) for cost in stated}
        value = self._value(stated, borne, rates)
        known = {cost.kind: self.taken.numbers[cost.amount].expr.is_not_null() for cost in stated}
        for total in (OUTSIDE, CARRIAGE):
            entering = [(cost, self._enters(cost, total)) for cost in stated]
            if any(any(told) for _, told in entering):
                own = [(borne[cost.kind], known[cost.kind] & self._by_term(told)) for cost, told in entering if any(told)]
                borne[total] = self._summed(own)
                known[total] = reduce(lambda a, b: a | b, [expr for _, expr in own])
        said = [expr.alias(f"~stated_{kind}") for kind, expr in known.items()]
        shown = [s.expr.alias(f"~{COST}{kind}") for kind, s in borne.items()]
        made = self.stages.collect([value.expr.alias(f"~{CUSTOMS_VALUE}"), *shown, *said])
        return self._taken(made, {CUSTOMS_VALUE: value, **{COST + kind: s for kind, s in borne.items()}})

    def _enters(self, cost: StatedCost, total: str) -> list[bool]:
        """By term, whether the cost enters a sum that rules read, as ``buildup.Part.kinds`` has it."""
        component = self.pack.valuation.components[cost.kind]
        if total == OUTSIDE:
            return [component.incidental and effect in ("outside", "deduct") for effect in cost.effects]
        return [component.treatment == "transport" and effect not in ("outside", "deduct") for effect in cost.effects]

    def _summed(self, parts: list[tuple[Scaled, pl.Expr]]) -> Scaled:
        """The sum of the costs that enter; null where one of them is not known."""
        return self.stages.keep(reduce(plus, [self.stages.keep(choose(enters, cost, ZERO, sure=True)) for cost, enters in parts]))

    def _by_term(self, told: Sequence[bool]) -> pl.Expr:
        """What holds by the term of each line."""
        if len(set(told)) == 1:
            return pl.lit(told[0])
        return pl.lit(pl.Series(told, dtype=pl.Boolean)).gather(pl.col(TERM))

    def _taken(self, made: pl.DataFrame, figures: dict[str, Scaled]) -> Columns:
        """The figures with the largest that occurs as their bound, not the largest that could."""
        names = {"quantity", "net_kg", *(n for n in self.taken.numbers if n.startswith("fact_"))}
        found = {name: number for name, number in self.taken.numbers.items() if name in names}
        columns = []
        for name, figure in figures.items():
            series = made[f"~{name}"]
            top = series.max()
            bound = top if isinstance(top, int) else 0
            columns.append(series.cast(dtype_for(bound)))
            found[name] = replace(figure, expr=pl.col(f"~{name}"), bound=bound, positive=True, whole=series.null_count() == 0, value=None)
        said = [made[name] for name in made.columns if name.startswith("~stated_")]
        return Columns(self.taken.frame.with_columns(*columns, *said), found)

    def _costs(self) -> Iterator[StatedCost]:
        """The kinds of cost that are stated, or that some term cannot do without."""
        basis = self.pack.value_basis
        by_term = [(effects(term, self.pack), {*term.add[basis], *term.deduct[basis]}) for term in self.terms]
        for kind, component in self.pack.valuation.components.items():
            does, needed = tuple(effect[kind] for effect, _ in by_term), tuple(kind in needs for _, needs in by_term)
            cost = StatedCost(kind, does, needed, component.share_by == "weight")
            if any(needed) or self._has(cost):
                yield cost

    def _has(self, cost: StatedCost) -> bool:
        return cost.amount in self.taken.numbers

    def _rate(self, column: str) -> Scaled:
        """Units of the pack's currency per 1 of the currency a column names; null without a rate."""
        found = unknown()
        for code in self.taken.frame[column].cast(pl.String).unique().drop_nulls().to_list():
            rate = constant(1) if code == self.pack.currency else self._stated_rate(code)
            found = choose((pl.col(column) == code).fill_null(value=False), rate, found, sure=True)
        return found

    def _stated_rate(self, code: str) -> Scaled:
        """``fx_<code>``, else ``fx_rate`` where the price is in that currency."""
        named = self.taken.numbers.get(f"fx_{code}", unknown())
        general = self.taken.numbers.get("fx_rate")
        if general is None:
            return named
        priced = choose((pl.col("currency") == code).fill_null(value=False), general, unknown(), sure=True)
        return choose(named.expr.is_not_null(), named, priced, sure=True)

    def _share(self, cost: StatedCost) -> Scaled:
        """What each line bears of a cost, in its currency: by largest remainder in its minor unit."""
        amount = self.taken.numbers[cost.amount]
        units, over = self._units(amount, cost.currency)
        weight = self._weight(cost)
        if self.pool.single:
            return Scaled(units.expr * over, 10**FINEST, units.bound * 10**FINEST)
        parts = self.stages.keep(self.pool.parts(units, weight))
        heavy = self.stages.keep(self.pool.summed(weight)).expr != 0
        alone = pl.col("~first") == pl.col("~last")
        known = (heavy | (amount.expr == 0)).fill_null(value=False)
        matters = self._by_term([effect != "inside" for effect in cost.effects])
        self.blocked.append(matters & ~alone & ~heavy.fill_null(value=True) & (amount.expr != 0))
        part = pl.when(alone).then(units.expr).when(known).then(parts.expr)
        return Scaled(part * over, 10**FINEST, parts.bound * 10**FINEST)

    def _units(self, amount: Scaled, currency: str) -> tuple[Scaled, pl.Expr]:
        """An amount in whole minor units of its currency, and how many thousandths of the currency one is."""
        digits = {code: minor_digits(code) for code in self.taken.frame[currency].cast(pl.String).unique().drop_nulls().to_list()}
        size, over = unknown(), pl.lit(None, dtype=pl.Int64)
        for n in sorted(set(digits.values()) | {minor_digits(self.pack.currency), 2}):
            codes = [code for code, d in digits.items() if d == n]
            mine = pl.col(currency).cast(pl.String).is_in(codes) if codes else pl.lit(value=False)
            scaled = times(amount, constant(10**n))
            whole = Scaled(scaled.expr // scaled.den if scaled.den != 1 else scaled.expr, 1, scaled.bound // scaled.den)
            size = choose(mine.fill_null(value=False), whole, size, sure=True)
            over = pl.when(mine).then(pl.lit(10 ** (FINEST - n), dtype=pl.Int64)).otherwise(over)
        return self.stages.keep(size), self.stages.put(over)

    def _weight(self, cost: StatedCost) -> Scaled:
        """What the cost is shared by: gross weights, else net weights where every line has one, else the prices."""
        value = self.taken.numbers["value"]
        if not cost.by_weight:
            return value
        weight = value
        for name in ("net_kg", "gross_kg"):
            stated = self.taken.numbers.get(name)
            if stated is not None:
                lacking = self.stages.put(self.pool.any_of(stated.expr.is_null() | (stated.expr == 0)))
                weight = choose(lacking, weight, stated, sure=True)
        return self.stages.keep(weight)

    def _value(self, stated: list[StatedCost], borne: dict[str, Scaled], rates: dict[str, Scaled]) -> Scaled:
        total = times(self.taken.numbers["value"], self.stages.keep(self._rate("currency")))
        for cost in stated:
            amount = self.taken.numbers[cost.amount].expr
            matters = self._by_term([effect != "inside" for effect in cost.effects])
            self.blocked.append(self._by_term(cost.required) & amount.is_null())
            self.blocked.append(matters & amount.is_not_null() & rates[cost.kind].expr.is_null())
            for effect, move in (("add", plus), ("deduct", minus)):
                if effect in cost.effects:
                    counts = self._by_term([one == effect for one in cost.effects]) & amount.is_not_null()
                    moved = self.stages.keep(choose(counts, borne[cost.kind], ZERO, sure=True))
                    total = self.stages.keep(move(total, moved))
        stopped = reduce(lambda a, b: a | b, self.blocked, pl.lit(value=False))
        total = self.stages.keep(total)
        exact = replace(total, expr=self.stages.put(pl.when(~stopped & (total.expr >= 0)).then(total.expr)), positive=True)
        return rounded(exact, self.pack.value.step.rounding)
