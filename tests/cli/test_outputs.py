"""argosy outputs, produce and coverage."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.orders import KEY, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def made(argosy, firm, monkeypatch, tmp_path):
    """The answer of a production, by whoever owns the machine."""
    order = Desk(argosy, monkeypatch, tmp_path).order()
    monkeypatch.delenv("ARGOSY_TOKEN")
    return lambda *args: argosy("produce", KEY, "--param", f"order={order}", "--out", tmp_path / "out", *args, "--json")


def test_there_are_43_outputs(argosy):
    rows = argosy("outputs", "--json").json
    assert len({row["key"] for row in rows}) == 43
    assert all({"key", "standard", "code", "task", "title_zh", "title_en", "family", "formats"} <= set(row) for row in rows)


@pytest.mark.parametrize("key", ["CS/O1.2.1", "KPS1420-002/O1.2.1", "KPS1420-002v3/O1.2.1"])
def test_one_output_tells_its_parameters(argosy, key):
    one = argosy("outputs", key, "--json").json
    assert one["key"] == "KPS1420-002/O1.2.1"
    assert {"name", "type", "required", "default"} <= set(one["params"][0])


def test_a_draft_is_produced_with_its_files_and_checks(made):
    answer = made("--format", "json", "--lang", "en").json
    assert {file["format"] for file in answer["files"]} >= {"json"}
    assert all(hashlib.sha256(Path(file["path"]).read_bytes()).hexdigest() == file["sha256"] for file in answer["files"])
    assert answer["figures"] == answer["traced"] > 20
    assert not [check for check in answer["checks"] if check["level"] == "block"]


def test_every_printed_figure_of_it_says_why(made, argosy):
    from argosy.report.ledger import Ledger
    from argosy.report.model import Report

    document = next(file["path"] for file in made("--format", "json").json["files"] if file["format"] == "json")
    figures = [i for i, place in Ledger(Report.model_validate_json(Path(document).read_bytes())).places.items() if place.value.is_figure]
    assert [figure for figure in figures if argosy("why", document, figure, "--json").code != 0] == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--format", "odt"), "odt"),
        (("--param", "colour=blue"), "colour"),
        (("--as-of", "someday"), "--as-of"),
        (("--lang", "fr"), "fr"),
    ],
)
def test_what_it_cannot_make_is_bad_input(made, args, says):
    ran = made(*args)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_an_output_without_builder_says_so(argosy, tmp_path):
    ran = argosy("produce", "TM/O3.1.1", "--out", tmp_path)
    assert ran.code == 2
    assert "not available yet" in ran.err


def test_one_output_or_all_but_not_neither(argosy, tmp_path):
    assert argosy("produce", "--out", tmp_path).code == 2


def test_an_outside_store_asks_who_reads(argosy, monkeypatch):
    monkeypatch.setenv("ARGOSY_DATABASE_URL", "postgres://db/argosy")
    monkeypatch.delenv("ARGOSY_TOKEN", raising=False)
    assert argosy("outputs").code == 3
