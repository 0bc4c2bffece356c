"""Twenty writers at once on quotations; prints what came of it as JSON. Run as a program of its own by ``test_offer_crowd``."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal

DAY = date(2026, 6, 20)


def main():
    import django

    django.setup()
    from django.db import connection

    from argosy.records.catalog.models import Product
    from argosy.records.credit.models import CreditProfile
    from argosy.records.fresh import lay_out
    from argosy.records.parties.models import Party
    from argosy.records.reference.models import Firm
    from argosy.records.sales.models import Quotation, QuotationLine, SalesOrder
    from argosy.records.sales.offering.actions import draft_quotation, edit_quotation, offer_quotation
    from argosy.records.sales.offering.intake import NewOffer, OfferLine
    from argosy.records.sales.ordering.actions import confirm_quotation, release_order
    from tests.records.crowd import WRITERS, people, together

    lay_out(connection)
    who = people()["ws1"]
    Firm(pk=1, name_zh="測試", name_en="Test", address_zh="台北", address_en="Taipei", as_of=DAY).save()
    party = Party(code="C-1", name_zh="客戶", name_en="Customer", country="TW")
    party.save()
    CreditProfile(customer=party, limit=Decimal(10_500), limit_from=DAY, enquired_on=DAY).save()
    plain = {"name_zh": "品", "name_en": "Good", "code": "8714912000", "origin": "TW", "net_kg": 1, "gross_kg": 1, "carton_cbm": "0.01"}
    Product(sku="P", cost=50, price=100, **plain).save()

    def offer(quantity, place="Taipei"):
        lines = (OfferLine("P", Decimal(quantity)),)
        return NewOffer(customer="C-1", incoterm="DAP", place=place, currency="TWD", lines=lines, date=DAY, tax_rate=Decimal(0))

    drafted = together(lambda at: draft_quotation(actor=who, offer=offer(1)))
    numbers = sorted(int(number[-5:]) for number in Quotation.objects.values_list("number", flat=True))
    edited = together(lambda at: edit_quotation(actor=who, number="QT-00001", version=1, offer=offer(at + 1, f"Place {at}")))
    row = Quotation.objects.get(number="QT-00001")
    whole = row.place == f"Place {QuotationLine.objects.get(quotation=row).quantity.normalize() - 1:f}"
    sent = together(lambda at: offer_quotation(actor=who, number="QT-00002"))
    won = together(lambda at: confirm_quotation(actor=who, number="QT-00002"))
    released = together(lambda at: release_order(actor=who, number="SO-00001", quantities={1: Decimal(1)}))
    deals = [draft_quotation(actor=who, offer=offer(10)).number for _ in range(WRITERS)]
    for number in deals:
        offer_quotation(actor=who, number=number)
    taken = together(lambda at: confirm_quotation(actor=who, number=deals[at]))
    orders = sorted(int(number[-5:]) for number in SalesOrder.objects.values_list("number", flat=True))
    told = {
        "vendor": connection.vendor, "drafted": drafted, "numbers": numbers == list(range(1, WRITERS + 1)), "edited": edited, "version": row.version, "whole": whole, "sent": sent,
        "revisions": Quotation.objects.get(number="QT-00002").revisions.count(), "won": won, "released": released, "taken": taken, "orders": orders == list(range(1, len(orders) + 1)),
        "owed": f"{sum(SalesOrder.objects.values_list('total', flat=True)).normalize():f}",
    }  # fmt: skip
    sys.stdout.write(json.dumps(told, default=str))


if __name__ == "__main__":
    main()
