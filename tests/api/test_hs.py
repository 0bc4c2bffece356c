"""Codes for goods in words by the API, and decisions on them."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DECISION = {"text": "gift", "code": "3926.90", "rationale": "塑膠製品", "on": "2026-06-01"}


def test_a_vague_text_gets_a_question_and_no_code(api):
    body = api("ws1").get("/hs/suggest", text="spare parts").json()
    assert body["suggestions"] == []
    assert "spare parts" in body["reason_zh"]
    assert body["question_en"].endswith("?")


def test_a_decision_waits_for_another_person(api):
    made = api("cs1").post("/hs/decisions", DECISION)
    assert made.status_code == 201, made.json()
    assert made.json()["code"] == "392690"
    assert [row["text"] for row in api("cs2").get("/hs/decisions/waiting").json()] == ["gift"]
    assert api("cs1").put(f"/classifications/{made.json()['id']}/review", {}).status_code == 409
    assert api("cs2").put(f"/classifications/{made.json()['id']}/review", {}).status_code == 200
    assert api("cs2").get("/hs/decisions/waiting").json() == []
