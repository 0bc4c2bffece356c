"""Decisions on goods: kept with what was shown, superseded and never lost, reviewed by another person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.engines.hs.goods import Known
from argosy.kernel.errors import BadInput, Refused
from argosy.records.catalog import learning, queries
from argosy.records.catalog.actions import classify_product, decide_goods, register_product, review_classification
from argosy.records.catalog.models import Classification

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
CASE = {"text": "手機殼 phone  case", "code": "392690", "edition": "HS2022", "rationale": "GIR 1: an article of plastics", "on": DAY}


def standing(day: date, people) -> list[tuple[str, str]]:
    return [(known.text, known.code) for known in queries.decided_goods(day, actor=people["cs1"])]


def test_a_decision_keeps_what_was_shown_and_why(people):
    shown = [{"code": "392690", "score": "0.8"}, {"code": "420231", "score": "0.1"}]
    row = decide_goods(actor=people["cs1"], **CASE, candidates=shown, ruling="TW 115-001")
    assert (row.text, row.candidates, row.ruling, row.decided_by) == ("手機殼 phone case", shown, "TW 115-001", people["cs1"])


def test_a_later_decision_supersedes_and_the_earlier_is_kept(people):
    first = decide_goods(actor=people["cs1"], **CASE)
    second = decide_goods(actor=people["cs2"], **{**CASE, "code": "420232", "on": date(2026, 5, 1)})
    assert second.supersedes == first
    assert Classification.objects.get(pk=first.pk).code == "392690"
    assert standing(date(2026, 4, 30), people) == [("手機殼 phone case", "392690")]
    assert standing(date(2026, 5, 1), people) == [("手機殼 phone case", "420232")]


def test_a_decision_holds_within_its_days(people):
    decide_goods(actor=people["cs1"], **CASE, valid_to=date(2026, 3, 31))
    assert standing(date(2026, 3, 1), people) == []
    assert standing(date(2026, 3, 31), people) == [("手機殼 phone case", "392690")]
    assert standing(date(2026, 4, 1), people) == []


def test_another_person_reviews_and_is_named_in_suggestions(people):
    row = decide_goods(actor=people["cs1"], **CASE)
    assert list(queries.awaiting_review(actor=people["tm1"])) == [row]
    with pytest.raises(Refused):
        review_classification(actor=people["cs1"], classification=row.pk, on=DAY)
    review_classification(actor=people["cs2"], classification=row.pk, on=DAY)
    assert not queries.awaiting_review(actor=people["tm1"])
    assert "cs2" in queries.decided_goods(DAY, actor=people["cs1"])[0].note


def test_a_products_decision_counts_under_both_its_names(people):
    weights = {"net_kg": Decimal(1), "gross_kg": Decimal(1), "carton_cbm": Decimal(1), "cost": Decimal(1), "price": Decimal(1)}
    register_product(actor=people["cs1"], sku="K-1", name_zh="保護殼", name_en="Protective case", origin="TW", **weights)
    rest = {name: value for name, value in CASE.items() if name != "text"}
    first = classify_product(actor=people["cs1"], sku="K-1", **rest)
    second = classify_product(actor=people["cs1"], sku="K-1", **{**rest, "code": "42023200009", "on": date(2026, 4, 1)})
    assert second.supersedes == first
    assert standing(date(2026, 4, 1), people) == [("Protective case", "420232"), ("保護殼", "420232")]


@pytest.mark.parametrize("bad", [{"text": " "}, {"code": "3926"}, {"rationale": ""}, {"valid_to": date(2026, 3, 1)}])
def test_a_decision_that_says_too_little_is_refused(people, bad):
    with pytest.raises(BadInput):
        decide_goods(actor=people["cs1"], **{**CASE, **bad})


def test_who_may_not_decide_is_refused(people):
    with pytest.raises(Refused):
        decide_goods(actor=people["ws1"], **CASE)


@pytest.fixture
def warehouse(settings, tmp_path):
    settings.ARGOSY_WAREHOUSE_URL = tmp_path.as_uri()


@pytest.mark.usefixtures("warehouse")
def test_texts_are_learned_whole_and_repeatably(people):
    known = [Known("boots", "640399", "example", "x.csv"), Known("螺絲", "731815", "example", "x.csv")]
    first = learning.learn(actor=people["cs1"], known=known)
    again = learning.learn(actor=people["cs1"], known=list(reversed(known)))
    assert (first.edition, first.sha256) == (again.edition, again.sha256)
    learning.learn(actor=people["cs1"], known=[Known("nuts", "731816", "example")], name="more")
    assert {k.text for k in learning.learned(actor=people["ws1"])} == {"boots", "螺絲", "nuts"}
    with pytest.raises(Refused):
        learning.learn(actor=people["cs1"], known=known, name="more")


@pytest.mark.usefixtures("warehouse")
def test_nothing_is_no_edition(people):
    with pytest.raises(BadInput):
        learning.learn(actor=people["cs1"], known=[])
    with pytest.raises(Refused):
        learning.learn(actor=people["ws1"], known=[Known("boots", "640399", "example")])
