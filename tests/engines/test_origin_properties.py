"""What must hold for every bill of materials."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from argosy.engines.origin.answer import rows, to_json
from argosy.engines.origin.facts import Material, Product
from argosy.kernel.canonical import canonical_bytes
from tests.engines.origin_world import material, product, verdict

RULES = [
    "CTH", "CC except 72", "CTSH own <= 20 %", "RVC(build_down) >= 40 %", "RVC(build_up) >= 35 %", "MaxNOM 50 %", "CTH and RVC(build_down) >= 30 %",
    "CC or MaxNOM(8479) 30 %", "WO(84)", "weight(84) <= 20 %", "RVC(focused: 8479) >= 50 %", "process(assembly) or CTSH", "CTH except 8501 and weight(85) <= 50 %",
]  # fmt: skip
amounts = st.one_of(st.none(), st.integers(0, 6000).map(lambda n: Fraction(n, 100)))
materials = st.builds(
    Material,
    id=st.just("x"),
    code=st.sampled_from(["847989", "847990", "8480", "850110", "7208", "84", "8479"]),
    origin=st.sampled_from(["", "JP", "CN", "VN"]),
    value=amounts,
    net_kg=amounts,
    originating=st.sampled_from([None, None, True, False]),
    wholly_obtained=st.sampled_from([None, True, False]),
    proof=st.sampled_from(["", "S"]),
)
bills = st.lists(materials, min_size=1, max_size=4).map(lambda ms: tuple(replace(m, id=str(i)) for i, m in enumerate(ms)))
rules = st.sampled_from(RULES)


def scaled(m: Material, by: Fraction) -> Material:
    return replace(m, value=None if m.value is None else m.value * by)


@settings(deadline=None)
@given(rules, bills, st.integers(0, 6000))
def test_an_originating_material_never_turns_yes_into_no(rule: str, bill: tuple[Material, ...], cents: int) -> None:
    before = verdict(rule, *bill).originating
    more = material(
        "new", "847989", value=Fraction(cents, 100), origin="JP", originating=True, wholly_obtained=True, proof="S", net_kg=Fraction(0)
    )
    after = verdict(rule, *bill, more).originating
    assert not (before is True and after is not True)


@settings(deadline=None)
@given(rules, bills)
def test_proving_a_material_never_turns_yes_into_no(rule: str, bill: tuple[Material, ...]) -> None:
    before = verdict(rule, *bill).originating
    proven = (replace(bill[0], origin="JP", originating=True, wholly_obtained=True, proof="S"), *bill[1:])
    assert not (before is True and verdict(rule, *proven).originating is not True)


@settings(deadline=None)
@given(rules, bills, st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_scaling_all_values_keeps_the_verdict(rule: str, bill: tuple[Material, ...], by: Fraction) -> None:
    if not by:
        return
    made = product()
    larger = replace(made, prices={k: v * by for k, v in made.prices.items()})
    assert verdict(rule, *bill).originating == verdict(rule, *(scaled(m, by) for m in bill), made=larger).originating


@settings(deadline=None)
@given(rules, bills)
def test_the_order_of_materials_does_not_matter(rule: str, bill: tuple[Material, ...]) -> None:
    assert verdict(rule, *bill).originating == verdict(rule, *reversed(bill)).originating


@settings(deadline=None)
@given(st.integers(0, 100), st.lists(st.integers(1, 4000), min_size=1, max_size=4), st.lists(st.integers(1, 4000), min_size=1, max_size=4))
def test_build_down_and_build_up_agree_when_there_is_no_other_cost(percent: int, ours: list[int], theirs: list[int]) -> None:
    bill = [material(f"o{i}", value=Fraction(v, 100), origin="JP", originating=True, proof="S") for i, v in enumerate(ours)]
    bill += [material(f"n{i}", value=Fraction(v, 100)) for i, v in enumerate(theirs)]
    price = sum((m.value for m in bill if m.value), Fraction(0))
    made = Product("84798900", "USD", {"fob": price})
    down = verdict(f"RVC(build_down) >= {percent} %", *bill, made=made).originating
    assert down == verdict(f"RVC(build_up) >= {percent} %", *bill, made=made).originating


@settings(deadline=None)
@given(rules, bills)
def test_what_is_not_known_is_asked_and_everything_prints(rule: str, bill: tuple[Material, ...]) -> None:
    found = verdict(rule, *bill)
    if found.originating is None:
        assert found.asks
    if found.originating is False:
        assert found.fixes
    assert canonical_bytes(to_json(found))
    assert all(r["condition"].zh and r["condition"].en for r in rows(found) if r["depth"] == 0)


@settings(deadline=None)
@given(rules, bills)
def test_an_answer_to_every_question_decides(rule: str, bill: tuple[Material, ...]) -> None:
    sure = tuple(
        replace(
            m,
            code=f"{m.code:0<6}",
            originating=m.originating is True,
            wholly_obtained=bool(m.wholly_obtained),
            value=m.value or Fraction(1),
            net_kg=m.net_kg or Fraction(1),
        )
        for m in bill
    )
    assert verdict(rule, *sure, processes={"assembly": False}).originating is not None
