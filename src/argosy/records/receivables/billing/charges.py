"""Freight and insurance an order charges, on its invoices: each takes the share of the goods it bills, and the last one what is left."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum

from argosy.engines.offer.amounts import rounded
from argosy.kernel.text import Text
from argosy.records.receivables.billing.models import Charge, InvoiceLine

NAMES = {Charge.FREIGHT: Text("運費", "Freight"), Charge.INSURANCE: Text("保險費", "Insurance")}


def charge_lines(deal: Any, goods: Decimal) -> list[InvoiceLine]:
    """What an invoice of ``goods`` (net, in the order's currency) adds of the order's freight and insurance; nothing where none is charged."""
    asked = {Charge.FREIGHT: deal.freight_charged, Charge.INSURANCE: deal.insurance_charged}
    if not any(asked.values()):
        return []
    whole = sum((line.amount for line in deal.lines.all()), Decimal(0))
    held = InvoiceLine.objects.filter(invoice__order=deal, invoice__cancelled_on__isnull=True).order_by()
    billed = {row["charge"]: rounded(row["n"], deal.currency) for row in held.values("charge").annotate(n=Sum("amount"))}
    reached = billed.get("", Decimal(0)) + goods
    made = []
    for charge, amount in asked.items():
        due = amount if reached >= whole else rounded(amount * reached / whole, deal.currency)
        left = due - billed.get(charge, Decimal(0))
        if left > 0:
            made.append(InvoiceLine(charge=charge, description=NAMES[charge].zh, quantity=Decimal(1), unit_price=left, amount=left))
    return made
