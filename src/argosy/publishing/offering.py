"""A quotation, an order and a contract as JSON answers: for the API, the command line and the live margin of the editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from argosy.engines.offer.chain import AtTerm, Costs, Markup, break_even_rate, lacking, ladder
from argosy.engines.offer.packing import Ware, load
from argosy.kernel.canonical import plain
from argosy.kernel.money import decimal_of
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text
from argosy.records.permission import Actor
from argosy.records.reference import queries as reference
from argosy.records.sales import gates
from argosy.records.sales.offering import queries as offers
from argosy.records.sales.ordering import queries as orders

HEAD = (
    "number", "revision", "version", "state", "outcome", "date", "valid_to", "incoterm", "place", "incoterms", "currency", "fx", "fx_date", "variant", "market",
    "tax_rate", "tax_included", "discount", "freight_charged", "insurance_charged", "commission", "bank_cost", "net", "tax", "total", "payment", "lead_days",
    "port_loading", "port_discharge", "partial", "transship", "quality", "warranty", "expectations", "sales_model", "notes_zh", "notes_en", "lost_reason", "rival",
    "closing_note", "decided_on", "offered_on",
)  # fmt: skip
LINE = (
    "line_no",
    "quantity",
    "unit_price",
    "discount",
    "amount",
    "list_price",
    "price_reason",
    "specification",
    "lead_days",
    "confirmed_on",
)


def neat(value: object) -> Any:
    """A value as JSON has it; decimals as text without trailing zeros."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else plain(value)


def told(text: Text) -> dict[str, str]:
    """A phrase in both languages."""
    return {"zh": text.zh, "en": text.en}


def quotation(number: str, *, actor: Actor | None) -> dict[str, Any]:
    """Everything of one quotation: lines with margins, costs, what stands in the way, price at every term, credit, negotiation, revisions."""
    row = offers.quotation(number, actor=actor)
    return {**_head(row), **standing(row, actor=actor), **_log(row)}


def _head(row: Any) -> dict[str, Any]:
    return {
        **{name: neat(getattr(row, name)) for name in HEAD},
        "customer": row.customer.code, "customer_name": told(Text(row.customer.name_zh, row.customer.name_en)),
        "seller": row.seller.login if row.seller else None, "attention": row.attention.name if row.attention else None,
        "orders": [order.number for order in row.orders.all()],
    }  # fmt: skip


def standing(row: Any, *, actor: Actor | None) -> dict[str, Any]:
    """What the rows of a quotation come to: lines, margins, faults, terms, packing, credit light. The rows need not be stored."""
    lines, costs = list(row.lines.all()), list(row.costs.all())
    return reckoned(row, lines, costs, actor=actor, approvals=row.approvals.all())


def reckoned(row: Any, lines: Sequence[Any], costs: Sequence[Any], *, actor: Actor | None, approvals: Any = ()) -> dict[str, Any]:
    """The same from rows at hand, stored or not."""
    from argosy.records.sales.offering import policy as policies

    on = reference.today()
    margins, terms = policies.margins(row, lines, costs), policies.policy(on)
    maker = row.author or row.seller
    roles = getattr(actor, "role_codes", None) or (maker.role_codes if maker is not None else frozenset())
    faults = policies.faults(row, lines, margins, terms, roles=roles, approvals=approvals, on=on)
    packed = load(
        Ware(x.line_no, x.quantity, x.product.carton_pcs, x.product.carton_cbm, x.product.net_kg, x.product.gross_kg) for x in lines
    )
    return {
        "lines": [_line(line, margins.lines.get(line.line_no)) for line in lines],
        "costs": [{name: neat(getattr(cost, name)) for name in ("kind", "amount", "currency", "fx", "source")} for cost in costs],
        "margin": neat(margins.whole), "floor": neat(terms.floor), "net": neat(row.net), "tax": neat(row.tax), "total": neat(row.total),
        "faults": [{"check": f.check, "line": f.line, "message": told(f.message)} for f in faults],
        "terms": rungs(row, lines, costs, margins.whole),
        "packing": {
            "cartons": packed.cartons, "cbm": neat(packed.cbm), "net_kg": neat(packed.net_kg), "gross_kg": neat(packed.gross_kg), "container": packed.container,
            "count": packed.count, "fill": neat(packed.fill.quantize(Decimal("0.001"), ROUND_HALF_UP)),
        },
        "credit": credit(row, on),
    }  # fmt: skip


def _line(line: Any, margin: Decimal | None) -> dict[str, Any]:
    ware = line.product
    return {
        "sku": ware.sku, "name": told(Text(ware.name_zh, ware.name_en)), "unit": ware.unit, **{name: neat(getattr(line, name)) for name in LINE},
        "unit_cost": neat(line.unit_cost), "margin": neat(margin),
    }  # fmt: skip


