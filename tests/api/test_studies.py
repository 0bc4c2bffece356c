"""Studies and consultations through the API: the same words and rules as the pages."""

from __future__ import annotations

import pytest

from tests.api.calls import error
from tests.records.studied import zz_order

pytestmark = pytest.mark.django_db
JUICE = {
    "description": "柚子果汁",
    "codes": ["2202991900"],
    "origin": "JP",
    "quantity": "4800",
    "unit": "PCE",
    "value": "460800",
    "currency": "TWD",
}
NEW = {"goods": [JUICE], "jurisdiction": "TW", "date": "2026-06-30"}


@pytest.fixture(autouse=True)
def firm(people):
    from datetime import date

    from argosy.records.reference.actions import change_firm

    change_firm(actor=people["adm"], name_zh="示範", name_en="Demo", address_zh="示範路", address_en="Demo Road", as_of=date(2026, 6, 30))


def decided(api, study):
    body = [{"measure": m["measure"], "decision": "applies", "reason": "依規定"} for m in study["measures"] if m["kind"] != "penalty"]
    return api("cs1").post(f"/studies/{study['study']}/decisions", body).json()


def test_a_study_goes_from_goods_to_checked(api):
    study = api("cs1").post("/studies", NEW).json()
    duty = study["measures"][0]
    assert (duty["subject"], duty["coverage"], duty["rate"], duty["decision"]) == ("duty", "look_up", "", None)
    assert duty["legal"]["zh"]
    assert decided(api, study)["undecided"] == 0
    sent = api("cs1").post(f"/studies/{study['study']}/send").json()
    verdicts = [{"id": c["id"], "verdict": "agree", "note": "seen"} for c in sent["checks"]]
    assert error(api("cs1").post(f"/studies/{study['study']}/check", verdicts))["code"]
    assert api("cs2").post(f"/studies/{study['study']}/check", verdicts).json()["state"] == "checked"
    assert api("ws1").get("/studies", state="checked").json()["count"] == 1


def test_the_order_claims_what_is_chosen(api, people, zz_rules):
    order = zz_order(people)
    study = api("cs1").post("/studies", {"order": order}).json()["study"]
    choose = f"/studies/{study}/options/pact/choose"
    refused = api("cs1").post(choose, {"reason": "最低"})
    assert (refused.status_code, "unmet: needs" in error(refused)["message"]["en"]) == (409, True)
    api("cs1").put(f"/studies/{study}/options/pact/evidence/proof", {"document": "CO-1", "value": "yes"})
    chosen = api("cs1").post(choose, {"reason": "免稅"}).json()
    pact = next(o for o in chosen["options"] if o["programme"] == "pact")
    assert (pact["verdict"], pact["chosen"]["by"], pact["conditions"][0]["evidenced"]) == ("available", "cs1", True)
    goods = api("cs1").get(f"/orders/{order}").json()["goods"]
    assert [line["preference"] for line in goods] == [{"programme": "pact", "facts": {"proof": "yes"}}, {}]


def test_what_the_rules_ask_is_answered(api):
    study = api("cs1").post("/studies", NEW).json()
    assert "1.rates.duty" in [q["state"] for q in study["questions"] if q["blocks"]]
    stated = api("cs1").put(f"/studies/{study['study']}/facts", {"answers": {"1.rates.duty": "20%"}}).json()
    assert "1.rates.duty" not in [q["state"] for q in stated["questions"]]
    assert (stated["measures"][0]["coverage"], stated["measures"][0]["rate"]) == ("stated", "20%")


def test_a_claim_is_given_and_taken_away_on_a_line(api, people, zz_rules):
    path = f"/orders/{zz_order(people)}/lines/1"
    given = {"programme": "pact", "facts": {"proof": "yes"}}
    assert api("cs1").send("PATCH", path, {"preference": given}).json()["preference"] == given
    assert api("cs1").send("PATCH", path, {"preference": {"programme": ""}}).json()["preference"] == {}


def test_facts_of_the_entry_are_kept_with_the_order(api, people, zz_rules):
    order = zz_order(people)
    changed = api("cs1").send("PATCH", f"/orders/{order}", {"facts": {"quoted": "1"}}).json()
    assert changed["facts"] == {"quoted": "1"}


def test_bad_studies_are_refused_with_the_reason(api):
    for body in ({}, {**NEW, "goods": []}, {**NEW, "procedure": "smuggle"}):
        assert api("cs1").post("/studies", body).status_code == 422
    assert api("cs1").post("/studies", {**NEW, "jurisdiction": "ZW"}).status_code == 404
    assert api("fin").post("/studies", NEW).status_code == 403


def test_a_question_is_asked_and_answered_once(api):
    study = api("cs1").post("/studies", NEW).json()["study"]
    question = {
        "about": f"study:{study}",
        "question": "歸列是否正確？",
        "due": "2026-06-20",
        "role": "LGL",
        "confirms": ["code:2202991900"],
    }
    asked = api("cs1").post("/consultations", question).json()
    assert (asked["asked_kind"], asked["overdue"], asked["matters"]) == ("role", True, {"code:2202991900": "2202991900"})
    assert api("lgl").get("/consultations", which="mine").json()["count"] == 1
    reply = {"words": "正確", "stance": "confirms", "effect": "無"}
    assert api("cs2").put(f"/consultations/{asked['id']}/answer", reply).status_code == 403
    assert api("lgl").put(f"/consultations/{asked['id']}/answer", reply).json()["stance"] == "confirms"
    assert api("lgl").put(f"/consultations/{asked['id']}/answer", reply).status_code == 409
    assert api("cs1").get("/consultations", about=f"study:{study}", which="all").json()["count"] == 1


def test_a_question_confirms_only_what_there_is(api):
    study = api("cs1").post("/studies", NEW).json()["study"]
    strange = {"about": f"study:{study}", "question": "？", "due": "2026-07-01", "person": "tm1", "confirms": ["total"]}
    assert api("cs1").post("/consultations", strange).status_code == 422
