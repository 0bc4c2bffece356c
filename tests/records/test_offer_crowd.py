"""Twenty writers at once on quotations: one number each, one edit of a version, one sending, one order, and never above the limit."""

from __future__ import annotations

import pytest

from tests.records.test_crowd import crowd, on_postgresql

PROGRAM = "tests.records.offer_crowd"
ONE = {"True": 1, "Refused": 19}
pytestmark = pytest.mark.slow


def expect_order(told, vendor):
    assert told["vendor"] == vendor
    assert (told["drafted"], told["numbers"]) == ({"True": 20}, True)
    assert (told["edited"], told["version"], told["whole"]) == (ONE, 2, True)
    assert (told["sent"], told["revisions"], told["won"]) == (ONE, 1, ONE)
    assert told["released"] == {"True": 1, "BadInput": 19}
    assert (told["taken"], told["orders"], told["owed"]) == ({"True": 10, "Refused": 10}, True, "10100")


def test_twenty_writers_on_sqlite(tmp_path):
    expect_order(crowd(tmp_path, f"sqlite:///{tmp_path}/crowd.sqlite3", PROGRAM), "sqlite")


@pytest.mark.postgres
def test_twenty_writers_on_postgresql(tmp_path):
    expect_order(on_postgresql(tmp_path, PROGRAM), "postgresql")
