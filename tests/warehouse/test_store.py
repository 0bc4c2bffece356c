import polars
import pytest

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.warehouse.store import Warehouse, open_warehouse

ROWS = polars.DataFrame({"reporter": ["TW", "JP", "TW"], "value": [10, 20, 5]})


@pytest.fixture
def store(tmp_path):
    return open_warehouse((tmp_path / "wh").as_uri())


def test_a_table_is_read_back_as_it_was_written(store):
    made = store.put("trade", "2026-06", ROWS)
    assert (made.rows, len(made.sha256)) == (3, 64)
    assert store.read("trade").collect().equals(ROWS)
    assert store.tables() == ["trade"]


def test_sql_sees_tables_by_name(store):
    store.put("trade", "2026-06", ROWS)
    answer = store.query("SELECT reporter, sum(value)::BIGINT AS total FROM trade GROUP BY 1 ORDER BY 1")
    assert answer.rows() == [("JP", 20), ("TW", 15)]


def test_an_old_edition_stays_readable(store):
    store.put("trade", "2026-05", ROWS.head(1))
    store.put("trade", "2026-06", ROWS)
    assert store.editions("trade") == ["2026-05", "2026-06"]
    assert store.query("SELECT count(*) AS n FROM trade", {"trade": "2026-05"}).rows() == [(1,)]


def test_an_edition_keeps_its_rows(store):
    first = store.put("trade", "2026-06", ROWS)
    assert store.put("trade", "2026-06", ROWS) == first
    with pytest.raises(Refused, match="other rows"):
        store.put("trade", "2026-06", ROWS.head(2))
    assert store.read("trade").collect().height == 3


@pytest.mark.parametrize(("table", "edition"), [("../trade", "1"), ("Trade", "1"), ("trade", "../1"), ("trade", "")])
def test_names_cannot_leave_the_folder(store, table, edition):
    with pytest.raises(BadInput, match="must be"):
        store.put(table, edition, ROWS)


def test_what_is_not_there_is_named_with_what_is(store):
    store.put("trade", "2026-06", ROWS)
    with pytest.raises(NotFound, match="2026-06"):
        store.read("trade", "2020")
    with pytest.raises(NotFound, match="there are: trade"):
        store.read("tariff")


def test_a_wrong_query_is_bad_input(store):
    with pytest.raises(BadInput, match="cannot be run"):
        store.query("SELECT * FROM nothing")


def test_only_a_folder_is_opened():
    with pytest.raises(BadInput, match="file://"):
        open_warehouse("clickhouse://server/db")
    assert isinstance(open_warehouse("file:///data"), Warehouse)
