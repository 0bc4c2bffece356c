"""Importing an order file by web: nothing is stored before it was looked at, and every fault shows at once."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from argosy.records.tariffs import queries as tariffs
from tests.web.world import GIVEN, body, form_value, order_csv, problem, upload

pytestmark = pytest.mark.django_db
BAD = ("JD-1,柚子果汁,2202991900,JP,many,PCE,96,,,20%", ",蘇打水,2202100010,日本國,2400,PCE,,1200,1320,20%")


def preview(client, data=None, **given):
    return client.post("/orders/import/", {**upload(data or order_csv()), **given})


def test_a_file_is_looked_at_before_it_is_stored(browser):
    answer = preview(browser("cs1"), **GIVEN)
    assert answer.status_code == 200
    assert "All 2 rows can be stored" in body(answer)
    assert not tariffs.orders().exists()


def test_what_the_file_does_not_state_is_asked_for(browser):
    page = body(preview(browser("cs1")))
    assert [field for field in ("date", "incoterm", "place", "currency") if f'mono">{field}<' not in page] == []
    assert "disabled" in page[page.index('name="store"') :][:40]


def test_every_bad_cell_shows_at_once(browser):
    answer = preview(browser("cs1"), order_csv(*BAD), **GIVEN)
    page = body(answer)
    assert answer.status_code == 200
    assert page.count('<tr class="stop">') == 4
    assert all(f'mono">{field}<' in page for field in ("quantity", "item", "origin", "unit_price"))


def test_the_file_need_not_be_chosen_twice(browser):
    client = browser("cs1")
    mark = form_value(preview(client), "upload")
    answer = client.post("/orders/import/again/", {"upload": mark, **GIVEN, "read": "1"})
    assert "All 2 rows can be stored" in body(answer)
    stored = client.post("/orders/import/again/", {"upload": mark, **GIVEN, "store": "1"})
    row = tariffs.orders().get()
    assert stored["Location"] == f"/orders/{row.ref}/"
    assert (row.incoterm, row.fx, row.title_en, row.n_lines) == ("FOB", {"JPY": "0.2068"}, "Juice", 2)


def test_stored_twice_it_is_one_order(browser):
    client = browser("cs1")
    refs = set()
    for _ in range(2):
        mark = form_value(preview(client), "upload")
        refs.add(client.post("/orders/import/again/", {"upload": mark, **GIVEN, "store": "1"})["Location"])
    assert len(refs) == tariffs.orders().count() == 1


def test_a_file_with_faults_is_not_stored_by_pressing_store(browser):
    client = browser("cs1")
    mark = form_value(preview(client, order_csv(*BAD)), "upload")
    assert client.post("/orders/import/again/", {"upload": mark, **GIVEN, "store": "1"}).status_code == 422
    assert not tariffs.orders().exists()


def test_an_upload_belongs_to_who_made_it(browser):
    mark = form_value(preview(browser("cs1")), "upload")
    answer = browser("cs2").post("/orders/import/again/", {"upload": mark, **GIVEN, "store": "1"})
    assert answer.status_code == 404
    assert "choose the file again" in body(answer)


def test_an_upload_is_forgotten_after_its_hour(browser):
    client = browser("cs1")
    mark = form_value(preview(client), "upload")
    cache.clear()
    assert client.post("/orders/import/again/", {"upload": mark, "read": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("order.exe", b"MZ", "Use CSV, XLSX"), ("order.csv", b"x" * 5_300_000, "at most 5 MB"), ("order.csv", b"", "empty")],
)
def test_a_file_of_the_wrong_kind_or_size(browser, name, data, words):
    answer = browser("cs1").post("/orders/import/", upload(data, name))
    assert answer.status_code == 400
    assert words in body(answer)


def test_a_file_that_is_no_table_says_why(browser):
    answer = preview(browser("cs1"), b"hello there")
    assert answer.status_code == 400
    assert "no row of headings" in problem(answer)


def test_an_order_shows_its_lines_in_the_words_of_the_law(browser, order):
    page = body(browser("cs1").get(f"/orders/{order()}/"))
    assert "柚子果汁" in page
    assert "JPY" in page
    assert "Import duty" in page


def test_fields_of_the_consignment_are_changed(browser, order):
    ref = order()
    sent = {**GIVEN, "allocation": "value", "place": "JPTYO", "fx": "0.21", "insurance": "JPY 2,738"}
    assert browser("cs1").post(f"/orders/{ref}/change/", sent)["Location"] == f"/orders/{ref}/"
    row = tariffs.order(ref)
    assert (row.place, row.fx, row.allocation) == ("JPTYO", {"JPY": "0.21"}, "value")
    assert {c.kind: int(c.amount) for c in tariffs.costs(row)} == {"freight": 118000, "insurance": 2738}


@pytest.mark.parametrize(("field", "value", "words"), [("fx", "-1", "above zero"), ("freight", "much", "is not an amount")])
def test_a_wrong_entry_keeps_what_was_entered(browser, order, field, value, words):
    answer = browser("cs1").post(f"/orders/{order()}/change/", {**GIVEN, "allocation": "auto", field: value, "vessel": "MV DEMO"})
    page = body(answer)
    assert words in page
    assert f'value="{value}"' in page
    assert 'value="MV DEMO"' in page


def test_a_line_is_decided(browser, order):
    ref = order()
    sent = {
        "description": "柚子果汁飲料",
        "code": "2202991900",
        "origin": "jp",
        "rate_duty": "20%",
        "rate_commodity_tax": "8%",
        "rationale": "含天然果汁",
        "facts": "juice_share = 12%\n",
    }
    browser("cs1").post(f"/orders/{ref}/lines/1/", sent)
    line = tariffs.lines(tariffs.order(ref))[0]
    assert (line.origin, line.rates, line.facts, line.rationale, line.description) == (
        "JP",
        {"duty": "20%", "commodity_tax": "8%"},
        {"juice_share": "12%"},
        "含天然果汁",
        "柚子果汁飲料",
    )


def test_a_fact_without_its_sign_is_refused(browser, order):
    assert "name = value" in body(browser("cs1").post(f"/orders/{order()}/lines/1/", {"facts": "juice share"}))
