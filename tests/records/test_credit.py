"""Credit control, limits and their authority, overrides, references, bank accounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, Refused
from argosy.records.credit import queries
from argosy.records.credit.actions import (
    add_cover,
    ask_limit,
    check_exposure,
    decide_limit,
    end_cover,
    hold,
    look,
    override,
    record_bank_reference,
    record_forecast,
    record_statement,
    record_trade_reference,
    report_anomaly,
    settle_anomaly,
    withdraw_limit,
    write_profile,
)
from argosy.records.credit.models import CreditOverride, ExposureSnapshot
from argosy.records.parties.banking import BankAccount
from argosy.records.parties.banking_actions import add_account, change_account, check_account
from argosy.records.parties.banking_queries import accounts, trust
from argosy.records.receivables.cheques.actions import bounce, receive
from argosy.records.receivables.money.actions import record_receipt
from tests.records.owing import BANK, DAY, invoiced, order, shop

pytestmark = pytest.mark.django_db
NOW = date(2026, 6, 20)


@pytest.fixture
def firm(people):
    return shop(people)


def codes(answer):
    return {reason.code for reason in answer.reasons}


def check(firm, amount, about="QT-1", stage="quotation", at=NOW):
    return check_exposure(
        actor=firm["ws1"], customer="C-1", at=at, amount=None if amount is None else Decimal(amount), stage=stage, about=about
    )


def test_room_under_the_limit_passes_and_nearly_none_warns(firm):
    order(firm, shipped=None)
    assert (check(firm, "50000").verdict, check(firm, "50000").after) == ("pass", 60_000)
    near = check(firm, "85000")
    assert (near.verdict, codes(near), near.utilisation) == ("warn", {"near_limit"}, Decimal("0.95"))


def test_over_the_limit_holds_and_says_what_to_do(firm):
    order(firm, shipped=None)
    over = check(firm, "90001")
    assert (over.verdict, codes(over)) == ("hold", {"over_limit"})
    with pytest.raises(Refused, match="ask for a higher limit"):
        over.require()
    assert check(firm, "90000").verdict == "warn"


def test_the_order_asked_about_is_not_counted_twice(firm):
    order(firm, shipped=None)
    assert check(firm, "10000", about="SO-1", stage="order").after == 10_000
    assert check(firm, None, about="SO-1", stage="release").after == 10_000


def test_every_check_keeps_a_snapshot_with_its_parts(firm):
    invoiced(firm)
    check(firm, "1000")
    shot = ExposureSnapshot.objects.get()
    assert (shot.exposure, shot.asked, shot.limit, shot.parts["receivable"], shot.verdict) == (10_500, 1_000, 100_000, "10500", "pass")


def test_a_customer_nobody_enquired_into_may_owe_nothing(firm):
    answer = look("C-2", at=NOW, amount=Decimal(1))
    assert (answer.verdict, codes(answer), answer.utilisation) == ("hold", {"no_profile", "no_limit"}, None)
    assert look("C-2", at=NOW).verdict == "warn"


def test_an_order_paid_beforehand_passes_whatever_the_limit(firm):
    order(firm, "SO-9", customer="C-2", shipped=None, currency="EUR", price=10)
    record_receipt(
        actor=firm["fin"], customer="C-2", date=NOW, amount=Decimal(1000), currency="EUR", fx=Decimal(32), rest="deposit", order="SO-9"
    )
    answer = look("C-2", at=NOW, amount=Decimal(32_000), excluding="SO-9")
    assert (answer.verdict, codes(answer)) == ("pass", {"prepaid"})
    assert look("C-2", at=NOW, amount=Decimal(64_000), excluding="SO-9").verdict == "hold"


def test_bounced_cheques_hold_and_three_of_a_reason_are_refused(firm):
    bill = invoiced(firm)
    for at, name in enumerate(("K1", "K2", "K3"), 1):
        receive(
            actor=firm["ws1"],
            number=name,
            customer="C-1",
            bank=BANK,
            drawer="x",
            amount=Decimal(1000),
            due=DAY,
            received=DAY,
            invoices=[(bill.number, Decimal(1000))],
        )
        bounce(actor=firm["fin"], number=name, bank=BANK, on=date(2026, 6, 10 + at), reason="funds", follow_up="催告")
    assert codes(look("C-1", at=date(2026, 6, 12))) == {"bounced"}
    answer = look("C-1", at=NOW)
    assert (answer.verdict, codes(answer), answer.parts["bounced"]) == ("hold", {"bounced", "refused_by_banks"}, 3_000)


def test_long_overdue_holds_and_a_little_warns(firm):
    invoiced(firm)
    assert codes(look("C-1", at=date(2026, 8, 12))) == {"late"}
    assert codes(look("C-1", at=date(2026, 9, 8))) == {"overdue"}
    assert look("C-1", at=date(2026, 9, 8)).verdict == "hold"


def test_a_customer_on_hold_and_an_old_enquiry(firm):
    hold(actor=firm["tm1"], customer="C-1", on_hold=True, reason="票信不良")
    assert codes(look("C-1", at=NOW)) == {"on_hold"}
    hold(actor=firm["tm1"], customer="C-1", on_hold=False, reason="已清償")
    assert codes(look("C-1", at=date(2027, 3, 1))) == {"enquiry_old"}
    with pytest.raises(BadInput, match="reason"):
        hold(actor=firm["tm1"], customer="C-1", on_hold=True, reason=" ")


def test_cover_lowers_exposure_while_it_is_in_force(firm):
    invoiced(firm)
    row = add_cover(
        actor=firm["ws1"], customer="C-1", kind="insurance", reference="P-1", amount=Decimal(8_000), currency="TWD", valid_from=DAY
    )
    assert look("C-1", at=NOW).exposure == 2_500
    end_cover(actor=firm["fin"], cover=row.pk, on=date(2026, 6, 19))
    assert look("C-1", at=NOW).exposure == 10_500


def test_a_limit_is_given_by_somebody_else_with_the_authority(firm):
    asked = ask_limit(actor=firm["fin"], customer="C-1", amount=Decimal(1_500_000), reason="旺季", on=NOW)
    with pytest.raises(Refused, match="own request"):
        decide_limit(actor=firm["fin"], number=asked.number, approve=True, on=NOW)
    decide_limit(actor=firm["tm1"], number=asked.number, approve=True, on=NOW)
    profile = queries.profiles(actor=firm["ws1"]).get(customer__code="C-1")
    assert (profile.limit, profile.approved_by.login) == (1_500_000, "tm1")
    with pytest.raises(Refused, match="decided already"):
        decide_limit(actor=firm["gm"], number=asked.number, approve=False, on=NOW)


def test_authority_ends_at_its_amount(firm):
    big = ask_limit(actor=firm["ws1"], customer="C-1", amount=Decimal(10_000_001), reason="大單", on=NOW)
    for who in ("fin", "tm1"):
        with pytest.raises(Refused, match="GM decides"):
            decide_limit(actor=firm[who], number=big.number, approve=True, on=NOW)
    assert decide_limit(actor=firm["gm"], number=big.number, approve=True, on=NOW).state == "approved"


def test_a_limit_changed_meanwhile_is_asked_for_again(firm):
    first, second = (ask_limit(actor=firm["ws1"], customer="C-1", amount=Decimal(n), reason="旺季", on=NOW) for n in (200_000, 300_000))
    decide_limit(actor=firm["tm1"], number=first.number, approve=True, on=NOW)
    with pytest.raises(Refused, match="ask again"):
        decide_limit(actor=firm["tm1"], number=second.number, approve=True, on=NOW)
    assert withdraw_limit(actor=firm["ws1"], number=second.number, on=NOW).state == "withdrawn"


def test_a_limit_does_not_change_by_the_back_door(firm):
    with pytest.raises(BadInput, match="by request"):
        write_profile(actor=firm["ws1"], customer="C-1", limit=Decimal(999_999))


def test_an_override_lets_one_deal_pass_for_its_amount_and_days(firm):
    held = check(firm, "150000", about="SO-7", stage="order")
    assert held.verdict == "hold"
    made = override(actor=firm["tm1"], customer="C-1", about="SO-7", stage="order", amount=Decimal(150_000), reason="已承諾付款", at=NOW)
    again = check(firm, "150000", about="SO-7", stage="order")
    assert (again.verdict, again.overridden_by) == ("hold", "tm1")
    again.require()
    for more in ({"about": "SO-8"}, {"stage": "release"}, {"at": date(2026, 6, 28)}):
        with pytest.raises(Refused):
            check(firm, "150000", **({"about": "SO-7", "stage": "order"} | more)).require()
    with pytest.raises(Refused):
        check(firm, "150001", about="SO-7", stage="order").require()
    assert (made.snapshot.verdict, CreditOverride.objects.count()) == ("hold", 1)


def test_an_override_needs_authority_and_a_reason(firm):
    with pytest.raises(Refused, match=r"credit\.override\.grant"):
        override(actor=firm["ws1"], customer="C-1", about="SO-7", stage="order", amount=Decimal(1), reason="x", at=NOW)
    with pytest.raises(BadInput, match="reason"):
        override(actor=firm["tm1"], customer="C-1", about="SO-7", stage="order", amount=Decimal(1), reason="", at=NOW)
    with pytest.raises(Refused, match="TM decides"):
        override(actor=firm["fin"], customer="C-1", about="SO-7", stage="order", amount=Decimal(3_000_000), reason="x", at=NOW)


PEER = {
    "customer": "C-1",
    "informant": "示範同業",
    "date": NOW,
    "topic": "payment",
    "grade": "B",
    "message": "付款正常",
    "lawful": True,
    "lawful_basis": "公會例會",
}


def test_the_trades_word_needs_the_lawful_tick_and_holds_no_prices(firm):
    for more in ({"lawful": False}, {"lawful_basis": " "}):
        with pytest.raises(Refused, match="lawfully"):
            record_trade_reference(actor=firm["ws1"], **(PEER | more))
    for message in ("其對該客戶報價低三成", "Their price is 10 lower", "約定瓜分客戶"):
        with pytest.raises(Refused, match="competition law"):
            record_trade_reference(actor=firm["ws1"], **(PEER | {"message": message}))
    assert record_trade_reference(actor=firm["ws1"], **PEER).recorded_by == firm["ws1"]


def test_the_trades_word_is_read_by_those_only_whose_work_it_is(firm):
    record_trade_reference(actor=firm["ws1"], **PEER)
    assert queries.trade_references(actor=firm["fin"], customers=["C-1"]).count() == 1
    for login in ("cs1", "ep1", "fm1", "lgl", "adm"):
        with pytest.raises(Refused, match="trade_reference"):
            queries.trade_references(actor=firm[login], customers=["C-1"])


def test_papers_of_a_customer(firm):
    record_bank_reference(actor=firm["ws1"], customer="C-1", bank=BANK, date=NOW, opinion="good")
    first = record_statement(actor=firm["ws1"], customer="C-1", year_end=date(2025, 12, 31), currency="TWD", source="年報", ebit=Decimal(5))
    again = record_statement(actor=firm["ws1"], customer="C-1", year_end=date(2025, 12, 31), currency="TWD", source="年報", ebit=Decimal(6))
    assert (first.pk, again.ebit) == (again.pk, 6)
    assert record_forecast(actor=firm["ws1"], customer="C-1", date=NOW, months={"2026-07": "1000"}, currency="TWD").months == {
        "2026-07": "1000"
    }
    for months in ({"2026-13": "1"}, {"2026-07": "-1"}, {"2026-07": "x"}):
        with pytest.raises(BadInput, match="months are like"):
            record_forecast(actor=firm["ws1"], customer="C-1", date=NOW, months=months, currency="TWD")


def test_an_anomaly_keeps_the_exposure_of_its_day(firm):
    invoiced(firm)
    row = report_anomaly(actor=firm["ws1"], customer="C-1", date=NOW, kind="late", facts="逾期", reported_to="tm1")
    assert (row.number, row.exposure, row.limit) == ("AN-202606-0001", 10_500, 100_000)
    done = settle_anomaly(actor=firm["tm1"], number=row.number, measure="collect", action="催收", result="已付", closed_on=NOW)
    assert list(queries.anomalies(actor=firm["ws1"], open_only=True)) == []
    assert done.measure == "collect"


def account(firm, **more):
    told = {
        "party": "C-2",
        "on": NOW,
        "holder": "Demo Rad",
        "bank": "Demo Bank",
        "bic": "DEMODEF0",
        "iban": "DE89 3704 0044 0532 0130 00",
        "country": "DE",
        "currency": "EUR",
    }
    return add_account(actor=firm["ws1"], **(told | more))


def test_iban_and_bic_are_checked(firm):
    assert account(firm).iban == "DE89370400440532013000"
    for more, wrong in (
        ({"iban": "DE88370400440532013000"}, "check digits"), ({"iban": "DE8937040044053201300"}, "22 characters"), ({"iban": "TW89370400440532013000"}, "uses no IBAN"), ({"bic": "DEMO"}, "8 or 11"),
        ({"iban": ""}, "account number"), ({"iban": "??"}, "without marks"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=wrong):
            account(firm, **more)


def test_changed_details_are_not_trusted_until_somebody_else_has_called_back(firm):
    row = account(firm)
    call = {"account": row.pk, "spoke_to": "財務", "known_number": "+886-2-0000-0100", "confirmed": True}
    assert trust(row, NOW) == "unverified"
    with pytest.raises(Refused, match="somebody else calls"):
        check_account(actor=firm["ws1"], on=NOW, **call)
    check_account(actor=firm["fin"], on=NOW, **call)
    assert (trust(row, NOW), trust(row, date(2026, 7, 21))) == ("recent", "verified")
    change_account(actor=firm["ws1"], account=row.pk, on=date(2026, 7, 30), iban="GB82WEST12345698765432", country="GB")
    row = BankAccount.objects.get(pk=row.pk)
    assert (trust(row, date(2026, 7, 31)), row.changed_on) == ("unverified", date(2026, 7, 30))
    with pytest.raises(BadInput, match="before it changed"):
        check_account(actor=firm["fin"], on=NOW, **call)
    check_account(actor=firm["fin"], on=date(2026, 7, 31), **(call | {"confirmed": False}))
    assert trust(row, date(2026, 7, 31)) == "unverified"
    with pytest.raises(BadInput, match="has no"):
        change_account(actor=firm["ws1"], account=row.pk, on=NOW, changed_on=NOW)
    assert accounts(actor=firm["ws1"], party="").count() == 0
