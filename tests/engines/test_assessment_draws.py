"""How sure a ranking is, what it hangs on, and what to collect."""

from __future__ import annotations

import time
from fractions import Fraction

import numpy as np
import pytest

from argosy.engines.assessment.answer import assessment_json
from argosy.engines.assessment.assessing import assess
from argosy.engines.assessment.flipping import least_shift, single_flips
from argosy.engines.assessment.question import Figure
from argosy.engines.assessment.robustness import entropy_weights, pareto_front, topsis
from argosy.engines.assessment.scoring import linear
from argosy.engines.assessment.trend import growth, trend
from tests.engines.assessment_world import INDICATORS, UNIVERSE, even, figure_rows, question


def test_the_same_seed_gives_the_same_answer():
    one, two, three = (assessment_json(assess(question(seed=s))) for s in (5, 5, 6))
    assert one == two
    assert [m["p_top"] for m in one["markets"]] != [m["p_top"] for m in three["markets"]]


def test_the_order_of_candidates_changes_nothing():
    one, two = assess(question()), assess(question(candidates=tuple(reversed(UNIVERSE[:20]))))
    assert [(s.market, s.interval, s.p_top) for s in one.standings] == [(s.market, s.interval, s.p_top) for s in two.standings]


def test_the_chances_of_being_among_the_first_k_sum_to_k():
    made = assess(question())
    assert sum(s.p_top for s in made.standings) == pytest.approx(3, abs=1e-9)


def test_the_95_interval_holds_the_80_interval():
    for standing in assess(question()).standings:
        (a, b), (c, d) = standing.interval[80], standing.interval[95]
        assert c <= a <= b <= d


def test_a_market_best_in_everything_is_recommended_and_nothing_flips_it():
    figures = {**figure_rows(gaps=0), "AA": even(50.0)}
    made = assess(question(candidates=("AA", *UNIVERSE[:10]), figures=figures, top=1))
    assert (made.standings[0].market, made.standings[0].status, made.standings[0].interval[95]) == ("AA", "recommend", (1, 1))
    assert made.pareto == ("AA",)
    assert made.recommended == ("AA",)
    assert {a for a, _, _ in made.settled} >= {"AA"}


def test_near_equals_are_a_short_list_with_what_to_collect():
    figures = {m: {**even(0.5), "import_growth": Figure(0.5 + n / 1000, error=2.0)} for n, m in enumerate(UNIVERSE)}
    figures["M30"], figures["M31"] = even(-1.0), even(2.0)
    made = assess(question(candidates=UNIVERSE[:6], figures=figures, top=1))
    assert made.recommended == ()
    assert made.collect[0].indicator == "import_growth"
    assert made.collect[0].share == pytest.approx(1)
    assert "collect first: Import growth" in assessment_json(made)["verdict"]["label_en"]


def test_what_nobody_knows_is_said_and_widens_the_interval():
    known = figure_rows(gaps=0, error=0.0)
    without = {m: {k: v for k, v in row.items() if not k.startswith("import_")} for m, row in known.items()}
    one, two = assess(question(figures=known)), assess(question(figures=without))
    width = [sum(s.interval[80][1] - s.interval[80][0] for s in made.standings) for made in (one, two)]
    assert two.silent == ("import_value", "import_growth")
    assert width[1] > width[0]


def test_the_flip_of_one_group_makes_the_first_two_equal():
    made = assess(question())
    z = linear(made.matrix, 0.1)
    one, two = (made.matrix.row(s.market) for s in made.standings[:2])
    assert made.flips
    for flip in made.flips:
        rest = (1 - flip.to) / (1 - flip.weight)
        weights = [made.weights[i.id] * (flip.to / flip.weight if i.group == flip.id else rest) for i in INDICATORS]
        assert sum(weights) == pytest.approx(1)
        assert np.dot(weights, z[one] - z[two]) == pytest.approx(0, abs=1e-12)


