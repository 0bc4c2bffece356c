"""A quotation from draft to order: prices found, what stands in the way, revisions, negotiation, two people at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, Refused
from argosy.records.catalog.actions import register_product
from argosy.records.credit.models import CreditProfile
from argosy.records.parties.actions import register_party
from argosy.records.parties.models import Party
from argosy.records.reference.actions import change_firm, load_rates
from argosy.records.sales.models import OrderState, Outcome, Quotation, SalesOrder, State
from argosy.records.sales.offering import queries
from argosy.records.sales.offering.actions import (
    approve_offer,
    close_quotation,
    draft_quotation,
    edit_quotation,
    expire_quotations,
    log_negotiation,
    offer_quotation,
    revise_quotation,
)
from argosy.records.sales.offering.intake import NewOffer, OfferCost, OfferLine
from argosy.records.sales.offering.lists import set_price_list
from argosy.records.sales.ordering.actions import Shipped, cancel_order, confirm_quotation, release_order, ship_order

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


@pytest.fixture
def shop(people):
    """A firm with a customer in Germany, two products at 200 TWD cost, and the dollar's export rate of 32.5."""
    names = {"name_zh": "測試公司", "name_en": "Test Ltd.", "address_zh": "台北市", "address_en": "Taipei"}
    change_firm(actor=people["adm"], **names, as_of=DAY)
    edition = {
        "name": "customs-tw", "title_zh": "每旬匯率表", "title_en": "Ten-day rates", "publisher_zh": "關務署", "publisher_en": "Customs",
        "edition": "2026-06-3", "as_of": DAY, "retrieved": DAY, "licence": "open", "max_age_days": 10,
    }  # fmt: skip
    load_rates(actor=people["cs1"], table="customs-tw", dataset=edition, rows=[("USD", "export", Decimal("32.5"), date(2026, 6, 21), DAY)])
    register_party(actor=people["cs1"], code="C-1", kinds=["customer"], name_zh="示範車輪", name_en="Demo Rad", country="DE", grade="A")
    CreditProfile(customer=Party.objects.get(code="C-1"), limit=10_000_000, limit_from=DAY, enquired_on=DAY).save()
    fields = {"net_kg": "0.5", "gross_kg": "0.6", "carton_cbm": "0.02", "cost": "200", "price": "325", "origin": "TW", "code": "8714912000"}
    for sku in ("J-1", "J-2"):
        register_product(actor=people["cs1"], sku=sku, name_zh="前叉", name_en="Fork", **fields)
    return people


def offer(*lines, **more):
    told = {"customer": "C-1", "incoterm": "FOB", "place": "Kaohsiung", "currency": "USD", "date": DAY}
    return NewOffer(lines=lines or (OfferLine("J-1", Decimal(100)),), **told | more)


def drafted(shop, *lines, **more):
    return draft_quotation(actor=shop["ws1"], offer=offer(*lines, **more))


def refusal(function, **given):
    with pytest.raises(Refused) as refused:
        function(**given)
    return refused.value.message.en


def test_a_draft_finds_price_rate_validity_and_totals(shop):
    row = drafted(shop)
    line = row.lines.get()
    assert (row.number, row.state, row.fx, row.valid_to) == ("QT-00001", State.DRAFT, Decimal("32.5"), DAY + timedelta(days=30))
    assert (line.unit_price, line.amount, row.total) == (Decimal(10), Decimal("1000.00"), Decimal("1000.00"))
    assert line.price_reason.startswith("商品牌價 TWD 325")


def test_the_customers_list_goes_before_the_class_before_the_general(shop):
    def listed(code, price, **whose):
        tiers = [("J-1", Decimal(1), price), ("J-1", Decimal(50), price - 1)]
        set_price_list(actor=shop["tm1"], code=code, name_zh=code, currency="USD", valid_from=date(2026, 1, 1), prices=tiers, **whose)

    def found(quantity):
        return queries.price_for("J-1", actor=shop["ws1"], customer="C-1", quantity=Decimal(quantity), currency="USD").unit_price

    listed("ALL", Decimal(12))
    assert (found(10), found(50)) == (Decimal(12), Decimal(11))
    listed("A", Decimal(11), grade="A")
    listed("B", Decimal(3), grade="B")
    assert found(10) == Decimal(11)
    listed("OWN", Decimal(9), customer="C-1")
    assert (found(10), found(500)) == (Decimal(9), Decimal(8))


