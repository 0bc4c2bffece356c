"""argosy standards."""

from __future__ import annotations

from tests.house.tree import ROOT
from tests.standards.samples import PLAIN, standard


def test_a_file_that_is_no_standard_is_bad_input(argosy):
    ran = argosy("standards", "read", ROOT / "README.md", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "README.md" in ran.err


def test_the_five_standards_are_counted(argosy):
    rows = argosy("standards", "list", "--json").json
    counts = ("duties", "tasks", "outputs", "indicators", "knowledge", "skills", "attitudes")
    assert [sum(row[count] for row in rows) for count in counts] == [17, 57, 43, 193, 79, 67, 28]


def test_the_list_is_a_table_for_people(argosy):
    assert argosy("standards", "list").out.splitlines()[0].startswith("code")


def test_a_standard_is_read_whole(argosy, tmp_path):
    (tmp_path / "tea.txt").write_text(standard(*PLAIN), encoding="utf-8")
    read = argosy("standards", "read", tmp_path / "tea.txt", "--json").json
    assert (read["code"], read["level"]) == ("TEA1234-009v2", 4)
    assert read["duties"][0]["tasks"][0]["indicators"]