def test_the_flip_is_exact_by_hand():
    # The first leads 4/10 on a (weight 3/5) and lags 2/10 on b (2/5): level when v·4/10 = (1 − v)·2/10, v = 1/3.
    flips = single_flips(["a", "b"], [0.6, 0.4], [0.4, -0.2])
    assert [(f.id, Fraction(f.to).limit_denominator(100)) for f in flips] == [("a", Fraction(1, 3)), ("b", Fraction(2, 3))]
    shift = least_shift(["a", "b"], [0.6, 0.4], [0.4, -0.2])
    assert shift is not None
    assert shift.moved == pytest.approx(0.6 - 1 / 3)


def test_the_least_shift_is_never_more_than_a_single_flip():
    draw = np.random.default_rng(3)
    for _ in range(200):
        w, d = draw.dirichlet(np.ones(6)), draw.normal(size=6)
        ahead = d if w @ d >= 0 else -d
        flips, shift = single_flips("abcdef", w.tolist(), ahead.tolist()), least_shift("abcdef", w.tolist(), ahead.tolist())
        if shift is None:
            assert not flips
            continue
        after = np.array(list(shift.weights.values()))
        assert after @ ahead == pytest.approx(0, abs=1e-9)
        assert after.min() >= 0
        assert after.sum() == pytest.approx(1)
        assert all(shift.moved <= abs(f.change) + 1e-9 for f in flips)


def test_nothing_swaps_one_that_leads_in_everything():
    assert single_flips(["a", "b"], [0.5, 0.5], [0.2, 0.1]) == []
    assert least_shift(["a", "b"], [0.5, 0.5], [0.2, 0.1]) is None


def test_neighbours_name_the_gap_and_what_made_it():
    made = assess(question())
    first, second = made.standings[:2]
    assert first.lost_to is None
    assert second.lost_to is not None
    assert first.beat is not None
    assert (second.lost_to.market, second.lost_to.gap) == (first.market, first.score.value - second.score.value)
    assert first.beat.points > 0


def test_topsis_by_hand():
    # Two criteria, the second a cost; columns have lengths 5 and 5, weights equal.
    closeness = topsis([[3, 4], [4, 3]], [1, 1], [True, False])
    assert closeness.tolist() == [0.0, 1.0]
    assert topsis([[3, 3], [4, 4]], [1, 1], [True, False]).tolist() == pytest.approx([0.5, 0.5])


def test_entropy_weights_by_hand():
    weights = entropy_weights([[1, 1], [1, 3]])
    assert weights.tolist() == [0.0, 1.0]
    assert entropy_weights([[1, 2], [1, 2]]).tolist() == [0.5, 0.5]


def test_the_pareto_front_by_hand():
    assert pareto_front([[1, 3], [3, 1], [1, 1], [2, 2], [1, 3]]) == [0, 1, 3, 4]


def test_growth_of_an_exact_trend_has_no_error():
    found = growth(range(2018, 2025), [100 * 1.07**n for n in range(7)])
    assert found is not None
    assert (found.slope, found.error) == (pytest.approx(0.07), pytest.approx(0, abs=1e-9))
    assert growth([2020, 2021, 2022], [1, 2, 3]) is None


def test_the_error_of_a_trend_is_that_of_newey_and_west():
    # By the definition: Bartlett weights, one lag at n = 6 would be 2 lags floor(4·(6/100)^(2/9)) = 2.
    t, y = np.arange(6.0), np.array([1.0, 2.2, 2.9, 4.3, 4.8, 6.1])
    x = np.column_stack([np.ones(6), t])
    bread = np.linalg.inv(x.T @ x)
    u = (y - x @ bread @ x.T @ y)[:, None] * x
    meat = u.T @ u + sum((1 - k / 3) * (u[k:].T @ u[:-k] + u[:-k].T @ u[k:]) for k in (1, 2))
    expected = float(np.sqrt((bread @ meat @ bread)[1, 1] * 6 / 4))
    found = trend(t, y)
    assert found is not None
    assert found.error == pytest.approx(expected)


@pytest.mark.slow
def test_two_hundred_markets_take_seconds_not_minutes():
    markets = tuple(f"Q{n:03}" for n in range(200))
    start = time.perf_counter()
    made = assess(question(candidates=markets, universe=markets, figures=figure_rows(markets)))
    assert len(made.standings) == 200
    assert time.perf_counter() - start < 10
