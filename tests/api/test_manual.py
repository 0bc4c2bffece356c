"""The program on the API's page does the whole job: real order, real worksheet, real files, over HTTP."""

from __future__ import annotations

import re
import sys
from decimal import Decimal

import pytest

from tests.api.test_records import ROWS
from tests.house.tree import ROOT

PROGRAM = re.search(r"^```python\n(.*?)^```", (ROOT / "docs/api.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[1]
WRITERS = {"MAKER": ("cs1", ("read", "write", "documents")), "CHECKER": ("cs2", ("documents",)), "APPROVER": ("tm1", ("documents",))}


@pytest.fixture
def surroundings(live_server, people, token_for, monkeypatch, tmp_path):
    """A server, three people's tokens, and the coordinator's file in a folder of its own."""
    from datetime import date

    from argosy.records.reference.actions import change_firm, load_rates

    start, end = date(2026, 6, 11), date(2026, 6, 20)
    load_rates(
        actor=people["cs1"], table="customs-tw", dataset=rates_edition(start, end), rows=[("USD", "import", Decimal("32.966"), start, end)]
    )
    change_firm(actor=people["adm"], name_zh="示範", name_en="Demo", address_zh="示範路", address_en="Demo Road", as_of=date(2026, 6, 30))
    monkeypatch.setenv("API", f"{live_server.url}/api/v1")
    for name, (login, scopes) in WRITERS.items():
        monkeypatch.setenv(name, token_for(login, scopes))
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("order.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def rates_edition(start, end):
    """The customs rates of ten days, which an order that names no rate is worked out with."""
    titles = {"title_zh": "每旬匯率表", "title_en": "Ten-day customs rates", "publisher_zh": "關務署", "publisher_en": "Customs"}
    return {"name": "customs-tw", **titles, "edition": "2026-06-2", "as_of": end, "retrieved": start, "licence": "open", "max_age_days": 10}


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
