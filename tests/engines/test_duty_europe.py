"""Limits and first days of the packs of the European Union, Germany, Great Britain, Northern Ireland and Taiwan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from argosy.engines.duty.answer import to_json
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.reading import read_consignment
from argosy.rules.library import pack, pack_for

CURRENCY = {"EU": "EUR", "DE": "EUR", "GB": "GBP", "XI": "GBP", "TW": "TWD"}
SHIRT = {"code": "610910", "origin": "CN", "rates": {"duty": "12%", "vat": "20%"}}


def assessed(where: str, day: str, line: dict[str, Any], **more: Any) -> dict[str, Any]:
    ask = {
        "jurisdiction": where,
        "date": day,
        "incoterm": "CIF",
        "currency": CURRENCY[where],
        "lines": [{"id": "1", "origin": "US", **line}],
    }
    return to_json(assess(read_consignment({**ask, **more}), pack_for(where)))


def charge(made: dict[str, Any], name: str) -> str | None:
    return next((row["amount"] for row in made["lines"][0]["charges"] if row["id"] == name), "not charged")


@pytest.mark.parametrize(
    ("where", "day", "value", "duty"),
    [
        ("EU", "2026-06-30", "150.00", "0.00"),
        ("EU", "2026-06-30", "150.01", "18.00"),
        ("EU", "2026-07-01", "150.00", "3.00"),
        ("EU", "2026-07-01", "150.01", "18.00"),
        ("EU", "2028-07-01", "20.00", "3.00"),
        ("EU", "2028-07-02", "20.00", "2.40"),
        ("DE", "2026-07-01", "150.00", "3.00"),
        ("GB", "2026-07-01", "135.00", "0.00"),
        ("GB", "2026-07-01", "135.01", "16.20"),
        ("XI", "2026-07-01", "135.00", "0.00"),
        ("XI", "2026-07-01", "135.01", "16.20"),
    ],
)
def test_low_value_goods_at_their_limit_and_on_the_days_the_law_changed(where: str, day: str, value: str, duty: str) -> None:
    made = assessed(where, day, {**SHIRT, "value": value})
    assert made["totals"]["duty"] == duty
    assert made["unresolved"] == []


@pytest.mark.parametrize(
    ("reading", "ioss", "duty"), [("all_distance_sales", False, "3.00"), ("ioss_only", False, "6.00"), ("ioss_only", True, "3.00")]
)
def test_who_owes_three_euro_an_item_depends_on_the_reading(reading: str, ioss: bool, duty: str) -> None:
    parcel = {**SHIRT, "value": "50"}
    made = assessed("EU", "2026-08-03", parcel, facts={"ioss": ioss}, interpretations={"low_value_scope": reading})
    assert made["totals"]["duty"] == duty


@pytest.mark.parametrize(
    ("day", "value", "vat"), [("2021-06-30", "22.00", "0.00"), ("2021-06-30", "22.01", "4.40"), ("2021-07-01", "22.00", "4.40")]
)
def test_parcels_up_to_22_euro_bear_value_added_tax_from_july_2021(day: str, value: str, vat: str) -> None:
    assert assessed("EU", day, {**SHIRT, "value": value})["totals"]["taxes"] == vat


@pytest.mark.parametrize(
    ("where", "limit", "above"), [("EU", "45.00", "45.01"), ("DE", "45.00", "45.01"), ("GB", "39.00", "39.01"), ("XI", "39.00", "39.01")]
)
def test_gifts_are_free_up_to_their_limit(where: str, limit: str, above: str) -> None:
    free, taxed = (assessed(where, "2025-05-20", {**SHIRT, "value": value}, facts={"gift": True}) for value in (limit, above))
    assert free["totals"]["payable"] == "0.00"
    assert taxed["totals"]["taxes"] != "0.00"


@pytest.mark.parametrize(
    ("degree", "rate"),
    [
        ("1.2", "0"),
        ("1.3", "9.61"),
        ("3.4", "9.61"),
        ("3.5", "21.78"),
        ("8.4", "21.78"),
        ("8.5", "29.54"),
        ("22", "29.54"),
        ("22.1", "32.79"),
    ],
)
def test_british_beer_pays_by_its_strength(degree: str, rate: str) -> None:
    line = {"code": "220300", "value": "9000", "facts": {"alcohol_litres": "10000", "alcohol_degree": degree}, "rates": {"duty": "free"}}
    due = charge(assessed("GB", "2025-06-10", line), "excise")
    assert due == f"{Decimal(degree) * 100 * Decimal(rate):.2f}"


@pytest.mark.parametrize(
    ("day", "excise"),
    [("2023-08-01", "8859.20"), ("2025-01-31", "8859.20"), ("2025-02-01", "9181.20"), ("2026-01-31", "9181.20"), ("2026-02-01", "9517.20")],
)
def test_british_spirits_duty_changes_on_its_day(day: str, excise: str) -> None:
    line = {"code": "220830", "value": "9000", "facts": {"alcohol_litres": "700", "alcohol_degree": "40"}, "rates": {"duty": "free"}}
    assert charge(assessed("GB", day, line), "excise") == excise


def test_british_alcohol_before_the_new_duty_is_asked_for() -> None:
    line = {"code": "220830", "value": "9000", "facts": {"alcohol_litres": "700", "alcohol_degree": "40"}, "rates": {"duty": "free"}}
    made = assessed("GB", "2023-07-31", line)
    assert [u["field"] for u in made["unresolved"]] == ["rates.excise"]
    assert made["totals"]["complete"] is False


@pytest.mark.parametrize(("price", "excise"), [("100", "89.33"), ("135.60", "89.33"), ("136", "89.35")])
def test_the_least_duty_on_british_cigarettes_gives_way_to_the_higher_one(price: str, excise: str) -> None:
    line = {"code": "240220", "value": "200", "facts": {"sticks": "200", "retail_price": price}, "rates": {"duty": "free"}}
    assert charge(assessed("GB", "2025-06-10", line), "excise") == excise


@pytest.mark.parametrize(("value", "tax"), [("1870400", "not charged"), ("1870500", "300005")])
def test_specially_selected_goods_tax_falls_from_three_million_per_car(value: str, tax: str) -> None:
    line = {"code": "870324", "value": value, "quantity": "1", "unit": "H87", "rates": {"duty": "17.5%"}}
    made = assessed("TW", "2026-06-30", line)
    assert charge(made, "luxury_tax") == tax
    assert made["unresolved"] == []


def test_a_programme_without_its_figures_promises_no_amount() -> None:
    line = {"code": "390110", "value": "100000", "rates": {"duty": "5%"}}
    options = {o["programme"]: o for o in assessed("TW", "2026-06-30", line)["options"]}
    assert options["drawback"]["payable"] is None
    assert options["drawback"]["saving"] is None
    assert options["drawback"]["eligible"] is None


@pytest.mark.parametrize("where", list(CURRENCY))
def test_every_rule_names_its_law_its_source_and_when_to_look_again(where: str) -> None:
    rules = pack(f"{where.lower()}-import")
    rows = [*rules.facts, *rules.charges, *rules.rates, *rules.exemptions, *rules.programmes, *rules.penalties, *rules.interpretations]
    assert len(rows) > 40
    for row in rows:
        by = row.authority
        assert all((by.legal.zh, by.legal.en, by.source.zh, by.source.en, by.review_by))
        assert by.confidence == "low" or by.read_on
