"""argosy market import, datasets and convert."""

from __future__ import annotations

import polars
import pytest

from tests.importers.markets import BACI, write

pytestmark = pytest.mark.django_db
NAME = "BACI_HS17_Y2020_V202201.csv"


@pytest.fixture(autouse=True)
def _own_warehouse(settings, tmp_path):
    settings.ARGOSY_WAREHOUSE_URL = (tmp_path / "wh").as_uri()


@pytest.fixture
def as_cs1(people, monkeypatch):
    """ARGOSY_TOKEN of the coordinator."""
    from argosy.records.people.tokens import issue_token

    issued = issue_token(actor=people["cs1"], name="test", scopes=("read", "write", "documents"))
    monkeypatch.setenv("ARGOSY_TOKEN", issued.secret)


def test_a_file_is_imported_once_listed_and_told_in_another_edition(argosy, as_cs1, tmp_path):
    path = write(tmp_path, NAME, BACI)
    ran = argosy("market", "import", path, "--kind", "baci", "--json")
    assert (ran.code, ran.json["stored"], ran.json["unchanged"], ran.json["rows"]) == (0, True, False, 3), ran.err
    assert argosy("market", "import", path, "--kind", "baci", "--json").json["unchanged"] is True
    listed = argosy("market", "datasets", "--json").json
    assert [(r["table"], r["edition"], r["hs_edition"], r["value_total"]) for r in listed] == [
        ("trade_baci", ran.json["edition"], "H5", 28711.0)
    ]
    assert any("490" in note["zh"] for note in listed[0]["notes"])
    table = write(tmp_path, "hs.csv", "from_ed,to_ed,kind,from_code,to_code\nHS2017,HS1992,conversion,010410,010400\n")
    assert argosy("market", "import", table, "--kind", "hs-correspondence", "--json").code == 0
    told = argosy("market", "convert", "trade_baci", "--to", "h0", "--out", tmp_path / "out" / "h0.parquet", "--json").json
    assert (told["rows"], told["codes_unmatched"]) == (3, ["071120", "401031"])
    assert polars.read_parquet(told["out"])["value"].sum() == 28711.0
    assert argosy("doctor", "--json").json["datasets"][-1]["name"].startswith("market-trade-baci")


def test_a_dry_run_shows_counts_rows_and_problems_and_writes_nothing(argosy, tmp_path):
    path = write(tmp_path, NAME, BACI.replace("0.164", "-0.164"))
    ran = argosy("market", "import", path, "--kind", "baci", "--dry-run", "--json")
    assert (ran.code, ran.json["stored"], ran.json["importable"]) == (0, False, False)
    assert [f["examples"][0]["row"] for f in ran.json["findings"] if f["level"] == "refused"] == [3]
    assert "Checked only" in argosy("market", "import", path, "--kind", "baci", "--dry-run").out
    assert argosy("market", "datasets", "--json").json == []


def test_a_refused_file_leaves_the_edition_before_it_in_place(argosy, as_cs1, tmp_path):
    good = argosy("market", "import", write(tmp_path, NAME, BACI), "--kind", "baci", "--json").json["edition"]
    bad = argosy("market", "import", write(tmp_path, NAME, BACI + "2020,4,36,071120,9,1\n"), "--kind", "baci", "--json")
    assert (bad.code, bad.out) == (2, "")
    assert "2 rows" in bad.err
    assert "row 5" in bad.err
    assert [r["edition"] for r in argosy("market", "datasets", "--json").json] == [good]


def test_without_a_token_nothing_is_imported(argosy, people, tmp_path):
    ran = argosy("market", "import", write(tmp_path, NAME, BACI), "--kind", "baci")
    assert ran.code == 3
    assert "ARGOSY_TOKEN" in ran.err


def test_what_there_is_not_says_so(argosy, tmp_path):
    assert "No market data" in argosy("market", "datasets").out
    unknown = argosy("market", "import", write(tmp_path, NAME, BACI), "--kind", "atlas", "--dry-run")
    assert (unknown.code, "baci" in unknown.err) == (2, True)
    assert argosy("market", "convert", "trade_baci", "--to", "H0", "--out", tmp_path / "x.parquet").code == 2
