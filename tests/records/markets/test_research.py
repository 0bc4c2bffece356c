from __future__ import annotations

from datetime import date

import pytest

from argosy.kernel.errors import BadInput, Refused
from argosy.records.markets.research import actions, queries
from argosy.records.markets.research.measuring import faults, measure_of, measures
from argosy.records.people.consulting import answer, ask
from argosy.records.people.models import WorkItem
from argosy.records.reference.actions import register_dataset
from tests.records.markets.conftest import DAY

pytestmark = pytest.mark.django_db
WHOLE = {"question": "市場多大", "indicator": "進口值", "unit": "千美元", "period": "2021–2025", "granularity": "HS6 × 年", "use": "篩選"}
VAGUE = {"question": "氣氛如何", "indicator": "市場氣氛", "unit": "分", "period": "2025", "granularity": "國", "use": "篩選"}


@pytest.fixture
def brief(people, told):
    def make(*requirements, requester="tm1"):
        return actions.open_brief(
            actor=people["cs3"], question="茶葉下一個市場？", due=date(2026, 7, 31), candidates=["VN", "NL"], codes=["0902"], requester=requester, requirements=requirements
        )  # fmt: skip

    return make


def states(ref, people, on=DAY):
    return [row.state for row in queries.coverage(ref, on, actor=people["cs1"]).rows]


def ask_about(people, row, due=date(2026, 6, 25)):
    need = row.requirements.get(number=1)
    return ask(actor=people["cs3"], subject=need.reference, name=need.name, question="有資料嗎？", due=due, person="tm2")


def test_a_market_outside_iso_3166_is_refused(people, told):
    with pytest.raises(BadInput):
        actions.open_brief(actor=people["cs1"], question="？", due=DAY, candidates=["VN", "EU"])


@pytest.mark.parametrize(
    ("indicator", "key"),
    [
        ("越南進口值", "import_value"),
        ("競品價格 (零售)", "price"),
        ("MFN tariff", "tariff"),
        ("hhi", "hhi"),
        ("氣氛", None),
        ("市占率成長", "share"),
    ],
)
def test_an_indicator_maps_to_the_field_with_the_longest_word(indicator, key):
    found = measure_of(indicator)
    assert (found.key if found else None) == key


def test_every_measurable_field_is_found_by_its_own_names():
    assert [key for key, one in measures().items() if measure_of(key) != one or measure_of(one.words[0]) != one] == []


def test_what_maps_to_nothing_or_lacks_a_unit_is_not_answerable_as_written(brief, people):
    row = brief(WHOLE, VAGUE, {**WHOLE, "unit": ""}, {**WHOLE, "unit": "公斤"})
    assert states(row.ref, people) == ["open", "not_answerable", "not_answerable", "not_answerable"]
    assert [len(faults(one["indicator"], one["unit"], one["period"], one["granularity"], one["use"])) for one in (WHOLE, VAGUE)] == [0, 1]
    actions.reword_requirement(actor=people["cs3"], ref=row.ref, number=2, indicator="滿意度")
    assert states(row.ref, people)[1] == "open"


def test_its_requester_approves_once_everything_can_be_measured(brief, people):
    row = brief(WHOLE, VAGUE)
    with pytest.raises(Refused, match="requester"):
        actions.approve_brief(actor=people["tm2"], ref=row.ref)
    with pytest.raises(Refused, match=f"{row.ref}.2"):
        actions.approve_brief(actor=people["tm1"], ref=row.ref)
    actions.reword_requirement(actor=people["cs3"], ref=row.ref, number=2, indicator="成長率", unit="%")
    assert actions.approve_brief(actor=people["tm1"], ref=row.ref).state == "approved"
    actions.add_requirement(actor=people["cs3"], ref=row.ref, **WHOLE)
    assert queries.brief(row.ref, actor=people["cs1"]).approved_by is None


def test_an_item_answers_only_while_it_is_graded_well_enough_and_not_expired(brief, people, item):
    row = brief(WHOLE, {**WHOLE, "least_grade": "B2"})
    for number, grade in ((1, "C3"), (2, "C3")):
        actions.link_item(actor=people["cs3"], ref=row.ref, number=number, item=item(grade=grade).ref)
    assert states(row.ref, people) == ["covered", "open"]
    assert states(row.ref, people, date(2027, 6, 30)) == ["open", "open"]
    assert queries.coverage(row.ref, DAY, actor=people["cs1"]).percent == 50


def test_a_data_set_answers_once_an_edition_is_registered(brief, people):
    row = brief({**WHOLE, "dataset": "baci"})
    assert states(row.ref, people) == ["open"]
    names = {"title_zh": "x", "title_en": "x", "publisher_zh": "x", "publisher_en": "x", "licence": "open", "sha256": "0" * 64, "rows": 1}
    register_dataset(actor=people["cs1"], name="baci", edition="202601", as_of=date(2026, 1, 22), **names)
    assert states(row.ref, people) == ["covered"]


def test_help_covers_once_answered_and_becomes_a_gap_once_overdue(brief, people):
    row = brief(WHOLE)
    asked = ask_about(people, row)
    assert states(row.ref, people, date(2026, 6, 25)) == ["open"]
    assert states(row.ref, people) == ["gap"]
    answer(actor=people["tm2"], consultation=asked.pk, words="12 億", stance="confirms", effect="採用")
    assert states(row.ref, people) == ["covered"]


def test_an_overdue_request_is_reminded_of_once(brief, people):
    row = brief(WHOLE)
    ask_about(people, row)
    first, again = (actions.remind(actor=people["cs3"], ref=row.ref, on=DAY) for _ in range(2))
    assert [one.owner.login for one in first] == ["tm2"]
    assert again == []
    assert WorkItem.objects.count() == 1


def test_a_gap_is_a_gap_by_its_note(brief, people):
    row = brief(WHOLE)
    actions.note_gap(actor=people["cs3"], ref=row.ref, number=1, why="越南不公布 8 位碼")
    assert states(row.ref, people) == ["gap"]


def test_a_closed_brief_takes_nothing_more(brief, people):
    row = brief(WHOLE)
    actions.close_brief(actor=people["cs3"], ref=row.ref)
    with pytest.raises(Refused):
        actions.add_requirement(actor=people["cs3"], ref=row.ref, **WHOLE)
    assert queries.briefs(actor=people["cs1"], state="closed").count() == 1
