"""Limits and first days of the packs of Australia, New Zealand, Singapore, Japan and Korea: one unit below, at and above each."""

from __future__ import annotations

from typing import Any

import pytest

from argosy.engines.duty.answer import to_json
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.reading import read_consignment
from argosy.rules.library import pack, pack_for

CURRENCY = {"AU": "AUD", "NZ": "NZD", "SG": "SGD", "JP": "JPY", "KR": "KRW"}
TERM = {"AU": "FOB", "NZ": "FOB", "SG": "CIF", "JP": "CIF", "KR": "CIF"}


def assessed(
    code: str, day: str, value: str, goods: str = "852589", duty: str = "5%", facts: dict[str, Any] | None = None
) -> dict[str, Any]:
    line = {"id": "1", "code": goods, "origin": "JP", "value": value, "quantity": "1", "unit": "H87", "rates": {"duty": duty}}
    ask: dict[str, Any] = {"jurisdiction": code, "date": day, "incoterm": TERM[code], "currency": CURRENCY[code], "lines": [line]}
    if TERM[code] == "FOB":
        ask["freight"] = {"amount": "0", "currency": CURRENCY[code]}
    return to_json(assess(read_consignment({**ask, "facts": facts or {}}), pack_for(code)))


def charge(made: dict[str, Any], name: str) -> str | None:
    rows = made["lines"][0]["charges"] + made["entry_charges"]
    return next((row["amount"] for row in rows if row["id"] == name), "not charged")


@pytest.mark.parametrize(
    ("code", "day", "value", "payable"),
    [
        ("AU", "2026-06-30", "1000.00", "0.00"),
        ("AU", "2026-06-30", "1000.01", "273.00"),
        ("NZ", "2025-06-30", "1000.00", "0.00"),
        ("NZ", "2025-06-30", "1000.01", "300.94"),
        ("SG", "2024-06-30", "400.00", "0.00"),
        ("SG", "2024-06-30", "400.01", "36.00"),
        ("JP", "2026-06-30", "10000", "0"),
        ("JP", "2026-06-30", "10001", "1300"),
    ],
)
def test_low_value_ends_with_its_limit(code: str, day: str, value: str, payable: str) -> None:
    duty = "free" if code == "SG" else "5%"
    made = assessed(code, day, value, duty=duty, facts={"by_sea": True} if code == "AU" else {})
    assert made["totals"]["payable"] == payable
    assert made["unresolved"] == []


@pytest.mark.parametrize(
    ("day", "value", "paper", "fee"),
    [
        ("2026-06-30", "9999.99", False, "50.00"),
        ("2026-06-30", "10000.00", False, "152.00"),
        ("2026-06-30", "9999.99", True, "90.00"),
        ("2026-06-30", "10000.00", True, "192.00"),
        ("2013-12-31", "10000.00", False, "50.00"),
        ("2014-01-01", "10000.00", False, "152.60"),
        ("2015-12-31", "9999.99", True, "65.75"),
        ("2016-01-01", "10000.00", True, "192.00"),
    ],
)
def test_the_import_processing_charge_has_two_tiers_from_2014(day: str, value: str, paper: bool, fee: str) -> None:
    assert charge(assessed("AU", day, value, facts={"by_sea": True, "documentary": paper}), "ipc") == fee


@pytest.mark.parametrize(
    ("day", "by_sea", "fee"),
    [
        ("2023-01-15", True, "49.00"),
        ("2023-01-16", True, "58.00"),
        ("2023-06-30", False, "38.00"),
        ("2023-07-01", False, "43.00"),
        ("2024-07-01", True, "66.00"),
        ("2025-07-01", False, "46.00"),
        ("2026-07-01", False, None),
    ],
)
def test_the_biosecurity_charge_is_dated_and_never_nothing_when_unknown(day: str, by_sea: bool, fee: str | None) -> None:
    made = assessed("AU", day, "5000", facts={"by_sea": by_sea})
    assert charge(made, "biosecurity") == fee
    assert made["totals"]["complete"] is (fee is not None)