def test_every_bad_line_is_told_at_once_and_nothing_is_written(shop):
    with pytest.raises(BadInput) as bad:
        drafted(shop, OfferLine("J-1", Decimal(-1)), OfferLine("NONE", Decimal(1)), OfferLine("J-2", Decimal(1), discount=Decimal(101)))
    assert [(p.row, p.field) for p in bad.value.problems] == [(1, "quantity"), (2, "sku"), (3, "discount"), (3, "amount")]
    assert not Quotation.objects.exists()


def test_offering_freezes_a_revision_and_a_revision_keeps_it(shop):
    row = drafted(shop)
    first = offer_quotation(actor=shop["ws1"], number=row.number)
    revised = revise_quotation(actor=shop["ws1"], number=row.number)
    edit_quotation(
        actor=shop["ws1"], number=row.number, version=revised.version, offer=offer(OfferLine("J-1", Decimal(100), Decimal("9.5")))
    )
    second = offer_quotation(actor=shop["ws1"], number=row.number)
    assert [(r.number, r.total) for r in row.revisions.all()] == [(1, Decimal("1000.0000")), (2, Decimal("950.0000"))]
    assert first.content["lines"][0]["unit_price"] == "10.000000"
    assert first.digest != second.digest
    with pytest.raises(TypeError):
        first.save()


def test_the_second_of_two_editors_is_told_what_the_first_changed(shop):
    row = drafted(shop)
    edit_quotation(actor=shop["ws1"], number=row.number, version=1, offer=offer(place="Keelung"))
    told = refusal(edit_quotation, actor=shop["ws2"], number=row.number, version=1, offer=offer(place="Taichung"))
    assert "Kaohsiung → Keelung" in told
    assert "edit 1" in told
    row.refresh_from_db()
    assert (row.place, row.version) == ("Keelung", 2)


def test_lines_are_changed_in_place_with_their_history(shop):
    row = drafted(shop, OfferLine("J-1", Decimal(1)), OfferLine("J-2", Decimal(2)))
    kept = row.lines.get(line_no=1).pk
    edit_quotation(actor=shop["ws1"], number=row.number, version=1, offer=offer(OfferLine("J-1", Decimal(5))))
    line = row.lines.get()
    assert (line.pk, line.quantity, line.history.count()) == (kept, Decimal(5), 2)
    told = refusal(edit_quotation, actor=shop["ws2"], number=row.number, version=1, offer=offer())
    assert "lines 1, 2" in told


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"place": ""}, "named place"),
        ({"valid_to": DAY + timedelta(days=31)}, "the firm allows 30"),
        ({"fx": Decimal(32), "fx_date": DAY - timedelta(days=4)}, "older than 3 days"),
        ({"discount": Decimal(6)}, "beyond the 5% allowed"),
        ({"lines": (OfferLine("J-1", Decimal(100), Decimal(7)),)}, "below the floor of 18"),
        ({"costs": (OfferCost("origin_inland", Decimal(8000), "TWD"),)}, "below the floor"),
    ],
)
def test_what_stands_in_the_way_of_an_offer(shop, change, words):
    row = draft_quotation(actor=shop["ws1"], offer=replace(offer(), **change))
    assert words in refusal(offer_quotation, actor=shop["ws1"], number=row.number)
    row.refresh_from_db()
    assert row.state == State.DRAFT


def test_approval_by_band_never_by_the_maker_and_only_as_far_as_it_goes(shop):
    row = drafted(shop, OfferLine("J-1", Decimal(100), Decimal(7)))  # 12.09 %
    assert "approve" in refusal(approve_offer, actor=shop["ws2"], number=row.number, reason="x")
    approve_offer(actor=shop["tm1"], number=row.number, reason="rival")
    offer_quotation(actor=shop["ws1"], number=row.number)
    revise_quotation(actor=shop["ws1"], number=row.number)
    row.refresh_from_db()
    edit_quotation(actor=shop["ws1"], number=row.number, version=row.version, offer=offer(OfferLine("J-1", Decimal(100), Decimal("6.8"))))
    assert "below the floor" in refusal(offer_quotation, actor=shop["ws1"], number=row.number)
    assert "beyond your authority" in refusal(approve_offer, actor=shop["tm1"], number=row.number, reason="rival")
    approve_offer(actor=shop["gm"], number=row.number, reason="key account")
    assert offer_quotation(actor=shop["ws1"], number=row.number).number == 2


