"""Orders, parties, products, people, tokens and reference data through the API."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from argosy.records.parties.models import Party
from argosy.records.people.models import ApiToken, IdempotencyKey
from argosy.records.tariffs.models import OrderFile
from tests.api.calls import error
from tests.api.test_door import PARTY

pytestmark = pytest.mark.django_db
TERMS = {"date": "2026-06-12", "incoterm": "FOB", "place": "JPYOK", "currency": "USD", "fx": "32.1", "freight": "1200"}
ROWS = """貨號,品名,稅則號別,原產地,數量,單位,單價,淨重,毛重,進口稅率
B-1,自行車燈 Bicycle light,85121010002,JP,1000,PCE,12.50,180,205,5%
B-2,不鏽鋼杯 Steel cup,73239300006,JP,600,PCE,3.1,240,262.5,10%
"""
BAD = ROWS + "B-3,茶 Tea,0902,日本國,many,PCE,,1,1,5%\n"
PRODUCT = {
    "sku": "B-1",
    "name_zh": "車燈",
    "name_en": "Light",
    "origin": "TW",
    "net_kg": "0.1",
    "gross_kg": "0.2",
    "carton_cbm": "0.05",
    "cost": "120.5",
    "price": "250",
}


def upload(text, **fields):
    return {"file": SimpleUploadedFile("order.csv", text.encode(), "text/csv"), **TERMS, **fields}


def test_an_order_file_is_stored_whole(api):
    answer = api("cs1").upload("/orders", upload(ROWS, title_zh="六月進口"))
    body = answer.json()
    assert (answer.status_code, body["lines"], body["accepted"], body["rejected"]) == (201, 2, 2, [])
    order = api("tm1").get(f"/orders/{body['order']}").json()
    assert (order["title"]["zh"], order["incoterm"], order["currency"], order["fx"]) == ("六月進口", "FOB", "USD", {"USD": "32.1"})
    assert (order["goods_value"], order["imported_by"]) == ("14360", "cs1")
    assert [(g["item"], g["quantity"], g["unit_price"], g["rates"]) for g in order["goods"]][1] == ("B-2", "600", "3.1", {"duty": "10%"})
    assert order["costs"] == [{"kind": "freight", "amount": "1200", "currency": "USD", "dutiable": None, "document": ""}]


def test_a_file_with_faults_names_every_bad_cell_and_stores_nothing(api):
    answer = api("cs1").upload("/orders", upload(BAD))
    assert answer.status_code == 422
    assert {(p["row"], p["field"]) for p in error(answer)["problems"]} >= {(4, "quantity"), (4, "unit_price"), (4, "origin")}
    assert all(p["message"]["zh"] and p["message"]["en"] for p in error(answer)["problems"])
    assert not OrderFile.objects.exists()


def test_a_dry_run_lists_faults_and_writes_nothing(api):
    body = api("cs1").upload("/orders", upload(BAD, dry_run="true")).json()
    assert (body["order"], body["lines"], body["accepted"]) == (None, 3, 2)
    assert {r["field"] for r in body["rejected"]} >= {"quantity"}
    assert not OrderFile.objects.exists()


def test_other_headings_are_mapped(api):
    mapping = SimpleUploadedFile("map.toml", b'[columns]\nMatnr = "item"\n')
    body = api("cs1").upload("/orders", {**upload(ROWS.replace("貨號", "Matnr")), "mapping": mapping}).json()
    assert body["accepted"] == 2


@pytest.mark.parametrize("name", ["order.exe", "order.docm", "order"])
def test_only_tables_are_taken(api, name):
    assert api("cs1").upload("/orders", {**TERMS, "file": SimpleUploadedFile(name, b"MZ")}).status_code == 422


def test_a_repeated_upload_gets_the_first_answer(api):
    caller = api("cs1")
    first, again = caller.upload("/orders", upload(ROWS), "k-1"), caller.upload("/orders", upload(ROWS), "k-1")
    assert (first.status_code, again.content) == (201, first.content)
    assert caller.upload("/orders", upload(BAD), "k-1").status_code == 422
    assert (OrderFile.objects.count(), IdempotencyKey.objects.count()) == (1, 1)


def test_a_party_is_registered_found_and_shown(api):
    address = {"use": "office", "lines_en": "1 Demo Road", "country": "JP"}
    body = api("ws1").post("/parties", {**PARTY, "addresses": [address]}).json()
    assert (body["kinds"], body["addresses"][0]["lines_en"]) == (["customer"], "1 Demo Road")
    assert [p["code"] for p in api("fin").get("/parties", kind="customer", find="demo").json()["items"]] == ["C-1"]
    assert api("fin").get("/parties/C-1").json() == body


def test_lists_come_in_pages_that_lead_on(api, people):
    for n in range(5):
        Party(code=f"P-{n}", name_zh="示範", name_en="Demo", country="JP").save()
    caller = api("cs1")
    seen, address = [], "/parties?limit=2&find=demo"
    while address:
        page = caller.get(address.removeprefix("/api/v1")).json()
        seen += [p["code"] for p in page["items"]]
        address = page["next"]
        assert page["count"] == 5
    assert seen == [f"P-{n}" for n in range(5)]


def test_a_page_past_the_end_is_empty(api):
    assert api("cs1").get("/parties", offset=10).json() == {"count": 0, "next": None, "items": []}


def test_a_product_is_entered_and_classified_with_a_reason(api):
    body = api("cs1").post("/products", PRODUCT).json()
    assert (body["cost"], body["net_kg"], body["code"], body["classifications"]) == ("120.5", "0.1", "", [])
    decision = {"code": "85121010002", "edition": "2026", "rationale": "自行車用照明", "on": "2026-06-01"}
    assert api("cs1").post("/products/B-1/classifications", decision).status_code == 201
    found = api("fin").get("/products/B-1").json()
    assert (found["code"], found["classifications"][0]["decided_by"]) == ("85121010002", "cs1")
    assert api("fin").get("/products", chapter="85").json()["count"] == 1


def test_an_exact_number_stays_exact(api):
    caller = api("cs1")
    caller.headers["Content-Type"] = "application/json"
    body = str({**PRODUCT, "cost": 0}).replace("'cost': 0", "'cost': 120.1000").replace("'", '"')
    answer = caller.client.post("/api/v1/products", body, "application/json", headers=caller.headers)
    assert answer.json()["cost"] == "120.1"


def test_people_and_roles_are_listed(api):
    page = api("cs1").get("/people", limit=200).json()
    assert {"adm": ["ADM"], "cs1": ["CS"]}.items() <= {p["login"]: p["roles"] for p in page["items"]}.items()
    assert "password" not in api("adm").get("/people").content.decode()
    assert [r["code"] for r in api("cs1").get("/roles").json()] == ["TM", "CS", "WS", "FM", "EP", "GM", "FIN", "LGL", "ADM"]


def test_a_session_issues_a_token_that_works_and_revokes_it(session, api):
    desk = session("cs1")
    fresh = desk.post("/tokens", {"name": "nightly", "scopes": ["read"], "days": 7}).json()
    caller = api()
    caller.headers = {"Authorization": f"Bearer {fresh['token']}"}
    assert caller.get("/me").json()["scopes"] == ["read"]
    listed = desk.get("/tokens").json()
    assert [t["name"] for t in listed] == ["nightly"]
    assert fresh["token"] not in str(listed)
    assert desk.send("DELETE", f"/tokens/{fresh['prefix']}").json()["revoked"]
    assert caller.get("/me").status_code == 401


def test_a_token_cannot_widen_itself(api, session):
    assert api("cs1", "read", "write", "documents").post("/tokens", {"name": "x", "scopes": ["documents"]}).status_code == 403
    assert session("cs1").post("/tokens", {"name": "x", "scopes": ["admin"]}).status_code == 403
    assert session("adm").post("/tokens", {"name": "x", "scopes": ["admin"]}).status_code == 201


def test_a_token_of_another_is_revoked_by_an_administrator_alone(api, session):
    api("cs1")
    prefix = ApiToken.objects.get().prefix
    assert session("cs2").send("DELETE", f"/tokens/{prefix}").status_code == 403
    assert session("adm").send("DELETE", f"/tokens/{prefix}").status_code == 200


def test_the_firm_and_its_data_sets_with_vintage(api, people):
    from datetime import date

    from argosy.records.reference.actions import change_firm, register_dataset

    change_firm(
        actor=people["adm"],
        name_zh="示範海舟",
        name_en="Haizhou Demo",
        address_zh="示範路 1 號",
        address_en="1 Demo Road",
        as_of=date(2026, 6, 30),
        demo=True,
    )
    fields = {
        "title_zh": "海關匯率",
        "title_en": "Customs rates",
        "publisher_zh": "示範",
        "publisher_en": "Demo",
        "licence": "demo",
        "rows": 1,
        "sha256": "0" * 64,
    }
    register_dataset(
        actor=people["adm"], name="fx", edition="2026-05", as_of=date(2026, 5, 1), retrieved=date(2026, 5, 2), max_age_days=10, **fields
    )
    assert api("cs1").get("/firm").json()["today"] == "2026-06-30"
    row = api("cs1").get("/datasets").json()["items"][0]
    assert (row["title"]["zh"], row["as_of"], row["stale"]) == ("海關匯率", "2026-05-01", True)
    assert api("cs1").get("/rates").json()["count"] == 0
