"""argosy doc: the whole life of a document at the shell, and every door it must find closed."""

from __future__ import annotations

import pytest

from tests.cli.orders import KEY, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def desk(argosy, firm, monkeypatch, tmp_path):
    return Desk(argosy, monkeypatch, tmp_path)


@pytest.fixture
def draft(desk):
    """A draft of the coordinator: its reference."""
    return desk.as_("cs1", "doc", "draft", KEY, "--param", f"order={desk.order()}").json["id"]


@pytest.fixture
def checked(desk, draft):
    desk.as_("cs1", "doc", "submit", draft)
    desk.as_("cs2", "doc", "check", draft)
    return draft


@pytest.fixture
def issued(desk, checked):
    desk.as_("tm1", "doc", "approve", checked)
    assert desk.as_("cs1", "doc", "issue", checked).code == 0
    return checked


@pytest.mark.slow
def test_a_document_goes_from_draft_to_its_reader(desk, issued):
    shown = desk.as_("cs1", "doc", "show", issued).json
    assert (shown["state"], shown["maker"], shown["checker"], shown["approver"]) == ("issued", "cs1", "cs2", "tm1")
    assert {file["format"] for file in shown["files"]} >= {"xlsx", "pdf", "docx", "html", "json"}
    assert desk.as_("cs1", "doc", "send", issued, "--to", "Demo Client", "--channel", "email").code == 0
    assert desk.argosy("verify", "--json").json["entries"] >= 1


def test_the_maker_is_never_the_second_person(desk, draft):
    desk.as_("cs1", "doc", "submit", draft)
    assert desk.as_("cs1", "doc", "check", draft).code == 3
    assert desk.as_("cs1", "doc", "show", draft).json["state"] == "in_check"


def test_the_checker_does_not_approve(desk, checked):
    assert desk.as_("cs2", "doc", "approve", checked).code == 3


def test_a_rejected_check_returns_the_draft_with_reasons(desk, draft):
    desk.as_("cs1", "doc", "submit", draft)
    assert desk.as_("cs2", "doc", "check", draft, "--reject", "line 2: origin").json["state"] == "draft"


def test_a_rejection_without_words_is_not_a_pass(desk, draft):
    desk.as_("cs1", "doc", "submit", draft)
    assert desk.as_("cs2", "doc", "check", draft, "--reject", "").code == 2
    assert desk.as_("cs1", "doc", "show", draft).json["state"] == "in_check"


def test_nothing_is_issued_before_it_is_approved(desk, checked):
    assert desk.as_("cs1", "doc", "issue", checked).code == 3


def test_a_stranger_to_the_job_sees_no_draft(desk, draft):
    assert desk.as_("fin", "doc", "show", draft).code == 3


def test_without_a_token_nothing_moves(desk, draft, monkeypatch):
    monkeypatch.delenv("ARGOSY_TOKEN")
    for act in ("submit", "check", "approve", "issue"):
        assert desk.argosy("doc", act, draft).code == 3


@pytest.mark.slow
def test_unchanged_data_rebuilds_without_a_difference(desk, issued):
    assert desk.as_("cs1", "doc", "diff", issued).json == []


@pytest.mark.slow
def test_an_issued_document_is_withdrawn_with_its_reason(desk, issued):
    assert desk.as_("tm1", "doc", "withdraw", issued, "--reason", "wrong consignee").json["state"] == "withdrawn"
