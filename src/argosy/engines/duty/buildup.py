"""From the price at the Incoterm to the customs value: which costs are added, taken off, or left out, and how they are shared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from argosy.engines.duty.allocation import Allocation, allocate
from argosy.engines.duty.consignment import Consignment, Cost, Line, Unresolved
from argosy.engines.duty.scope import cost_field
from argosy.kernel.errors import BadInput
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import added
from argosy.kernel.text import Text, same
from argosy.rules.pack import CARRIAGE, COST, OUTSIDE, Component, Pack, Term

Effect = Literal["add", "deduct", "outside", "inside"]
SUMS = {
    COST + OUTSIDE: Text("完稅價格以外之附帶費用", "Incidental costs outside the customs value"),
    COST + CARRIAGE: Text("完稅價格內之運輸費用", "Carriage in the customs value"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One cost and what it does. ``add`` and ``deduct`` change the customs value; ``outside`` is paid beside the price without changing it;
    ``inside`` is already in the price. ``shares`` are per line in the currency of the cost; ``None`` when it could not be shared.
    ``presumed``: nobody stated it and the law puts a figure to it; nothing was paid."""

    key: str
    label: Text
    cost: Cost
    effect: Effect
    allocation: Allocation
    shares: tuple[Fraction, ...] | None
    component: Component | None = None
    presumed: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a rule may read the cost as: its kind, and the sum it enters, outside the customs value or carriage in it.

        Carriage that was stated as part of the customs value is read as that alone: a rule that adds freight to the value must not count it again.
        """
        own = (self.cost.kind,) if self.component and not (self.component.treatment == "transport" and self.cost.dutiable) else ()
        if self.effect in ("outside", "deduct"):
            return (*own, OUTSIDE) if self.component is None or self.component.incidental else own
        return (*own, CARRIAGE) if self.component and self.component.treatment == "transport" else own


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cost that contradicts the Incoterm. ``message`` says so; the cost was left out of the customs value."""

    kind: str
    term: str
    message: Text


