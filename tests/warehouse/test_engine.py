"""The same indicators on DuckDB, on ClickHouse (chdb) and on Spark: equal to the ninth digit, nulls in the same places."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest

from argosy.engines.market.catalogue import indicators
from argosy.engines.market.flows import Ask, coarser
from argosy.engines.market.market_table import market_table
from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.warehouse.address import Address, address
from argosy.warehouse.engine import open_engine
from argosy.warehouse.store import Warehouse, open_warehouse
from tests.engines.market_world import flows, tariffs

pytestmark = pytest.mark.slow

DIGITS = 1e-9


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A warehouse with flows and tariffs."""
    here = tmp_path_factory.mktemp("warehouse")
    Warehouse(here).put("flows", "2024", flows())
    Warehouse(here).put("tariffs_faced", "2024", tariffs())
    return here


def answers(url: str) -> dict[str, pl.DataFrame]:
    """Every indicator, the market table and a coarser table on the engine at an address."""
    with open_engine(url) as desk:
        table, rates = desk.table("flows"), desk.table("tariffs_faced", "2024")
        ask = Ask(2024, 2020, "TW", tariffs=rates)
        found = {one.id: desk.run(one.build(table, ask)).sort(one.grain) for one in indicators()}
        found["market_table"] = desk.run(market_table(table, ask)).sort("importer", "product")
        grain = ["period", "exporter", "importer", "product", "side"]
        found["coarser"] = desk.run(coarser(table, 2, yearly=True)).sort(grain)
    return found


@pytest.fixture(scope="module")
def reference(folder):
    """What DuckDB answers."""
    return answers(folder.as_uri())


def assert_equal(name: str, ours: pl.DataFrame, theirs: pl.DataFrame) -> None:
    assert (ours.shape, ours.columns) == (theirs.shape, theirs.columns), name
    for column in ours.columns:
        a, b = ours[column], theirs[column]
        if a.dtype.is_float():
            assert a.is_null().to_list() == b.is_null().to_list(), (name, column)
            assert a.drop_nulls().to_list() == pytest.approx(b.drop_nulls().cast(pl.Float64).to_list(), rel=DIGITS, abs=1e-12), (
                name,
                column,
            )
        else:
            assert a.cast(pl.String).to_list() == b.cast(pl.String).to_list() or a.to_list() == [bool(v) for v in b], (name, column)


def test_clickhouse_answers_as_duckdb_does(folder, reference):
    if find_spec("chdb") is None:
        pytest.skip("chdb is not installed: argosy[clickhouse]")
    found = answers(f"clickhouse+chdb://{folder}")
    for name, rows in reference.items():
        assert_equal(name, rows, found[name])


@pytest.mark.slow
def test_spark_answers_as_duckdb_does(folder, reference, tmp_path):
    """In a process of its own: a Spark session stays in the one that opened it, and its libraries warn."""
    if find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed: argosy[spark]")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("there is no Java: Spark needs Java 17")
    script = (
        "import sys; from pathlib import Path; from tests.warehouse.test_engine import answers\n"
        "for name, rows in answers(sys.argv[1]).items(): rows.write_parquet(Path(sys.argv[2]) / f'{name}.parquet')"
    )
    url = f"spark://local[2]?warehouse={folder}"
    root = Path(__file__).resolve().parents[2]
    paths = os.pathsep.join((str(root), str(root / "src"), os.environ.get("PYTHONPATH", "")))
    ran = subprocess.run(
        [sys.executable, "-c", script, url, str(tmp_path)], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    for name, rows in reference.items():
        assert_equal(name, rows, pl.read_parquet(tmp_path / f"{name}.parquet"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///data/wh", Address("duckdb", Path("/data/wh"))),
        ("file://localhost/data/a%20b", Address("duckdb", Path("/data/a b"))),
        ("spark://local[2]?warehouse=/data/wh", Address("spark", Path("/data/wh"), "local[2]")),
        ("spark://cluster:7077?warehouse=/mnt/wh", Address("spark", Path("/mnt/wh"), "spark://cluster:7077")),
        ("clickhouse+chdb:///data/wh", Address("chdb", Path("/data/wh"))),
    ],
)
def test_an_address_names_engine_and_folder(url, said):
    assert address(url) == said
    assert open_warehouse(url).folder == said.folder


@pytest.mark.parametrize("url", ["", "file://", "mysql://host/db", "spark://local[2]", "spark://?warehouse=/data", "clickhouse+chdb://"])
def test_an_address_that_is_none_says_what_it_could_be(url):
    with pytest.raises(BadInput, match="file:///folder"):
        address(url)


def test_a_table_that_is_not_there_is_named(folder):
    with open_engine(folder.as_uri()) as desk, pytest.raises(NotFound, match="there are: flows, tariffs_faced"):
        desk.table("nothing")


@pytest.mark.parametrize(("url", "module"), [("spark://local[1]?warehouse=/x", "pyspark"), ("clickhouse+chdb:///x", "chdb")])
def test_an_engine_that_is_not_installed_says_how_to_get_it(monkeypatch, url, module):
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, f"{module}.sql", None)
    with pytest.raises(Refused, match="install argosy"), open_engine(url):
        pass
