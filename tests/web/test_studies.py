"""Studies and consultations by web: what is listed, decided, chosen, checked and asked, in both languages."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

import pytest

from argosy.records.people import consulting
from argosy.records.tariffs.study import queries
from argosy.records.tariffs.study.actions import UNDECIDED
from tests.records.studied import agree, decide_all, sent, study_of, zz_order
from tests.web.test_pages import check_sound
from tests.web.world import body, problem

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TABS = ("measures", "options", "check", "asked", "all")


@pytest.fixture(autouse=True)
def firm(people):
    from argosy.records.reference.models import Firm

    Firm(pk=1, name_zh="測試", name_en="Test", address_zh="台北市", address_en="Taipei", as_of=date(2026, 6, 30)).save()


@pytest.fixture
def zz(people, zz_rules):
    return study_of(people, zz_order(people))


def act(client, study, name, **sent_):
    return client.post(f"/studies/{study.ref}/{name}/", sent_)


def asked(people, study, **whom):
    return consulting.ask(
        actor=people["cs1"], subject=study.reference, name=study.ref, question="Is it juice?", due=date(2026, 7, 5), **(whom or {"person": "tm2"})
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("tab", TABS)
def test_a_study_page_is_sound_while_made_and_in_check(browser, people, zz, tab, language):
    client = browser("cs1", language)
    check_sound(client.get(f"/studies/{zz.ref}/?tab={tab}"), language)
    sent(people, zz)
    check_sound(browser("cs2", language).get(f"/studies/{zz.ref}/?tab={tab}"), language)


def test_codes_are_suggested_for_the_words_of_a_line(browser, zz):
    page = browser("cs1", "en").get(f"/studies/{zz.ref}/?tab=measures").content.decode()
    assert f'href="/hs/?q={quote(zz.lines.first().description, safe="/")}"' in page


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("address", ["/studies/", "/studies/new/", "/consultations/", "/consultations/?which=mine"])
def test_lists_and_forms_are_sound_without_records(browser, address, language):
    check_sound(browser("cs1", language).get(address), language)


def test_goods_are_studied_from_a_form(browser):
    given = {
        "source": "goods", "goods-jurisdiction": "TW", "goods-date": "2026-06-30", "rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "0",
        "rows-MIN_NUM_FORMS": "1", "rows-MAX_NUM_FORMS": "40", "rows-0-description": "Juice", "rows-0-codes": "2202.99.19.00, 2009899000", "rows-0-origin": "JP",
    }  # fmt: skip
    answer = browser("cs1").post("/studies/new/", given)
    assert answer["Location"] == "/studies/ST-0001/"
    assert queries.lines(queries.study("ST-0001"))[0].codes == ["2202991900", "2009899000"]


def test_what_cannot_be_studied_stays_on_the_form(browser):
    client = browser("cs1")
    wrong = client.post("/studies/new/", {"source": "order", "order-order": "", "order-lines": "one"})
    assert wrong.status_code == 400
    assert "Line numbers with commas" in body(wrong)


def test_decisions_are_kept_and_the_same_measure_elsewhere_too(browser, people, zz):
    rows = [m for m in queries.measures(zz) if m.subject == "gst"]
    answer = act(browser("cs1"), zz, "mark", **{f"decision-{rows[0].place}": "applies", f"reason-{rows[0].place}": "GST Act", "alike": "1"})
    assert answer["Location"].endswith("?tab=measures")
    assert {(m.line_no, m.decision, m.reason) for m in queries.measures(zz) if m.subject == "gst"} == {
        (1, "applies", "GST Act"),
        (2, "applies", "GST Act"),
    }


def test_all_others_of_a_line_are_decided_at_once(browser, zz):
    place = next(m.place for m in queries.measures(zz) if m.line_no == 1)
    given = {f"decision-{place}": "applies", f"reason-{place}": "tariff", "group": "1", "rest": "not", "rest-reason": "not claimed"}
    act(browser("cs1"), zz, "mark", **given)
    decided = {m.place: (m.decision, m.reason) for m in queries.measures(zz) if m.line_no == 1 and m.kind not in UNDECIDED}
    assert decided.pop(place) == ("applies", "tariff")
    assert set(decided.values()) == {("not", "not claimed")}
    assert {m.decision for m in queries.measures(zz) if m.line_no == 2} == {""}


def test_a_decision_without_reason_is_refused_on_the_page(browser, zz):
    answer = act(browser("cs1"), zz, "mark", **{"decision-1": "applies", "reason-1": ""})
    assert answer.status_code == 400
    assert "needs its reason" in problem(answer)
    assert "Decide at least one" in problem(act(browser("cs1"), zz, "mark"))


def test_the_send_button_says_why_it_is_shut(browser, people, zz):
    page = body(browser("cs1").get(f"/studies/{zz.ref}/"))
    assert "measures are not decided yet" in page
    decide_all(people, zz)
    assert "measures are not decided yet" not in body(browser("cs1").get(f"/studies/{zz.ref}/"))


def test_options_say_what_they_need_and_take_evidence(browser, zz):
    client = browser("cs1")
    assert "unmet: needs Proof of origin" in body(client.get(f"/studies/{zz.ref}/?tab=options"))
    act(client, zz, "evidence", programme="pact", key="proof", document="CO-1", on="2026-06-01", value="yes")
    assert "every condition is shown" in body(client.get(f"/studies/{zz.ref}/?tab=options"))
    act(client, zz, "choose", programme="pact", reason="free")
    assert "pact" in str(zz.order.lines.get(line_no=1).preference)


def test_an_option_without_evidence_is_refused_on_the_page(browser, zz):
    answer = act(browser("cs1"), zz, "choose", programme="pact", reason="free", tab="options")
    assert answer.status_code == 403
    assert "unmet: needs" in problem(answer)


def test_what_amounts_wait_for_is_answered_on_the_page(browser, people):
    study = study_of(people)
    client = browser("cs1")
    assert 'name="state-1.rates.duty"' in body(client.get(f"/studies/{study.ref}/?tab=options"))
    act(client, study, "state", **{"state-1.rates.duty": "20%"})
    assert 'name="state-1.rates.duty"' not in body(client.get(f"/studies/{study.ref}/?tab=options"))
    assert "Fill in at least one" in problem(act(client, study, "state"))


def test_a_bad_day_is_refused(browser, zz):
    assert "YYYY-MM-DD" in problem(act(browser("cs1"), zz, "evidence", programme="pact", key="proof", document="X", on="soon"))


def test_the_checker_agrees_line_by_line_and_disagrees_with_a_note(browser, people, zz):
    sent(people, zz)
    client = browser("cs2")
    act(client, zz, "check", agree_line="1")
    assert {c.verdict for c in queries.checks(zz) if c.line_no == 1} == {"agree"}
    item = next(c for c in queries.checks(zz) if c.item == "date")
    act(client, zz, "check", **{f"verdict-{item.pk}": "disagree", f"note-{item.pk}": "another day"})
    assert "1 disagreement is open" in body(client.get(f"/studies/{zz.ref}/"))
    act(browser("cs1"), zz, "answer", item=str(item.pk), words="the entry day")
    assert "the entry day" in body(client.get(f"/studies/{zz.ref}/?tab=check"))


def test_the_author_reads_why_they_cannot_check(browser, people, zz):
    sent(people, zz)
    page = body(browser("cs1").get(f"/studies/{zz.ref}/?tab=check"))
    assert "does not check it" in page
    assert 'name="verdict-' not in page


def test_candidates_are_settled_on_the_page(browser, zz):
    client = browser("cs1")
    act(client, zz, "candidates", line="1", codes="8471.41.00")
    assert 'action="/studies/ST-0001/code/"' in body(client.get(f"/studies/{zz.ref}/")) or queries.lines(zz)[0].code_reason
    act(client, zz, "code", line="1", code="84714100", reason="has input and output units")
    assert queries.lines(zz)[0].code == "84714100"


def test_renewing_and_taking_back(browser, people, zz):
    sent(people, zz)
    client = browser("cs1")
    act(client, zz, "reopen")
    assert queries.study(zz.ref).state == "draft"
    act(client, zz, "renew")
    assert queries.study(zz.ref).undecided == 0


def test_an_act_that_is_none_is_not_found(browser, zz):
    assert act(browser("cs1"), zz, "burn").status_code == 404


def test_a_form_sent_twice_is_done_once(browser):
    given = {"source": "goods", "goods-jurisdiction": "TW", "goods-date": "2026-06-30", "rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-description": "Juice", "once": "m1"}  # fmt: skip
    client = browser("cs1")
    assert client.post("/studies/new/", given)["Location"] == client.post("/studies/new/", given)["Location"]
    assert queries.studies().count() == 1


def test_a_study_is_found_by_words_and_state(browser, people, zz):
    client = browser("cs1")
    assert zz.ref in body(client.get(f"/studies/?q={zz.order.ref}"))
    assert f"/studies/{zz.ref}/" not in body(client.get("/studies/?state=checked"))
    sent(people, zz)
    agree(people, zz)
    assert zz.ref in body(client.get("/studies/?state=checked"))


def test_a_question_is_asked_answered_and_stands_on_the_desk(browser, people, zz):
    client = browser("cs1")
    given = {
        "about": f"study:{zz.ref}",
        "question": "Right code?",
        "whom": "person:tm2",
        "due": "2026-07-05",
        "confirms": ["code:84713000"],
    }
    where = client.post("/consultations/ask/", given)["Location"]
    row = consulting.consultation(int(re.findall(r"\d+", where)[0]), actor=people["cs1"])
    assert row.matters == {"code:84713000": "84713000"}
    assert "Right code?" in body(browser("tm2").get("/deadlines/"))
    answer = browser("tm2").post(f"{where}answer/", {"words": "Yes", "stance": "confirms", "effect": "none"})
    assert answer["Location"] == where
    assert "Right code?" not in body(browser("tm2").get("/deadlines/"))


def test_who_is_not_asked_cannot_answer(browser, people, zz):
    row = asked(people, zz)
    assert (
        browser("tm1").post(f"/consultations/{row.pk}/answer/", {"words": "Yes", "stance": "confirms", "effect": "none"}).status_code == 403
    )
    assert 'name="stance"' not in body(browser("tm1").get(f"/consultations/{row.pk}/"))


def test_an_unanswered_question_is_late_for_whoever_asked(browser, people, zz):
    consulting.ask(actor=people["cs1"], subject=zz.reference, name=zz.ref, question="Late?", due=date(2026, 6, 20), role="LGL")
    assert "10 d late" in body(browser("cs1").get("/deadlines/"))
    assert "10 d late" in body(browser("lgl").get("/today/"))


@pytest.mark.parametrize("about", ["study:ST-9999", "order:OF-9", "planet:mars", ""])
def test_a_question_needs_a_record(browser, people, about):
    assert browser("cs1").get(f"/consultations/ask/?about={about}").status_code in (400, 404)


def test_a_document_shows_what_is_to_be_confirmed(browser, people, document, monkeypatch):
    from argosy.kernel.text import Text
    from argosy.publishing import life
    from argosy.records.reports.confirming import Needed, Standing

    need = Needed("total", "TWD 9", Text("逾額", "TWD 9 payable"), Text("對嗎？", "Is TWD 9 right?"))
    monkeypatch.setattr(life, "confirmations", lambda row: [Standing(need, "open")])
    ref = document("checked")
    page = body(browser("tm1").get(f"/documents/{ref}/"))
    assert "An expert must confirm before approval" in page
    assert "nobody asked yet" in page
    form = body(browser("tm1").get(f"/consultations/ask/?about=document:{ref}"))
    assert "Is TWD 9 right?" in form


def test_the_order_page_leads_to_its_studies(browser, people, zz):
    asked(people, zz)
    page = body(browser("cs1").get(f"/orders/{zz.order.ref}/"))
    assert f"/studies/{zz.ref}/" in page
    assert f"/studies/new/?order={zz.order.ref}" in page