@pytest.mark.parametrize(
    ("day", "goods", "value", "lct"),
    [
        ("2026-06-30", "870323", "73242.72", "not charged"),
        ("2026-06-30", "870323", "73250.00", "2.40"),
        ("2023-06-30", "870323", "73250.00", "2617.80"),
        ("2026-06-30", "870380", "83079.00", "not charged"),
        ("2026-06-30", "870380", "83090.00", "3.60"),
    ],
)
def test_luxury_car_tax_falls_above_the_threshold_of_the_year(day: str, goods: str, value: str, lct: str) -> None:
    made = assessed("AU", day, value, goods=goods, duty="free", facts={"by_sea": True})
    assert charge(made, "lct") == lct


def test_the_luxury_car_threshold_of_an_unconfirmed_year_is_marked() -> None:
    made = assessed("AU", "2026-11-20", "90000", goods="870323", facts={"by_sea": True})
    assert "lct_threshold" in [w["rule"] for w in made["warnings"] if w["code"] == "confidence"]


@pytest.mark.parametrize(
    ("code", "day", "name", "amount"),
    [
        ("SG", "2022-12-31", "gst", "735.00"),
        ("SG", "2023-01-01", "gst", "840.00"),
        ("SG", "2023-12-31", "gst", "840.00"),
        ("SG", "2024-01-01", "gst", "945.00"),
        ("NZ", "2025-06-30", "import_entry_fee", "40.08"),
        ("NZ", "2025-07-01", "import_entry_fee", "53.44"),
        ("NZ", "2026-03-31", "import_entry_fee", "53.44"),
        ("NZ", "2026-04-01", "import_entry_fee", None),
        ("JP", "2019-09-30", "consumption_tax", "630"),
        ("JP", "2019-10-01", "consumption_tax", "780"),
        ("JP", "2019-09-30", "local_consumption_tax", "161"),
        ("JP", "2019-10-01", "local_consumption_tax", "197"),
    ],
)
def test_rates_change_on_their_day(code: str, day: str, name: str, amount: str | None) -> None:
    value = "10500" if code != "NZ" else "2000"
    assert charge(assessed(code, day, value, duty="free"), name) == amount


@pytest.mark.parametrize(("value", "tax"), [("1851851", "not charged"), ("1851853", "0"), ("1900000", "10400")])
def test_korean_luxury_tax_falls_on_what_is_above_two_million(value: str, tax: str) -> None:
    assert charge(assessed("KR", "2026-06-30", value, goods="420221", duty="8%"), "individual_consumption_tax") == tax


def test_japan_cuts_line_and_total_where_the_answer_of_customs_does() -> None:
    made = assessed("JP", "2026-06-30", "1999999", duty="3.3%")
    assert {c["id"]: c["amount"] for c in made["lines"][0]["charges"] if c["amount"] != "0"} == {
        "duty": "65967",
        "consumption_tax": "161070",
        "local_consumption_tax": "45410",
    }
    assert (made["totals"]["duty"], made["totals"]["taxes"]) == ("65900", "206400")


@pytest.mark.parametrize("code", list(CURRENCY))
def test_every_rule_names_its_law_its_source_and_when_to_look_again(code: str) -> None:
    rules = pack(f"{code.lower()}-import")
    rows = [*rules.facts, *rules.charges, *rules.rates, *rules.exemptions, *rules.programmes, *rules.penalties, *rules.interpretations]
    assert len(rows) > 40
    for row in rows:
        by = row.authority
        assert all((by.legal.zh, by.legal.en, by.source.zh, by.source.en, by.review_by))
        assert by.confidence == "low" or by.read_on


def test_what_a_relief_takes_for_granted_is_said() -> None:
    warnings = assessed("SG", "2024-06-30", "400.00", duty="free")["warnings"]
    assert [w["rule"] for w in warnings if w["code"] == "assumed"] == ["by_sea_or_land"]
    stated = assessed("SG", "2024-06-30", "400.00", duty="free", facts={"by_sea_or_land": True})
    assert (stated["totals"]["payable"], [w["rule"] for w in stated["warnings"] if w["code"] == "assumed"]) == (
        "36.00",
        ["last_selling_price", "gst_exempt"],
    )


