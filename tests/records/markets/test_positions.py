from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, Refused
from argosy.records.catalog.rivals import actions as rivals
from argosy.records.catalog.rivals.queries import comparison, prices_now, without_exchange
from argosy.records.catalog.rivals.queries import rivals as rival_rows
from argosy.records.markets.outlook import actions as outlook
from argosy.records.markets.outlook import queries as findings
from argosy.records.markets.positioning import actions, queries
from argosy.records.reference.sourcing.actions import record_culture
from tests.records.markets.conftest import DAY

pytestmark = pytest.mark.django_db
SCORES = {"need": 4, "consumer": 3, "culture": 5, "margin": 2}
WHOLE = {
    "objectives": "首年 200 萬", "statement": "高山茶的日常奢侈", "kpis": [{"kpi": "share", "target": "0.5"}], "budget": Decimal(500000), "currency": "TWD",
    "actions": {"product": "a", "price": "b", "place": "c", "promotion": "d"}, "start": date(2026, 7, 1), "end": date(2026, 12, 31),
}  # fmt: skip
ELEMENTS = ("claim", "name", "colour", "price", "channel")


@pytest.fixture
def rival(people, sources, product):
    for code in ("R1", "R2", "R3"):
        rivals.register_rival(actor=people["ws1"], code=code, maker="示範茶業", name_zh="烏龍", own="09-01", source="GSO", market="VN")
    for axis, ours, theirs in (("grams", 150, (100, 200)), ("roast", 3, (2, 5)), ("caffeine", 20, (None, 22))):
        rivals.record_attribute(actor=people["ws1"], sku="09-01", attribute=axis, value=ours, on=DAY)
        for code, value in zip(("R1", "R2"), theirs, strict=True):
            rivals.record_attribute(actor=people["ws1"], code=code, attribute=axis, value=value, on=DAY, source="GSO")
    return "R1"


@pytest.fixture
def plan(people, rival):
    def make(**fields):
        return actions.write_plan(actor=people["ep1"], on=DAY, market="VN", product="09-01", axes=["grams", "roast"], **fields)

    return make


def test_an_attribute_not_measured_for_the_product_and_two_rivals_is_no_axis(plan, people):
    axes = {row.attribute: row.axis for row in comparison("09-01", DAY, actor=people["ws1"])}
    assert axes == {"caffeine": False, "grams": True, "roast": True}
    with pytest.raises(BadInput, match="caffeine"):
        actions.write_plan(actor=people["ep1"], on=DAY, market="VN", product="09-01", axes=["grams", "caffeine"])
    assert [(p.name, p.own, p.x, p.y) for p in queries.points(plan(), DAY, actor=people["ep1"])] == [
        ("09-01", True, 150, 3),
        ("R1", False, 100, 2),
        ("R2", False, 200, 5),
    ]


def test_the_latest_attribute_holds_and_a_later_one_is_not_seen_before_its_day(rival, people):
    rivals.record_attribute(actor=people["ws1"], code="R1", attribute="roast", value=4, on=date(2026, 8, 1))
    shown = {day: comparison("09-01", day, actor=people["ws1"])[2].rivals["R1"].value for day in (DAY, date(2026, 9, 1))}
    assert shown == {DAY: 2, date(2026, 9, 1): 4}


def test_prices_older_than_ninety_days_are_stale(rival, people):
    for code, on in (("R1", date(2026, 4, 1)), ("R2", date(2026, 4, 2)), ("R2", date(2026, 1, 2)), ("R2", date(2026, 7, 2))):
        rivals.record_price(actor=people["ws1"], code=code, on=on, price=Decimal(9), currency="USD")
    now = {one.on.isoformat(): one.stale for one in prices_now(rival_rows(actor=people["ws1"]), DAY).values()}
    assert now == {"2026-04-01": False, "2026-04-02": False}
    assert all(one.stale for one in prices_now(rival_rows(actor=people["ws1"]).filter(code="R1"), date(2026, 7, 1)).values())


