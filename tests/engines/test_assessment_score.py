"""Scores: parts that sum, fixed scales, gates, what is missing, and re-ranking from the matrix alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from argosy.engines.assessment.answer import assessment_json, matrix_json, rerank
from argosy.engines.assessment.assessing import assess
from argosy.engines.assessment.matrix import normalised
from argosy.engines.assessment.question import Fact, Figure
from argosy.engines.assessment.scoring import settled
from argosy.engines.assessment.weighting import weights_of
from argosy.kernel.errors import BadInput, NotFound
from argosy.rules.markets.library import scheme
from argosy.rules.markets.reading import read_scheme
from tests.engines.assessment_world import INDICATORS, UNIVERSE, even, figure_rows, question


def test_contributions_sum_to_the_score_exactly():
    for standing in assess(question()).standings:
        score = standing.score
        assert score.reference + sum(c.points for c in score.contributions) + score.completeness_points == score.value


def test_contributions_may_be_told_against_a_market():
    made = assess(question(reference="M03"))
    own = next(s for s in made.standings if s.market == "M03")
    assert own.score.value == own.score.reference
    assert all(c.points == 0 for c in own.score.contributions)


@pytest.mark.parametrize("parts", [[0.1, 0.2, -0.3], [1 / 3, 1 / 3, 1 / 3], [-0.1234567, 0.9999999]])
def test_rounding_leaves_no_remainder(parts):
    whole = Decimal(str(round(sum(parts), 6))).quantize(Decimal("0.000001"))
    assert sum(settled(parts, whole)) == whole


def test_an_irrelevant_market_keeps_order_scores_and_draws():
    one = assess(question())
    figures = {**figure_rows(), "ZZ": even(9.0)}
    two = assess(question(candidates=(*UNIVERSE[:20], "ZZ"), figures=figures))
    assert [s.market for s in two.standings if s.market != "ZZ"] == [s.market for s in one.standings]
    assert {s.market: s.score.value for s in two.standings if s.market != "ZZ"} == {s.market: s.score.value for s in one.standings}
    assert {s.market: s.topsis for s in two.standings if s.market != "ZZ"} == {s.market: s.topsis for s in one.standings}


def test_the_currency_does_not_matter():
    def in_twd(row):
        return {k: replace(f, value=f.value * 32.1) if k in sizes else f for k, f in row.items()}

    sizes = {i.id for i in INDICATORS if i.transform == "log"}
    one, two = assess(question()), assess(question(figures={m: in_twd(row) for m, row in figure_rows().items()}))
    assert [(s.market, s.rank, s.interval) for s in one.standings] == [(s.market, s.rank, s.interval) for s in two.standings]


def test_equal_markets_stand_equal():
    figures = {**figure_rows(), "AA": even(0.3), "BB": even(0.3)}
    made = assess(question(candidates=("AA", "BB", "M01"), figures=figures))
    ranks = {s.market: s.rank for s in made.standings}
    assert ranks["AA"] == ranks["BB"]


def test_scale_ends_are_percentiles_of_the_log_and_direction_turns():
    values = [10.0**n for n in range(11)]
    figures = {f"M{n:02}": {"import_value": Figure(v), "distance": Figure(v)} for n, v in enumerate(values)}
    matrix = normalised(question(candidates=tuple(figures), universe=tuple(figures), figures=figures))
    at = [i.id for i in INDICATORS].index
    low, high = np.quantile(np.log(values), [0.02, 0.98])
    expected = np.clip((np.log(values) - low) / (high - low), 0, 1)
    assert np.allclose(matrix.x[:, at("import_value")], expected)
    assert np.allclose(matrix.x[:, at("distance")], 1 - expected)


def test_nothing_at_all_stands_at_the_low_end_not_unknown():
    figures = figure_rows(gaps=0) | {"AA": {"import_value": Figure(0.0)}}
    matrix = normalised(question(candidates=("AA",), figures=figures))
    at = [i.id for i in INDICATORS].index("import_value")
    assert (matrix.x[matrix.row("AA"), at], matrix.known[matrix.row("AA"), at]) == (0.0, True)


def test_a_missing_value_takes_the_mean_of_its_group_and_costs_completeness():
    figures = figure_rows(gaps=0)
    full = figures["M00"]
    figures["M00"] = {k: v for k, v in full.items() if k != "import_value"}
    made = assess(question(figures=figures))
    row = made.matrix.row("M00")
    at = [i.id for i in INDICATORS].index
    known = [made.matrix.x[row, at(i)] for i in ("import_growth", "imports_per_head", "world_demand_share")]
    own = next(s for s in made.standings if s.market == "M00")
    assert made.matrix.x[row, at("import_value")] == pytest.approx(np.mean(known))
    assert (own.score.completeness, own.missing) == (pytest.approx(1 - 0.30 / 4), ("import_value",))
    assert own.score.penalty == Decimal("0.007500")


def test_little_known_is_insufficient_evidence_however_good():
    figures = figure_rows(gaps=0) | {"AA": {"import_value": Figure(1e30), "import_growth": Figure(99.0)}}
    made = assess(question(candidates=("AA", *UNIVERSE[:5]), figures=figures))
    own = next(s for s in made.standings if s.market == "AA")
    assert (own.status, round(own.score.completeness, 3)) == ("insufficient", 0.15)


def test_a_shut_gate_lists_the_market_with_its_reason_and_no_score():
    facts = {"M01": {"sanctioned": Fact(True, "list-7", "OFAC")}, "M02": {"margin": Fact(0.02)}, "M03": {"margin": Fact(0.09)}}
    made = assess(question(facts=facts))
    document = assessment_json(made)
    assert set(made.gated) == {"M01", "M02"}
    assert {s.market for s in made.standings}.isdisjoint(made.gated)
    assert document["gates"][0]["reasons"][0] == {"gate": "sanctions", "reason_zh": "受制裁，不得交易（OFAC）", "reason_en": "Under sanctions: no trade (OFAC)", "source": "list-7"}  # fmt: skip
    assert "M03" not in made.unchecked["margin_floor"]
    assert "M00" in made.unchecked["margin_floor"]


def test_all_gated_says_so():
    made = assess(question(candidates=("M01",), facts={"M01": {"import_ban": Fact(True)}}))
    assert assessment_json(made)["verdict"]["outcome"] == "all_gated"


def test_the_matrix_alone_ranks_again_under_other_weights():
    made = assess(question())
    other = weights_of(scheme(), {"A": 0.1, "B": 0.1, "C": 0.4, "D": 0.2, "E": 0.1, "F": 0.1})
    again = assess(question(weights=other))
    ranked = rerank(matrix_json(made), other)
    assert [m for m, _ in ranked] == [s.market for s in again.standings]
    assert np.allclose([v for _, v in ranked], [float(s.score.value) for s in again.standings], atol=1e-6)


def test_kept_scales_give_the_same_score_in_another_universe():
    made = assess(question())
    again = assess(question(universe=UNIVERSE[:12], scales=made.matrix.scales, reference="M03", figures=figure_rows(gaps=0)))
    same = assess(question(scales=made.matrix.scales, reference="M03", figures=figure_rows(gaps=0)))
    assert [(s.market, s.score.value) for s in again.standings] == [(s.market, s.score.value) for s in same.standings]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"candidates": ()}, "no candidate"),
        ({"candidates": ("M01", "M01")}, "twice"),
        ({"figures": {"M01": {"import_value": Figure(-1.0)}}}, "negative"),
        ({"figures": {"M01": {"import_growth": Figure(float("nan"))}}}, "finite"),
        ({"figures": {"M01": {"luck": Figure(1.0)}}}, "no indicator"),
        ({"weights": {"import_value": 0.5}}, "sum to 1"),
        ({"reference": "QQ"}, "reference"),
    ],
)
def test_bad_questions_are_refused_with_the_place(change, word):
    with pytest.raises(BadInput, match=word):
        assess(question(**change))


def test_weights_by_group_or_by_indicator():
    by_group = weights_of(scheme(), {"A": 2, "B": 2})
    assert sum(by_group.values()) == pytest.approx(1)
    assert by_group["import_value"] == pytest.approx(0.125)
    assert weights_of(scheme(), {"import_value": 3, "distance": 1})["import_value"] == 0.75
    for wrong in ({"A": 1, "import_value": 1}, {"Q": 1}, {"A": -1}, {"A": 0}):
        with pytest.raises(BadInput):
            weights_of(scheme(), wrong)


def test_the_scheme_is_dated_and_its_weights_sum_to_one():
    made = scheme()
    assert sum(g.weight for g in made.groups) == 1
    assert sum(made.weight(i) for i in made.indicators) == 1
    with pytest.raises(NotFound):
        scheme(made.span.valid_from.replace(year=1999))


def test_a_scheme_with_wrong_sums_is_refused():
    from importlib.resources import files

    text = files("argosy.rules.markets").joinpath("assessment.toml").read_text("utf-8")
    with pytest.raises(BadInput, match="not 1"):
        read_scheme(text.replace('weight = "0.30"', 'weight = "0.35"'), "x.toml")