def rungs(row: Any, lines: Sequence[Any], costs: Sequence[Any], margin: Decimal | None) -> list[dict[str, Any]]:
    """Cost and price at every term at the margin of the offer, in both currencies; empty while a cost is not known."""
    if margin is None or margin >= 100 or any(line.unit_cost is None for line in lines):
        return []
    goods = sum((Fraction(line.unit_cost) * Fraction(line.quantity) for line in lines), Fraction(0))
    if not goods:
        return []
    shares = Markup(Fraction(margin) / 100, Fraction(row.commission or 0) / 100, Fraction(row.bank_cost or 0) / 100)
    found = ladder(Costs(goods, {cost.kind: Fraction(cost.amount) * Fraction(cost.fx) for cost in costs}), shares)
    kinds = {cost.kind for cost in costs}
    return [_rung(rung, row) | {"missing": list(lacking(kinds, rung.term))} for rung in found]


def _rung(rung: AtTerm, row: Any) -> dict[str, Any]:
    """One term; at the term of the offer the price is the one offered."""
    kept = Fraction(100 - (row.commission or 0) - (row.bank_cost or 0)) / 100
    if rung.term == row.incoterm and row.net is not None:
        rung = replace(rung, price=Fraction(row.net) * Fraction(row.fx))
    return {
        "term": rung.term, "own": rung.term == row.incoterm, "cost": _cents(rung.cost), "price": _cents(rung.price), "quoted": _cents(rung.price / Fraction(row.fx)),
        "break_even": f"{decimal_of(round_to(break_even_rate(rung.cost, rung.price / Fraction(row.fx), 1 - kept), Fraction(1, 10000)), 4):f}",
        "buyer": [step.kind for step in rung.buyer],
    }  # fmt: skip


def _cents(amount: Fraction) -> str:
    return f"{decimal_of(round_to(amount, Fraction(1, 100)), 2):f}"


def credit(row: Any, on: date) -> dict[str, Any]:
    """The credit light of the customer with this deal, without locking anything."""
    from argosy.records.credit.control import look

    open_ = row.state in ("draft", "offered")
    found = look(row.customer, at=on, amount=(row.total or Decimal(0)) * row.fx if open_ else Decimal(0), excluding=row.number)
    return {
        "light": found.verdict, "exposure": neat(found.exposure), "after": neat(found.after), "limit": neat(found.limit),
        "utilisation": None if found.utilisation is None else f"{found.utilisation:.4f}", "reasons": [told(reason.text) for reason in found.reasons],
    }  # fmt: skip


def _log(row: Any) -> dict[str, Any]:
    steps = ("date", "revision", "concern", "asked", "conceded", "gained", "value")
    return {
        "negotiations": [
            {**{name: neat(getattr(step, name)) for name in steps}, "approved_by": step.approved_by.login if step.approved_by else None} for step in row.negotiations.all()
        ],
        "approvals": [
            {"by": a.by.login, "role": a.role, "at": a.at.isoformat(), "least_margin": neat(a.least_margin), "most_discount": neat(a.most_discount), "reason": a.reason}
            for a in row.approvals.all()
        ],
        "revisions": [
            {"number": r.number, "at": r.at.isoformat(), "total": neat(r.total), "currency": r.currency, "digest": r.digest, "credit": r.credit} for r in row.revisions.all()
        ],
    }  # fmt: skip


def bank(currency: str) -> dict[str, Any] | None:
    """The firm's account a quotation in a currency prints."""
    one = gates.bank(currency, reference.today())
    return (
        None
        if one is None
        else {name: neat(getattr(one, name)) for name in ("holder", "bank", "branch", "bic", "number", "currency", "trust", "changed_on")}
    )


def order(number: str, *, actor: Actor | None) -> dict[str, Any]:
    """One order: state, billing, lines with what was released and shipped, deliveries."""
    row = orders.order(number, actor=actor)
    head = (
        "number",
        "state",
        "version",
        "date",
        "promised",
        "shipped",
        "incoterm",
        "place",
        "currency",
        "fx",
        "payment",
        "net",
        "tax",
        "total",
        "customer_ref",
        "closing_note",
    )
    line = ("line_no", "quantity", "unit_price", "discount", "amount", "released_quantity", "shipped_quantity")
    event = ("date", "quantity", "note_no", "values", "result", "remark")
    return {
        **{name: neat(getattr(row, name)) for name in head}, "customer": row.customer.code, "quotation": row.quotation.number if row.quotation else None,
        "billing": orders.billing([row])[row.pk],
        "lines": [
            {"sku": x.product.sku, **{n: neat(getattr(x, n)) for n in line}, "deliveries": [{n: neat(getattr(e, n)) for n in event} for e in x.deliveries.all()]} for x in row.lines.all()
        ],
    }  # fmt: skip


def contract(number: str, *, actor: Actor | None) -> dict[str, Any]:
    """One contract: head, goods, articles, obligations, what stands in the way of signing."""
    from argosy.records.contracts import queries as contracts
    from argosy.records.contracts.text import content

    row = contracts.contract(number, actor=actor)
    return {
        **content(row), "state": row.state, "version": row.version, "signed_on": neat(row.signed_on), "alarm": neat(row.alarm), "renews": row.renews.number if row.renews else None,
        "scan_sha256": row.scan_sha256, "faults": [{"check": f.check, "message": told(f.message)} for f in contracts.faults(row, on=reference.today())],
    }  # fmt: skip
