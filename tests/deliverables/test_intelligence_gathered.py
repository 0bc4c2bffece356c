"""The intelligence and strategy documents as gathered from the sample firm's store."""

from __future__ import annotations

from datetime import date

import pytest

from argosy.deliverables.deliverable import Request, asked
from argosy.deliverables.trade_coordinator import o2_1_1_research_pack as pack
from argosy.deliverables.trade_manager import o2_1_1_market_intelligence as file
from argosy.deliverables.trade_manager import o2_4_1_positioning_plan as positions
from argosy.kernel.errors import NotFound
from argosy.publishing.life import draft
from argosy.records.markets.intel.models import ItemUse
from argosy.records.people.queries import person
from argosy.records.sample.load import load_sample
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from argosy.report.model import hash_content

DAY = date(2026, 6, 30)


@pytest.fixture
def firm(db):
    """The sample firm with its flows and market stories."""
    from argosy.publishing.sample_market import keep_flows
    from argosy.publishing.sample_markets import walk_markets

    load_sample(password="for-the-tests-only", seed=20260630)
    keep_flows()
    walk_markets()


def gathered(module, **params):
    builder = module.DELIVERABLE
    request = Request(builder.key, asked(builder.params, params), DAY, DAY)
    facts = builder.gather(request)
    return builder, facts, builder.build(facts)


def expect_sound(report):
    """Every figure recomputes and has a source."""
    assert list(Ledger(report).mismatches()) == []
    assert not {hit.check for hit in common(report, DAY)} & {"C04", "C07", "C13"}


@pytest.mark.slow
def test_the_documents_of_the_sample_firm(firm):
    check_file()
    check_pack()
    check_plans()
    check_uses()
    with pytest.raises(NotFound):
        gathered(pack, brief="RB-9999")


def check_file():
    """Items are counted whole, expired and ungraded ones stay out unless asked for, and then stop the issue."""
    builder, facts, report = gathered(file)
    register = facts.register
    expect_sound(report)
    assert register.heard == register.usable + register.drafts + register.low + register.expired > 60
    assert len(register.key) == 10
    assert not {h.check for h in builder.check(facts, report)} & {"IN1", "IN2", "IN4"}
    assert {h.check for h in builder.check(*gathered(file, keep="all")[1:])} >= {"IN1", "IN4"}
    narrow = gathered(file, markets="VN", products="8714")[1]
    assert {item.market for item in narrow.register.listed} <= {"VN"}
    old = next(item.ref for item in gathered(file, keep="all")[1].register.listed if item.expired(DAY))
    assert "IN2" in {h.check for h in builder.check(*gathered(file, items=old)[1:])}


def check_pack():
    """The brief on Viet Nam: two requirements open for want of data, one of them silent; rims are not in the flows and that is told."""
    builder, facts, report = gathered(pack)
    expect_sound(report)
    assert (facts.brief.ref, facts.markets, facts.lacking) == ("RB-0001", ("VN", "NL", "TH", "MY"), ("871492",))
    assert [h.words["編號"].en for h in builder.check(facts, report) if h.check == "IN5"] == ["RB-0001.6"]
    assert Ledger(report).place("key.late").value.v == "1"
    assert {one.market for one in facts.rivals} <= set(facts.markets)


def check_uses():
    """What a document cites is noted once, and does not change the document itself."""
    before = gathered(file)[2]
    document = draft(actor=person("tm1"), key=file.KEY, params={}, as_of=DAY)
    for _ in range(2):
        builder, facts, report = gathered(file)
        builder.record(facts, report, person("tm1"), document.ref)
    used = ItemUse.objects.filter(subject=document.reference)
    assert used.count() == len(facts.register.key) == 10
    assert hash_content(gathered(file)[2]) == hash_content(before)
    assert pack.DELIVERABLE.hands(gathered(pack)[1]) == {"cs3"}


def check_plans():
    """Japan's plan is whole but for second sources; Germany's claim is rejected and its statement lacks. Words come in both languages."""
    builder, facts, report = gathered(positions)
    expect_sound(report)
    assert facts.plan.market == "JP"
    assert "ST5" not in {h.check for h in builder.check(facts, report)}
    facts = gathered(positions, plan="PP-0002")[1]
    assert {check.verdict_words.en for check in facts.plan.checks} == {"Fit", "Reject"}
    assert "C02" in {h.check for h in common(builder.build(facts), DAY)}


@pytest.mark.django_db
def test_an_empty_store_has_nothing_to_make():
    assert [module.DELIVERABLE.usual() for module in (file, pack, positions)] == [None, None, None]
    with pytest.raises(NotFound):
        gathered(pack)
