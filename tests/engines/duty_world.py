"""Random rule packs and random consignments for the property tests of the duty engine."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import polars as pl

from argosy.engines.duty.buildup import build_up
from argosy.engines.duty.consignment import Consignment, Cost, Line
from argosy.kernel.expression import Expr, parse
from argosy.kernel.money import decimal_text
from argosy.kernel.quantity import UNITS
from argosy.kernel.rounding import MODES, Rounding
from argosy.kernel.text import Text, same
from argosy.rules.authority import Authority, Condition, Span
from argosy.rules.pack import Charge, CustomsValue, Exemption, Fact, Input, Pack, Step
from argosy.rules.provisions import Choice, Interpretation, OriginScope, PackRate, Relation
from argosy.rules.valuation import valuation

DAY = date(2026, 6, 30)
SPAN = Span(date(2020, 1, 1))
BY = Authority(same("law"), same("source"), DAY, "high", None, Text("", ""))
CODES = ("22029919", "2206003000", "87032310001", "240220", "850440", "220299", "22060030", "8504409900")
ORIGINS = ("JP", "KR", "CN", "US", "")
SCOPES = (OriginScope(), OriginScope(), OriginScope(frozenset(("JP", "KR"))), OriginScope(but=frozenset(("CN",))))
LISTS = (("2202", "22060030"), ("8703", "8504"), ("22029919", "24", "2206"), ())
KINDS = ("destination_inland", "unloading", "freight")
UNIT_CODES = ("KGM", "GRM", "LTR", "H87", "DZN", "BO")
RATES = (
    "5%",
    "0%",
    "free",
    "17.5%",
    "12/kg",
    "0.35/pcs",
    "MAX(10%, 3/kg)",
    "MIN(8%, 20/dozen)",
    "3.5% + 1.25/kg",
    "MAX(2% + 1/l, 4%)",
    "see note",
    "7/LPA",
    "10% - 0.5/kg",
    "MAX(33 1/3% - 2/dozen, 12.5/100kg)",
    "0.9/%vol/hl + 1/KGM:LEAD",
)
INPUTS = {
    "litres": Input("litres", same("litres"), same("?"), unit="LTR", low=Fraction(0), from_quantity=True),
    "degree": Input("degree", same("degree"), same("?"), low=Fraction(0), high=Fraction(100)),
    "pure": Input("pure", same("pure"), same("?"), unit="LPA", expr=parse("litres * degree / 100")),
    "flag": Input("flag", same("flag"), same("?"), kind="yes_no"),
    "uses": Input("uses", same("uses"), same("?"), scope="entry"),
    "mode": Input("mode", same("mode"), same("?"), kind="yes_no", default=Fraction(0)),
    "quota": Input("quota", same("quota"), same("?"), scope="entry", default=Fraction(3)),
    "share": Input("share", same("share"), same("?"), low=Fraction(1, 10), high=Fraction(9, 10)),
}
READING = Interpretation("base", same("base"), (Choice("full", same("full")), Choice("half", same("half"))), "half", BY)


WHOLE = (
    "cost_freight",
    "cost_unloading",
    "cost_insurance",
    "entry_lines",
    "choice_base",
    "mode",
    "sum(lines.customs_value)",
    "sum(lines.litres)",
    "sum(lines.cost_freight)",
)


class World:
    """One random pack with random consignments for it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.to = self.random.choice((Fraction(1), Fraction(1, 100), Fraction(10), Fraction(1, 2)))
        self.facts = tuple(Fact(f"f{i}", same("f"), self.decimal(1, 4), "P1", SPAN, BY) for i in range(3))
        self.names: list[str] = ["customs_value"]
        self.pack = self._pack()

    def decimal(self, most: int, places: int) -> Fraction:
        return Fraction(self.random.randint(0, most * 10**places), 10**places)

    def _pack(self) -> Pack:
        self.dutiable = self.random.random() < 0.5
        charges = [row for i in range(self.random.randint(1, 4)) for row in self._rows(f"c{i}")]
        charges += [self._fee(f"e{i}") for i in range(self.random.randint(0, 2))]
        charges += [self._rounded_off("r0")] if self.random.random() < 0.3 else []
        ids = tuple(dict.fromkeys(c.id for c in charges))
        of_line = tuple(dict.fromkeys(c.id for c in charges if c.step.at == "line"))
        rated = tuple(dict.fromkeys(c.id for c in charges if c.kind == "duty" and c.step.at == "line"))
        return Pack(
            id="zz-import", jurisdiction="ZZ", flow="import", currency="ZZD", symbols=("Z$",), quantum=self.to, value_basis="cif", version="1",
            reviewed=DAY, review_by=DAY, label=same("ZZ"), value=CustomsValue(same("value"), same("value"), self._step("line"), BY), inputs=INPUTS,
            facts=self.facts, charges=tuple(charges), exemptions=self._exemptions(ids), penalties=(),
            totals={"duty": ("duty",), "taxes": ("excise",), "fees": ("fee",)}, valuation=valuation(),
            costs_asked=self.random.choice(((), ("freight",))), interpretations=(READING,),
            rates=tuple(self._pack_rate(name, i) for name in rated for i in range(self.random.choice((0, 0, 1, 3)))),
            relations=tuple(self._relations(of_line)),
        )  # fmt: skip

    def _rows(self, name: str) -> list[Charge]:
        codes = self.random.choice(([()], [("22",)], [(), ("2206",)], [("87", "85"), ("2402",)]))
        rated = self.random.random() < 0.5
        scope = self.random.choice(SCOPES)
        rows = [self._charge(name, prefixes, rated, OriginScope()) for prefixes in codes]
        rows += [self._charge(name, codes[0], rated, scope)] if scope else []
        self.names.append(name)
        return rows

    def _step(self, at: str) -> Step:
        to = self.to if at == "line" else self.random.choice((self.to, Fraction(1)))
        return Step(Rounding(self.random.choice(MODES), to), "entry" if at == "entry" else "line")

    def _charge(self, name: str, codes: tuple[str, ...], rated: bool, origins: OriginScope) -> Charge:
        base, ask = self._expr(2), self.random.choice(((), ("*",), ("22",)))
        forms = ("rated", "rated", "max(rated - 5, 0)", "where(flag, rated, 0)", "rated / (1 + rated_percent)", "rated / (1 + share)")
        expr = parse(self.random.choice(forms)) if rated else self._expr(3, "base")
        return Charge(
            name, f"{name}.{codes}{sorted(origins.only)}", "duty" if rated else "excise", same(name), same(name), base, expr, self._step("line"),
            SPAN, BY, codes, ask if rated else (), same("?"), self.random.choice(((), ("litres",), ("litres", "pure"))),
            only_if=self._expr(1) if self.random.random() < 0.2 else None, origins=origins,
        )  # fmt: skip

    def _rounded_off(self, name: str) -> Charge:
        """What cuts the total of a charge to hundreds: an amount of the entry that is never above 0."""
        total, to = "sum(lines.c0)", self.random.choice((10, 100))
        expr = parse(f"round_down({total}, {to}) - {total}")
        return Charge(name, name, "fee", same(name), same(name), parse(total), expr, Step(Rounding("half_up", self.to), "entry"), SPAN, BY)

    def _pack_rate(self, charge: str, i: int) -> PackRate:
        codes = frozenset(self.random.choice(LISTS))
        test = self.random.choice((None, None, None, "flag", "customs_value > 500", "mode or choice_base == 1"))
        return PackRate(
            charge, f"{charge}.{i}", self.random.choice(("3%", "none", "7.5%", "2/kg", "MAX(4%, 1/kg)")), same("rate"), codes,
            self.random.choice(SCOPES), parse(test) if test else None, SPAN, BY, tuple(sorted({len(c) for c in codes}, reverse=True)),
        )  # fmt: skip

    def _relations(self, ids: tuple[str, ...]) -> list[Relation]:
        pairs = [(a, b) for i, a in enumerate(ids) for b in ids[i + 1 :]]
        chosen = self.random.sample(pairs, min(len(pairs), self.random.choice((0, 1, 2))))
        hows = ("excludes", "replaces", "floor", "stacks")
        return [Relation(f"{a}.{b}", a, self.random.choice(hows), b, same("relation"), SPAN, BY) for a, b in chosen]

    def _fee(self, name: str) -> Charge:
        total = self.random.choice(
            (
                "sum(lines.customs_value)",
                "sum(lines.c0) + sum(lines.customs_value)",
                "sum(lines.customs_value) + sum(lines.cost_freight) * quota",
            )
        )
        expr = self.random.choice(
            (
                "base * f0",
                "where(base * f1 < 100, 0, base * f1)",
                "min(max(base * 0.003464, 33.58), 651.5)",
                "50",
                "7 * count(lines.customs_value) + entry_lines",
            )
        )
        return Charge(name, name, "fee", same(name), same(name), parse(total), parse(expr), self._step("entry"), SPAN, BY)

    def _exemptions(self, ids: tuple[str, ...]) -> tuple[Exemption, ...]:
        tests = self.random.sample(("sum(lines.customs_value) <= 20000", "sum(lines.flag) == 0", "uses < 6"), self.random.randint(1, 3))
        conditions = tuple(Condition(parse(t), same("no")) for t in tests)
        free = tuple(self.random.sample(ids, self.random.randint(1, len(ids))))
        return (Exemption("low", same("low"), free, conditions, self.random.choice(((), ("24",))), same("no"), SPAN, BY),)

    def _expr(self, depth: int, *extra: str) -> Expr:
        return parse(self._text(depth, (*self.names, *extra)))

    def _text(self, depth: int, names: tuple[str, ...]) -> str:
        pick = self.random.choice
        if depth == 0:
            return pick((*names, *names, "litres", "degree", "flag", "f0", decimal_text(self.decimal(100, 2)), *WHOLE))
        a, b = self._text(depth - 1, names), self._text(depth - 1, names)
        c = self._text(0, ("customs_value",))
        forms = (f"({a} + {b})", f"({a} - {b})", f"({a}) * {pick(('f0', 'f1', '0.05', '1.175', '3'))}", f"({a}) / {pick(('8', '0.95', '3', '(1 + f0)'))}",
                 f"where({c} > 100, {a}, {b})", f"where(flag, {a}, {b})", f"min({a}, {b})", f"max({a}, {b})", f"abs({a})",
                 f"{pick(('round_to', 'round_even', 'round_down', 'round_up'))}({a}, {pick(('1', '0.05', '100'))})",
                 f"where({c} >= 5 and not flag or {c} != 3, {a}, {b})")  # fmt: skip
        return pick(forms)

    def consignment(self, lines: int, entry: str) -> Consignment:
        """Lines priced at CIF in the currency of the pack, so that the price is the customs value."""
        made = tuple(self._line(f"{entry}.{i}") for i in range(lines))
        chosen = [kind for kind in KINDS if self.random.random() < 0.5]
        costs = tuple(Cost(kind, self.decimal(900, 2), self.random.choice(("ZZD", "USD")), False) for kind in chosen)
        return Consignment("ZZ", DAY, "CIF", "ZZD", made, fx={"USD": Fraction("32.105")}, costs=costs)

    def _line(self, name: str) -> Line:
        pick, chance = self.random.choice, self.random.random
        facts = {
            n: v
            for n, v in (("litres", self.decimal(900, 1)), ("degree", self.decimal(110, 1)), ("uses", Fraction(pick((1, 6)))))
            if chance() < 0.7
        }
        facts |= {"flag": Fraction(pick((0, 1, 0)))} if chance() < 0.8 else {}
        facts |= {"mode": Fraction(pick((0, 1)))} if chance() < 0.3 else {}
        facts |= {"quota": Fraction(pick((2, 2, 5)))} if chance() < 0.2 else {}
        facts |= {"share": self.decimal(1, 2)} if chance() < 0.9 else {}
        rates = {c: pick(RATES) for c in dict.fromkeys(c.id for c in self.pack.charges if c.step.at == "line") if chance() < 0.6}
        return Line(
            name, code=pick(CODES) if chance() < 0.95 else "", value=pick((self.decimal(10, 0) + 1, self.decimal(30000, 0), self.decimal(10**9, 0))) * self.to,
            origin=pick(ORIGINS), quantity=self.decimal(5000, 1) if chance() < 0.7 else None, unit=UNITS[pick(UNIT_CODES)], net_kg=self.decimal(900, 3) if chance() < 0.7 else None,
            facts=facts, rates=rates,
        )  # fmt: skip


