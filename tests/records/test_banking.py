"""Bank statements into receipts: each file and movement once, a receipt only when somebody accepts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.importers.bank_file import read_bank_file
from argosy.kernel.errors import BadInput, Refused
from argosy.records.parties.banking_actions import add_account
from argosy.records.receivables.banking import queries
from argosy.records.receivables.banking.actions import accept, ignore, import_statements
from argosy.records.receivables.banking.models import BankLine, BankStatement
from argosy.records.receivables.billing.actions import charge
from argosy.records.receivables.money.models import Receipt
from tests.importers.banking import camt, csv, mt940
from tests.records.owing import invoiced, shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(people):
    shop(people)
    add_account(
        actor=people["fin"],
        party="",
        on=date(2024, 1, 2),
        holder="測試公司",
        bank="示範商業銀行",
        account_no="000000000001",
        country="TW",
        currency="TWD",
    )
    add_account(
        actor=people["fin"],
        party="C-1",
        on=date(2024, 1, 2),
        holder="示範車行",
        bank="別家銀行",
        account_no="0000009",
        country="TW",
        currency="TWD",
    )
    return people


def brought(firm, data=None, name="s.xml", **more):
    told, sha256 = read_bank_file(name, data or camt())
    return import_statements(actor=firm["fin"], statements=told, file_name=name, sha256=sha256, **more)


def test_the_same_file_twice_changes_nothing(firm):
    first, second = brought(firm), brought(firm)
    assert (first.new, first.known, second.new, second.known) == (4, 0, 0, 4)
    assert (BankStatement.objects.count(), BankLine.objects.count()) == (1, 4)


def test_movements_another_file_brought_are_not_stored_twice(firm):
    brought(firm)
    longer = camt("12400.00").replace(
        b"</Stmt>",
        b'<Ntry><Amt Ccy="TWD">500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-06-23</Dt></BookgDt><AcctSvcrRef>B-9</AcctSvcrRef></Ntry></Stmt>',
    )
    again = brought(firm, longer)
    assert (again.new, again.known, BankLine.objects.count()) == (1, 4, 5)


def test_a_preview_writes_nothing_and_says_what_would_be(firm):
    told, sha256 = read_bank_file("s.sta", mt940())
    assert queries.preview(actor=firm["ws1"], told=told, sha256=sha256) == {"statements": 1, "lines": 4, "known": 0, "before": 0}
    assert BankStatement.objects.count() == 0


def test_an_account_nobody_entered_is_asked_for(firm):
    other = csv().replace(b"000000000001", b"000000000777")
    with pytest.raises(BadInput, match="say which account"):
        brought(firm, other, "s.csv")
    account = queries.BankStatement._meta.get_field("account").related_model.objects.get(party=None)
    assert brought(firm, other, "s.csv", account=account.pk).new == 4
    with pytest.raises(BadInput, match="in TWD, the file in USD"):
        brought(firm, b"date,amount,currency\n2026-06-20,5,USD\n", "s.csv", account=account.pk)


def test_a_reference_names_the_invoice_and_accepting_pays_it_once(firm):
    bill = invoiced(firm)
    brought(firm)
    best = queries.proposals(actor=firm["fin"])[0]
    assert (best.customer.code, best.allocations, best.rest, best.score) == ("C-1", ((bill.number, Decimal(10_500)),), 0, 100)
    made = accept(actor=firm["fin"], line=best.line.pk, customer="C-1", allocations=best.allocations)
    bill.refresh_from_db()
    assert (bill.settled_on, made.bank_line_id, made.account.account_no) == (date(2026, 6, 20), best.line.pk, "000000000001")
    with pytest.raises(Refused, match="dealt with already"):
        accept(actor=firm["fin"], line=best.line.pk, customer="C-1", allocations=())
    assert Receipt.objects.count() == 1


def test_a_customer_and_an_amount_and_then_the_oldest_first(firm):
    def bill(amount, due):
        return charge(
            actor=firm["fin"],
            customer="C-1",
            date=date(2026, 5, 1),
            due=due,
            description="模具費",
            amount=Decimal(amount),
            currency="TWD",
            tax_percent=Decimal(0),
        )

    first, second, third = bill(300, date(2026, 5, 20)), bill(400, date(2026, 5, 10)), bill(900, date(2026, 5, 30))
    rows = "date,amount,reference,name,account\n2026-06-20,{},x,示範車行,000000000001\n"
    brought(firm, rows.format(900).encode(), "a.csv")
    [one] = queries.proposals(actor=firm["fin"])
    assert (one.allocations, one.score) == (((third.number, Decimal(900)),), 80)
    accept(actor=firm["fin"], line=one.line.pk, customer="C-1", allocations=one.allocations)
    brought(firm, rows.format(500).encode(), "b.csv")
    [one] = queries.proposals(actor=firm["fin"])
    assert (one.allocations, one.score, one.rest) == (((second.number, Decimal(400)), (first.number, Decimal(100))), 30, 0)


def test_no_open_amount_is_offered_twice_and_strangers_match_nothing(firm):
    bill = invoiced(firm)
    rows = f"date,amount,reference,account\n2026-06-20,10500,{bill.number},000000000001\n2026-06-21,10500,{bill.number},000000000001\n2026-06-22,3,who,000000000001\n"
    brought(firm, rows.encode(), "a.csv")
    found = queries.proposals(actor=firm["fin"])
    assert [sum(part for _, part in one.allocations) for one in found] == [10_500, 0, 0]
    assert (found[2].customer, found[2].score) == (None, 0)


def test_a_line_set_aside_says_what_it_is(firm):
    brought(firm)
    line = queries.lines(actor=firm["fin"]).get(amount__lt=0)
    with pytest.raises(BadInput, match="Say what"):
        ignore(actor=firm["fin"], line=line.pk, note=" ")
    assert ignore(actor=firm["fin"], line=line.pk, note="手續費").state == "ignored"
    with pytest.raises(Refused, match="dealt with"):
        ignore(actor=firm["fin"], line=line.pk, note="手續費")


def test_a_rest_has_to_be_placed(firm):
    invoiced(firm)
    brought(firm, b"date,amount,reference,account\n2026-06-20,10600,IV-202606-0001,000000000001\n", "a.csv")
    [one] = queries.proposals(actor=firm["fin"])
    assert one.rest == 100
    with pytest.raises(Refused, match="100 is over"):
        accept(actor=firm["fin"], line=one.line.pk, customer="C-1", allocations=one.allocations)
    assert BankLine.objects.get().state == "new"
    assert (
        accept(actor=firm["fin"], line=one.line.pk, customer="C-1", allocations=one.allocations, rest="overpaid").prepayments.get().left
        == 100
    )
