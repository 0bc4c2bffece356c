"""UK rules-of-origin payloads: read whole or refused, plain or gzipped."""

from __future__ import annotations

import gzip
import json

import pytest

from argosy.importers.uk_origin_schemes import MAX_BYTES, read_schemes, schemes_with
from argosy.kernel.errors import BadInput

ROW = {
    "scheme_code": "x", "title": "X &amp; Y", "countries": ["AL", "RS"], "unilateral": None, "fta_intro": "### Intro", "introductory_notes": None,
    "rules": [{"heading": "Chapter&nbsp;7", "description": "Vegetables", "rule": "All wholly obtained{{WO}}", "alternate_rule": "or CTH{{CTH}}"}],
    "proofs": [{"summary": "Origin declaration", "url": "https://example.org/proof"}],
}  # fmt: skip


def payload(*rows: object) -> bytes:
    return json.dumps(list(rows)).encode()


def test_a_scheme_is_read() -> None:
    found = read_schemes("a.json", payload(ROW))[0]
    assert (found.code, found.title, found.members, found.unilateral) == ("x", "X & Y", ("AL", "RS"), False)
    rule = found.rules[0]
    assert (rule.heading, rule.rule, rule.alternative, rule.marks) == ("Chapter 7", "All wholly obtained", "or CTH", ("WO", "CTH"))
    assert found.proofs[0].title == "Origin declaration"


def test_gzip_and_a_wrapping_object_are_read() -> None:
    packed = gzip.compress(json.dumps({"schemes": [ROW]}).encode())
    assert read_schemes("a.json.gz", packed) == read_schemes("a.json", payload(ROW))


def test_members_are_looked_up() -> None:
    found = read_schemes("a.json", payload(ROW, ROW | {"scheme_code": "y", "countries": ["TR"]}))
    assert [s.code for s in schemes_with(found, "rs")] == ["x"]


def test_all_bad_rows_are_told_and_nothing_is_read() -> None:
    with pytest.raises(BadInput) as caught:
        read_schemes("a.json", payload(ROW, 3, {"title": 5, "countries": ["ALB"]}))
    assert [(p.row, p.field) for p in caught.value.problems] == [(2, ""), (3, "scheme_code"), (3, "title"), (3, "countries")]


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[", b"\xff\xfe", gzip.compress(b"[]")[:-4], b"\x1f\x8bgarbage", gzip.compress(b" " * (MAX_BYTES + 10))],
    ids=["nothing", "no list", "cut", "no text", "cut gzip", "no gzip", "bomb"],
)  # fmt: skip
def test_what_is_no_payload_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_schemes("a.json", data)


def test_the_published_payload_is_read(shared) -> None:
    file = shared / "data" / "duties" / "uk_fixtures" / "uk_rules_of_origin_schemes.json.gz"
    found = read_schemes(file.name, file.read_bytes())
    assert [(s.code, s.members) for s in found] == [("albania", ("AL",))]
    assert found[0].rules[0].marks == ("WO",)
    assert len(found[0].proofs) == 2
    assert found[0].notes.startswith("### Note 1")
