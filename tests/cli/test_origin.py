"""argosy origin."""

from __future__ import annotations

import json

import pytest

ASK = {
    "exporter": "TH", "importer": "JP", "date": "2026-03-01", "agreement": "rcep", "product": {"code": "9503.00", "currency": "USD", "fob": "100"},
    "materials": [{"id": "1", "code": "3926.90", "value": "61.50", "origin": "US"}], "processes": ["moulding"],
}  # fmt: skip


@pytest.fixture
def given(tmp_path):
    """A question file; keywords replace its fields."""

    def write(**changes):
        file = tmp_path / "question.json"
        file.write_text(json.dumps(ASK | changes), encoding="utf-8")
        return file

    return write


def test_a_product_is_tested(argosy, given):
    answer = argosy("origin", "test", given(), "--json").json
    verdict = answer["verdicts"][0]
    assert (verdict["originating"], verdict["claim"], verdict["criterion"]) == ("yes", "cannot_tell", "product_rule")
    assert any("FOB 100.00 − VNM 61.50 = 38.50 → RVC 38.50 % < 40 %" in s["working_en"] for s in verdict["steps"])


def test_without_an_agreement_all_that_apply_are_tested(argosy, given):
    question = {k: v for k, v in ASK.items() if k != "agreement"} | {"exporter": "VN"}
    file = given()
    file.write_text(json.dumps(question))
    answer = argosy("origin", "test", file, "--json").json
    assert [v["agreement"]["id"] for v in answer["verdicts"]] == ["cptpp", "rcep"] == [c["agreement"] for c in answer["candidates"]]


@pytest.mark.parametrize(
    ("lang", "says"),
    [("zh-Hant", "材料 1 3926.90 → 產品 9503.00：節別改變：符合"), ("en", "material 1, 3926.90 → product 9503.00: heading changes: met")],
)
def test_people_read_the_working(argosy, given, monkeypatch, lang, says):
    monkeypatch.setenv("ARGOSY_LANG", lang)
    assert says in argosy("origin", "test", given()).out


@pytest.mark.parametrize(
    ("changes", "says"), [({"date": "soon"}, "date"), ({"agreement": "tpp"}, "rcep"), ({"processes": ["alchemy"]}, "alchemy")]
)
def test_a_faulty_question_is_bad_input(argosy, given, changes, says):
    ran = argosy("origin", "test", given(**changes), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_agreements_are_listed(argosy):
    rows = {r["id"]: r for r in argosy("origin", "agreements", "--json").json}
    assert rows["rcep"]["product_rules"] == sum(rows["rcep"]["product_rules_by_confidence"].values()) > 0
    assert {"party": "EU", "role": "both", "since": "2021-01-01", "until": None} in rows["eu-uk-tca"]["parties"]


def test_agreements_between_two_are_listed(argosy):
    rows = argosy(
        "origin", "agreements", "--importer", "tw", "--exporter", "nz", "--code", "0810.50", "--date", "2026-01-01", "--json"
    ).json
    assert [(r["agreement"], r["since"], r["rule_in_data"]) for r in rows] == [("anztec", "2013-12-01", False)]
    assert rows[0]["proofs"][0]["kind"] == "origin_declaration"


def test_half_a_question_for_agreements_is_bad_input(argosy):
    assert argosy("origin", "agreements", "--importer", "TW").code == 2
