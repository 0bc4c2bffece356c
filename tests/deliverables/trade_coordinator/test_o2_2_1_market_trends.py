from dataclasses import replace
from pathlib import Path

import pytest

from argosy.deliverables.trade_coordinator.o2_2_1_market_trends import DELIVERABLE, build
from argosy.kernel.text import Text
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from tests.deliverables.market_world import DAY, facts, known
from tests.deliverables.outline import expect_as_agreed

FOLDER = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def given():
    return facts(DELIVERABLE, {"recipients": "總經理, 業務部"})


@pytest.fixture(scope="module")
def report(given):
    return build(given)


def ids(hits):
    return {hit.check for hit in hits}


def test_a_whole_document_has_no_hits(given, report):
    assert ids([*common(report, DAY), *DELIVERABLE.check(given, report)]) == set()


def test_nobody_to_send_it_to_blocks():
    alone = facts(DELIVERABLE)
    assert ids(DELIVERABLE.check(alone, build(alone))) == {"MR5"}


def test_addressees_and_help_are_told(report):
    book = Ledger(report)
    assert book.place("recipients.r2.who").value.v == Text("業務部", "業務部")
    assert book.place("consulted.a1.answer").value.v.zh == "月資料可得"
    assert book.place("consulted.a2.answer").value.v == Text("尚未答覆", "not answered yet")


def test_online_trade_lists_what_is_lacking(report, given):
    table = Ledger(report).tables["channels"]
    words = next(block for block in report.blocks() if block.id == "commerce_words")
    assert "搜尋指數" in words.text.zh[0].text
    assert len(table.rows) == 1
    none = build(replace(given, known=replace(known(), channels=())))
    assert Ledger(none).tables["channels"].empty


def test_formulas_hold(report):
    assert list(Ledger(report).mismatches()) == []


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_the_document_as_it_was_agreed(report, lang):
    expect_as_agreed(report, lang, FOLDER / f"o2_2_1_market_trends.{lang}.json")
