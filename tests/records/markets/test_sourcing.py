from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput
from argosy.records.reference.actions import register_dataset
from argosy.records.reference.sourcing import actions, queries
from tests.records.markets.conftest import DAY

pytestmark = pytest.mark.django_db
NOTE = {"market": "VN", "factor": "taboo", "finding": "送禮忌黑色", "promotion": "包裝避免黑色", "review_date": date(2027, 1, 1)}


def test_a_grade_holds_from_the_latest_grading_and_earlier_ones_are_kept(sources, people):
    actions.grade_source(actor=people["tm1"], code="GSO", reliability="A", reason="連續三年無修正", on=DAY)
    row = queries.source("GSO", actor=people["cs1"])
    assert (row.reliability, [grade.reliability for grade in row.grades.all()]) == ("A", ["A", "B"])
    with pytest.raises(BadInput):
        actions.change_source(actor=people["cs1"], code="GSO", reliability="C")


def test_who_says_a_source_is_lawful_says_how_it_was_got(people):
    with pytest.raises(BadInput):
        actions.register_source(actor=people["cs1"], code="X", name_zh="某", owner="某", lawful=True)


def test_a_source_past_its_cycle_is_stale_until_it_or_its_data_come_in(sources, people):
    assert queries.stale_sources(DAY, actor=people["cs1"]) == []
    later = date(2026, 8, 1)
    assert [row.code for row in queries.stale_sources(later, actor=people["cs1"])] == ["GSO"]
    actions.change_source(actor=people["cs1"], code="GSO", dataset="gso-trade")
    names = {"title_zh": "x", "title_en": "x", "publisher_zh": "x", "publisher_en": "x", "licence": "open", "sha256": "0" * 64, "rows": 1}
    register_dataset(actor=people["cs1"], name="gso-trade", edition="7", as_of=date(2026, 6, 30), retrieved=date(2026, 7, 20), **names)
    assert queries.stale_sources(later, actor=people["cs1"]) == []
    actions.change_source(actor=people["cs1"], code="PRESS", refresh_days=7)
    assert [row.code for row in queries.stale_sources(later, actor=people["cs1"])] == ["PRESS"]
    actions.refresh_source(actor=people["cs1"], code="PRESS", on=later)
    assert queries.stale_sources(later, actor=people["cs1"]) == []


def test_factor_headings_stay_uncovered_without_a_verified_note(sources, people):
    actions.record_culture(actor=people["cs1"], **NOTE)
    assert len(queries.uncovered_factors("VN", DAY, actor=people["cs1"])) == 7
    actions.record_culture(
        actor=people["cs1"], source="GSO", market="VN", factor="religion", finding="無", no_effect=True, review_date=date(2027, 1, 1)
    )
    assert "religion" not in [factor.value for factor in queries.uncovered_factors("VN", DAY, actor=people["cs1"])]
    kept, left_out = queries.verified_notes("VN", date(2027, 2, 1), actor=people["cs1"])
    assert (len(kept), len(left_out)) == (0, 2)


@pytest.mark.parametrize("wrong", [{"promotion": ""}, {"no_effect": True}, {"market": "QQ"}])
def test_a_note_has_an_effect_or_none_never_both(people, sources, wrong):
    with pytest.raises(BadInput):
        actions.record_culture(actor=people["cs1"], **{**NOTE, **wrong})


@pytest.fixture
def checklist(people):
    rules = [
        {"rule": "VN-L1", "topic": "label", "requirement": "越文標示", "citation": "43/2017/ND-CP", "jurisdiction": "VN"},
        {"rule": "VN-T1", "topic": "tariff", "requirement": "MFN", "citation": "", "jurisdiction": "VN"},
        {"rule": "VN-N1", "topic": "ntm", "requirement": "檢疫", "citation": "舊法", "valid_to": date(2026, 5, 1)},
    ]
    return actions.open_checklist(actor=people["cs1"], market="VN", product="茶", hs="0902", on=DAY, rules=rules)


def test_a_rule_without_citation_or_past_its_day_counts_as_a_gap(checklist, people):
    for rule in ("VN-L1", "VN-T1", "VN-N1"):
        actions.decide_rule(actor=people["cs2"], checklist=checklist.pk, rule=rule, verdict="met")
    row = queries.checklist(checklist.pk, actor=people["cs1"])
    assert queries.tally(row, DAY) == {"met": 1, "gap": 2, "na": 0, "waived": 0, "open": 0, "bare": 2}
    assert len(queries.uncovered_topics(row)) == 5


def test_a_gap_says_its_effect_and_a_waiver_its_reason(checklist, people):
    for verdict in ("gap", "waived", "na"):
        with pytest.raises(BadInput):
            actions.decide_rule(actor=people["cs2"], checklist=checklist.pk, rule="VN-L1", verdict=verdict)
    row = actions.decide_rule(
        actor=people["cs2"],
        checklist=checklist.pk,
        rule="VN-L1",
        verdict="gap",
        effect="days",
        effect_amount=Decimal(12),
        effect_unit="DAY",
    )
    assert (row.verdict, row.decided_by.login) == ("gap", "cs2")
    assert queries.tally(queries.checklist(checklist.pk, actor=people["cs1"]), DAY)["open"] == 2


def test_growth_is_watched_against_a_threshold(sources, people):
    with pytest.raises(BadInput):
        actions.set_watch(actor=people["cs1"], source="GSO", name="x", kind="growth")
    actions.set_watch(actor=people["cs1"], source="GSO", name="x", kind="growth", threshold="10")
    assert actions.set_watch(actor=people["cs1"], source="GSO", name="x", kind="growth", threshold="20").threshold == Decimal(20)
    assert queries.watch_rules(actor=people["cs1"]).count() == 1
