"""Dates: every form that is read, what comes after, gaps, and what is refused."""

from __future__ import annotations

import pytest

from argosy.engines.series.calendar import gaps, read_calendar
from argosy.kernel.errors import BadInput

FORMS = [
    (["2025", "2026"], "annual", "2027"),
    (["113年", "114年"], "annual", "2026"),
    (["2025-12-31", "2026-12-31"], "annual", "2027-12-31"),
    (["2025Q4", "2026Q1"], "quarterly", "2026-Q2"),
    (["2025年第4季", "2026年第1季"], "quarterly", "2026-Q2"),
    (["2025-09-30", "2025-12-31", "2026-03-31"], "quarterly", "2026-06-30"),
    (["2025-09", "2025-12"], "quarterly", "2026-03"),
    (["202511", "202512"], "monthly", "2026-01"),
    (["2025/11", "2025/12"], "monthly", "2026-01"),
    (["2025年11月", "2025年12月"], "monthly", "2026-01"),
    (["民國114年11月", "民國114年12月"], "monthly", "2026-01"),
    (["2025-11-01 00:00:00", "2025-12-01 00:00:00"], "monthly", "2026-01-01"),
    (["2025-12-31", "2026-01-31"], "monthly", "2026-02-28"),
    (["2025-W52", "2026-W01"], "weekly", "2026-01-05"),
    (["2026-W53"], "weekly", "2027-01-04"),
    (["2026-11-06", "2026-11-13"], "weekly", "2026-11-20"),
    (["2026-11-06", "2026-11-07", "2026-11-09"], "daily", "2026-11-10"),
    (["1", "2", "30"], "number", "31"),
]


@pytest.mark.parametrize(("labels", "frequency", "following"), FORMS)
def test_forms_that_are_read(labels, frequency, following):
    found = read_calendar(labels)
    assert (found.frequency, found.write(max(found.periods) + 1)) == (frequency, following)


@pytest.mark.parametrize("labels", [["2026-13"], ["2026-02-30"], ["2026", "Nov 2026"], ["", "2026"], ["soon"], []])
def test_dates_that_cannot_be_read_are_refused(labels):
    with pytest.raises(BadInput, match="cannot be read"):
        read_calendar(labels)


def test_gaps_between_first_and_last():
    found = read_calendar(["2026-01", "2026-02", "2026-06"])
    assert [found.write(one) for one in gaps(found.periods)] == ["2026-03", "2026-04", "2026-05"]
    assert gaps([]) == []


def test_order_does_not_matter():
    assert read_calendar(["2026-03", "2026-01", "2026-02"]).periods == tuple(2026 * 12 + m for m in (2, 0, 1))
