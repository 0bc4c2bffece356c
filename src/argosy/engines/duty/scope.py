"""What the expressions of a pack may look up on one line or on the entry, and what to ask when it is not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import NamedTuple

from argosy.engines.duty.consignment import Line, Unresolved
from argosy.kernel.compilation import evaluate
from argosy.kernel.errors import BadInput
from argosy.kernel.expression import Expr, Ref
from argosy.kernel.quantity import UNITS, convert, of_content
from argosy.kernel.rounding import less, share
from argosy.kernel.text import Text
from argosy.kernel.wording import number_words
from argosy.rules.pack import BASE, CHOICE, COST, CUSTOMS_VALUE, ENTRY_LINES, MEASURE, PERCENT, RATE, Charge, Fact, Input, Pack

_UNSHARED = Text("稅基須計入，但無法分攤或換算", "it enters the base of a tax, and could not be shared or converted")
QUANTITY = "quantity_"
NONE_GIVEN = Text("未提供", "none was given")
NIL, ONE = Fraction(0), Fraction(1)


class MissingError(Exception):
    """A value that is not there. ``finding`` is ``None`` when it follows from another one that was told already."""

    def __init__(self, finding: Unresolved | None = None) -> None:
        self.finding = finding
        super().__init__(finding.field if finding else "follows from another gap")


class Measure(NamedTuple):
    """A quantity in the unit a rate asks for: the field it comes from, its amount there, and the factor to that unit."""

    key: str
    amount: Fraction
    factor: Fraction


@dataclass(frozen=True)
class Whole:
    """The entry around a line: its lines, their customs values, and what each bears of every cost kind stated, in the currency of the pack.

    A share is ``None`` when it could not be worked out. ``kept`` holds columns over the lines that were worked out, with the law they hold under,
    ``read`` the facts of a line that were read.
    """

    lines: Sequence[Line]
    values: Sequence[Fraction | None]
    costs: Mapping[str, Sequence[Fraction | None]] = field(default_factory=dict)
    kept: dict[str, tuple[Law, Sequence[Fraction] | Unresolved | None]] = field(default_factory=dict, compare=False, repr=False)
    read: dict[int, tuple[Law, Line, dict[str, Fraction]]] = field(default_factory=dict, compare=False, repr=False)

    def facts_read(self, place: int, law: Law, line: Line) -> dict[str, Fraction]:
        """Where the facts of a line are kept once they are read: shared as long as law and line are the same."""
        kept = self.read.setdefault(place, (law, line, {}))
        return kept[2] if kept[0] is law and kept[1] is line else {}


@dataclass(frozen=True)
class Law:
    """A pack on one day: its facts in force, the facts stated for the entry, and the readings chosen of disputed rules."""

    pack: Pack
    facts: Mapping[str, Fact]
    stated: Mapping[str, Fraction]
    choices: Mapping[str, int] = field(default_factory=dict)

    def fact(self, name: str) -> Fraction:
        """A dated figure of the law; ``MissingError`` when none is in force."""
        if name in self.facts:
            return self.facts[name].value
        label = next(f.label for f in self.pack.facts if f.id == name)
        why = Text("當日無有效之規則數值", "no figure is in force on the day")
        raise MissingError(Unresolved(None, name, label, why, Text("請更新規則包", "Update the rule pack")))

    @cached_property
    def constants(self) -> Mapping[str, Fraction]:
        """The names that mean the same on every line: figures in force, and the readings chosen."""
        return {name: fact.value for name, fact in self.facts.items()} | {CHOICE + n: Fraction(i) for n, i in self.choices.items()}

    @cached_property
    def readers(self) -> dict[str, Callable[[LineScope], Fraction]]:
        """How each name is looked up on a line; filled as names are met."""
        return {}

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What may stand before an amount of a rate."""
        return (self.pack.currency, *self.pack.symbols)

    @cached_property
    def figures(self) -> Mapping[str, str]:
        """The figures in force as people read them."""
        return {name: number_words(fact.value) for name, fact in self.facts.items()}

    @cached_property
    def fact_names(self) -> frozenset[str]:
        """Every fact id the pack knows on any day."""
        return frozenset(f.id for f in self.pack.facts)


