"""Quotation, order and invoice as UBL 2.1 (OASIS standard, ISO/IEC 19845:2015): elements in schema order, amounts that foot as EN 16931 asks.

Line amounts are net of tax and of discounts; what a document takes off or adds on the whole stands as allowance or charge; tax is one subtotal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from xml.etree import ElementTree as ET

from argosy.engines.offer.amounts import printed, rounded
from argosy.records.permission import Actor
from argosy.records.receivables.billing import queries as receivables
from argosy.records.reference import queries as reference
from argosy.records.sales.offering import queries as offers
from argosy.records.sales.ordering import queries as orders

OASIS = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC, CBC = f"{OASIS}CommonAggregateComponents-2", f"{OASIS}CommonBasicComponents-2"
STANDARD, EXPORT = "S", "G"
"""EN 16931 (UNCL 5305): standard rate; free export item, tax not charged."""


@dataclass(frozen=True, slots=True)
class Line:
    """A goods line: ``amount`` net of ``taken_off`` and of tax."""

    number: int
    sku: str
    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    base: Decimal
    taken_off: Decimal
    amount: Decimal
    origin: str
    code: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """What a document adds up to: lines, allowances and charges on the whole, tax, total."""

    lines: Decimal
    allowance: Decimal
    charge: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal


def net_lines(rows: Iterable[Any], currency: str, *, tax_rate: Decimal = Decimal(0), included: bool = False) -> list[Line]:
    """Lines of a deal net of tax; where prices include it, each is brought to its net price and the amount follows."""
    share = 100 / (100 + tax_rate) if included else Decimal(1)
    made = []
    for row in rows:
        price = (row.unit_price * share).quantize(Decimal("0.000001"), ROUND_HALF_UP) if included else row.unit_price
        base = rounded(row.quantity * price, currency)
        amount = rounded(row.amount * share, currency) if included else row.amount
        base = max(base, amount)
        ware = row.product
        made.append(
            Line(row.line_no, ware.sku, ware.name_en, row.quantity, ware.unit, price, base, base - amount, amount, ware.origin, ware.code, getattr(row, "specification", ""))
        )  # fmt: skip
    return made


def sums(lines: Sequence[Line], net: Decimal, tax: Decimal, added: Decimal) -> Sums:
    """Totals that foot: what lines and charges do not explain of the net amount is the allowance on the whole (or a charge, when above)."""
    whole = sum((line.amount for line in lines), Decimal(0))
    rest = whole + added - net
    return Sums(whole, max(rest, Decimal(0)), added + max(-rest, Decimal(0)), net, tax, net + tax)


class _Paper:
    """An XML document being written; every amount carries its currency."""

    def __init__(self, kind: str, currency: str) -> None:
        ET.register_namespace("cac", CAC)
        ET.register_namespace("cbc", CBC)
        self.currency = currency
        self.root = ET.Element(f"{{{OASIS}{kind}-2}}{kind}")
        ET.register_namespace("", f"{OASIS}{kind}-2")
        self.put(self.root, "UBLVersionID", "2.1")

    def put(self, parent: ET.Element, name: str, text: object, **attributes: str) -> None:
        """A basic element; nothing for an empty text."""
        if text not in (None, ""):
            ET.SubElement(parent, f"{{{CBC}}}{name}", attributes).text = text.isoformat() if isinstance(text, date) else str(text)

    def money(self, parent: ET.Element, name: str, amount: Decimal) -> None:
        """An amount in the document's currency, with its decimals."""
        self.put(parent, name, printed(amount, self.currency), currencyID=self.currency)

    def part(self, parent: ET.Element, name: str) -> ET.Element:
        """An aggregate."""
        return ET.SubElement(parent, f"{{{CAC}}}{name}")

    def party(self, role: str, name: str, tax_id: str, address: str, country: str, code: str = "") -> None:
        """Seller or buyer."""
        party = self.part(self.part(self.root, role), "Party")
        if code:
            self.put(self.part(party, "PartyIdentification"), "ID", code)
        self.put(self.part(party, "PartyName"), "Name", name)
        where = self.part(party, "PostalAddress")
        self.put(self.part(where, "AddressLine"), "Line", address or "-")
        self.put(self.part(where, "Country"), "IdentificationCode", country)
        if tax_id:
            scheme = self.part(party, "PartyTaxScheme")
            self.put(scheme, "CompanyID", tax_id)
            self.put(self.part(scheme, "TaxScheme"), "ID", "VAT")
        self.put(self.part(party, "PartyLegalEntity"), "RegistrationName", name)

    def parties(self, seller: str, buyer: str, customer: Any, *, buyer_first: bool = False) -> None:
        """The firm and its customer, in the order the schema wants."""
        firm = reference.firm()
        address = customer.addresses.order_by("use").first()
        given = [
            (seller, (firm.name.en, firm.tax_id, firm.address.en, "TW")),
            (buyer, (customer.name_en, customer.tax_id, address.lines_en if address else "", customer.country, customer.code)),
        ]
        for role, told in reversed(given) if buyer_first else given:
            self.party(role, *told)

    def terms(self, row: Any) -> None:
        """Incoterm with its edition and named place."""
        terms = self.part(self.root, "DeliveryTerms")
        self.put(terms, "ID", row.incoterm, schemeID=f"INCOTERMS {row.incoterms}")
        self.put(terms, "SpecialTerms", f"{row.incoterm} {row.place}".strip())

    def payment(self, note: str) -> None:
        """Terms of payment in words."""
        if note:
            self.put(self.part(self.root, "PaymentTerms"), "Note", note)

    def on_the_whole(self, made: Sums, rate: Decimal) -> None:
        """Allowance and charge on the whole, each with its tax category."""
        for amount, is_charge, reason in ((made.allowance, "false", "Discount"), (made.charge, "true", "Freight and insurance")):
            if amount:
                one = self.part(self.root, "AllowanceCharge")
                self.put(one, "ChargeIndicator", is_charge)
                self.put(one, "AllowanceChargeReason", reason)
                self.money(one, "Amount", amount)
                self.category(one, "TaxCategory", rate)

    def category(self, parent: ET.Element, name: str, rate: Decimal) -> None:
        """The tax category of a rate: standard, or export at nought."""
        one = self.part(parent, name)
        self.put(one, "ID", STANDARD if rate else EXPORT)
        self.put(one, "Percent", f"{rate.normalize():f}")
        if not rate and name == "TaxCategory":
            self.put(one, "TaxExemptionReason", "Zero-rated export, Business Tax Act of Taiwan, art. 7")
        self.put(self.part(one, "TaxScheme"), "ID", "VAT")

    def tax(self, made: Sums, rate: Decimal) -> None:
        """One subtotal of tax over the whole."""
        whole = self.part(self.root, "TaxTotal")
        self.money(whole, "TaxAmount", made.tax)
        part = self.part(whole, "TaxSubtotal")
        self.money(part, "TaxableAmount", made.net)
        self.money(part, "TaxAmount", made.tax)
        self.category(part, "TaxCategory", rate)

    def total(self, name: str, made: Sums) -> None:
        """The monetary total."""
        whole = self.part(self.root, name)
        self.money(whole, "LineExtensionAmount", made.lines)
        self.money(whole, "TaxExclusiveAmount", made.net)
        self.money(whole, "TaxInclusiveAmount", made.total)
        if made.allowance:
            self.money(whole, "AllowanceTotalAmount", made.allowance)
        if made.charge:
            self.money(whole, "ChargeTotalAmount", made.charge)
        self.money(whole, "PayableAmount", made.total)

    def goods(self, parent: ET.Element, line: Line, quantity: str, rate: Decimal) -> None:
        """Quantity, amount, discount, item and price of a line, as line items and invoice lines share them."""
        self.put(parent, "ID", line.number)
        self.put(parent, "Note", line.note)
        self.put(parent, quantity, f"{line.quantity.normalize():f}", unitCode=line.unit)
        self.money(parent, "LineExtensionAmount", line.amount)
        if line.taken_off:
            one = self.part(parent, "AllowanceCharge")
            self.put(one, "ChargeIndicator", "false")
            self.put(one, "AllowanceChargeReason", "Discount")
            self.money(one, "Amount", line.taken_off)
            self.money(one, "BaseAmount", line.base)
        if quantity == "Quantity":
            self.money(self.part(parent, "Price"), "PriceAmount", line.price)
        item = self.part(parent, "Item")
        self.put(item, "Name", line.name)
        self.put(self.part(item, "SellersItemIdentification"), "ID", line.sku)
        self.put(self.part(item, "OriginCountry"), "IdentificationCode", line.origin)
        if line.code:
            self.put(self.part(item, "CommodityClassification"), "ItemClassificationCode", line.code, listID="HS")
        self.category(item, "ClassifiedTaxCategory", rate)
        if quantity != "Quantity":
            self.money(self.part(parent, "Price"), "PriceAmount", line.price)

    def written(self) -> bytes:
        """The document as UTF-8."""
        ET.indent(self.root)
        return ET.tostring(self.root, encoding="utf-8", xml_declaration=True)


