"""The upkeep and prospect sheets as gathered from the sample firm's store: the planted facts at three seeds."""

from __future__ import annotations

from datetime import date

import pytest

from argosy.deliverables.deliverable import Request, asked
from argosy.deliverables.wholesale_sales import o1_3_1_customer_upkeep as upkeep
from argosy.deliverables.wholesale_sales import o1_4_1_prospects as prospects
from argosy.kernel.errors import NotFound
from argosy.records.sample.load import SEED, load_sample
from argosy.report.checks import common
from argosy.report.ledger import Ledger

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DAY = date(2026, 6, 30)


def gathered(module, as_of=DAY, **params):
    builder = module.DELIVERABLE
    facts = builder.gather(Request(builder.key, asked(builder.params, params), as_of, as_of))
    return facts, builder.build(facts), builder


def expect_sound(report):
    assert list(Ledger(report).mismatches()) == []
    assert not {hit.check for hit in common(report, DAY)} & {"C03", "C04", "C07", "C13"}


@pytest.mark.parametrize("seed", [SEED, 7, 99])
def test_the_planted_silence_is_found(seed):
    load_sample(password="for-the-tests-only", seed=seed)
    facts, report, builder = gathered(upkeep)
    expect_sound(report)
    silent = [hit.where[0] for hit in builder.check(facts, report) if hit.check == "UP1"]
    assert silent == ["kept.C-TW-05.idle"]
    assert Ledger(report).place("kept.C-TW-05.idle").value.v == str((DAY - date(2026, 2, 6)).days)
    assert len(facts.shelves) == 72
    assert any(one.proposal.quantity for one in facts.shelves)
    expect_prospects()


def expect_prospects():
    facts, report, builder = gathered(prospects)
    expect_sound(report)
    assert facts.all == 75
    assert 13 <= sum(one.stage == "won" for one in facts.listed) <= 15
    assert not {hit.check for hit in builder.check(facts, report)} & {"PR1", "PR2", "PR3"}


def test_one_salesperson_one_customer_an_earlier_day():
    load_sample(password="for-the-tests-only")
    mine, _, _ = gathered(upkeep, rep="ws2")
    everyone, _, _ = gathered(upkeep)
    assert 0 < len(mine.customers) < len(everyone.customers)
    one, report, _ = gathered(upkeep, customer="C-TW-05", as_of=date(2026, 1, 31))
    expect_sound(report)
    assert [c.code for c in one.customers] == ["C-TW-05"]
    assert one.customers[0].last <= date(2026, 1, 31)
    assert all(bill.issued <= date(2026, 1, 31) for bill in one.bills)
    with pytest.raises(NotFound):
        gathered(upkeep, customer="C-XX-99")
