"""Lists ask the database a fixed number of questions, however long they are, and come in pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.world import body

pytestmark = pytest.mark.django_db


def questions(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", ["/documents/", "/today/", "/waiting/"])
def test_documents_do_not_multiply_questions(browser, document, address):
    client = browser("cs2")
    document("in_check")
    before = questions(client, address)
    for _ in range(4):
        document("in_check")
    assert questions(client, address) == before


def test_orders_do_not_multiply_questions(browser, order):
    client = browser("cs1")
    order()
    before = questions(client, "/orders/")
    for at in range(4):
        order(place=f"JP{at}AA")
    assert questions(client, "/orders/") == before


@pytest.mark.parametrize(
    ("address", "most"), [("/people/", 20), ("/audit/", 20), ("/today/", 20), ("/tasks/CS/T1.2/", 25), ("/data/", 30), ("/coverage/", 25)]
)
def test_a_page_asks_few_questions(browser, address, most):
    assert questions(browser("adm"), address) <= most


def test_a_long_list_comes_in_pages(browser, order, monkeypatch):
    monkeypatch.setattr("argosy.web.listing.listing.__defaults__", (2,))
    for at in range(3):
        order(place=f"JP{at}AA")
    client = browser("cs1")
    first, second = (body(client.get("/orders/", {"q": "OF", "page": n})) for n in (1, 2))
    assert (first.count("data-row>"), second.count("data-row>")) == (2, 1)
    assert "?q=OF&amp;page=2" in first
    assert "Page 2 of 2, 3 in all" in second


def test_a_page_number_out_of_range_gives_the_last(browser, order):
    order()
    assert "OF-0001" in body(browser("cs1").get("/orders/", {"page": "99"}))