@dataclass(frozen=True, slots=True)
class BuildUp:
    """The price basis of every line in the currency of the pack, exact and unrounded; ``None`` where something is missing.

    For a price with duties and taxes inside (``term.taxes_included``) it is that price less the deductible costs.
    ``rates`` are the exchange rates used, 1 for the currency of the pack.
    """

    term: Term
    parts: tuple[Part, ...]
    exact: tuple[Fraction | None, ...]
    rates: dict[str, Fraction]
    unresolved: tuple[Unresolved, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[Text, ...]

    def outside_price(self, whole: Sequence[int]) -> Fraction:
        """What the lines at some places bear of costs that are not in the price, in the currency of the pack."""
        outside = [p for p in self.parts if p.effect in ("add", "outside") and p.shares and not p.presumed and whole]
        return added(added((p.shares or ())[i] for i in whole) * self.rates[p.cost.currency] for p in outside)

    def costs(self) -> dict[str, tuple[Fraction | None, ...]]:
        """Per cost kind what every line bears of it, whatever its effect on the customs value; ``None`` without shares or exchange rate.

        ``outside`` is the sum of what goes with the goods and is not in the customs value, ``carriage`` of the transport costs that are.
        """
        found: dict[str, tuple[Fraction | None, ...]] = {}
        for part in self.parts:
            rate = self.rates.get(part.cost.currency)
            shares = worth(part.shares, rate, len(self.exact))
            for kind in part.kinds:
                before = found.get(kind)
                found[kind] = shares if before is None else tuple(map(_plus, before, shares))
        return found


def worth(shares: Sequence[Fraction] | None, rate: Fraction | None, lines: int) -> tuple[Fraction | None, ...]:
    """Shares of a cost over so many lines in the currency of the pack; ``None`` without shares or exchange rate."""
    if shares is None or rate is None:
        return (None,) * lines
    return tuple(shares) if rate == 1 else tuple(share * rate for share in shares)


def _plus(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


_NONE_ADDED = Text("{t} 貨價未含{c}，亦未提供，視為沒有", "The {t} price holds no {c} and none was stated; none is taken to have been paid")


_BESIDE = Text(
    "{t} 貨價已含{c}；註明不計入完稅價格者視為另行支付。如已含於貨價，請填為進口後內陸運費",
    "The {t} price holds {c}; what was stated as not dutiable is taken as paid beside it: state a part of the price as inland carriage after import",
)
_PRESUMED = Text(
    "{t} 貨價未含{c}，亦未提供：依法以貨價加運費之 {r} 計",
    "The {t} price holds no {c} and none was stated: the law takes {r} of price plus freight",
)


def build_up(consignment: Consignment, pack: Pack) -> BuildUp:
    """The value build-up; ``BadInput`` for an unknown Incoterm or one that its edition does not have."""
    return _Builder(consignment, pack).build()


class _Builder:
    def __init__(self, consignment: Consignment, pack: Pack) -> None:
        self.consignment, self.pack = consignment, pack
        self.term = _term(consignment, pack)
        self.found: list[Unresolved] = []
        self.conflicts: list[Conflict] = []
        self.beside: list[str] = []

    def build(self) -> BuildUp:
        self._require()
        parts = tuple(p for p in (self._part(i, c) for i, c in enumerate(self.consignment.costs)) if p)
        rates = self._rates(parts)
        whole = not any(f.blocks for f in (*self.found, *(f for f in self.consignment.found if f.line is None)))
        parts += tuple(self._presumed(parts, rates)) if whole else ()
        exact = self._exact(parts, rates) if whole else (None,) * len(self.consignment.lines)
        for line in self.consignment.lines:
            self._price(line)
        return BuildUp(self.term, parts, exact, rates, tuple(self.found), tuple(self.conflicts), tuple(self._notes()))

    def _require(self) -> None:
        given = {c.kind for c in self.consignment.costs if c.dutiable is not False}
        basis = self.pack.value_basis
        for kind in (*self.term.add[basis], *self.term.deduct[basis]):
            if kind not in given and kind not in self._by_law():
                component = self.pack.valuation.components[kind]
                taken = Text("須扣除", "must be taken off") if kind in self.term.deduct[basis] else Text("須加計", "must be added")
                why = Text("{t} 條件下完稅價格{how}，但未提供", "under {t} it {how} for the customs value, and none was given").format(
                    t=self.term.code, how=taken
                )
                self._find(cost_field(kind), component.label, why, component.question)

    def _by_law(self) -> tuple[str, ...]:
        """Costs the law adds to the price and puts a figure to, that nobody stated."""
        given = {c.kind for c in self.consignment.costs}
        return tuple(k for k in self.term.add[self.pack.value_basis] if k in self.pack.costs_presumed and k not in given)

    def _presumed(self, parts: tuple[Part, ...], rates: dict[str, Fraction]) -> Iterator[Part]:
        """What the law takes for such costs: a share of the price and the transport added to it."""
        known = self.pack.valuation.components
        carriage = [p for p in parts if p.effect == "add" and p.cost.kind in known and known[p.cost.kind].treatment == "transport"]
        lines = self.consignment.lines
        if any(line.value is None for line in lines) or any(p.shares is None for p in carriage):
            return
        for kind in self._by_law():
            bases = [(line.value or 0) * rates[self.consignment.currency] for line in lines]
            for part in carriage:
                bases = [b + s * rates[part.cost.currency] for b, s in zip(bases, part.shares or (), strict=True)]
            shares = tuple(base * self.pack.costs_presumed[kind] for base in bases)
            cost = Cost(kind, sum(shares, Fraction(0)), self.pack.currency)
            rates[self.pack.currency] = Fraction(1)
            yield Part(kind, known[kind].label, cost, "add", Allocation("goods", 1), shares, known[kind], presumed=True)

    def _find(self, field: str, what: Text, why: Text, ask: Text, line: str | None = None, blocks: bool = True) -> None:
        self.found.append(Unresolved(line, field, what, why, ask, blocks))

    def _part(self, i: int, cost: Cost) -> Part | None:
        component = self.pack.valuation.components.get(cost.kind)
        if component is None and cost.dutiable is None:
            why = Text("規則未列此費用", "the rules do not know this cost")
            ask = Text("{k} 是否計入完稅價格（dutiable）？", "Is {k} part of the customs value (dutiable)?").format(k=cost.kind)
            self._find(f"other.{cost.kind}.dutiable", same(cost.kind), why, ask)
            return None
        effect = self._effect(cost, component)
        earlier = sum(c.kind == cost.kind for c in self.consignment.costs[:i])
        choice = self.consignment.allocation.get(cost.kind) or (component.share_by if component else "value")
        allocation, shares, problem = allocate(cost, self.consignment.lines, choice, bool(self.consignment.allocation.get(cost.kind)))
        label = component.label if component else same(cost.kind)
        if problem and effect != "inside":
            self._find(
                f"allocation.{cost.kind}",
                label,
                problem,
                Text("請補各項重量、數量或改按貨價分攤", "Give weights or quantities for every line, or share by value"),
            )
        return Part(cost.kind + (f"_{earlier + 1}" if earlier else ""), label, cost, effect, allocation, shares, component)

    def _effect(self, cost: Cost, component: Component | None) -> Effect:
        if component is None or component.treatment == "art8":
            return "outside" if cost.dutiable is False else "add"
        if component.treatment == "never":
            if cost.dutiable:
                self._conflict(cost, Text("{c}不計入完稅價格，已排除", "{c} is never part of the customs value and was left out"))
            return "outside"
        return self._transport(cost)

    def _transport(self, cost: Cost) -> Effect:
        basis = self.pack.value_basis
        if cost.kind in (*self.term.deduct[basis], *self.term.deduct_if_given[basis]):
            return "inside" if cost.dutiable else "deduct"
        if cost.kind in self.term.includes:
            return self._repeated(cost)
        added = cost.kind in (*self.term.add[basis], *self.term.add_if_given[basis])
        dutiable = added if cost.dutiable is None else cost.dutiable
        return "add" if dutiable else "outside"

    def _repeated(self, cost: Cost) -> Effect:
        if cost.dutiable is False:
            self.beside.append(cost.kind)
            return "outside"
        if cost.amount:
            self._conflict(
                cost,
                Text(
                    "{t} 貨價已含{c}，未再加計；請確認費用或貿易條件",
                    "{t} already holds {c}; it was not added again: check the cost or the Incoterm",
                ),
            )
        return "inside"

    def _conflict(self, cost: Cost, words: Text) -> None:
        component = self.pack.valuation.components[cost.kind]
        self.conflicts.append(Conflict(cost.kind, self.term.code, words.format(t=self.term.code, c=component.label.inside)))

    def _rates(self, parts: tuple[Part, ...]) -> dict[str, Fraction]:
        if self.consignment.fx.get(self.pack.currency, 1) != 1:
            why = Text("本國幣匯率應為 1，已忽略", "the rate of the currency itself is 1; the one given was ignored")
            ask = Text("匯率是否填錯幣別？", "Was the rate meant for another currency?")
            self._find(f"fx.{self.pack.currency}", same(self.pack.currency), why, ask, blocks=False)
        used = dict.fromkeys((self.consignment.currency, *(p.cost.currency for p in parts if p.effect != "inside")))
        rates = {}
        for code in used:
            rate = self._worth(code)
            if rate is None:
                why = Text("未提供匯率", "no exchange rate was given")
                ask = Text(
                    "{d} 適用之海關匯率：1 {c} 等於多少 {p}？", "Which customs exchange rate applies on {d}: how many {p} for 1 {c}?"
                ).format(d=self.consignment.date, c=code, p=self.pack.currency)
                self._find(f"fx.{code}", Text(f"匯率 {code}", f"Exchange rate {code}"), why, ask)
            else:
                rates[code] = rate
        known = {c.currency: self._worth(c.currency) for c in self.consignment.costs}
        return rates | {code: rate for code, rate in known.items() if rate is not None and code not in rates}

    def _worth(self, code: str) -> Fraction | None:
        return Fraction(1) if code == self.pack.currency else self.consignment.fx.get(code)

    def _price(self, line: Line) -> None:
        if line.value is None and not any(f.line == line.id and f.field == "value" for f in self.consignment.found):
            ask = Text("本項貨價（{t} 條件）為多少？", "What is the price of this line ({t})?").format(t=self.term.code)
            self._find("value", Text("貨價", "Value"), Text("未提供", "none was given"), ask, line.id)

    def _exact(self, parts: tuple[Part, ...], rates: dict[str, Fraction]) -> tuple[Fraction | None, ...]:
        lines = self.consignment.lines
        change = [p for p in parts if p.effect in ("add", "deduct") and (p.shares is None or any(p.shares))]
        columns = [worth(p.shares, rates[p.cost.currency] * (1 if p.effect == "add" else -1), len(lines)) for p in change]
        rate = rates[self.consignment.currency]
        return tuple(self._sum(line, rate, [column[i] for column in columns]) for i, line in enumerate(lines))

    def _sum(self, line: Line, rate: Fraction, costs: Sequence[Fraction | None]) -> Fraction | None:
        known = [cost for cost in costs if cost is not None]
        if line.value is None or len(known) < len(costs):
            return None
        price = line.value if rate == 1 else line.value * rate
        total = added((price, *known)) if known else price
        if total < 0:
            why = Text("應減費用大於貨價", "the costs taken off are more than the price")
            self._find(
                "value",
                Text("完稅價格", "Customs value"),
                why,
                Text("請確認貨價與應減費用", "Check the price and the costs taken off"),
                line.id,
            )
            return None
        return total

    def _notes(self) -> list[Text]:
        given = {c.kind for c in self.consignment.costs}
        kinds = [k for k in self.term.deduct_if_given[self.pack.value_basis] if k not in given]
        words = Text(
            "{t} 貨價可能含{c}，未單獨列明，故未扣除", "The {t} price may hold {c}; not shown separately, so nothing was taken off"
        )
        said = [(words, kinds), (_NONE_ADDED, self._unstated(given)), (_BESIDE, self.beside), (_PRESUMED, self._by_law())]
        return [self._said(about, k) for about, these in said for k in these]

    def _unstated(self, given: set[str]) -> list[str]:
        """Freight or insurance that the law of the pack adds only where there was any."""
        return [k for k in self.term.add_if_given[self.pack.value_basis] if cost_field(k) == k and k not in given]

    def _said(self, words: Text, kind: str) -> Text:
        label = self.pack.valuation.components[kind].label
        share = f"{decimal_text(self.pack.costs_presumed.get(kind, Fraction(0)) * 100)}%"
        return words.format(t=self.term.code, c=label.inside, r=share)


def _term(consignment: Consignment, pack: Pack) -> Term:
    term = pack.valuation.terms.get(consignment.incoterm)
    if term is None or (consignment.edition and consignment.edition not in term.editions):
        known = "、".join(pack.valuation.terms)
        edition = f" {consignment.edition}" if consignment.edition else ""
        message = Text("incoterm：沒有 {t}{e}，可用：{k}", "incoterm: there is no {t}{e}; use one of {k}")
        raise BadInput(message.format(t=consignment.incoterm, e=edition, k=Text(known, known.replace("、", ", "))))
    return term
