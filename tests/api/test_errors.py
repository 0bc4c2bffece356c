"""Every failure has one shape, in both languages."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.calls import ROOT, error
from tests.api.test_door import PARTY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/nothing/here", "/", "/documents/"])
def test_an_unknown_address_is_404_in_the_one_shape(api, path):
    answer = api("cs1").get(path)
    assert (answer.status_code, error(answer)["code"]) == (404, "not_found")


def test_another_method_is_405_and_says_which(api):
    answer = api("cs1").send("DELETE", "/parties")
    assert (answer.status_code, error(answer)["code"]) == (405, "method_not_allowed")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_an_unknown_record_is_404(api):
    answer = api("cs1").get("/parties/NONE")
    assert answer.status_code == 404
    assert "NONE" in error(answer)["message"]["zh"]


def test_wrong_fields_are_told_all_at_once_in_both_languages(api):
    answer = api("cs1").post("/parties", {"name_zh": 5, "kinds": ["friend"], "country": "JP"})
    assert answer.status_code == 422
    problems = {p["field"]: p["message"] for p in error(answer)["problems"]}
    assert set(problems) == {"name_zh", "name_en", "kinds.0"}
    assert problems["name_en"] == {"zh": "未填", "en": "is missing"}
    assert problems["name_zh"] == {"zh": "應為文字", "en": "must be text"}
    assert problems["kinds.0"]["zh"].startswith("應為 'customer'")


def test_rules_of_a_record_are_told_by_field(api):
    answer = api("cs1").post("/parties", {**PARTY, "country": "Japan", "tax_id": "1"})
    assert answer.status_code == 422
    assert {p["field"] for p in error(answer)["problems"]} == {"country"}


def test_a_query_out_of_bounds_is_422(api):
    answer = api("cs1").get("/parties", limit=1000)
    assert error(answer)["problems"][0]["field"] == "limit"
    assert error(answer)["problems"][0]["message"] == {"zh": "不得大於 200", "en": "must be at most 200"}


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"a": NaN}', b"[" * 100_000])
def test_a_body_that_is_no_json_is_422(api, body):
    caller = api("cs1")
    answer = caller.client.post(f"{ROOT}/parties", body, "application/json", headers=caller.headers)
    assert (answer.status_code, error(answer)["code"]) == (422, "bad_input")


def test_a_number_is_not_taken_for_money(api):
    answer = api("cs1").post("/products", {"sku": "A", "price": 1.5})
    assert answer.status_code == 422


@pytest.mark.parametrize("key", [None, "k-1"])
def test_a_body_over_the_limit_is_413(api, settings, key):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50
    answer = api("cs1").post("/parties", PARTY, key)
    assert (answer.status_code, error(answer)["code"]) == (413, "too_large")


@pytest.mark.parametrize("key", [None, "k-1"])
def test_an_upload_over_the_limit_is_413(api, settings, key):
    settings.ARGOSY_UPLOAD_MAX_BYTES = 1000
    answer = api("cs1").upload("/orders", {"file": SimpleUploadedFile("o.csv", b"x" * 2000)}, key)
    assert (answer.status_code, error(answer)["code"]) == (413, "too_large")


def test_a_fault_of_ours_is_500_without_its_traceback(api, monkeypatch, caplog):
    monkeypatch.setattr("argosy.api.parties.queries.parties", lambda **_: 1 / 0)
    answer = api("cs1").get("/parties")
    assert (answer.status_code, error(answer)["code"]) == (500, "internal")
    assert "ZeroDivisionError" not in answer.content.decode()
    assert "ZeroDivisionError" in caplog.text


def test_chinese_is_readable_in_the_answer(api):
    assert "沒有這個 API 位址" in api("cs1").get("/nothing").content.decode()


def test_answers_are_kept_by_no_cache(api):
    assert "no-store" in api("cs1").get("/me")["Cache-Control"]
