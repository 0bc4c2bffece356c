"""Offers over the API: the life of a quotation, a write sent twice, two editors."""

from __future__ import annotations

from datetime import date

import pytest

from argosy.records.catalog.actions import register_product
from argosy.records.credit.models import CreditProfile
from argosy.records.parties.actions import register_party
from argosy.records.reference.actions import change_firm

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


@pytest.fixture
def shop(people):
    """A firm with a customer at home, with credit, and a product."""
    change_firm(actor=people["adm"], name_zh="測試", name_en="Test", address_zh="台北", address_en="Taipei", as_of=DAY)
    party = register_party(actor=people["cs1"], code="C-1", kinds=["customer"], name_zh="示範", name_en="Demo", country="TW")
    CreditProfile(customer=party, limit=10_000_000, limit_from=DAY, enquired_on=DAY).save()
    fields = {"net_kg": "0.5", "gross_kg": "0.6", "carton_cbm": "0.02", "cost": "200", "price": "350", "origin": "TW", "code": "8714912000"}
    register_product(actor=people["cs1"], sku="J-1", name_zh="前叉", name_en="Fork", **fields)
    return people


def offer(**more):
    return {
        "customer": "C-1",
        "incoterm": "DAP",
        "place": "Taichung",
        "currency": "TWD",
        "lines": [{"sku": "J-1", "quantity": "100"}],
        **more,
    }


def test_from_a_draft_to_goods_that_left(shop, api):
    ws = api("ws1", "write", "read")
    made = ws.post("/quotations", offer()).json()
    assert (made["number"], made["total"], made["margin"], made["credit"]["light"]) == ("QT-00001", "36750", "42.86", "pass")
    assert [rung["term"] for rung in made["terms"]][:4] == ["EXW", "FCA", "FAS", "FOB"]
    assert ws.post("/quotations/QT-00001/offer", {}).json()["revisions"][0]["number"] == 1
    order = ws.post("/quotations/QT-00001/confirm", {"customer_ref": "PO"}).json()
    assert ws.post(f"/sales-orders/{order['number']}/release", {}).json()["state"] == "released"
    left = ws.post(f"/sales-orders/{order['number']}/ship", {"goods": [{"line_no": 1, "quantity": "100"}]}).json()
    assert (left["state"], left["billing"], left["lines"][0]["deliveries"][0]["result"]) == ("shipped", "none", "none")


def test_a_draft_sent_twice_with_one_key_is_one_draft(shop, api):
    ws = api("ws1", "write", "read")
    first = ws.post("/quotations", offer(), key="a").json()
    again = ws.post("/quotations", offer(), key="a").json()
    assert first["number"] == again["number"] == "QT-00001"
    assert len(ws.get("/quotations").json()) == 1


def test_the_second_editor_is_refused_with_what_changed(shop, api):
    ws = api("ws1", "write", "read")
    ws.post("/quotations", offer())
    assert ws.put("/quotations/QT-00001", offer(place="Tainan", version=1)).json()["version"] == 2
    late = ws.put("/quotations/QT-00001", offer(place="Hualien", version=1))
    assert late.status_code in (403, 409)
    assert "Taichung → Tainan" in str(late.json())


def test_bad_lines_are_told_each(shop, api):
    bad = api("ws1", "write").post("/quotations", offer(lines=[{"sku": "J-1", "quantity": "-1"}, {"sku": "X", "quantity": "1"}]))
    assert bad.status_code == 422
    assert "'X'" in str(bad.json())
