"""Survey scores against published figures and against what can be worked out by hand."""

from __future__ import annotations

from math import sqrt

import pytest

from argosy.engines.performance.estimate import newcombe, wilson
from argosy.engines.service.importance import correlation, place, ranks, spearman
from argosy.engines.service.scores import change, mean, nps, scored, student


@pytest.mark.parametrize(
    ("events", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
)
def test_wilson_as_printed_by_newcombe_1998(events, n, low, high):
    found = wilson(events, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_difference_as_printed_by_newcombe_1998():
    gap, low, high = newcombe(wilson(56, 70), wilson(48, 80))
    assert (round(gap, 4), round(low, 4), round(high, 4)) == (0.2, 0.0524, 0.3339)


def test_students_quantile():
    assert round(student(10), 6) == 2.228139
    assert round(student(1), 4) == 12.7062


def test_a_mean_with_its_t_interval():
    found = mean([2, 4, 4, 4, 5, 5, 7, 9])
    assert found.value == 5
    half = 2.364624 * sqrt(32 / 7) / sqrt(8)
    assert found.high - 5 == pytest.approx(half, abs=1e-6)
    assert mean([3]).low is None
    assert mean([]).value is None


def test_nps_and_its_standard_error():
    answers = [10] * 50 + [8] * 30 + [3] * 20
    found = nps(answers)
    assert found.value == pytest.approx(0.3)
    assert found.high - found.value == pytest.approx(1.959964 * sqrt((0.5 + 0.2 - 0.09) / 100), abs=1e-6)
    alike = nps([10] * 12)
    assert (alike.value, alike.low) == (1, 1)
    assert "no width" in alike.why.en


def test_top_two_counts_the_two_highest_of_its_own_scale():
    five, seven = scored("q", [5, 4, 3, 1], 5), scored("q", [7, 6, 5], 7)
    assert (five.top_two.events, seven.top_two.events) == (2, 2)
    assert five.nps is None
    assert scored("q", [10, 9, 8, 0], 10).nps.value == pytest.approx(0.25)


def test_waves_whose_intervals_overlap_are_said_to():
    near, far = change([3, 4, 3, 4, 3], [4, 3, 4, 4, 3]), change([1, 1, 2, 1, 2, 1], [5, 5, 4, 5, 4, 5])
    assert near.overlap
    assert not near.tells
    assert not far.overlap
    assert far.tells
    assert change([], [1, 2]).tells is None
    assert change([1], [1, 2]).gap.low is None


def test_ranks_share_ties():
    assert ranks([10, 20, 20, 5]) == [2.0, 3.5, 3.5, 1.0]
    assert spearman([(1, 2), (2, 4), (3, 6)]) == pytest.approx(1)
    assert spearman([(1, 3), (2, 3), (3, 3)]) is None


def test_the_bootstrap_repeats_and_holds_its_point():
    one, other = [1, 2, 3, 4, 5, 4, 3, 2, 5, 1], [2, 1, 4, 3, 5, 5, 2, 3, 4, 1]
    first, again = correlation(one, other, 200), correlation(one, other, 200)
    assert first == again
    assert first.low < first.value < first.high
    assert correlation([1, 2], [1, 2]).value is None


def test_quadrants_follow_the_medians():
    overall = [1, 2, 3, 4, 5, 2]
    answers = {"tied": [1, 2, 3, 4, 5, 2], "loose": [5, 5, 4, 5, 4, 5], "gap": [None] * 6, "overall": overall}
    found = {one.key: one.quadrant for one in place(answers, "overall", 100)}
    assert found == {"tied": "improve", "loose": "overkill", "gap": "unknown"}
