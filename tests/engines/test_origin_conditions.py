"""Each kind of condition: its boundary, what is not known, and what is asked."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.engines.origin_world import material, product, verdict


@pytest.mark.parametrize(
    ("rule", "vnm", "yes"),
    [
        ("RVC(build_down) >= 40 %", "60", True), ("RVC(build_down) >= 40 %", "60.000001", False),
        ("RVC(net_cost) >= 35 %", "52", True), ("RVC(net_cost) >= 35 %", "52.01", False),
        ("RVC(focused: 8479) >= 50 %", "50", True), ("RVC(focused: 8479) >= 50 %", "50.01", False),
        ("MaxNOM 50 % of exw", "45", True), ("MaxNOM 50 % of exw", "45.01", False),
        ("MaxNOM(8479) 30 %", "30", True), ("MaxNOM(8479) 30 %", "30.01", False),
    ],
)  # fmt: skip
def test_value_thresholds_hold_to_the_last_digit(rule: str, vnm: str, yes: bool) -> None:
    assert verdict(rule, material(value=vnm)).originating is yes


@pytest.mark.parametrize(("vom", "yes"), [("35", True), ("34.999", False)])
def test_build_up_counts_originating_materials(vom: str, yes: bool) -> None:
    bill = (material(value="10"), material("2", value=vom, origin="JP", originating=True, proof="S"))
    assert verdict("RVC(build_up) >= 35 %", *bill).originating is yes


def test_a_rule_without_method_is_met_by_either() -> None:
    made = product(costs={"labour": Fraction(10), "overhead": Fraction(10), "profit": Fraction(10), "other": Fraction(10)})
    found = verdict("RVC >= 40 %", material(value="70", origin="US"), base="rcep", made=made, processes={"assembly": True})
    assert found.originating is True
    assert [p.met for p in found.product[0].parts] == [False, True]


@pytest.mark.parametrize(
    ("rule", "code", "yes"),
    [
        ("CC", "8501", True), ("CC", "8480", False), ("CTH", "8480", True), ("CTH", "847990", False), ("CTSH", "847990", True), ("CTSH", "847989", False),
        ("CTH except 7208, 72-73", "720810", False), ("CC allowing 8479", "847990", True), ("ANY", "847989", True), ("ANY except 8479", "847989", False),
    ],
)  # fmt: skip
def test_changes_of_classification(rule: str, code: str, yes: bool) -> None:
    found = verdict(rule, material(code=code), processes={"assembly": True}, agreement={"tolerances": ()})
    assert found.originating is yes


@pytest.mark.parametrize(("rule", "code", "field"), [("CTSH", "8479", "materials.1.code"), ("CTH except 7208", "72", "materials.1.code")])
def test_a_code_too_short_is_asked_for(rule: str, code: str, field: str) -> None:
    found = verdict(rule, material(code=code), agreement={"tolerances": ()})
    assert found.originating is None
    assert field in {a.field for a in found.asks}


@pytest.mark.parametrize(("value", "yes"), [("20", True), ("20.01", False)])
def test_an_allowance_for_materials_of_the_own_heading(value: str, yes: bool) -> None:
    found = verdict("CTH own <= 20 %", material(value=value), agreement={"tolerances": ()})
    assert found.originating is yes


@pytest.mark.parametrize(("value", "yes"), [("10", True), ("10.01", False), (None, None)])
def test_the_tolerance_forgives_up_to_its_limit(value: str | None, yes: bool | None) -> None:
    assert verdict("CTH", material(value=value)).originating is yes


def test_the_tolerance_does_not_lift_a_value_limit() -> None:
    assert verdict("MaxNOM 5 %", material(value="6")).originating is False


@pytest.mark.parametrize(("weight", "yes"), [("2", True), ("2.001", False)])
def test_a_weight_limit(weight: str, yes: bool) -> None:
    assert verdict("CTH and weight(17) <= 20 %", material(code="170199", net_kg=Fraction(weight))).originating is yes


def test_a_weight_limit_within_a_chapter() -> None:
    bill = (
        material(code="240120", net_kg=Fraction(3)),
        material("2", "240130", origin="JP", originating=True, proof="S", net_kg=Fraction(7)),
    )
    assert verdict("ANY and weight(2401) <= 30 % of 24", *bill, processes={"assembly": True}).originating is True
    assert verdict("ANY and weight(2401) <= 29 % of 24", *bill, processes={"assembly": True}).originating is False


@pytest.mark.parametrize(("obtained", "yes"), [(True, True), (False, False), (None, None)])
def test_wholly_obtained_materials(obtained: bool | None, yes: bool | None) -> None:
    milk = material(code="0401", origin="JP", originating=True, wholly_obtained=obtained, proof="farm", value="50")
    assert verdict("WO(04)", milk, material("2", "1701")).originating is yes


@pytest.mark.parametrize(("done", "yes"), [({"weaving": True}, True), ({"weaving": False}, False), ({}, None)])
def test_a_process_is_confirmed_by_a_person(done: dict[str, bool], yes: bool | None) -> None:
    found = verdict("process(weaving)", material(), processes=done)
    assert found.originating is yes
    assert ("processes.weaving" in {a.field for a in found.asks}) is (yes is None)


def test_and_or_keep_what_is_not_known() -> None:
    assert verdict("process(weaving) or CTSH", material()).originating is True
    assert verdict("process(weaving) and CC", material()).originating is False
    assert verdict("process(weaving) or CC", material()).originating is None


@pytest.mark.parametrize(("value", "yes"), [("60", True), ("61", None)])
def test_a_material_nobody_vouches_for_decides_only_when_it_matters(value: str, yes: bool | None) -> None:
    unknown = material(value=value, origin="VN")
    found = verdict("RVC(build_down) >= 40 %", unknown)
    assert found.originating is yes
    assert ("materials.1.originating" in {a.field for a in found.asks}) is (yes is None)


def test_a_material_of_undetermined_origin_is_asked_about() -> None:
    found = verdict("CTH", material(origin=""))
    assert found.originating is None
    assert any(a.field == "materials.1.originating" for a in found.asks)


def test_what_would_make_it_pass_is_said() -> None:
    found = verdict("CTH or RVC(build_down) >= 40 %", material(value="75"))
    said = [f.en for f in found.fixes]
    assert "bring non-originating materials down to 60.00 (now 75.00)" in said
    assert "or FOB of at least 125.00" in said
    assert any("or keep the materials that do not change within 10.00 (now 75.00" in s for s in said)
