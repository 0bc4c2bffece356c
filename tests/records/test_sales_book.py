"""A book taken over: whole or not at all, with history, and the same book again changes nothing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from django.db import connection

from argosy.engines.book.lines import Rules
from argosy.engines.book.sorting import sort_out
from argosy.kernel.errors import BadInput, Refused
from argosy.records.bulk import insert
from argosy.records.catalog.models import Product
from argosy.records.parties.actions import register_party
from argosy.records.parties.models import Party
from argosy.records.reference.actions import change_firm
from argosy.records.sales.book.actions import import_book, preview_book
from argosy.records.sales.book.intake import BookStored, BookTerms, NewBook
from argosy.records.sales.book.queries import book_rules
from argosy.records.sales.models import SalesOrder, SalesOrderLine
from argosy.records.service.models import ReturnNote

pytestmark = pytest.mark.django_db
POUNDS = BookTerms("GBP", fx=Decimal(40))
LINES = [
    ("1", "A", "X", "Holder", 5, "1.25", "2026-03-01T09:00"),
    ("1", "A", "Y", "Bag", 2, "0.333333", "2026-03-01T09:00"),
    ("2", "B", "X", "Holder, red", 3, "1.5", "2026-03-02T10:00"),
    ("C3", "A", "X", "", -4, "1.25", "2026-03-05T09:00"),
]


def book(*lines):
    rows = [
        (at, number, who, sku, name, "GB", datetime.fromisoformat(when), quantity * 10_000, int(Decimal(price) * 1_000_000), False)
        for at, (number, who, sku, name, quantity, price, when) in enumerate(lines or LINES, 2)
    ]
    names = ("row", "number", "customer", "sku", "name", "country", "at", "quantity", "price", "again")
    made = sort_out(pl.DataFrame(rows, schema=dict.fromkeys(names), orient="row"), Rules((), "C"))
    return NewBook(made.of("sale"), made.of("return"), made.taken)


@pytest.fixture
def firm(people):
    change_firm(actor=people["adm"], name_zh="書冊", name_en="Book Ltd", address_zh="台北市", address_en="Taipei", as_of=date(2026, 6, 30))
    return people


def test_customers_products_orders_and_returns_are_taken_over_with_history(firm):
    done = import_book(actor=firm["tm1"], book=book(), terms=POUNDS)
    assert done == BookStored(customers=2, products=2, orders=2, lines=3, returns=1, same=0)
    order = SalesOrder.objects.get(number="1")
    assert (order.customer.code, order.market, order.date, order.shipped, order.state) == (
        "A",
        "GB",
        date(2026, 3, 1),
        date(2026, 3, 1),
        "shipped",
    )
    assert (order.net, order.fx, order.currency, order.incoterm) == (Decimal("6.9167"), Decimal(40), "GBP", "DAP")
    line = order.lines.get(line_no=2)
    assert (line.product.sku, line.quantity, line.unit_price, line.amount) == ("Y", 2, Decimal("0.333333"), Decimal("0.6667"))
    note = ReturnNote.objects.get()
    assert (note.number, note.line.order.number, note.quantity, note.credit) == ("C3-1", "1", 4, Decimal(200))
    assert Product.objects.get(sku="X").name_en == "Holder, red"
    for model in (Party, Product, SalesOrder, SalesOrderLine, ReturnNote):
        kept = model.history.all()
        assert {(row.history_type, row.history_user.login) for row in kept} == {("+", "tm1")}
        assert sorted(row.id for row in kept) == sorted(model.objects.values_list("pk", flat=True))
    for row in (order, line, order.customer, note):
        row.full_clean()
    connection.check_constraints()


def test_the_same_book_again_changes_nothing(firm):
    import_book(actor=firm["tm1"], book=book(), terms=POUNDS)
    again = import_book(actor=firm["tm1"], book=book(), terms=POUNDS)
    assert again == BookStored(0, 0, 0, 0, 0, same=2)
    assert SalesOrderLine.history.count() == 3


def test_more_of_a_book_is_added_to_what_is_there(firm):
    import_book(actor=firm["tm1"], book=book(*LINES[:3]), terms=POUNDS)
    more = import_book(actor=firm["tm1"], book=book(*LINES[:3], ("4", "A", "Z", "Cup", 1, "2", "2026-03-07T09:00")), terms=POUNDS)
    assert more == BookStored(0, 1, 1, 1, 0, same=2)
    SalesOrderLine(
        order=SalesOrder.objects.get(number="4"), line_no=2, product=Product.objects.get(sku="Z"), quantity=1, unit_price=2, amount=2
    ).save()
    assert SalesOrderLine.objects.count() == 5


def test_a_return_of_an_order_taken_over_before_is_added(firm):
    import_book(actor=firm["tm1"], book=book(*LINES[:3]), terms=POUNDS)
    done = import_book(actor=firm["tm1"], book=book(), terms=POUNDS)
    assert (done.same, done.returns) == (2, 1)
    assert ReturnNote.objects.get().line.order.number == "1"


def test_an_order_that_is_there_with_other_lines_stops_the_book(firm):
    import_book(actor=firm["tm1"], book=book(), terms=POUNDS)
    other = [("1", "A", "X", "Holder", 6, "1.25", "2026-03-01T09:00"), ("9", "A", "X", "Holder", 1, "1", "2026-03-09T09:00")]
    with pytest.raises(BadInput) as refused:
        import_book(actor=firm["tm1"], book=book(*other), terms=POUNDS)
    assert [p.message.en for p in refused.value.problems] == ["Order 1 is there already with other lines: a book does not change it"]
    assert not SalesOrder.objects.filter(number="9").exists()


def test_a_code_of_somebody_who_is_no_customer_stops_the_book(firm):
    register_party(actor=firm["cs1"], code="B", kinds=["supplier"], name_zh="供應商", name_en="Supplier", country="GB")
    planned = preview_book(book(), POUNDS, actor=firm["tm1"])
    assert [p.message.en for p in planned.problems] == ["Party B is there already and is no customer"]
    assert SalesOrder.objects.count() == 0


def test_a_day_without_a_rate_stops_the_book(firm):
    with pytest.raises(BadInput) as refused:
        import_book(actor=firm["tm1"], book=book(), terms=BookTerms("GBP"))
    assert {p.field for p in refused.value.problems} == {"fx"}
    assert Party.objects.count() == 0


def test_a_value_that_breaks_a_rule_of_its_field_writes_nothing(firm):
    with pytest.raises(BadInput) as refused:
        import_book(actor=firm["tm1"], book=book(), terms=BookTerms("pound", fx=Decimal(1)))
    assert {p.field for p in refused.value.problems} == {"currency"}
    assert Party.objects.count() == 0


def test_only_who_may_takes_a_book_over(firm):
    with pytest.raises(Refused):
        import_book(actor=firm["fm1"], book=book(), terms=POUNDS)


def test_bulk_rows_get_keys_of_their_own_and_defaults(firm):
    first = insert(Party, {"code": ["P1", "P2"], "name_zh": "甲", "name_en": "A", "country": "TW"}, 2)
    Party.objects.filter(code="P2").first().delete()
    second = insert(Party, {"code": ["P3"], "name_zh": "丙", "name_en": "C", "country": "TW"}, 1)
    assert (len(first), second[0] > first[1]) == (2, True)
    assert Party.objects.get(code="P3").language == "en"
    assert len(insert(Party, {}, 0)) == 0


def test_the_rules_are_settings(firm):
    rules = book_rules()
    assert (rules.cancels, rules.same_days) == ("C", 0)
    assert {"POST", "BANK CHARGES", "AMAZONFEE"} <= set(rules.not_goods)
