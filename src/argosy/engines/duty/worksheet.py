"""The assessment as a sheet: every figure as a cell with its formula over other cells, so that a spreadsheet can work it out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from argosy.engines.duty.assessment import AssessedLine, Assessment
from argosy.engines.duty.buildup import SUMS, Part
from argosy.engines.duty.charging import LineCharge, working
from argosy.engines.duty.entry import EntryCharge
from argosy.engines.duty.formula import folded, rounded, written
from argosy.engines.duty.rate import AdValorem
from argosy.engines.duty.rating import BASE_REF
from argosy.engines.duty.scope import QUANTITY, EntryScope, LineScope, MissingError
from argosy.engines.duty.sheet import TABLE, Cell, Heading, Sheet
from argosy.kernel.expression import Call, Expr, Num, Op, Ref, references, substitute
from argosy.kernel.text import Text
from argosy.rules.pack import BASE, CHOICE, COST, CUSTOMS_VALUE, ENTRY_LINES, MEASURE, Charge

__all__ = ["Cell", "Heading", "Sheet", "worksheet"]


def worksheet(made: Assessment) -> Sheet:
    """The sheet of an assessment. Charges that touch no line have no column; on lines they do not touch the amount is 0."""
    return _Sheet(made).sheet()


@dataclass
class _Sheet:
    made: Assessment
    columns: dict[str, Heading] = field(default_factory=dict)
    names: dict[str, Cell] = field(default_factory=dict)
    labels: dict[str, Text] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows: list[dict[str, Cell]] = [{} for _ in self.made.lines]
        self.own = self.made.pack.currency
        self.price_currency = self.made.consignment.currency
        used = {c.row.id for x in self.made.lines for c in x.charges if c.applicable}
        self.used = tuple(name for name in self.made.pack.charge_ids() if name in used)

    def sheet(self) -> Sheet:
        self._inputs()
        self._costs()
        self._shares_read()
        self._facts()
        self._values()
        for charge_id in self.used:
            self._charge(charge_id)
        self._totals()
        return Sheet(tuple(self.columns.values()), tuple(self.rows), self.names, self.labels)

    def _column(self, heading: Heading, cells: Iterator[Cell]) -> None:
        self.columns[heading.key] = heading
        for row, cell in zip(self.rows, cells, strict=True):
            row[heading.key] = cell

    def _inputs(self) -> None:
        lines = [x.line for x in self.made.lines]
        for key, label, unit in (
            ("quantity", Text("數量", "Quantity"), ""),
            ("net_kg", Text("淨重", "Net weight"), "KGM"),
            ("gross_kg", Text("毛重", "Gross weight"), "KGM"),
            ("volume_m3", Text("材積", "Volume"), "MTQ"),
        ):
            if any(getattr(line, key) is not None for line in lines):
                units = [unit or (line.unit.code if line.unit else "") for line in lines]
                cells = (Cell(getattr(line, key), kind="quantity", unit=u) for line, u in zip(lines, units, strict=True))
                self._column(Heading(key, label, "quantity", units[0] if len(set(units)) == 1 else ""), cells)
        label = Text("貨價（{t}）", "Price ({t})").format(t=self.made.build_up.term.code)
        goods = (Cell(line.value, unit=self.price_currency) for line in lines)
        self._column(Heading("goods", label, "money", self.price_currency, role="cost"), goods)

    def _costs(self) -> None:
        for code, rate in self.made.build_up.rates.items():
            if code != self.own:
                self._name(
                    f"fx_{code}", Text(f"匯率 {code}", f"Exchange rate {code}"), Cell(rate, kind="quantity", unit=self.own, source="fx")
                )
        for part in self.made.build_up.parts:
            if part.effect != "inside":
                self._name(part.key, part.label, Cell(part.cost.amount, unit=part.cost.currency))
                self._column(Heading(part.key, part.label, "money", part.cost.currency, role="cost"), self._shares(part))
        for key, effect, label in (
            ("additions", "add", Text("應加費用", "Other additions")),
            ("deductions", "deduct", Text("應減費用", "Deductions")),
        ):
            parts = [p for p in self.made.build_up.parts if p.effect == effect and p.key not in ("freight", "insurance")]
            if parts:
                self._sum_of(key, label, parts)

    def _shares_read(self) -> None:
        """What each line bears of a cost, in the currency of the pack, where a charge reads it."""
        rows = [*(c.row for x in self.made.lines for c in x.charges if c.applicable), *(e.row for e in self.made.entry)]
        exprs = [expr for row in {id(row): row for row in rows}.values() for expr in (row.base, row.expr, row.only_if) if expr]
        names = {ref.name.removeprefix(f"{TABLE}.") for expr in exprs for ref in references(expr)}
        costs = self.made.build_up.costs()
        for kind in (k for k in costs if COST + k in names):
            parts = [p for p in self.made.build_up.parts if kind in p.kinds]
            said = SUMS.get(COST + kind, parts[0].label)
            label = Text(f"{said.zh}（稅基）", f"{said.en} (tax base)")
            plain = all(p.effect != "inside" for p in parts)
            expr = written(_sum([self._in_own(Ref("cell", p.key), p.cost.currency) for p in parts])) if plain else None
            cells = (Cell(share, expr, unit=self.own, source="computed" if plain else "entered") for share in costs[kind])
            self._column(Heading(COST + kind, label, "money", self.own, role="cost"), cells)
        summed = {ref.name.removeprefix(f"{TABLE}.") for expr in exprs for ref in references(expr) if ref.scope == "column"}
        components = self.made.pack.valuation.components
        for kind in (k for k in components if COST + k in summed and k not in costs):
            nothing = (Cell(Fraction(0), unit=self.own, source="law") for _ in self.rows)
            self._column(Heading(COST + kind, components[kind].label, "money", self.own, role="cost"), nothing)

    def _name(self, name: str, label: Text, cell: Cell) -> None:
        self.names[name], self.labels[name] = cell, label

    def _shares(self, part: Part) -> Iterator[Cell]:
        scale = Num(Fraction(part.allocation.scale))
        total, column = Ref("named", part.key), Ref("column", f"{TABLE}.{part.allocation.by}")
        whole = Op("/", (Call("share", (folded(Op("*", (total, scale))), column)), scale)) if len(self.rows) > 1 else total
        expr = written(folded(whole))
        for i in range(len(self.rows)):
            value = part.shares[i] if part.shares else None
            yield Cell(value, expr if part.cost.amount else None, unit=part.cost.currency, rule=CUSTOMS_VALUE, source="computed")

    def _sum_of(self, key: str, label: Text, parts: list[Part]) -> None:
        same = {p.cost.currency for p in parts} == {self.price_currency}
        unit = self.price_currency if same else self.own
        expr = _sum([Ref("cell", p.key) if same else self._in_own(Ref("cell", p.key), p.cost.currency) for p in parts])
        rates = self.made.build_up.rates
        cells = []
        for i in range(len(self.rows)):
            shares = [None if p.shares is None else p.shares[i] * (1 if same else rates.get(p.cost.currency, 0)) for p in parts]
            value = None if None in shares else sum((s for s in shares if s is not None), Fraction(0))
            cells.append(Cell(value, written(expr), unit=unit, rule=CUSTOMS_VALUE, source="computed"))
        self._column(Heading(key, label, "money", unit, role="cost"), iter(cells))

    def _in_own(self, amount: Expr, currency: str) -> Expr:
        if currency == self.own:
            return amount
        name = f"fx_{currency}"
        return Op("*", (amount, Ref("named", name))) if name in self.names else amount

    def _facts(self) -> None:
        rows = [*(e.row for e in self.made.entry), *(c.row for x in self.made.lines for c in x.charges if c.applicable)]
        refs = [r for row in {id(row): row for row in rows}.values() for x in (row.base, row.expr, row.only_if) if x for r in references(x)]
        summed = self._with_sources(r.name.removeprefix(f"{TABLE}.") for r in refs if r.scope == "column")
        read = [{name for c in x.charges if c.applicable and not c.relief for name in self._read(x, c)} | summed for x in self.made.lines]
        for name, fact in self.made.pack.inputs.items():
            if fact.scope == "line" and any(name in names for names in read):
                cells = (
                    self._fact(x, name, fact.unit) if name in names else Cell(None, kind="quantity", unit=fact.unit)
                    for x, names in zip(self.made.lines, read, strict=True)
                )
                self._column(Heading(name, fact.label, "quantity", fact.unit, role="fact"), cells)

    def _with_sources(self, names: Iterable[str]) -> set[str]:
        """The names, and the facts that those worked out from others rest on."""
        found: set[str] = set()
        left = list(names)
        while left:
            name = left.pop()
            derived = self.made.pack.inputs.get(name)
            if name not in found:
                found.add(name)
                left += [r.name for r in references(derived.expr)] if derived and derived.expr else []
        return found

    def _read(self, x: AssessedLine, charge: LineCharge) -> Iterator[str]:
        x.charged.scope.charge = charge.row
        for expr in (charge.row.base, _over_cells(charge)):
            for ref in references(folded(self._placed(expr, x, charge))):
                if ref.scope == "cell":
                    yield ref.name
                    derived = self.made.pack.inputs.get(ref.name)
                    yield from (r.name for r in references(derived.expr)) if derived and derived.expr else ()

    def _fact(self, x: AssessedLine, name: str, unit: str) -> Cell:
        derived = self.made.pack.inputs[name].expr
        try:
            value = x.charged.scope.input(name)
        except MissingError:
            return Cell(None, kind="quantity", unit=unit)
        if name in x.charged.scope.line.facts or derived is None:
            return Cell(value, kind="quantity", unit=unit)
        law = x.charged.scope.law.facts
        placed = substitute(derived, lambda ref: Num(law[ref.name].value) if ref.name in law else Ref("cell", ref.name))
        return Cell(value, written(folded(placed)), "quantity", unit, source="computed")

    def _values(self) -> None:
        value, term = self.made.pack.value, self.made.build_up.term
        groups: dict[str, Expr] = {self.price_currency: Ref("cell", "goods")}
        for key, heading in self.columns.items():
            part = next((p for p in self.made.build_up.parts if p.key == key), None)
            counts = (part.effect in ("add", "deduct") and key in ("freight", "insurance")) if part else key in ("additions", "deductions")
            if counts:
                sign = "-" if key == "deductions" or (part and part.effect == "deduct") else "+"
                before = groups.get(heading.unit)
                groups[heading.unit] = Op(sign, (before or Num(Fraction(0)), Ref("cell", key)))
        expr = written(rounded(_sum([self._in_own(group, code) for code, group in groups.items()]), value.step.rounding))
        cells = (
            Cell(
                x.customs_value,
                None if term.taxes_included else expr,
                unit=self.own,
                rule=CUSTOMS_VALUE,
                source="searched" if term.taxes_included else "computed",
            )
            for x in self.made.lines
        )
        self._column(Heading(CUSTOMS_VALUE, value.label, "money", self.own, role="value"), cells)

    def _charge(self, charge_id: str) -> None:
        found = [next(c for c in x.charges if c.row.id == charge_id) for x in self.made.lines]
        row = next(c.row for c in found if c.applicable)
        if any(c.applicable and not isinstance(c.row.base, Ref) for c in found):
            label = Text(f"{row.label.zh}稅基", f"{row.label.en} base")
            pairs = zip(self.made.lines, found, strict=True)
            self._column(Heading(f"{charge_id}_base", label, "money", self.own, charge_id, "base"), (self._base(x, c) for x, c in pairs))
        if any(isinstance(c.rate, AdValorem) for c in found):
            label = Text(f"{row.label.zh}率", f"{row.label.en} rate")
            self._column(Heading(f"{charge_id}_rate", label, "rate", "", charge_id, "rate"), (_rate(c) for c in found))
        amounts = (self._amount(x, c) for x, c in zip(self.made.lines, found, strict=True))
        self._column(Heading(charge_id, row.label, "money", self.own, charge_id, "amount"), amounts)

    def _base(self, x: AssessedLine, charge: LineCharge) -> Cell:
        if not charge.applicable or charge.relief:
            return Cell(None, unit=self.own)
        expr = None if charge.base is None else written(folded(self._placed(charge.row.base, x, charge)))
        return Cell(charge.base, expr, unit=self.own, rule=charge.row.rule, source="computed")

    def _amount(self, x: AssessedLine, charge: LineCharge) -> Cell:
        settled = _settled_by(charge)
        if settled or not charge.applicable:
            return Cell(charge.amount, unit=self.own, rule=settled or charge.row.rule, source="law")
        x.charged.scope.charge = charge.row
        placed = folded(self._placed(_over_cells(charge), x, charge))
        return Cell(
            charge.amount, written(rounded(placed, charge.row.step.rounding)), unit=self.own, rule=charge.row.rule, source="computed"
        )

    def _placed(self, expr: Expr, x: AssessedLine, charge: LineCharge) -> Expr:
        """The names of an expression as cells of the row, figures of the law as numbers."""
        zero = {c.row.id for c in x.charges if not c.applicable}

        def place(ref: Ref) -> Expr:
            if ref.scope != "name":
                return ref
            if ref.name == BASE:
                return Ref("cell", f"{charge.row.id}_base") if not isinstance(charge.row.base, Ref) else place(charge.row.base)
            if ref.name in zero:
                return Num(Fraction(0))
            scope = x.charged.scope
            if ref.name in scope.law.facts:
                return Num(scope.law.facts[ref.name].value)
            if ref.name == ENTRY_LINES or ref.name.startswith(CHOICE) or (ref.name.startswith(COST) and ref.name not in self.columns):
                return _settled(ref, scope)
            if ref.name in scope.law.pack.inputs and scope.law.pack.inputs[ref.name].scope == "entry":
                return _settled(ref, scope)
            return self._measure(ref, x) if ref.name.startswith(MEASURE) else Ref("cell", ref.name)

        return substitute(expr, place)

    def _measure(self, ref: Ref, x: AssessedLine) -> Expr:
        try:
            measure = x.charged.scope.measure(ref.name.removeprefix(MEASURE))
        except MissingError:
            return Ref("cell", "quantity")
        if measure.key.startswith(QUANTITY):
            return Num(measure.amount * measure.factor)
        return folded(Op("*", (Ref("cell", measure.key), Num(measure.factor))))

    def _totals(self) -> None:
        charges = [name for name in self.used if name in self.columns]
        expr = written(_sum([Ref("cell", name) for name in charges])) if charges else None
        cells = (Cell(x.total, expr, unit=self.own, source="computed") for x in self.made.lines)
        self._column(Heading("total", Text("稅費小計", "Charges"), "money", self.own, role="total"), cells)
        for entry in self.made.entry:
            self._entry(entry)
        every = written(_sum([Ref("cell", "total"), *(Ref("cell", e.row.id) for e in self.made.entry)]))
        payable = (Cell(self._payable(i), every, unit=self.own, source="computed") for i in range(len(self.rows)))
        self._column(Heading("payable", Text("合計", "Payable"), "money", self.own, role="total"), payable)

    def _payable(self, i: int) -> Fraction | None:
        parts = [self.made.lines[i].total, *(e.by_line[i] if e.by_line else None for e in self.made.entry)]
        return None if None in parts else sum((p for p in parts if p is not None), Fraction(0))

    def _entry(self, charge: EntryCharge) -> None:
        row = charge.row
        computed = not charge.relief
        expr = written(rounded(self._entry_expr(row), row.step.rounding)) if computed else None
        self._name(
            row.id,
            row.label,
            Cell(charge.amount, expr, unit=self.own, rule=charge.relief or row.rule, source="computed" if computed else "law"),
        )
        unit = Num(row.step.rounding.to)
        shared = Call("share", (folded(Op("/", (Ref("named", row.id), unit))), Ref("column", f"{TABLE}.{row.share_by}")))
        whole = written(folded(Op("*", (shared, unit)))) if charge.amount else None
        parts: tuple[Fraction | None, ...] = charge.by_line or tuple(None for _ in self.rows)
        cells = (Cell(part, whole, unit=self.own, rule=row.rule, source="computed") for part in parts)
        self._column(Heading(row.id, row.label, "money", self.own, row.id, "share"), cells)

    def _entry_expr(self, row: Charge) -> Expr:
        facts = self.made.pack.facts_on(self.made.on)
        whole_entry = EntryScope(self.made.lines[0].charged.scope.law, [x.charged.scope for x in self.made.lines], {})

        def place(ref: Ref) -> Expr:
            if ref.scope == "name" and ref.name in self.made.pack.inputs:
                return _known_input(ref, whole_entry)
            if ref.scope == "name" and ref.name in facts:
                return Num(facts[ref.name].value)
            if ref.scope == "name" and (ref.name == ENTRY_LINES or ref.name.startswith(CHOICE)):
                return Num(self.made.lines[0].charged.scope.value(ref))
            return row.base if ref.scope == "name" and ref.name == BASE else ref

        whole = row.expr if row.only_if is None else Call("where", (row.only_if, row.expr, Num(Fraction(0))))
        return folded(self._without_empty(substitute(substitute(whole, place), place)))

    def _without_empty(self, expr: Expr) -> Expr:
        """Sums over charges that touch no line are 0: they have no column."""
        if isinstance(expr, Num | Ref):
            return expr
        first = expr.args[0]
        if isinstance(first, Ref) and first.scope == "column" and first.name.removeprefix(f"{TABLE}.") not in self.columns:
            return Num(Fraction(0))
        args = tuple(self._without_empty(a) for a in expr.args)
        return Op(expr.op, args) if isinstance(expr, Op) else Call(expr.fn, args)


def _settled(ref: Ref, scope: LineScope) -> Expr:
    """What the entry says, as a number; 0 where nobody stated it, for then the cell that needs it has no value."""
    try:
        return Num(scope.value(ref))
    except MissingError:
        return Num(Fraction(0))


def _known_input(ref: Ref, entry: EntryScope) -> Expr:
    """A fact of the entry as a number; what nobody stated keeps its name, for there is no amount then."""
    try:
        return Num(entry.value(ref))
    except MissingError:
        return ref


def _settled_by(charge: LineCharge) -> str:
    """The rule that sets an amount without a working: an exemption, a relation, the effect of a programme."""
    if charge.relation is not None and charge.relation.how != "floor":
        return charge.relation.id
    effect = charge.programme is not None and charge.row.id in charge.programme.effect
    return charge.relief or (charge.programme.id if charge.programme and effect else "")


def _rate(charge: LineCharge) -> Cell:
    value = charge.rate.rate if isinstance(charge.rate, AdValorem) else None
    tariff = charge.tariff is not None and bool(charge.tariff.edition)
    return Cell(value, None, "rate", "", charge.row.rule, "tariff" if tariff else "law" if charge.pack_rate else "entered")


def _over_cells(charge: LineCharge) -> Expr:
    """The working of a charge with a plain rate as the cell that holds it."""
    rate = Ref("cell", f"{charge.row.id}_rate")
    return working(charge, (lambda _: rate) if isinstance(charge.rate, AdValorem) else Num, BASE_REF)


def _sum(terms: list[Expr]) -> Expr:
    total = terms[0]
    for term in terms[1:]:
        total = Op("+", (total, term))
    return total
