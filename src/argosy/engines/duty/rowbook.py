"""Which row of the rules touches which goods on a day, which rate the pack gives them, and how charges meet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from argosy.kernel.expression import Expr, references
from argosy.rules.checking import uses
from argosy.rules.pack import CHOICE, PERCENT, RATE, Charge, Pack
from argosy.rules.provisions import PackRate, Programme, Relation

T = TypeVar("T")
LEAST_DIGITS = 6


KEPT_ERAS, KEPT_GOODS = 256, 100_000


@dataclass(frozen=True, slots=True)
class Touched:
    """What to work out again: ``direct`` in any case, the others of ``names`` only where something they read has changed."""

    direct: Set[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spot:
    """How a charge stands to goods of one code and origin. ``row`` is the one that holds; ``idle`` a row that is nothing to them unless a rate
    is stated. ``but``: the row depends on an ``origin`` not stated or on a longer ``code``; or ``nothing`` touches the goods."""

    row: Charge | None
    idle: Charge | None
    but: str

    @property
    def quiet(self) -> bool:
        """Whether the charge comes to nothing on the goods as long as no rate is known for it."""
        return self.idle is not None or self.but == "nothing"


class OriginUnknownError(Exception):
    """Which row holds depends on an origin nobody stated."""


def rows_on(pack: Pack, on: date) -> Rows:
    """The rows of a pack on a day, kept for the next time."""
    key = (id(pack), bisect_right(era_starts(pack), on))
    if key not in _kept:
        if len(_kept) >= KEPT_ERAS:
            _kept.clear()
        _kept[key] = Rows(pack, on)
    return _kept[key]


def era_starts(pack: Pack) -> Sequence[date]:
    """The days on which some rule of a pack begins, or the first without it: between two of them the pack says the same."""
    if id(pack) not in _starts:
        if len(_starts) >= KEPT_ERAS:
            _starts.clear()
        rows = (pack.charges, pack.facts, pack.exemptions, pack.rates, pack.relations)
        spans = [row.span for rules in rows for row in rules]
        ends = {span.valid_to + timedelta(days=1) for span in spans if span.valid_to is not None and span.valid_to < date.max}
        _starts[id(pack)] = (pack, sorted({span.valid_from for span in spans} | ends))
    return _starts[id(pack)][1]


class Rows:
    """The rows of a pack on one day, by charge, commodity code and origin. ``uncovered`` charges have no row yet on that day."""

    def __init__(self, pack: Pack, on: date) -> None:
        self.pack = pack
        charges = pack.charges
        self.first = {c.id: c for c in reversed(charges)}
        self.all = {name: list(pack.rows(name, on)) for name in pack.charge_ids()}
        self.uncovered = {n for n, rows in self.all.items() if not rows and all(on < c.span.valid_from for c in charges if c.id == n)}
        live = [n for n, rows in self.all.items() if rows or n in self.uncovered]
        self.line_ids = tuple(n for n in live if self.first[n].step.at == "line")
        self.entry_ids = tuple(n for n in live if self.first[n].step.at == "entry")
        self.rates: dict[str, list[PackRate]] = {}
        for rate in pack.rates:
            if rate.span.holds(on):
                self.rates.setdefault(rate.charge, []).append(rate)
        self.relations: dict[str, list[Relation]] = {}
        for relation in pack.relations:
            if relation.span.holds(on) and relation.how != "stacks":
                self.relations.setdefault(relation.object, []).append(relation)
        self._picked: dict[tuple[str, str, str], Charge | None] = {}
        self._split: dict[tuple[str, str, str], bool] = {}
        self._quiet: dict[tuple[str, str], dict[str, Any]] = {}
        self._spots: dict[str, dict[tuple[str, str], Spot]] = {name: {} for name in self.all}
        self._touching: dict[tuple[frozenset[str], str, str, frozenset[str]], frozenset[str]] = {}
        self._rated = {id(row): uses(row.expr, RATE) for row in charges}
        self._percent = {id(row): uses(row.expr, PERCENT) for row in charges}
        self._absent: dict[int, Any] = {}
        self._changed: dict[tuple[int, ...], tuple[frozenset[str], frozenset[str]]] = {}
        self.spoken: dict[tuple[Any, ...], Any] = {}
        self._through: dict[tuple[Any, ...], Touched] = {}
        self._ordered: dict[frozenset[str], list[tuple[int, str]]] = {}
        self._stirred: dict[tuple[int, ...], frozenset[str]] = {}
        self._says: dict[int, int] = {}
        self._fixed: dict[Any, int] = {}
        self._numbers: dict[int, tuple[Expr, int]] = {}
        self._alike: dict[Expr, int] = {}
        self._shelves: dict[str, Shelf] = {}

    @cached_property
    def duties(self) -> frozenset[str]:
        """Charges of kind duty, whose rates the columns of a schedule state."""
        return frozenset(name for name, row in self.first.items() if row.kind == "duty")

    def following(self, start: frozenset[str]) -> frozenset[str]:
        """The charges whose amounts may change with those of ``start``, entry charges among them, ``start`` left out."""
        reached = set(start)
        for name in self.all:
            if self.reads[name] & reached:
                reached.add(name)
        return frozenset(reached - start)

    def reading(self, interpretation: str) -> frozenset[str]:
        """The charges whose rules name a disputed rule."""
        choice = CHOICE + interpretation
        tests = {name for name, rates in self.rates.items() if any(uses(rate.only_if, choice) for rate in rates)}
        return frozenset(tests | {name for name in self.all if choice in self.reads[name]})

    @cached_property
    def reads(self) -> Mapping[str, frozenset[str]]:
        """By charge, every name its rules on the day may read."""
        return {name: frozenset(self._reads(name, rows)) for name, rows in self.all.items()}

    def _reads(self, name: str, rows: Sequence[Charge]) -> set[str]:
        exprs = [expr for row in (*rows, self.first[name]) for expr in (row.base, row.expr, row.only_if) if expr]
        subjects = {relation.subject for relation in self.relations.get(name, ())}
        shares = {row.share_by for row in rows if row.step.at == "entry"}
        return subjects | shares | {ref.name.removeprefix("lines.") for expr in exprs for ref in references(expr)}

    def changed(self, chosen: tuple[Programme, ...], duties: bool) -> tuple[frozenset[str], frozenset[str]]:
        """The line charges programmes act on, every duty among them if ``duties``, and all charges that follow from these."""
        key = (duties, *(id(programme) for programme in chosen))
        if key not in self._changed:
            facts = self.knowing(self.stirred(chosen))
            direct = frozenset((*(name for p in chosen for name in (*p.rates, *p.effect)), *facts, *(self.duties if duties else ())))
            self._changed[key] = direct & frozenset(self.line_ids), self.following(direct)
        return self._changed[key]

    def through(self, direct: frozenset[str], chosen: tuple[Programme, ...], choice: str) -> Touched:
        """What a change of some charges, or of the reading of a disputed rule, touches, by the effect of programmes in use too."""
        key = (direct, choice, *(id(programme) for programme in chosen))
        if key not in self._through:
            effects = {name: expr for programme in chosen for name, expr in programme.effect.items()}
            reads = {name: {ref.name.removeprefix("lines.") for ref in references(expr)} for name, expr in effects.items()}
            reached, more = frozenset[str](), direct
            while more:
                reached |= more | self.following(more)
                more = frozenset(name for name, read in reads.items() if name not in reached and (choice in read or read & reached))
            self._through[key] = Touched(direct | (effects.keys() & reached), reached)
        return self._through[key]

    def in_order(self, names: frozenset[str]) -> Sequence[tuple[int, str]]:
        """The line charges among some, in legal order, each after its place."""
        if names not in self._ordered:
            self._ordered[names] = [(place, name) for place, name in enumerate(self.line_ids) if name in names]
        return self._ordered[names]

    def stirred(self, chosen: tuple[Programme, ...]) -> frozenset[str]:
        """The facts that programmes bring, and those worked out from them."""
        key = tuple(id(programme) for programme in chosen)
        if key not in self._stirred:
            found, more = frozenset[str](), frozenset(name for programme in chosen for name in programme.facts)
            inputs = self.pack.inputs.items()
            while more:
                found |= more
                more = frozenset(n for n, i in inputs if n not in found and i.expr and any(ref.name in more for ref in references(i.expr)))
            self._stirred[key] = found
        return self._stirred[key]

    def knowing(self, facts: frozenset[str]) -> frozenset[str]:
        """The line charges that may read some of the facts; every one where a fact is a quantity."""
        if any(self.pack.inputs[name].unit for name in facts):
            return frozenset(self.line_ids)
        return frozenset(name for name in self.line_ids if not facts.isdisjoint(self._read_of_goods[name]))

    @cached_property
    def _read_of_goods(self) -> Mapping[str, frozenset[str]]:
        """By charge, what its rules, the tests of its rates and its quantities may read."""
        tests = {
            name: {ref.name for rate in rates if rate.only_if for ref in references(rate.only_if)} for name, rates in self.rates.items()
        }
        rows = {name: {n for row in (*found, self.first[name]) for n in row.measures} for name, found in self.all.items()}
        return {name: self.reads[name] | tests.get(name, set()) | rows[name] for name in self.all}

    def by_columns(self, programme: Programme, claimed: bool) -> bool:
        """Whether a programme takes its rates of duty from columns of a schedule, or from the claim."""
        return (claimed or bool(programme.columns)) and not programme.effect

    def says(self, programme: Programme) -> int:
        """A number for what a programme fixes by itself: the same for two that fix the same."""
        if id(programme) not in self._says:
            effects = tuple(sorted((name, self.number(expr)) for name, expr in programme.effect.items()))
            fixed = (*(tuple(sorted(said.items())) for said in (programme.rates, programme.facts)), effects, programme.kind == "drawback")
            self._says[id(programme)] = self._fixed.setdefault(fixed, len(self._fixed))
        return self._says[id(programme)]

    def number(self, expr: Expr) -> int:
        """A number for an expression: the same for two that say the same."""
        if id(expr) not in self._numbers:
            self._numbers[id(expr)] = (expr, self._alike.setdefault(expr, len(self._alike)))
        return self._numbers[id(expr)][1]

    def rated(self, row: Charge) -> bool:
        """Whether the expression of a row takes a rate."""
        return self._rated[id(row)]

    def takes_percent(self, row: Charge) -> bool:
        """Whether the expression of a row takes the percentage of a rate."""
        return self._percent[id(row)]

    def absent(self, row: Charge, make: Callable[[Charge], T]) -> T:
        """What ``make`` says of a row that does not touch a line: the same for all lines, so made once."""
        if id(row) not in self._absent:
            self._absent[id(row)] = make(row)
        made: T = self._absent[id(row)]
        return made

    def row(self, charge: str, code: str, origin: str = "") -> Charge | None:
        """The row whose code prefix fits best, one for the origin before one for all; ``None`` when the charge does not touch the goods.

        ``OriginUnknownError`` when it depends on an origin that is empty.
        """
        key = (charge, code, origin)
        if key not in self._picked:
            fitting = [row for row in self.all[charge] if row.covers(code) and row.origins.holds(origin) is not False]
            picked = max(fitting, key=lambda row: (_reach(row, code), bool(row.origins)), default=None)
            if picked is not None and picked.origins.holds(origin) is None:
                raise OriginUnknownError
            if len(self._picked) >= KEPT_GOODS:
                self._picked.clear()
            self._picked[key] = picked
        return self._picked[key]

    def splits(self, charge: str, code: str, origin: str) -> bool:
        """Whether some goods under this code, but not all, fall under a row of their own."""
        key = (charge, code, origin)
        if key not in self._split:
            prefixes = (p for row in self.all[charge] if row.origins.holds(origin) is not False for p in row.codes if len(p) > len(code))
            self._split[key] = any(prefix.startswith(code) for prefix in prefixes)
        return self._split[key]

    def spot(self, charge: str, code: str, origin: str) -> Spot:
        """How a charge stands to goods, found once."""
        shelf = self._spots[charge]
        key = (code, origin)
        if key not in shelf:
            if len(shelf) >= KEPT_GOODS:
                shelf.clear()
            shelf[key] = self._stands(charge, code, origin)
        return shelf[key]

    def quiet(self, code: str, origin: str, make: Callable[[Charge], T]) -> Mapping[str, T]:
        """What ``make`` says of each line charge that comes to nothing on goods as long as no rate is known for it."""
        key = (code, origin)
        if key not in self._quiet:
            if len(self._quiet) >= KEPT_GOODS:
                self._quiet.clear()
            spots = {name: self.spot(name, code, origin) for name in self.line_ids if name not in self.uncovered}
            still = {name: spot for name, spot in spots.items() if spot.quiet}
            self._quiet[key] = {name: self.absent(spot.idle or self.first[name], make) for name, spot in still.items()}
        return self._quiet[key]

    def _stands(self, charge: str, code: str, origin: str) -> Spot:
        splits = self.splits(charge, code, origin)
        try:
            row = self.row(charge, code, origin)
        except OriginUnknownError:
            return Spot(None, None, "origin")
        return Spot(row, self._untouched(charge, code, origin), "code" if splits else "" if row else "nothing")

    def touching(self, names: frozenset[str], code: str, origin: str, rated: frozenset[str]) -> frozenset[str]:
        """Those of the charges that may come to something on goods; ``rated`` are those for which a rate is known, whatever the goods."""
        key = (names, code, origin, rated)
        if key not in self._touching:
            if len(self._touching) >= KEPT_GOODS:
                self._touching.clear()
            live = (n for n in names & self.all.keys() if n in rated or not code or not self.spot(n, code, origin).quiet)
            self._touching[key] = frozenset(live)
        return self._touching[key]

    def _untouched(self, charge: str, code: str, origin: str) -> Charge | None:
        try:
            row = self.row(charge, code, origin) or self.first[charge]
        except OriginUnknownError:
            return None
        if self.splits(charge, code, origin) or not row.covers(code):
            return None
        asked = row.asks(code) or self.too_short(charge, code, origin, "") or next(self.found_rates(charge, code, origin), None)
        return row if self.rated(row) and not asked else None

    def found_rates(self, charge: str, code: str, origin: str) -> Iterator[PackRate]:
        """Rates of the pack that fit, the closest first; those whose origin is not decided are among them."""
        shelf = self._shelf(charge)
        return (rate for rate in shelf.reaching(code) if rate.origins.holds(origin) is not False) if shelf else iter(())

    def _shelf(self, charge: str) -> Shelf | None:
        if charge not in self._shelves and charge in self.rates:
            self._shelves[charge] = Shelf(self.rates[charge])
        return self._shelves.get(charge)

    def too_short(self, charge: str, code: str, origin: str, text: str) -> bool:
        """Whether goods under this code could fall under a rate other than ``text`` that begins with a longer code."""
        shelf = self._shelf(charge)
        return shelf is not None and any(r.text != text and r.origins.holds(origin) is not False for r in shelf.below(code))


_kept: dict[tuple[int, int], Rows] = {}
_starts: dict[int, tuple[Pack, list[date]]] = {}


class Shelf:
    """The rates of one charge on a day, found by code prefix."""

    def __init__(self, rates: Sequence[PackRate]) -> None:
        self.general = [rate for rate in rates if not rate.codes]
        self.by_prefix: dict[str, list[PackRate]] = {}
        for rate in rates:
            for prefix in rate.codes:
                self.by_prefix.setdefault(prefix, []).append(rate)
        self.lengths = sorted({len(prefix) for prefix in self.by_prefix}, reverse=True)
        self._found: dict[str, list[PackRate]] = {}

    @cached_property
    def beginnings(self) -> dict[str, list[PackRate]]:
        """What every prefix that a usable code may be begins: the rates of the longer ones."""
        made: dict[str, dict[int, PackRate]] = {}
        for prefix, rates in self.by_prefix.items():
            for n in range(LEAST_DIGITS, len(prefix)):
                made.setdefault(prefix[:n], {}).update((id(rate), rate) for rate in rates)
        return {start: list(rates.values()) for start, rates in made.items()}

    def reaching(self, code: str) -> list[PackRate]:
        """The rates a code falls under, the longest prefix first, one for some origins before one for all."""
        if code not in self._found:
            if len(self._found) >= KEPT_GOODS:
                self._found.clear()
            near = (self.by_prefix.get(code[:n], ()) for n in self.lengths if n <= len(code))
            once = dict.fromkeys(id(rate) for rates in near for rate in sorted(rates, key=_general))
            self._found[code] = [self._by_id[i] for i in once] + sorted(self.general, key=_general)
        return self._found[code]

    @cached_property
    def _by_id(self) -> dict[int, PackRate]:
        return {id(rate): rate for rates in self.by_prefix.values() for rate in rates}

    def below(self, code: str) -> list[PackRate]:
        """The rates some longer code under this one falls under."""
        return self.beginnings.get(code, [])


def _general(rate: PackRate) -> bool:
    return not rate.origins


def _reach(row: Charge, code: str) -> int:
    return max((len(prefix) for prefix in row.codes if code.startswith(prefix)), default=0)
