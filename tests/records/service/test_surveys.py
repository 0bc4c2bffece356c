"""Questionnaires, waves, links that need no sign-in, answers and their follow-up."""

from __future__ import annotations

from datetime import date

import pytest

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.records.action import LOCAL_READER
from argosy.records.service.surveys import actions, answering, queries
from argosy.records.service.surveys.models import SurveyInvitation, SurveyResponse
from tests.records.service.conftest import ITEMS, WORDS

pytestmark = pytest.mark.django_db
GOOD = {"delivery": 4, "overall": 5, "nps": 9}


def link(wave, customer="C-1"):
    return queries.token(wave.invitations.get(customer__code=customer))


def answer(wave, answers=GOOD, **more):
    return answering.answer(actor=queries.LINK_HOLDER, token=link(wave), answers=answers, **more)


def test_a_link_takes_one_answer_and_the_second_changes_nothing(wave):
    first = answer(wave, comment="很好")
    again = answer(wave, answers={"delivery": 1, "overall": 1}, comment="改口")
    assert again == first
    assert SurveyResponse.objects.get().answers == GOOD


def test_whoever_holds_a_link_may_answer_and_nothing_else(wave):
    with pytest.raises(Refused):
        answering.record_response(actor=queries.LINK_HOLDER, wave=wave.ref, customer="C-1", answers=GOOD)
    with pytest.raises(Refused):
        answering.answer(actor=None, token=link(wave), answers=GOOD)


def test_a_forged_or_replaced_link_opens_nothing(desk, wave):
    good = link(wave)
    for bad in (good[:-1] + ("A" if good[-1] != "A" else "B"), "nonsense", ""):
        with pytest.raises(NotFound):
            queries.opened(bad, date(2026, 1, 2))
    actions.renew_link(actor=desk["ws1"], invitation=wave.invitations.get(customer__code="C-1").pk, expires=date(2999, 1, 1))
    with pytest.raises(NotFound):
        queries.opened(good, date(2026, 1, 2))
    assert queries.opened(link(wave), date(2026, 1, 2)).customer.code == "C-1"


def test_an_old_link_and_a_closed_wave_say_so(desk, wave):
    good = link(wave)
    with pytest.raises(Refused, match="expired"):
        queries.opened(good, date(2999, 1, 2))
    actions.close_wave(actor=desk["ws1"], ref=wave.ref)
    with pytest.raises(Refused, match="closed"):
        queries.opened(good, date(2026, 1, 2))


@pytest.mark.parametrize("bad", [{"delivery": 6, "overall": 3}, {"delivery": 0, "overall": 3}, {"overall": 3}, {"delivery": "4", "overall": 3}, {"delivery": True, "overall": 3}, {"delivery": 4, "overall": 3, "nps": 11}, {"delivery": 4, "overall": 3, "x": 1}])  # fmt: skip
def test_answers_off_the_questionnaire_are_refused(wave, bad):
    with pytest.raises(BadInput):
        answer(wave, answers=bad)
    assert not SurveyResponse.objects.exists()


def test_a_file_of_answers_is_taken_whole_or_not_at_all(desk, wave):
    rows = [
        {"customer": "C-1", "respondent": "", "answers": GOOD, "row": 2}, {"customer": "C-9", "respondent": "", "answers": GOOD, "row": 4},
        {"customer": "C-2", "respondent": "Kim", "answers": {"delivery": 7, "overall": 1}, "row": 5}, {"customer": "C-1", "respondent": "", "answers": GOOD, "row": 8},
    ]  # fmt: skip
    with pytest.raises(BadInput) as refused:
        answering.import_responses(actor=desk["ws1"], wave=wave.ref, rows=rows)
    assert sorted(p.row for p in refused.value.problems) == [4, 5, 8]
    assert not SurveyResponse.objects.exists()
    made = answering.import_responses(actor=desk["ws1"], wave=wave.ref, rows=[rows[0], {**rows[2], "answers": GOOD}])
    assert [row.invitation.customer.code for row in made] == ["C-1", "C-2"]
    with pytest.raises(BadInput):
        answering.import_responses(actor=desk["ws1"], wave=wave.ref, rows=rows[:1])


def test_a_released_questionnaire_gets_a_next_version(desk, form):
    words = {"title_zh": "滿意度", "title_en": "Satisfaction", "intro_zh": "請填", "intro_en": "Please answer"}
    assert actions.write_questionnaire(actor=desk["ws1"], code="CSQ", items=ITEMS[:2], **words).version == 2
    assert actions.write_questionnaire(actor=desk["ws1"], code="CSQ", items=ITEMS, **words).version == 2
    assert form.items.count() == 3
    actions.write_questionnaire(actor=desk["ws1"], code="CSQ", items=ITEMS[:1], **words)
    with pytest.raises(Refused, match="overall"):
        actions.release_questionnaire(actor=desk["ws1"], code="CSQ", version=2)


def test_a_wave_without_a_released_version_cannot_open(desk):
    row = actions.design_wave(actor=desk["ws1"], starts=date(2026, 1, 1), ends=date(2026, 2, 1), **WORDS)
    with pytest.raises(Refused):
        actions.open_wave(actor=desk["ws1"], ref=row.ref)
    with pytest.raises(BadInput):
        actions.design_wave(actor=desk["ws1"], ref=row.ref, ends=date(2025, 1, 1))


def test_only_those_who_have_not_answered_are_reminded_once_a_day(desk, wave):
    answer(wave)
    day = date(2026, 1, 10)
    assert [row.customer.code for row in actions.remind(actor=desk["ws1"], ref=wave.ref, on=day)] == ["C-2"]
    assert actions.remind(actor=desk["ws1"], ref=wave.ref, on=day) == []
    assert SurveyInvitation.objects.get(customer__code="C-2").reminded == ["2026-01-10"]


def test_low_scores_are_listed_until_followed_up(desk, wave):
    row = answer(wave, answers={"delivery": 2, "overall": 3, "nps": 0})
    assert [(key, done) for _, key, _, done in queries.low_scores([row])] == [("delivery", None)]
    told = {"contact": "電話", "measure": "改船期", "due": date(2026, 2, 1)}
    answering.follow_up(actor=desk["ws1"], response=row.pk, item="delivery", **told)
    (fresh,) = queries.responses(wave, actor=LOCAL_READER)
    assert queries.low_scores([fresh])[0][3].measure == "改船期"
    with pytest.raises(BadInput):
        answering.follow_up(actor=desk["ws1"], response=row.pk, item="price", **told)


def test_a_quote_stands_in_the_comment(desk, wave):
    row = answer(wave, comment="船期不準，價格可以")
    answering.code_comment(actor=desk["ws1"], response=row.pk, theme="delivery", quote="船期不準", tone="blame")
    with pytest.raises(BadInput):
        answering.code_comment(actor=desk["ws1"], response=row.pk, theme="price", quote="太貴")
