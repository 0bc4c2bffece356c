from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.kernel.errors import BadInput, NotFound, Refused
from argosy.records.action import LOCAL_READER
from argosy.records.parties import queries
from argosy.records.parties.actions import add_contact, change_contact, change_party, register_party
from argosy.records.parties.models import Party
from argosy.records.parties.taxid import WEIGHTS, tax_id_rule

NEW = {"code": "C-01", "name_zh": "示範車行", "name_en": "Demo Cycles", "country": "TW", "tax_id": "00000016", "kinds": ("customer",)}


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("22099131", "10"), ("04595257", "10"), ("10458570", "5"), ("10458574", "10"), ("10458575", "10"),
        ("00000005", "5"), ("00000016", "10"), ("00000000", "10"), ("12345678", ""), ("2209913", ""), ("220991311", ""), ("2209913a", ""), ("２２０９９１３１", ""),
    ],
)  # fmt: skip
def test_tax_ids_by_the_old_and_the_new_rule(number, rule):
    assert tax_id_rule(number) == rule


@given(st.integers(0, 10**7 - 1).filter(lambda n: n % 10 != 7))
def test_of_ten_last_digits_exactly_two_pass_the_new_rule(stem):
    passing = [digit for digit in range(10) if tax_id_rule(f"{stem:07d}{digit}")]
    assert len(passing) == 2
    assert passing[1] - passing[0] == 5


@given(st.integers(0, 10**8 - 1))
def test_a_single_wrong_digit_is_noticed_under_the_old_rule(number):
    text = f"{number:08d}"
    if tax_id_rule(text) == "10" and text[6] != "7":
        other = text[:7] + str((int(text[7]) + 1) % 10)
        assert tax_id_rule(other) != "10"
    assert len(WEIGHTS) == 8


@pytest.mark.django_db
def test_a_party_is_registered_with_addresses_and_found_again(people):
    register_party(
        actor=people["cs1"], **NEW, addresses=[{"lines_zh": "台北市示範路1號", "lines_en": "No. 1, Shifan Rd., Taipei", "country": "TW"}]
    )
    party = queries.party("C-01", actor=people["ws1"])
    assert party.kinds == ["customer"]
    assert str(party.addresses.get()) == "台北市示範路1號"
    for word in ("示範車", "demo", "C-0", "000000"):
        assert list(queries.parties(actor=people["ws1"], find=word)) == [party]
    assert not queries.parties(actor=people["ws1"], kind="supplier")
    assert not queries.parties(actor=people["ws1"], country="JP")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tax_id", "12345678"),
        ("country", "Taiwan"),
        ("name_zh", ""),
        ("language", "chinese"),
        ("grade", "D"),
        ("website", "not an address"),
    ],
)
def test_a_bad_party_is_refused_naming_the_field(people, field, value):
    with pytest.raises(BadInput) as bad:
        register_party(actor=people["cs1"], **{**NEW, field: value})
    assert {p.field for p in bad.value.problems} == {field}
    assert not Party.objects.exists()


@pytest.mark.django_db
def test_a_code_and_a_tax_id_are_used_once(people):
    register_party(actor=people["cs1"], **NEW)
    for change in ({"tax_id": ""}, {"code": "C-02"}):
        with pytest.raises(BadInput):
            register_party(actor=people["cs1"], **{**NEW, **change})
    register_party(actor=people["cs1"], **{**NEW, "code": "C-02", "country": "JP"})


@pytest.mark.django_db
def test_a_change_is_kept_beside_what_was(people):
    register_party(actor=people["cs1"], **NEW)
    change_party(actor=people["ws1"], code="C-01", name_en="Demo Bikes")
    new, old = Party.objects.get().history.all()
    assert [c.field for c in new.diff_against(old).changes] == ["name_en"]
    assert new.history_user == people["ws1"]


@pytest.mark.django_db
def test_what_is_not_there_cannot_be_changed(people):
    with pytest.raises(NotFound, match="C-99"):
        change_party(actor=people["cs1"], code="C-99", name_en="x")
    register_party(actor=people["cs1"], **NEW)
    for field in ("id", "no_such_field", "history"):
        with pytest.raises(BadInput, match=field):
            change_party(actor=people["cs1"], code="C-01", **{field: 1})


@pytest.mark.django_db
def test_contacts_come_and_go(people):
    register_party(actor=people["cs1"], **NEW)
    contact = add_contact(actor=people["cs1"], code="C-01", name="趙示範", language="zh-Hant", email="buy@demo.example")
    assert list(queries.contacts("C-01", actor=people["ws1"])) == [contact]
    change_contact(actor=people["cs1"], contact=contact.pk, is_active=False)
    assert not queries.contacts("C-01", actor=people["ws1"])


@pytest.mark.django_db
def test_reading_needs_someone():
    assert not queries.parties(actor=LOCAL_READER)
    with pytest.raises(Refused):
        queries.parties(actor=None)


def test_a_long_list_is_counted_once_and_a_short_one_every_time(people, monkeypatch):
    from argosy.records import counting
    from argosy.records.bulk import insert
    from argosy.records.parties.models import Party

    counting.forget()
    monkeypatch.setattr(counting, "EXACT", 3)
    codes = [f"L-{n}" for n in range(5)]
    insert(Party, {"code": codes, "name_zh": "甲", "name_en": "A", "country": "TW"}, 5)
    rows = Party.objects.filter(code__startswith="L-")
    assert (counting.count(rows), counting.count(rows.filter(code="L-1")), counting.count([1, 2])) == (5, 1, 2)
    insert(Party, {"code": ["L-9"], "name_zh": "甲", "name_en": "A", "country": "TW"}, 1)
    assert counting.count(rows) == 5
    assert counting.count(rows.filter(code__in=["L-8", "L-9"])) == 1
    monkeypatch.setattr(counting, "OLD", 0.0)
    assert counting.count(rows) == 6
    counting.forget()
