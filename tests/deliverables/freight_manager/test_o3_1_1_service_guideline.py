from pathlib import Path

import pytest

from argosy.deliverables.freight_manager.o3_1_1_service_guideline import DELIVERABLE, build
from argosy.kernel.text import Text
from argosy.report.audience import for_audience, intruders
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.why import explain
from tests.deliverables.outline import expect_as_agreed, outline
from tests.deliverables.service_world import DAY, FM1, policy, policy_facts, rule, trained

FOLDER = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def given():
    return policy_facts(DELIVERABLE)


@pytest.fixture(scope="module")
def report(given):
    return build(given)


def checked(**changes):
    made = policy_facts(DELIVERABLE, **changes)
    return {hit.check for hit in DELIVERABLE.check(made, build(made))}


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_guideline_says_what_was_agreed(report, lang):
    expect_as_agreed(report, lang, FOLDER / f"o3_1_1_service_guideline.{lang}.json")


def test_every_figure_says_why_and_nothing_stands_in_the_way(given, report):
    book = Ledger(report)
    assert list(book.mismatches()) == []
    assert all(explain(report, place.value.id, book) for place in book.places.values() if place.value.is_figure)
    assert DELIVERABLE.check(given, report) == []
    assert {hit.check for hit in common(report, DAY)} == set()


@pytest.mark.parametrize("gap", [{"owner": None}, {"deputy": None}, {"owner": policy.Who("fm1", Text("劉", "Liu"), active=False)}])
def test_a_kind_without_owner_or_deputy_stops_the_issue(gap):
    assert "SG1" in checked(rules=(rule(**gap),))


def test_a_kind_with_no_rule_stops_the_issue():
    assert "SG1" in checked(missing=(Text("理賠", "Claim"),))


def test_a_promise_tighter_than_measured_needs_a_change_of_staffing():
    assert "SG2" in checked(rules=(rule(first=2.0),))
    assert "SG2" not in checked(rules=(rule(first=2.0, staffing="增派一人 one more"),))
    assert "SG2" not in checked(rules=(rule(first=7.0),))


def test_somebody_named_must_be_trained():
    assert "SG3" in checked(trained=(trained(FM1),))
    assert "SG3" in checked(trained=(trained(FM1), trained(policy.Who("fm2", Text("蔡", "Tsai")), 70)))


def test_it_needs_a_review_date():
    assert "SG4" in checked(review=None)


def test_clients_get_clauses_and_promises_but_no_names(report):
    copy = for_audience(report.model_copy(update={"audience": "external"}))
    assert [section.id for section in copy.sections] == ["clauses_section", "rules_section"]
    assert list(intruders(copy)) == []
    assert "劉示範" not in outline(copy, "zh-Hant")
    assert [column.key for column in Ledger(copy).tables["rules"].columns] == ["kind", "first", "finish", "clarify", "escalate"]


def test_fourteen_clauses_in_both_languages(report):
    clauses = next(block for block in report.blocks() if block.id == "clauses").items
    assert len(clauses) == 14
    assert all(c.text.zh and c.text.en and c.text.zh != c.text.en for c in clauses)
