from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.records.action import LOCAL_READER
from argosy.records.catalog.actions import register_product
from argosy.records.parties.actions import register_party
from argosy.records.reference.actions import change_firm, load_rates
from argosy.records.sales import queries
from argosy.records.sales.actions import import_orders, import_quotations, set_target
from argosy.records.sales.intake import NewLine, NewOrder, NewQuotation
from argosy.records.sales.models import Quotation, SalesOrder, SalesOrderLine, SalesTarget
from argosy.records.sales.performance import facts, market_trade, performance, trade_source
from argosy.records.service.actions import change_case, open_case, record_return
from argosy.records.service.models import ServiceCase

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 25)


@pytest.fixture
def shop(people):
    """A firm with a customer in Germany, two products and the dollar's export rate."""
    names = {"name_zh": "測試公司", "name_en": "Test Ltd.", "address_zh": "台北市", "address_en": "Taipei"}
    change_firm(actor=people["adm"], **names, as_of=date(2026, 6, 30))
    edition = {
        "name": "customs-tw", "title_zh": "每旬匯率表", "title_en": "Ten-day rates", "publisher_zh": "關務署", "publisher_en": "Customs",
        "edition": "2026-06-3", "as_of": DAY, "retrieved": DAY, "licence": "open", "max_age_days": 10,
    }  # fmt: skip
    period = (date(2026, 6, 21), date(2026, 6, 30))
    rows = [("USD", "export", Decimal("32.5"), *period), ("EUR", "export", Decimal(35), *period)]
    load_rates(actor=people["cs1"], table="customs-tw", dataset=edition, rows=rows)
    register_party(actor=people["cs1"], code="C-1", kinds=["customer"], name_zh="示範車輪", name_en="Demo Rad", country="DE")
    fields = {"net_kg": "0.5", "gross_kg": "0.6", "carton_cbm": "0.02", "cost": "200", "price": "350", "origin": "TW", "code": "8714912000"}
    for sku in ("J-1", "J-2"):
        register_product(actor=people["cs1"], sku=sku, name_zh="前叉", name_en="Fork", **fields)
    return people


def order(number="SO-1", *skus, **more):
    lines = tuple(
        NewLine(2 + at, sku, Decimal(10), Decimal(12), Decimal(5), unit_cost=Decimal(200), shipped_quantity=Decimal(10))
        for at, sku in enumerate(skus or ("J-1",))
    )
    told = {"row": 2, "customer": "C-1", "date": DAY, "incoterm": "FOB", "currency": "USD", "lines": lines} | more
    return NewOrder(number=number, **told)


def quotation(number="QT-1", **more):
    told = {
        "row": 2,
        "customer": "C-1",
        "date": DAY,
        "incoterm": "FOB",
        "currency": "USD",
        "lines": (NewLine(2, "J-1", Decimal(10), Decimal(12)),),
    } | more
    return NewQuotation(number=number, **told)


def problems(function, **given):
    with pytest.raises(BadInput) as refused:
        function(**given)
    return [(one.row, one.field) for one in refused.value.problems]


def test_an_order_takes_market_and_rate_where_they_are_not_given(shop):
    done = import_orders(actor=shop["ws1"], orders=[order()])
    row = SalesOrder.objects.get()
    assert (done.new, row.market, row.fx) == (1, "DE", Decimal("32.5"))
    line = row.lines.get()
    assert (line.amount, line.freight, line.duty) == (Decimal(114), None, None)
    assert SalesOrder.history.get().history_user == shop["ws1"]


def test_the_same_again_changes_nothing_and_news_are_carried(shop):
    import_orders(actor=shop["ws1"], orders=[order(), order("SO-2")])
    again = import_orders(actor=shop["ws1"], orders=[order(), order("SO-2", shipped=date(2026, 6, 28)), order("SO-3")])
    assert (again.new, again.changed, again.same) == (1, 1, 1)
    assert SalesOrder.objects.get(number="SO-2").shipped == date(2026, 6, 28)
    assert SalesOrder.history.filter(number="SO-2").count() == 2
    import_orders(actor=shop["ws1"], orders=[order("SO-1", "J-1", "J-2")])
    assert [line.product.sku for line in SalesOrder.objects.get(number="SO-1").lines.all()] == ["J-1", "J-2"]


def test_one_bad_order_keeps_all_out(shop):
    bad = [order(), order("SO-2", "J-9"), order("SO-3", customer="C-9", row=5), order("SO-4", promised=date(2026, 6, 1), row=7)]
    assert sorted(problems(import_orders, actor=shop["ws1"], orders=bad)) == [(2, "sku"), (5, "customer"), (7, "promised")]
    assert not SalesOrder.objects.exists()


def test_a_rate_nobody_published_is_asked_for(shop):
    assert problems(import_orders, actor=shop["ws1"], orders=[order(currency="JPY")]) == [(2, "fx")]


def test_numbers_that_cannot_be_kept_are_told_by_row(shop):
    lines = (NewLine(9, "J-1", Decimal(10), Decimal(12), discount=Decimal(101)),)
    found = problems(import_orders, actor=shop["ws1"], orders=[order(lines=lines)])
    assert (9, "discount") in found


def test_a_decided_quotation_has_its_day_and_only_a_lost_one_its_reason(shop):
    won = quotation(outcome="won", decided_on=date(2026, 6, 28))
    assert import_quotations(actor=shop["ws1"], quotations=[won]).new == 1
    assert problems(import_quotations, actor=shop["ws1"], quotations=[quotation(outcome="won")]) == [(2, "decided_on")]
    late = quotation(outcome="won", decided_on=date(2026, 6, 28), lost_reason="price")
    assert problems(import_quotations, actor=shop["ws1"], quotations=[late]) == [(2, "lost_reason")]


