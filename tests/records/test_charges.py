"""Freight and insurance from the quotation to the last invoice: every unit billed once, and standing once in the exposure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from argosy.publishing import ubl
from argosy.records.credit.control import look
from argosy.records.receivables.billing.actions import issue_invoice, void_invoice
from argosy.records.sales.offering.actions import offer_quotation
from argosy.records.sales.offering.intake import OfferLine
from argosy.records.sales.ordering import queries as orders
from argosy.records.sales.ordering.actions import Shipped, confirm_quotation, release_order, ship_order
from tests.records.test_offers import DAY, drafted, shop

pytestmark = pytest.mark.django_db
__all__ = ["shop"]
CHARGED = {"freight_charged": Decimal("120.55"), "insurance_charged": Decimal("9.45")}


def ordered(shop, *lines, **more):
    """A released order of 100 at 10 dollars, with freight and insurance."""
    row = drafted(shop, *(lines or (OfferLine("J-1", Decimal(100)),)), **CHARGED | more)
    offer_quotation(actor=shop["ws1"], number=row.number)
    order = confirm_quotation(actor=shop["ws1"], number=row.number)
    release_order(actor=shop["ws1"], number=order.number)
    return order


def shipped(shop, order, quantity):
    ship_order(actor=shop["ws1"], number=order.number, goods=[Shipped(1, Decimal(quantity), result="pass")])
    return issue_invoice(actor=shop["fin"], order=order.number, date=DAY)


def charges(bill):
    return {line.charge: line.amount for line in bill.lines.all() if line.charge}


def exposed(order):
    return look("C-1", at=DAY).exposure / order.fx


def test_the_whole_order_bills_what_the_quotation_charged(shop):
    order = ordered(shop)
    bill = shipped(shop, order, 100)
    assert charges(bill) == {"freight": Decimal("120.55"), "insurance": Decimal("9.45")}
    assert bill.total == order.total == Decimal("1130.00")
    assert orders.billing([order])[order.pk] == orders.INVOICED


def test_parts_take_their_share_and_the_last_one_what_is_left(shop):
    order = ordered(shop)
    first, second, last = (shipped(shop, order, n) for n in (33, 33, 34))
    assert charges(first) == {"freight": Decimal("39.78"), "insurance": Decimal("3.12")}
    assert sum(charges(bill)["freight"] for bill in (first, second, last)) == Decimal("120.55")
    assert sum(bill.total for bill in (first, second, last)) == Decimal("1130.00")


def test_a_voided_invoice_gives_its_share_back(shop):
    order = ordered(shop)
    first = shipped(shop, order, 50)
    void_invoice(actor=shop["fin"], number=first.number, on=DAY, reason="wrong day")
    again = shipped(shop, order, 50)
    assert again.total == Decimal("1130.00")


def test_the_exposure_is_the_same_before_and_after_shipment_and_invoice(shop):
    order = ordered(shop)
    assert exposed(order) == Decimal("1130")
    ship_order(actor=shop["ws1"], number=order.number, goods=[Shipped(1, Decimal(33), result="pass")])
    assert exposed(order) == Decimal("1130")
    issue_invoice(actor=shop["fin"], order=order.number, date=DAY)
    assert exposed(order) == Decimal("1130")
    shipped(shop, order, 67)
    assert exposed(order) == Decimal("1130")


def test_tax_in_the_price_is_taken_out_of_the_charges_too(shop):
    order = ordered(shop, currency="TWD", tax_rate=Decimal(5), tax_included=True, fx=Decimal(1), **{name: Decimal(105) for name in CHARGED})
    goods = sum(line.amount for line in order.lines.all())
    assert goods + order.freight_charged + order.insurance_charged == order.net
    assert (order.freight_charged, order.insurance_charged) == (Decimal(100), Decimal(100))
    assert order.net + order.tax == order.total


def test_the_invoice_in_xml_states_them_as_a_charge(shop):
    bill = shipped(shop, ordered(shop), 100)
    told = ubl.invoice(bill.number, actor=shop["ws1"]).decode()
    assert '<cbc:ChargeTotalAmount currencyID="USD">130.00</cbc:ChargeTotalAmount>' in told
    assert '<cbc:PayableAmount currencyID="USD">1130.00</cbc:PayableAmount>' in told
    assert told.count("<cac:InvoiceLine>") == 1
