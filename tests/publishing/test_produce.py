from datetime import date
from hashlib import sha256

import pytest

from argosy.kernel.errors import BadInput, NotFound
from argosy.publishing.produce import as_json, produce, produce_all
from argosy.records.reports.actions import RenderedFile
from argosy.report.model import Report
from tests.publishing.conftest import WHY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_draft_comes_out_in_every_format(stored, tmp_path):
    made = as_json(produce("CS/O1.2.1", {"order": stored(), "rationale": WHY}, tmp_path))
    assert {f["format"] for f in made["files"]} == {"xlsx", "pdf", "docx", "html", "json"}
    assert made["figures"] == made["traced"] > 80
    assert {c["id"] for c in made["checks"] if c["level"] == "block"} == set()
    assert (made["title"], made["as_of"]) == ("一般稅與貨物稅試算表", "2026-06-30")


def test_each_file_has_the_hash_it_is_said_to_have(stored, tmp_path):
    made = produce("CS/O1.2.1", {"order": stored()}, tmp_path, formats=["xlsx", "json"])
    assert all(sha256(path.read_bytes()).hexdigest() == digest for path, _, digest in made.files)


def test_the_json_file_is_the_whole_model(stored, tmp_path):
    made = produce("CS/O1.2.1", {"order": stored()}, tmp_path, formats=["json"])
    report = Report.model_validate_json(made.files[0][0].read_bytes())
    assert report.content_hash == made.report.content_hash
    assert any(section.audience == "external" for section in report.sections)


def test_a_failed_blocking_check_is_listed_and_does_not_stop_the_draft(stored, tmp_path):
    made = as_json(produce("CS/O1.2.1", {"order": stored()}, tmp_path, formats=["json"]))
    assert ("DT9", "block") in {(c["id"], c["level"]) for c in made["checks"]}
    assert made["files"]


def test_a_format_that_cannot_be_made_leaves_no_other_behind(stored, tmp_path, monkeypatch):
    def stops(*given):
        yield RenderedFile("main", "xlsx", "en", "one.xlsx", "", b"done")
        raise BadInput("no font holds it")

    monkeypatch.setattr("argosy.publishing.produce.rendered", stops)
    with pytest.raises(BadInput):
        produce("CS/O1.2.1", {"order": stored()}, tmp_path, formats=["xlsx", "pdf"])
    assert list(tmp_path.iterdir()) == []


def test_two_runs_give_the_same_content(stored, tmp_path):
    ref = stored()
    first, second = (produce("CS/O1.2.1", {"order": ref}, tmp_path / n, formats=["json"]).report.content_hash for n in "ab")
    assert first == second


def test_the_language_is_the_documents_not_the_machines(stored, tmp_path):
    made = as_json(produce("CS/O1.2.1", {"order": stored()}, tmp_path, lang="en", formats=["html"]))
    assert made["title"] == "Duty and tax worksheet"
    assert "Customs value" in (tmp_path / made["files"][0]["path"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "params", "formats", "error", "words"),
    [
        ("CS/O9.9.9", {}, [], NotFound, "No output|output"),
        ("TM/O3.1.1", {}, [], NotFound, "not available yet"),
        ("CS/O1.2.1", {}, [], BadInput, "is missing"),
        ("CS/O1.2.1", {"order": "OF-9999"}, [], NotFound, "OF-9999"),
        ("CS/O1.2.1", {"order": "OF-0001"}, ["odt"], BadInput, "no format odt"),
    ],
)
def test_what_cannot_be_made_is_refused(firm, tmp_path, key, params, formats, error, words):
    with pytest.raises(error, match=words):
        produce(key, params, tmp_path / "out", formats=formats)
    assert not (tmp_path / "out").exists()


def test_the_as_of_date_is_the_one_asked_for(stored, tmp_path):
    made = produce("CS/O1.2.1", {"order": stored()}, tmp_path, as_of=date(2026, 5, 31), formats=["json"])
    assert made.report.as_of == date(2026, 5, 31)


def test_all_outputs_are_made_from_the_newest_order_or_the_one_asked_for(stored, tmp_path):
    first = stored()
    newest = stored(insurance="20,001")
    assert newest != first
    made = produce_all(tmp_path / "a")
    assert made
    assert all(newest in m.report.model_dump_json() for m in made)
    asked = produce_all(tmp_path / "b", params={"order": first})
    assert all(first in m.report.model_dump_json() for m in asked)
