"""The charges of a pack on one frame of lines whose consignments stand together: the exact engine's steps over whole columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import polars as pl

from argosy.engines.duty.cases import Cases, Sorter
from argosy.engines.duty.charging import LineCharge, working
from argosy.engines.duty.columns import Columns
from argosy.engines.duty.decisions import NO_ROW
from argosy.engines.duty.integers import Find, Scaled, choose, compiled, constant, plus, rounded, unknown
from argosy.engines.duty.naming import Naming
from argosy.engines.duty.pooling import Pool
from argosy.engines.duty.rate import alternative
from argosy.engines.duty.ratecard import ABSENT, UNKNOWN, UNRATED
from argosy.engines.duty.rulebook import Rulebook
from argosy.engines.duty.stages import Stages
from argosy.kernel.errors import Refused
from argosy.kernel.expression import Call, Expr, Num, Op, Ref
from argosy.kernel.text import Text
from argosy.rules.pack import Charge, Exemption
from argosy.rules.provisions import Relation

ZERO = constant(0)
NOTHING = Num(Fraction(0))
APPLIED = "~applied_"


@dataclass(frozen=True, slots=True)
class Asked:
    """A frame to work on: ``kind`` and ``code`` number its goods (see ``Goods``), ``given`` the rates of a charge from a schedule and as
    stated, by number on its card."""

    columns: Columns
    kind: pl.Series
    given: dict[str, tuple[pl.Series | None, pl.Series | None]]


def worked(asked: Asked, book: Rulebook) -> pl.DataFrame:
    """``charge_<id>`` of every charge, ``total`` and ``unresolved`` per line."""
    return _Work(asked, book).run()


class _Work:
    def __init__(self, asked: Asked, book: Rulebook) -> None:
        self.asked, self.book, self.rows = asked, book, book.rows
        self.stages = Stages(asked.columns.frame)
        self.pool = Pool(self.stages)
        self.naming = Naming(asked.columns, book.pack, book.law, book.choices, self.stages, self.pool)
        self.sorter = Sorter(book.goods, asked.kind, self.stages)
        self.amounts: dict[str, Scaled] = {}
        self.subjects = {r.subject for found in self.rows.relations.values() for r in found if r.how == "displaces"}
        self.applied: dict[str, Scaled] = {}

    def run(self) -> pl.DataFrame:
        relieved = self._relieved()
        for name in self.rows.line_ids:
            self._keep(name, self._line(name, relieved.get(name)))
        for name in self.rows.entry_ids:
            self.amounts[name] = self._entry(name, relieved.get(name))
        return self._answer()

    def _keep(self, name: str, amount: Scaled) -> None:
        """Work the amount out once: later charges read the column."""
        if amount.value is None:
            amount = replace(amount, expr=self.stages.put(amount.expr, f"~charge_{name}"))
        self.amounts[name] = self.naming.amounts[name] = amount

    def _relieved(self) -> dict[str, pl.Expr]:
        found: dict[str, pl.Expr] = {}
        for exemption in self.book.pack.exemptions_on(self.book.on):
            eligible = self._eligible(exemption)
            if eligible is not None:
                column = self.stages.put(eligible, f"~relief_{exemption.id}")
                for charge in exemption.charges:
                    found[charge] = found[charge] | column if charge in found else column
        return found

    def _eligible(self, exemption: Exemption) -> pl.Expr | None:
        tests = [compiled(c.expr, self.naming.entry(), self.stages.keep) for c in exemption.conditions]
        if any(t.bound == 0 for t in tests):
            return None
        barred = pl.Series([not code or code.startswith(exemption.excluded) for code, _ in self.book.goods.kinds], dtype=pl.Boolean)
        holds = [(t.expr != 0).fill_null(value=False) for t in tests]
        return pl.all_horizontal(*holds, ~self.pool.any_of(pl.lit(barred.gather(self.asked.kind))))

    def _line(self, name: str, relief: pl.Expr | None) -> Scaled:
        amount = unknown() if name in self.rows.uncovered else self._by_case(name)
        if relief is not None and name in self.applied:
            self.applied[name] = choose(relief, constant(1), self.applied[name], sure=True)
        return amount if relief is None else choose(relief, ZERO, amount, sure=True)

    def _by_case(self, name: str) -> Scaled:
        """One formula per combination of rule row and rate shape that occurs."""
        cases = self.sorter.cases(name, self.book.cards[name], self.asked.given.get(name, (None, None)), self.naming.line())
        made = [(case.number, self._case(name, cases, case.row, case.shape)) for case in cases.found]
        if name in self.subjects:
            self.applied[name] = self._applies(name, cases, [amount for _, amount in made])
        if not made or all(m.value == 0 for _, m in made):
            return ZERO
        return self._displaced(name, _picked(cases, made))

    def _applies(self, name: str, cases: Cases, amounts: list[Scaled]) -> Scaled:
        """1 where the charge applies and is known, even at 0."""
        parts = [
            (case.number, self._applies_in(name, case.row, case.shape, amount)) for case, amount in zip(cases.found, amounts, strict=True)
        ]
        return self.stages.keep(_picked(cases, parts)) if parts else ZERO

    def _applies_in(self, name: str, place: int, shape: int, amount: Scaled) -> Scaled:
        if shape in (UNKNOWN, ABSENT):
            return ZERO
        row = self.rows.first[name] if place == NO_ROW else self.rows.all[name][place]
        test = constant(1) if row.only_if is None else compiled(row.only_if, self.naming.line(row, {}), self.stages.keep)
        return Scaled(((test.expr != 0) & amount.expr.is_not_null()).fill_null(value=False).cast(pl.Int64), 1, 1, whole=True)

    def _displaced(self, name: str, amount: Scaled) -> Scaled:
        """0 where another charge takes the place of one that is not known: then nothing of its own need be known."""
        taken: pl.Expr = pl.lit(value=False)
        for relation in reversed(self.rows.relations.get(name, ())):
            due = self._due(relation, self.naming.line())
            taken = pl.when(due.is_null()).then(pl.lit(value=False)).when(due).then(pl.lit(relation.how != "floor")).otherwise(taken)
        if not self.rows.relations.get(name):
            return amount
        lost = amount.expr.is_null() & self.stages.put(taken)
        return replace(amount, expr=pl.when(lost).then(pl.lit(0, dtype=amount.dtype)).otherwise(amount.expr), whole=False, value=None)

    def _due(self, relation: Relation, find: Find) -> pl.Expr:
        subject = find(Ref("name", relation.subject))
        due = subject.expr > 0
        return due | (self.applied[relation.subject].expr != 0) if relation.how == "displaces" else due

    def _case(self, name: str, cases: Cases, place: int, shape: int) -> Scaled:
        if shape in (UNKNOWN, ABSENT):
            return unknown() if shape == UNKNOWN else ZERO
        row = self.rows.first[name] if place == NO_ROW else self.rows.all[name][place]
        if shape == UNRATED:
            return self._amount(LineCharge(row), row, ())
        rate = self.book.cards[name].shapes[shape]
        assert rate is not None
        if self.rows.takes_percent(row) and alternative(rate):
            return unknown()
        return self._amount(LineCharge(row, rate=rate, given=True), row, self.book.cards[name].figures(cases.rate))

    def _amount(self, charge: LineCharge, row: Charge, figures: Iterable[Scaled]) -> Scaled:
        numbers = {f"~figure_{i}": self.stages.keep(figure) for i, figure in enumerate(figures)}
        places = iter(numbers)

        def figure(_: Fraction) -> Expr:
            return Ref("name", next(places))

        applied = {APPLIED + name: value for name, value in self.applied.items()}
        find = self.naming.line(row, numbers | applied)
        expr = self._related(row, working(charge, figure, amount=figure))
        if row.only_if is not None:
            expr = Call("where", (row.only_if, expr, NOTHING))
        return rounded(compiled(expr, find, self.stages.keep), row.step.rounding)

    def _related(self, row: Charge, usual: Expr) -> Expr:
        """The amount as the relations cut it: the first whose subject is due counts."""
        amount = usual
        for relation in reversed(self.rows.relations.get(row.id, ())):
            subject = Ref("name", relation.subject)
            left = Call("max", (Op("-", (usual, subject)), NOTHING)) if relation.how == "floor" else NOTHING
            due: Expr = Op(">", (subject, NOTHING))
            if relation.how == "displaces":
                due = Op("or", (due, Ref("name", APPLIED + relation.subject)))
            amount = Call("where", (due, left, amount))
        return amount

    def _entry(self, name: str, relief: pl.Expr | None) -> Scaled:
        """The part of each line. Where nothing is due nothing is shared, so no weight is asked for."""
        row = self.rows.row(name, "") or self.rows.first[name]
        find, keep = self.naming.entry(row), self.stages.keep
        due = constant(1) if row.only_if is None else keep(compiled(row.only_if, find, keep))
        amount = unknown() if name in self.rows.uncovered else rounded(compiled(row.expr, find, keep), row.step.rounding)
        whole, part = keep(amount), self.pool.shared(keep(amount), self.naming.line()(Ref("name", row.share_by)), row.step.rounding.to)
        if due.value is None and name not in self.rows.uncovered:
            whole, part = (choose(due.expr != 0, one, ZERO) for one in (whole, part))
        if relief is not None:
            whole, part = (choose(relief, ZERO, one, sure=True) for one in (whole, part))
        self.naming.entry_amounts[name] = keep(whole)
        return replace(part, expr=self.stages.put(part.expr, f"~charge_{name}"))

    def _answer(self) -> pl.DataFrame:
        shown = [money(amount).alias(f"charge_{name}") for name, amount in self.amounts.items()]
        total = ZERO
        for amount in self.amounts.values():
            total = plus(total, amount)
        gaps = self._gaps()
        made = self.stages.collect([*shown, money(total).alias("total"), gaps.alias("unresolved")])
        return made.with_columns(self._names(made["unresolved"]))

    def _gaps(self) -> pl.Expr:
        """Which charges are not known, as bits."""
        bits = [
            a.expr.is_null().cast(pl.UInt64) * pl.lit(1 << i, dtype=pl.UInt64)
            for i, a in enumerate(self.amounts.values())
            if a.value is None
        ]
        return pl.sum_horizontal(bits) if bits else pl.lit(0, dtype=pl.UInt64)

    def _names(self, bits: pl.Series) -> pl.Series:
        if bits.max() == 0:
            return pl.Series("unresolved", [""], dtype=pl.String).new_from_index(0, len(bits))
        names = list(self.amounts)
        known = bits.unique().to_list()
        said = [",".join(name for i, name in enumerate(names) if bit >> i & 1) for bit in known]
        return bits.replace_strict(known, said, return_dtype=pl.String).alias("unresolved")


def money(amount: Scaled) -> pl.Expr:
    """Whole amounts as integers, others as Decimals of the places they need."""
    if amount.den == 1:
        return amount.expr
    places = next(p for p in range(39) if 10**p % amount.den == 0)
    if amount.bound * 10 ** (2 * places) // amount.den >= 10**38:
        raise Refused(Text("金額過大，Decimal 無法表示", "Amounts too large for a Decimal: assess these lines one by one"))
    unit = pl.lit(Decimal(1).scaleb(-places), dtype=pl.Decimal(38, places))
    shown: pl.Expr = (amount.expr * (10**places // amount.den)).cast(pl.Decimal(38, places)) * unit
    return shown


def _picked(cases: Cases, made: list[tuple[int, Scaled]]) -> Scaled:
    """For every line what was made for its case."""
    whole = made[-1][1]
    for number, amount in made[:-1]:
        assert cases.number is not None
        whole = choose(cases.number == number, amount, whole, sure=True)
    return whole
