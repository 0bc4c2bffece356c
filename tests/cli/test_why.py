"""argosy why: the reason of a figure, from the document's JSON alone."""

from __future__ import annotations

import pytest

from tests.report.samples import sample


@pytest.fixture
def document(tmp_path):
    """A document in its JSON form."""
    file = tmp_path / "worksheet.json"
    file.write_text(sample().model_dump_json(exclude_none=True), encoding="utf-8")
    return file


def test_a_computed_figure_shows_formula_inputs_and_rule(argosy, document):
    found = argosy("why", document, "lines.a.duty", "--json").json
    assert (found["value"], found["unit"]) == ("213", "TWD")
    assert found["formula"] == "round((Goods value + Freight) × Rate)"
    assert "貨價" in found["formula_zh"]
    assert {i["id"] for i in found["inputs"]} >= {"lines.a.fob", "lines.a.freight", "lines.a.rate"}
    assert {"value", "formula", "inputs", "sources", "rounding", "legal"} <= set(found)


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_people_read_it_in_their_language(argosy, document, lang, monkeypatch):
    monkeypatch.setenv("ARGOSY_LANG", lang)
    out = argosy("why", document, "lines.a.duty").out
    assert "213" in out
    assert ("算式" in out) == (lang == "zh-Hant")


def test_an_unknown_figure_is_named(argosy, document):
    ran = argosy("why", document, "lines.z.duty")
    assert ran.code == 2
    assert "lines.z.duty" in ran.err


@pytest.mark.parametrize("content", ["{}", "not json", '{"key": 1}'])
def test_a_file_that_is_no_document_is_bad_input(argosy, tmp_path, content):
    (tmp_path / "a.json").write_text(content)
    ran = argosy("why", tmp_path / "a.json", "x")
    assert ran.code == 2
    assert "a.json" in ran.err
