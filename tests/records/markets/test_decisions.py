from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.records.markets.deciding import actions, queries
from argosy.records.markets.deciding.checking import departures, staleness
from argosy.records.people.models import WorkItem
from argosy.records.reference.actions import register_dataset
from tests.records.markets.conftest import DAY

pytestmark = pytest.mark.django_db
OPTIONS = [{"key": "NL", "title": "荷蘭", "reasons_for": "排名第一"}, {"key": "VN", "title": "越南", "reasons_for": "成長快"}]
GROWTH = {"label": "NL 成長率", "value": Decimal("4.2"), "unit": "%", "claim": "growing", "dataset": "demo-trade", "edition": "2026-05"}


@pytest.fixture
def decision(people, assessment):
    """A draft by cs3, whole unless fields say otherwise; ``figure=None`` cites nothing."""

    def make(figure=(), **fields):
        run = assessment()
        given = {
            "question": "明年主攻哪個市場？", "criteria": "需求、成長、關稅", "targets": ["NL"], "chosen": "NL", "reasons": "排名第一且成長",
            "review_date": date(2026, 12, 31), "assessment": run.ref, "kill_criteria": "半年無訂單", "options": OPTIONS,
        }  # fmt: skip
        row = actions.write_decision(actor=people["cs3"], **{**given, **fields})
        if figure is not None:
            cited = {**GROWTH, "where": f"{run.ref}:results.NL.indicators.growth", **dict(figure)}
            actions.cite(actor=people["cs3"], ref=row.ref, **cited)
        return row

    return make


def submitted(people, row):
    return actions.submit_decision(actor=people["cs3"], ref=row.ref, on=DAY)


def test_a_whole_decision_is_submitted_and_approved_by_somebody_else(decision, people, give_role):
    row = decision()
    submitted(people, row)
    give_role(people["cs3"], "TM")
    with pytest.raises(Refused):
        actions.approve_decision(actor=people["cs3"], ref=row.ref, on=DAY)
    assert actions.approve_decision(actor=people["tm1"], ref=row.ref, on=DAY).approver.login == "tm1"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"criteria": " "}, "no criteria"),
        ({"reasons": ""}, "no reasons"),
        ({"chosen": "JP"}, "no option is chosen"),
        ({"options": OPTIONS[:1]}, "two options"),
        ({"targets": []}, "no target market"),
        ({"review_date": None}, "no review date"),
        ({"figure": None}, "no figure is cited"),
        ({"figure": {"value": Decimal("4.9")}}, "do not agree"),
        ({"figure": {"claim": "falling"}}, "do not agree"),
        ({"figure": {"claim": "largest"}}, "do not agree"),
        ({"figure": {"where": "MA-9999:results.NL.score"}}, "do not agree"),
        ({"targets": ["VN"], "chosen": "VN"}, "ranks NL first"),
        ({"targets": ["JP"], "chosen": "NL"}, "cover 55 %"),
    ],
)
def test_what_is_missing_or_contradicted_keeps_it_from_its_approver(decision, people, fields, words):
    row = decision(**fields)
    with pytest.raises(Refused, match=words):
        submitted(people, row)


def test_a_departure_from_the_data_needs_its_reason(decision, people):
    row = decision(targets=["VN"], chosen="VN", departure="荷蘭客戶集中度過高")
    assert len(departures(row, DAY)) == 1
    assert submitted(people, row).state == "submitted"


def test_a_market_outside_iso_3166_cannot_be_the_target(decision):
    with pytest.raises(BadInput):
        decision(targets=["EU"])


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        ({}, "agrees"),
        ({"value": Decimal(4), "claim": "none"}, "agrees"),
        ({"value": Decimal("4.3")}, "changed"),
        ({"low": Decimal("-0.4"), "high": Decimal("8.8")}, "unproven"),
        ({"low": Decimal("0.4"), "high": Decimal("8.8")}, "agrees"),
        ({"claim": "falling"}, "contradicted"),
        ({"claim": "largest"}, "contradicted"),
        ({"where": "", "claim": "none"}, "untraced"),
        ({"where": "MA-0001:results"}, "untraced"),
        ({"where": "MA-0001:results.JP.indicators.growth", "value": Decimal("-1.5"), "claim": "smallest"}, "agrees"),
        ({"where": "MA-0001:results.VN.indicators.growth", "value": Decimal("14.1"), "claim": "largest"}, "agrees"),
    ],
)
def test_words_are_held_against_the_figure(decision, people, figure, verdict):
    row = decision(figure=figure)
    assert row.figures.get().verdict == verdict


