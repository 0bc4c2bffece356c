"""The charges of one line, in legal order, exact. A charge that cannot be worked out has no amount and says why; it is never 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from argosy.engines.duty.certainty import certain
from argosy.engines.duty.claiming import programme_rate
from argosy.engines.duty.consignment import Line, TariffRate, Unresolved
from argosy.engines.duty.rate import Figure, Rate, rate_expr
from argosy.engines.duty.rating import BASE_REF, KEPT, NOTHING_DUE, Found, ask_code, ask_origin, find_rate, not_in_force, per_unit
from argosy.engines.duty.rowbook import Rows, Spot
from argosy.engines.duty.scope import NIL, Law, LineScope, MissingError, Whole
from argosy.kernel.compilation import evaluate
from argosy.kernel.expression import Call, Expr, Num, Op, Ref, references, substitute
from argosy.kernel.rounding import added
from argosy.rules.checking import uses
from argosy.rules.pack import BASE, CUSTOMS_VALUE, MEASURE, PERCENT, RATE, Charge
from argosy.rules.provisions import PackRate, Programme, Relation


@dataclass(frozen=True, slots=True)
class Plan:
    """What is chosen before the charges are worked out: ``relieved`` maps a charge to the exemption that sets it to 0, ``chosen`` a line id
    to the programmes used on it."""

    relieved: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, tuple[Programme, ...]] = field(default_factory=dict)


class LineCharge(NamedTuple):
    """One charge on one line. ``applicable`` is false when the law does not ask for it here; the amount is then 0.

    ``exact`` is the amount before rounding. ``base``, ``exact`` and ``amount`` are ``None`` when something is missing; ``missing`` says
    what, once, at the charge that first needed it. ``given``: the rate was stated on the line; ``tariff``: a schedule gave it; ``pack_rate``:
    the pack did. ``relief`` names the exemption that set it to 0, ``relation`` the rule that another charge takes its place, ``programme``
    the one that was used; ``levied`` is the amount before a drawback paid it back.
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
    tariff: TariffRate | None = None
    pack_rate: PackRate | None = None
    relation: Relation | None = None
    programme: Programme | None = None
    levied: Fraction | None = None


@dataclass(frozen=True)
class Charged:
    """All charges of a line, with the scope they were worked out in."""

    charges: tuple[LineCharge, ...]
    scope: LineScope

    @cached_property
    def total(self) -> Fraction | None:
        """The sum of the charges, or ``None`` when one is not known."""
        due = [amount for charge in self.charges if (amount := charge.amount) is not NIL]
        known = [amount for amount in due if amount is not None]
        return added(known) if len(known) == len(due) else None


def charge_line(law: Law, rows: Rows, whole: Whole, place: int, customs_value: Fraction | None, plan: Plan) -> Charged:
    """Every charge of the line at ``place`` for one customs value, under ``plan``."""
    amounts: dict[str, Fraction | None] = {CUSTOMS_VALUE: customs_value}
    scope = LineScope(law, as_claimed(whole.lines[place], plan), amounts, whole, place)
    line, charges = scope.line, []
    quiet = {} if plan.relieved or line.id in plan.chosen else quiet_on(rows, line)
    for charge_id in rows.line_ids:
        charge = quiet.get(charge_id)
        if charge is None:
            charge = charge_one(charge_id, rows, scope, plan)
            keep(scope, charge_id, charge)
        else:
            amounts[charge_id] = NIL
        charges.append(charge)
    return Charged(tuple(charges), scope)


def quiet_on(rows: Rows, line: Line) -> Mapping[str, LineCharge]:
    """The charges that come to nothing on a line whatever else is known of it, but for a programme or a relief."""
    if not line.code:
        return {}
    usual = rows.quiet(line.code, line.origin, _absent)
    if usual.keys().isdisjoint(line.rates) and usual.keys().isdisjoint(line.tariff):
        return usual
    return {name: charge for name, charge in usual.items() if name not in line.rates and name not in line.tariff}


def keep(scope: LineScope, charge_id: str, charge: LineCharge) -> None:
    """Make a charge known to those after it: what is levied, whatever a drawback pays back later, and that it applies."""
    scope.amounts[charge_id] = charge.amount if charge.levied is None else charge.levied
    if charge.applicable and charge.amount is not None:
        scope.applied.add(charge_id)


