"""Invoices, money, cheques, credit notes, dunning: what is written, and what is refused with what to do."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.records.receivables.billing import queries as billing
from argosy.records.receivables.billing.actions import (
    charge,
    close_credit,
    close_month,
    credit_invoice,
    explain_return,
    issue_invoice,
    reopen_month,
    void_invoice,
)
from argosy.records.receivables.chasing.actions import answer, dun, promise, settle_promise
from argosy.records.receivables.cheques.actions import annotate, bounce, clear, follow, present, receive, replace, withdraw
from argosy.records.receivables.money import queries as money
from argosy.records.receivables.money.actions import record_receipt, refund_prepayment, use_prepayment
from argosy.records.receivables.numbers import allot
from argosy.records.receivables.terms import due, named
from argosy.records.service.actions import record_return
from tests.records.owing import BANK, DAY, invoiced, order, shop

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 20)


@pytest.fixture
def firm(people):
    return shop(people)


@pytest.fixture
def bill(firm):
    return invoiced(firm)


def again(bill):
    bill.refresh_from_db()
    return bill


def paid(firm, amount, *allocations, **more):
    told = {"customer": "C-1", "date": LATER, "amount": Decimal(amount), "currency": "TWD"} | more
    return record_receipt(actor=firm["fin"], allocations=[(number, Decimal(part)) for number, part in allocations], **told)


def cheque(firm, bill, amount="10500", number="DM1", **more):
    told = {
        "customer": "C-1",
        "bank": BANK,
        "drawer": "示範車行",
        "received": DAY,
        "due": date(2026, 6, 15),
        "amount": Decimal(amount),
    } | more
    return receive(actor=firm["ws1"], number=number, invoices=[(bill.number, Decimal(amount))] if bill else [], **told)


def test_an_invoice_takes_terms_tax_and_everything_that_left(bill):
    assert (bill.number, bill.amount, bill.tax, bill.total, bill.terms) == ("IV-202606-0001", 10_000, 500, 10_500, "cheque-60")
    assert bill.due == DAY + timedelta(days=60)
    assert [(line.quantity, line.amount, line.tax) for line in bill.lines.all()] == [(100, 10_000, 500)]


def test_nothing_is_invoiced_that_did_not_leave_or_twice(firm, bill):
    with pytest.raises(Refused, match="nothing shipped"):
        issue_invoice(actor=firm["fin"], order="SO-1", date=DAY)
    order(firm, "SO-2", left=60)
    with pytest.raises(Refused, match="60 are shipped"):
        issue_invoice(actor=firm["fin"], order="SO-2", date=DAY, lines=[(1, Decimal(61))])
    with pytest.raises(BadInput, match="no line 7"):
        issue_invoice(actor=firm["fin"], order="SO-2", date=DAY, lines=[(7, Decimal(1))])
    first = issue_invoice(actor=firm["fin"], order="SO-2", date=DAY, lines=[(1, Decimal(20))])
    second = issue_invoice(actor=firm["fin"], order="SO-2", date=DAY)
    assert (first.number, second.number, second.amount) == ("IV-202606-0002", "IV-202606-0003", 4_000)


def test_a_refused_invoice_leaves_no_gap_in_the_numbers(firm, bill):
    order(firm, "SO-2", left=0)
    with pytest.raises(Refused):
        issue_invoice(actor=firm["fin"], order="SO-2", date=DAY)
    with pytest.raises(BadInput):
        charge(actor=firm["fin"], customer="C-1", date=DAY, description="", amount=Decimal(5), currency="TWD")
    made = charge(actor=firm["fin"], customer="C-1", date=DAY, description="模具費", amount=Decimal(100), currency="TWD")
    assert (made.number, made.total) == ("IV-202606-0002", 105)


def test_a_customer_abroad_bears_no_domestic_tax(firm):
    bill = invoiced(firm, "SO-9", customer="C-2", currency="EUR")
    assert (bill.tax, bill.currency, bill.fx, bill.terms) == (0, "EUR", 32, "cash")


def test_part_payments_settle_an_invoice_on_the_last_day(firm, bill):
    paid(firm, "4000", (bill.number, "4000"))
    assert (again(bill).left, bill.settled_on) == (6_500, None)
    paid(firm, "6500", (bill.number, "6500"), date=date(2026, 6, 25))
    assert (again(bill).left, bill.settled_on) == (0, date(2026, 6, 25))


def test_a_receipt_over_the_invoice_is_refused_with_what_to_do_and_changes_nothing(firm, bill):
    with pytest.raises(Refused, match="keep the rest as a prepayment"):
        paid(firm, "11000", (bill.number, "11000"))
    with pytest.raises(Refused, match="choose to keep the rest"):
        paid(firm, "11000", (bill.number, "10500"))
    with pytest.raises(Refused, match="take off less"):
        paid(firm, "100", (bill.number, "200"))
    assert (again(bill).settled, money.receipts(actor=firm["fin"]).count()) == (0, 0)
    row = paid(firm, "11000", (bill.number, "10500"), rest="overpaid")
    assert row.number == "RC-202606-0001"
    [kept] = money.prepayments(actor=firm["fin"])
    assert (kept.left, kept.kind, again(bill).left) == (500, "overpaid", 0)


def test_bank_charges_we_bear_pay_the_invoice_too(firm, bill):
    paid(firm, "10470", (bill.number, "10500"), fee=Decimal(30))
    assert again(bill).left == 0


def test_money_of_another_customer_or_currency_pays_nothing(firm, bill):
    with pytest.raises(BadInput, match="currencies differ"):
        paid(firm, "100", (bill.number, "100"), currency="USD", fx=Decimal(32))
    with pytest.raises(NotFound, match="rate of USD"):
        paid(firm, "100", (bill.number, "100"), currency="USD")
    with pytest.raises(BadInput, match="not the invoice's customer"):
        paid(firm, "100", (bill.number, "100"), customer="C-2")
    with pytest.raises(BadInput, match="named twice"):
        paid(firm, "200", (bill.number, "100"), (bill.number, "100"))
    with pytest.raises(NotFound):
        paid(firm, "200", ("IV-209901-0001", "200"))


def test_a_prepayment_pays_later_invoices_and_the_rest_goes_back(firm, bill):
    paid(firm, "12000", rest="deposit", order="SO-1")
    [kept] = money.prepayments(actor=firm["fin"])
    use_prepayment(actor=firm["fin"], number=kept.number, invoice=bill.number, amount=Decimal(10_500), on=LATER)
    assert (again(bill).settled_on, again(kept).left) == (LATER, 1_500)
    with pytest.raises(Refused, match="1500"):
        refund_prepayment(actor=firm["fin"], number=kept.number, amount=Decimal(1_501), on=LATER)
    refund_prepayment(actor=firm["fin"], number=kept.number, amount=Decimal(1_500), on=LATER)
    assert list(money.prepayments(actor=firm["fin"], left_only=True)) == []


def test_a_cheque_pays_when_it_clears_and_not_before(firm, bill):
    cheque(firm, bill)
    assert again(bill).left == 10_500
    present(actor=firm["fin"], number="DM1", bank=BANK, on=date(2026, 6, 15))
    clear(actor=firm["fin"], number="DM1", bank=BANK, on=date(2026, 6, 16))
    assert (again(bill).settled_on, money.receipts(actor=firm["fin"]).get().method) == (date(2026, 6, 16), "cheque")
    with pytest.raises(Refused, match="cleared already"):
        bounce(actor=firm["fin"], number="DM1", bank=BANK, on=date(2026, 6, 17), reason="funds")


def test_the_same_cheque_twice_is_refused(firm, bill):
    cheque(firm, bill, "500")
    with pytest.raises(BadInput, match="entered already"):
        cheque(firm, bill, "500", number="dm1 ")
    assert cheque(firm, bill, "500", bank="別家銀行").pk


def test_cheques_for_more_than_an_invoice_has_open_are_refused(firm, bill):
    cheque(firm, bill, "6000")
    with pytest.raises(Refused, match="cheques for 6000"):
        cheque(firm, bill, "6000", number="DM2")
    with pytest.raises(Refused, match="less than"):
        receive(
            actor=firm["ws1"],
            number="DM3",
            customer="C-1",
            bank=BANK,
            drawer="x",
            amount=Decimal(10),
            due=DAY,
            received=DAY,
            invoices=[(bill.number, Decimal(20))],
        )


def test_a_cheque_is_not_presented_before_it_is_due(firm, bill):
    cheque(firm, bill)
    with pytest.raises(BadInput, match="before it is due"):
        present(actor=firm["fin"], number="DM1", bank=BANK, on=date(2026, 6, 14))


def test_a_bounced_cheque_leaves_the_invoice_open_until_it_is_made_good(firm, bill):
    cheque(firm, bill)
    bounce(actor=firm["fin"], number="DM1", bank=BANK, on=date(2026, 6, 16), reason="funds")
    follow(actor=firm["ws1"], number="DM1", bank=BANK, follow_up="已電話催告")
    assert again(bill).left == 10_500
    with pytest.raises(BadInput, match="before it bounced"):
        annotate(actor=firm["fin"], number="DM1", bank=BANK, on=date(2026, 6, 10), annotation="redeemed")
    made = annotate(actor=firm["fin"], number="DM1", bank=BANK, on=date(2026, 6, 25), annotation="redeemed")
    assert (again(bill).settled_on, made.follow_up, made.result) == (date(2026, 6, 25), "已電話催告", "bounced")
    with pytest.raises(Refused, match="nothing to annotate"):
        annotate(actor=firm["fin"], number="DM1", bank=BANK, on=date(2026, 6, 26), annotation="redeemed")


def test_funds_deposited_for_a_bounced_cheque_are_no_receipt_yet(firm, bill):
    cheque(firm, bill)
    bounce(actor=firm["fin"], number="DM1", bank=BANK, on=date(2026, 6, 16), reason="signature")
    annotate(actor=firm["fin"], number="DM1", bank=BANK, on=date(2026, 6, 18), annotation="deposited")
    assert (again(bill).left, money.receipts(actor=firm["fin"]).count()) == (10_500, 0)


def test_a_replaced_cheque_hands_its_invoices_to_the_new_one(firm, bill):
    cheque(firm, bill)
    new = replace(actor=firm["fin"], number="DM1", bank=BANK, on=LATER, new={"number": "DM9", "due": date(2026, 7, 15)})
    assert [(cover.invoice_id, cover.amount) for cover in new.covers.all()] == [(bill.pk, 10_500)]
    withdraw(actor=firm["fin"], number="DM9", bank=BANK, on=LATER, follow_up="改匯款")
    assert cheque(firm, bill, number="DM10").pk


def test_money_that_came_while_a_cheque_was_held_becomes_a_balance_when_it_clears(firm, bill):
    cheque(firm, bill)
    paid(firm, "10500", (bill.number, "10500"))
    clear(actor=firm["fin"], number="DM1", bank=BANK, on=date(2026, 6, 21))
    [kept] = money.prepayments(actor=firm["fin"])
    assert (kept.left, again(bill).left) == (10_500, 0)


def test_a_credit_note_takes_off_the_invoice_and_never_more_than_it(firm, bill):
    back = record_return(actor=firm["ws1"], number="RN-1", order="SO-1", line_no=1, date=LATER, quantity=Decimal(10), reason="defect")
    made = credit_invoice(
        actor=firm["ws1"], invoice=bill.number, date=LATER, amount=Decimal(1_050), tax=Decimal(50), reason="return", return_note=back.number
    )
    assert (again(bill).left, made.number) == (9_450, "CN-202606-0001")
    paid(firm, "9450", (bill.number, "9450"))
    credit_invoice(actor=firm["ws1"], invoice=bill.number, date=LATER, amount=Decimal(500), reason="allowance")
    assert money.prepayments(actor=firm["fin"]).get().kind == "credit"
    with pytest.raises(Refused, match="8950"):
        credit_invoice(actor=firm["ws1"], invoice=bill.number, date=LATER, amount=Decimal(9_000), reason="price")
    assert close_credit(actor=firm["fin"], number=made.number, on=LATER, fault="supplier").fault == "supplier"
    assert billing.credit_notes(actor=firm["fin"], customer="C-1").count() == 2


def test_a_return_without_a_credit_note_says_why(firm, bill):
    record_return(actor=firm["ws1"], number="RN-1", order="SO-1", line_no=1, date=LATER, quantity=Decimal(1), reason="wrong")
    assert explain_return(actor=firm["ws1"], return_note="RN-1", on=LATER, reason="換貨").reason == "換貨"
    with pytest.raises(BadInput):
        explain_return(actor=firm["ws1"], return_note="RN-1", on=LATER, reason="再一次")


def test_an_invoice_that_was_paid_on_is_credited_not_voided(firm, bill):
    held = cheque(firm, bill)
    with pytest.raises(Refused, match="credit it instead"):
        void_invoice(actor=firm["fin"], number=bill.number, on=LATER, reason="開錯")
    withdraw(actor=firm["fin"], number=held.number, bank=BANK, on=LATER, follow_up="作廢")
    void_invoice(actor=firm["fin"], number=bill.number, on=LATER, reason="開錯")
    with pytest.raises(Refused, match="void"):
        paid(firm, "5", (bill.number, "5"))
    assert issue_invoice(actor=firm["fin"], order="SO-1", date=LATER).total == 10_500


def test_a_closed_month_takes_nothing_until_it_is_reopened(firm, bill):
    with pytest.raises(Refused, match="not over"):
        close_month(actor=firm["fin"], month=date(2026, 6, 1), on=date(2026, 6, 30))
    close_month(actor=firm["fin"], month=date(2026, 6, 1), on=date(2026, 7, 3))
    for act in (
        lambda: paid(firm, "100", (bill.number, "100")), lambda: cheque(firm, bill), lambda: credit_invoice(actor=firm["ws1"], invoice=bill.number, date=LATER, amount=Decimal(5), reason="price"),
        lambda: charge(actor=firm["fin"], customer="C-1", date=DAY, description="x", amount=Decimal(1), currency="TWD"),
    ):  # fmt: skip
        with pytest.raises(Refused, match="2026-06 was closed"):
            act()
    with pytest.raises(BadInput, match="why"):
        reopen_month(actor=firm["fin"], month=date(2026, 6, 1), on=date(2026, 7, 4), reason=" ")
    reopen_month(actor=firm["fin"], month=date(2026, 6, 1), on=date(2026, 7, 4), reason="補登收款")
    assert paid(firm, "100", (bill.number, "100")).pk
    assert billing.closed_months(actor=firm["fin"]).get().reason == "補登收款"


def test_reminders_come_in_turn_and_only_for_what_is_late(firm):
    bill = charge(
        actor=firm["fin"],
        customer="C-1",
        date=date(2026, 3, 1),
        due=date(2026, 4, 1),
        description="模具費",
        amount=Decimal(100),
        currency="TWD",
    )
    fresh = charge(
        actor=firm["fin"], customer="C-1", date=DAY, due=date(2026, 9, 1), description="模具費", amount=Decimal(100), currency="TWD"
    )
    with pytest.raises(Refused, match="not overdue"):
        dun(actor=firm["ws1"], customer="C-1", invoices=[fresh.number], level=1, on=LATER)
    with pytest.raises(Refused, match="Level 2"):
        dun(actor=firm["ws1"], customer="C-1", invoices=[bill.number], level=2, on=LATER)
    first = dun(actor=firm["ws1"], customer="C-1", invoices=[bill.number], level=1, on=LATER)
    assert (first.amount, first.lines.get().days_late, first.pay_by) == (105, 80, date(2026, 6, 27))
    with pytest.raises(Refused, match="7 days later"):
        dun(actor=firm["ws1"], customer="C-1", invoices=[bill.number], level=2, on=date(2026, 6, 22))
    assert dun(actor=firm["ws1"], customer="C-1", invoices=[bill.number], level=2, on=date(2026, 6, 27)).number == "DN-202606-0002"
    with pytest.raises(BadInput, match="one customer"):
        dun(actor=firm["ws1"], customer="C-2", invoices=[bill.number], level=1, on=LATER)
    assert answer(actor=firm["ws1"], number=first.number, words="月底付款").answer == "月底付款"


def test_a_promise_not_kept_says_what_is_done(firm, bill):
    row = promise(
        actor=firm["ws1"],
        customer="C-1",
        due=date(2026, 6, 25),
        amount=Decimal(500),
        currency="TWD",
        made_on=LATER,
        invoice=bill.number,
        by="會計",
    )
    with pytest.raises(BadInput, match="what is done"):
        settle_promise(actor=firm["ws1"], promise=row.pk, outcome="broken")
    assert settle_promise(actor=firm["ws1"], promise=row.pk, outcome="broken", follow_up="停止出貨").outcome == "broken"


def test_terms_give_due_days_and_words(firm):
    assert [due(terms, DAY).isoformat() for terms in ("open-30", "cheque-60", "tt-30-70", "lc", "cash")] == [
        "2026-07-10",
        "2026-08-09",
        "2026-06-24",
        "2026-07-01",
        "2026-06-10",
    ]
    assert (named("tt-30-70").en, named("cheque-60").zh, named("").en) == ("T/T 30/70", "票據 60 天", "not recorded")
    with pytest.raises(BadInput, match="give no due date"):
        due("barter", DAY)


def test_numbers_of_papers_are_no_numbers_of_documents(firm):
    from argosy.records.reports.proof import verify

    assert [allot("IV", DAY), allot("IV", DAY), allot("RC", DAY)] == ["IV-202606-0001", "IV-202606-0002", "RC-202606-0001"]
    assert verify()["ok"]


def test_a_salesperson_takes_cheques_but_no_money(firm, bill):
    assert cheque(firm, bill).pk
    with pytest.raises(Refused, match=r"receivables\.receipt\.record"):
        record_receipt(actor=firm["ws1"], customer="C-1", date=LATER, amount=Decimal(1), currency="TWD")
