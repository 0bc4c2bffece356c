"""The desk: what is first and why, and what waits for whom."""

from __future__ import annotations

import re
from datetime import date

import pytest

from argosy.records.people.work import open_work_item
from argosy.records.reports import actions, queries
from tests.web.world import body

pytestmark = pytest.mark.django_db


def rows(page):
    """The words of each row of the day's list."""
    table = page[page.index("<table") : page.index("</table>")]
    return [re.sub(r"<[^>]+>|\s+", " ", row) for row in re.findall(r"<tr class.*?</tr>", table, re.DOTALL)]


def count(page, label):
    """The number beside a line of the rail."""
    found = re.search(rf'class="nm">{label}</span>(?:<span class="n[^"]*">(\d+)</span>)?', page)
    return int(found[1] or 0)


@pytest.mark.parametrize(
    ("state", "login", "verb"), [("in_check", "cs2", "Check"), ("checked", "tm1", "Approve"), ("approved", "cs1", "Issue")]
)
def test_a_document_waits_for_who_can_move_it(browser, document, state, login, verb):
    document(state)
    page = body(browser(login).get("/waiting/"))
    assert count(page, "Waiting for me") == 1
    assert verb in rows(page)[0]


def test_it_does_not_wait_for_its_maker(browser, document):
    document("in_check")
    page = body(browser("cs1").get("/waiting/"))
    assert count(page, "Waiting for me") == 0
    assert "I wait for others" in page
    assert "Worksheet" in page


def test_a_returned_document_waits_with_the_reason(browser, document, people):
    ref = document("in_check")
    actions.return_draft(actor=people["cs2"], ref=ref, comment="mend the rate")
    assert "mend the rate" in rows(body(browser("cs1").get("/today/")))[0]


def test_late_comes_first_then_what_others_wait_for(browser, document, people):
    document("in_check")
    open_work_item(actor=people["cs2"], title="Late call", owner="cs2", due=date(2020, 1, 1))
    open_work_item(actor=people["cs2"], title="Later call", owner="cs2", due=date(2099, 1, 1))
    words = rows(body(browser("cs2").get("/today/")))
    assert [next(w for w in ("Late call", "Worksheet", "Later call") if w in row) for row in words] == [
        "Late call",
        "Worksheet",
        "Later call",
    ]
    assert "d late" in words[0]


def test_an_issued_document_to_review_is_on_its_makers_desk(browser, document, people):
    actions.flag(actor=people["cs1"], ref=document("issued"), why="duty has changed by TWD 5,000")
    assert "duty has changed" in rows(body(browser("cs1").get("/today/")))[0]


def test_a_work_item_is_closed_with_a_note(browser, people):
    item = open_work_item(actor=people["cs1"], title="Call the broker", owner="cs1", due=date(2099, 1, 1))
    client = browser("cs1")
    assert "Call the broker" in body(client.get("/deadlines/"))
    client.post(f"/deadlines/{item.pk}/close/", {"note": "they lodge tomorrow"})
    assert "Call the broker" not in body(client.get("/deadlines/"))


def test_the_rail_counts_by_task_and_marks_what_is_for_me(browser, document):
    document("in_check")
    page = body(browser("cs2").get("/today/"))
    assert re.search(r'T1\.2</span><span class="nm">[^<]+</span><span class="n me">1<', page)


@pytest.mark.parametrize("words", ["OF-9", "Worksheet", "試算表"])
def test_the_finder_finds_documents_in_both_languages(browser, document, words):
    ref = document(order="OF-9")
    page = body(browser("cs1").get("/search/", {"q": words}, headers={"HX-Request": "true"}))
    assert ref in page
    assert "<html" not in page


@pytest.mark.parametrize(
    ("words", "found"), [("Juice", "S-01"), ("果汁", "J-1"), ("2202", "J-1"), ("O1.2.1", "CS T1.2"), ("OF-0001", "OF-0001")]
)
def test_the_finder_finds_records(browser, register, order, words, found):
    order()
    assert found in body(browser("cs1").get("/search/", {"q": words}, headers={"HX-Request": "true"}))


def test_the_finder_shows_no_draft_of_others(browser, document):
    ref = document("draft")
    words = {"q": queries.document(ref).title_en}
    assert ref in body(browser("cs1").get("/search/", words))
    assert ref not in body(browser("ws1").get("/search/", words))


def test_the_rail_is_read_once_until_somebody_acts(browser, document, people, django_assert_max_num_queries):
    ref = document("in_check")
    checker = browser("cs2")
    assert count(body(checker.get("/parties/")), "Waiting for me") == 1
    with django_assert_max_num_queries(8):
        assert count(body(checker.get("/parties/?q=none")), "Waiting for me") == 1
    actions.return_draft(actor=people["cs2"], ref=ref, comment="mend the rate")
    assert count(body(checker.get("/parties/")), "Waiting for me") == 0
