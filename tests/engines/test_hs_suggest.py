"""Suggestions with reasons, the firm's own decisions, abstention and the question to ask."""

from __future__ import annotations

import pytest

from argosy.engines.hs.asking import best_question
from argosy.engines.hs.bayes import Bayes
from argosy.engines.hs.goods import Known
from argosy.engines.hs.index import Index
from argosy.engines.hs.storing import pack, unpack
from argosy.engines.hs.suggesting import suggest
from argosy.engines.hs.wording import wording
from tests.engines.hs_world import QUESTIONS, desk, known, model, tree


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("手機殼", "392690"),
        ("phone cases", "392690"),
        ("steel screws", "731815"),
        ("螺帽", "731816"),
        ("oxfrd shirt", "620520"),
        ("透明手機殼 10個", "392690"),
    ],
)
def test_the_right_code_comes_first(text, code):
    assert suggest(text, desk()).suggestions[0].code == code


def test_a_suggestion_says_why_and_where_it_stands():
    first = suggest("phone case", desk()).suggestions[0]
    assert first.title.zh == "塑膠 › 塑膠製品 › Plastics; other articles"
    assert first.title.en.split(" › ")[0] == "Plastics and articles thereof"
    assert (first.because[0].text, first.because[0].matched) == ("phone case", ("phone", "case"))
    assert first.because[-1].kind == "heading"


def test_scores_fall_and_stay_within_the_calibration():
    scores = [one.score for one in suggest("cotton shirt", desk()).suggestions]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 0.9


def test_no_more_than_asked_for():
    assert len(suggest("cotton shirt", desk(), top=2).suggestions) == 2


@pytest.mark.parametrize("text", ["", "   ", "12 x 500g", "!!!", "gift", "禮物", "spare parts", "零件", "acme", "Acme goods"])
def test_nothing_is_suggested_for_a_text_that_names_no_goods(text):
    answer = suggest(text, desk())
    assert answer.suggestions == ()
    assert answer.reason is not None
    assert answer.question is not None


def test_parts_are_asked_of_what():
    assert suggest("spare parts", desk()).question == QUESTIONS[1].text


def test_vague_words_a_decision_has_are_goods():
    own = (Known("gift parts", "392690", "decision"),)
    assert suggest("parts, gift", desk(own)).suggestions[0].code == "392690"


def test_unknown_words_are_said_to_be_unknown():
    answer = suggest("qqzzv wwkkj", desk(least=0.6))
    assert answer.suggestions == ()
    assert "no known word" in answer.reason.en


def test_below_the_least_chance_it_abstains_and_asks_what_tells_apart():
    answer = suggest("shirt tshirt", desk(least=1.0))
    assert answer.suggestions == ()
    assert answer.question == QUESTIONS[0].text


def test_a_question_the_text_answers_is_not_asked():
    likely = {"610910": 0.5, "620520": 0.5}
    assert best_question(QUESTIONS, tree(), wording("shirt"), likely) == QUESTIONS[0]
    assert best_question(QUESTIONS, tree(), wording("knitted shirt"), likely) is None
    assert best_question(QUESTIONS, tree(), wording("shirt"), {"610910": 1.0}) is None


def test_the_firms_own_decision_comes_first_with_who_took_it():
    own = (Known("oxford shirt", "610910", "decision", "#7 cs1 2026-01-05 / cs2 2026-01-09"),)
    first = suggest("oxford shirts", desk(own)).suggestions[0]
    assert first.code == "610910"
    assert (first.because[0].kind, first.because[0].note) == ("decision", "#7 cs1 2026-01-05 / cs2 2026-01-09")


def test_a_decision_on_other_goods_changes_nothing():
    own = (Known("oxford shoe polish kit", "392690", "decision"),)
    assert suggest("hex nut", desk(own)).suggestions[0].code == "731816"


def test_words_no_decision_has_make_it_less_alike():
    own = (Known("shirt", "392690", "decision"),)
    near, far = (suggest(text, desk(own)).suggestions for text in ("shirt", "shirt hex nut steel"))
    assert near[0].code == "392690"
    assert far[0].code != "392690"


def test_an_index_is_the_same_after_storing():
    index = Index.of(known())
    again = unpack(pack(index))
    text = index.vocabulary.vector(["shirt", "cotton"])
    assert again.words.scores(text) == index.words.scores(text)
    assert {n: level.odds(text) for n, level in again.levels.items()} == {n: level.odds(text) for n, level in index.levels.items()}
    assert again.known == index.known


@pytest.mark.parametrize(
    "spoil", [lambda b: b[:-1], lambda b: b"{}" + b[2:], lambda b: b"", lambda b: b.replace(b'"form": ', b'"form": 9', 1)]
)
def test_a_spoiled_index_is_not_read(spoil):
    assert unpack(spoil(pack(Index.of(known())))) is None


def test_probabilities_of_the_classes_sum_to_one():
    from math import exp

    bayes = Bayes.of([("a", 1.0, {0: 1.0}), ("b", 1.0, {0: 0.5, 1: 0.5})], 2)
    odds = bayes.odds({0: 1.0})
    assert sum(map(exp, odds.values())) == pytest.approx(1.0)
    assert odds["a"] > odds["b"]


def test_calibration_follows_its_bends_and_never_leaves_them():
    one = model()
    assert [one.probability(share) for share in (-1, 0, 0.5, 1, 2)] == pytest.approx([0, 0, 0.45, 0.9, 0.9])