def as_claimed(line: Line, plan: Plan) -> Line:
    """The line with the facts that the programmes used on it bring; what was stated stands."""
    if line.id not in plan.chosen:
        return line
    brought = {name: value for programme in plan.chosen[line.id] for name, value in programme.facts.items()}
    return replace(line, facts={**brought, **line.facts}) if brought else line


def charge_one(charge_id: str, rows: Rows, scope: LineScope, plan: Plan) -> LineCharge:
    """One charge in the scope of a line whose earlier charges are known."""
    line, relief = scope.line, plan.relieved.get(charge_id, "")
    text = line.rates.get(charge_id, "")
    first = rows.first[charge_id]
    if relief:
        return LineCharge(first, rate_text=text, given=bool(text), exact=NIL, amount=NIL, relief=relief)
    if charge_id in rows.uncovered:
        return LineCharge(first, missing=(not_in_force(first),))
    if not line.code:
        return LineCharge(first)
    chosen = plan.chosen.get(line.id, ())
    spot = rows.spot(charge_id, line.code, line.origin)
    if not text:
        idle = None if charge_id in line.tariff else spot.idle
        if idle is not None and not (chosen and any(programme_rate(programme, idle, line) for programme in chosen)):
            return rows.absent(idle, _absent)
        if spot.but == "nothing":
            return rows.absent(first, _absent)
    return _charged(spot, first, text, rows, scope, chosen)


def _charged(spot: Spot, first: Charge, text: str, rows: Rows, scope: LineScope, chosen: tuple[Programme, ...]) -> LineCharge:
    row = spot.row or first
    if spot.but == "origin":
        return _open(first, ask_origin(scope.line), rows, scope)
    if spot.but == "code" and not text:
        return _open(row, ask_code(row, scope.line), rows, scope)
    made = _worked(row, text, rows, scope, chosen)
    return _with_effect(made, scope, chosen) if chosen else made


def _open(row: Charge, gap: Unresolved, rows: Rows, scope: LineScope) -> LineCharge:
    return _displaced(row, Found("", given=False), rows, scope) or LineCharge(row, missing=(gap,))


def _absent(row: Charge) -> LineCharge:
    return LineCharge(row, applicable=False, exact=NIL, amount=NIL)


def _worked(row: Charge, text: str, rows: Rows, scope: LineScope, chosen: tuple[Programme, ...]) -> LineCharge:
    scope.charge, scope.base, scope.rate, scope.percent = row, None, None, NIL
    found, base, relation = Found(text, bool(text)), None, None
    try:
        find_rate(found, row, rows, scope, chosen)
        if not found.applies:
            return _made(row, found, amount=NIL) if found.pack_rate else rows.absent(row, _absent)
        base = _base(scope)
        if row.only_if is not None and not evaluate(row.only_if, scope):
            found.applies = False
            return _made(row, found, base, amount=NIL)
        relation = _related(row, rows, scope)
        exact = _amount(row, relation, rows, scope)
        return _made(row, found, base, relation, exact, row.step.rounding.apply(exact))
    except MissingError as gap:
        displaced = _displaced(row, found, rows, scope)
        if displaced is not None:
            return displaced
        told = [gap.finding] if gap.finding else []
        lacking = _lacking(_made(row, found, base, relation), scope)
        return _made(row, found, base, relation, missing=tuple(dict.fromkeys([*told, *lacking])))


def _displaced(row: Charge, found: Found, rows: Rows, scope: LineScope) -> LineCharge | None:
    """The charge at 0 where another one takes its place: then nothing of its own need be known."""
    try:
        relation = _related(row, rows, scope)
    except MissingError:
        return None
    if relation is None or relation.how == "floor":
        return None
    found.rate = None
    return _made(row, found, relation=relation, amount=NIL)


def _made(
    row: Charge,
    found: Found,
    base: Fraction | None = None,
    relation: Relation | None = None,
    exact: Fraction | None = None,
    amount: Fraction | None = None,
    missing: tuple[Unresolved, ...] = (),
) -> LineCharge:
    return LineCharge(
        row, found.applies, found.rate, found.text, found.given, base, amount if exact is None else exact, amount, missing,
        tariff=found.tariff, pack_rate=found.pack_rate, relation=relation, programme=found.programme,
    )  # fmt: skip


