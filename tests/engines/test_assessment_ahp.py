"""AHP against published examples, its consistency, and several judges."""

from __future__ import annotations

import numpy as np
import pytest

from argosy.engines.assessment.ahp import consistency, disagreement, judge, together
from argosy.kernel.errors import BadInput, Refused


def square(upper, n):
    a, given = np.ones((n, n)), iter(upper)
    for i in range(n):
        for j in range(i + 1, n):
            a[i, j] = next(given)
            a[j, i] = 1 / a[i, j]
    return a


# Saaty 2008, Decision making with the analytic hierarchy process, table of drinks consumed in the United States: CR .022.
DRINKS = ("coffee", "wine", "tea", "beer", "sodas", "milk", "water")
DRINKS_JUDGED = square(
    [9, 5, 2, 1, 1, 1 / 2, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 3, 1 / 4, 1 / 3, 1 / 9, 1 / 2, 1, 1 / 3, 2, 1 / 2, 1 / 3], 7
)
# The choice of a leader, a widely reprinted example: CR .044.
LEADER_JUDGED = square([4, 3, 7, 1 / 3, 3, 5], 4)


def test_saaty_on_drinks():
    made = judge(DRINKS_JUDGED, DRINKS)
    assert [round(w, 3) for w in made.weights.values()] == [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert round(made.ratio, 3) == 0.022


def test_the_leader():
    made = judge(LEADER_JUDGED, ("experience", "education", "charisma", "age"))
    assert [round(w, 3) for w in made.weights.values()] == [0.548, 0.127, 0.270, 0.056]
    assert round(made.ratio, 3) == 0.044


def test_perfect_judgements_give_back_the_weights_by_either_method():
    w = np.array([0.5, 0.3, 0.15, 0.05])
    made = judge(w[:, None] / w[None, :], "abcd")
    assert list(made.weights.values()) == pytest.approx(w.tolist())
    assert list(made.geometric.values()) == pytest.approx(w.tolist())
    assert (made.ratio, made.ratio_alonso_lamata, made.revise) == (pytest.approx(0, abs=1e-12), pytest.approx(0, abs=1e-12), None)


def test_the_random_index_of_alonso_and_lamata():
    # CR = (λmax − n) / (2.7699 n − 4.3513 − n)
    made = consistency(DRINKS_JUDGED, DRINKS)
    assert made.ratio_alonso_lamata == pytest.approx((made.lambda_max - 7) / (2.7699 * 7 - 4.3513 - 7))


def test_judgements_in_a_circle_are_refused_and_the_worst_is_named():
    a = square([2, 4, 1 / 9, 2, 4, 2], 4)  # a > b > c > d, yet d nine times a
    with pytest.raises(Refused, match="a over d"):
        judge(a, "abcd")
    made = judge(a, "abcd", override="agreed in the meeting of 3 June")
    assert (made.consistent, made.override) == (False, "agreed in the meeting of 3 June")
    assert made.revise is not None
    assert (made.revise.first, made.revise.second, made.revise.suggested) == ("a", "d", 8.0)
    assert made.revise.ratio_after < 0.01


@pytest.mark.parametrize(
    "matrix", [[[1, 2], [2, 1]], [[1, -2], [-0.5, 1]], [[1, 2, 3], [0.5, 1, 2]], [[1, float("nan")], [1, 1]]], ids=["not reciprocal", "negative", "not square", "a gap"]
)  # fmt: skip
def test_bad_matrices_are_refused(matrix):
    with pytest.raises(BadInput):
        consistency(matrix, "ab")


def test_rounded_thirds_are_accepted():
    assert consistency([[1, 3], [0.33, 1]], "ab").weights["a"] == pytest.approx(0.75, abs=0.002)


def test_two_items_are_always_consistent():
    assert judge([[1, 9], [1 / 9, 1]], "ab").ratio == 0


def test_opposite_judges_meet_in_the_middle():
    one, other = square([4], 2), square([1 / 4], 2)
    assert together([one, other], "ab") == pytest.approx(np.ones((2, 2)))
    assert together([one, other], "ab", voices=[1, 0]) == pytest.approx(one)
    assert disagreement([one, other], "ab") == [("a", "b", pytest.approx(4))]
    with pytest.raises(BadInput):
        together([one], "ab", voices=[1, 2])
