"""Every worked example beside the agreements comes out, with its printed working."""

from __future__ import annotations

import pytest

from argosy.engines.origin.answer import to_json
from argosy.engines.origin.reading import read_question
from argosy.engines.origin.testing import test_origin as tried
from argosy.rules.origin.cases import Case, origin_cases
from argosy.rules.origin.library import process_names

ALL = origin_cases()


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    question = read_question(case.ask, process_names())
    made = to_json(tried(question.product, question.bill, case.agreement(), question.facts, process_names()))
    expect = case.expect
    assert {k: made[k] for k in ("originating", "claim", "criterion") if k in expect} == {
        k: expect[k] for k in ("originating", "claim", "criterion") if k in expect
    }
    printed = " | ".join([s["working_en"] for s in made["steps"]] + [x["working_en"] for s in made["steps"] for x in s["lines"]])
    assert [words for words in expect.get("working", []) if words not in printed] == [], printed
    assert [m["field"] for m in made["missing"]] == expect.get("missing", [m["field"] for m in made["missing"]])
    assert set(expect.get("cautions", [])) <= {c["code"] for c in made["cautions"]}


def test_there_are_cases_and_some_are_published() -> None:
    assert len(ALL) >= 20
    assert sum("worked by hand" not in case.source for case in ALL) >= 5
