from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.records.markets.intel import actions, queries
from argosy.records.markets.intel.grading import content_digest, reaches, read_grade, title_key
from argosy.records.markets.intel.models import IntelligenceItem
from argosy.records.markets.intel.watching import Observed, run_watch
from argosy.records.reference.sourcing.actions import set_watch
from tests.records.markets.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "expires"), [("price", date(2026, 7, 20)), ("tender", date(2026, 7, 4)), ("macro", date(2026, 12, 17)), ("regulation", None)]
)
def test_an_item_expires_as_its_kind_says(item, kind, expires):
    assert item(kind=kind).expires == expires


def test_an_item_says_who_recorded_it_and_what_finds_its_duplicates(item, people):
    row = item(title_zh="越南 進口，成長！")
    assert (row.recorder, row.title_key, row.draft) == (people["cs3"], "越南進口成長", False)
    assert len(row.digest) == 64


@pytest.mark.parametrize(
    "wrong", [{"market": "EU"}, {"market": "XX"}, {"hs": "0999"}, {"hs": "12A4"}, {"title_zh": ""}, {"collected": date(2026, 1, 1)}]
)
def test_wrong_markets_codes_titles_and_days_are_refused(item, wrong):
    with pytest.raises(BadInput):
        item(**wrong)
    assert not IntelligenceItem.objects.exists()


def test_a_code_of_another_edition_is_not_held_against_todays_titles(item):
    assert item(hs="854389", hs_edition="HS1996").hs == "854389"


def test_the_same_title_about_the_same_market_is_a_duplicate(item, people):
    item(title_zh="關稅調降")
    with pytest.raises(Refused, match="IN-0001"):
        item(title_zh="關稅 調降。")
    assert item(title_zh="關稅調降", market="JP").ref == "IN-0002"
    assert actions.add_item(actor=people["cs3"], title_zh="關稅調降", market="VN", even_if_known=True).ref == "IN-0003"


def test_the_same_address_is_a_duplicate_whatever_the_title(item):
    item(url="https://example.example/a/")
    with pytest.raises(Refused):
        item(url="https://EXAMPLE.example/a", market="JP")


def test_without_a_source_it_is_a_draft_and_stays_out(item, people):
    rows = [item(grade="B2"), item(source=""), item(grade="C4"), item(grade="B2", observed=date(2025, 1, 1)), item()]
    used = queries.usable(rows, DAY)
    assert [row.ref for row in used.items] == ["IN-0001"]
    assert (used.drafts, used.low, used.expired, used.least) == (1, 2, 1, "C3")
    with pytest.raises(Refused):
        actions.use_item(actor=people["cs1"], ref="IN-0002", subject="x", name="x")


def test_grading_is_kept_with_who_did_it(item, people):
    row = item(grade="B2")
    actions.grade_item(actor=people["tm2"], ref=row.ref, grade="c3", relevance=3, reason="再查")
    shown = queries.item(row.ref, actor=people["cs1"])
    assert (shown.grade, shown.relevance) == ("C3", 3)
    assert [one.by.login for one in shown.gradings.all()] == ["tm2", "tm1"]


def test_confirmed_content_needs_a_second_source(item, people):
    row = item()
    with pytest.raises(Refused):
        actions.grade_item(actor=people["tm1"], ref=row.ref, grade="A1", relevance=3)
    actions.change_item(actor=people["cs3"], ref=row.ref, second_source="PRESS")
    assert actions.grade_item(actor=people["tm1"], ref=row.ref, grade="A1", relevance=3).reliability == "A"


@pytest.mark.parametrize("wrong", ["G1", "A7", "B", "", "B22"])
def test_a_grade_is_a_letter_and_a_digit(wrong):
    with pytest.raises(BadInput):
        read_grade(wrong)


@pytest.mark.parametrize(
    ("grade", "least", "answer"), [("B2", "C3", True), ("C3", "C3", True), ("B4", "C3", False), ("D1", "C3", False), ("", "F6", False)]
)
def test_a_grade_reaches_another_in_both_parts(grade, least, answer):
    assert reaches(grade, least) is answer


def test_grades_and_keys_are_not_changed_by_hand(item, people):
    row = item()
    for field in ("reliability", "digest", "recorder"):
        with pytest.raises(BadInput):
            actions.change_item(actor=people["cs1"], ref=row.ref, **{field: "x"})
    assert IntelligenceItem.objects.get().reliability == ""


