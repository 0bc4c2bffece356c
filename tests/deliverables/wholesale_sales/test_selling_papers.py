"""WS/O2.5.1, O2.1.1, O2.3.1 and O2.3.2 from small facts: what they say, and which draft each check refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from argosy.deliverables.families.accounts.achieved import month_span
from argosy.deliverables.families.accounts.params import read_ask, read_month
from argosy.deliverables.wholesale_sales import o2_1_1_competitor_analysis as rivals
from argosy.deliverables.wholesale_sales import o2_3_1_coaching_schedule as schedule
from argosy.deliverables.wholesale_sales import o2_3_2_coaching_programme as programme
from argosy.deliverables.wholesale_sales import o2_5_1_sales_management as sales
from argosy.kernel.errors import BadInput
from argosy.report.checks import common
from argosy.report.ledger import Ledger
from tests.deliverables import selling_world as world
from tests.deliverables.outline import expect_as_agreed

SNAPSHOTS = Path(__file__).parent / "snapshots"
ADVICE = "請核准以級距報價因應，並於七月底前完成兩場門市訓練。"
PAPERS = {
    "sales": (sales, world.selling, {"suggestions": ADVICE}), "rivals": (rivals, lambda d, narratives: world.compared(d, narratives=narratives), {"advice": ADVICE}),
    "schedule": (schedule, world.coached, {}), "programme": (programme, world.coached, {"improvement": ADVICE}),
}  # fmt: skip


def built(name):
    module, facts_of, narratives = PAPERS[name]
    facts = facts_of(module.DELIVERABLE, narratives)
    return module.DELIVERABLE, facts, module.build(facts)


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_a_paper_says_what_was_agreed(name, lang):
    expect_as_agreed(built(name)[2], lang, SNAPSHOTS / f"{name}.{lang}.json")


@pytest.mark.parametrize("name", PAPERS)
def test_every_figure_recomputes_and_has_a_source(name):
    report = built(name)[2]
    assert list(Ledger(report).mismatches()) == []
    assert not {hit.check for hit in common(report, world.DAY)} & {"C02", "C03", "C04", "C07", "C13"}


@pytest.mark.parametrize("name", PAPERS)
def test_the_good_draft_passes_its_familys_checks(name):
    deliverable, facts, report = built(name)
    assert deliverable.check(facts, report) == []


@pytest.mark.parametrize("name", PAPERS)
def test_evidence_is_that_of_the_standard(name):
    wanted = {
        "sales": {"P2.5.1", "P2.5.2"},
        "rivals": {"P2.1.1", "P2.1.2"},
        "schedule": {"P2.3.1"},
        "programme": {"P2.3.1", "P2.3.2", "P2.3.3"},
    }
    assert {e.indicator for e in built(name)[2].evidence} == wanted[name]


def ids(module, facts):
    return [hit.check for hit in module.DELIVERABLE.check(facts, module.build(facts))]


def bad_sales(**changes):
    return world.selling(sales.DELIVERABLE, {"suggestions": ADVICE}, **changes)


def test_sm1_a_planned_activity_past_its_day_has_no_result():
    assert ids(sales, bad_sales(activities=(world.activity(state="planned"),))) == ["SM1"]
    assert ids(sales, bad_sales(activities=(world.activity(state="planned", planned=date(2026, 7, 1)),))) == []


def test_sm2_a_line_under_ninety_per_cent_has_no_cause_and_one_at_ninety_needs_none():
    facts = bad_sales(rows=(world.achieved(why=False),))
    hits = sales.DELIVERABLE.check(facts, sales.build(facts))
    assert [(h.check, h.words["％"].zh) for h in hits] == [("SM2", "TW 87 80.0%")]
    assert ids(sales, bad_sales(rows=(world.achieved(sold=90, why=False),))) == []


def test_a_period_that_runs_is_held_to_the_days_gone_by():
    half = replace(world.achieved(sold=50, why=False), elapsed=Fraction(1, 2))
    assert not half.behind
    assert replace(half, actual=Fraction(44_000)).behind
    assert month_span(date(2026, 6, 1), date(2026, 6, 15)).elapsed == Fraction(1, 2)


def test_sm3_nothing_is_proposed():
    assert ids(sales, world.selling(sales.DELIVERABLE, {})) == ["SM3"]
    assert ids(sales, world.selling(sales.DELIVERABLE, {"suggestions": "無"})) == ["SM3"]


def test_the_parts_of_the_change_sum_to_the_change_of_what_is_shown():
    ledger = Ledger(built("sales")[2])
    parts = sum(ledger.place(f"lines.TW-87.{name}").value.number for name in ("price", "exchange", "volume", "mix", "new", "lost"))
    actual, before = (ledger.place(f"lines.TW-87.{name}").value.number for name in ("actual", "before"))
    assert parts == actual - before == Fraction(-10_000)
    assert ledger.place("lines.US-CA-09.price").value.missing == "source_gap"


def test_a_month_that_is_not_over_has_an_interval():
    report = sales.build(bad_sales(rows=(replace(world.achieved(), pace=world.midmonth()),)))
    end = Ledger(report).place("lines.TW-87.end").value
    assert (end.status, end.n) == ("forecast", 8)
    assert Fraction(end.lo) < end.number < Fraction(end.hi)
    assert "C03" not in {hit.check for hit in common(report, world.DAY)}


def test_what_is_not_kept_is_said_and_not_shown_as_nought():
    report = sales.build(bad_sales(dues=None, contacts=None))
    blocks = {block.id for block in report.blocks()}
    assert {"dues_none", "contacts_none"} <= blocks
    assert not {"dues", "contacts"} & blocks


@pytest.mark.parametrize("params", [{"month": "2026-13"}, {"month": "June"}, {"month": "2026-09"}])
def test_a_month_that_cannot_be_is_refused(params):
    with pytest.raises(BadInput):
        read_ask(world.request(sales.DELIVERABLE, **params))


def test_a_week_takes_its_days_share_of_the_months_target():
    ask = read_ask(world.request(sales.DELIVERABLE, span="week"))
    assert (ask.span.since, ask.span.share, ask.weekly) == (date(2026, 6, 29), Fraction(7, 30), True)
    assert read_month("2026-02") == date(2026, 2, 1)


def bad_rivals(**changes):
    return world.compared(rivals.DELIVERABLE, narratives={"advice": ADVICE}, **changes)


def test_cp1_two_rivals_need_a_reason():
    two = (world.rival(), world.rival("R1-02"))
    assert "CP1" in ids(rivals, world.compared(rivals.DELIVERABLE, two))
    assert "CP1" not in ids(rivals, world.compared(rivals.DELIVERABLE, two, few="僅兩家在此市場供貨"))


def test_cp2_an_attribute_without_source():
    assert ids(rivals, bad_rivals(unsourced=("保固",))) == ["CP2"]


def test_cp3_more_than_a_fifth_unknown_warns():
    codes = ("R2-02", "R1-02", "R3-01")
    unknown = tuple(replace(one, rivals={}) for one in world.attributes(codes)[:1])
    told = replace(unknown[0], rivals=dict.fromkeys(codes, world.Measure()))
    assert ids(rivals, bad_rivals(attributes=(*world.attributes(codes)[1:], told))) == ["CP3"]


@pytest.mark.parametrize(("days", "found"), [(30, []), (31, ["CP4"])])
def test_cp4_a_price_older_than_thirty_days(days, found):
    seen = date.fromordinal(world.DAY.toordinal() - days)
    others = (world.rival("R1-02"), world.rival("R3-01"))
    assert ids(rivals, world.compared(rivals.DELIVERABLE, (world.rival(seen=seen), *others))) == found


def test_a_landed_price_carries_freight_and_duty_and_none_at_home():
    home = world.rival("R3-01", duty=0.0, at_home=True, price=world.Decimal(100))
    report = rivals.build(world.compared(rivals.DELIVERABLE, (world.rival(), world.rival("R1-02", duty=None), home)))
    ledger = Ledger(report)
    assert ledger.place("landed.r1.landed").value.number == Fraction("102.9")  # 91 × 1.08 × 1.047
    assert ledger.place("landed.r2.landed").value.missing == "source_gap"
    assert ledger.place("landed.r3.landed").value.number == 100


def test_the_price_cut_and_the_quotations_it_took_stand_in_the_summary():
    ledger = Ledger(built("rivals")[2])
    assert ledger.place("key.cut").value.v == "2"
    assert ledger.place("moves.m1.step").value.number == Fraction("-0.09")
    assert ledger.place("against.r1.rate").value.n == 5


def bad_coaching(module, **changes):
    return world.coached(module.DELIVERABLE, {"improvement": ADVICE}, **changes)


def test_ch1_a_customer_behind_needs_a_session_or_a_reason():
    bare = world.plan("CP-0002", "C-2", sessions=(), first_session=None)
    told = (world.lagging(told=world.plan()), world.lagging("C-2", bare))
    assert ids(schedule, bad_coaching(schedule, lagging=told)) == ["CH1"]
    excused = (told[0], world.lagging("C-2", replace(bare, excuse="客戶歇業")))
    assert ids(schedule, bad_coaching(schedule, lagging=excused)) == []
    assert ids(schedule, bad_coaching(schedule, lagging=(world.lagging("C-9", None),))) == ["CH1"]


def test_ch2_a_coach_booked_twice():
    two = (world.session(), world.session("TS-00002"))
    assert ids(schedule, bad_coaching(schedule, sessions=two, clashes=(("周示範", "TS-00001", "TS-00002"),))) == ["CH2"]


def test_ch3_a_session_without_invitation():
    assert ids(schedule, bad_coaching(schedule, sessions=(world.session(guests=()),))) == ["CH3"]
    assert ids(schedule, bad_coaching(schedule, sessions=(world.session(guests=(world.guest(invited=None),)),))) == ["CH3"]


def test_ch4_a_module_without_measurable_goal():
    told = world.coached(programme.DELIVERABLE).programme
    assert ids(programme, bad_coaching(programme, programme=replace(told, modules=(world.module(target=None),)))) == ["CH4"]


def test_ch5_an_answer_without_evidence_approved_or_not():
    assert ids(programme, bad_coaching(programme, answers=(world.answer(evidence=" "),))) == ["CH5"]
    assert ids(programme, bad_coaching(programme, drafts=(("QA-0002", "太慢", False),))) == ["CH5"]
    assert ids(programme, bad_coaching(programme, drafts=(("QA-0002", "太慢", True),))) == []


def test_ch6_no_schedule_is_linked():
    assert ids(programme, bad_coaching(programme, sessions=())) == ["CH6"]


def test_few_tests_and_few_customers_cannot_tell():
    report = built("programme")[2]
    ledger = Ledger(report)
    assert ledger.place("levels.l2s.result").value.missing == "too_few"
    assert ledger.place("effect.l4.result").value.missing == "too_few"
    assert ledger.place("levels.l2.result").value.n == 5


def test_the_budget_is_quantity_times_price_against_its_ceiling():
    ledger = Ledger(built("programme")[2])
    assert ledger.place("costs.total.amount").value.number == 12_000
    assert "within" in ledger.place("budget.verdict").value.v.en
