"""argosy intel, brief and decision: market knowledge at the terminal."""

from __future__ import annotations

import pytest

from argosy.records.people.tokens import issue_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(argosy, firm, monkeypatch):
    """``desk("cs3", "intel", …)`` runs a command as somebody."""

    def run(login, *args):
        monkeypatch.setenv("ARGOSY_TOKEN", issue_token(actor=firm[login], name="cli", scopes=("read", "write")).secret)
        return argosy(*args)

    return run


def fields(**given):
    return [word for name, value in given.items() for word in ("--param", f"{name}={value}")]


def test_an_item_is_entered_graded_and_listed(desk):
    made = desk("cs3", "intel", "do", "register", "--in", "sources", *fields(code="gso", name_zh="統計", owner="GSO"), "--json")
    assert made.json["code"] == "GSO"
    item = desk("cs3", "intel", "do", "add", *fields(title_zh="關稅調降", market="VN", observed="2026-06-20", source="GSO"), "--json").json
    assert (item["ref"], item["recorder"], item["source"]) == ("IN-0001", "cs3", "GSO")
    assert desk("tm1", "intel", "do", "grade", "IN-0001", *fields(grade="B2", relevance="3"), "--json").json["reliability"] == "B"
    assert [row["ref"] for row in desk("ws1", "intel", "list", *fields(market="VN", grade="C3"), "--json").json] == ["IN-0001"]
    assert desk("ws1", "intel", "show", "IN-0001").json["grade"] == "B2"


def test_bad_input_ends_with_two_and_a_refusal_with_three(desk):
    assert desk("cs3", "intel", "do", "add", *fields(title_zh="x", market="EU", observed="2026-06-20")).code == 2
    assert desk("cs3", "intel", "do", "fly").err.startswith("The acts in intelligence are: add")
    assert desk("cs3", "intel", "do", "add", *fields(colour="red")).code == 2
    assert desk("adm", "intel", "do", "add", *fields(title_zh="x", observed="2026-06-20")).code == 3


def test_a_file_is_looked_at_then_kept(desk, tmp_path):
    file = tmp_path / "items.csv"
    file.write_text("title,market,date\n甲,VN,2026-06-01\n甲,VN,2026-06-02\n", encoding="utf-8")
    looked = desk("cs3", "intel", "import", file, "--dry-run", "--json").json
    assert (looked["rows"], looked["imported"], looked["duplicates"]) == (2, [], [{"row": 3, "repeats": ["#2"]}])
    assert desk("cs3", "intel", "import", file, "--json").json["imported"] == ["IN-0001"]
    assert desk("cs3", "intel", "import", file, "--also", "3", "--json").json["imported"] == ["IN-0002"]


def test_a_brief_and_a_decision_are_written_and_shown(desk):
    opened = desk(
        "cs3",
        "brief",
        "do",
        "open",
        *fields(question="越南？", due="2026-07-31", candidates="VN,NL", requirements="多大？|進口值|USD|2025|HS6|篩選"),
        "--json",
    )
    assert opened.json["candidates"] == ["VN", "NL"]
    assert desk("cs3", "brief", "show", "RB-0001").json["requirements"][0]["state"] == "open"
    written = desk("cs3", "decision", "do", "write", *fields(question="？", targets="VN", options="a|甲\nb|乙", chosen="a"), "--json")
    assert written.json["ref"] == "DR-0001"
    assert desk("cs3", "decision", "do", "submit", "DR-0001").code == 3
    assert "no reasons" in [words["en"] for words in desk("cs3", "decision", "show", "DR-0001").json["lacking"]]
    assert [row["ref"] for row in desk("cs3", "decision", "list", "--json").json] == ["DR-0001"]
    assert [row["ref"] for row in desk("cs3", "brief", "list", "--json").json] == ["RB-0001"]
