"""Market knowledge in the browser: lists, records, acts and the import."""

from __future__ import annotations

from datetime import date

import pytest

from argosy.records.markets.intel.models import IntelligenceItem
from argosy.records.reference.queries import today
from argosy.records.reference.sourcing.actions import grade_source, open_checklist, record_culture, register_source
from tests.web.world import body, form_value, upload

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = date(2026, 6, 30)
ROOM = "/markets/rooms"
ROOMS = ("intelligence", "sources", "briefs", "decisions", "rivals", "culture", "compliance", "channels")
ITEM = {
    "title_zh": "越南關稅調降",
    "market": "VN",
    "observed": "2026-06-20",
    "source": "GSO",
    "kind": "regulation",
    "channel": "office",
    "secrecy": "internal",
    "lawful": "unknown",
}


@pytest.fixture
def known(people):
    register_source(
        actor=people["cs1"], code="GSO", name_zh="統計", name_en="Statistics", owner="GSO", refresh_days=7, refreshed=date(2026, 1, 1)
    )
    grade_source(actor=people["cs1"], code="GSO", reliability="B", reason="official", on=DAY)


@pytest.fixture
def desk(browser, known):
    """``desk("cs3")`` posts to a room and follows."""

    def make(login="cs3", language="en"):
        client = browser(login, language)

        def post(path, **fields):
            return client.post(f"{ROOM}/{path}/", fields, follow=True)

        client.act = post
        return client

    return make


def test_an_item_is_entered_graded_and_found(desk):
    cs3, tm1 = desk(), desk("tm1")
    page = cs3.act("intelligence/make/add", **ITEM)
    assert page.redirect_chain[0][0].endswith("/intelligence/IN-0001/")
    assert "越南關稅調降" in body(page)
    assert "Not graded yet" in body(page)
    assert "B2" in body(tm1.act("intelligence/IN-0001/grade", grade="B2", relevance="3"))
    shown = body(cs3.get(f"{ROOM}/intelligence/", {"market": "vn", "grade": "C3", "state": "current"}))
    assert "IN-0001" in shown
    assert "IN-0001" not in body(cs3.get(f"{ROOM}/intelligence/", {"state": "expired"}))


def test_a_wrong_field_is_shown_in_its_form_and_nothing_is_kept(desk):
    page = desk().act("intelligence/make/add", **{**ITEM, "market": "EU"})
    assert page.status_code == 422
    assert "no country code of ISO 3166-1" in body(page)
    assert not IntelligenceItem.objects.exists()


def test_a_duplicate_is_refused_until_it_is_wanted(desk):
    cs3 = desk()
    cs3.act("intelligence/make/add", **ITEM)
    again = cs3.act("intelligence/make/add", **ITEM)
    assert (again.status_code, "IN-0001" in body(again)) == (403, True)
    cs3.act("intelligence/make/add", **ITEM, even_if_known="on")
    assert IntelligenceItem.objects.count() == 2


def test_what_a_person_may_not_do_is_not_offered_and_refused(desk):
    fm1, adm = desk("fm1"), desk("adm")
    assert 'action="/markets/rooms/sources/make/register/"' not in body(fm1.get(f"{ROOM}/sources/"))
    assert fm1.act("sources/make/register", code="X", name_zh="x", owner="x").status_code == 403
    assert adm.act("intelligence/make/add", **ITEM).status_code == 403


@pytest.mark.parametrize("language", ["zh-hant", "en"])
@pytest.mark.parametrize("room", ROOMS)
def test_every_list_opens_in_both_languages(desk, room, language):
    page = desk("tm1", language).get(f"{ROOM}/{room}/")
    assert page.status_code == 200
    assert "<h1>" in body(page)


def test_a_stale_source_is_told_until_it_is_refreshed(desk):
    cs3 = desk()
    assert "stale" in body(cs3.get(f"{ROOM}/sources/"))
    assert "Past its cycle" in body(cs3.get(f"{ROOM}/sources/GSO/"))
    assert "Past its cycle" not in body(cs3.act("sources/GSO/refresh"))


