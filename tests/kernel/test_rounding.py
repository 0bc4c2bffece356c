from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.kernel.rounding import MODES, round_to, share


@pytest.mark.parametrize(
    ("mode", "up", "down"),
    [("half_up", 3, -3), ("half_even", 2, -2), ("down", 2, -2), ("up", 3, -3), ("floor", 2, -3), ("ceiling", 3, -2)],
)
def test_a_tie_goes_where_the_mode_says(mode, up, down):
    assert (round_to(Fraction(5, 2), mode=mode), round_to(Fraction(-5, 2), mode=mode)) == (up, down)


def test_base_cut_to_a_thousand_yen():
    assert round_to(Fraction(1_234_999), Fraction(1000), "down") == 1_234_000


def test_rounding_to_nothing_is_refused():
    with pytest.raises(ValueError, match="multiple of 0"):
        round_to(Fraction(1), Fraction(0))


@given(st.fractions(), st.sampled_from(MODES))
def test_rounding_never_moves_a_whole_unit(amount, mode):
    assert abs(round_to(amount, mode=mode) - amount) < 1


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
def test_shares_sum_to_the_total_and_stay_within_one_unit(total, weights):
    parts = share(total, weights)
    assert sum(parts) == total
    assert all(abs(p - Fraction(total * w, sum(weights))) < 1 for p, w in zip(parts, weights, strict=True))


def test_ties_of_remainders_go_to_the_earlier_part():
    assert share(2, [1, 1, 1]) == [1, 1, 0]


@pytest.mark.parametrize("weights", [[0, 0], [-1, 2]])
def test_weights_that_cannot_share_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        share(5, weights)
