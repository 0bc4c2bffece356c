"""A customer's credit file: accounts by year with their Altman form, the scorecard in full, decisions by authority, and the profile's forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.records.credit.actions import ask_limit, override, record_bank_reference, record_statement, record_trade_reference
from argosy.records.credit.control import check_exposure
from argosy.records.credit.models import Cover, CreditProfile, CustomerForecast, FinancialStatement, LimitRequest, TradeReference
from tests.records.owing import invoiced, shop
from tests.web.test_pages import check_sound

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# working capital 200/1000, retained 100/1000, EBIT 150/1000, equity 600/400
YEAR = {
    "current_assets": 500, "current_liabilities": 300, "total_assets": 1000, "total_liabilities": 400, "retained_earnings": 100, "ebit": 150, "sales": 1200,
}  # fmt: skip


@pytest.fixture
def firm(people):
    return shop(people)


def page(browser, login, address, language="en"):
    return check_sound(browser(login, language).get(address), language)


def entered(browser, login="ws1", **more):
    told = {
        "customer": "C-1",
        "year_end": "2025-12-31",
        "currency": "TWD",
        "source": "年報",
        **{k: str(v) for k, v in YEAR.items()},
        **more,
    }
    return browser(login).post("/receivables/do/statement/", told)


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("name", ["accounts", "scorecard", "log"])
def test_the_pages_are_sound_with_nothing_and_with_everything(browser, firm, name, language):
    assert page(browser, "ep1", f"/credit/C-2/{name}/", language)
    invoiced(firm)
    record_statement(actor=firm["ws1"], customer="C-1", year_end=date(2025, 12, 31), currency="TWD", source="年報", **YEAR)
    assert page(browser, "fin", f"/credit/C-1/{name}/", language)


def test_a_year_is_entered_with_its_form_and_why(browser, firm):
    assert entered(browser).status_code == 302
    shown = page(browser, "fin", "/credit/C-1/accounts/")
    z2 = 6.56 * 0.2 + 3.26 * 0.1 + 6.72 * 0.15 + 1.05 * 1.5
    assert f"{z2:.2f}" in shown
    assert f"{z2:.4f}" in shown
    assert "not a manufacturer" in shown
    assert entered(browser, manufacturer="on", year_end="2024-12-31").status_code == 302
    assert "private, by book equity" in page(browser, "fin", "/credit/C-1/accounts/")
    assert entered(browser, manufacturer="on", year_end="2023-12-31", market_equity="900").status_code == 302
    assert "with a market value of equity: listed" in page(browser, "fin", "/credit/C-1/accounts/")
    assert FinancialStatement.objects.count() == 3


def test_what_a_form_lacks_is_named_and_a_loss_is_taken(browser, firm):
    assert entered(browser, ebit="-40", total_liabilities="").status_code == 302
    row = FinancialStatement.objects.get()
    assert (row.ebit, row.total_liabilities) == (Decimal(-40), None)
    assert "lacks total liabilities" in page(browser, "fin", "/credit/C-1/accounts/")


def test_a_year_entered_again_begins_with_what_it_holds(browser, firm):
    entered(browser, ebit="-40")
    form = browser("ws1").get("/receivables/do/statement/?customer=C-1&year_end=2025-12-31").content.decode()
    assert 'value="-40"' in form
    assert 'value="1200"' in form


def test_the_scorecard_is_printed_in_full_with_every_source(browser, firm):
    invoiced(firm)
    record_bank_reference(actor=firm["fin"], customer="C-1", bank="示範銀行", date=date(2026, 3, 1), opinion="good")
    entered(browser)
    shown = page(browser, "fin", "/credit/C-1/scorecard/")
    for words in (
        "Mean days late",
        "Cheques",
        "Utilisation of the limit",
        "Accounts (Altman)",
        "Years since founded",
        "Return rate",
        "Overdue share",
    ):
        assert words in shown
    assert "reference of 示範銀行, 2026-03-01" in shown
    assert "accounts of 2025-12-31: 年報" in shown
    assert "10 / 10" in shown
    assert "nothing is known: the card" in shown


def test_the_points_of_the_page_are_those_of_the_program(browser, firm, people):
    from argosy.publishing.credit_file import file_json

    invoiced(firm)
    told = file_json("C-1", actor=people["fin"], as_of=date(2026, 6, 30))
    assert sum(one["points"] for one in told["points"]) == told["total"]
    assert f"{told['total']} / 100" in page(browser, "fin", "/credit/C-1/scorecard/")


def test_a_request_names_who_may_decide_and_links_only_for_another(browser, firm):
    row = ask_limit(actor=firm["fin"], customer="C-1", amount=Decimal(5000000), reason="旺季", on=date(2026, 6, 20))
    mine, other = page(browser, "fin", "/credit/C-1/log/"), page(browser, "tm1", "/credit/C-1/log/")
    assert "International trade manager, General manager" in mine
    assert f"limit-withdraw/?customer=C-1&amp;number={row.number}" in mine
    assert f"limit-decide/?customer=C-1&amp;number={row.number}" in other
    decided = browser("tm1").post("/receivables/do/limit-decide/", {"number": row.number, "approve": "on", "on": "2026-06-21"})
    assert (decided.status_code, CreditProfile.objects.get(customer__code="C-1").limit) == (302, Decimal(5000000))


def test_finance_is_refused_beyond_its_authority_and_told_whose_it_is(browser, firm):
    row = ask_limit(actor=firm["ws1"], customer="C-1", amount=Decimal(5000000), reason="旺季", on=date(2026, 6, 20))
    answer = browser("fin").post("/receivables/do/limit-decide/", {"number": row.number, "approve": "on", "on": "2026-06-21"})
    assert answer.status_code == 403
    assert "TM decides" in answer.content.decode()
    assert LimitRequest.objects.get(pk=row.pk).state == "asked"


def test_who_asked_withdraws_on_the_page(browser, firm):
    row = ask_limit(actor=firm["ws1"], customer="C-1", amount=Decimal(5000), reason="旺季", on=date(2026, 6, 20))
    assert browser("ws1").post("/receivables/do/limit-withdraw/", {"number": row.number, "on": "2026-06-21"}).status_code == 302
    assert LimitRequest.objects.get(pk=row.pk).state == "withdrawn"


def test_overrides_and_checks_are_in_the_log(browser, firm):
    day = date(2026, 6, 20)
    check_exposure(actor=firm["ws1"], customer="C-1", at=day, amount=Decimal(900000), stage="order", about="SO-77")
    override(actor=firm["tm1"], customer="C-1", about="SO-77", stage="order", amount=Decimal(900000), reason="已取得擔保", at=day)
    shown = page(browser, "gm", "/credit/C-1/log/")
    assert "已取得擔保" in shown
    assert shown.count("SO-77") >= 2
    assert "hold" in shown


def test_peer_information_without_the_tick_is_refused_and_seen_by_few(browser, firm):
    told = {"customer": "C-1", "informant": "公會", "date": "2026-06-01", "topic": "payment", "grade": "B", "message": "付款準時"}
    refused = browser("ws1").post("/receivables/do/trade-reference/", told)
    assert (refused.status_code, TradeReference.objects.count()) == (403, 0)
    record_trade_reference(actor=firm["ws1"], **told | {"date": date(2026, 6, 1)}, lawful=True, lawful_basis="公會公開")
    assert "公會公開" in page(browser, "ws1", "/credit/C-1/")
    assert "公會公開" not in page(browser, "cs1", "/credit/C-1/")


def test_profile_forecast_and_cover_are_kept(browser, firm):
    client = browser("ws1")
    assert (
        client.post("/receivables/do/profile/", {"customer": "C-1", "representative": "王示範", "founded": "2001-05-01"}).status_code == 302
    )
    assert 'value="王示範"' in client.get("/receivables/do/profile/?customer=C-1").content.decode()
    foretold = {"customer": "C-1", "date": "2026-06-01", "currency": "TWD", "months": "2026-07 | 500,000\n2026-08 | 450000"}
    assert client.post("/receivables/do/forecast/", foretold).status_code == 302
    assert CustomerForecast.objects.get().months == {"2026-07": "500000", "2026-08": "450000"}
    assert client.post("/receivables/do/forecast/", foretold | {"months": "July | 5"}).status_code in (400, 422)
    cover = {"customer": "C-1", "kind": "lc", "reference": "LC-1", "amount": "50000", "currency": "TWD", "valid_from": "2026-06-01"}
    assert client.post("/receivables/do/cover/", cover).status_code == 302
    row = Cover.objects.get()
    assert browser("fin").post("/receivables/do/cover-end/", {"cover": row.pk, "on": "2026-06-30"}).status_code == 302
    assert client.post("/receivables/do/cover-end/", {"cover": row.pk, "on": "2026-06-30"}).status_code == 403
    row.refresh_from_db()
    assert row.valid_to == date(2026, 6, 30)


def test_nothing_of_a_customer_there_is_not(browser, firm):
    assert all(browser("fin").get(f"/credit/NONE/{name}/").status_code == 404 for name in ("accounts", "scorecard", "log"))
