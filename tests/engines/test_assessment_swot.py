"""SWOT by rule with evidence, TOWS options, the growth–share grid; the decision check."""

from __future__ import annotations

from importlib.resources import files

import pytest

from argosy.engines.assessment.assessing import assess
from argosy.engines.assessment.deciding import Cited, Decision, Reason, check_decision, claims_in, stale
from argosy.engines.assessment.evidence import market_evidence
from argosy.engines.assessment.question import Figure
from argosy.engines.assessment.swot import Evidence, growth_share, percentile, swot
from argosy.kernel.errors import BadInput
from argosy.rules.markets.library import claim_words, swot_book
from argosy.rules.markets.reading import read_swot
from tests.engines.assessment_world import UNIVERSE, question

STRONG = {
    "rca": Evidence("E1", 2.4), "price_position": Evidence("E2", 1.3), "home_share_trend": Evidence("E3", 0.01),
    "import_growth": Evidence("E4", 0.12, 0.08, 0.16), "growth_percentile": Evidence("E5", 0.9), "supplier_hhi": Evidence("E6", 0.31),
}  # fmt: skip


def test_items_carry_their_figures_and_evidence():
    made = swot(STRONG, swot_book())
    items = {i.rule: i for i in made.items}
    assert set(items) == {"S-advantage", "O-growth", "T-concentrated"}
    assert items["S-advantage"].evidence == ("E1", "E2", "E3")
    assert "RCA 2.4 above 1" in items["S-advantage"].text.en
    assert "2.4" in items["S-advantage"].text.zh


def test_options_follow_from_items_and_inherit_their_evidence():
    made = swot(STRONG, swot_book())
    options = {o.id: o for o in made.options}
    assert set(options) == {"SO-invest", "ST-differentiate"}
    assert options["SO-invest"].evidence == ("E1", "E2", "E3", "E5", "E4")


def test_a_missing_figure_is_listed_not_taken_as_false():
    made = swot(STRONG, swot_book())
    assert made.unknown["T-currency"] == ("fx_percentile",)
    assert made.unknown["W-losing"] == ("competitive_effect",)


def test_an_interval_over_the_limit_cannot_tell():
    made = swot({"competitive_effect": Evidence("E9", 5.0, -3.0, 13.0)}, swot_book())
    assert "S-winning" in made.uncertain
    assert made.items == ()


def test_every_rule_can_fire_in_both_languages():
    for rule in swot_book().rules:
        evidence = {c.metric: Evidence(c.metric, float(c.limit) + (0.5 if c.test == "above" else -0.5)) for c in rule.clauses}
        made = swot(evidence, swot_book())
        text = next(i for i in made.items if i.rule == rule.id).text
        assert text.zh
        assert text.en
        assert "{" not in text.zh + text.en


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('needs = ["W-margin", "T-shrinking"]', 'needs = ["W-nothing"]', "no rule"),
        ("room for {white_space} USD", "room for {space} USD", "no clause tests"),
    ],
)
def test_rules_that_name_what_is_not_there_are_refused(old, new, word):
    text = files("argosy.rules.markets").joinpath("swot.toml").read_text("utf-8")
    with pytest.raises(BadInput, match=word):
        read_swot(text.replace(old, new), "x.toml")


@pytest.mark.parametrize(("value", "expected"), [(1, 0.125), (4, 0.875), (2.5, 0.5), (0, 0.0), (9, 1.0)])
def test_percentiles_take_half_of_the_equal_ones(value, expected):
    assert percentile([1, 2, 3, 4], value) == expected


@pytest.mark.parametrize(
    ("share", "growth", "cell"),
    [
        (Evidence("a", 2.0), Evidence("b", 0.15), "star"),
        (Evidence("a", 2.0), Evidence("b", 0.02), "cash_cow"),
        (Evidence("a", 0.4), Evidence("b", 0.15), "question_mark"),
        (Evidence("a", 0.4), Evidence("b", 0.02), "dog"),
        (Evidence("a", 0.4), Evidence("b", 0.12, 0.05, 0.19), "cannot_tell"),
    ],
)
def test_the_growth_share_grid(share, growth, cell):
    assert growth_share(share, growth, 1.0, 0.10) == cell