def test_nobody_approves_their_own_quotation(shop):
    row = draft_quotation(actor=shop["tm1"], offer=offer(OfferLine("J-1", Decimal(100), Decimal(7))))
    assert "their own making" in refusal(approve_offer, actor=shop["tm1"], number=row.number, reason="x")


def test_a_confirmed_quotation_is_won_once(shop):
    row = drafted(shop, OfferLine("J-1", Decimal(100)), OfferLine("J-2", Decimal(50)))
    offer_quotation(actor=shop["ws1"], number=row.number)
    order = confirm_quotation(actor=shop["ws1"], number=row.number, customer_ref="PO-7")
    row.refresh_from_db()
    assert (row.state, row.outcome, row.decided_on) == (State.WON, Outcome.WON, DAY)
    assert (order.number, order.total, order.lines.count(), order.customer_ref) == ("SO-00001", row.total, 2, "PO-7")
    assert "won already: order SO-00001" in refusal(confirm_quotation, actor=shop["ws1"], number=row.number)
    assert SalesOrder.objects.count() == 1


def test_an_expired_quotation_is_not_confirmed_but_revised(shop):
    row = drafted(shop, valid_to=DAY)
    offer_quotation(actor=shop["ws1"], number=row.number)
    late = DAY + timedelta(days=1)
    assert "was valid to 2026-06-30" in refusal(confirm_quotation, actor=shop["ws1"], number=row.number, on=late)
    assert [r.number for r in expire_quotations(actor=shop["ws1"], on=late)] == [row.number]
    assert revise_quotation(actor=shop["ws1"], number=row.number).state == State.DRAFT


def test_lost_needs_its_reason_and_a_draft_is_only_cancelled(shop):
    row = drafted(shop)
    assert "only be cancelled" in refusal(close_quotation, actor=shop["ws1"], number=row.number, outcome="lost", reason="price")
    offer_quotation(actor=shop["ws1"], number=row.number)
    with pytest.raises(BadInput):
        close_quotation(actor=shop["ws1"], number=row.number, outcome="lost")
    lost = close_quotation(actor=shop["ws1"], number=row.number, outcome="lost", reason="price", rival="Rival A")
    assert (lost.outcome, lost.lost_reason, lost.decided_on, lost.rival) == (Outcome.LOST, "price", DAY, "Rival A")


def test_a_credit_hold_stops_offer_confirm_and_release(shop):
    def limit(amount):
        CreditProfile.objects.filter(customer__code="C-1").update(limit=amount)  # the test's own shortcut past the limit request

    row = drafted(shop)
    limit(Decimal(32000))
    assert "Credit control holds" in refusal(offer_quotation, actor=shop["ws1"], number=row.number)
    limit(Decimal(32500))
    assert offer_quotation(actor=shop["ws1"], number=row.number).credit == "warn"
    limit(Decimal(32000))
    assert "Credit control holds" in refusal(confirm_quotation, actor=shop["ws1"], number=row.number)
    limit(Decimal(32500))
    order = confirm_quotation(actor=shop["ws1"], number=row.number)
    limit(Decimal(32000))
    assert "Credit control holds" in refusal(release_order, actor=shop["ws1"], number=order.number)
    limit(Decimal(32500))
    assert release_order(actor=shop["ws1"], number=order.number).state == OrderState.RELEASED


def confirmed(shop):
    row = drafted(shop, OfferLine("J-1", Decimal(100)), OfferLine("J-2", Decimal(50)))
    offer_quotation(actor=shop["ws1"], number=row.number)
    return confirm_quotation(actor=shop["ws1"], number=row.number)


