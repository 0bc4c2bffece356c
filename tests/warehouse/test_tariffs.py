"""Editions of a tariff in the warehouse: whole or not at all, side by side, never changed."""

from __future__ import annotations

import polars
import pytest

from argosy.kernel.errors import Refused
from argosy.warehouse.store import open_warehouse
from argosy.warehouse.tariffs import PARTS, TariffTables, table_of


@pytest.fixture
def tables(tmp_path):
    return TariffTables(open_warehouse((tmp_path / "wh").as_uri()))


def frames(code: str = "0101", name: str = "a") -> dict[str, polars.DataFrame]:
    """Four small tables."""
    return {part: polars.DataFrame({"code": [code], "edition": [name]}) for part in PARTS}


def test_editions_stand_side_by_side(tables):
    tables.keep("US", "us-hts", "a", frames())
    tables.keep("US", "us-hts", "b", frames("0102", "b"))
    tables.keep("TW", "tw-ccc", "a", frames("0103"))
    assert [f["edition"][0] for f in tables.editions("US")] == ["a", "b"]
    assert len(tables.editions()) == 3
    assert tables.frame("US", "us-hts", "b", "rates")["code"].to_list() == ["0102"]
    assert (tables.holds("US", "us-hts", "b"), tables.holds("TW", "tw-ccc", "b")) == (True, False)


def test_an_edition_is_never_changed(tables):
    tables.keep("US", "us-hts", "a", frames())
    tables.keep("US", "us-hts", "a", frames())
    with pytest.raises(Refused, match="other rows"):
        tables.keep("US", "us-hts", "a", frames("0909"))
    assert tables.frame("US", "us-hts", "a", "lines")["code"].to_list() == ["0101"]


def test_what_a_broken_write_left_is_no_edition_and_is_replaced(tables):
    tables.store.put(table_of("US", "us-hts", "lines"), "a", frames("0909")["lines"])
    assert tables.editions("US") == []
    tables.keep("US", "us-hts", "a", frames())
    assert tables.frame("US", "us-hts", "a", "lines")["code"].to_list() == ["0101"]