FIGURES = (
    Cited("F1", "JP", "score", 0.70, 0.65, 0.75, "2024"),
    Cited("F2", "VN", "score", 0.68, 0.60, 0.76, "2024"),
    Cited("F3", "DE", "score", 0.40, 0.35, 0.45, "2024"),
    Cited("G1", "JP", "growth", 0.05, 0.02, 0.08),
    Cited("G2", "VN", "growth", 0.03, -0.02, 0.08),
    Cited("G3", "DE", "growth", -0.04, -0.06, -0.02),
    Cited("V1", "JP", "imports", 900.0),
    Cited("V2", "VN", "imports", 400.0),
)  # fmt: skip


def outcomes(decision: Decision, current=None):
    return [(f.outcome, f.blocks) for f in check_decision(decision, FIGURES, current or {}, claim_words())]


@pytest.mark.parametrize(
    ("choice", "departure", "expected"),
    [("JP", "", ("agrees", False)), ("VN", "", ("agrees", False)), ("DE", "", ("needs_reason", True)), ("DE", "an old customer asks", ("contradicts", False)), ("FR", "", ("cannot_tell", True))],
)  # fmt: skip
def test_a_choice_is_the_best_or_overlaps_it_or_is_explained(choice, departure, expected):
    assert outcomes(Decision(choice, "score", departure=departure)) == [expected]


@pytest.mark.parametrize(
    ("text", "cites", "expected"),
    [
        ("The market is growing", ("G1",), ("agrees", False)),
        ("The market is growing", ("G2",), ("cannot_tell", False)),
        ("The market is growing", ("G3",), ("contradicts", True)),
        ("進口持續成長", ("G1",), ("agrees", False)),
        ("進口負成長", ("G3",), ("agrees", False)),
        ("Imports are stable", ("G2",), ("agrees", False)),
        ("JP is the largest market", ("V1",), ("agrees", False)),
        ("VN is the largest market", ("V2",), ("contradicts", True)),
        ("評分最高", ("F1",), ("cannot_tell", False)),
        ("The market is growing", (), ("cannot_tell", True)),
        ("The market is growing", ("Q7",), ("cannot_tell", True)),
    ],
)
def test_words_are_held_against_the_figures_cited(text, cites, expected):
    assert outcomes(Decision("JP", "score", (Reason(text, cites),)))[1:] == [expected]


def test_a_sentence_without_a_claim_needs_no_figure():
    assert outcomes(Decision("JP", "score", (Reason("Our agent is there"),))) == [("agrees", False)]


def test_less_may_be_better():
    figures = (Cited("a", "JP", "cost", 5.0), Cited("b", "VN", "cost", 3.0))
    found = check_decision(Decision("JP", "cost", most=False), figures, {}, ())
    assert [f.outcome for f in found] == ["needs_reason"]


def test_new_data_marks_a_decision_stale():
    decision = Decision("JP", "score", vintages={"baci": "202401", "wdi": "2025-06"})
    assert stale(decision, {"baci": "202501", "wdi": "2025-06"}) == ("baci",)
    assert outcomes(decision, {"baci": "202501"})[-1] == ("stale", False)


def test_claims_are_read_longest_first():
    assert claims_in("市場負成長", claim_words()) == ("down",)
    assert claims_in("Sales are increasing in the largest market", claim_words()) == ("up", "largest")


def test_evidence_of_a_market_comes_from_its_assessment():
    figures = {m: {"import_growth": Figure(n / 100, 0.001, "t", 6), "supplier_hhi": Figure(0.4)} for n, m in enumerate(UNIVERSE)}
    made = assess(question(figures=figures))
    evidence = market_evidence(made, "M39", {"margin_gap": Evidence("own", 0.1), "margin": Evidence("own", 0.3)})
    growth_ = evidence["import_growth"]
    assert (growth_.id, growth_.value) == ("M39.import_growth", 0.39)
    assert growth_.high == pytest.approx(0.39 + 2.7764 * 0.001, abs=1e-6)  # t with 4 degrees of freedom
    assert evidence["growth_percentile"].value == 39.5 / 40
    assert {i.rule for i in swot(evidence, swot_book()).items} == {"S-margin", "O-growth", "T-concentrated"}
