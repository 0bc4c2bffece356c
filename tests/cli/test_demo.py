"""The sample firm is loaded once, its people are told, and a real firm is left alone."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_sample_firm_is_loaded_once_and_its_people_are_told(argosy):
    first = argosy("demo", "--no-serve")
    again = argosy("demo", "--no-serve")
    assert first.code == again.code == 0
    assert first.out == again.out
    assert "cs1" in first.out


def test_the_reference_order_was_studied_by_the_right_people(argosy):
    assert argosy("demo", "--no-serve").code == 0
    study = argosy("study", "show", "ST-0001", "--json").json
    assert (study["order"], study["state"], study["author"], study["checker"]) == ("OF-0003", "checked", "cs1", "cs2")
    assert (study["undecided"], study["disputed"]) == (0, 0)
    assert next(o["chosen"]["by"] for o in study["options"] if o["chosen"]) == "cs1"
    asked = argosy("consult", "list", "--all", "--json").json
    assert {(one["name"], one["asked"], one["stance"]) for one in asked} >= {("ST-0001", "tm2", "confirms"), ("OF-0002", "LGL", None)}


def test_a_real_firm_is_left_alone(argosy):
    from argosy.records.reference.models import Firm

    Firm(pk=1, name_zh="真實公司", name_en="Real Ltd", address_zh="台北", address_en="Taipei", base_currency="TWD", demo=False).save()
    ran = argosy("demo", "--no-serve")
    assert ran.code == 3
    assert "ARGOSY_HOME" in ran.err


def test_the_first_person_is_an_administrator_and_there_is_one_first(argosy, monkeypatch):
    import io

    from argosy.records.people.queries import person

    monkeypatch.setattr("sys.stdin", io.StringIO("harbour-lantern-27\n"))
    assert argosy("init", "--administrator", "boss").code == 0
    assert person("boss").may("people.person.register")
    monkeypatch.setattr("sys.stdin", io.StringIO("harbour-lantern-27\n"))
    assert argosy("init", "--administrator", "other").code == 3


def test_a_weak_first_password_is_refused(argosy, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("12345\n"))
    assert argosy("init", "--administrator", "boss").code == 2
