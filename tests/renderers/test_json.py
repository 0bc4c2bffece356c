"""JSON: the model itself, whole, with a published schema; and the registry that finds the formats."""

import json
import subprocess
import sys

import pytest

from argosy.kernel.errors import NotFound
from argosy.renderers import RENDERERS
from argosy.renderers import json as as_json
from argosy.report.model import Report
from tests.renderers.gallery import gallery, long_table, quotation


@pytest.mark.parametrize("report", [gallery(), quotation(), long_table(3)], ids=["gallery", "quotation", "long"])
def test_the_model_comes_back_equal(report):
    assert Report.model_validate_json(RENDERERS.get("json").render(report, "en")) == report


def test_empty_fields_are_left_out():
    found = json.loads(as_json.render(quotation()))
    assert "missing" not in found["sections"][0]["blocks"][0]["items"][0]


def test_the_schema_names_every_block_kind():
    kinds = {
        part["properties"]["kind"]["const"]
        for part in as_json.schema()["$defs"].values()
        if "const" in part.get("properties", {}).get("kind", {})
    }
    assert kinds == {
        "paragraph",
        "fields",
        "key_figures",
        "table",
        "chart",
        "matrix",
        "timeline",
        "map",
        "checklist",
        "clauses",
        "asset",
        "approval",
        "citations",
        "trace",
    }


def test_the_schema_file_is_stable():
    assert as_json.schema_bytes() == as_json.schema_bytes()
    assert as_json.schema_bytes().endswith(b"}\n")


def test_five_formats_are_registered():
    assert RENDERERS.keys() == ["docx", "html", "json", "pdf", "xlsx"]
    assert {renderer.suffix for renderer in RENDERERS} == {".docx", ".html", ".json", ".pdf", ".xlsx"}


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(NotFound, match="docx, html, json, pdf, xlsx"):
        RENDERERS.get("odt")


def test_the_registry_imports_no_heavy_library():
    code = "import sys, argosy.renderers; print([m for m in ('typst','docx','xlsxwriter','vl_convert','fontTools') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
