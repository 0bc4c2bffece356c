"""Sales over the API: a file in, performance out."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.importers.sales import orders, quotes

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(people):
    from datetime import date

    from argosy.records.catalog.actions import register_product
    from argosy.records.parties.actions import register_party
    from argosy.records.reference.actions import change_firm

    change_firm(actor=people["adm"], name_zh="示範", name_en="Demo", address_zh="示範路", address_en="Demo Road", as_of=date(2026, 6, 30))
    register_party(actor=people["cs1"], code="C-1", kinds=["customer"], name_zh="示範車輪", name_en="Demo Rad", country="DE")
    fields = {"net_kg": "0.5", "gross_kg": "0.6", "carton_cbm": "0.02", "cost": "200", "price": "350", "origin": "TW", "code": "8714912000"}
    for sku in ("J-1", "J-2"):
        register_product(actor=people["cs1"], sku=sku, name_zh="前叉", name_en="Fork", **fields)


def file(data, **more):
    return {"file": SimpleUploadedFile("sales.csv", data), **more}


def test_a_file_is_stored_whole_and_read_as_performance(api, shop):
    assert api("ws1").upload("/sales", file(orders())).json()["new"] == 2
    assert api("ws1").upload("/sales", file(quotes())).json()["kind"] == "quotation"
    assert api("ws1").upload("/sales", file(orders())).json()["same"] == 2
    told = api("fin", "read").get("/sales/performance").json()
    assert {row["market"]: row["sales"] for row in told["products"]} == {"DE": "65900"}
    assert told["key_figures"]["wins"]["rate"] == "0.500000"


def test_faults_are_listed_by_row(api, shop):
    bad = orders("SO-1,C-9,2026-03-02,FOB,USD,32,,,J-1,1,1,,,,")
    refused = api("ws1").upload("/sales", file(bad))
    assert (refused.status_code, refused.json()["error"]["problems"][0]["row"]) == (422, 2)
    looked = api("ws1").upload("/sales", file(bad, dry_run="true"))
    assert (looked.status_code, looked.json()["rejected"][0]["field"]) == (201, "customer")


def test_a_trade_table_that_is_not_there_is_not_found(api, shop):
    assert api("tm1").get("/sales/performance?imports=trade_none").status_code == 404
