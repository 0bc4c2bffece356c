"""A document's life by web: who may do what, what is said when not, and that nothing entered is lost."""

from __future__ import annotations

import re

import pytest

from argosy.records.reports import queries as reports
from tests.web.world import KEY, TEXT, body, form_value, problem

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAKE = {"O1.2.1-order": "OF-7", "O1.2.1-allocation": "auto", "O1.2.1-as_of": "2026-06-30", "O1.2.1-lang": "en"}


def act(client, ref, name, **sent):
    return client.post(f"/documents/{ref}/{name}/", sent)


def state(ref):
    return reports.document(ref).state


def button(page, label):
    """The button of an act as it stands on the page."""
    return next(b for b in re.findall(r"<button.*?</button>", page, re.DOTALL) if f">{label}" in b)


def test_the_whole_life(browser, output):
    maker, checker, approver = browser("cs1"), browser("cs2"), browser("tm1")
    ref = maker.post("/tasks/CS/T1.2/O1.2.1/make/", MAKE)["Location"].split("/")[-2]
    act(maker, ref, "write", block="story", zh=TEXT.zh, en=TEXT.en)
    assert act(maker, ref, "submit").status_code == 302
    seen = form_value(checker.get(f"/documents/{ref}/"), "content_hash")
    assert act(checker, ref, "check", content_hash=seen).status_code == 302
    assert act(approver, ref, "approve", content_hash=seen).status_code == 302
    issued = act(maker, ref, "issue")["Location"]
    number = reports.document(ref).doc_no
    assert issued == f"/documents/{number}/?tab=files"
    assert act(maker, number, "send", recipient="示範果汁", channel="email").status_code == 302
    assert [s.recipient for s in reports.sendings(reports.document(ref))] == ["示範果汁"]


