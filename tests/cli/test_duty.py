"""argosy duty."""

from __future__ import annotations

import json

import pytest

CONSIGNMENT = {
    "jurisdiction": "TW", "date": "2026-06-30", "flow": "import", "incoterm": "CIF", "place": "TWKEL", "currency": "USD", "fx": {"USD": "32.10"},
    "lines": [{"id": "1", "code": "8471300000", "origin": "JP", "value": "1000.00", "quantity": "10", "unit": "PCE", "rates": {"duty": "5%"}}],
}  # fmt: skip


@pytest.fixture
def given(tmp_path):
    """A consignment file; keywords replace its fields."""

    def write(**changes):
        file = tmp_path / "consignment.json"
        file.write_text(json.dumps(CONSIGNMENT | changes), encoding="utf-8")
        return file

    return write


def test_a_consignment_is_assessed(argosy, given):
    answer = argosy("duty", "assess", given(), "--json").json
    charges = {charge["id"]: charge["amount"] for charge in answer["lines"][0]["charges"]}
    assert (answer["lines"][0]["customs_value"], charges["duty"]) == ("32100", "1605")


def test_totals_are_told_to_people(argosy, given, monkeypatch):
    monkeypatch.setenv("ARGOSY_LANG", "zh-Hant")
    assert "完稅價格: TWD 32100" in argosy("duty", "assess", given()).out


def test_what_is_missing_is_asked_for(argosy, given):
    bare = {key: value for key, value in CONSIGNMENT["lines"][0].items() if key != "code"}
    ran = argosy("duty", "assess", given(lines=[bare]))
    assert ran.code == 0
    assert "? 1 What is the commodity code" in ran.out


@pytest.mark.parametrize(("changes", "says"), [({"date": "soon"}, "date"), ({"jurisdiction": "QQ"}, "qq"), ({"incoterm": ""}, "incoterm")])
def test_a_faulty_consignment_is_bad_input(argosy, given, changes, says):
    ran = argosy("duty", "assess", given(**changes), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_a_list_is_no_consignment(argosy, tmp_path):
    (tmp_path / "a.json").write_text("[]")
    assert argosy("duty", "assess", tmp_path / "a.json").code == 2


def test_the_facts_of_a_pack_are_listed(argosy):
    rows = argosy("duty", "facts", "--jurisdiction", "TW", "--json").json
    assert {"alcohol_litres", "sticks"} <= {row["name"] for row in rows}
    assert all(row["question_zh"] and row["question_en"] for row in rows)


def test_what_ifs_stand_beside_the_consignment(argosy, given):
    answer = argosy("duty", "compare", given(), "--change", "1.duty=10%", "--change", "fx.USD=30", "--json").json
    assert (answer["payable"], [c["payable"] for c in answer["changes"]]) == ("3290", ["4976", "3075"])
    assert answer["changes"][0]["by_line"] == {"1": "1686"}


def test_a_change_that_is_not_understood_is_bad_input(argosy, given):
    ran = argosy("duty", "compare", given(), "--change", "cheaper", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "2.duty=8%" in ran.err


def test_the_fact_that_moves_the_total_most_comes_first(argosy, given):
    costs = {"freight": {"amount": "100", "currency": "USD"}, "insurance": {"amount": "1", "currency": "USD"}}
    answer = argosy("duty", "sensitivity", given(incoterm="FOB", **costs), "--json").json
    assert [s["id"] for s in answer["swings"]] == ["fx_USD", "cost_1", "cost_2"]


def test_a_calculation_needs_no_store_that_is_up_to_date(argosy, given, tmp_path, monkeypatch):
    from django.db import DatabaseError

    from argosy.records.tariffs import consignments

    def broken(*_):
        raise DatabaseError("no such column")

    monkeypatch.setattr("argosy.cli.duty.store_at_hand", lambda: True)
    monkeypatch.setattr(consignments, "completed", broken)
    ran = argosy("duty", "assess", given(), "--json")
    assert ran.json["totals"]["payable"] == "3290"
    assert "argosy init" in ran.err
