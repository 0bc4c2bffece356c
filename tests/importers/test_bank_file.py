"""Bank statements in three forms say the same; what does not add up or cannot be read is refused with its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.importers.bank_file import read_bank_file
from argosy.kernel.errors import BadInput
from tests.importers.banking import camt, csv, mt940

FORMS = {"s.xml": camt, "s.sta": mt940, "s.csv": csv}


def read(name, data):
    return read_bank_file(name, data)[0]


@pytest.mark.parametrize("name", FORMS)
def test_the_three_forms_say_the_same(name):
    [told] = read(name, FORMS[name]())
    assert (told.account, told.currency) == ("000000000001", "TWD")
    assert [(line.booked, line.amount) for line in told.lines] == [
        (date(2026, 6, 20), 10_500), (date(2026, 6, 21), -300), (date(2026, 6, 22), 200), (date(2026, 6, 22), 500),
    ]  # fmt: skip
    first = told.lines[0]
    assert "IV-202606-0001" in first.reference
    assert (first.party, first.party_account) == ("示範車行", "0000009")
    assert "bank charges" in told.lines[1].reference
    assert len({line.mark for line in told.lines}) == 4


@pytest.mark.parametrize(("name", "data"), [("s.xml", camt("11900.01")), ("s.sta", mt940("11900,01"))])
def test_a_statement_that_does_not_add_up_is_refused(name, data):
    with pytest.raises(BadInput, match=r"download it again"):
        read(name, data)


def test_the_same_file_has_the_same_marks_and_alike_lines_differ():
    assert [line.mark for line in read("a.csv", csv())[0].lines] == [line.mark for line in read("b.csv", csv())[0].lines]
    twice = b"date,amount,reference\n2026-06-20,100,fee\n2026-06-20,100,fee\n"
    marks = [line.mark for line in read("a.csv", twice)[0].lines]
    assert len(set(marks)) == 2


def test_entities_are_refused_before_anything_is_parsed():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document><Stmt>&x;</Stmt></Document>'
    with pytest.raises(BadInput, match="entities"):
        read("s.xml", bomb)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("s.xml", b"<Document><x>", "no camt.053"), ("s.xml", b"<Document/>", "no Stmt"), ("s.xml", camt().replace(b"10500.00</Amt><CdtDbtInd>CRDT", b"x</Amt><CdtDbtInd>CRDT"), "its sign"),
        ("s.xml", camt().replace(b"<BookgDt><Dt>2026-06-21</Dt></BookgDt><AddtlNtryInf>", b"<AddtlNtryInf>"), "booking date"), ("s.sta", mt940().replace(b"2606210621D300,00", b"26062106D300"), "line 8"),
        ("s.sta", mt940().replace(b"C260619TWD1000,00", b"C261319TWD1000,00"), "tag 60F"), ("s.csv", b"date,reference\n2026-06-20,x\n", "no date or amount"), ("s.csv", b"date,amount\n", "no "),
        ("s.csv", b"date,amount\n2026-02-30,5\n", "cannot be read"), ("s.csv", b"date,amount\n2026-02-20,0\n", "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_where(name, data, said):
    with pytest.raises(BadInput) as wrong:
        read(name, data)
    assert said in f"{wrong.value.message.en} {' '.join(p.message.en for p in wrong.value.problems)}"


def test_a_reversed_debit_is_money_in_and_years_turn():
    text = b":20:X\n:25:1\n:60F:C251231TWD0,\n:61:2512310102RD5,NTRFNONREF\n:62F:C260102TWD5,\n"
    [told] = read("s.sta", text)
    assert [(line.amount, line.value, line.booked) for line in told.lines] == [(Decimal(5), date(2025, 12, 31), date(2026, 1, 2))]
