"""The tariff pages: words, a code, editions side by side, one looked at before it is stored, two compared."""

from __future__ import annotations

import json
import re

import pytest

from tests.importers.tariffs import CSV, CSV_HEAD, US, us_row
from tests.web.test_duty import text
from tests.web.world import body, form_value, upload

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEW = [
    *US[:2],
    us_row("2009.11.00", 2, "Frozen", "8¢/liter", "Free (AU,S)", "18¢/liter"),
    US[3],
    us_row("2009.12.00.00", 2, "Not frozen", "4%"),
    *US[5:],
]
DAY = {"date": "2026-06-30"}


@pytest.fixture(autouse=True)
def _own_warehouse(settings, tmp_path):
    settings.ARGOSY_WAREHOUSE_URL = (tmp_path / "wh").as_uri()


def rows(lines) -> bytes:
    return "\n".join(json.dumps(row) for row in lines).encode()


@pytest.fixture
def keep(browser):
    """Look at a file of the United States and store it, as cs1."""

    def make(lines=US, name="us_hts_2026-05.jsonl", **named):
        client = browser("cs1")
        looked = client.post("/duty/tariff/editions/look/", {**upload(rows(lines), name), "kind": "us-hts", **named})
        return client.post(
            "/duty/tariff/editions/store/", {"upload": form_value(looked, "upload"), "kind": "us-hts", "store": "1", **named}
        )

    return make


def test_nothing_is_stored_before_it_was_looked_at(browser):
    client = browser("cs1")
    looked = client.post("/duty/tariff/editions/look/", {**upload(rows(US), "us_hts_2026-05.jsonl"), "kind": "us-hts"})
    said = text(looked)
    assert looked.status_code == 200
    assert "6 codes, 7 rates. Nothing is stored yet." in said
    assert "The rate applicable to the natural juice" in said
    assert "No tariff is imported yet" in text(client.get("/duty/tariff/editions/"))


def test_a_stored_edition_stands_in_the_list_with_its_source(keep, browser):
    assert keep().status_code == 302
    said = text(browser("ws1").get("/duty/tariff/editions/"))
    assert "United States International Trade Commission" in said
    assert "US public domain" in said
    assert "2026-05-01" in said


def test_the_same_bytes_again_are_told(keep, browser):
    keep()
    looked = browser("cs1").post("/duty/tariff/editions/look/", {**upload(rows(US), "us_hts_2026-05.jsonl"), "kind": "us-hts"})
    assert "The same bytes are there as edition" in text(looked)


def test_read_again_under_another_name_stores_nothing(browser):
    client = browser("cs1")
    looked = client.post("/duty/tariff/editions/look/", {**upload(rows(US), "us.jsonl"), "kind": "us-hts"})
    again = client.post(
        "/duty/tariff/editions/store/", {"upload": form_value(looked, "upload"), "kind": "us-hts", "edition": "spring", "read": "1"}
    )
    assert "spring" in text(again)
    assert "No tariff is imported yet" in text(client.get("/duty/tariff/editions/"))


def test_a_bad_file_is_refused_with_its_rows(browser):
    answer = browser("cs1").post("/duty/tariff/editions/look/", {**upload(b'{"htsno": "x"', "us.jsonl"), "kind": "us-hts"})
    assert answer.status_code == 422
    assert "is no JSON" in text(answer)


def test_a_name_that_is_taken_is_refused_on_the_page(keep):
    keep(edition="spring")
    answer = keep(NEW, edition="spring")
    assert answer.status_code == 422
    assert "use another name" in text(answer)


def test_who_may_not_import_sees_no_form(browser):
    assert 'name="file"' not in body(browser("ws1").get("/duty/tariff/editions/"))
    assert browser("ws1").post("/duty/tariff/editions/look/", {"kind": "us-hts"}).status_code == 403


def test_words_find_lines_with_their_rates(keep, browser):
    keep()
    answer = browser("ws1").get("/duty/tariff/", {"q": "frozen orange juice", "jurisdiction": "US", **DAY})
    said = text(answer)
    assert "2009.11.00" in said
    assert "0.0785/LTR" in said
    assert "Column 1, special" in said
    assert "needs a person" in said or "AU" in said


def test_what_nobody_could_read_is_marked(keep, browser):
    keep()
    said = text(browser("ws1").get("/duty/tariff/", {"q": "vegetable", "jurisdiction": "US", **DAY}))
    assert re.search(r"needs a person\s+The rate applicable", said)