class LineScope:
    """Names of one line: its facts and measures, the law, and the amounts worked out so far (``None``: not known)."""

    row = 0

    def __init__(self, law: Law, line: Line, amounts: dict[str, Fraction | None], whole: Whole | None = None, place: int = 0) -> None:
        self.law, self.line, self.amounts = law, line, amounts
        self.whole, self.place = whole or Whole((line,), (amounts.get(CUSTOMS_VALUE),)), place
        self.charge: Charge | None = None
        self.base: Fraction | None = None
        self.applied: set[str] = set()
        self.rate: Expr | None = None
        self.percent = NIL
        self.inputs = self.whole.facts_read(place, law, line)

    def value(self, ref: Ref) -> Fraction:
        """The value of a name; ``MissingError`` tells what to ask."""
        name = ref.name
        if name in self.amounts:
            return _known(self.amounts[name])
        constants = self.law.constants
        if name in constants:
            return constants[name]
        if name in self.inputs:
            return self.inputs[name]
        readers = self.law.readers
        if name not in readers:
            readers[name] = _reader(name, self.law)
        return readers[name](self)

    def cost(self, kind: str) -> Fraction:
        """What the line bears of a cost; none when nobody stated one, unless the pack wants it stated."""
        stated = kind in self.whole.costs
        share = self.whole.costs[kind][self.place] if stated else NIL
        if share is not None and (stated or kind not in self.law.pack.costs_asked):
            return share
        component = self.law.pack.valuation.components.get(kind)
        if component is None:
            raise MissingError
        why = _UNSHARED if stated else Text("稅基須計入，但未提供", "it enters the base of a tax, and none was given")
        raise MissingError(Unresolved(None, cost_field(kind), component.label, why, component.question))

    def rated(self) -> Fraction:
        """What the rate of the charge comes to; 0 without one."""
        return NIL if self.rate is None else evaluate(self.rate, self)

    def worked_base(self) -> Fraction:
        """The base of the charge, worked out once."""
        if self.base is None:
            assert self.charge is not None
            self.base = evaluate(self.charge.base, self)
        return self.base

    def column(self, name: str) -> Sequence[Fraction]:
        """``lines.key`` over the lines of the entry: customs values, costs or inputs, not charges. Worked out once for all lines."""
        law, found = self.whole.kept.get(name, (None, None))
        if law is not self.law:
            found = self._gathered(name.removeprefix("lines."))
            self.whole.kept[name] = self.law, found
        if found is None or isinstance(found, Unresolved):
            raise MissingError(found)
        return found

    def _gathered(self, key: str) -> Sequence[Fraction] | Unresolved | None:
        """The column, or what the first line without a value lacks."""
        ref = Ref("name", key)
        try:
            if key == CUSTOMS_VALUE:
                return [_known(value) for value in self.whole.values]
            return [
                LineScope(self.law, line, {CUSTOMS_VALUE: self.whole.values[i]}, self.whole, i).value(ref)
                for i, line in enumerate(self.whole.lines)
            ]
        except MissingError as gap:
            return gap.finding

    def parts(self, total: Fraction, name: str) -> Sequence[Fraction]:
        """``total`` in whole units shared over a column by largest remainder."""
        return [Fraction(p) for p in share(int(total), self.column(name))]

    def input(self, name: str) -> Fraction:
        """A fact of the line or of the entry: given, taken from the quantity, or worked out from other facts. Read once."""
        if name not in self.inputs:
            self.inputs[name] = self._read(name)
        return self.inputs[name]

    def _read(self, name: str) -> Fraction:
        fact = self.law.pack.inputs[name]
        given = self.line.facts.get(name, self.law.stated.get(name))
        if given is not None:
            return self._within(fact, given)
        if fact.from_quantity and (taken := self._convert(fact.unit)) is not None:
            return self._within(fact, taken.amount * taken.factor)
        if fact.expr is not None:
            return evaluate(fact.expr, self)
        if fact.default is not None:
            return fact.default
        raise MissingError(self._ask(fact, NONE_GIVEN))

    def _within(self, fact: Input, value: Fraction) -> Fraction:
        low, high = fact.low, ONE if fact.kind == "yes_no" else fact.high
        if (low is not None and less(value, low)) or (high is not None and less(high, value)):
            raise MissingError(self._ask(fact, Text("所填數值超出範圍", "the value given is out of range")))
        return value

    def _ask(self, fact: Input, why: Text) -> Unresolved:
        line = self.line.id if fact.scope == "line" else None
        return Unresolved(line, f"facts.{fact.name}", fact.label, why, fact.question)

    def measure(self, unit: str) -> Measure:
        """The quantity of the line in ``unit``: the facts the charge names, the quantity, the net weight, then any other fact that converts."""
        first = self.charge.measures if self.charge else ()
        named = [self._from_fact(name, unit) for name in first]
        others = [self._from_fact(n, unit) for n in self.law.pack.inputs if UNITS[unit].dimension != "count"]
        found = next((m for m in (*named, self._stated_in(unit), self._convert(unit), self._net(unit), *others) if m), None)
        if found is None:
            raise MissingError(self._ask_measure(first, unit))
        return found

    def _stated_in(self, unit: str) -> Measure | None:
        """A further quantity of the line, stated as the fact ``quantity_<unit>``: a compound rate may need several."""
        name = QUANTITY + unit
        return Measure(name, self.line.facts[name], Fraction(1)) if name in self.line.facts else None

    def _from_fact(self, name: str, unit: str) -> Measure | None:
        fact = self.law.pack.inputs[name]
        if not fact.unit or UNITS[fact.unit].dimension != UNITS[unit].dimension:
            return None
        try:
            return Measure(name, self.input(name), UNITS[fact.unit].factor / UNITS[unit].factor)
        except MissingError:
            return None

    def _convert(self, unit: str) -> Measure | None:
        if self.line.quantity is None or self.line.unit is None or not unit:
            return None
        try:
            return Measure("quantity", self.line.quantity, convert(Fraction(1), self.line.unit, UNITS[unit]))
        except BadInput:
            return None

    def _net(self, unit: str) -> Measure | None:
        if self.line.net_kg is None or UNITS[unit].dimension != "mass":
            return None
        return Measure("net_kg", self.line.net_kg, convert(Fraction(1), UNITS["KGM"], UNITS[unit]))

    def _ask_measure(self, names: Sequence[str], unit: str) -> Unresolved:
        for name in names:
            fact = self.law.pack.inputs[name]
            if UNITS[fact.unit].dimension == UNITS[unit].dimension:
                return self._ask(fact, NONE_GIVEN)
        field = f"facts.{QUANTITY}{unit}" if of_content(unit) else "net_kg" if UNITS[unit].dimension == "mass" else "quantity"
        why = Text("從量稅率須有以{u}計之數量", "a specific rate needs the quantity in {u}").format(u=UNITS[unit].label)
        ask = Text("本項有多少{u}？", "How many {u} are in this line?").format(u=UNITS[unit].label)
        return Unresolved(self.line.id, field, Text("數量", "Quantity"), why, ask)


