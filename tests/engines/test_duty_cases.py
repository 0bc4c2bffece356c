"""Every worked example beside every rule pack comes out to the unit."""

from __future__ import annotations

from typing import Any

import pytest

from argosy.engines.duty.answer import to_json
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.reading import read_consignment
from argosy.rules.cases import Case, cases
from argosy.rules.library import pack, packs

KEYS = packs().keys()
ALL = [(key, case) for key in KEYS for case in cases(key)]


def answer(key: str, case: Case) -> dict[str, Any]:
    return to_json(assess(read_consignment(case.ask), pack(key)))


def line_figures(line: dict[str, Any], made: dict[str, Any]) -> dict[str, str | None]:
    figures = {c["id"]: c["amount"] for c in line["charges"]}
    figures |= {c["id"]: c["by_line"][line["id"]] for c in made["entry_charges"] if c["by_line"]}
    return figures | {"customs_value": line["customs_value"], "total": line["total"]}


@pytest.mark.parametrize(("key", "case"), ALL, ids=[f"{key}:{case.id}" for key, case in ALL])
def test_case(key: str, case: Case) -> None:
    made, expect = answer(key, case), case.expect
    assert {k: made["totals"][k] for k in expect.get("totals", {})} == expect.get("totals", {})
    lines = {line["id"]: line_figures(line, made) for line in made["lines"]}
    for name, figures in expect.get("lines", {}).items():
        assert {k: lines[name][k] for k in figures} == figures
    assert sorted(u["field"] for u in made["unresolved"]) == sorted(expect.get("unresolved", []))
    assert made["incomplete"] == expect.get("incomplete", [])
    assert [c["kind"] for c in made["conflicts"]] == expect.get("conflicts", [])
    options = {o["programme"]: o for o in made["options"]}
    for name, figures in expect.get("options", {}).items():
        assert {k: options[name][k] for k in figures} == figures


def test_there_are_cases() -> None:
    assert len(ALL) >= 20
