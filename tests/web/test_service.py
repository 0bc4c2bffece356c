"""The pages of service, and the page a customer answers on without signing in."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests.records.service.conftest import ITEMS, WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROOMS = (
    "cases",
    "surveys",
    "questionnaires",
    "standards",
    "quality",
    "improvements",
    "nonconformities",
    "procedures",
    "policies",
    "needs",
    "strategies",
    "choices",
    "calendar",
)


@pytest.fixture
def desk(people):
    from argosy.records.parties.actions import register_party
    from argosy.records.reference.actions import change_firm

    change_firm(actor=people["adm"], name_zh="測試公司", name_en="Test Ltd.", address_zh="台北市", address_en="Taipei")
    register_party(actor=people["ws1"], code="C-1", kinds=["customer"], name_zh="示範車輪", name_en="Demo Rad", country="DE")
    return people


@pytest.fixture
def seat(client, desk):
    client.force_login(desk["ws1"])
    return client


@pytest.fixture
def wave(desk):
    from argosy.records.service.surveys import actions

    words = {"title_zh": "滿意度", "title_en": "Satisfaction", "intro_zh": "請填", "intro_en": "Please answer"}
    actions.write_questionnaire(actor=desk["ws1"], code="CSQ", items=ITEMS, **words)
    actions.release_questionnaire(actor=desk["ws1"], code="CSQ", version=1)
    made = actions.design_wave(actor=desk["ws1"], questionnaire="CSQ", starts=date(2026, 1, 1), ends=date(2999, 1, 1), **WORDS)
    actions.invite(actor=desk["ws1"], ref=made.ref, customers=[{"customer": "C-1", "language": "en"}])
    return actions.open_wave(actor=desk["ws1"], ref=made.ref)


def address(wave):
    from argosy.records.service.surveys import queries

    return reverse("web:survey-answer", args=[queries.token(wave.invitations.get())])


def opened(seat, **more):
    told = {"kind": "complaint", "customer": "C-1", "words": "紙箱破損", "once": "m1", **more}
    return seat.post(reverse("web:service-make", args=["cases", "open"]), told)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("lang", ["zh-hant", "en"])
def test_every_room_opens_empty_in_both_languages(seat, room, lang):
    seat.cookies["django_language"] = lang
    answer = seat.get(reverse("web:service-list", args=[room]))
    assert answer.status_code == 200
    assert b'class="miss"' in answer.content


def test_a_case_goes_its_way_on_the_page(seat):
    from argosy.records.service.models import ServiceCase

    first = opened(seat)
    again = opened(seat)
    assert (first.status_code, again["Location"]) == (302, first["Location"])
    row = ServiceCase.objects.get()
    page = seat.get(first["Location"]).content.decode()
    assert "紙箱破損" in page
    act = lambda name, **given: seat.post(reverse("web:service-change", args=["cases", row.number, name]), given)  # noqa: E731
    assert act("answer", words="已收到", version=1).status_code == 302
    late = act("cause", cause="受潮", version=1)
    assert late.status_code == 403
    assert "ws1" in late.content.decode()
    assert act("close", version=2).status_code == 422
    assert ServiceCase.objects.get().closed is None


def test_who_may_not_act_is_not_offered_and_is_refused(client, desk):
    client.force_login(desk["ep1"])
    page = client.get(reverse("web:service-list", args=["cases"])).content.decode()
    assert "service/cases/make/open" not in page
    assert (
        client.post(reverse("web:service-make", args=["cases", "open"]), {"kind": "question", "customer": "C-1", "words": "x"}).status_code
        == 403
    )


def test_bad_addresses_are_not_found(seat):
    for where in (
        "/service/nonsense/",
        "/service/cases/SC-9/",
        "/service/calendar/1/",
        "/service/procedures/X~1/",
        "/service/procedures/X/",
    ):
        assert seat.get(where).status_code == 404
    assert seat.post("/service/cases/make/nonsense/").status_code == 404
    assert seat.post("/service/cases/make/answer/").status_code == 404


def test_every_card_of_the_sample_firm_opens(client, db):
    from argosy.records.people.models import Person
    from argosy.records.sample.load import load_sample

    load_sample(password="x")
    client.force_login(Person.objects.get(login="tm1"))
    keys = {
        "cases": "SC-0056", "surveys": "SW-0003", "questionnaires": "CSQ~1", "standards": "SS-09", "improvements": "IA-0001", "nonconformities": "NC-0001", "procedures": "SOP-CS~2",
        "policies": "SP-0001", "needs": "CN-0001", "strategies": "SG-0001", "choices": "SD-0001",
    }  # fmt: skip
    for lang in ("zh-hant", "en"):
        client.cookies["django_language"] = lang
        for room in ROOMS:
            assert client.get(reverse("web:service-list", args=[room])).status_code == 200
        for room, key in keys.items():
            page = client.get(reverse("web:service-record", args=[room, key]))
            assert page.status_code == 200, room


def test_a_customer_answers_without_signing_in_once(client, wave):
    from argosy.records.service.surveys.models import SurveyResponse

    where = address(wave)
    page = client.get(where)
    assert page.status_code == 200
    assert page["X-Robots-Tag"].startswith("noindex")
    assert "Please answer" in page.content.decode()
    assert "請填" in client.get(f"{where}?lang=zh").content.decode()
    done = client.post(where, {"delivery": "4", "overall": "5", "nps": "9", "comment": "Good"})
    assert done.status_code == 302
    assert "Thank you" in client.get(where).content.decode()
    client.post(where, {"delivery": "1", "overall": "1"})
    assert SurveyResponse.objects.get().answers == {"delivery": 4, "overall": 5, "nps": 9}


@pytest.mark.parametrize("bad", [{"delivery": "4"}, {"delivery": "9", "overall": "5"}, {"delivery": "x", "overall": "5"}])
def test_answers_that_cannot_be_taken_keep_what_was_filled_in(client, wave, bad):
    from argosy.records.service.surveys.models import SurveyResponse

    answer = client.post(address(wave), {**bad, "comment": "keep me"})
    assert answer.status_code == 422
    assert "keep me" in answer.content.decode()
    assert not SurveyResponse.objects.exists()


def test_a_dead_link_says_so_and_nothing_more(client, wave, desk):
    from argosy.records.service.surveys.actions import close_wave

    where = address(wave)
    assert client.get("/survey/nonsense:x/").status_code == 404
    assert "C-1" not in client.get("/survey/nonsense:x/").content.decode()
    close_wave(actor=desk["ws1"], ref=wave.ref)
    assert client.get(where).status_code == 410
    assert client.post(where, {"delivery": "4", "overall": "5"}).status_code == 410
