"""Changing records, administering people and settings, work, evidence and the audit through the API."""

from __future__ import annotations

import pytest

from argosy.records.people.models import EvidenceLink, IdempotencyKey, Person
from argosy.records.tariffs.models import OrderFile
from tests.api.test_door import PARTY
from tests.api.test_records import PRODUCT, ROWS, upload

pytestmark = pytest.mark.django_db
NEW = {"login": "new1", "name_zh": "新示範", "name_en": "Demo New", "password": "quiet-river-51", "roles": ["CS"]}


@pytest.fixture
def order(api):
    return api("cs1").upload("/orders", upload(ROWS)).json()["order"]


def test_the_terms_of_an_order_change_and_the_rest_stays(api, order):
    costs = [{"kind": "freight", "amount": "900.50", "currency": "USD"}]
    body = api("cs1").send("PATCH", f"/orders/{order}", {"incoterm": "CIF", "place": "TWKEL", "vessel": None, "costs": costs}).json()
    assert (body["incoterm"], body["place"], body["currency"], body["fx"]) == ("CIF", "TWKEL", "USD", {"USD": "32.1"})
    assert [(c["kind"], c["amount"]) for c in body["costs"]] == [("freight", "900.5")]


def test_a_decision_about_a_line_is_kept_with_its_reason(api, order):
    decision = {"rationale": "自行車用照明", "origin": "日本", "facts": {"litres": "2"}, "rates": {"duty": "7.5%"}}
    body = api("cs1").send("PATCH", f"/orders/{order}/lines/1", decision).json()
    assert (body["rationale"], body["origin"], body["facts"], body["rates"]) == ("自行車用照明", "JP", {"litres": "2"}, {"duty": "7.5%"})
    assert api("cs1").send("PATCH", f"/orders/{order}/lines/9", decision).status_code == 404
    assert api("cs1").send("PATCH", f"/orders/{order}/lines/1", {"origin": "nowhere"}).status_code == 422


def test_an_order_nothing_was_computed_from_can_be_removed(api, order):
    assert api("cs1").send("DELETE", f"/orders/{order}").json() == {"order": order}
    assert not OrderFile.objects.exists()


def test_a_party_and_its_people_change(api):
    caller = api("cs1")
    caller.post("/parties", PARTY)
    assert caller.send("PATCH", "/parties/C-1", {"grade": "A"}).json()["grade"] == "A"
    contact = caller.post("/parties/C-1/contacts", {"name": "山田", "language": "ja"}).json()
    assert [c["name"] for c in caller.get("/parties/C-1").json()["contacts"]] == ["山田"]
    caller.send("PATCH", f"/contacts/{contact['id']}", {"is_active": False})
    assert caller.get("/parties/C-1").json()["contacts"] == []


def test_who_classified_a_product_does_not_review_it(api):
    api("cs1").post("/products", PRODUCT)
    assert api("cs1").send("PATCH", "/products/B-1", {"price": "260.5"}).json()["price"] == "260.5"
    decision = {"code": "85121010002", "edition": "2026", "rationale": "自行車用照明", "on": "2026-06-01"}
    made = api("cs1").post("/products/B-1/classifications", decision).json()
    assert api("cs1").put(f"/classifications/{made['id']}/review").status_code == 409
    assert api("cs2").put(f"/classifications/{made['id']}/review").json()["reviewer"] == "cs2"


def test_an_administrator_adds_a_person_gives_roles_and_switches_them_off(api):
    adm = api("adm")
    assert adm.post("/people", NEW).json()["roles"] == ["CS"]
    assert adm.put("/people/new1/roles/TM").json()["roles"] == ["CS", "TM"]
    assert adm.send("DELETE", "/people/new1/roles/CS").json()["roles"] == ["TM"]
    assert adm.send("PATCH", "/people/new1", {"is_active": False}).json()["is_active"] is False


def test_a_password_follows_the_house_rules_and_is_stored_nowhere_else(api):
    adm = api("adm")
    assert adm.post("/people", {**NEW, "password": "short"}).status_code == 422
    assert adm.send("PUT", "/people/ws1/password", {"password": "quiet-river-51"}, "k-1").status_code == 422
    assert adm.send("PUT", "/people/ws1/password", {"password": "quiet-river-51"}).status_code == 200
    assert Person.objects.get(login="ws1").check_password("quiet-river-51")
    assert not IdempotencyKey.objects.exists()


def test_nobody_changes_their_own_roles(api):
    assert api("adm").put("/people/adm/roles/GM").status_code == 409


def test_a_setting_has_a_day_an_owner_and_a_reason(api):
    change = {"value": "2", "valid_from": "2020-01-01", "reason": "董事會決議"}
    row = api("gm").put("/settings/report.material_percent", change).json()
    assert (row["value"], row["default"], row["owner"]) == ("2", "1", "gm")
    listed = {s["name"]: s["value"] for s in api("ws1").get("/settings").json()}
    assert listed["report.material_percent"] == "2"
    assert api("gm").put("/settings/no.such", change).status_code == 404


def test_work_is_given_and_closed_by_its_owner(api):
    item = api("tm1").post("/work", {"title": "追蹤報關", "owner": "cs1", "due": "2026-07-31"}).json()
    assert [w["title"] for w in api("cs1").get("/work").json()] == ["追蹤報關"]
    assert api("tm1").post(f"/work/{item['id']}/close", {"note": "已辦"}).status_code == 409
    assert api("cs1").post(f"/work/{item['id']}/close", {"note": "已放行"}).json()["status"] == "done"


def test_evidence_is_ones_own_until_an_assessor_looks(api, people):
    link = {"part": "author", "standard": "KPS1420-002", "indicator": "P1.2.1", "record": "x", "version_hash": "0" * 64}
    EvidenceLink(person=people["cs1"], **link).save()
    row = api("cs1").get("/evidence").json()["items"][0]
    assert (row["indicator"], row["state"]) == ("P1.2.1", "suggested")
    assert api("ws1").get("/evidence", login="cs1").status_code == 403
    assert api("tm1").post(f"/evidence/{row['id']}/confirm").json()["assessor"] == "tm1"


def test_a_published_standard_is_stored_once(api, shared):
    text = next((shared / "data" / "standards").glob("*002v3*.txt")).read_text(encoding="utf-8")
    body = api("adm").post("/standards", {"text": text, "where": "published.txt"}).json()
    assert (body["code"], body["version"], body["imported_by"]) == ("KPS1420-002", "v3", "adm")
    assert api("adm").post("/standards", {"text": text}).status_code == 422


def test_the_audit_is_read_by_action_and_outcome(api):
    api("fin").post("/parties", PARTY)
    rows = api("gm").get("/audit", action="parties.", outcome="denied").json()["items"]
    assert [(r["login"], r["action"], r["remote"]) for r in rows] == [("fin", "parties.party.register", "127.0.0.1")]
