"""The charges of one line, in legal order, exact. A charge that cannot be worked out has no amount and says why; it is never 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from argosy.engines.duty.consignment import Line, Unresolved
from argosy.engines.duty.rate import Figure, Rate, rate_expr, read_rate
from argosy.engines.duty.rowbook import Rows
from argosy.engines.duty.scope import NONE_GIVEN, Law, LineScope, MissingError
from argosy.kernel.evaluation import evaluate
from argosy.kernel.expression import Call, Expr, Num, Op, Ref, references, substitute
from argosy.kernel.text import Text
from argosy.rules.checking import uses
from argosy.rules.pack import BASE, CUSTOMS_VALUE, MEASURE, RATE, Charge

BASE_REF = Ref("name", BASE)


@dataclass(frozen=True, slots=True)
class LineCharge:
    """One charge on one line. ``applicable`` is false when the law does not ask for it here; the amount is then 0.

    ``exact`` is the amount before rounding. ``base``, ``exact`` and ``amount`` are ``None`` when something is missing; ``missing`` says
    what, once, at the charge that first needed it. ``given``: the rate was stated on the line. ``relief`` names the exemption that set it to 0.
    """

    row: Charge
    applicable: bool = True
    rate: Rate | None = None
    rate_text: str = ""
    given: bool = False
    base: Fraction | None = None
    exact: Fraction | None = None
    amount: Fraction | None = None
    missing: tuple[Unresolved, ...] = ()
    relief: str = ""


@dataclass(frozen=True, slots=True)
class Charged:
    """All charges of a line, with the scope they were worked out in."""

    charges: tuple[LineCharge, ...]
    scope: LineScope

    @property
    def total(self) -> Fraction | None:
        """The sum of the charges, or ``None`` when one is not known."""
        amounts = [c.amount for c in self.charges]
        return None if None in amounts else sum((a for a in amounts if a is not None), Fraction(0))


def charge_line(law: Law, rows: Rows, line: Line, customs_value: Fraction | None, relieved: dict[str, str]) -> Charged:
    """Every line charge for one customs value. ``relieved`` maps a charge to the exemption that sets it to 0."""
    amounts: dict[str, Fraction | None] = {CUSTOMS_VALUE: customs_value}
    scope = LineScope(law, line, amounts)
    charges = []
    for charge_id in rows.line_ids:
        charge = _charge(rows.row(charge_id, line.code), charge_id, rows, scope, relieved.get(charge_id, ""))
        charges.append(charge)
        amounts[charge_id] = charge.amount
    return Charged(tuple(charges), scope)


def _charge(row: Charge | None, charge_id: str, rows: Rows, scope: LineScope, relief: str) -> LineCharge:
    text = scope.line.rates.get(charge_id, "")
    head = row or rows.first[charge_id]
    if relief:
        return LineCharge(head, rate_text=text, given=bool(text), exact=Fraction(0), amount=Fraction(0), relief=relief)
    if charge_id in rows.uncovered:
        return LineCharge(head, missing=(not_in_force(head),))
    if not scope.line.code:
        return LineCharge(head)
    if row is None and not text:
        return LineCharge(head, applicable=False, exact=Fraction(0), amount=Fraction(0))
    return _worked(LineCharge(head, rate_text=text, given=bool(text)), scope)


def not_in_force(row: Charge) -> Unresolved:
    """What to say when a charge has no rule yet on the day."""
    why = Text("規則自 {d} 起收錄，當日無資料", "rules are recorded from {d} only").format(d=row.span.valid_from)
    return Unresolved(None, f"rules.{row.id}", row.label, why, Text("請改用收錄期間之日期或補規則", "Use a later date, or add the rule"))


def _worked(charge: LineCharge, scope: LineScope) -> LineCharge:
    scope.charge, scope.base = charge.row, None
    try:
        charge = _with_rate(charge, scope)
        if not charge.applicable:
            return charge
        charge = replace(charge, base=_base(scope))
        if charge.row.only_if is not None and not evaluate(charge.row.only_if, scope):
            return replace(charge, applicable=False, exact=Fraction(0), amount=Fraction(0))
        exact = evaluate(working(charge), scope)
        return replace(charge, exact=exact, amount=charge.row.step.rounding.apply(exact))
    except MissingError as gap:
        told = [gap.finding] if gap.finding else []
        return replace(charge, missing=tuple(dict.fromkeys([*told, *_lacking(charge, scope)])))


def _base(scope: LineScope) -> Fraction | None:
    """The base where it is known; a rule that does not use it can do without."""
    try:
        return scope.value(BASE_REF)
    except MissingError:
        return None


def _lacking(charge: LineCharge, scope: LineScope) -> Iterator[Unresolved]:
    """Everything else the charge is sure to need, so that all questions come at once."""
    whole = [working(charge), *([charge.row.only_if] if charge.row.only_if else [])]
    for ref in (ref for expr in whole for ref in _certain(expr, charge.row.base)):
        try:
            scope.value(ref)
        except MissingError as gap:
            if gap.finding:
                yield gap.finding


def _certain(expr: Expr, base: Expr) -> Iterator[Ref]:
    """The names an expression reads whatever the figures are: not those behind a condition."""
    if expr == BASE_REF:
        yield from _certain(base, base)
    elif isinstance(expr, Ref):
        yield expr
    elif isinstance(expr, Op | Call):
        for arg in expr.args[:1] if _decides(expr) else expr.args:
            yield from _certain(arg, base)


def _decides(expr: Op | Call) -> bool:
    """Whether only the first part is sure to be read."""
    return expr.op in ("and", "or") if isinstance(expr, Op) else expr.fn == "where"


def _with_rate(charge: LineCharge, scope: LineScope) -> LineCharge:
    row, line = charge.row, scope.line
    if charge.given:
        rate = read_rate(charge.rate_text, (scope.law.pack.currency, *scope.law.pack.symbols))
        if rate is None:
            why = Text("「{r}」不能判讀，須人工判定", "“{r}” cannot be read and needs a person").format(r=charge.rate_text)
            raise MissingError(_ask_rate(row, line, why))
        return replace(charge, rate=rate)
    if not uses(row.expr, RATE):
        return charge
    if row.asks(line.code):
        raise MissingError(_ask_rate(row, line, NONE_GIVEN))
    return replace(charge, applicable=False, exact=Fraction(0), amount=Fraction(0))


def _ask_rate(row: Charge, line: Line, why: Text) -> Unresolved:
    what = Text(f"{row.label.zh}率", f"{row.label.en} rate")
    ask = row.question or Text("適用之{c}率為何？", "Which {c} rate applies?").format(c=Text(row.label.zh, row.label.en.lower()))
    return Unresolved(line.id, f"rates.{row.id}", what, why, ask)


def working(charge: LineCharge, percent: Figure = Num, base: Expr = BASE_REF, amount: Figure = Num) -> Expr:
    """The amount before rounding, over names: the row's expression with the rate written out.

    ``percent`` and ``amount`` write the figures of the rate.
    """
    if charge.rate is None:
        rated: Expr = Num(Fraction(0))
    else:
        rated = rate_expr(charge.rate, base, lambda unit: Ref("name", MEASURE + unit), percent, amount)
    whole = charge.row.expr if uses(charge.row.expr, RATE) or charge.rate is None else Ref("name", RATE)
    known = {RATE: rated, BASE: base}
    return substitute(whole, lambda ref: known.get(ref.name, ref) if ref.scope == "name" else ref)


def based(charge: LineCharge) -> bool:
    """Whether the amount follows from the base, and not from a quantity alone."""
    return any(ref.name == BASE for ref in references(working(charge, base=Ref("name", BASE))))


def gaps(charges: tuple[LineCharge, ...]) -> Iterator[Unresolved]:
    """What the charges of a line lack, each once."""
    told = {(gap.line, gap.field): gap for charge in reversed(charges) for gap in reversed(charge.missing)}
    yield from reversed(told.values())