class EntryScope:
    """Names of the whole entry: columns over the lines, the law, facts of the entry, and entry charges worked out so far."""

    row = 0

    def __init__(self, law: Law, lines: Sequence[LineScope], amounts: Mapping[str, Fraction | None]) -> None:
        self.law, self.lines, self.amounts = law, lines, amounts
        self.charge: Charge | None = None
        self.base: Fraction | None = None
        self.missing: list[Unresolved] = []

    def value(self, ref: Ref) -> Fraction:
        """The value of a name; ``MissingError`` tells what to ask."""
        if ref.name in self.amounts:
            return _known(self.amounts[ref.name])
        if ref.name == BASE and self.charge is not None:
            if self.base is None:
                self.base = evaluate(self.charge.base, self)
            return self.base
        if ref.name in self.law.constants:
            return self.law.constants[ref.name]
        if ref.name in self.law.fact_names:
            return self.law.fact(ref.name)
        if ref.name == ENTRY_LINES:
            return Fraction(len(self.lines))
        return self._stated(ref.name)

    def _stated(self, name: str) -> Fraction:
        fact = self.law.pack.inputs[name]
        said = {line.line.facts[name] for line in self.lines if name in line.line.facts}
        said |= {self.law.stated[name]} if name in self.law.stated else set()
        if len(said) == 1:
            return said.pop()
        if not said and fact.default is not None:
            return fact.default
        why = Text("各項所填不一致", "the lines disagree") if said else NONE_GIVEN
        raise MissingError(Unresolved(None, f"facts.{name}", fact.label, why, fact.question))

    def column(self, name: str) -> Sequence[Fraction]:
        """``lines.key`` over all lines; every gap is noted in ``missing`` before ``MissingError`` is raised."""
        key = name.removeprefix("lines.")
        known = [amount for line in self.lines if (amount := line.amounts.get(key)) is not None]
        if len(known) == len(self.lines):
            return known
        ref = Ref("name", key)
        values = []
        for line in self.lines:
            try:
                values.append(line.value(ref))
            except MissingError as gap:
                self.missing += [gap.finding] if gap.finding else []
        if len(values) < len(self.lines):
            raise MissingError
        return values

    def parts(self, total: Fraction, name: str) -> Sequence[Fraction]:
        """``total`` in whole units shared over a column by largest remainder."""
        return [Fraction(p) for p in share(int(total), self.column(name))]


def _reader(name: str, law: Law) -> Callable[[LineScope], Fraction]:
    """How a name that is no amount of the line is looked up: by what it begins with, then a figure of the law, else a fact."""
    if name in _OWN:
        return _OWN[name]
    if name.startswith(MEASURE):
        return lambda scope: _worth(scope.measure(name.removeprefix(MEASURE)))
    if name in law.fact_names:
        return lambda scope: law.fact(name)
    if name.startswith(COST):
        return lambda scope: scope.cost(name.removeprefix(COST))
    return lambda scope: scope.input(name)


@lru_cache(maxsize=64)
def _many(count: int) -> Fraction:
    return Fraction(count)


def _worth(measure: Measure) -> Fraction:
    return measure.amount * measure.factor


_OWN: dict[str, Callable[[LineScope], Fraction]] = {
    BASE: LineScope.worked_base,
    RATE: LineScope.rated,
    PERCENT: lambda scope: scope.percent,
    ENTRY_LINES: lambda scope: _many(len(scope.whole.lines)),
}


def cost_field(kind: str) -> str:
    """The field of the contract that states a cost."""
    return kind if kind in ("freight", "insurance") else f"other.{kind}"


def _known(value: Fraction | None) -> Fraction:
    if value is None:
        raise MissingError
    return value
