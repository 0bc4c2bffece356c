"""argosy quote and argosy contract: from JSON to an order and a contract, and prices at every term without a store."""

from __future__ import annotations

import json
from datetime import date

import pytest

DAY = date(2026, 6, 30)


@pytest.fixture
def desk(firm, monkeypatch):
    """A customer with credit, a product, a loaded clause library, and the token of a salesperson."""
    from argosy.records.catalog.actions import register_product
    from argosy.records.contracts.actions import load_library
    from argosy.records.credit.models import CreditProfile
    from argosy.records.parties.actions import register_party
    from argosy.records.people.tokens import issue_token

    party = register_party(actor=firm["cs1"], code="C-1", kinds=["customer"], name_zh="示範車輪", name_en="Demo Rad", country="TW")
    CreditProfile(customer=party, limit=10_000_000, limit_from=DAY, enquired_on=DAY).save()
    fields = {"net_kg": "0.5", "gross_kg": "0.6", "carton_cbm": "0.02", "cost": "200", "price": "350", "origin": "TW", "code": "8714912000"}
    register_product(actor=firm["cs1"], sku="J-1", name_zh="前叉", name_en="Fork", **fields)
    load_library(actor=firm["lgl"], on=date(2020, 1, 1))
    issued = issue_token(actor=firm["ws1"], name="test", scopes=("read", "write"))
    monkeypatch.setenv("ARGOSY_TOKEN", issued.secret)
    return firm


def written(folder, data, name="offer.json"):
    path = folder / name
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def offer(**more):
    told = {"customer": "C-1", "incoterm": "DAP", "place": "Taichung", "currency": "TWD", "lines": [{"sku": "J-1", "quantity": 100}]}
    return told | more


@pytest.mark.django_db
def test_a_quotation_goes_from_json_to_an_order_and_a_contract(argosy, desk, tmp_path):
    made = argosy("quote", "draft", written(tmp_path, offer()), "--json")
    assert (made.code, made.json["number"], made.json["total"], made.json["margin"]) == (0, "QT-00001", "36750", "42.86")
    assert argosy("quote", "offer", "QT-00001", "--json").json["state"] == "offered"
    drawn = argosy("contract", "draw", "--quotation", "QT-00001", "--json").json
    assert (drawn["number"], float(drawn["total"]), len(drawn["articles"])) == ("CT-0001", 36750.0, 22)
    assert {f["check"] for f in drawn["faults"]} == {"CT4"}
    assert argosy("quote", "confirm", "QT-00001", "--json").json["order"] == "SO-00001"
    assert argosy("quote", "confirm", "QT-00001").code == 3


@pytest.mark.django_db
def test_an_edit_on_an_old_version_is_refused_with_what_changed(argosy, desk, tmp_path):
    argosy("quote", "draft", written(tmp_path, offer()))
    assert argosy("quote", "edit", "QT-00001", written(tmp_path, offer(place="Tainan")), "--version", "1").code == 0
    late = argosy("quote", "edit", "QT-00001", written(tmp_path, offer(place="Hualien")), "--version", "1")
    assert late.code == 3
    assert "Taichung → Tainan" in late.err


@pytest.mark.django_db
def test_every_fault_of_a_file_is_told_at_once(argosy, desk, tmp_path):
    bad = offer(lines=[{"sku": "J-1", "quantity": "many"}, {"quantity": 3}], valid_to="soon", colour="red")
    found = argosy("quote", "draft", written(tmp_path, bad))
    assert found.code == 2
    assert all(words in found.err for words in ("many", "soon", "colour", "sku"))


def test_prices_at_every_term_need_no_store(argosy, tmp_path):
    asked = {
        "goods": "800",
        "costs": {"packing": 20, "origin_inland": 30, "main_carriage": 90},
        "premium": "0.2%",
        "margin": "20%",
        "fx": "32",
    }
    found = argosy("quote", "terms", written(tmp_path, asked), "--json").json
    told = {row["term"]: row for row in found["terms"]}
    assert (told["EXW"]["cost"], told["FOB"]["cost"], told["CFR"]["price"]) == ("820", "850", "1175")
    assert told["CIF"]["cost"] == "942.07"  # 940 / (1 - 1.1 x 0.002)
    assert found["who_pays"]["main_carriage"]["FOB"] == "buyer"


@pytest.mark.parametrize(
    "bad", [[], {"goods": "x"}, {"goods": 1, "margin": 1}, {"goods": 1, "costs": {"nonsense": 1}}, {"goods": 1, "extra": 1}]
)
def test_bad_costs_are_refused(argosy, tmp_path, bad):
    assert argosy("quote", "terms", written(tmp_path, bad)).code == 2


@pytest.mark.django_db
def test_many_accepted_offers_are_taken_at_once_or_not_at_all(argosy, desk, tmp_path):
    made = argosy("quote", "take", written(tmp_path, [offer(), offer(place="Tainan")]), "--json")
    assert (made.code, [one["order"] for one in made.json], {one["total"] for one in made.json}) == (
        0,
        ["SO-00001", "SO-00002"],
        {"36750.0000"},
    )
    assert argosy("quote", "take", written(tmp_path, [offer(), offer(customer="C-9")])).code == 2
    assert argosy("quote", "take", written(tmp_path, offer())).code == 2
    assert argosy("quote", "confirm", "QT-00002").code == 3
    assert argosy("quote", "show", "QT-00003").code != 0
