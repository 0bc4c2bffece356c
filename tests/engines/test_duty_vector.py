"""The vectorised evaluator gives what the exact one gives, on any pack and any line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argosy.engines.duty.assessor import settle
from argosy.engines.duty.batch import assess_many
from argosy.kernel.errors import BadInput, Refused
from argosy.rules.library import pack_for
from tests.engines.duty_world import DAY, World, frame_of


def exact_rows(world: World, consignments: list) -> list[dict[str, Fraction | None]]:
    rows = []
    for consignment in consignments:
        made = settle(consignment, world.pack)
        for i, line in enumerate(made.lines):
            row = {c.row.id: c.amount for c in line.charges}
            rows.append(row | {e.row.id: e.by_line[i] if e.by_line else None for e in made.entry})
    return rows


def fraction(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def compare(seed: int, count: int) -> tuple[int, int]:
    """How many random lines of one random pack both evaluators agree on, and how many of them have a known total."""
    world = World(seed)
    consignments = [world.consignment(world.random.choice((1, 1, 2, 5)), str(i)) for i in range(count)]
    expected = exact_rows(world, consignments)
    found = assess_many(frame_of(consignments, world.pack), world.pack, DAY)
    for name in world.pack.charge_ids():
        column = [fraction(v) for v in found[f"charge_{name}"]]
        assert column == [row[name] for row in expected], name
    totals = [None if None in row.values() else sum(row.values()) for row in expected]
    assert [fraction(v) for v in found["total"]] == totals
    return len(expected), sum(t is not None for t in totals)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_vectorised_equals_exact_on_random_packs_and_lines(seed: int) -> None:
    assert compare(seed, 60)[0] >= 60


@pytest.mark.slow
def test_vectorised_equals_exact_on_twenty_thousand_lines() -> None:
    compared = [compare(seed, 390) for seed in range(1, 31)]
    assert sum(lines for lines, _ in compared) >= 20_000
    assert sum(known for _, known in compared) >= 5_000


def lines(**columns: object) -> pl.DataFrame:
    return pl.DataFrame({"code": ["850440"], "customs_value": [1000], "rate_duty": ["5%"], **columns})


def test_a_float_amount_is_refused() -> None:
    with pytest.raises(BadInput):
        assess_many(lines(customs_value=[1000.5]), pack_for("TW"), DAY)


def test_an_unknown_rate_column_is_refused() -> None:
    with pytest.raises(BadInput):
        assess_many(lines(rate_dutty=["5%"]), pack_for("TW"), DAY)


def test_what_could_overflow_128_bits_is_refused() -> None:
    frame = lines(customs_value=pl.Series([10**37], dtype=pl.Int128), rate_duty=["17.3333%"])
    with pytest.raises(Refused):
        assess_many(frame, pack_for("TW"), DAY)


def test_a_product_past_63_bits_is_promoted() -> None:
    found = assess_many(lines(customs_value=[9 * 10**17], rate_duty=["17.3333%"]), pack_for("TW"), DAY)
    assert found["charge_duty"].to_list() == [9 * 10**17 * 173333 // 10**6]


def test_unresolved_names_the_charges_that_are_not_known() -> None:
    found = assess_many(lines(rate_duty=["see note 1"]), pack_for("TW"), DAY)
    assert found["unresolved"].to_list() == ["duty,vat"]


def test_a_negative_value_is_not_known() -> None:
    assert assess_many(lines(customs_value=[-5]), pack_for("TW"), DAY)["total"].to_list() == [None]


def test_a_day_before_the_pack_gives_nothing() -> None:
    assert assess_many(lines(), pack_for("TW"), date(2017, 12, 31))["total"].to_list() == [None]
