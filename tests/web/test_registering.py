"""Entering parties, the people there and their addresses; forms that let one choose; refusals that say why."""

from __future__ import annotations

import pytest

from argosy.records.credit.models import CreditProfile, LimitRequest
from argosy.records.parties.models import Address, Contact, Party
from argosy.records.sales.offering.actions import offer_quotation
from tests.records.owing import DAY, invoiced
from tests.records.owing import shop as owing_shop
from tests.records.test_offers import drafted, shop
from tests.web.test_pages import check_sound

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
__all__ = ["shop"]
PARTY = {"name_en": "Kestrel Pantry", "country": "AU", "language": "en", "kind": "customer"}


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_the_forms_are_sound_in_both_languages(browser, register, language):
    ws1 = browser("ws1", language)
    for path in ("/parties/new/", "/parties/S-01/change/", "/parties/S-01/address/", "/parties/S-01/contacts/new/", "/parties/S-01/"):
        assert check_sound(ws1.get(path), language)


def test_a_party_without_a_code_gets_the_next_of_its_country(browser, people):
    ws1 = browser("ws1")
    for code in ("C-AU-01", "C-AU-02"):
        assert ws1.post("/parties/new/", PARTY)["Location"] == f"/parties/{code}/"
    row = Party.objects.get(code="C-AU-02")
    assert (row.name_zh, row.kinds) == ("Kestrel Pantry", ["customer"])


def test_a_party_without_a_name_is_told_so(browser, people):
    answer = browser("ws1").post("/parties/new/", PARTY | {"name_en": ""})
    assert answer.status_code == 400
    assert "Give a name." in answer.content.decode()
    assert not Party.objects.exists()


def test_people_and_addresses_are_entered_and_corrected(browser, register):
    ws1 = browser("ws1")
    ws1.post("/parties/S-01/contacts/new/", {"name": "Mia Hart", "email": "mia@demo.example", "language": "en"})
    contact = Contact.objects.get()
    ws1.post(f"/parties/S-01/contacts/{contact.pk}/change/", {"name": "Mia Hart", "title": "Buyer", "language": "en"})
    contact.refresh_from_db()
    assert (contact.title, contact.party.code) == ("Buyer", "S-01")
    for road in ("2 Demo Road", "3 Demo Road"):
        ws1.post("/parties/S-01/address/", {"use": "billing", "lines_en": road, "country": "JP"})
    assert [row.lines_en for row in Address.objects.filter(use="billing")] == ["3 Demo Road"]


def test_a_party_is_changed_by_its_form(browser, register):
    browser("ws1").post(
        "/parties/S-01/change/", {"name_zh": "示範果汁", "name_en": "Demo Juice KK", "country": "JP", "language": "en", "grade": "A"}
    )
    row = Party.objects.get(code="S-01")
    assert (row.name_en, row.grade) == ("Demo Juice KK", "A")


@pytest.mark.parametrize(("language", "words"), [("en", "no credit limit was given"), ("zh-hant", "未核給信用額度")])
def test_an_offer_on_credit_hold_says_why_it_does_not_go_out(browser, shop, language, words):
    row = drafted(shop)
    CreditProfile.objects.update(limit=0)
    answer = browser("ws1", language).post(f"/quotations/{row.number}/offer/", {})
    assert answer.status_code == 403
    alert = answer.content.decode().split('role="alert"')[1].split("</div></div>")[0]
    assert words in alert


def test_the_price_at_a_term_whose_costs_are_not_entered_is_left_open(browser, shop):
    row = drafted(shop)
    offer_quotation(actor=shop["ws1"], number=row.number)
    page = browser("ws1").get(f"/quotations/{row.number}/").content.decode()
    assert "Enter the costs on the way to see: CFR, CIF, CPT, CIP, DAP, DPU, DDP" in page
    assert "<b>CIF</b>" not in page


def test_who_decides_on_a_limit_sees_what_is_asked(browser, people):
    firm = owing_shop(people, limit="0")
    sent = {"customer": "C-1", "amount": "250000", "reason": "Spring season", "on": f"{DAY}"}
    browser("ws1").post("/receivables/do/limit/", sent)
    number = LimitRequest.objects.get().number
    page = browser("fin").get(f"/receivables/do/limit-decide/?number={number}").content.decode()
    assert "250,000" in page
    assert "Spring season" in page
    assert firm["ws1"].name_en in page


def test_a_profile_is_written_and_begins_with_what_is_known(browser, people):
    owing_shop(people, limit="0")
    ws1 = browser("ws1")
    ws1.post("/receivables/do/profile/", {"customer": "C-1", "terms": "open-30", "representative": "Ann"})
    page = ws1.get("/receivables/do/profile/?customer=C-1").content.decode()
    assert CreditProfile.objects.get(customer__code="C-1").terms == "open-30"
    assert '<option value="open-30" selected>' in page
    assert 'value="Ann"' in page


def test_an_invoice_page_takes_a_cheque_for_what_is_open(browser, people):
    owing_shop(people)
    bill = invoiced(people)
    page = check_sound(browser("ws1").get(f"/receivables/invoices/{bill.number}/"), "en")
    assert f"invoices={bill.number}%20%7C%20" in page


@pytest.mark.parametrize(("room", "field"), [("improvements", "owner"), ("cases", "sku"), ("cases", "order")])
def test_service_lets_one_choose_instead_of_typing_a_login_or_a_number(browser, register, room, field):
    page = check_sound(browser("ws1").get(f"/service/{room}/"), "en")
    assert f'<select name="{field}"' in page
    assert "(login)" not in page


def test_a_case_opened_from_an_order_has_its_customer_and_order_filled_in(browser, people):
    owing_shop(people)
    bill = invoiced(people)
    page = browser("ws1").get(f"/service/cases/?customer=C-1&order={bill.order.number}").content.decode()
    assert f'<option value="{bill.order.number}" selected>' in page
    assert '<option value="C-1" selected>' in page