def test_an_explained_figure_may_be_cited_all_the_same(decision, people):
    row = decision(figure={"where": ""})
    actions.explain(actor=people["cs3"], ref=row.ref, figure=row.figures.get().pk, words="出自年報第 12 頁")
    assert submitted(people, row).state == "submitted"


def test_only_its_author_changes_a_draft_and_nobody_a_submitted_one(decision, people):
    row = decision()
    with pytest.raises(Refused):
        actions.write_decision(actor=people["cs1"], ref=row.ref, question="？")
    submitted(people, row)
    with pytest.raises(Refused):
        actions.write_decision(actor=people["cs3"], ref=row.ref, question="？")
    with pytest.raises(BadInput):
        actions.return_decision(actor=people["tm1"], ref=row.ref, why=" ")
    assert actions.return_decision(actor=people["tm1"], ref=row.ref, why="補關稅").returned == "補關稅"


@pytest.fixture
def approved(decision, people):
    row = decision()
    submitted(people, row)
    return actions.approve_decision(actor=people["tm1"], ref=row.ref, on=DAY)


def test_those_told_answer_once_and_say_why_unless_they_accept(approved, people):
    actions.address(actor=people["cs3"], ref=approved.ref, logins=["ws2", "ep1"], due=date(2026, 6, 20))
    with pytest.raises(BadInput):
        actions.respond(actor=people["ws2"], ref=approved.ref, answer="reject")
    actions.respond(actor=people["ws2"], ref=approved.ref, answer="accept")
    with pytest.raises(Refused):
        actions.respond(actor=people["ws2"], ref=approved.ref, answer="reject", comment="不")
    with pytest.raises(NotFound):
        actions.respond(actor=people["gm"], ref=approved.ref, answer="accept")
    assert [one.addressee.login for one in queries.decision(approved.ref, DAY, actor=people["cs1"]).waiting] == ["ep1"]


def test_a_late_answer_is_reminded_of_once(approved, people):
    actions.address(actor=people["cs3"], ref=approved.ref, logins=["ep1"], due=date(2026, 6, 20))
    assert len(actions.remind_responses(actor=people["cs3"], ref=approved.ref, on=DAY)) == 1
    assert actions.remind_responses(actor=people["cs3"], ref=approved.ref, on=DAY) == []


def test_nobody_is_told_before_it_is_approved(decision, people):
    with pytest.raises(Refused):
        actions.address(actor=people["cs3"], ref=decision().ref, logins=["ws2"], due=DAY)


def test_a_new_edition_makes_it_stale(approved, people):
    assert staleness(approved, DAY) == []
    names = {"title_zh": "x", "title_en": "x", "publisher_zh": "x", "publisher_en": "x", "licence": "open", "sha256": "0" * 64, "rows": 1}
    register_dataset(actor=people["cs1"], name="demo-trade", edition="2026-06", as_of=DAY, **names)
    assert [row.ref for row, _ in queries.stale_decisions(DAY, actor=people["cs1"])] == [approved.ref]
    marked = actions.mark_stale(actor=people["cs1"], dataset="demo-trade", edition="2026-06", on=DAY)
    assert [row.ref for row in marked] == [approved.ref]
    assert actions.mark_stale(actor=people["cs1"], dataset="demo-trade", edition="2026-06", on=DAY) == []
    assert WorkItem.objects.get().owner.login == "cs3"


def test_a_newer_assessment_or_its_review_date_makes_it_stale(approved, people, assessment):
    assert len(staleness(approved, date(2027, 1, 1))) == 1
    from argosy.records.clock import at, now

    with at(now().replace(hour=12)):
        assessment()
    assert len(staleness(approved, DAY)) == 1


def test_an_open_question_about_it_waits_for_its_answer(decision, people):
    from argosy.records.people.consulting import ask

    row = decision()
    ask(actor=people["cs3"], subject=row.reference, name=row.ref, question="對嗎？", due=DAY, person="tm2")
    with pytest.raises(Refused, match="help"):
        submitted(people, row)


def test_decisions_are_found_by_market_and_state(approved, people):
    found = [
        queries.decisions(actor=people["ws1"], **by).count()
        for by in ({"market": "NL"}, {"market": "VN"}, {"state": "approved"}, {"kind": "product"})
    ]
    assert found == [1, 0, 1, 0]
