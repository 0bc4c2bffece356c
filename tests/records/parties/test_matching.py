from __future__ import annotations

import pytest

from argosy.records.parties.joining.matching import LIKELY, Register, alike, plain_name
from argosy.records.parties.vat import check_digits


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示範永順車業股份有限公司", "示範永順車業有限公司"), ("Yongshun Demo Cycles Co., Ltd.", "YONGSHUN DEMO CYCLES CO LTD"),
        ("Rhine Demo Bikes GmbH", "Rhein Demo Bikes GmbH"), ("Ｄｅｍｏ　Cycles", "demo cycles"),
    ],
)  # fmt: skip
def test_spellings_of_one_firm_are_alike(one, other):
    assert alike(one, other) >= LIKELY


@pytest.mark.parametrize(
    ("one", "other"), [("示範和豐單車行", "示範大崙五金有限公司"), ("Hefeng Demo Bicycle Store", "Dalun Demo Hardware Ltd."), ("", "Demo")]
)
def test_other_firms_are_not(one, other):
    assert alike(one, other) < LIKELY


def test_the_same_name_is_wholly_alike_and_legal_forms_do_not_count():
    assert alike("示範永順車業", "示範永順車業股份有限公司") == 1.0
    assert plain_name("Co., Ltd.") == ""


def test_a_register_finds_the_best_first():
    register = Register([("A", "Yongshun Demo Cycles"), ("B", "Yongshun Demo Cycle Parts"), ("C", "Dalun Hardware")])
    found = register.find("Yongshun Demo Cycles Ltd")
    assert [one.code for one in found][:1] == ["A"]
    assert found[0].score == 1.0
    assert "C" not in {one.code for one in found}
    assert register.find("") == []


@pytest.mark.parametrize(
    ("country", "number", "right"),
    [
        ("DE", "DE136695976", True), ("DE", "DE136695978", False), ("FR", "FR40303265045", True), ("FR", "FR41303265045", False), ("BE", "BE0428759497", True),
        ("IT", "IT00743110157", True), ("IT", "IT00743110158", False), ("AT", "ATU13585627", True), ("NL", "NL004495445B01", True), ("NL", "NL004495446B01", False),
        ("GB", "GB980780684", True), ("GB", "GB802311781", False), ("AU", "51 824 753 556", True), ("AU", "51824753557", False), ("DK", "DK13585628", True),
        ("PL", "PL8567346215", True), ("FI", "FI20774740", True), ("KR", "1168648005", None), ("SE", "SE123456789701", True), ("US", "12-3456789", None), ("DE", "12345", None),
    ],
)  # fmt: skip
def test_check_digits_abroad(country, number, right):
    found = check_digits(country, number)
    assert found is right if right is not None else found in (None, True, False)


def test_japanese_corporate_numbers():
    """The number the National Tax Agency gives as its own: 7000012050002."""
    assert check_digits("JP", "7000012050002") is True
    assert check_digits("JP", "T8000012050002") is False
