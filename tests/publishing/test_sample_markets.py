"""What the sample firm knows of its markets, at every seed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from argosy.records.catalog.rivals.queries import prices_now, rivals
from argosy.records.channels.queries import completeness, dossier
from argosy.records.markets.deciding.queries import decision, stale_decisions
from argosy.records.markets.intel.models import IntelligenceItem
from argosy.records.markets.outlook.queries import printed
from argosy.records.markets.positioning.queries import plans, points, unresolved
from argosy.records.markets.research.queries import coverage
from argosy.records.people.queries import person
from argosy.records.people.resources.queries import assessed, gaps
from argosy.records.record import validate_all
from argosy.records.reference.sourcing.queries import checklists, stale_sources, tally, uncovered_factors, verified_notes
from argosy.records.sample.load import load_sample

pytestmark = pytest.mark.slow

DAY = date(2026, 6, 30)


@pytest.fixture(params=[20260630, 7, 99])
def firm(request, db):
    """The sample firm with its market stories; a person who looks."""
    from argosy.publishing.sample_markets import walk_markets

    load_sample(password="for-the-tests-only", seed=request.param)
    walk_markets()
    return person("tm1")


def test_the_market_knowledge_of_the_sample_firm(firm):
    check_items()
    check_knowledge(firm)
    check_stories(firm)


def check_items():
    items = list(IntelligenceItem.objects.all())
    validate_all(items)
    assert 100 <= len(items) <= 140
    assert Counter(item.grade for item in items if item.grade).most_common(1)[0][0] == "B2"
    assert 0.16 <= sum(item.expired(DAY) for item in items) / len(items) <= 0.20
    assert sum(item.draft for item in items) == 4
    assert len({item.digest for item in items}) == len(items)


def check_knowledge(firm):
    assert [row.code for row in stale_sources(DAY, actor=firm)] == ["S-NET", "S-SIJ"]
    assert [len(uncovered_factors(market, DAY, actor=firm)) for market in ("JP", "DE", "VN", "US", "KR")] == [0, 0, 3, 4, 7]
    assert len(verified_notes("VN", DAY, actor=firm)[1]) == 1
    assert {row.market: tally(row, DAY)["gap"] for row in checklists(actor=firm)} == {"VN": 3, "JP": 1}
    wholes = {code: completeness(dossier(code, actor=firm), DAY) for code in ("RM-US", "LM-SG", "SI-JP", "DE-DIST")}
    assert wholes == {"RM-US": 100, "LM-SG": 91, "SI-JP": 0, "DE-DIST": 16}
    held = list(rivals(actor=firm))
    assert len(held) == 30
    assert not any(price.stale for price in prices_now(held, DAY).values())


def check_stories(firm):
    brief = coverage("RB-0001", DAY, actor=firm)
    assert [row.state for row in brief.rows] == ["open", "covered", "covered", "gap", "gap", "not_answerable"]
    stale = stale_decisions(DAY, actor=firm)
    assert [row.ref for row, _ in stale] == ["DR-0001"]
    assert [one.addressee.login for one in decision("DR-0001", DAY, actor=firm).waiting] == ["lgl"]
    assert [words.en for words in decision("DR-0002", DAY, actor=firm).lacking][:2] == ["no option is chosen", "no reasons"]
    assert {row.market: row.state for row in plans(actor=firm)} == {"JP": "approved", "DE": "draft"}
    german = plans(actor=firm, market="DE").get()
    assert [check.words for check in unresolved(german)] == ["養生降脂"]
    assert len(points(german, DAY, actor=firm)) >= (3 if german.axes else 0)
    assert not assessed(gaps("VN", DAY, actor=firm))
    shown = printed("US", DAY, actor=firm)
    assert (len(shown.rows), printed("JP", DAY, actor=firm).bare) == (1, 1)


def test_a_rival_cuts_its_hub_by_nine_per_cent_in_february(firm):
    from argosy.records.catalog.rivals.queries import prices

    rows = {row.on: row.price for row in prices("R2-02", actor=firm) if not row.promotion}
    before = [price for on, price in rows.items() if date(2026, 1, 12) <= on < date(2026, 2, 9)]
    after = [price for on, price in rows.items() if date(2026, 2, 9) <= on < date(2026, 3, 9)]
    assert Decimal("0.83") < (sum(after) / len(after)) / (sum(before) / len(before)) < Decimal("0.99")
