"""Replenishment, season indices and contacts against plan, worked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from math import sqrt

import pytest

from argosy.engines.care.replenishment import Policy, Week, mean_index, propose, season_index
from argosy.engines.care.upkeep import Period, Touch, count, grid, periods, planned

SUNDAY = date(2026, 6, 28)
ON = date(2026, 6, 30)


def weeks(*sold: int, stock: int = 50) -> list[Week]:
    last = len(sold) - 1
    return [Week(SUNDAY - timedelta(weeks=last - at), Decimal(stock), Decimal(one)) for at, one in enumerate(sold)]


def test_the_proposal_is_demand_and_safety_less_what_is_there():
    found = propose(weeks(10, 14, 6, 10), ON, Policy(lead=28, review=7, service=0.95), transit=Decimal(5))
    sigma = sqrt(32 / 3)
    assert (found.weekly, found.n) == (10.0, 4)
    assert found.sigma == pytest.approx(sigma)
    assert found.forecast == pytest.approx(50.0)
    assert found.safety == pytest.approx(1.6448536 * sigma * sqrt(5))
    assert found.quantity == Decimal(8)  # 50 + 12.01 - 50 - 5 = 7.01
    assert found.cover == pytest.approx(35.0)


def test_a_full_shelf_asks_for_nothing():
    assert propose(weeks(10, 10, 10, 10, stock=500), ON, Policy()).quantity == 0


def test_a_season_to_come_shifts_the_mean():
    found = propose(weeks(10, 10, 10, 10, stock=0), ON, Policy(), index=1.5, now=1.25)
    assert found.index == pytest.approx(1.2)
    assert found.quantity == Decimal(60)


def test_few_weeks_and_old_reports_propose_nothing_and_say_why():
    few = propose(weeks(10, 10, 10), ON, Policy())
    old = propose(weeks(10, 10, 10, 10), ON + timedelta(days=40), Policy())
    assert (few.quantity, old.quantity) == (None, None)
    assert "fewer than 4" in few.why.en
    assert "2026-06-28" in old.why.en
    with pytest.raises(ValueError, match="no report"):
        propose([], ON, Policy())


def test_nothing_sold_lasts_for_ever():
    assert propose(weeks(0, 0, 0, 0), ON, Policy()).cover is None


def test_season_indices_have_a_mean_of_one():
    sold = {
        date(2025, 1, 5) + timedelta(weeks=at): 10.0 + (5.0 if (date(2025, 1, 5) + timedelta(weeks=at)).month == 7 else 0.0)
        for at in range(60)
    }
    found = season_index(sold)
    assert found is not None
    assert sum(found.values()) / 12 == pytest.approx(1.0)
    assert found[7] == pytest.approx(15 / (125 / 12))
    assert season_index(dict(list(sold.items())[:40])) is None
    assert mean_index({6: 2.0}, date(2026, 6, 30), 2) == pytest.approx(1.5)


def test_periods_are_cut_at_the_ends():
    assert periods(date(2026, 6, 10), date(2026, 6, 24), "week") == [
        Period(date(2026, 6, 10), date(2026, 6, 14)), Period(date(2026, 6, 15), date(2026, 6, 21)), Period(date(2026, 6, 22), date(2026, 6, 24)),
    ]  # fmt: skip
    assert [one.days for one in periods(date(2026, 1, 1), date(2026, 2, 28), "month")] == [31, 28]
    assert len(periods(date(2026, 6, 1), date(2026, 6, 30), "day")) == 30


@pytest.mark.parametrize(("days", "every", "due"), [(30, 7, 4), (7, 7, 1), (6, 7, 0), (31, 30, 1), (30, None, None)])
def test_contacts_due_in_a_period(days, every, due):
    assert planned(Period(date(2026, 6, 1), date(2026, 6, 1) + timedelta(days=days - 1)), every) == due


def test_contacts_are_counted_by_channel_and_week():
    touches = [
        Touch("A", date(2026, 6, 9), "phone"),
        Touch("A", date(2026, 6, 22), "visit"),
        Touch("A", date(2026, 6, 23), "visit"),
        Touch("B", date(2026, 7, 9), "app"),
    ]
    june = Period(date(2026, 6, 1), date(2026, 6, 30))
    one, other = count(touches, june, [("A", 7), ("B", None)], ("phone", "visit"))
    assert (one.counts, one.total, one.planned) == ({"phone": 1, "visit": 2}, 3, 4)
    assert (other.total, other.planned) == (0, None)
    assert grid(touches, periods(june.first, june.last, "week"), ["A", "B"]) == [[0, 1, 0, 2, 0], [0, 0, 0, 0, 0]]
