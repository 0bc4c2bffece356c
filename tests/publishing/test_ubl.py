"""UBL export: elements in the order of the OASIS schemas, required ones there, amounts that foot; and valid by the schemas where they are at hand."""

from __future__ import annotations

import os
import tomllib
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from argosy.publishing import ubl
from argosy.records.receivables.billing.actions import issue_invoice
from argosy.records.sales.offering.actions import draft_quotation, offer_quotation
from argosy.records.sales.offering.intake import OfferLine
from argosy.records.sales.ordering.actions import Shipped, confirm_quotation, release_order, ship_order
from tests.records.test_offers import DAY, offer, shop  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db
SCHEMA = tomllib.loads(Path(__file__).with_name("ubl_order.toml").read_text(encoding="utf-8"))
XSD = os.environ.get("UBL_XSD", "")
LINES = (OfferLine("J-1", Decimal(33), Decimal("10.37"), Decimal(3)), OfferLine("J-2", Decimal(7), Decimal("12.5")))
KINDS = {
    "export": {},
    "whole": {"discount": Decimal(2), "freight_charged": Decimal(120), "insurance_charged": Decimal("8.5")},
    "domestic": {"currency": "TWD", "tax_rate": Decimal(5), "discount": Decimal(1)},
    "included": {"currency": "TWD", "tax_rate": Decimal(5), "tax_included": True},
}


@pytest.fixture(params=KINDS)
def papers(request, shop):  # noqa: F811
    """A quotation, its order and its invoice as UBL."""
    lines = tuple(OfferLine(x.sku, x.quantity, x.unit_price * (32 if "currency" in KINDS[request.param] else 1), x.discount) for x in LINES)
    row = draft_quotation(actor=shop["ws1"], offer=offer(*lines, **KINDS[request.param]))
    offer_quotation(actor=shop["ws1"], number=row.number)
    order = confirm_quotation(actor=shop["ws1"], number=row.number, customer_ref="PO-1")
    release_order(actor=shop["ws1"], number=order.number)
    ship_order(actor=shop["ws1"], number=order.number, goods=[Shipped(1, Decimal(33)), Shipped(2, Decimal(7))])
    bill = issue_invoice(actor=shop["ws1"], order=order.number, date=DAY)
    who = shop["ws1"]
    return {
        "Quotation": ubl.quotation(row.number, actor=who), "Order": ubl.order(order.number, actor=who), "Invoice": ubl.invoice(bill.number, actor=who),
    }  # fmt: skip


def name(node):
    return node.tag.rpartition("}")[2]


def ordered(node):
    """Every aggregate against the schema's sequence; what it requires must be there."""
    rule = SCHEMA.get(name(node))
    if rule:
        places = [rule["order"].index(name(child)) for child in node]
        assert places == sorted(places), name(node)
        assert set(rule["required"]) <= {name(child) for child in node}, name(node)
    for child in node:
        ordered(child)


def test_elements_stand_in_the_order_of_the_schema(papers):
    for kind, data in papers.items():
        root = ET.fromstring(data)
        assert name(root) == kind
        ordered(root)


def amounts(root, path):
    found = root.findall(path, {"cac": ubl.CAC, "cbc": ubl.CBC})
    return [Decimal(node.text) for node in found]


@pytest.mark.parametrize(
    ("kind", "total", "line"),
    [
        ("Quotation", "QuotedMonetaryTotal", "cac:QuotationLine/cac:LineItem"), ("Order", "AnticipatedMonetaryTotal", "cac:OrderLine/cac:LineItem"),
        ("Invoice", "LegalMonetaryTotal", "cac:InvoiceLine"),
    ],
)  # fmt: skip
def test_amounts_foot_as_en_16931_asks(papers, kind, total, line):
    root = ET.fromstring(papers[kind])

    def one(field):
        return (amounts(root, f"cac:{total}/cbc:{field}") or [Decimal(0)])[0]

    lines = amounts(root, f"{line}/cbc:LineExtensionAmount")
    tax = amounts(root, "cac:TaxTotal/cbc:TaxAmount")[0]
    assert sum(lines) == one("LineExtensionAmount")  # BR-CO-10
    assert one("LineExtensionAmount") - one("AllowanceTotalAmount") + one("ChargeTotalAmount") == one("TaxExclusiveAmount")  # BR-CO-13
    assert one("TaxExclusiveAmount") + tax == one("TaxInclusiveAmount") == one("PayableAmount")  # BR-CO-15, BR-CO-16
    assert amounts(root, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount") == [tax]
    for goods in root.findall(line, {"cac": ubl.CAC}):
        taken = (amounts(goods, "cac:AllowanceCharge/cbc:Amount") or [Decimal(0)])[0]
        base = (amounts(goods, "cac:AllowanceCharge/cbc:BaseAmount") or amounts(goods, "cbc:LineExtensionAmount"))[0]
        assert base - taken == amounts(goods, "cbc:LineExtensionAmount")[0]


def test_they_are_valid_by_the_schemas_of_oasis(papers):
    if not XSD:
        pytest.skip("the UBL 2.1 schemas are not here; name their folder in UBL_XSD")
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    for kind, data in papers.items():
        schema = etree.XMLSchema(etree.parse(f"{XSD}/maindoc/UBL-{kind}-2.1.xsd"))
        assert schema.validate(etree.fromstring(data)), schema.error_log
