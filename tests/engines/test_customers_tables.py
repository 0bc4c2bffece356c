"""RFM, lateness, comebacks and the comparison out of time, on purchases written down."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from argosy.engines.customers.answer import value_json
from argosy.engines.customers.comparing import compare
from argosy.engines.customers.funnel import Track, pipeline, stage_rates, yields
from argosy.engines.customers.history import NEGATIVE, NO_CUSTOMER, purchases, summary
from argosy.engines.customers.late import late
from argosy.engines.customers.returning import returns
from argosy.engines.customers.rfm import score
from argosy.engines.customers.value import value
from argosy.engines.performance.estimate import wilson
from tests.engines.customers_world import FIRST, drawn, told

DAY = date(2025, 1, 1)
STAGES = ("potential", "need", "quote", "negotiation")


def days(*gaps: int) -> list[date]:
    found = [DAY]
    for gap in gaps:
        found.append(found[-1] + timedelta(days=gap))
    return found


def test_a_day_is_one_purchase_and_returns_are_none():
    bought = purchases([("A", DAY, 10.0), ("A", DAY, 5.0), ("A", DAY + timedelta(7), 20.0), ("A", DAY, -3.0), ("", DAY, 9.0)])
    assert bought is not None
    assert bought.amounts["A"] == (15.0, 20.0)
    assert bought.left_out == {NEGATIVE: 1, NO_CUSTOMER: 1}
    one = summary(bought)
    assert (one.x[0], one.recency[0], one.age[0], one.value[0], one.total[0]) == (1, 1.0, 1.0, 20.0, 35.0)


def test_nothing_bought_is_told_as_nothing():
    assert purchases([("A", DAY, -1.0)]) is None
    with pytest.raises(ValueError, match="no unit"):
        summary(drawn(30), "fortnight")


def test_fifths_give_equals_the_same_score():
    scores = score(told(*[(x, 10.0, 10.0) for x in (0, 0, 1, 2, 9)]))
    assert scores.f.tolist() == [2, 2, 3, 4, 5]
    assert len(set(scores.r.tolist())) == 1


def test_late_is_beyond_nine_in_ten_of_ones_own_intervals():
    steady, early = days(*[14] * 8), days(*[14] * 3)
    found = late({"S": steady, "E": early}, steady[-1] + timedelta(days=20))
    assert [(one.name, one.silent, one.usual, one.n) for one in found] == [("S", 20, 14.0, 8)]
    assert late({"S": steady}, steady[-1] + timedelta(days=14)) == []


def test_the_percentile_interpolates_between_intervals():
    uneven = days(10, 10, 10, 10, 10, 10, 10, 10, 10, 60)
    found = late({"U": uneven}, uneven[-1] + timedelta(days=16))
    assert found[0].usual == pytest.approx(15.0)


def test_comebacks_follow_what_silent_customers_did():
    rows = [(f"B{at}", day, 1.0) for at in range(40) for day in (DAY, DAY + timedelta(days=7 if at % 2 else 70))]
    bought = purchases([*rows, ("Z", DAY, 1.0)], DAY + timedelta(days=71))
    assert bought is not None
    found = returns(bought, "week", 4.0)
    assert found["Z"].value is None
    recent = found["B0"]
    assert recent.value is not None
    assert 0 <= recent.value < 1
    assert recent.high is not None
    assert recent.high > recent.value


def test_the_comparison_holds_models_against_what_came():
    found = compare(drawn(600), "week")
    assert found.n > 500
    assert {one.name for one in found.records} >= {"nbd", "naive"}
    best = found.best
    assert best is not None
    assert best.mae == min(one.mae for one in found.records)
    naive = found.record("naive")
    assert naive is not None
    assert naive.mae > 0


def test_too_few_customers_are_said_to_be():
    found = compare(drawn(20), "week")
    assert found.best is None
    assert "30" in found.why.en


def test_the_json_is_plain_and_whole():
    document = json.loads(json.dumps(value_json(value(drawn(300))), allow_nan=False))
    assert len(document["table"]) == document["customers"] == document["bg_nbd"]["n"]
    assert document["first"] == FIRST.isoformat()
    assert set(document["bg_nbd"]["parameters"]) == {"r", "alpha", "a", "b"}
    assert document["comparison"]["best"] in document["comparison"]["records"]


def test_few_customers_leave_their_own_rate_alone():
    document = value_json(value(drawn(8)))
    assert document["bg_nbd"] is None
    assert document["model"] == "naive"
    assert "Too few" in document["notes"][0]["en"]


@pytest.mark.parametrize(
    ("events", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
)
def test_intervals_of_newcombe_1998(events, n, low, high):
    """Newcombe (1998), Statistics in Medicine 17: 857-872, table I, method 3."""
    found = wilson(events, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def track(ref: str, *stages: str, source: str = "fair", amount: int | None = 100, expected: bool = True) -> Track:
    steps = tuple((stage, DAY + timedelta(days=30 * at)) for at, stage in enumerate(stages))
    return Track(ref, source, steps, None if amount is None else Decimal(amount), expected)


def test_stage_rates_count_who_left_a_stage_and_how():
    held = [
        track("1", "potential", "need", "quote", "negotiation", "won"),
        track("2", "potential", "lost"),
        track("3", "potential", "need"),
        track("4", "potential", "quote", "lost"),
    ]
    first, second, third, fourth = stage_rates(held, STAGES, "won", DAY)
    assert (first.on.events, first.on.n, first.won.events, first.won.n) == (3, 4, 1, 3)
    assert (second.on.events, second.on.n, second.here) == (2, 2, 1)
    assert (third.on.events, third.on.n) == (1, 2)
    assert (fourth.on.events, fourth.on.n, first.days) == (1, 1, 30.0)


def test_a_pipeline_is_weighted_by_history_or_not_at_all():
    ended = [track(f"W{at}", "potential", "need", "quote", "negotiation", "won") for at in range(6)] + [
        track(f"L{at}", "potential", "need", "lost") for at in range(6)
    ]
    held = [
        *ended,
        track("O", "potential", "need", amount=1000),
        track("N", "potential", expected=False),
        track("A", "potential", amount=None),
    ]
    found = {one.ref: one for one in pipeline(held, stage_rates(held, STAGES, "won", DAY))}
    assert set(found) == {"O", "A"}
    assert (found["O"].chance.n, found["O"].worth, found["A"].worth) == (12, Decimal("500.00"), None)
    few = stage_rates(held[:3], STAGES, "won", DAY)
    assert pipeline([track("O", "potential", "need")], few)[0].worth is None


def test_sources_yield_with_their_interval_and_what_one_costs():
    held = [track("1", "potential", "need", "won"), track("2", "potential", "lost"), track("3", "potential", source="web")]
    fair, web, club = yields(held, {"fair": Decimal(900), "club": Decimal(50)}, "need", "won", STAGES)
    assert (fair.leads, fair.qualified, fair.won, fair.each) == (2, 1, 1, Decimal("900.00"))
    assert (web.source, web.each, club.leads, club.rate.value) == ("web", None, 0, None)
    assert fair.rate.low < 0.5 < fair.rate.high
