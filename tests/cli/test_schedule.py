"""argosy duty schedule and argosy duty find."""

from __future__ import annotations

import pytest

from tests.importers.tariffs import us_file, us_row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_warehouse(settings, tmp_path):
    settings.ARGOSY_WAREHOUSE_URL = (tmp_path / "wh").as_uri()


@pytest.fixture
def as_cs1(people, monkeypatch):
    """ARGOSY_TOKEN of the coordinator."""
    from argosy.records.people.tokens import issue_token

    issued = issue_token(actor=people["cs1"], name="test", scopes=("read", "write", "documents"))
    monkeypatch.setenv("ARGOSY_TOKEN", issued.secret)


def test_a_tariff_is_imported_listed_and_found(argosy, as_cs1, tmp_path):
    ran = argosy("duty", "schedule", "import", us_file(tmp_path), "--kind", "us-hts", "--json")
    assert (ran.code, ran.json["stored"], ran.json["lines"], ran.json["rates"]) == (0, True, 6, 7), ran.err
    listed = argosy("duty", "schedule", "list", "--json").json
    assert [(r["series"], r["edition"], r["needs_person"]) for r in listed] == [("us-hts", ran.json["edition"], 3)]
    found = argosy("duty", "find", "2009.11.00.20", "--jurisdiction", "US", "--date", "2026-06-30", "--origin", "jp", "--json").json
    assert (found["status"]["state"], found["lines"][0]["rates"]["duty"]["rate"]) == ("ok", "0.0785/LTR")
    assert [p["code"] for p in found["parents"]] == ["2009", "20091100"]
    assert {p["programme"]: p["rate"] for p in found["lines"][0]["programmes"] if p["eligible"]} == {"JP": "5%"}
    assert argosy("duty", "find", "frozen", "--jurisdiction", "US", "--date", "2026-06-30", "--json").json["lines"][0]["code"] == "20091100"


def test_a_dry_run_needs_no_token_and_writes_nothing(argosy, tmp_path):
    ran = argosy("duty", "schedule", "import", us_file(tmp_path), "--kind", "us-hts", "--dry-run", "--json")
    assert (ran.code, ran.json["stored"], ran.json["needs_person_total"]) == (0, False, 3)
    assert argosy("duty", "schedule", "list", "--json").json == []


def test_without_a_token_nothing_is_imported(argosy, tmp_path):
    ran = argosy("duty", "schedule", "import", us_file(tmp_path), "--kind", "us-hts", "--json")
    assert (ran.code, ran.out) == (3, "")


def test_a_bad_file_keeps_the_edition_before(argosy, as_cs1, tmp_path):
    argosy("duty", "schedule", "import", us_file(tmp_path), "--kind", "us-hts")
    bad = us_file(tmp_path, "bad.jsonl", [us_row("20.09", 0, "x"), us_row("2009", "x", "y")])
    ran = argosy("duty", "schedule", "import", bad, "--kind", "us-hts", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "htsno" in ran.err
    assert len(argosy("duty", "schedule", "list", "--json").json) == 1


def test_people_read_it_too(argosy, as_cs1, tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOSY_LANG", "zh-Hant")
    assert "已匯入" in argosy("duty", "schedule", "import", us_file(tmp_path), "--kind", "us-hts").out
    assert "special AU, S: free" in argosy("duty", "find", "2009110020", "--jurisdiction", "US", "--date", "2026-06-30").out
    told = argosy("duty", "find", "200911", "--jurisdiction", "US", "--date", "2026-06-30").out
    assert "不能申報" in told
    assert "2009110040" in told
    assert "尚無匯入" in argosy("duty", "find", "200911", "--jurisdiction", "US", "--date", "2020-01-01").out


def test_two_editions_are_compared(argosy, as_cs1, tmp_path):
    first = argosy("duty", "schedule", "import", us_file(tmp_path), "--kind", "us-hts", "--json").json["edition"]
    later = us_file(tmp_path, "us_hts_2026-06.jsonl", [us_row("2009.11.00", 0, "Frozen", "9%")])
    second = argosy("duty", "schedule", "import", later, "--kind", "us-hts", "--json").json["edition"]
    ran = argosy("duty", "schedule", "changes", first, second, "--jurisdiction", "US", "--series", "us-hts", "--json")
    assert ran.json["counts"]["gone"] == 5
    assert ("0.0785/LTR", "9%") in [(c["old"], c["new"]) for c in ran.json["changes"]]
    assert argosy("duty", "schedule", "changes", first, "none", "--jurisdiction", "US", "--series", "us-hts").code == 2