def test_lists_are_narrowed_by_state(item, people):
    item(grade="B2"), item(source=""), item(grade="B2", observed=date(2025, 1, 1))
    rows = queries.items(actor=people["ws1"])
    states = {state: queries.standing(rows, state, DAY).count() for state in ("current", "expired", "draft", "ungraded", "all")}
    assert states == {"current": 1, "expired": 1, "draft": 1, "ungraded": 1, "all": 3}
    assert queries.items(actor=people["ws1"], grade="B1").count() == 0
    assert queries.items(actor=people["ws1"], market="VN", find="需求").count() == 3


def test_uses_are_counted_once_for_each_place(item, people):
    row = item(grade="B2")
    for name in ("D-1", "D-1", "D-2"):
        actions.use_item(actor=people["tm1"], ref=row.ref, subject=f"reports.Document:{name}", name=name)
    assert queries.item(row.ref, actor=people["cs1"]).times == 2
    assert [(one.source.code, one.kept, one.used) for one in queries.worth(DAY, actor=people["cs1"])] == [("GSO", 1, 1)]


def test_an_import_is_whole_or_not_at_all(people, sources):
    good = {"title_zh": "甲", "market": "JP", "source": "GSO"}
    with pytest.raises(BadInput) as bad:
        actions.import_items(actor=people["cs1"], rows=[good, {"title_zh": "乙", "market": "ZZ"}])
    assert [problem.row for problem in bad.value.problems] == [2]
    assert not IntelligenceItem.objects.exists()
    assert len(actions.import_items(actor=people["cs1"], rows=[good, {"title_zh": "乙"}])) == 2
    with pytest.raises(NotFound):
        actions.import_items(actor=people["cs1"], rows=[{**good, "source": "NONE"}])


def test_relevance_is_proposed_from_what_the_firm_has(item, product, people):
    from argosy.records.parties.actions import register_party

    row = item(hs="090230")
    assert queries.proposed_relevance(row) == 1
    register_party(actor=people["cs1"], code="C-1", name_zh="示範", name_en="Demo", kinds=["customer"], country="VN")
    assert queries.proposed_relevance(row) == 2


def test_a_hit_of_a_watch_becomes_a_signal_once_and_its_owner_assesses_it(people, sources):
    set_watch(actor=people["cs1"], source="GSO", name="輪圈進口", kind="growth", market="VN", hs="8714", threshold="10", owner="cs3")
    seen = Observed(
        "GSO",
        "2026-05",
        growth={
            ("VN", "871492"): Decimal("14.2"),
            ("VN", "090230"): Decimal(40),
            ("JP", "871492"): Decimal(12),
            ("VN", "871493"): Decimal(10),
        },
    )
    first, again = run_watch(actor=people["cs1"], observed=seen), run_watch(actor=people["cs1"], observed=seen)
    assert [(row.market, row.hs, row.kind, row.owner.login) for row in first] == [("VN", "871492", "signal", "cs3")]
    assert again == []
    with pytest.raises(Refused):
        actions.assess_item(actor=people["ws1"], ref=first[0].ref, words="無影響")
    assert actions.assess_item(actor=people["cs3"], ref=first[0].ref, words="值得報價").assessed_at is not None


def test_new_codes_listings_and_standards_are_watched_by_their_words(people, sources):
    for kind in ("subheading", "listing", "standard"):
        set_watch(actor=people["cs1"], source="GSO", name=kind, kind=kind, words="tea", hs="0902" if kind == "subheading" else "")
    titles = {"090210": "Green tea", "871492": "Tea trolley", "090230": "Coffee"}
    made = run_watch(
        actor=people["cs1"], observed=Observed("GSO", "1", codes=titles, listings={"L1": "Oolong tea"}, standards={"S1": "Steel"})
    )
    assert sorted(row.facts["key"] for row in made) == ["090210", "L1"]


def test_keys_of_titles_and_contents():
    assert title_key("ＡＢＣ 關稅-調降") == title_key("abc關稅調降") == "abc關稅調降"
    assert content_digest("https://a.example/x/", "VN", "", "") == content_digest("HTTPS://A.example/x", "JP", "other", "")
    assert content_digest("", "VN", "a", "b") not in (content_digest("", "VN", "a", "c"), content_digest("", "JP", "a", "b"))