@pytest.mark.parametrize(
    ("code", "term", "value"),
    [
        ("SG", "EXW", "1120.00"),
        ("SG", "FCA", "1120.00"),
        ("JP", "EXW", "1120"),
        ("KR", "FCA", "1120"),
        ("AU", "FCA", "1000.00"),
        ("NZ", "FCA", "1000.00"),
        ("AU", "EXW", None),
        ("NZ", "EXW", None),
    ],
)
def test_below_fob_only_carriage_that_is_no_freight_is_asked(code: str, term: str, value: str | None) -> None:
    given = {"freight": {"amount": "120", "currency": CURRENCY[code]}, "insurance": {"amount": "0", "currency": CURRENCY[code]}}
    entry = read_consignment(
        {
            "jurisdiction": code,
            "date": "2025-03-10",
            "incoterm": term,
            "currency": CURRENCY[code],
            "facts": {},
            **given,
            "lines": [{"id": "1", "code": "940360", "origin": "CN", "value": "1000", "rates": {"duty": "free"}}],
        }
    )
    made = to_json(assess(entry, pack_for(code)))
    assert made["lines"][0]["customs_value"] == value
    assert ("other.origin_inland" in {u["field"] for u in made["unresolved"]}) is (value is None)


def test_a_price_with_taxes_inside_asks_for_what_it_lacks() -> None:
    entry = {
        "jurisdiction": "AU",
        "date": "2025-03-10",
        "incoterm": "DDP",
        "currency": "AUD",
        "freight": {"amount": "500", "currency": "AUD"},
        "lines": [{"id": "1", "code": "940360", "origin": "CN", "value": "20000"}],
    }
    made = to_json(assess(read_consignment(entry), pack_for("AU")))
    assert {"customs_value", "rates.duty", "facts.by_sea"} <= {u["field"] for u in made["unresolved"] if u["blocks"]}


def test_a_misspelt_field_is_told() -> None:
    entry = {
        "jurisdiction": "SG",
        "date": "2025-03-10",
        "incoterm": "CIF",
        "currency": "SGD",
        "frieght": {},
        "reference": "A-1",
        "lines": [{"id": "1", "code": "940360", "origin": "CN", "value": "20000", "qty": "3", "rates": {"duty": "free"}}],
    }
    made = to_json(assess(read_consignment(entry), pack_for("SG")))
    told = {(u["line"], u["field"], u["blocks"]) for u in made["unresolved"]}
    assert told == {(None, "frieght", False), ("1", "qty", False)}
    assert made["totals"]["payable"] == "1800.00"


@pytest.mark.parametrize("code", ["AU", "NZ"])
def test_freight_stated_as_dutiable_enters_the_base_of_gst_once(code: str) -> None:
    line = {"id": "1", "code": "852589", "origin": "JP", "value": "2000", "rates": {"duty": "5%"}}
    money = {"currency": CURRENCY[code]}
    within = {"kind": "freight", "amount": "100", **money, "dutiable": True}
    ask = {"jurisdiction": code, "date": "2026-03-30", "incoterm": "FOB", **money, "facts": {"by_sea": True}, "lines": [line]}
    made = to_json(assess(read_consignment({**ask, "freight": {"amount": "50", **money}, "other": [within]}), pack_for(code)))
    assert made["lines"][0]["customs_value"] == "2100.00"
    assert next(x["base"] for x in made["lines"][0]["charges"] if x["id"] == "gst") == "2255.00"  # with 105.00 of duty and 50.00 of freight


def test_freight_paid_beside_is_not_taken_off_what_japan_taxes_for_personal_use() -> None:
    line = {"id": "1", "code": "420221", "origin": "IT", "value": "300000", "rates": {"duty": "8%"}, "facts": {"personal_use": True}}
    ask = {"jurisdiction": "JP", "date": "2026-03-30", "incoterm": "CIF", "currency": "JPY", "lines": [line]}
    after = {"kind": "freight", "amount": "20000", "currency": "JPY", "dutiable": False}
    assert charge(to_json(assess(read_consignment({**ask, "other": [after]}), pack_for("JP"))), "duty") == charge(
        to_json(assess(read_consignment(ask), pack_for("JP"))), "duty"
    )