def test_an_order_names_the_quotation_it_came_from(shop):
    import_quotations(actor=shop["ws1"], quotations=[quotation()])
    import_orders(actor=shop["ws1"], orders=[order(quotation="QT-1")])
    assert SalesOrder.objects.get().quotation == Quotation.objects.get()
    assert problems(import_orders, actor=shop["ws1"], orders=[order("SO-2", quotation="QT-9")]) == [(2, "quotation")]


def test_lines_of_an_order_with_returns_stay(shop):
    import_orders(actor=shop["ws1"], orders=[order()])
    given = {"number": "RN-1", "order": "SO-1", "line_no": 1, "date": date(2026, 6, 29), "reason": "defect"}
    row = record_return(actor=shop["cs1"], quantity=Decimal(4), **given)
    assert row.credit == Decimal("1482.00")
    with pytest.raises(Refused, match="at most 6"):
        record_return(actor=shop["cs1"], quantity=Decimal(7), **given | {"number": "RN-2"})
    with pytest.raises(BadInput):
        import_orders(actor=shop["ws1"], orders=[order("SO-1", "J-2")])
    assert import_orders(actor=shop["ws1"], orders=[order(shipped=date(2026, 6, 28))]).changed == 1


def test_a_target_is_set_once_for_a_month(shop):
    given = {"person": "ws1", "territory": "DE+NL", "line": "87", "month": date(2026, 6, 1)}
    set_target(actor=shop["tm1"], amount=Decimal(100), **given)
    set_target(actor=shop["tm1"], amount=Decimal(200), **given)
    assert SalesTarget.objects.get().amount == Decimal(200)
    with pytest.raises(BadInput):
        set_target(actor=shop["tm1"], amount=Decimal(1), **given | {"month": date(2026, 6, 2)})
    with pytest.raises(Refused):
        set_target(actor=shop["ws1"], amount=Decimal(1), **given)


def test_a_case_is_opened_and_closed(shop):
    received = datetime(2026, 6, 25, 1, tzinfo=UTC)
    open_case(actor=shop["ws1"], number="SC-1", kind="complaint", customer="C-1", sku="J-1", owner="ws1", received=received)
    change_case(actor=shop["ws1"], number="SC-1", answered=datetime(2026, 6, 25, 4, tzinfo=UTC))
    assert ServiceCase.objects.get().answered.hour == 4
    with pytest.raises(BadInput):
        change_case(actor=shop["ws1"], number="SC-1", closed=datetime(2026, 6, 24, tzinfo=UTC))


def test_what_the_engine_is_handed(shop):
    import_orders(actor=shop["ws1"], orders=[order(), order("SO-2", cancelled=True)])
    record_return(
        actor=shop["cs1"], number="RN-1", order="SO-1", line_no=1, date=DAY, quantity=Decimal(1), reason="other", credit=Decimal(300)
    )
    import_quotations(actor=shop["ws1"], quotations=[quotation()])
    known = facts(actor=LOCAL_READER)
    line = known.lines.row(0, named=True)
    assert known.lines.height == 1
    assert (line["sales"], line["cost"], line["credit"], line["per_usd"]) == (Decimal(3705), Decimal(2000), Decimal(300), 32.5)
    assert known.quotes.row(0, named=True)["margin"] is None
    assert known.currency == "TWD"


def test_performance_of_a_small_firm(shop):
    import_orders(actor=shop["ws1"], orders=[order(), order("SO-2", "J-2", promised=date(2026, 6, 26))])
    found = performance(actor=shop["fin"])
    assert found.products.row(0, named=True)["sales"] == Decimal(7410)
    assert found.wins["rate"][0] is None
    assert (found.delivery["n"][0], found.delivery["k"][0]) == (1, 0)
    with pytest.raises(Refused):
        performance(actor=None)


def test_an_empty_store_has_no_figures(shop):
    found = performance(actor=shop["tm1"])
    assert (found.products.height, found.change, found.factors.basis) == (0, None, "judgement")
    assert found.whole["sales"][0] == Decimal(0)


def test_a_trade_table_that_is_not_there_is_named(shop):
    with pytest.raises(NotFound, match="trade_baci"):
        market_trade("trade_baci", actor=shop["tm1"])


def test_imports_of_the_warehouse_name_their_edition(shop, tmp_path, settings):
    from argosy.publishing.sample_market import keep_flows
    from argosy.records.people.models import Person

    settings.ARGOSY_WAREHOUSE_URL = tmp_path.as_uri()
    assert Person.objects.filter(login="cs3").exists()
    keep_flows()
    import_orders(actor=shop["ws1"], orders=[order()])
    trade = market_trade("trade_sample", actor=shop["tm1"])
    assert set(trade["product"].str.slice(0, 6)) <= {"871491"}
    source = trade_source("trade_sample")
    assert (source["edition"], source["synthetic"], source["title"]["zh"]) == ("seed-20260630", True, "示範貿易流量（合成資料）")


def test_lists_are_found_by_market_and_words(shop):
    import_orders(actor=shop["ws1"], orders=[order(), order("SO-2", market="NL")])
    import_quotations(actor=shop["ws1"], quotations=[quotation()])
    assert [row.number for row in queries.orders(actor=shop["fm1"], market="NL")] == ["SO-2"]
    assert queries.orders(actor=shop["fm1"], find="Demo Rad").count() == 2
    assert queries.quotations(actor=shop["fm1"], outcome="open").count() == 1
    assert queries.order("SO-1", actor=shop["fm1"]).lines.count() == 1
    assert SalesOrderLine.objects.count() == 2
