"""The cost chain of an offer: what the seller bears at every term, and the price at every term side by side.

Exact: amounts are fractions until a price is rounded. EXW = goods + packing; each later term adds the cost lines the seller pays under it
(``terms``). Where insurance is not given as an amount but as a premium rate r, the seller's insurance under CIF and CIP is that of 110 % of the
term's own cost: CIF = CFR ÷ (1 − 1.1 r), and D terms insure the same sum. Price at margin m, commission c and bank cost b: P = cost ÷ (1 − m − c − b).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from argosy.engines.offer.terms import COST_KINDS, INSURED, TERMS, kind_of, known_term, payer
from argosy.kernel.errors import BadInput
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text

COVER = Fraction(11, 10)
"""Minimum cover under CIF and CIP: 110 % of the price (Incoterms 2020, A5)."""
_SHARES = Text("毛利、佣金與銀行費用合計須小於 100%", "Margin, commission and bank cost together stay below 100%")
_NEGATIVE = Text("費用「{kind}」不得為負數", "The cost {kind} cannot be negative")
_GOODS = Text("貨品成本須大於零", "The cost of the goods is above zero")
_PREMIUM = Text("保險費率須小於 1 ÷ 1.1", "The premium rate is below 1 ÷ 1.1")


@dataclass(frozen=True, slots=True)
class Costs:
    """Goods and cost lines in one currency; ``premium`` is the insurance rate as a share of the sum insured, ``None`` when ``insurance`` is an amount."""

    goods: Fraction
    lines: Mapping[str, Fraction] = field(default_factory=dict)
    premium: Fraction | None = None

    def __post_init__(self) -> None:
        if self.goods <= 0:
            raise BadInput(_GOODS)
        for kind, amount in self.lines.items():
            if amount < 0:
                raise BadInput(_NEGATIVE.format(kind=kind_of(kind).name))
            kind_of(kind)
        if self.premium is not None and not 0 <= self.premium * COVER < 1:
            raise BadInput(_PREMIUM)


@dataclass(frozen=True, slots=True)
class Markup:
    """Shares of the price: margin, commission, bank cost, each of one."""

    margin: Fraction
    commission: Fraction = Fraction(0)
    bank: Fraction = Fraction(0)

    @property
    def kept(self) -> Fraction:
        """What is left of the price for the cost; not above zero raises ``BadInput``."""
        left = 1 - self.margin - self.commission - self.bank
        if left <= 0:
            raise BadInput(_SHARES)
        return left


@dataclass(frozen=True, slots=True)
class Step:
    """A cost line on the way to a term: its amount, and whether it was reckoned from the premium rate."""

    kind: str
    amount: Fraction
    reckoned: bool = False


@dataclass(frozen=True, slots=True)
class AtTerm:
    """What the seller bears under a term, and what the buyer still pays of the lines known; ``price`` is exact."""

    term: str
    cost: Fraction
    steps: tuple[Step, ...]
    buyer: tuple[Step, ...]
    price: Fraction

    def rounded(self, unit: Fraction = Fraction(1, 100)) -> Fraction:
        """The price to a unit, half up."""
        return round_to(self.price, unit)

    @property
    def formula(self) -> str:
        """The sum of the cost in numbers."""
        return " + ".join(decimal_text(step.amount, 4) for step in self.steps)


def insurance(costs: Costs) -> Fraction:
    """The insurance of 110 % of CIF by the premium rate; the amount given where there is no rate."""
    if costs.premium is None:
        return costs.lines.get("insurance", Fraction(0))
    cfr = costs.goods + sum(
        (costs.lines.get(k.code, Fraction(0)) for k in COST_KINDS if "CFR" in k.seller and k.code != "insurance"), Fraction(0)
    )
    return cfr / (1 - COVER * costs.premium) - cfr


def at_term(costs: Costs, term: str, markup: Markup) -> AtTerm:
    """Cost and price under one term."""
    known_term(term)
    amounts = dict(costs.lines)
    if costs.premium is not None:
        amounts["insurance"] = insurance(costs)
    ours: list[Step] = [Step("goods", costs.goods)]
    theirs: list[Step] = []
    for kind in COST_KINDS:
        if kind.code in amounts:
            step = Step(kind.code, amounts[kind.code], kind.code == "insurance" and costs.premium is not None)
            (ours if payer(kind.code, term) == "seller" else theirs).append(step)
    cost = sum((step.amount for step in ours), Fraction(0))
    return AtTerm(term, cost, tuple(ours), tuple(theirs), cost / markup.kept)


def ladder(costs: Costs, markup: Markup) -> tuple[AtTerm, ...]:
    """Every term side by side, in the order of the rules."""
    return tuple(at_term(costs, term, markup) for term in TERMS)


NEEDED: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = (
    (("main_carriage",), frozenset({"CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP"})),
    (("insurance",), INSURED),
    (("destination_terminal", "destination_inland"), frozenset({"DAP", "DPU", "DDP"})),
    (("import_clearance", "import_duty"), frozenset({"DDP"})),
)
"""Cost lines without one of which a term's price says too little: carriage, insurance, the way at the destination, import."""


def lacking(known: Iterable[str], term: str) -> tuple[str, ...]:
    """The cost lines that would have to be known, one of each group at least, before a term's price can be told."""
    there = set(known)
    return tuple(kinds[0] for kinds, terms in NEEDED if term in terms and not there & set(kinds))


def margin_of(price: Fraction, cost: Fraction, commission: Fraction = Fraction(0), bank: Fraction = Fraction(0)) -> Fraction:
    """(P − cost) ÷ P less commission and bank cost: what ``Markup.margin`` was when P came of it. A price of nought raises ``BadInput``."""
    if price <= 0:
        raise BadInput(Text("價格須大於零", "The price is above zero"))
    return (price - cost) / price - commission - bank


def break_even_rate(cost: Fraction, price: Fraction, share: Fraction = Fraction(0)) -> Fraction:
    """Units of the firm's currency for one of the offer's at which nothing is earned: cost in the firm's currency ÷ what is kept of the price."""
    if price <= 0 or share >= 1:
        raise BadInput(_SHARES)
    return cost / (price * (1 - share))


def insured_sum(price: Fraction, term: str) -> Fraction:
    """110 % of the price under the terms that oblige the seller to insure, else nought."""
    return price * COVER if term in INSURED else Fraction(0)
