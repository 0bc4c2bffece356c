"""The vocabulary of goods the package ships."""

from __future__ import annotations

from collections import Counter

from argosy.rules import nomenclature


def test_every_word_has_a_subheading_that_exists():
    assert [code for code, _, _ in nomenclature.words() if len(code) != 6 or code not in nomenclature.titles()] == []


def test_every_chapter_has_a_chinese_title_and_words():
    chapters = {code for code in nomenclature.titles() if len(code) == 2}
    assert len(chapters) == 96
    assert {code for code in chapters if not nomenclature.titles()[code][1]} == set()
    assert {code[:2] for code, _, _ in nomenclature.words()} == chapters


def test_the_vocabulary_is_large_and_says_each_thing_once():
    assert len(nomenclature.words()) >= 1200
    named = [(name, code) for code, zh, en in nomenclature.words() for name in (*zh, *en)]
    assert [pair for pair, n in Counter(named).items() if n > 1] == []
    assert all(name == name.strip() and name for name, _ in named)
    assert sum(n > 1 for n in Counter(name for name, _ in named).values()) < 20  # words of two meanings, such as face mask


def test_chinese_titles_stand_at_codes_that_exist():
    assert all(code in nomenclature.titles() for code, (_, zh) in nomenclature.titles().items() if zh)
    assert sum(bool(zh) for code, (_, zh) in nomenclature.titles().items() if len(code) == 4) >= 400


def test_questions_have_answers_in_both_languages():
    for row in nomenclature.questions():
        assert row["zh"] != row["en"]
        assert len(row["answers"]) >= 2