def test_a_price_says_its_currency(rival, people):
    with pytest.raises(BadInput):
        rivals.record_price(actor=people["ws1"], code="R1", on=DAY, price=Decimal(9), currency="")


def test_products_without_word_for_thirty_days_are_listed(product, people, told):
    assert [row.sku for row in without_exchange(DAY, actor=people["ws1"])] == ["09-01"]
    rivals.post_note(actor=people["tm1"], sku="09-01", change="改罐裝", price=Decimal(310), currency="TWD")
    assert without_exchange(DAY, actor=people["ws1"]) == []
    assert len(without_exchange(date(2026, 8, 15), actor=people["ws1"])) == 1


def test_a_position_is_chosen_of_two_with_its_reason(plan, people):
    row = plan(weights={"need": 2})
    actions.score_candidate(actor=people["ep1"], ref=row.ref, name="高價", **SCORES)
    with pytest.raises(Refused):
        actions.choose_position(actor=people["ep1"], ref=row.ref, name="高價", reason="符合需求")
    other = actions.score_candidate(actor=people["ep1"], ref=row.ref, name="平價", **{**SCORES, "margin": 1})
    assert other.score() == Decimal("3.40")
    with pytest.raises(BadInput):
        actions.choose_position(actor=people["ep1"], ref=row.ref, name="高價", reason="")
    assert actions.choose_position(actor=people["ep1"], ref=row.ref, name="高價", reason="符合需求").chosen.name == "高價"
    with pytest.raises(BadInput):
        actions.score_candidate(actor=people["ep1"], ref=row.ref, name="x", **{**SCORES, "need": 6})


def test_a_plan_is_approved_once_every_element_fits_the_culture(plan, people):
    row = plan(**WHOLE)
    for name in ("高價", "平價"):
        actions.score_candidate(actor=people["ep1"], ref=row.ref, name=name, **SCORES)
    actions.choose_position(actor=people["ep1"], ref=row.ref, name="高價", reason="符合需求")
    note = {"market": "VN", "factor": "taboo", "finding": "忌黑", "promotion": "避免", "review_date": date(2027, 1, 1)}
    graded = record_culture(actor=people["cs1"], source="GSO", **note)
    bare = record_culture(actor=people["cs1"], source="PRESS", **note)
    for element in ELEMENTS:
        actions.check_culture(actor=people["ep1"], ref=row.ref, element=element, words="x", verdict="fit", note=graded.pk)
    actions.check_culture(actor=people["ep1"], ref=row.ref, element="colour", words="黑罐", verdict="fit", note=bare.pk)
    with pytest.raises(Refused, match="not resolved"):
        actions.approve_plan(actor=people["tm1"], ref=row.ref)
    actions.check_culture(actor=people["ep1"], ref=row.ref, element="colour", words="黑罐", verdict="fit", note=graded.pk)
    assert actions.approve_plan(actor=people["tm1"], ref=row.ref).state == "approved"


def test_an_unfinished_plan_says_what_it_lacks(plan, people):
    row = plan()
    with pytest.raises(Refused, match=r"no position is chosen.*4P"):
        actions.approve_plan(actor=people["tm1"], ref=row.ref)


def test_a_business_profile_is_confirmed_once_its_flags_are_answered(people, told):
    activities = [
        {"activity": "自行車零件", "core": True, "share": 46.2},
        {"activity": "茶葉", "core": True, "share": 3.9},
        {"activity": "扣件", "core": False, "share": 21},
    ]
    row = actions.draft_profile(actor=people["cs1"], as_of=DAY, activities=activities)
    assert [flag.activity for flag in queries.flags(row, DAY)] == ["茶葉", "扣件"]
    with pytest.raises(Refused):
        actions.confirm_profile(actor=people["tm1"], version=1, on=DAY)
    told_why = [{**one, "reason": "成長中"} for one in activities]
    assert actions.draft_profile(actor=people["cs1"], as_of=DAY, activities=told_why).version == 1
    assert actions.confirm_profile(actor=people["tm1"], version=1, on=DAY).confirmed_by.login == "tm1"


