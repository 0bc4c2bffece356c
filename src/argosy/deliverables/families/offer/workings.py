"""The formulas of the annex: margin by line and on the whole, cost and price at a term, each over figures the annex itself holds."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from argosy.deliverables.families.offer.facts import Facts, Goods
from argosy.deliverables.families.offer.figures import COSTS, figure, plain, words
from argosy.engines.offer.chain import AtTerm
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.report.table import Row
from argosy.report.value import Value

FINE = Decimal("0.00000001")
"""Parts of a margin are kept this exact, so that its two decimals follow from them."""


def names(facts: Facts) -> dict[str, str]:
    """Named values the formulas of the annex use."""
    made = {f"cost_{one.kind}": f"costs.{one.kind}.home" for one in facts.costs}
    made |= {"goods_cost": "costs.goods.home"} if goods(facts, Text("", "")) else {}
    return made | ({"margin": "annex.margin"} if facts.margin is not None else {})


def shares(facts: Facts) -> Fraction:
    """Commission and bank cost together, of one."""
    return Fraction(facts.head.commission + facts.head.bank_cost) / 100


def _less(facts: Facts) -> str:
    return f" - {decimal_text(shares(facts))}" if shares(facts) else ""


def margin(identity: str, facts: Facts, one: Goods, label: Text) -> Value:
    """(P − cost) ÷ P − commission and bank cost, of one line."""
    expr = f"round_to(1 - [borne] / [earned]{_less(facts)}, 0.0001)" if one.parts and one.margin is not None else None
    return _percent(identity, one.margin, label, expr)


def whole(identity: str, facts: Facts, label: Text) -> Value:
    """The same of all lines together."""
    return _percent(identity, facts.margin, label, f"round_to(1 - sum(margins.borne) / sum(margins.earned){_less(facts)}, 0.0001)")


def _percent(identity: str, percent: Decimal | None, label: Text, expr: str | None) -> Value:
    return figure(identity, None if percent is None else percent / 100, "rate", label, dp=2, trace="margin", cites=(COSTS,), expr=expr)


def parts(key: str, facts: Facts, one: Goods, label: Text) -> dict[str, Value]:
    """A line's net price and full cost in the firm's own currency, for the workbook and the formula of its margin."""
    told = one.parts or (None, None)
    named = (("earned", Text("淨價", "net price")), ("borne", Text("全部成本", "cost in full")))
    return {
        name: figure(
            f"{key}.{name}", None if amount is None else amount.quantize(FINE, ROUND_HALF_UP), "money", Text(f"{label.zh}{what.zh}", f"{label.en}, {what.en}"), unit=facts.base, dp=2, cites=(COSTS,)
        )
        for (name, what), amount in zip(named, told, strict=True)
    }  # fmt: skip


def home(facts: Facts) -> str:
    """The total offered in the firm's own currency; the annex does not hold the total, so it stands as a number."""
    return f"round_to({plain(facts.totals.total)} * {plain(facts.head.fx)}, 0.01)"


def goods(facts: Facts, label: Text) -> list[Row]:
    """The first row of the costs: the goods themselves, where every cost is known."""
    if not facts.goods or any(one.unit_cost is None for one in facts.goods):
        return []
    amount = sum((Decimal(one.unit_cost or 0) * one.quantity for one in facts.goods), Decimal(0))
    cells = {
        "kind": words("costs.goods.kind", label), "home": figure("costs.goods.home", amount, "money", label, unit=facts.base, dp=2, cites=(COSTS,)),
        "payer": words("costs.goods.payer", Text("我方", "us")), "basis": words("costs.goods.basis", Text("商品成本", "product costs")),
    }  # fmt: skip
    return [Row(id="goods", cells=cells)]


def terms(facts: Facts, rung: AtTerm) -> dict[str, str]:
    """Cost, price and quoted price at a term: goods and what the seller pays there, marked up, at the rate of the offer."""
    ours = [
        f"@cost_{step.kind}" if step.kind != "goods" else "@goods_cost"
        for step in rung.steps
        if step.kind == "goods" or _entered(facts, step.kind)
    ]
    chain = " + ".join(ours)
    marked = f"({chain}) / (1 - @margin{_less(facts)})"
    return {
        "cost": f"round_to({chain}, 0.01)",
        "price": f"round_to({marked}, 0.01)",
        "quoted": f"round_to({marked} / {plain(facts.head.fx)}, 0.01)",
    }


def _entered(facts: Facts, kind: str) -> bool:
    return any(one.kind == kind for one in facts.costs)
