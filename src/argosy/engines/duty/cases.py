"""Which formula holds on which lines for one charge: the row of the rules and the shape of the rate, as one small number per line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from argosy.engines.duty.decisions import Choice, Outcome, Steps
from argosy.engines.duty.goods import Goods
from argosy.engines.duty.integers import Find, compiled
from argosy.engines.duty.ratecard import BLANK, UNKNOWN, RateCard
from argosy.engines.duty.stages import Stages

ROW = 4096  # what one row of the rules adds to the number of a case; shapes of rates stay below it
FEW = 48  # cases looked for one by one


@dataclass(frozen=True, slots=True)
class Case:
    """One combination that occurs: its number, the place of the rule row among those of the day, the shape of the rate."""

    number: int
    row: int
    shape: int


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a charge. ``number`` tells the case of each line (``None``: there is one only), ``rate`` its rate on the card."""

    found: tuple[Case, ...]
    number: pl.Expr | None
    rate: pl.Expr


class Sorter:
    """Sorts the lines of a frame into cases, charge by charge."""

    def __init__(self, goods: Goods, kind: pl.Series, stages: Stages) -> None:
        self.goods, self.kind, self.stages = goods, kind, stages
        self.kinds = range(len(goods.kinds))

    def cases(self, charge: str, card: RateCard, given: Sequence[pl.Series | None], find: Find) -> Cases:
        """The cases of a charge. ``given`` holds the rates of a schedule and the rates stated, by number, ``BLANK`` where there is none."""
        choices = [self.goods.choice(charge, kind) for kind in self.kinds]
        numbers = {o: o if isinstance(o, int) else card.texts.number(o) for o in dict.fromkeys(o for c in choices for _, o in c.steps)}
        card.read()
        rows = sorted({choice.row for choice in choices})
        if all(len(choice.steps) == 1 for choice in choices):
            return self._settled(charge, choices, rows, card, numbers, given)
        return self._tested(charge, choices, rows, card, numbers, given, find)

    def _settled(
        self, charge: str, choices: Sequence[Choice], rows: list[int], card: RateCard, numbers: Mapping[Outcome, int], given: Sequence[pl.Series | None]
    ) -> Cases:  # fmt: skip
        """Everything is known before any amount: the cases that occur are read off the lines."""
        first = [numbers[choice.steps[0][1]] for choice in choices]
        shapes = card.shape_of()
        if len(set(first)) == 1 and len(rows) == 1 and all(g is None for g in given):
            shape = int(shapes[first[0]])
            return Cases((Case(shape, rows[0], shape),), None, pl.lit(first[0], dtype=pl.UInt32))
        rate = self._by_kind(first)
        for by, allowed in zip(given, _allowed(choices), strict=True):
            rate = rate if by is None else _overridden(rate, by, self._flag(allowed))
        case = shapes.gather(rate).cast(pl.UInt32)
        if len(rows) > 1:
            case = case + self._by_kind([rows.index(c.row) * ROW for c in choices]).cast(pl.UInt32)
        occurring = _occurring(case, [r * ROW + s for r in range(len(rows)) for s in range(len(card.shapes))])
        found = tuple(Case(n, rows[n // ROW], n % ROW) for n in occurring)
        return Cases(found, self._column(f"~case_{charge}", case) if len(found) > 1 else None, self._column(f"~rate_{charge}", rate))

    def _tested(
        self, charge: str, choices: Sequence[Choice], rows: list[int], card: RateCard, numbers: Mapping[Outcome, int], given: Sequence[pl.Series | None], find: Find
    ) -> Cases:  # fmt: skip
        """Rates that hold under a condition: worked out with the amounts, every case that could occur is provided for."""
        rate = self._conditional(charge, choices, numbers, find)
        for place, (by, allowed) in enumerate(zip(given, _allowed(choices), strict=True)):
            if by is not None:
                self._column(f"~given_{place}_{charge}", by)
                test = (pl.col(f"~given_{place}_{charge}") != BLANK) & self._flag_column(f"~may_{place}_{charge}", allowed)
                rate = pl.when(test).then(pl.col(f"~given_{place}_{charge}")).otherwise(rate)
        rate = self.stages.put(rate, f"~rate_{charge}")
        shapes = card.shape_of()
        case = pl.lit(shapes.cast(pl.UInt32)).gather(rate)
        if len(rows) > 1:
            case = case + self._column(f"~row_{charge}", self._by_kind([rows.index(c.row) * ROW for c in choices]))
        met = {number for by in given if by is not None for number in by.unique().to_list()}
        possible = sorted({int(shapes[n]) for n in {*numbers.values(), *met}} - {BLANK})
        found = tuple(Case(i * ROW + shape, row, shape) for i, row in enumerate(rows) for shape in possible)
        return Cases(found, self.stages.put(case, f"~case_{charge}"), rate)

    def _conditional(self, charge: str, choices: Sequence[Choice], numbers: Mapping[Outcome, int], find: Find) -> pl.Expr:
        distinct = list(dict.fromkeys(choice.steps for choice in choices))
        which = self._column(f"~steps_{charge}", self._by_kind([distinct.index(c.steps) for c in choices]))
        rate = pl.lit(UNKNOWN, dtype=pl.UInt32)
        for i, steps in enumerate(distinct):
            rate = pl.when(which == i).then(self._stepped(steps, numbers, find)).otherwise(rate)
        return rate

    def _stepped(self, steps: Steps, numbers: Mapping[Outcome, int], find: Find) -> pl.Expr:
        rate = pl.lit(numbers[steps[-1][1]], dtype=pl.UInt32)
        for test, outcome in reversed(steps[:-1]):
            if test is not None:
                holds = self.stages.keep(compiled(test, find, self.stages.keep)).expr
                chosen = pl.when(holds != 0).then(pl.lit(numbers[outcome], dtype=pl.UInt32)).otherwise(rate)
                rate = pl.when(holds.is_null()).then(pl.lit(UNKNOWN, dtype=pl.UInt32)).otherwise(chosen)
        return rate

    def _by_kind(self, values: list[int]) -> pl.Series:
        table = pl.Series(values, dtype=pl.UInt32)
        return table[:1].new_from_index(0, len(self.kind)) if len(set(values)) == 1 else table.gather(self.kind)

    def _flag(self, by_kind: Sequence[bool]) -> pl.Series | bool:
        return by_kind[0] if len(set(by_kind)) == 1 else pl.Series(by_kind, dtype=pl.Boolean).gather(self.kind)

    def _flag_column(self, name: str, by_kind: Sequence[bool]) -> pl.Expr:
        flag = self._flag(by_kind)
        return pl.lit(flag) if isinstance(flag, bool) else self._column(name, flag)

    def _column(self, name: str, series: pl.Series) -> pl.Expr:
        self.stages.lazy = self.stages.lazy.with_columns(series.alias(name))
        return pl.col(name)


def _allowed(choices: Sequence[Choice]) -> tuple[list[bool], list[bool]]:
    """Per kind of goods: whether a schedule is looked at, whether a stated rate is taken."""
    return [c.scheduled for c in choices], [c.open for c in choices]


def _overridden(rate: pl.Series, by: pl.Series, allowed: pl.Series | bool) -> pl.Series:
    if allowed is False:
        return rate
    test = by != BLANK
    return by if test.all() and allowed is True else by.zip_with(test if allowed is True else test & allowed, rate)


def _occurring(case: pl.Series, possible: Iterable[int]) -> list[int]:
    numbers = list(possible)
    if len(numbers) > FEW:
        return sorted(case.unique().to_list())
    return [number for number in numbers if (case == number).any()]
