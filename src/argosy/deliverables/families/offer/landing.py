"""What a buyer pays in the end at each term: the duty engine asked with the price at that term and the costs the buyer still has."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.deliverables.families.offer.facts import Facts
from argosy.engines.offer.chain import AtTerm
from argosy.kernel.errors import ArgosyError
from argosy.kernel.money import decimal_of
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text

KINDS = {
    "loading": "loading", "origin_inland": "origin_inland", "export_clearance": "origin_inland", "origin_terminal": "loading", "on_board": "loading",
    "main_carriage": "freight", "insurance": "insurance", "destination_terminal": "unloading", "destination_inland": "destination_inland", "unloading": "unloading",
}  # fmt: skip
"""Our cost lines as kinds of the duty engine; clearance and charges of import are its own answer."""


@dataclass(frozen=True, slots=True)
class Landed:
    """In the offer's currency: import charges and landed cost, ``None`` while facts are missing; ``told`` says by which rules."""

    charges: Decimal | None
    landed: Decimal | None
    told: Text


def landed_costs(facts: Facts, rungs: tuple[AtTerm, ...]) -> dict[str, Landed]:
    """By term. Nothing for a market without a rule pack, or sold at home."""
    from argosy.rules.library import pack_for

    if facts.head.market == "TW" or not rungs:
        return {}
    try:
        pack = pack_for(facts.head.market, "import")
    except ArgosyError:
        return {}
    return {rung.term: _landed(facts, rung, pack) for rung in rungs}


def _landed(facts: Facts, rung: AtTerm, pack: Any) -> Landed:
    from argosy.engines.duty.assessor import assess
    from argosy.engines.duty.reading import read_consignment
    from argosy.records.tariffs.consignments import completed

    try:
        entry = completed(read_consignment(_consignment(facts, rung)), pack)
        made = assess(entry, pack, today=facts.request.today)
    except ArgosyError as wrong:
        return Landed(None, None, wrong.message)
    rate = entry.fx.get(facts.head.currency, Fraction(1))
    open_ = tuple(dict.fromkeys(u.what for u in made.unresolved))[:3]
    asked = Text("；".join(what.zh for what in open_), "; ".join(what.en for what in open_))
    label = Text(f"依 {pack.label.zh}（查證日 {pack.reviewed}）", f"By {pack.label.en} (reviewed {pack.reviewed})")
    if not made.totals.complete or not rate:
        return Landed(None, None, Text(f"{label.zh}，尚缺：{asked.zh}。", f"{label.en}; still to be answered: {asked.en}."))
    more = sum((step.amount for step in rung.buyer if step.kind == "import_clearance"), Fraction(0)) / Fraction(facts.head.fx)
    charges, landed = made.totals.payable / rate, made.totals.landed_cost / rate + more
    return Landed(_cents(charges), _cents(landed), Text(f"{label.zh}。", f"{label.en}."))


def _consignment(facts: Facts, rung: AtTerm) -> dict[str, Any]:
    """The deal as the public contract has it: each line's share of the price at the term, and what the buyer still pays on the way."""
    top, whole = facts.head, sum((g.amount for g in facts.goods), Decimal(0))
    price = rung.price / Fraction(top.fx)
    costs = [
        {"kind": KINDS[step.kind], "amount": f"{_cents(step.amount / Fraction(top.fx))}", "currency": top.currency}
        for step in rung.buyer
        if step.kind in KINDS
    ]
    rate = facts.request.params.get("duty_rate", "")
    lines = [
        {
            "id": str(one.no), "code": one.code, "origin": one.origin, "description": one.name.en, "quantity": f"{one.quantity}", "unit": one.unit,
            "value": f"{_cents(price * Fraction(one.amount / whole))}", "net_kg": f"{next(p.net_kg for p in facts.load.lines if p.line == one.no)}",
            "gross_kg": f"{next(p.gross_kg for p in facts.load.lines if p.line == one.no)}",
            **({"rates": {"duty": rate}} if rate else {}),
        }
        for one in facts.goods
    ]  # fmt: skip
    return {
        "jurisdiction": top.market, "flow": "import", "date": top.date.isoformat(), "incoterm": rung.term, "place": top.discharge or top.place,
        "currency": top.currency, "other": costs, "lines": lines,
    }  # fmt: skip


def _cents(amount: Fraction) -> Decimal:
    return decimal_of(round_to(amount, Fraction(1, 100)), 2)
