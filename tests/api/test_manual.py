"""The program on the API's page does the whole job: real order, real worksheet, real files, over HTTP."""

from __future__ import annotations

import re
import sys

import pytest

from tests.api.test_records import ROWS
from tests.house.tree import ROOT

PROGRAM = re.search(r"^```python\n(.*?)^```", (ROOT / "docs/api.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[1]
WRITERS = {"MAKER": ("cs1", ("read", "write", "documents")), "CHECKER": ("cs2", ("documents",)), "APPROVER": ("tm1", ("documents",))}


@pytest.fixture
def surroundings(live_server, people, token_for, monkeypatch, tmp_path):
    """A server, three people's tokens, and the coordinator's file in a folder of its own."""
    from datetime import date

    from argosy.records.reference.actions import change_firm

    change_firm(actor=people["adm"], name_zh="示範", name_en="Demo", address_zh="示範路", address_en="Demo Road", as_of=date(2026, 6, 30))
    monkeypatch.setenv("API", f"{live_server.url}/api/v1")
    for name, (login, scopes) in WRITERS.items():
        monkeypatch.setenv(name, token_for(login, scopes))
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("order.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_program_on_the_page_does_the_whole_job(surroundings, capsys):
    exec(compile(PROGRAM, "docs/api.md", "exec"), {"__name__": "program"})
    said = capsys.readouterr().out
    assert re.match(r"DTX-\d{6}-0001-R0 TWD [\d,]+ = .* True$", said.strip())
    assert {f.suffix for f in surroundings.iterdir()} == {".csv", ".xlsx", ".pdf", ".docx", ".html", ".json"}


def test_the_program_needs_pythons_own_library_alone():
    imported = set(re.findall(r"^(?:import|from) (\w+)", PROGRAM, re.MULTILINE))
    assert imported <= set(sys.stdlib_module_names)