def test_a_segment_needs_items_of_two_channels_each_with_a_source(item, people):
    web, fair, bare = item(channel="web"), item(channel="fair"), item(channel="customer", source="")
    fields = {"name": "都會上班族", "market": "VN", "need": "即飲"}
    for evidence in ([web.ref], [web.ref, bare.ref], [web.ref, "IN-9999"]):
        with pytest.raises((Refused, BadInput)):
            outlook.save_segment(actor=people["ws1"], evidence=evidence, **fields)
    assert outlook.save_segment(actor=people["ws1"], evidence=[web.ref, fair.ref], **fields).evidence == [web.ref, fair.ref]


def test_findings_without_evidence_or_past_review_are_left_out_and_counted(people, told):
    fields = {
        "market": "US",
        "finding": "加徵關稅",
        "likelihood": 4,
        "pestle": "P",
        "exposed": Decimal("1000000"),
        "currency": "TWD",
        "low": -40,
        "base": -35,
        "high": -10,
    }
    for evidence, review in ((["IN-0001"], date(2026, 12, 1)), ([], date(2026, 12, 1)), (["IN-0001"], date(2026, 6, 1))):
        row = outlook.record_outlook(actor=people["tm1"], evidence=evidence, review_date=review, **fields)
    shown = findings.printed("US", DAY, actor=people["tm1"])
    assert (len(shown.rows), shown.bare, shown.overdue) == (1, 1, 1)
    assert row.effects() == {"low": Decimal("-400000.00"), "base": Decimal("-350000.00"), "high": Decimal("-100000.00")}
    with pytest.raises(BadInput):
        outlook.change_outlook(actor=people["tm1"], ref=row.ref, low=5)


def test_a_swot_item_is_accepted_with_a_figure_and_rejected_with_a_reason(people, told):
    fields = {"kind": "W", "metric": "return_rate", "words_zh": "退貨率高", "rule": "returns", "evidence": ["sales:85-02"]}
    row = outlook.propose_swot(actor=people["ep1"], on=DAY, value=Decimal("0.25"), **fields)
    assert outlook.propose_swot(actor=people["ep1"], on=DAY, value=Decimal("0.26"), **fields).pk == row.pk
    with pytest.raises(BadInput):
        outlook.decide_swot(actor=people["tm1"], item=row.pk, accept=False)
    assert outlook.decide_swot(actor=people["tm1"], item=row.pk, accept=True).state == "accepted"
    empty = outlook.propose_swot(actor=people["ep1"], on=DAY, kind="S", metric="x", words_zh="y")
    with pytest.raises(Refused):
        outlook.decide_swot(actor=people["tm1"], item=empty.pk, accept=True)


def test_a_causal_verdict_is_accepted_with_other_explanations(people, told):
    row = outlook.keep_cause(
        actor=people["cs3"], title="美國關稅", vintage={"demo-trade": "1"}, results={"effect": -0.49}, method="its", event="加徵", event_date=date(2025, 4, 5), verdict="cause not established"
    )  # fmt: skip
    with pytest.raises(BadInput):
        outlook.accept_cause(actor=people["tm1"], ref=row.ref, explanations="")
    assert outlook.accept_cause(actor=people["tm1"], ref=row.ref, explanations="庫存調整").accepted_by.login == "tm1"
    assert findings.run(row.ref, actor=people["ws1"]).pk == row.pk
    assert not findings.help_open(row, actor=people["ws1"])


@pytest.mark.parametrize("wrong", [{"universe": ["NL"]}, {"vintage": {}}, {"universe": ["NL", "EU"]}])
def test_an_assessment_compares_markets_from_named_editions(assessment, wrong):
    with pytest.raises(BadInput):
        assessment(**wrong)
    assert assessment().top == "NL"
