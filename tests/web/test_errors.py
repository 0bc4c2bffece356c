"""What went wrong is said on a page, in both languages, with what to do."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests.web.world import body, upload

pytestmark = pytest.mark.django_db
WORDS = {"en": ("No such page", "Not allowed"), "zh-hant": ("沒有這一頁", "沒有權限")}


@pytest.mark.parametrize("language", WORDS)
def test_an_address_that_leads_nowhere(browser, language):
    answer = browser("cs1", language).get("/nowhere/")
    assert answer.status_code == 404
    assert WORDS[language][0] in body(answer)


@pytest.mark.parametrize("language", WORDS)
def test_a_page_for_others(browser, language):
    answer = browser("cs1", language).get("/people/")
    assert answer.status_code == 403
    assert WORDS[language][1] in body(answer)


def test_a_record_that_is_not_there_is_named(browser):
    answer = browser("cs1").get("/orders/OF-9999/")
    assert answer.status_code == 404
    assert "OF-9999" in body(answer)


def test_a_document_of_others_is_refused(browser, document):
    answer = browser("ws1").get(f"/documents/{document('draft')}/")
    assert answer.status_code == 403
    assert "Your role may not see this document" in body(answer)


def test_an_upload_too_large_is_413(browser, monkeypatch):
    monkeypatch.setattr(settings, "ARGOSY_UPLOAD_MAX_BYTES", 100)
    answer = browser("cs1").post("/orders/import/", upload(b"x" * 1000))
    assert answer.status_code == 413
    assert "at most 20 MB" in body(answer)


def test_a_form_without_its_mark_is_refused(browser):
    answer = browser("cs1", enforce_csrf_checks=True).post("/tasks/job/", {"job": "CS"})
    assert answer.status_code == 403
    assert "The form has expired" in body(answer)


def test_a_fault_of_our_own_says_so(browser, monkeypatch):
    monkeypatch.setattr("argosy.web.views.desk.agenda.todos", lambda frame: 1 / 0)
    answer = browser("cs1", raise_request_exception=False).get("/today/")
    assert answer.status_code == 500
    assert "a fault of its own" in body(answer)


def test_health_says_nothing_but_whether_it_answers(browser):
    answer = browser().get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


def test_an_act_that_does_not_exist(browser, document):
    assert browser("cs1").post(f"/documents/{document()}/shred/").status_code == 404


@pytest.mark.parametrize("act", ["submit", "check", "issue"])
def test_an_act_is_never_a_get(browser, document, act):
    assert browser("cs1").get(f"/documents/{document()}/{act}/").status_code == 405
