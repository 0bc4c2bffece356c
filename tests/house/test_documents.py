"""What is written for people keeps up with the code: tables, commands, settings, links."""

from __future__ import annotations

import re

import pytest

from argosy.cli.main import app
from tests.cli.commands import commands
from tests.house.tree import ROOT, files, python, short
from tools.tables import PLACES, filled

VARIABLE = re.compile(r"\bARGOSY_[A-Z_]+\b")
TEST_VARIABLE = re.compile(r"\bARGOSY_TEST_[A-Z_]+\b")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)")
PAGES = [f for f in files() if f.suffix == ".md" and "vendor" not in f.parts]


@pytest.mark.parametrize("file", PLACES)
def test_generated_tables_are_fresh(file):
    assert (ROOT / file).read_text(encoding="utf-8") == filled(file), "run: python -m tools.tables"


def test_every_setting_is_documented():
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    used = {name for file in python() for name in VARIABLE.findall(file.read_text(encoding="utf-8"))}
    used |= {name for file in python("tests") for name in TEST_VARIABLE.findall(file.read_text(encoding="utf-8"))}
    assert sorted(used - set(VARIABLE.findall(page)) - {"ARGOSY_UPLOAD_MAX_BYTES"}) == []


def test_every_documented_setting_exists():
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    everywhere = "".join(f.read_text(encoding="utf-8") for f in (*python(), *python("tests"), ROOT / "Makefile"))
    assert [name for name in set(VARIABLE.findall(page)) if name not in everywhere] == []


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_links_lead_somewhere(page):
    assert [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()] == []


def blocks(name: str, language: str) -> list[str]:
    """The code blocks of a page that are marked as ``language``."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "README.zh-Hant.md"])
def test_the_library_lines_run(name, capsys):
    order = {
        "jurisdiction": "TW", "date": "2026-06-30", "flow": "import", "incoterm": "CIF", "place": "TWKEL", "currency": "TWD",
        "lines": [{"id": "1", "code": "8471300000", "origin": "JP", "value": "1000", "rates": {"duty": "5%"}}],
    }  # fmt: skip
    exec("\n".join(blocks(name, "python")), {"order": order})
    assert capsys.readouterr().out.strip() == "103"  # 50 duty, then 5 % of 1,050 rounded


@pytest.mark.parametrize("page", ["README.md", "README.zh-Hant.md", "docs/index.md", "CONTRIBUTING.md"])
def test_commands_that_pages_show_exist(page):
    known = {" ".join(path) for path in commands(app)}
    shown = re.findall(r"argosy ((?:[a-z]+ ?){1,2})", (ROOT / page).read_text(encoding="utf-8"))
    strange = [words for words in map(str.strip, shown) if not {words, words.split()[0]} & (known | {k.split()[0] for k in known})]
    assert strange == []


def test_both_readmes_have_the_same_parts():
    parts = [re.findall(r"^(#+) |^(```)", (ROOT / name).read_text(encoding="utf-8"), re.M) for name in ("README.md", "README.zh-Hant.md")]
    assert parts[0] == parts[1]


@pytest.mark.parametrize("adr", sorted((ROOT / "docs/decisions").glob("0*.md")), ids=short)
def test_a_decision_is_short_and_whole(adr):
    lines = adr.read_text(encoding="utf-8").splitlines()
    assert 10 <= len(lines) <= 26
    assert {"**Context.**", "**Decision.**", "**Consequence.**"} <= set(re.findall(r"^\*\*\w+\.\*\*", "\n".join(lines), re.M))


def test_every_decision_is_in_the_navigation():
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [adr.name for adr in (ROOT / "docs/decisions").glob("0*.md") if adr.name not in nav] == []


def test_every_make_target_says_what_it_does():
    targets = re.findall(r"^([a-z-]+):(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert [name for name, rest in targets if "##" not in rest] == []
