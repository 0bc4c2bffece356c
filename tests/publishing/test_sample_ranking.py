"""The sample firm's market data let a ranking be made, and it finds what was planted."""

from __future__ import annotations

import pytest
from django.conf import settings

from argosy.engines.assessment.assessing import Assessment
from argosy.publishing.market_ranking import RankAsk, rank_markets
from argosy.publishing.sample_market import keep_market_data
from argosy.records.markets.assessing.facts import held_facts, market_facts
from argosy.records.people.queries import person
from argosy.records.reference.queries import today
from argosy.records.sample.load import load_sample

pytestmark = pytest.mark.slow

HUBS = "871493"


@pytest.fixture(params=[20260630, 7])
def firm(request, db, tmp_path, settings):
    """The sample firm with its market data in a warehouse of its own."""
    settings.ARGOSY_WAREHOUSE_URL = f"file://{tmp_path}/warehouse"
    load_sample(password="for-the-tests-only", seed=request.param)
    keep_market_data(request.param)
    return person("tm1")


def ranking(top: int) -> Assessment:
    return rank_markets(RankAsk(HUBS, "TW", top=top), settings.ARGOSY_WAREHOUSE_URL).made


def test_what_was_planted_is_found(firm):
    made = ranking(3)
    states = {s.market: s.status for s in made.standings}
    assert (states["NL"], states["PH"], set(made.gated)) == ("recommend", "insufficient", {"KR"})
    assert {"recommend", "shortlist", "not_selected", "insufficient"} <= set(states.values())
    first = ranking(1).standings[0]
    assert first.market == "NL"
    assert 0.5 < first.p_top < 0.75
    vietnam = made.question.figures["VN"]
    assert 0.12 < vietnam["import_growth"].value < 0.16
    assert 0.005 < vietnam["home_share"].value < 0.007


def test_the_gate_says_why_in_both_languages(firm):
    reason = ranking(3).gated["KR"][0].reason
    assert "強制驗證" in reason.zh
    assert "certificate" in reason.en
    assert "強制" not in reason.en


def test_facts_hold_for_their_goods_until_their_review(firm):
    held, late = held_facts(HUBS, today())
    assert late == 0
    assert {one.market for one in held} == {row.market for row in market_facts(actor=firm)}
    assert held_facts("090230", today()) == ((), 0)
    kept, past = held_facts(HUBS, today().replace(year=2028))
    assert (len(kept), past) == (0, len(held))