def _decimals(values: list[Fraction | None], places: int) -> pl.Series:
    found = [None if v is None else Decimal(v.numerator * 10**places // v.denominator).scaleb(-places) for v in values]
    return pl.Series(found, dtype=pl.Decimal(30, places))


def frame_of(consignments: list[Consignment], pack: Pack) -> pl.DataFrame:
    """The same lines as a frame, one entry per consignment."""
    lines = [(str(i), line) for i, c in enumerate(consignments) for line in c.lines]
    builds = [build_up(c, pack) for c in consignments]
    rounding = pack.value.step.rounding
    values = [None if price is None else rounding.apply(price) for b in builds for price in b.exact]
    columns = {
        "entry": pl.Series([e for e, _ in lines]),
        "code": pl.Series([line.code or None for _, line in lines], dtype=pl.String),
        "origin": pl.Series([line.origin or None for _, line in lines], dtype=pl.String),
        "customs_value": _decimals(values, 2),
        "quantity": _decimals([line.quantity for _, line in lines], 1),
        "unit": pl.Series([line.unit.code if line.unit else None for _, line in lines], dtype=pl.String),
        "net_kg": _decimals([line.net_kg for _, line in lines], 3),
    }
    columns |= {f"fact_{n}": _decimals([line.facts.get(n) for _, line in lines], 2) for n in INPUTS if n != "pure"}
    charges = dict.fromkeys(c.id for c in pack.charges if c.step.at == "line")
    columns |= {f"rate_{n}": pl.Series([line.rates.get(n) for _, line in lines], dtype=pl.String) for n in charges}
    return pl.DataFrame(columns | {f"cost_{kind}": _decimals(_borne(builds, kind), 5) for kind in KINDS})


def _borne(builds: list, kind: str) -> list[Fraction | None]:
    """What every line bears of a cost."""
    return [share for b in builds for share in b.costs().get(kind, (None,) * len(b.exact))]
