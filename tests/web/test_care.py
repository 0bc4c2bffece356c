"""Pages of customer care: a rep's morning, a contact in twenty seconds, prospects, events, bringing parties in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.test_pages import check_sound

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = (
    "/customers/morning/", "/customers/upkeep/", "/customers/replenishment/?all=1", "/customers/cards/C-TW-04/", "/customers/log/", "/customers/log/?party=C-TW-05",
    "/customers/prospects/", "/customers/prospects/PL-0060/", "/customers/prospects/new/", "/customers/events/", "/customers/events/EV-0009/", "/parties/import/", "/parties/doubles/",
)  # fmt: skip
FILE = b"code,name,country,contact,email\nC-900,\xe7\xa4\xba\xe7\xaf\x84\xe8\xbb\x8a\xe8\xa1\x8c,TW,Demo Lin,lin@demo.example\n"


@pytest.fixture
def sample(people):
    """The sample firm and its people instead of those of the tests."""
    from argosy.records.people.models import Person, PersonRole
    from argosy.records.sample.load import load_sample

    PersonRole.objects.all().delete()
    Person.objects.all().delete()
    load_sample(password="for-the-tests-only")
    people.clear()
    people.update({person.login: person for person in Person.objects.all()})


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_every_page_is_sound_in_both_languages(browser, sample, language):
    ws1 = browser("ws1", language)
    for path in PAGES:
        assert check_sound(ws1.get(path), language)


def test_a_contact_is_logged_from_the_morning(browser, sample):
    from argosy.records.care.contacting.models import Interaction

    ws1 = browser("ws1")
    morning = ws1.get("/customers/morning/").content.decode()
    assert "144 days without contact" in morning
    page = ws1.get("/customers/log/?party=C-TW-05&then=morning").content.decode()
    mark = page.split('name="once" value="')[1].split('"')[0]
    told = {
        "party": "C-TW-05",
        "channel": "visit",
        "result": "同意下週下單",
        "next_on": "2026-07-07",
        "at": "2026-06-30T10:00",
        "purpose": "upkeep",
        "once": mark,
        "then": "morning",
    }
    for _ in range(2):
        assert ws1.post("/customers/log/", told)["Location"] == "/customers/morning/"
    assert Interaction.objects.filter(result="同意下週下單").count() == 1
    assert "144 days without contact" not in ws1.get("/customers/morning/").content.decode()


def test_a_wrong_contact_is_shown_again_with_what_was_typed(browser, sample):
    answer = browser("ws1").post(
        "/customers/log/",
        {
            "party": "C-TW-05",
            "channel": "visit",
            "purpose": "upkeep",
            "at": "2026-06-30T10:00",
            "next_on": "2026-06-01",
            "result": "typed before",
        },
    )
    assert answer.status_code == 400
    assert "typed before" in answer.content.decode()


def test_two_people_at_one_prospect(browser, sample):
    from argosy.records.care.contacting.queries import state_of
    from argosy.records.care.leads.models import Lead

    row = Lead.objects.filter(stage="potential").first()
    seen = str(state_of(row))
    first = browser("ws1").post(f"/customers/prospects/{row.ref}/move/", {"to": "need", "seen": seen}, follow=True)
    assert "The prospect is moved." in first.content.decode()
    second = browser("ws2").post(f"/customers/prospects/{row.ref}/move/", {"to": "cancelled", "seen": seen}, follow=True)
    assert "was changed by" in second.content.decode()
    row.refresh_from_db()
    assert row.stage == "need"


def test_screening_comes_before_the_quotation(browser, sample):
    from argosy.records.care.leads.models import Lead

    row = Lead.objects.filter(stage="need", screened_on=None).first()
    ws1 = browser("ws1")
    assert "is not screened" in ws1.post(f"/customers/prospects/{row.ref}/move/", {"to": "quote"}, follow=True).content.decode()
    ws1.post(f"/customers/prospects/{row.ref}/screen/")
    assert "The prospect is moved." in ws1.post(f"/customers/prospects/{row.ref}/move/", {"to": "quote"}, follow=True).content.decode()


def test_an_event_is_opened_invited_to_and_answered(browser, sample):
    ws1 = browser("ws1")
    where = ws1.post(
        "/customers/events/new/", {"name_zh": "試乘", "kind": "launch", "starts": "2026-07-20", "ends": "2026-07-20", "currency": "TWD"}
    )["Location"]
    ws1.post(f"{where}invite/", {"whom": ["C-TW-01", "PL-0060"]})
    page = ws1.get(where).content.decode()
    number = page.split('name="invitation" value="')[1].split('"')[0]
    ws1.post(f"{where}answer/", {"invitation": number, "answer": "yes"})
    assert "2 invited, 1 answered, 1 will come" in ws1.get(where).content.decode()


def test_parties_come_in_are_shown_first_and_can_be_taken_back(browser, sample):
    from argosy.records.parties.models import Party

    cs1 = browser("cs1")
    page = cs1.post("/parties/import/", {"file": SimpleUploadedFile("p.csv", FILE)}).content.decode()
    assert "C-900" in page
    assert not Party.objects.filter(code="C-900").exists()
    cs1.post("/parties/import/store/", {"upload": page.split('name="upload" value="')[1].split('"')[0]})
    assert Party.objects.filter(code="C-900").exists()
    cs1.post("/parties/import/PI-0001/undo/")
    assert not Party.objects.filter(code="C-900").exists()


def test_the_calendar_is_a_file_of_ones_own(browser, sample):
    answer = browser("ws1").get("/customers/agenda.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "argosy-ws1.ics" in answer["Content-Disposition"]
    assert answer.content.decode().startswith("BEGIN:VCALENDAR\r\n")