def quotation(number: str, *, actor: Actor | None) -> bytes:
    """A quotation with its validity, term, totals and lines."""
    row = offers.quotation(number, actor=actor)
    lines = net_lines(row.lines.all(), row.currency, tax_rate=row.tax_rate, included=row.tax_included)
    made = sums(lines, row.net or Decimal(0), row.tax or Decimal(0), _added(row))
    paper = _Paper("Quotation", row.currency)
    paper.put(paper.root, "ID", f"{row.number} R{row.revision}")
    paper.put(paper.root, "IssueDate", row.date)
    paper.put(paper.root, "Note", row.payment)
    paper.put(paper.root, "PricingCurrencyCode", row.currency)
    paper.put(paper.root, "LineCountNumeric", len(lines))
    if row.valid_to is not None:
        period = paper.part(paper.root, "ValidityPeriod")
        paper.put(period, "StartDate", row.date)
        paper.put(period, "EndDate", row.valid_to)
    paper.parties("SellerSupplierParty", "BuyerCustomerParty", row.customer)
    paper.terms(row)
    paper.on_the_whole(made, row.tax_rate)
    paper.tax(made, row.tax_rate)
    paper.total("QuotedMonetaryTotal", made)
    for line in lines:
        one = paper.part(paper.root, "QuotationLine")
        paper.put(one, "ID", line.number)
        paper.goods(paper.part(one, "LineItem"), line, "Quantity", row.tax_rate)
    return paper.written()


