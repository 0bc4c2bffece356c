"""A small firm with two customers, an order that left, and its invoice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from argosy.records.catalog.actions import register_product
from argosy.records.credit.actions import ask_limit, decide_limit, write_profile
from argosy.records.parties.actions import register_party
from argosy.records.receivables.billing.actions import issue_invoice
from argosy.records.reference.actions import change_firm
from argosy.records.sales.actions import import_orders
from argosy.records.sales.intake import NewLine, NewOrder

DAY = date(2026, 6, 10)
BANK = "示範商業銀行"


def shop(people, limit="100000"):
    """The firm, customers C-1 (at home, cheques at 60 days, with a limit) and C-2 (abroad), and a product."""
    names = {"name_zh": "測試公司", "name_en": "Test Ltd.", "address_zh": "台北市", "address_en": "Taipei"}
    change_firm(actor=people["adm"], **names, as_of=date(2026, 6, 30))
    register_party(actor=people["cs1"], code="C-1", kinds=["customer"], name_zh="示範車行", name_en="Demo Shop", country="TW")
    register_party(actor=people["cs1"], code="C-2", kinds=["customer"], name_zh="示範車輪", name_en="Demo Rad", country="DE")
    fields = {"net_kg": "0.5", "gross_kg": "0.6", "carton_cbm": "0.02", "cost": "200", "price": "350", "origin": "TW", "code": "8714912000"}
    register_product(actor=people["cs1"], sku="J-1", name_zh="前叉", name_en="Fork", **fields)
    write_profile(actor=people["ws1"], customer="C-1", terms="cheque-60", enquired_on=date(2026, 1, 5))
    if Decimal(limit):
        asked = ask_limit(actor=people["ws1"], customer="C-1", amount=Decimal(limit), reason="往來需要", on=date(2026, 1, 5))
        decide_limit(actor=people["fin"], number=asked.number, approve=True, on=date(2026, 1, 6))
    return people


def order(people, number="SO-1", *, customer="C-1", quantity=100, price=100, shipped=DAY, left=None, currency="TWD"):
    """An order of one line; what left of it is everything unless told."""
    gone = Decimal(quantity if left is None else left) if shipped else None
    line = NewLine(2, "J-1", Decimal(quantity), Decimal(price), shipped_quantity=gone)
    made = NewOrder(
        row=2,
        number=number,
        customer=customer,
        date=date(2026, 6, 1),
        incoterm="DAP",
        currency=currency,
        fx=Decimal(32) if currency != "TWD" else Decimal(1),
        lines=(line,),
        shipped=shipped,
    )
    import_orders(actor=people["ws1"], orders=(made,))


def invoiced(people, number="SO-1", **more):
    """The order and the invoice of everything it shipped."""
    order(people, number, **more)
    return issue_invoice(actor=people["fin"], order=number, date=DAY)