def test_a_brief_shows_what_is_missing_and_asks_for_help(desk):
    cs3 = desk()
    rows = "多大？|進口值|USD|2025|HS6|篩選\n氣氛？|氣氛|||"
    page = body(cs3.act("briefs/make/open", question="越南？", due="2026-07-31", candidates="VN, NL", requirements=rows, requester="tm1"))
    assert "not answerable as written" in page
    assert "about=requirement:RB-0001.1" in page
    assert cs3.get("/consultations/ask/", {"about": "requirement:RB-0001.1"}).status_code == 200
    assert "Reword first" in body(desk("tm1").act("briefs/RB-0001/approve"))
    assert "gap" in body(cs3.act("briefs/RB-0001/gap", number="1", why="no data"))


def test_a_decision_says_what_it_lacks(desk):
    cs3 = desk()
    options = "NL|荷蘭|排名第一|\nVN|越南|成長|"
    page = body(
        cs3.act("decisions/make/write", question="哪個市場？", kind="market", criteria="需求", targets="VN", chosen="VN", options=options)
    )
    assert "no reasons" in page
    assert "no figure is cited" in page
    refused = cs3.act("decisions/DR-0001/submit")
    assert (refused.status_code, "It cannot be submitted" in body(refused)) == (403, True)
    assert "因為成長" in body(cs3.act("decisions/DR-0001/rewrite", reasons="因為成長"))
    assert "no reasons" not in body(cs3.get(f"{ROOM}/decisions/DR-0001/"))
    told = body(cs3.act("decisions/DR-0001/cite", label="成長", value="14.1", unit="%", claim="growing", dataset="d", edition="1"))
    assert "Cannot be computed anew" in told


def test_records_of_the_other_rooms_open(desk, people, register):
    cs3, ep1 = desk(), desk("ep1")
    note = record_culture(
        actor=people["cs1"], market="VN", factor="taboo", finding="忌黑", promotion="避免", review_date=date(2027, 1, 1), source="GSO"
    )
    rules = [{"rule": "L1", "topic": "label", "requirement": "標示", "citation": ""}]
    checklist = open_checklist(actor=people["cs1"], market="VN", product="茶", on=DAY, rules=rules)
    assert "Religion" in body(cs3.get(f"{ROOM}/culture/{note.pk}/"))
    assert "Gap" in body(cs3.act(f"compliance/{checklist.pk}/decide", rule="L1", verdict="met"))
    assert "Complete to 0 %" in body(ep1.act("channels/make/open", code="LM-SG", name_zh="平台", market="SG", kind="platform"))
    assert "Complete to 8 %" in body(ep1.act("channels/LM-SG/write", key="ads", words="站內廣告", as_of=today().isoformat(), source="GSO"))
    ep1.act("rivals/make/register", code="R1", maker="示範", name_zh="果汁", own="J-1")
    assert "9.5" in body(ep1.act("rivals/R1/price", on="2026-06-01", price="9.50", currency="USD", unit="H87"))


@pytest.mark.parametrize("path", ["intelligence/IN-9999", "nothing", "nothing/1", "culture/x", "compliance/0", "channels/NONE"])
def test_what_there_is_not_is_not_found(desk, path):
    assert desk().get(f"{ROOM}/{path}/").status_code == 404


def test_a_file_is_shown_before_it_is_kept_and_repeats_are_left_out(desk):
    cs3 = desk()
    cs3.act("intelligence/make/add", **ITEM)
    table = "標題,市場,日期\n越南關稅調降,VN,2026-06-01\n泰國展會,TH,115/6/2\n".encode()
    page = cs3.post("/markets/intelligence/import/", {**upload(table, "items.csv"), "source": "GSO"})
    assert "IN-0001" in body(page)
    assert IntelligenceItem.objects.count() == 1
    cs3.post("/markets/intelligence/import/store/", {"upload": form_value(page, "upload"), "source": "GSO"})
    assert [row.title_zh for row in IntelligenceItem.objects.order_by("pk")] == ["越南關稅調降", "泰國展會"]


def test_a_bad_row_stops_the_import(desk):
    cs3 = desk()
    page = cs3.post("/markets/intelligence/import/", upload("title,market\n甲,VN\n乙,QQ\n".encode(), "items.csv"))
    assert "QQ" in body(page)
    assert cs3.post("/markets/intelligence/import/store/", {"upload": form_value(page, "upload")}).status_code == 422
    assert cs3.post("/markets/intelligence/import/", {}).status_code == 422
    assert not IntelligenceItem.objects.exists()
