"""Office hours, timing, control charts, causes, staffing, standards."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.engines.performance.estimate import wilson
from argosy.engines.service.causes import pareto
from argosy.engines.service.control import p_chart
from argosy.engines.service.hours import OfficeHours
from argosy.engines.service.standards import measured, verdict
from argosy.engines.service.timing import percentile, staffing, within
from argosy.kernel.errors import BadInput

TAIPEI = ZoneInfo("Asia/Taipei")
HOURS = OfficeHours(time(9), time(18), frozenset({date(2026, 6, 19)}), frozenset({date(2025, 2, 8)}))


def at(day, hour, minute=0):
    return datetime(2026, 6, day, hour, minute, tzinfo=TAIPEI)


def test_hours_over_a_holiday_and_a_weekend():
    assert HOURS.between(at(18, 16), at(22, 10)) == Decimal(3)
    assert HOURS.between(at(20, 10), at(21, 10)) == 0
    assert HOURS.between(at(18, 10), at(18, 9)) == 0


def test_when_so_many_hours_have_passed():
    assert HOURS.after(at(18, 16), Decimal(3)) == at(22, 10)
    assert HOURS.after(at(19, 3), Decimal(0)) == at(22, 9)


def test_a_make_up_saturday_counts():
    assert HOURS.works(date(2025, 2, 8))
    assert not HOURS.works(date(2025, 2, 9))


def test_impossible_hours_and_calendars_are_refused():
    with pytest.raises(BadInput):
        OfficeHours(time(18), time(9))
    shut = OfficeHours(time(9), time(18), frozenset(date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(4000)))
    with pytest.raises(BadInput):
        shut.after(at(18, 9), Decimal(1))


@given(st.integers(0, 60 * 24 * 20), st.integers(0, 60 * 60))
def test_what_passes_until_due_is_what_was_allowed(start, minutes):
    begins = datetime.fromtimestamp(at(1, 0).timestamp() + start * 60, TAIPEI)
    due = HOURS.after(begins, Decimal(minutes) / 60)
    assert HOURS.between(begins, due) == pytest.approx(Decimal(minutes) / 60, abs=Decimal("0.0003"))


def test_the_ninetieth_percentile_and_its_ranks():
    found = percentile(list(range(1, 101)))
    assert found.value == pytest.approx(90.1)
    assert (found.low, found.high) == (84, 96)
    assert percentile([1.0, 2.0, 3.0]).low is None
    assert percentile([]).value is None


def test_within_a_limit():
    assert within([1, 2, 3, 4], 3).value == 0.75


def test_a_point_beyond_three_sigma_and_a_run_of_eight():
    quiet = [(f"w{n}", 5, 100) for n in range(20)]
    points = p_chart([*quiet, ("odd", 30, 100)])
    assert [p.label for p in points if p.beyond] == ["odd"]
    shifted = p_chart([("a", 10 + n % 2, 100) for n in range(8)] + [("b", 2, 100) for _ in range(8)])
    assert all(p.run for p in shifted)
    assert [p.centre for p in p_chart([("w", 1, 5)])] == [None]
    assert not any(p.run for p in p_chart([*[("good", 4, 4)] * 12, ("bad", 0, 4)]))
    with pytest.raises(ValueError, match="between 0 and n"):
        p_chart([("w", 6, 5)])


def test_the_limits_of_a_p_chart_by_hand():
    (one, _) = p_chart([("a", 12, 100), ("b", 8, 100)])
    assert one.centre == pytest.approx(0.1)
    assert one.high == pytest.approx(0.1 + 3 * (0.1 * 0.9 / 100) ** 0.5)


def test_causes_in_order_with_the_vital_few():
    found = pareto(["a"] * 6 + ["b"] * 3 + ["c", "", ""], "unknown")
    assert [(one.name, one.k, one.vital) for one in found] == [
        *[("a", 6, True), ("b", 3, True), ("c", 1, True), ("unknown", 2, False)][:3],
        ("unknown", 2, False),
    ]
    assert found[1].running == pytest.approx(9 / 12)
    assert pareto([]) == []


def test_staffing_is_load_over_hours_at_the_occupancy():
    found = staffing(100, 30, 40, 0.7, 2)
    assert found.exact == pytest.approx(50 / 28)
    assert (found.people, round(found.spare, 3)) == (2, 0.214)
    with pytest.raises(ValueError, match="occupancy"):
        staffing(1, 1, 40, 0, 1)


@pytest.mark.parametrize(
    ("value", "n", "missing", "least", "told"),
    [(92, 40, 0, True, "met"), (87, 40, 0, True, "near"), (80, 40, 0, True, "missed"), (92, 40, 5, True, "unmeasured"), (None, 0, 0, True, "unmeasured"), (95, 40, 0, False, "near")],
)  # fmt: skip
def test_verdicts(value, n, missing, least, told):
    assert verdict(value, n, missing, 90, 5, least) == told


def test_a_share_is_told_in_percent():
    found = measured(wilson(9, 10), 0, 90, 5, least=True, factor=100)
    assert (found.estimate.value, found.verdict) == (90, "met")
    assert found.estimate.high == pytest.approx(98.2124, abs=1e-3)
