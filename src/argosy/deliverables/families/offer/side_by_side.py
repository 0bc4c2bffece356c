"""The offer at the trade terms the customer asked for besides its own, side by side on the customer's page."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from argosy.deliverables.families.offer.annex import rungs
from argosy.deliverables.families.offer.facts import Facts
from argosy.deliverables.families.offer.figures import COSTS, money, words
from argosy.engines.offer.amounts import rounded
from argosy.engines.offer.chain import AtTerm, lacking
from argosy.engines.offer.terms import TERMS, known_term
from argosy.kernel.errors import BadInput
from argosy.kernel.money import decimal_of
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text, same
from argosy.report.table import Column, Row, Table

PLANT, PORT = Text("賣方倉庫", "Seller's warehouse"), Text("裝運港", "Port of loading")
_UNKNOWN = Text(
    "{terms} 之途中費用未登錄，無法列印其價格", "The costs on the way for {terms} are not entered, so these prices cannot be printed"
)


def asked(facts: Facts) -> list[str]:
    """The terms asked for and the offer's own, in the order of the rules; ``BadInput`` for one there is not. Empty where none was asked for."""
    told = [known_term(word.upper()) for word in re.split(r"[\s,，、/]+", facts.request.params.get("terms", "")) if word]
    return sorted({*told, facts.head.incoterm}, key=TERMS.index) if set(told) - {facts.head.incoterm} else []


def others(facts: Facts) -> tuple[Table, ...]:
    """One row a term: where goods are delivered, the price before tax, and how it differs from the offer. ``BadInput`` where a cost is not known."""
    terms = asked(facts)
    if not terms:
        return ()
    found, known = {rung.term: rung for rung in rungs(facts)}, {cost.kind for cost in facts.costs}
    if dark := [term for term in terms if term != facts.head.incoterm and (term not in found or lacking(known, term))]:
        raise BadInput(_UNKNOWN.format(terms=", ".join(dark)))
    currency = facts.head.currency
    columns = (
        Column(key="term", label=Text("貿易條件", "Trade term"), type="c", width=12), Column(key="place", label=Text("交貨地", "Delivery"), width=30),
        Column(key="price", label=Text("未稅價格", "Price before tax"), type="m", unit=currency, width=18), Column(key="more", label=Text("與本報價差額", "Against this offer"), type="m", unit=currency, width=18),
    )  # fmt: skip
    title = Text("各貿易條件價格", "Prices at other trade terms")
    return (
        Table(
            id="side",
            title=title,
            columns=columns,
            rows=tuple(_row(facts, term, found.get(term)) for term in terms),
            unit_note=same(currency),
        ),
    )


def _row(facts: Facts, term: str, rung: AtTerm | None) -> Row:
    key, top, label = f"side.{term}", facts.head, same(term)
    price = facts.totals.net if term == top.incoterm or rung is None else _quoted(rung, facts)
    return Row(id=term, style="mark" if term == top.incoterm else "normal", cells={
        "term": words(f"{key}.term", term, kind="code"), "place": words(f"{key}.place", _place(facts, term)),
        "price": money(f"{key}.price", price, top.currency, label, cites=(COSTS,)), "more": money(f"{key}.more", price - facts.totals.net, top.currency, label, cites=(COSTS,)),
    })  # fmt: skip


def _quoted(rung: AtTerm, facts: Facts) -> Decimal:
    return rounded(decimal_of(round_to(rung.price / Fraction(facts.head.fx), Fraction(1, 10000)), 4), facts.head.currency)


def _place(facts: Facts, term: str) -> Text | str:
    top = facts.head
    if term == top.incoterm:
        return top.place or PLANT
    if term in ("EXW", "FCA", "FAS", "FOB"):
        return PLANT if term == "EXW" else top.loading or PORT
    return top.discharge or top.place
