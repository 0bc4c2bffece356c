"""A command line run in this process, as a user would see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from argosy.cli.main import execute


@dataclass
class Ran:
    """What one command left: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def argosy(capsys, monkeypatch):
    """Run a command: argosy("standards", "read", file, "--json").json. Messages are English unless ARGOSY_LANG is set."""
    monkeypatch.setenv("LANG", "C.UTF-8")

    def run(*args: object) -> Ran:
        code = execute([str(arg) for arg in args])
        streams = capsys.readouterr()
        return Ran(code, streams.out, streams.err)

    return run


@pytest.fixture
def firm(people):
    """A firm with its day and the customs rate of the dollar for it."""
    from argosy.records.reference.actions import change_firm, load_rates

    start, end = date(2026, 6, 21), date(2026, 6, 30)
    names = {"name_zh": "測試公司", "name_en": "Test Ltd.", "address_zh": "台北市", "address_en": "Taipei"}
    edition = {
        "name": "customs-tw", "title_zh": "每旬匯率表", "title_en": "Ten-day customs rates", "publisher_zh": "關務署", "publisher_en": "Customs",
        "edition": "2026-06-3", "as_of": end, "retrieved": start, "licence": "open", "max_age_days": 10,
    }  # fmt: skip
    change_firm(actor=people["adm"], **names, as_of=end)
    load_rates(actor=people["cs1"], table="customs-tw", dataset=edition, rows=[("USD", "import", Decimal("32.55"), start, end)])
    return people