def test_an_order_is_released_and_shipped_in_parts(shop):
    order = confirmed(shop)
    assert release_order(actor=shop["ws1"], number=order.number, quantities={1: Decimal(60)}).state == OrderState.PART_RELEASED
    with pytest.raises(BadInput) as bad:
        ship_order(actor=shop["ws1"], number=order.number, goods=[Shipped(1, Decimal(61))])
    assert "60 can be shipped" in bad.value.message.en
    ship_order(actor=shop["ws1"], number=order.number, goods=[Shipped(1, Decimal(60))], note_no="DN-1")
    assert release_order(actor=shop["ws1"], number=order.number).state == OrderState.PART_SHIPPED
    ship_order(actor=shop["ws1"], number=order.number, goods=[Shipped(1, Decimal(40)), Shipped(2, Decimal(50))], on=DAY + timedelta(days=3))
    order.refresh_from_db()
    assert (order.state, order.shipped) == (OrderState.SHIPPED, DAY + timedelta(days=3))
    assert sum(e.quantity for line in order.lines.all() for e in line.deliveries.all()) == Decimal(150)


def test_goods_off_their_specification_leave_only_by_concession(shop):
    from argosy.records.catalog.models import Product
    from argosy.records.catalog.specs.models import ProductSpec

    fork = Product.objects.get(sku="J-1")
    ProductSpec(product=fork, attribute="重量", attribute_en="Weight", unit="g", nominal=500, lower=490, upper=510).save()
    order = confirmed(shop)
    release_order(actor=shop["ws1"], number=order.number)
    off = Shipped(1, Decimal(10), {"重量": "512"})
    assert "Weight 512, not within [490, 510] g" in refusal(ship_order, actor=shop["ws1"], number=order.number, goods=[off])
    waived = ship_order(actor=shop["ws1"], number=order.number, goods=[replace(off, result="waived", remark="customer agreed")])
    passed = ship_order(actor=shop["ws1"], number=order.number, goods=[replace(off, values={"重量": "510"})])
    assert [waived[0].result, passed[0].result] == ["waived", "pass"]


def test_what_has_left_is_not_cancelled(shop):
    order = confirmed(shop)
    release_order(actor=shop["ws1"], number=order.number)
    ship_order(actor=shop["ws1"], number=order.number, goods=[Shipped(1, Decimal(1))])
    assert "take the goods back" in refusal(cancel_order, actor=shop["ws1"], number=order.number, reason="x")
    other = confirmed(shop)
    assert cancel_order(actor=shop["ws1"], number=other.number, reason="asked").state == OrderState.CANCELLED
    assert "is cancelled" in refusal(release_order, actor=shop["ws1"], number=other.number)


def test_a_concession_says_what_was_gained(shop):
    row = drafted(shop)
    step = log_negotiation(
        actor=shop["ws1"],
        number=row.number,
        asked="lower price",
        conceded="2 %",
        gained="larger order",
        value=Decimal(20),
        approved_by="tm1",
    )
    assert (step.revision, step.approved_by.login, step.by) == (1, "tm1", shop["ws1"])
    with pytest.raises(BadInput):
        log_negotiation(actor=shop["ws1"], number=row.number, asked="x", value=Decimal(5))


def test_margin_takes_in_what_the_seller_pays_under_the_term(shop):
    costs = (OfferCost("origin_inland", Decimal(1000), "TWD"), OfferCost("main_carriage", Decimal(100), "USD"))
    fob = queries.margins(queries.quotation(drafted(shop, costs=costs).number, actor=shop["ws1"]))
    cif = queries.margins(queries.quotation(drafted(shop, costs=costs, incoterm="CFR").number, actor=shop["ws1"]))
    assert (fob.whole, cif.whole) == (Decimal("35.38"), Decimal("25.38"))


def test_a_discount_on_the_whole_and_tax_in_the_price_are_taken_into_the_orders_lines(shop):
    lines = (OfferLine("J-1", Decimal(3), Decimal(350)), OfferLine("J-2", Decimal(7), Decimal("333.5")))
    row = drafted(shop, *lines, currency="TWD", discount=Decimal(3), tax_rate=Decimal(5), tax_included=True)
    offer_quotation(actor=shop["ws1"], number=row.number)
    order = confirm_quotation(actor=shop["ws1"], number=row.number)
    assert (row.total, row.net, row.tax) == (Decimal(3283), Decimal(3127), Decimal(156))
    assert sum(line.amount for line in order.lines.all()) == row.net
