"""``assess_many``: the charges of a pack on a frame of lines, in whole numbers, equal to ``assess`` line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

import polars as pl

from argosy.engines.duty.charging import LineCharge, working
from argosy.engines.duty.columns import NO_RATE, NO_ROW, UNREADABLE, Columns, RateColumn, prepared
from argosy.engines.duty.integers import Find, Scaled, choose, compiled, constant, plus, rounded, unknown
from argosy.engines.duty.naming import Naming
from argosy.engines.duty.pooling import Pool
from argosy.engines.duty.rowbook import Rows
from argosy.kernel.expression import Call, Expr, Num, Op, Ref
from argosy.rules.checking import uses
from argosy.rules.pack import BASE, RATE, Charge, Exemption, Pack

ZERO = constant(0)


def assess_many(frame: pl.DataFrame, pack: Pack, on: date) -> pl.DataFrame:
    """Every charge of ``pack`` on every row, as of ``on``. Rows keep their order.

    Columns in: ``customs_value`` (integers or Decimals in the currency of the pack, already rounded), ``code``, and where needed ``entry``
    (rows of one consignment; without it each row is its own), ``quantity``, ``unit``, ``net_kg``, ``rate_<charge>`` (rate texts),
    ``fact_<name>``. Columns added: ``charge_<id>`` (entry charges as the part of the line), ``total`` of them, and ``unresolved``: the ids
    of charges that are not known, by comma; an amount that is not known is null. ``BadInput`` for floats and unknown columns, ``Refused``
    where 128 bits could overflow.
    """
    return _Batch(frame, pack, on).run()


class _Batch:
    def __init__(self, frame: pl.DataFrame, pack: Pack, on: date) -> None:
        self.source, self.pack, self.on = frame, pack, on
        self.rows = Rows(pack, on)
        self.columns: Columns = prepared(frame, pack, self.rows)
        self.lazy = self.columns.frame.lazy()
        self.naming = Naming(self.columns, pack, {name: fact.value for name, fact in pack.facts_on(on).items()}, self._stored)
        self.pool = Pool(self.columns)
        self.parts = 0
        self.amounts: dict[str, Scaled] = {}

    def run(self) -> pl.DataFrame:
        relieved = self._relieved()
        for name in self.rows.line_ids:
            self._keep(name, self._line(name, relieved.get(name)))
        for name in self.rows.entry_ids:
            self._keep(name, self._entry(name, relieved.get(name)))
        return self._answer()

    def _stored(self, value: Scaled) -> Scaled:
        """A part of a formula as a column, unless it is one already or a number."""
        if value.expr.meta.is_column() or value.expr.meta.is_literal():
            return value
        self.parts += 1
        return self._column(f"~part_{self.parts}", value)

    def _column(self, name: str, value: Scaled) -> Scaled:
        self.lazy = self.lazy.with_columns(value.expr.alias(name))
        return Scaled(pl.col(name), value.den, value.bound, value.positive, value.whole)

    def _keep(self, name: str, amount: Scaled) -> None:
        """Work the amount out once: later charges read the column."""
        if amount is not ZERO:
            amount = self._column(f"~charge_{name}", amount)
        self.amounts[name] = self.naming.amounts[name] = amount

    def _relieved(self) -> dict[str, pl.Expr]:
        found: dict[str, pl.Expr] = {}
        for exemption in self.pack.exemptions_on(self.on):
            eligible = self._eligible(exemption)
            if eligible is not None:
                column = f"~relief_{exemption.id}"
                self.lazy = self.lazy.with_columns(eligible.alias(column))
                for charge in exemption.charges:
                    found[charge] = found[charge] | pl.col(column) if charge in found else pl.col(column)
        return found

    def _eligible(self, exemption: Exemption) -> pl.Expr | None:
        tests = [compiled(_pooled(c.expr), self._entry_find(None), self._stored) for c in exemption.conditions]
        if any(t.bound == 0 for t in tests) or not self.columns.has_code:
            return None
        barred = ~pl.col("~coded")
        for prefix in exemption.excluded:
            barred = barred | pl.col("code").str.replace_all(r"[.\-\s]", "").str.starts_with(prefix).fill_null(value=False)
        holds = [(t.expr != 0).fill_null(value=False) for t in tests]
        return pl.all_horizontal(*holds, ~self.pool.any_of(barred))

    def _line(self, name: str, relief: pl.Expr | None) -> Scaled:
        amount = unknown() if name in self.rows.uncovered else self._coded(self._by_case(name))
        return amount if relief is None else choose(relief, ZERO, amount)

    def _coded(self, amount: Scaled) -> Scaled:
        """Without a usable code nothing is known, not even that a charge does not apply."""
        if not self.columns.has_code:
            return unknown()
        if bool(self.columns.frame["~coded"].all()):
            return amount
        return choose(pl.col("~coded"), amount, unknown())

    def _by_case(self, name: str) -> Scaled:
        """One formula per combination of rule row, question and rate shape that occurs."""
        rate = self.columns.rates.get(name)
        cases = list(self._cases(name, rate))
        made = [self._case(name, rate, *case) for case in cases]
        if all(m is ZERO for m in made):
            return ZERO
        whole = made[-1]
        for case, amount in zip(cases[:-1], made[:-1], strict=True):
            whole = choose(self._is(name, rate, *case), amount, whole)
        return whole

    def _cases(self, name: str, rate: RateColumn | None) -> Iterator[tuple[int, bool, int]]:
        frame = self.columns.frame
        keys = [c for c in (f"~row_{name}", f"~ask_{name}") if c in frame.columns] + ([rate.shape] if rate else [])
        first = self.rows.all[name][0] if self.rows.all[name] else None
        usual = {f"~row_{name}": 0, f"~ask_{name}": bool(first and first.asks(""))}
        found = frame.select(keys).unique().to_dicts() if keys else [{}]
        for case in found:
            both = usual | case
            yield both[f"~row_{name}"], both[f"~ask_{name}"], both[rate.shape] if rate else NO_RATE

    def _is(self, name: str, rate: RateColumn | None, row: int, ask: bool, shape: int) -> pl.Expr:
        tests = [pl.col(c) == v for c, v in ((f"~row_{name}", row), (f"~ask_{name}", ask)) if c in self.columns.frame.columns]
        return pl.all_horizontal(*tests, *([pl.col(rate.shape) == shape] if rate else []))

    def _case(self, name: str, rate: RateColumn | None, number: int, ask: bool, shape: int) -> Scaled:
        if shape == UNREADABLE:
            return unknown()
        row = self.rows.first[name] if number == NO_ROW else self.rows.all[name][number]
        if shape == NO_RATE:
            if number == NO_ROW or (uses(row.expr, RATE) and not ask):
                return ZERO
            return unknown() if uses(row.expr, RATE) else self._amount(LineCharge(row), row, ())
        assert rate is not None
        return self._amount(LineCharge(row, rate=rate.shapes[shape], given=True), row, rate.figures)

    def _amount(self, charge: LineCharge, row: Charge, figures: Iterable[Scaled]) -> Scaled:
        numbers = {f"~figure_{i}": figure for i, figure in enumerate(figures)}
        places = iter(numbers)

        def figure(_: Fraction) -> Expr:
            return Ref("name", next(places))

        find = self.naming.line(row, numbers)
        expr = working(charge, figure, amount=figure)
        if row.only_if is not None:
            expr = Call("where", (row.only_if, expr, Num(Fraction(0))))
        return rounded(compiled(expr, find, self._stored), row.step.rounding)

    def _entry_find(self, row: Charge | None) -> Find:
        line = self.naming.line(None, {})
        base: list[Scaled] = []

        def find(ref: Ref) -> Scaled:
            if ref.scope == "column":
                return self.pool.summed(line(Ref("name", ref.name.removeprefix("lines."))))
            if ref.name == BASE and row is not None:
                base.extend([] if base else [self._stored(compiled(_pooled(row.base), find, self._stored))])
                return base[0]
            if ref.name in self.pack.inputs:
                return self.pool.agreed(self.columns.numbers.get(f"fact_{ref.name}"))
            return line(ref)

        return find

    def _entry(self, name: str, relief: pl.Expr | None) -> Scaled:
        row = self.rows.row(name, "") or self.rows.first[name]
        if name in self.rows.uncovered:
            amount = unknown()
        else:
            find = self._entry_find(row)
            expr = row.expr if row.only_if is None else Call("where", (row.only_if, row.expr, Num(Fraction(0))))
            amount = rounded(compiled(_pooled(expr), find, self._stored), row.step.rounding)
        whole = amount if relief is None else choose(relief, ZERO, amount)
        weight = self.naming.line(None, {})(Ref("name", row.share_by))
        self.lazy, part = self.pool.shared(self.lazy, name, whole, weight, row.step.rounding.to)
        return part

    def _answer(self) -> pl.DataFrame:
        shown = [_money(amount).alias(f"charge_{name}") for name, amount in self.amounts.items()]
        lists = [pl.when(a.expr.is_null()).then(pl.lit(name)) for name, a in self.amounts.items() if a is not ZERO]
        gaps = pl.concat_str(*lists, separator=",", ignore_nulls=True) if lists else pl.lit("")
        total = ZERO
        for amount in self.amounts.values():
            total = _added(total, amount)
        names = [*(f"charge_{name}" for name in self.amounts), "total", "unresolved"]
        made = self.lazy.with_columns(*shown, _money(total).alias("total"), gaps.alias("unresolved")).select(names).collect()
        return self.source.hstack(made)


def _pooled(expr: Expr) -> Expr:
    """``sum(lines.x)`` as the column itself, which the look-up of an entry gives as a sum already."""
    if isinstance(expr, Num | Ref):
        return expr
    if isinstance(expr, Call) and expr.fn == "sum":
        return expr.args[0]
    args = tuple(_pooled(a) for a in expr.args)
    return Op(expr.op, args) if isinstance(expr, Op) else Call(expr.fn, args)


def _added(a: Scaled, b: Scaled) -> Scaled:
    return b if a is ZERO else a if b is ZERO else plus(a, b)


def _money(amount: Scaled) -> pl.Expr:
    """Whole amounts as integers, others as Decimals of the places they need."""
    if amount.den == 1:
        return amount.expr
    places = next(p for p in range(39) if 10**p % amount.den == 0)
    unit = pl.lit(Decimal(1).scaleb(-places), dtype=pl.Decimal(38, places))
    shown: pl.Expr = (amount.expr * (10**places // amount.den)).cast(pl.Decimal(38, places)) * unit
    return shown
