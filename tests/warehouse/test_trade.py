"""Market tables in the warehouse: editions side by side, newest by their data, the description written last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars
import pytest

from argosy.kernel.errors import NotFound
from argosy.warehouse.store import open_warehouse
from argosy.warehouse.trade import COUNTRIES, MarketEdition, MarketTables, columns_of

FACTS = MarketEdition(
    "trade_baci", "baci", "a", "baci", "資料", "Data", "發布者", "Publisher", "Etalab", "", "f.csv", "0" * 64, date(2026, 1, 5), date(2023, 12, 31), 1, 2023, 2023,
    "H5", "R", 10.0, None, "美元", "US dollars", "註", "note", 800,
)  # fmt: skip


@pytest.fixture
def tables(tmp_path):
    return MarketTables(open_warehouse((tmp_path / "wh").as_uri()))


def kept(tables, facts, value=10.0):
    """An edition of one row."""
    path = tables.staging() / f"{facts.edition}.part"
    polars.DataFrame({"country": ["TW"], "value": [value]}).write_parquet(path)
    return tables.keep(facts, path)


def test_the_newest_edition_is_that_of_the_newest_data_not_of_the_last_name(tables):
    assert kept(tables, FACTS, 1.0)
    assert kept(tables, replace(FACTS, edition="z-older", as_of=date(2020, 12, 31)), 2.0)
    assert [e.edition for e in tables.editions("trade_baci")] == ["z-older", "a"]
    assert tables.edition("trade_baci").edition == "a"
    assert tables.frame("trade_baci").collect()["value"].to_list() == [1.0]
    assert tables.frame("trade_baci", "z-older").collect()["value"].to_list() == [2.0]


def test_an_edition_is_kept_once_and_never_changed(tables):
    assert kept(tables, FACTS, 1.0)
    assert not kept(tables, FACTS, 2.0)
    assert tables.frame("trade_baci", "a").collect()["value"].to_list() == [1.0]
    assert tables.edition("trade_baci", "a") == FACTS


def test_rows_without_a_description_are_no_edition(tables, monkeypatch):
    def stops(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(tables.store, "put", stops)
    with pytest.raises(OSError, match="full"):
        kept(tables, FACTS)
    monkeypatch.undo()
    assert tables.editions() == []
    with pytest.raises(NotFound, match="market import"):
        tables.frame("trade_baci")
    assert kept(tables, FACTS, 3.0)
    assert tables.frame("trade_baci").collect()["value"].to_list() == [3.0]


def test_a_family_is_the_newest_of_each_of_its_tables(tables):
    for table, data in (("countries_wdi", "wdi"), ("countries_wgi", "wgi")):
        kept(tables, replace(FACTS, table=table, dataset=data))
    assert tables.family(COUNTRIES).collect()["dataset"].to_list() == ["wdi", "wgi"]
    with pytest.raises(NotFound):
        tables.family("tariffs")


def test_staleness_goes_by_the_last_period(tables):
    assert not FACTS.stale(date(2026, 3, 10))
    assert FACTS.stale(date(2026, 3, 11))
    assert not replace(FACTS, max_age_days=None).stale(date(2100, 1, 1))


def test_columns_by_family_and_by_table():
    assert list(columns_of("trade_comtrade"))[:7] == ["period", "exporter", "importer", "product", "value", "quantity", "side"]
    assert "hs" in columns_of("hs_nomenclature")
