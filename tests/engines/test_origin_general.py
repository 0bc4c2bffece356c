"""What stands beside the product rule: cumulation, parts made at home, minimal operations, transport, proof, time, in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from argosy.engines.origin.applicable import applicable
from argosy.engines.origin.facts import Held, Journey
from argosy.engines.origin.testing import test_origin as tried
from argosy.rules.origin.agreement import Cumulation
from argosy.rules.origin.library import agreement, agreements, process_names
from tests.engines.origin_world import ON, facts, material, product, verdict

LOCAL = {"origin": "JP", "originating": True, "proof": "S"}


def test_a_wholly_obtained_product_needs_no_bill() -> None:
    assert verdict("CC", made=product(wholly_obtained=True)).criterion == "wholly_obtained"
    assert verdict("CC").originating is None


def test_originating_materials_alone_suffice() -> None:
    found = verdict("CC", material(**LOCAL), material("2", code="847989", **LOCAL))
    assert (found.originating, found.criterion) == (True, "exclusively_originating")


@pytest.mark.parametrize(
    ("origin", "kind", "others", "yes"), [("VN", "bilateral", (), True), ("TW", "bilateral", (), False), ("TW", "diagonal", ("TW",), True)]
)
def test_cumulation(origin: str, kind: str, others: tuple[str, ...], yes: bool) -> None:
    authority = agreement("cptpp").authority
    change = {"cumulation": Cumulation(kind, others, authority), "tolerances": ()}  # type: ignore[arg-type]
    part = material(origin=origin, originating=True, proof="S")
    assert verdict("CTH", part, material("2", "7318"), agreement=change).originating is yes


def inner(value: str) -> object:
    return (material("a", "7318", value=value), material("b", "8501", value="1", **LOCAL))


@pytest.mark.parametrize(("kind", "yes"), [("full", True), ("bilateral", False)])
def test_full_cumulation_counts_working_in_the_territory(kind: str, yes: bool) -> None:
    cumulation = Cumulation(kind, (), agreement("cptpp").authority)  # type: ignore[arg-type]
    part = material(value="80", origin="VN", inputs=inner("55"))
    assert verdict("RVC(build_down) >= 45 %", part, agreement={"cumulation": cumulation}).originating is yes


def test_a_part_made_at_home_that_meets_its_own_rule_is_originating() -> None:
    part = material(value="80", origin="JP", inputs=inner("20"))
    found = verdict("RVC(build_down) >= 45 %", part)
    assert [s.originating for s in found.standings] == [True]
    assert found.originating is True


def test_packing_for_transport_and_neutral_elements_do_not_count() -> None:
    bill = (
        material("2", "847990", value="90", role="packing_transport"),
        material("3", "2710", value="90", role="neutral"),
        material(code="8501"),
    )
    assert verdict("CTH and RVC(build_down) >= 40 %", *bill).originating is True


def test_retail_packing_counts_in_value_but_need_not_change() -> None:
    bill = (material(code="8501", value="30"), material("2", "847990", value="31", role="packing_retail"))
    assert verdict("CTH", *bill).originating is True
    assert verdict("CTH and RVC(build_down) >= 40 %", *bill).originating is False


def test_only_minimal_operations_never_suffice() -> None:
    assert verdict("CTH", material(code="8501"), base="rcep", processes={"packing": True, "labelling": True}).originating is False
    assert verdict("CTH", material(code="8501"), base="rcep", processes={"packing": True, "assembly": True}).originating is True
    assert verdict("CTH", material(code="8501"), base="rcep").originating is True
    assert verdict("ANY", material(code="8501"), base="rcep").originating is None


@pytest.mark.parametrize(
    ("way", "met"),
    [
        (Journey(direct=True), True), (Journey(), None), (Journey(via=("VN",)), True), (Journey(via=("AE",)), None),
        (Journey(via=("AE",), customs_control=True, operations=("storing",)), True),
        (Journey(via=("AE",), customs_control=False, operations=("storing",)), False),
        (Journey(via=("AE",), customs_control=True, operations=("assembly",)), False),
    ],
)  # fmt: skip
def test_transport(way: Journey, met: bool | None) -> None:
    found = verdict("CTH", material(code="8501"), journey=way)
    assert next(c.met for c in found.trade if c.kind == "transport") is met


@pytest.mark.parametrize(
    ("held", "met"),
    [
        (None, None), (Held("self_certification", date(2026, 6, 1)), True), (Held("self_certification", date(2024, 6, 30)), True),
        (Held("self_certification", date(2024, 6, 29)), False), (Held("self_certification", date(2026, 7, 1)), False),
        (Held("self_certification"), None), (Held("movement_certificate", date(2026, 6, 1)), False),
    ],
)  # fmt: skip
def test_proof_and_its_validity(held: Held | None, met: bool | None) -> None:
    found = verdict("CTH", material(code="8501"), held=held)
    assert next(c.met for c in found.trade if c.kind == "proof") is met


@pytest.mark.parametrize(("value", "currency", "met"), [("1000", "USD", True), ("1000.01", "USD", None), ("10", "TWD", None)])
def test_small_consignments_need_no_proof(value: str, currency: str, met: bool | None) -> None:
    found = verdict("CTH", material(code="8501"), consignment=Fraction(value), consignment_currency=currency)
    assert next(c.met for c in found.trade if c.kind == "proof") is met


@pytest.mark.parametrize(("day", "met"), [(date(2027, 6, 30), True), (date(2027, 7, 1), False)])
def test_a_claim_after_importation(day: date, met: bool) -> None:
    found = verdict("CTH", material(code="8501"), claimed_on=day)
    assert next(c.met for c in found.trade if c.kind == "claim") is met


def test_a_rule_for_some_goods_of_a_code_is_not_taken_for_all() -> None:
    battery = replace(product(), code="850760")
    bill = (material(code="850760", value="10"),)
    given = facts(exporter="DE", importer="GB", processes={"assembly": True})

    def outcome(part: str) -> bool | None:
        return tried(replace(battery, part=part), bill, agreement("eu-uk-tca"), given, process_names()).originating

    assert (outcome("other_than_traction"), outcome(""), outcome("traction")) == (True, None, None)


@pytest.mark.parametrize(("edition", "told"), [(None, True), (2022, True), (2012, False)])
def test_the_edition_of_the_codes_is_told(edition: int | None, told: bool) -> None:
    found = verdict("CTH", material(code="8501"), hs_edition=edition)
    assert ("hs_edition" in {c.code for c in found.cautions}) is told


def test_days_at_the_end_of_time_do_no_harm() -> None:
    end = date(9999, 12, 1)
    found = verdict("CTH", material(code="8501"), on=end, held=Held("self_certification", end), claimed_on=date(9999, 12, 31))
    assert [c.met for c in found.trade if c.kind in ("proof", "claim")] == [True, True]


def test_parts_opened_up_never_hide_a_line_of_the_same_name() -> None:
    bill = (material("a", value="80", origin="VN", inputs=(material("b", "847990", value="60"),)), material("a.b", "8501", value="1"))
    assert verdict("RVC(build_down) >= 39 %", *bill).originating is True
    assert verdict("RVC(build_down) >= 39.1 %", *bill).originating is False


def test_an_agreement_not_in_force_between_two_is_no_claim() -> None:
    found = verdict("CTH", material(code="8501"), exporter="GB", importer="CA")
    assert (found.originating, found.claim) == (True, False)


@pytest.mark.parametrize(("key", "told"), [("cptpp", True), ("eu-uk-tca", False)])
def test_days_of_entry_nobody_read_are_told(key: str, told: bool) -> None:
    assert ("entry_dates" in {c.code for c in verdict("CTH", material(code="8501"), base=key).cautions}) is told


def test_supplier_proofs_not_held_are_told() -> None:
    found = verdict("CTH", material(code="8501"), material("2", originating=True, origin="JP"))
    assert "supplier_proof" in {c.code for c in found.cautions}


def test_materials_worth_more_than_the_product_are_told() -> None:
    assert "materials_exceed_price" in {c.code for c in verdict("CTH", material(value="101")).cautions}


@pytest.mark.parametrize(
    ("importer", "exporter", "on", "ids"),
    [
        ("TW", "NZ", "2026-01-01", {"anztec"}), ("TW", "SG", "2014-04-18", set()), ("TW", "SG", "2014-04-19", {"astep"}),
        ("DE", "GB", "2026-01-01", {"eu-uk-tca"}), ("DE", "FR", "2026-01-01", set()), ("DE", "JP", "2026-01-01", {"eu-japan"}),
        ("JP", "GB", "2026-01-01", {"uk-japan", "cptpp"}), ("CA", "GB", "2026-01-01", set()), ("AU", "GB", "2024-12-20", set()),
        ("JP", "VN", "2026-01-01", {"rcep", "cptpp"}), ("US", "MX", "2026-01-01", {"usmca"}), ("US", "TW", "2026-01-01", set()),
        ("DE", "BD", "2026-01-01", {"eu-eba"}), ("BD", "DE", "2026-01-01", set()), ("ID", "AU", "2023-01-01", set()),
        ("US", "KR", "2026-01-01", {"korus"}), ("AU", "US", "2026-01-01", {"ausfta"}), ("TW", "CN", "2026-01-01", {"ecfa"}),
    ],
)  # fmt: skip
def test_agreements_between_two_territories(importer: str, exporter: str, on: str, ids: set[str]) -> None:
    found = applicable(agreements(), importer, exporter, "850440", date.fromisoformat(on))
    assert {c.agreement.id for c in found} == ids
    assert all(c.proofs for c in found)


def test_the_later_entry_counts() -> None:
    found = applicable(agreements(), "KR", "ID", "9503", ON)
    assert [(c.agreement.id, c.since) for c in found] == [("rcep", date(2023, 1, 2))]
    assert found[0].rules


def test_goods_of_one_code_with_different_rules_are_asked_apart() -> None:
    made = replace(product(), code="170490")
    bill = (
        material(code="0402", value="10", origin="DE", originating=True, wholly_obtained=True, proof="S"),
        material("2", "1701", net_kg=Fraction(5), value="20"),
    )
    given = facts(exporter="DE", importer="GB", processes={"cooking": True})
    asked = tried(made, bill, agreement("eu-uk-tca"), given, process_names())
    assert asked.originating is None
    assert "product.part" in {a.field for a in asked.asks}
    assert [p.met for p in asked.product[0].parts] == [True, False]
    white = tried(replace(made, part="white_chocolate"), bill, agreement("eu-uk-tca"), given, process_names())
    assert white.originating is True
