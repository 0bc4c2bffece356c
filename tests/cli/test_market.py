"""argosy market: complexity and indicators as a person at a shell meets them."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.engines.market_world import flows, tariffs


@pytest.fixture
def exports(tmp_path):
    """Exports of 12 countries in 40 products, as CSV."""
    draw = np.random.default_rng(7)
    skill, need = np.linspace(0.2, 1, 12), np.linspace(0.1, 0.95, 40)
    values = draw.lognormal(10, 1, (12, 40)) * (draw.random((12, 40)) < 1 / (1 + np.exp(-8 * (skill[:, None] - need))))
    rows = [(f"c{i:02}", f"{j:04}", round(v, 2)) for i, row in enumerate(values) for j, v in enumerate(row) if v]
    path = tmp_path / "exports.csv"
    pl.DataFrame(rows, schema=["exporter", "product", "value"], orient="row").write_csv(path)
    return path


def test_complexity_prints_one_document_and_writes_its_tables(argosy, exports, tmp_path):
    ran = argosy("market", "complexity", exports, "--out", tmp_path / "out", "--json")
    found = ran.json
    assert ran.code == 0
    assert (found["n"], len(found["eci"]), len(found["pci"]), found["method"]) == (12, 12, 40, "eigenvalue")
    assert found["normalisation"]["eci"] == "z-score, sd over n-1"
    assert sum(found["diversity"].values()) == sum(found["ubiquity"].values()) == found["advantages"]
    tables = {name: pl.read_parquet(tmp_path / "out" / f"{name}.parquet") for name in ("exporters", "products", "cells", "proximity")}
    assert dict(tables["exporters"].select("exporter", "eci").iter_rows()) == pytest.approx(found["eci"])
    assert tables["cells"].filter("advantage").height == found["advantages"]
    assert (tables["proximity"]["proximity"] >= 0.5).all()
    assert pl.read_parquet(tmp_path / "out" / "backbone.parquet").height == 39


def test_incomes_add_prody_and_expy(argosy, exports, tmp_path):
    incomes = tmp_path / "incomes.csv"
    incomes.write_text("country,value\n" + "".join(f"c{i:02},{1000 * (i + 1)}\n" for i in range(1, 12)), encoding="utf-8")
    found = argosy("market", "complexity", exports, "--income", incomes, "--json").json
    assert found["without_income"] == ["c00"]
    assert len(found["expy"]) == 11
    assert all(2000 <= value <= 12000 for value in found["prody"].values())
    assert "not RCA" in argosy("market", "complexity", exports, "--rca", "--income", incomes).err


@pytest.mark.parametrize("method", ["eigenvalues", "reflections", "fitness"])
def test_every_method_states_its_updates(argosy, exports, method):
    found = argosy("market", "complexity", exports, "--method", method, "--iterations", 10, "--json").json
    updates = {"eigenvalues": (0, 0), "reflections": (8, 9), "fitness": (9, 9)}[method]
    assert (found["updates"]["eci"], found["updates"]["pci"]) == updates


def test_people_get_the_first_exporters(argosy, exports):
    ran = argosy("market", "complexity", exports)
    assert ran.out.splitlines()[0].split() == ["#", "exporter", "ECI", "diversity"]
    assert len(ran.out.splitlines()) == 14


@pytest.mark.parametrize(
    ("options", "words"),
    [(["--method", "magic"], "the method is one of"), (["--sd", "mine"], "sample or population"), (["--rca", "--min-exports", "5"], "RCA says nothing of size"), (["--threshold", "0"], "above 0")],
)  # fmt: skip
def test_wrong_options_are_bad_input(argosy, exports, options, words):
    ran = argosy("market", "complexity", exports, *options)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_the_indicators_are_listed_with_their_definitions(argosy):
    rows = argosy("market", "indicators", "--json").json
    assert len(rows) >= 24
    assert all(row["definition_zh"] and row["formula"] and row["source"] for row in rows)
    assert "hhi_suppliers" in argosy("market", "indicators").out


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder with flows in its warehouse."""
    from argosy.warehouse.store import Warehouse

    monkeypatch.setenv("ARGOSY_HOME", str(tmp_path))
    monkeypatch.delenv("ARGOSY_WAREHOUSE_URL", raising=False)
    Warehouse(tmp_path / "warehouse").put("flows", "2024", flows())
    Warehouse(tmp_path / "warehouse").put("tariffs_faced", "2024", tariffs())
    return tmp_path


def test_an_indicator_is_worked_out_over_a_table_or_a_file(argosy, home):
    by_table = argosy("market", "indicator", "own_share", "flows", "--period", 2024, "--home", "TW", "--json").json
    flows().write_parquet(home / "mine.parquet")
    by_file = argosy("market", "indicator", "own_share", home / "mine.parquet", "--period", 2024, "--home", "TW", "--json").json
    assert by_table["rows"] == by_file["rows"]
    assert by_table["rows"][0]["own_share"] == max(row["own_share"] for row in by_table["rows"])


def test_options_reach_the_expression(argosy, home):
    out = home / "out.parquet"
    options = ("--period", 2024, "--since", 2020, "--home", "TW", "--digits", 2, "--limit", 2, "--out", out, "--json")
    found = argosy("market", "indicator", "constant_market_share", "flows", *options).json
    assert (found["since"], len(found["rows"]), found["n"]) == (2020, 2, pl.read_parquet(out).height)
    assert {len(code) for code in pl.read_parquet(out)["product"]} == {2}
    gap = argosy("market", "indicator", "tariff_gap", "flows", "--tariffs", "tariffs_faced", "--period", 2024, "--home", "TW")
    assert "percentage points" in gap.out
    assert argosy("market", "indicator", "nothing", "flows", "--period", 2024).code == 2
    assert "needs a table of tariffs" in argosy("market", "indicator", "tariff_gap", "flows", "--period", 2024, "--home", "TW").err