def _added(row: Any) -> Decimal:
    """Freight and insurance charged, net of tax where prices include it."""
    added: Decimal = row.freight_charged + row.insurance_charged
    return rounded(added * 100 / (100 + row.tax_rate), row.currency) if getattr(row, "tax_included", False) else added


def order(number: str, *, actor: Actor | None) -> bytes:
    """An order with the quotation it comes from."""
    row = orders.order(number, actor=actor)
    lines = net_lines(row.lines.all(), row.currency)
    whole = sum((line.amount for line in lines), Decimal(0))
    net = row.net if row.net is not None else whole
    made = sums(lines, net, row.tax or Decimal(0), row.freight_charged + row.insurance_charged)
    paper = _Paper("Order", row.currency)
    paper.put(paper.root, "ID", row.number)
    paper.put(paper.root, "IssueDate", row.date)
    paper.put(paper.root, "DocumentCurrencyCode", row.currency)
    paper.put(paper.root, "CustomerReference", row.customer_ref)
    paper.put(paper.root, "LineCountNumeric", len(lines))
    if row.quotation is not None:
        paper.put(paper.part(paper.root, "QuotationDocumentReference"), "ID", row.quotation.number)
    paper.parties("SellerSupplierParty", "BuyerCustomerParty", row.customer, buyer_first=True)
    paper.terms(row)
    paper.payment(row.payment)
    paper.on_the_whole(made, row.tax_rate)
    paper.tax(made, row.tax_rate)
    paper.total("AnticipatedMonetaryTotal", made)
    for line in lines:
        paper.goods(paper.part(paper.part(paper.root, "OrderLine"), "LineItem"), line, "Quantity", row.tax_rate)
    return paper.written()


def invoice(number: str, *, actor: Actor | None) -> bytes:
    """An invoice of receivables: type 380, due date, order, one subtotal of tax."""
    row = receivables.invoice(number, actor=actor)
    told = list(row.lines.select_related("product", "order_line__product"))
    lines = [_invoiced(line) for line in told if not line.charge]
    added = sum((line.amount for line in told if line.charge), Decimal(0))
    rate = (row.tax * 100 / row.amount).quantize(Decimal(1), ROUND_HALF_UP) if row.amount and row.tax else Decimal(0)
    made = sums(lines, row.amount, row.tax, added)
    paper = _Paper("Invoice", row.currency)
    paper.put(paper.root, "CustomizationID", "urn:cen.eu:en16931:2017")
    paper.put(paper.root, "ID", row.number)
    paper.put(paper.root, "IssueDate", row.date)
    paper.put(paper.root, "DueDate", row.due)
    paper.put(paper.root, "InvoiceTypeCode", "380")
    paper.put(paper.root, "DocumentCurrencyCode", row.currency)
    if row.order is not None:
        paper.put(paper.part(paper.root, "OrderReference"), "ID", row.order.number)
    paper.parties("AccountingSupplierParty", "AccountingCustomerParty", row.customer)
    paper.payment(row.terms)
    paper.on_the_whole(made, rate)
    paper.tax(made, rate)
    paper.total("LegalMonetaryTotal", made)
    for line in lines:
        paper.goods(paper.part(paper.root, "InvoiceLine"), line, "InvoicedQuantity", rate)
    return paper.written()


def _invoiced(line: Any) -> Line:
    ware = line.product or (line.order_line.product if line.order_line else None)
    base = max((line.quantity * line.unit_price).quantize(Decimal("0.01"), ROUND_HALF_UP), line.amount)
    name = ware.name_en if ware else line.description
    told = (ware.sku, ware.unit, ware.origin, ware.code) if ware else ("-", "C62", "TW", "")
    return Line(
        line.line_no, told[0], name, line.quantity, told[1], line.unit_price, base, base - line.amount, line.amount, told[2], told[3]
    )
