"""argosy standards."""

from __future__ import annotations

from tests.house.tree import ROOT


def test_a_file_that_is_no_standard_is_bad_input(argosy):
    ran = argosy("standards", "read", ROOT / "README.md", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "README.md" in ran.err