def _amount(row: Charge, relation: Relation | None, rows: Rows, scope: LineScope) -> Fraction:
    """The amount before rounding, as ``working`` writes it: the expression of the row, else the rate alone, less what a relation takes."""
    if relation is not None and relation.how != "floor":
        return NIL
    exact = evaluate(row.expr, scope) if scope.rate is None or rows.rated(row) else scope.rated()
    return exact if relation is None else max(exact - scope.value(Ref("name", relation.subject)), NIL)


def _related(row: Charge, rows: Rows, scope: LineScope) -> Relation | None:
    """The relation that cuts the charge, if another one is due on the line."""
    for relation in rows.relations.get(row.id, ()):
        due = scope.value(Ref("name", relation.subject)).numerator > 0
        if due or (relation.how == "displaces" and relation.subject in scope.applied):
            return relation
    return None


def _with_effect(charge: LineCharge, scope: LineScope, chosen: tuple[Programme, ...]) -> LineCharge:
    """The charge as a programme changes it: a new amount, or for a drawback what is paid back on top."""
    if charge.amount is None or not charge.applicable:
        return charge
    programme = next((p for p in chosen if charge.row.id in p.effect), None)
    if programme is None:
        return charge
    scope.amounts[charge.row.id] = charge.amount
    try:
        exact = evaluate(programme.effect[charge.row.id], scope) + (charge.amount if programme.kind == "drawback" else 0)
    except MissingError as gap:
        return charge._replace(exact=None, amount=None, missing=(gap.finding,) if gap.finding else (), programme=programme)
    levied = charge.amount if programme.kind == "drawback" else None
    return charge._replace(exact=exact, amount=charge.row.step.rounding.apply(exact), programme=programme, levied=levied)


def _base(scope: LineScope) -> Fraction | None:
    """The base where it is known; a rule that does not use it can do without."""
    try:
        return scope.worked_base()
    except MissingError:
        return None


def _lacking(charge: LineCharge, scope: LineScope) -> Iterator[Unresolved]:
    """Everything else the charge is sure to need, so that all questions come at once."""
    for ref in _sure(charge):
        try:
            scope.column(ref.name) if ref.scope == "column" else scope.value(ref)
        except MissingError as gap:
            if gap.finding:
                yield gap.finding


_surely: dict[tuple[int, int, int], tuple[Any, tuple[Ref, ...]]] = {}


def _sure(charge: LineCharge) -> tuple[Ref, ...]:
    """The names a charge is sure to read, for a rule, a rate and a relation found once."""
    row, rate, relation = charge.row, charge.rate, charge.relation
    key = (id(row), id(rate), id(relation))
    if key not in _surely:
        if len(_surely) >= KEPT:
            _surely.clear()
        whole = [working(charge), *([row.only_if] if row.only_if else [])]
        _surely[key] = (row, rate, relation), tuple(dict.fromkeys(ref for expr in whole for ref in certain(expr, row.base)))
    return _surely[key][1]


def working(charge: LineCharge, percent: Figure = Num, base: Expr = BASE_REF, amount: Figure = Num) -> Expr:
    """The amount before rounding, over names: the row's expression with the rate written out.

    ``percent`` and ``amount`` write the figures of the rate.
    """
    if charge.rate is None:
        rated: Expr = Num(Fraction(0))
    else:
        rated = rate_expr(charge.rate, base, lambda unit: Ref("name", MEASURE + unit), percent, amount)
    whole = charge.row.expr if uses(charge.row.expr, RATE) or charge.rate is None else Ref("name", RATE)
    share = substitute(rated, per_unit) if uses(whole, PERCENT) else NOTHING_DUE
    known = {RATE: rated, BASE: base, PERCENT: share}
    return _cut(charge.relation, substitute(whole, lambda ref: known.get(ref.name, ref) if ref.scope == "name" else ref))


def _cut(relation: Relation | None, amount: Expr) -> Expr:
    """What a relation leaves of an amount."""
    if relation is None:
        return amount
    if relation.how == "floor":
        return Call("max", (Op("-", (amount, Ref("name", relation.subject))), NOTHING_DUE))
    return NOTHING_DUE


def based(charge: LineCharge) -> bool:
    """Whether the amount follows from the base, and not from a quantity alone."""
    return any(ref.name == BASE for ref in references(working(charge, base=Ref("name", BASE))))


def gaps(charges: tuple[LineCharge, ...]) -> Iterator[Unresolved]:
    """What the charges of a line lack, each once."""
    told = {(gap.line, gap.field): gap for charge in reversed(charges) for gap in reversed(charge.missing)}
    yield from reversed(told.values())
