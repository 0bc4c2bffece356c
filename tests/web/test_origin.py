"""The page of origin: a product typed by hand, materials typed, pasted or uploaded, and the verdicts with their working."""

from __future__ import annotations

import pytest

from tests.web.test_duty import text
from tests.web.world import body, upload

pytestmark = pytest.mark.django_db
ASK = {
    "exporter": "TH", "importer": "Japan", "date": "2026-03-01", "agreement": "rcep", "code": "9503.00", "currency": "USD", "fob": "100",
    "processes": "moulding", "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0",
}  # fmt: skip
MATERIAL = {"form-0-id": "1", "form-0-code": "3926.90", "form-0-value": "61.50", "form-0-origin": "US"}
TEST = {"test": "1"}
PASTED = "編號\t稅則號列\t品名\t價值\t原產地\nP-7\t3926.90\t塑膠件\t1,061.5\t美國"


@pytest.fixture
def post(browser):
    return lambda *sent, language="en": browser("cs1", language).post("/duty/origin/", {k: v for part in sent for k, v in part.items()})


def test_a_verdict_shows_its_working(post):
    answer = post(ASK, MATERIAL, TEST)
    assert answer.status_code == 200
    said = text(answer)
    assert "FOB 100.00 − VNM 61.50 = 38.50 → RVC 38.50 % &lt; 40 %" in said
    assert "material 1, 3926.90 → product 9503.00: heading changes: met" in said
    assert "Which proof of origin is held" in said


def test_it_speaks_chinese(post):
    assert "材料 1 3926.90 → 產品 9503.00：節別改變：符合" in text(post(ASK, MATERIAL, TEST, language="zh-hant"))


def test_without_an_agreement_all_that_could_apply_are_tested(post):
    page = body(post(ASK, MATERIAL, TEST, {"agreement": "", "exporter": "VN"}))
    assert 'id="v-rcep"' in page
    assert 'id="v-cptpp"' in page


def test_what_fails_says_what_would_pass(post):
    said = text(post(ASK, TEST, {**MATERIAL, "form-0-code": "9503.00", "processes_all": "on"}))
    assert "not originating" in said
    assert "What would make it pass" in said


def test_pasted_cells_become_lines_and_keep_what_was_typed(post):
    page = body(post(ASK, MATERIAL, {"pasted": PASTED, "read": "1"}))
    assert 'name="form-0-code" value="3926.90"' in page
    assert 'name="form-1-id" value="P-7"' in page
    assert 'name="form-1-value" value="1061.5"' in page
    assert 'value="Japan"' in page
    assert 'id="result"' not in page


def test_an_uploaded_file_is_read(post):
    page = body(post(ASK, upload(b"id,code,origin\nM-3,1101,EU", "bill.csv"), {"read": "1"}))
    assert 'name="form-0-id" value="M-3"' in page


def test_a_bad_file_is_refused_with_its_rows(post):
    answer = post(ASK, MATERIAL, {"pasted": "id,code\nA,1x\nB,2x", "read": "1"})
    assert answer.status_code == 422
    assert body(answer).count("must have 2 to 14 digits") == 2
    assert 'name="form-0-code" value="3926.90"' in body(answer)


def test_more_lines_keep_what_was_typed(post):
    page = body(post(ASK, MATERIAL, {"more": "1"}))
    assert 'name="form-7-code"' in page
    assert 'name="form-0-code" value="3926.90"' in page
    assert 'value="moulding" ' in page.split("checked")[0][-400:]


@pytest.mark.parametrize(
    ("entered", "told"),
    [({"code": "95"}, "must be a code of 6 digits or more"), ({"fob": "cheap"}, "not a number"), ({"importer": "Atlantis"}, "Unknown country"),
     ({"form-0-origin": "Atlantis"}, "Unknown country"), ({"form-0-value": "-1"}, "must not be negative"), ({"form-0-currency": "EUR"}, "no rate to USD"),
     ({"direct": "yes", "via": "SG"}, "contradicts direct"), ({"date": ""}, "required")],
)  # fmt: skip
def test_a_wrong_entry_keeps_what_was_typed(post, entered, told):
    answer = post(ASK, MATERIAL, TEST, entered)
    assert answer.status_code == 422
    assert told in text(answer)
    assert 'name="form-0-id" value="1"' in body(answer)


def test_two_territories_without_an_agreement(post):
    assert "No agreement in the data applies" in text(post(ASK, MATERIAL, TEST, {"agreement": "", "importer": "KP"}))


def test_agreements_are_listed_with_how_sure_they_are(browser):
    said = text(browser("cs1").get("/duty/origin/agreements/"))
    assert "rcep" in said
    assert "eu-uk-tca" in said
