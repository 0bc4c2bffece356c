"""Accepted offers taken at once: the same orders as one by one, the same gates, all or none; and what is read once within an act."""

from __future__ import annotations

from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, Refused
from argosy.records.credit.models import CreditProfile, ExposureSnapshot
from argosy.records.reading import forget, kept, once
from argosy.records.reference import queries as reference
from argosy.records.reference.models import Firm, Setting
from argosy.records.sales.models import Quotation, QuotationLine, SalesOrder, SalesOrderLine
from argosy.records.sales.offering.actions import draft_quotation, offer_quotation
from argosy.records.sales.offering.intake import OfferCost, OfferLine
from argosy.records.sales.offering.models import QuotationRevision
from argosy.records.sales.ordering.actions import confirm_quotation
from argosy.records.sales.ordering.taking import take_orders
from tests.records.test_offers import DAY, offer, shop

__all__ = ["shop"]
pytestmark = pytest.mark.django_db
SAME = ("market", "date", "incoterm", "place", "currency", "fx", "net", "tax", "total", "state", "promised", "seller_id", "customer_id")


def offers(count=3):
    lines = (OfferLine("J-1", Decimal(100)), OfferLine("J-2", Decimal(7), Decimal("12.5"), Decimal(3)))
    return [offer(*lines, lead_days=20, costs=(OfferCost("origin_inland", Decimal(5), "USD"),)) for _ in range(count)]


def rows(order):
    told = {name: getattr(order, name) for name in SAME}
    return told, list(
        order.lines.order_by("line_no").values("line_no", "product__sku", "quantity", "unit_price", "discount", "amount", "unit_cost")
    )


def test_the_orders_are_those_of_one_by_one(shop):
    number = draft_quotation(actor=shop["ws1"], offer=offers(1)[0]).number
    offer_quotation(actor=shop["ws1"], number=number)
    single = confirm_quotation(actor=shop["ws1"], number=number)
    frozen = QuotationRevision.objects.get(quotation__number=number)
    made = take_orders(actor=shop["ws1"], offers=offers(3))
    assert [one.number for one in made] == ["SO-00002", "SO-00003", "SO-00004"]
    for order in SalesOrder.objects.filter(number__in=[one.number for one in made]):
        assert rows(order) == rows(SalesOrder.objects.get(number=single.number))
        mine = QuotationRevision.objects.get(quotation=order.quotation)
        assert {k: v for k, v in mine.content.items() if k != "number"} == {k: v for k, v in frozen.content.items() if k != "number"}
        assert (order.quotation.state, order.quotation.decided_on, mine.credit) == ("won", DAY, frozen.credit)
    for model in (Quotation, QuotationLine, SalesOrder, SalesOrderLine):
        assert set(model.history.values_list("id", flat=True)) == set(model.objects.values_list("pk", flat=True))


def test_each_deal_counts_for_the_next(shop):
    take_orders(actor=shop["ws1"], offers=offers(3))
    seen = list(ExposureSnapshot.objects.filter(stage="order").order_by("pk").values_list("exposure", flat=True))
    worth = SalesOrder.objects.first().net * Decimal("32.5")
    assert seen == [Decimal(0), worth, 2 * worth]
    assert ExposureSnapshot.objects.filter(stage="quotation").count() == 3


def test_a_limit_one_of_them_would_break_refuses_all(shop):
    profile = CreditProfile.objects.get()
    profile.limit = Decimal(90_000)
    profile.save()
    with pytest.raises(Refused) as refused:
        take_orders(actor=shop["ws1"], offers=offers(3))
    assert "of the limit would be used" in refused.value.message.en
    assert (Quotation.objects.count(), SalesOrder.objects.count(), ExposureSnapshot.objects.count()) == (0, 0, 0)
    assert len(take_orders(actor=shop["ws1"], offers=offers(2))) == 2


def test_an_offer_below_the_floor_is_named_and_nothing_is_taken(shop):
    cheap = offer(OfferLine("J-1", Decimal(100), Decimal("6.2")))
    with pytest.raises(Refused) as refused:
        take_orders(actor=shop["ws1"], offers=[*offers(1), cheap])
    assert refused.value.message.en.startswith("Offer 2 cannot be taken: Item 1: margin")
    assert SalesOrder.objects.count() == 0


def test_no_offers_and_who_may_not_are_refused(shop):
    with pytest.raises(BadInput):
        take_orders(actor=shop["ws1"], offers=[])
    with pytest.raises(Refused):
        take_orders(actor=shop["fm1"], offers=offers(1))


def test_within_an_act_a_thing_is_read_once_until_it_is_forgotten():
    read = []
    with once():
        assert [kept("x", lambda: read.append(1) or len(read)) for _ in range(3)] == [1, 1, 1]
        with once():
            assert kept("x", lambda: 9) == 1
        forget()
        assert kept("x", lambda: 9) == 9
    assert kept("x", lambda: 7) == 7


def test_a_setting_or_the_firm_changed_within_an_act_is_seen_at_once(shop):
    with once():
        assert (reference.setting("sales.margin_floor", DAY), reference.firm().base_currency) == ("18", "TWD")
        Setting(name="sales.margin_floor", value="33", valid_from=DAY, owner=shop["tm1"], reason="test").save()
        firm = Firm.objects.get()
        firm.base_currency = "USD"
        firm.save()
        assert (reference.setting("sales.margin_floor", DAY), reference.firm().base_currency) == ("33", "USD")
        Setting.objects.all().delete()
        assert reference.setting("sales.margin_floor", DAY) == "18"