def test_a_code_goes_to_its_page(keep, browser):
    keep()
    answer = browser("ws1").get("/duty/tariff/", {"q": "2009.11.00.20", "jurisdiction": "US", "origin": "Japan", **DAY}, follow=True)
    said = text(answer)
    assert answer.redirect_chain[0][0] == "/duty/tariff/US/2009110020/?date=2026-06-30&origin=JP"
    assert "Goods may be entered under this code on 2026-06-30" in said
    assert "0.0785/LTR" in said
    assert "this origin" in said
    assert "Fruit juices" in said
    assert "jurisdiction=US&amp;date=2026-06-30&amp;code=2009110020&amp;origin=JP" in body(answer)


def test_a_code_above_others_lists_them(keep, browser):
    keep()
    said = text(browser("ws1").get("/duty/tariff/US/2009/", DAY))
    assert "has finer codes below it" in said
    assert "can be declared" in said or "Frozen" in said


@pytest.mark.parametrize(
    ("path", "told"),
    [("/duty/tariff/US/999999/", "has no code"), ("/duty/tariff/GB/0902/", "No tariff of GB was imported"), ("/duty/tariff/?q=tea&jurisdiction=GB", "No tariff of GB was imported"),
     ("/duty/tariff/?q=zzz&jurisdiction=US", "No line fits")],
)  # fmt: skip
def test_what_is_not_there_says_so(keep, browser, path, told):
    keep()
    assert told in text(browser("ws1").get(path))


@pytest.mark.parametrize(
    "asked", [{"q": ""}, {"q": "tea", "origin": "Atlantis"}, {"q": "tea", "date": "soon"}, {"q": "tea", "jurisdiction": "QQ"}]
)
def test_a_wrong_search_is_told(browser, asked):
    assert browser("ws1").get("/duty/tariff/", {"jurisdiction": "TW", **asked}).status_code == 422


def test_a_place_that_is_none(browser):
    assert browser("ws1").get("/duty/tariff/USA/0902/").status_code == 400


def test_two_editions_are_compared(keep, browser):
    keep()
    keep(NEW, "us_hts_2026-06.jsonl")
    said = text(browser("ws1").get("/duty/tariff/editions/compare/", {"place": "US", "series": "us-hts"}))
    assert "Codes added 1 Codes gone 1 Rates that differ" in said
    assert re.search(r"20091100\s+Frozen [^0]*Column 1, general\s+0\.0785/LTR\s+0\.08/LTR", said)
    assert re.search(r"Column 1, special\s+JP\s+5%\s+–", said)


def test_one_edition_is_not_enough_to_compare(keep, browser):
    keep()
    assert "It takes two editions" in text(browser("ws1").get("/duty/tariff/editions/compare/", {"place": "US", "series": "us-hts"}))
    answer = browser("ws1").get("/duty/tariff/editions/compare/", {"place": "US", "series": "us-hts", "before": "x", "after": "y"})
    assert "It takes two editions" in text(answer)


def test_a_table_in_chinese_for_any_place(browser):
    client = browser("cs1")
    data = "\n".join([CSV_HEAD, *CSV]).encode()
    looked = client.post("/duty/tariff/editions/look/", {**upload(data, "rates.csv"), "kind": "csv", "jurisdiction": "TW"})
    client.post("/duty/tariff/editions/store/", {"upload": form_value(looked, "upload"), "kind": "csv", "jurisdiction": "TW", "store": "1"})
    said = text(client.get("/duty/tariff/TW/090210/", {"origin": "JP", **DAY}))
    assert "EPA" in said
    assert "綠茶" in said


def test_the_calculator_takes_the_code_from_a_link(browser):
    page = body(browser("cs1").get("/duty/", {"jurisdiction": "US", "code": "2009110020", "origin": "JP", "date": "2026-07-01"}))
    assert 'value="2009110020"' in page
    assert 'value="2026-07-01"' in page
    assert re.search(r'value="US" selected', page)


@pytest.mark.parametrize("path", ["/duty/tariff/US/abc/", "/duty/tariff/US/0/", "/duty/tariff/us/2009.11/?date=soon&origin=Atlantis"])
def test_a_strange_address_is_answered(keep, browser, path):
    keep()
    assert browser("ws1").get(path).status_code == 200
