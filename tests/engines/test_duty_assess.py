"""What holds for every assessment, and what is said when something is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argosy.engines.duty.answer import to_json
from argosy.engines.duty.assessment import Assessment
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.reading import read_consignment
from argosy.kernel.errors import BadInput
from argosy.rules.library import pack_for
from tests.engines.duty_world import World

TW = pack_for("TW")
DRINK = {"id": "1", "code": "2202.99.19.00-1", "origin": "JP", "value": "100000", "rates": {"duty": "20%", "commodity_tax": "15%"}}


def ask(*lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    base = {"jurisdiction": "TW", "date": "2026-06-30", "incoterm": "CIF", "currency": "TWD", "place": "TWKEL"}
    return {**base, "lines": list(lines) or [DRINK], **more}


def assessed(*lines: dict[str, Any], **more: Any) -> Assessment:
    return assess(read_consignment(ask(*lines, **more)), TW)


def fields(made: Assessment) -> list[str]:
    return [u.field for u in made.unresolved]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_charges_sum_to_totals_and_entry_charges_are_given_back_whole(seed: int) -> None:
    world = World(seed)
    for i in range(8):
        made = assess(world.consignment(3, str(i)), world.pack)
        whole = [i for i, x in enumerate(made.lines) if x.line.id not in made.incomplete]
        lines = sum((made.lines[i].total or 0 for i in whole), Fraction(0))
        entry = sum((e.by_line[i] for e in made.entry if e.by_line for i in whole), Fraction(0))
        assert made.totals.payable == made.totals.duty + made.totals.taxes + made.totals.fees == lines + entry
        assert all(sum(e.by_line) == e.amount for e in made.entry if e.by_line and e.amount is not None)


@given(st.integers(0, 10**8), st.integers(0, 10**6), st.sampled_from(("5%", "17.5%", "free", "MAX(10%, 3/kg)", "2% + 1.5/kg")))
def test_a_dearer_line_never_pays_less(value: int, more: int, rate: str) -> None:
    rows = [{**DRINK, "value": str(v), "net_kg": "120", "rates": {"duty": rate, "commodity_tax": "15%"}} for v in (value, value + more)]
    low, high = (assessed(row, facts={"low_value_uses": "6", "tariff_quota": "0"}).totals.payable for row in rows)
    assert low <= high


@given(st.permutations(range(5)), st.lists(st.integers(10_000, 10**7), min_size=5, max_size=5))
def test_the_order_of_lines_changes_no_line(order: list[int], values: list[int]) -> None:
    rows = [{**DRINK, "id": str(i), "value": str(v)} for i, v in enumerate(values)]
    straight, mixed = assessed(*rows), assessed(*(rows[i] for i in order))
    assert {x.line.id: x.total for x in straight.lines} == {x.line.id: x.total for x in mixed.lines}
    assert straight.totals == mixed.totals


@pytest.mark.parametrize(
    ("day", "known"),
    [("2017-12-31", False), ("2018-01-01", True), ("2025-09-06", True), ("2025-09-07", True), ("2030-12-31", True), ("2031-01-01", True)],
)
def test_a_rule_holds_on_its_first_and_last_day(day: str, known: bool) -> None:
    car = {
        "id": "1",
        "code": "870323",
        "origin": "JP",
        "value": "800000",
        "quantity": "1",
        "unit": "H87",
        "facts": {"reduced_vehicle": True},
    }
    made = assessed({**car, "rates": {"duty": "10%", "commodity_tax": "25%"}}, date=day)
    cut = date(2025, 9, 7) <= date.fromisoformat(day) <= date(2030, 12, 31)
    tax = next(c for c in made.lines[0].charges if c.row.id == "commodity_tax").amount
    assert (tax == (170000 if cut else 220000)) is known
    assert made.totals.complete is known


def test_every_dated_row_holds_at_its_ends_and_not_outside() -> None:
    for rule in (*TW.facts, *TW.charges, *TW.exemptions):
        assert rule.span.holds(rule.span.valid_from)
        assert not rule.span.holds(rule.span.valid_from - timedelta(days=1))
        assert rule.span.valid_to is None or not rule.span.holds(rule.span.valid_to + timedelta(days=1))


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ({"code": "220300", "rates": {"duty": "5%"}}, ["facts.alcohol_litres"]),
        ({"code": "220421", "rates": {"duty": "5%"}}, ["facts.alcohol_litres", "facts.alcohol_degree"]),
        ({"code": "220890", "rates": {"duty": "5%"}}, ["rates.alcohol_tax"]),
        ({"code": "220830", "rates": {"duty": "5%"}}, ["facts.pure_alcohol"]),
        ({"code": "240220", "rates": {"duty": "5%"}}, ["facts.sticks"]),
        ({"code": "240290", "rates": {"duty": "5%"}}, ["rates.tobacco_tax", "rates.health_surcharge"]),
        ({"code": "240210", "rates": {"duty": "5%"}}, ["net_kg"]),
        ({"code": "220210", "rates": {"duty": "5%"}}, ["rates.commodity_tax"]),
        ({"code": "850440"}, ["rates.duty"]),
        ({"code": "850440", "rates": {"duty": "see note"}}, ["rates.duty"]),
        ({"code": "850440", "rates": {"duty": "12/kg"}}, ["net_kg"]),
        ({"code": "850440", "rates": {"duty": "12/pcs"}}, ["quantity"]),
        ({"code": "850440", "value": "", "rates": {"duty": "5%"}}, ["value"]),
        ({"code": "850440", "value": "-5", "rates": {"duty": "5%"}}, ["value"]),
        ({"code": "850440", "value": "a lot", "rates": {"duty": "5%"}}, ["value"]),
        ({"code": "12ab", "rates": {"duty": "5%"}}, ["code"]),
        ({"code": "", "rates": {"duty": "5%"}}, ["code"]),
        ({"code": "220421", "facts": {"alcohol_litres": "9", "alcohol_degree": "140"}, "rates": {"duty": "5%"}}, ["facts.alcohol_degree"]),
    ],
)  # fmt: skip
def test_what_is_not_known_is_asked_and_the_rest_still_computed(line: dict[str, Any], missing: list[str]) -> None:
    made = assessed({"id": "x", "origin": "JP", "value": "100000", **line}, {**DRINK, "id": "whole"})
    assert fields(made) == missing
    assert made.incomplete == ("x",)
    assert made.lines[0].total is None
    assert not made.totals.complete
    assert made.totals.payable == made.lines[1].total + (made.entry[0].by_line[1] if made.entry[0].by_line else 0)


def test_a_missing_origin_is_asked_for_without_stopping_a_given_rate() -> None:
    made = assessed({**DRINK, "origin": ""})
    assert fields(made) == ["origin"]
    assert made.totals.complete


def test_an_unknown_rate_or_fact_name_is_told_and_not_dropped() -> None:
    made = assessed({**DRINK, "rates": {**DRINK["rates"], "excise": "5%"}, "facts": {"colour": "1"}})
    assert fields(made) == ["rates.excise", "facts.colour"]


def test_an_unknown_unit_is_told() -> None:
    assert fields(assessed({**DRINK, "quantity": "5", "unit": "parsec"})) == ["unit"]


def test_a_zero_rate_given_is_an_answer() -> None:
    made = assessed({**DRINK, "rates": {"duty": "free", "commodity_tax": "0%"}})
    assert fields(made) == []
    assert made.totals.payable == 5000


def test_a_given_rate_replaces_the_rule_and_is_marked() -> None:
    made = assessed({**DRINK, "rates": {**DRINK["rates"], "vat": "0%"}})
    vat = next(c for c in made.lines[0].charges if c.row.id == "vat")
    assert (vat.amount, vat.given) == (0, True)
    assert next(r for r in made.rules if r.id == "vat").given_on == ("1",)
    assert {"duty", "vat"} <= {w.rule for w in made.warnings if w.code == "rate_given"}


def test_rules_below_high_confidence_and_unconfirmed_rounding_are_warned_of() -> None:
    codes = {(w.code, w.rule) for w in assessed().warnings}
    assert ("confidence", "commodity_tax") in codes
    assert ("rounding", "") in codes


def test_a_pack_past_its_review_date_is_warned_of() -> None:
    consignment = read_consignment(ask())
    assert "review_by" not in {w.code for w in assess(consignment, TW, today=TW.review_by).warnings}
    assert "review_by" in {w.code for w in assess(consignment, TW, today=TW.review_by + timedelta(days=1)).warnings}


def test_the_pack_of_another_jurisdiction_is_refused() -> None:
    with pytest.raises(BadInput):
        assess(replace(read_consignment(ask()), jurisdiction="JP"), TW)


def test_all_faults_of_the_entry_come_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        read_consignment(
            {
                "date": "30/6/2026",
                "incoterm": "free on board",
                "currency": "dollars",
                "fx": {"USD": "-1"},
                "freight": {"amount": "x"},
                "lines": [],
            }
        )
    told = {p.field for p in caught.value.problems}
    assert told == {"jurisdiction", "date", "incoterm", "currency", "freight.currency", "lines"}


def test_two_lines_of_one_name_are_refused() -> None:
    with pytest.raises(BadInput, match="twice"):
        read_consignment(ask(DRINK, DRINK))


@pytest.mark.parametrize("value", ["100000", 100000, Decimal("100000.00"), "100,000", 100000.0])
def test_amounts_may_be_text_integers_or_decimals(value: object) -> None:
    assert assessed({**DRINK, "value": value}).lines[0].customs_value == 100000


@pytest.mark.parametrize("value", ["1e9", "1/3", "NaN", "Infinity", "1,00", "９9" * 20, "0x10", True])
def test_what_is_no_plain_number_is_no_value(value: object) -> None:
    assert fields(assessed({**DRINK, "value": value})) == ["value"]


def test_the_answer_has_the_shape_of_the_contract() -> None:
    made = to_json(assessed())
    assert set(made) >= {
        "jurisdiction",
        "date",
        "currency",
        "rulebook",
        "lines",
        "entry_charges",
        "totals",
        "options",
        "unresolved",
        "warnings",
    }
    assert set(made["totals"]) >= {"customs_value", "duty", "taxes", "fees", "payable", "landed_cost"}
    charge = made["lines"][0]["charges"][0]
    assert set(charge) >= {"id", "label_zh", "label_en", "base", "rate", "amount", "legal", "source", "confidence", "trace"}
    assert (charge["base"], charge["rate"], charge["amount"]) == ("100000", "20%", "20000")
    assert charge["trace"] == "100,000 × 20% = 20,000"
    assert made["entry_charges"][0]["by_line"] == {"1": "0"}
    assert made["options"][0]["programme"] == "as_declared"
    assert made["penalties"]


def test_every_word_of_the_answer_is_in_both_languages() -> None:
    made = assessed({**DRINK, "origin": ""}, {"id": "2", "value": "5", "code": "220421"}, freight={"amount": "5", "currency": "TWD"})
    texts = (
        [u.what for u in made.unresolved]
        + [u.why for u in made.unresolved]
        + [u.ask for u in made.unresolved]
        + [w.message for w in made.warnings]
    )
    texts += [r.legal for r in made.rules] + [r.rounding for r in made.rules] + [p.text for p in made.penalties] + [made.method]
    assert all(t.zh and t.en and any(c >= "\u4e00" for c in t.zh) for t in texts)
    assert not any(c >= "\u4e00" for t in texts for c in t.en)
    assert not any("!" in t.zh or "請您" in t.zh for t in texts)


def test_the_later_edition_of_a_term_may_be_written_beside_it() -> None:
    assert read_consignment(ask(incoterm="fob 2010")).edition == 2010


def test_exclusion_by_code_stops_low_value_relief_for_alcohol() -> None:
    made = assessed({"id": "1", "code": "220300", "origin": "DE", "value": "900", "quantity": "2", "unit": "l", "rates": {"duty": "free"}})
    relief = next(o for o in made.options if o.programme == "low_value")
    assert (relief.eligible, fields(made)) == (False, [])
    assert made.totals.payable == 52 + 48


def test_an_alcohol_rate_given_per_litre_uses_the_litres() -> None:
    facts = {"alcohol_litres": "30", "alcohol_degree": "18"}
    made = assessed(
        {
            "id": "1",
            "code": "220510",
            "origin": "IT",
            "value": "9000",
            "quantity": "40",
            "unit": "bottle",
            "facts": facts,
            "rates": {"duty": "free", "alcohol_tax": "7/LPA"},
        }
    )
    assert next(c for c in made.lines[0].charges if c.row.id == "alcohol_tax").amount == 38


def test_a_claimed_preference_is_not_taken_on_trust() -> None:
    assert fields(assessed({**DRINK, "preference": "ANZTEC"})) == ["preference"]


def test_a_rate_for_the_own_currency_is_questioned() -> None:
    assert fields(assessed(fx={"TWD": "32"})) == ["fx.TWD"]


def test_relief_that_would_undo_its_own_condition_does_not_hold() -> None:
    parcel = {
        "id": "1",
        "code": "610910",
        "origin": "VN",
        "value": "2100",
        "facts": {"tariff_quota": False, "low_value_uses": "0"},
        "rates": {"duty": "12%"},
    }
    made = assessed(parcel, incoterm="DDP")
    assert made.totals.customs_value + made.totals.payable <= 2100
    assert made.totals.payable > 0
    used = {o.programme: o.used for o in made.options}
    assert used.pop("as_declared") is True
    assert used["low_value"] is False
    assert not any(used.values())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"freight": {"amount": "-5", "currency": "USD"}}, "freight.amount"),
        ({"freight": {"amount": "much", "currency": "USD"}}, "freight.amount"),
        ({"other": [{"kind": "packing", "amount": "-1", "currency": "USD"}]}, "other.1.amount"),
        ({"fx": {"USD": "-32"}}, "fx.USD"),
        ({"fx": {"USD": "0"}}, "fx.USD"),
    ],
)
def test_an_amount_of_the_entry_that_cannot_be_is_asked_and_never_left_out(changes: dict[str, object], field: str) -> None:
    line = {"id": "1", "code": "84713000", "origin": "JP", "value": "1000", "rates": {"duty": "5%"}}
    costs = {"freight": {"amount": "100", "currency": "USD"}, "insurance": {"amount": "1", "currency": "USD"}}
    head = {"jurisdiction": "TW", "date": "2026-06-30", "incoterm": "FOB", "currency": "USD", "fx": {"USD": "32"}}
    made = assess(read_consignment({**head, **costs, **changes, "lines": [line]}), pack_for("TW"))
    assert field in {u.field for u in made.unresolved}
    assert not made.totals.complete
