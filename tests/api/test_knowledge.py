"""Standards, outputs and duties: what the API knows without any record."""

from __future__ import annotations

import pytest

from tests.api.calls import error

pytestmark = pytest.mark.django_db
CONSIGNMENT = {
    "jurisdiction": "TW", "date": "2026-06-12", "flow": "import", "incoterm": "FOB", "place": "JPYOK", "currency": "USD", "fx": {"USD": "32.10"},
    "freight": {"amount": "500", "currency": "USD"}, "insurance": {"amount": "20", "currency": "USD"},
    "lines": [{"id": "1", "code": "85121010002", "origin": "JP", "value": "10000", "rates": {"duty": "5%"}}],
}  # fmt: skip

ORIGIN = {
    "exporter": "TH", "importer": "JP", "date": "2026-03-01", "agreement": "rcep", "product": {"code": "9503.00", "currency": "USD", "fob": "100"},
    "materials": [{"id": "1", "code": "3926.90", "value": "61.50", "origin": "US"}], "processes": ["moulding"],
}  # fmt: skip


def test_the_five_standards_and_their_counts(api):
    rows = api("cs1").get("/standards").json()
    totals = {
        name: sum(row[name] for row in rows) for name in ("duties", "tasks", "outputs", "indicators", "knowledge", "skills", "attitudes")
    }
    assert totals == {"duties": 17, "tasks": 57, "outputs": 43, "indicators": 193, "knowledge": 79, "skills": 67, "attitudes": 28}


@pytest.mark.parametrize("code", ["CS", "KPS1420-002", "KPS1420-002v3"])
def test_one_standard_by_any_form_of_its_code(api, code):
    body = api("cs1").get(f"/standards/{code}").json()
    tasks = [t for d in body["duties"] for t in d["tasks"]]
    assert body["code"] == "KPS1420-002v3"
    assert {i for t in tasks for i in t["indicators"]} == {i["code"] for i in body["indicators"]}
    assert "KPS1420-002/O1.2.1" in [o for t in tasks for o in t["outputs"]]


def test_text_that_is_no_standard_is_422(api):
    answer = api("cs1").post("/standards/read", {"text": "這是一份報價單。"})
    assert (answer.status_code, error(answer)["code"]) == (422, "bad_input")


def test_a_published_standard_is_read(api, shared):
    text = next((shared / "data" / "standards").glob("*002v3*.txt")).read_text(encoding="utf-8")
    body = api("cs1").post("/standards/read", {"text": text}).json()
    assert body["code"] == "KPS1420-002v3"
    assert len(body["indicator_texts"]) > 30


def test_the_43_outputs_with_formats_and_parameters(api):
    rows = api("cs1").get("/outputs").json()
    assert len({row["key"] for row in rows}) == 43
    assert all({"html", "json"} <= set(row["formats"]) for row in rows)
    one = api("cs1").get("/outputs/CS/O1.2.1").json()
    assert (one["key"], one["formats"][0]) == ("KPS1420-002/O1.2.1", "xlsx")
    assert isinstance(one["params"], list)
    assert api("cs1").get("/outputs/CS/O9.9.9").status_code == 404


def test_duties_of_a_consignment(api):
    body = api("cs1").post("/duty/assess", CONSIGNMENT).json()
    assert (body["jurisdiction"], body["currency"], body["totals"]["customs_value"]) == ("TW", "TWD", "337692")
    assert body["totals"]["duty"] == "16885"
    assert all(charge["trace"] for line in body["lines"] for charge in line["charges"])


def test_what_is_not_known_is_listed_not_assumed(api):
    line = {**CONSIGNMENT["lines"][0], "rates": {}}
    body = api("cs1").post("/duty/assess", {**CONSIGNMENT, "lines": [line]}).json()
    assert [u["line"] for u in body["unresolved"]][:1] == ["1"]
    assert body["totals"]["payable"] == "0"


@pytest.mark.parametrize(
    "change", [{"jurisdiction": "ZZ"}, {"incoterm": "XYZ"}, {"lines": []}, {"date": "soon"}, {"freight": {"amount": "much"}}]
)
def test_a_consignment_that_cannot_be_used_is_refused(api, change):
    assert api("cs1").post("/duty/assess", {**CONSIGNMENT, **change}).status_code in (404, 422)


def test_facts_the_rules_may_ask_for(api):
    facts = api("cs1").get("/duty/facts", jurisdiction="TW").json()
    assert {"name", "label_zh", "question_en", "kind", "unit"} <= set(facts[0])
    assert api("cs1").get("/duty/facts", jurisdiction="ZZ").status_code == 404


def test_where_each_indicator_lives(api):
    rows = api("cs1").get("/coverage").json()
    assert len({(row["standard"], row["indicator"]) for row in rows}) == 193
    assert all(row["page"].startswith("/") and row["evidence_event"] and row["evidence_event_zh"] for row in rows)


def test_origin_of_a_product(api):
    body = api("cs1").post("/origin/test", ORIGIN).json()
    assert [(v["agreement"]["id"], v["originating"], v["claim"]) for v in body["verdicts"]] == [("rcep", "yes", "cannot_tell")]
    assert "rcep" in [c["agreement"] for c in body["candidates"]]


@pytest.mark.parametrize(
    ("wrong", "field"), [({"product": {"code": "9503.00"}}, "product.currency"), ({"materials": [{"id": "x", "code": "1"}]}, "materials.x.code")]
)  # fmt: skip
def test_a_faulty_question_names_its_fields(api, wrong, field):
    answer = api("cs1").post("/origin/test", {**ORIGIN, **wrong})
    assert answer.status_code == 422
    assert field in [p["field"] for p in error(answer)["problems"]]


def test_an_agreement_there_is_not_is_404_and_named(api):
    answer = api("cs1").post("/origin/test", {**ORIGIN, "agreement": "tpp"})
    assert answer.status_code == 404
    assert "rcep" in error(answer)["message"]["en"]


def test_agreements_all_and_between_two(api):
    assert {"rcep", "eu-uk-tca"} <= {row["id"] for row in api("cs1").get("/origin/agreements").json()}
    found = api("cs1").get("/origin/agreements", importer="DE", exporter="GB", code="1905.31", date="2026-06-30").json()
    assert [row["agreement"] for row in found] == ["eu-uk-tca"]
    assert api("cs1").get("/origin/agreements", importer="DE").status_code == 422


def test_nothing_to_watch_yet(api):
    assert api("cs1").get("/duty/watch").json() == {"worksheets": 0, "changes": [], "failed": []}
