"""Receivables, cheques, bank statements and credit as people work with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from argosy.records.credit.models import LimitRequest
from argosy.records.parties.banking_actions import add_account
from argosy.records.receivables.banking.models import BankLine
from argosy.records.receivables.cheques.models import Cheque
from argosy.records.receivables.money.models import Receipt
from tests.importers.banking import camt
from tests.records.owing import BANK, invoiced, shop
from tests.web.test_pages import check_sound

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def firm(people):
    shop(people)
    add_account(
        actor=people["fin"],
        party="",
        on=date(2024, 1, 2),
        holder="測試公司",
        bank=BANK,
        account_no="000000000001",
        country="TW",
        currency="TWD",
    )
    return people


def words(browser, login, address, language="en"):
    return check_sound(browser(login, language).get(address), language)


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_every_page_is_sound_in_both_languages(browser, firm, language):
    bill = invoiced(firm)
    said = {"en": "Past due", "zh-hant": "逾期"}[language]
    assert said in words(browser, "fin", "/receivables/", language)
    for address in (
        "/receivables/cheques/?show=all",
        "/receivables/bank/",
        "/credit/",
        "/credit/C-1/",
        f"/receivables/invoices/{bill.number}/",
        "/receivables/do/receipt/",
    ):
        assert words(browser, "fin", address, language)


def test_a_receipt_sent_twice_is_booked_once(browser, firm):
    bill = invoiced(firm)
    form = {
        "customer": "C-1",
        "date": "2026-06-20",
        "amount": "10500",
        "currency": "TWD",
        "invoices": f"{bill.number} | 10500",
        "once": "m-1",
        "next": "/receivables/",
    }
    client = browser("fin")
    first, second = (client.post("/receivables/do/receipt/", form) for _ in range(2))
    assert (first.status_code, second.status_code, first["Location"], Receipt.objects.count()) == (302, 302, "/receivables/", 1)


def test_what_is_refused_stays_in_the_form_with_what_to_do(browser, firm):
    bill = invoiced(firm)
    form = {"customer": "C-1", "date": "2026-06-20", "amount": "20000", "currency": "TWD", "invoices": f"{bill.number} | 20000"}
    answer = browser("fin").post("/receivables/do/receipt/", form)
    page = answer.content.decode()
    assert (answer.status_code, Receipt.objects.count()) == (403, 0)
    assert "prepayment" in page
    assert 'value="20000"' in page
    bad = browser("fin").post("/receivables/do/receipt/", form | {"invoices": "no amount here"})
    assert (bad.status_code, "invoice | amount" in bad.content.decode()) == (422, True)


def test_a_cheque_from_hand_to_hand(browser, firm):
    bill = invoiced(firm)
    taken = {
        "customer": "C-1",
        "number": "DM1",
        "bank": BANK,
        "drawer": "示範車行",
        "amount": "10500",
        "received": "2026-06-11",
        "due": "2026-06-15",
        "invoices": f"{bill.number} | 10500",
    }
    assert browser("ws1").post("/receivables/do/cheque/", taken).status_code == 302
    assert "DM1" in words(browser, "fin", "/receivables/cheques/")
    bounced = {"number": "DM1", "bank": BANK, "on": "2026-06-16", "reason": "funds", "follow_up": "電話催告"}
    assert browser("fin").post("/receivables/do/cheque-bounce/", bounced).status_code == 302
    assert "電話催告" in words(browser, "fin", "/receivables/cheques/?show=bounced")
    assert "not made good" in words(browser, "fin", "/credit/C-1/")
    assert Cheque.objects.get().result == "bounced"


def test_a_bank_file_is_looked_at_stored_and_matched(browser, firm):
    bill = invoiced(firm)
    client = browser("fin")
    shown = client.post("/receivables/bank/preview/", {"file": SimpleUploadedFile("s.xml", camt()), "account": ""})
    page = check_sound(shown, "en")
    assert BankLine.objects.count() == 0
    mark = page.split('name="upload" value="')[1].split('"')[0]
    assert client.post("/receivables/bank/store/", {"upload": mark, "account": ""}).status_code == 302
    waiting = check_sound(client.get("/receivables/bank/"), "en")
    assert bill.number in waiting
    line = BankLine.objects.get(amount=Decimal(10500))
    assert (
        client.post("/receivables/do/bank-accept/", {"line": line.pk, "customer": "C-1", "invoices": f"{bill.number} | 10500"}).status_code
        == 302
    )
    bill.refresh_from_db()
    assert bill.left == 0


def test_a_broken_bank_file_says_what_is_wrong(browser, firm):
    answer = browser("fin").post("/receivables/bank/preview/", {"file": SimpleUploadedFile("s.xml", camt("1.00"))})
    assert (answer.status_code, "download it again" in answer.content.decode()) == (422, True)
    assert browser("fin").post("/receivables/bank/preview/", {}).status_code == 422


def test_a_limit_is_asked_for_and_decided_by_another(browser, firm):
    asked = {"customer": "C-1", "amount": "150000", "reason": "旺季", "on": "2026-06-20"}
    assert browser("ws1").post("/receivables/do/limit/", asked).status_code == 302
    number = LimitRequest.objects.get(state="asked").number
    assert browser("tm1").post("/receivables/do/limit-decide/", {"number": number, "approve": "on", "on": "2026-06-21"}).status_code == 302
    assert "150,000" in words(browser, "ws1", "/credit/C-1/")


def test_the_trades_word_is_shown_to_those_only_whose_work_it_is(browser, firm):
    told = {
        "customer": "C-1",
        "informant": "示範同業",
        "date": "2026-06-20",
        "topic": "payment",
        "grade": "B",
        "message": "付款正常無虞",
        "lawful": "on",
        "lawful_basis": "公會例會",
    }
    assert browser("ws1").post("/receivables/do/trade-reference/", told).status_code == 302
    assert "付款正常無虞" in words(browser, "fin", "/credit/C-1/")
    assert "付款正常無虞" not in words(browser, "ep1", "/credit/C-1/")
    assert browser("ws1").post("/receivables/do/trade-reference/", told | {"lawful": ""}).status_code == 403


def test_a_way_back_leads_nowhere_else(browser, firm):
    page = browser("fin").get("/receivables/do/hold/?next=https://elsewhere.example/").content.decode()
    assert 'href="/receivables/">Cancel' in page
    assert browser("fin").get("/receivables/do/nothing/").status_code == 404