def test_a_form_sent_twice_makes_one_draft(browser, output):
    client = browser("cs1")
    sent = {**MAKE, "once": form_value(client.get("/tasks/CS/T1.2/"), "once")}
    answers = [client.post("/tasks/CS/T1.2/O1.2.1/make/", sent)["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert reports.made_by(client.get("/today/").wsgi_request.user).count() == 1


def test_an_act_sent_twice_is_done_once(browser, document):
    ref = document("draft")
    answers = [act(browser("cs1"), ref, "submit", once="m-1") for _ in range(2)]
    assert [a.status_code for a in answers] == [302, 302]
    assert reports.document(ref).versions.count() == 1


def test_what_was_entered_stays_when_the_draft_cannot_be_made(browser, output):
    answer = browser("cs1").post("/tasks/CS/T1.2/O1.2.1/make/", {**MAKE, "O1.2.1-order": "", "O1.2.1-as_of": "2026-05-31"})
    assert answer.status_code == 400
    assert 'value="2026-05-31"' in body(answer)


def test_the_maker_sees_why_they_cannot_check_their_own(browser, document):
    ref = document("in_check")
    page = body(browser("cs1").get(f"/documents/{ref}/"))
    assert "disabled" in button(page, "Pass the check")
    assert "must not be the maker" in page
    answer = act(browser("cs1"), ref, "check")
    assert (answer.status_code, state(ref)) == (403, "in_check")
    assert "C01" in problem(answer)


def test_the_checker_may_not_also_approve(browser, document, people, give_role):
    give_role(people["cs2"], "TM")
    ref = document("checked")
    assert "another person must" in problem(act(browser("cs2"), ref, "approve"))
    assert state(ref) == "checked"


def test_who_looked_at_other_content_is_asked_to_read_again(browser, document):
    ref = document("in_check")
    assert "read it again" in problem(act(browser("cs2"), ref, "check", content_hash="0" * 64))
    assert state(ref) == "in_check"


def test_a_return_needs_a_reason_and_shows_it_to_the_maker(browser, document):
    ref = document("in_check")
    assert "Say why" in problem(act(browser("cs2"), ref, "return", act="return", comment=""))
    act(browser("cs2"), ref, "return", comment="line 2 has no reason")
    assert state(ref) == "draft"
    assert "line 2 has no reason" in body(browser("cs1").get(f"/documents/{ref}/"))
    assert "line 2 has no reason" in body(browser("cs1").get("/waiting/"))


def test_a_refused_act_keeps_the_words(browser, document):
    ref = document("issued")
    answer = act(browser("ws1"), ref, "withdraw", act="withdraw", reason="wrong recipient")
    assert answer.status_code == 403
    assert state(ref) == "issued"


def test_an_empty_sending_is_refused(browser, document):
    answer = act(browser("cs1"), document("issued"), "send", recipient=" ", channel="email")
    assert "Say who received it" in problem(answer)


def test_a_paragraph_is_kept_and_goes_stale_with_its_figures(browser, document):
    ref = document("draft")
    act(browser("cs1"), ref, "write", block="story", zh="進口稅 [[lines.total.duty]] 元整。", en="Duty of **[[lines.total.duty]]** only.")
    page = body(browser("cs1").get(f"/documents/{ref}/", {"tab": "write"}))
    assert "Duty of [[lines.total.duty]] only." in page or "Duty of **[[lines.total.duty]]** only." in page


def test_a_paragraph_with_a_figure_that_is_not_there_is_refused(browser, document):
    ref = document("draft")
    answer = act(browser("cs1"), ref, "write", block="story", zh="進口稅 [[no.such]] 元整。", en="Duty of [[no.such]] in all.")
    assert answer.status_code == 400
    assert "no.such" in problem(answer)
    assert "Duty of [[no.such]] in all." in body(
        browser("cs1").post(
            f"/documents/{ref}/write/?tab=write", {"block": "story", "zh": "一二三 [[no.such]]", "en": "Duty of [[no.such]] in all."}
        )
    )


def test_only_the_maker_writes(browser, document):
    ref = document("draft")
    assert act(browser("cs2"), ref, "write", block="story", zh="甲乙丙丁", en="other words").status_code == 403
    assert "other words" not in body(browser("cs1").get(f"/documents/{ref}/", {"tab": "write"}))


def test_why_opens_as_a_fragment_with_formula_law_and_source(browser, document):
    ref = document("in_check")
    answer = browser("cs2").get(f"/documents/{ref}/why/", {"figure": "lines.a.duty"}, headers={"HX-Request": "true"})
    page = body(answer)
    assert "<html" not in page
    assert "Customs Act art. 3" in page
    assert "recomputed, same" in page
    assert "Used in:" in page


def test_why_is_a_page_of_its_own_without_script(browser, document):
    page = body(browser("cs2").get(f"/documents/{document()}/why/", {"figure": "lines.total.duty"}))
    assert ("<html" in page and "Goods" in page) or "Duty" in page


def test_why_of_a_figure_that_is_not_there(browser, document):
    answer = browser("cs1").get(f"/documents/{document()}/why/", {"figure": "no.such"}, headers={"HX-Request": "true"})
    assert answer.status_code == 404
    assert "no.such" in body(answer)


def test_every_figure_of_the_paper_can_be_asked(browser, document):
    client, ref = browser("cs1"), document()
    figures = set(re.findall(r'data-figure="([^"]+)"', body(client.get(f"/documents/{ref}/"))))
    assert len(figures) > 8
    answers = {f: client.get(f"/documents/{ref}/why/", {"figure": f}, headers={"HX-Request": "true"}).status_code for f in figures}
    assert set(answers.values()) == {200}


def test_an_archived_file_is_served_byte_for_byte(browser, document):
    row = reports.document(document("issued"))
    file = next(f for f in reports.files(row) if f.format == "xlsx")
    answer = browser("ws1").get(f"/documents/{row.doc_no}/files/{file.name}")
    assert answer.content == reports.file_bytes(row, file.name)[1]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_draft_file_carries_the_draft_reference(browser, document):
    ref = document()
    assert ref.encode() in browser("cs1").get(f"/documents/{ref}/draft/xlsx").content
    assert browser("cs1").get(f"/documents/{ref}/draft/exe").status_code == 400


def test_a_revision_states_what_it_replaces(browser, document):
    number = reports.document(document("issued")).doc_no
    answer = act(browser("cs1"), number, "revise", reason="new rate")
    page = body(browser("cs1").get(answer["Location"]))
    assert number in page
    assert "replaces" in page
    assert "is under way" in body(browser("cs1").get(f"/documents/{number}/"))


def test_a_withdrawn_document_says_why(browser, document):
    number = reports.document(document("issued")).doc_no
    act(browser("cs1"), number, "withdraw", reason="wrong recipient")
    assert "wrong recipient" in body(browser("ws1").get(f"/documents/{number}/"))


def test_a_receipt_is_logged(browser, document):
    number = reports.document(document("issued")).doc_no
    act(browser("cs1"), number, "send", recipient="Demo Juice", channel="email")
    sending = reports.sendings(reports.document(number))[0]
    act(browser("cs1"), number, "acknowledge", sending=sending.pk, words="stamped copy")
    assert "stamped copy" in body(browser("cs1").get(f"/documents/{number}/", {"tab": "files"}))


def test_the_archive_finds_by_number_output_state_and_maker(browser, document):
    number = reports.document(document("issued", order="OF-77")).doc_no
    document("draft")
    client = browser("cs1")
    for query in ({"q": number}, {"q": "OF-77"}, {"key": KEY, "state": "issued"}, {"mine": "1", "state": "issued"}):
        assert body(client.get("/documents/", query)).count("data-row>") == 1
    assert "No document matches" in body(client.get("/documents/", {"q": "zzz"}))


def test_the_chain_is_proved_on_request(browser, document):
    document("issued")
    page = body(browser("ws1").get("/documents/chain/", {"verify": "1"}))
    assert "whole" in page
    assert "is broken" not in page


def test_a_receipt_for_no_sending_is_refused_not_a_fault(browser, document):
    ref = document()
    for sending in ("abc", "", "9" * 30):
        answer = browser("cs1").post(f"/documents/{ref}/acknowledge/", {"sending": sending, "words": "ok"})
        assert answer.status_code == 400
