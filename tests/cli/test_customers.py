"""argosy customers and leads: the JSON of the contract, and what is refused."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest


@pytest.fixture
def purchases(tmp_path):
    """A file of 80 customers who buy at their own rate, some returns and a row without a customer."""
    draw = random.Random(4)
    rows = []
    for customer in range(80):
        day, every = date(2025, 1, 1) + timedelta(days=draw.randrange(60)), draw.choice((10, 20, 40, 80))
        while day < date(2026, 1, 1):
            rows.append(f"K{customer:03},{day.isoformat()},{draw.randrange(50, 900)}.50")
            day += timedelta(days=1 + round(draw.expovariate(1 / every)))
    file = tmp_path / "p.csv"
    file.write_text("customer,date,amount\n" + "\n".join([*rows, "K000,2025-05-05,-20", ",2025-05-06,7"]) + "\n")
    return file


def test_customer_value_in_json(argosy, purchases):
    ran = argosy("customers", "value", purchases, "--json")
    assert (ran.code, ran.err) == (0, "")
    told = ran.json
    assert (told["customers"], told["bg_nbd"]["n"], len(told["table"])) == (80, 80, 80)
    assert set(told["bg_nbd"]["parameters"]) == {"r", "alpha", "a", "b"}
    assert {row["en"] for row in told["left_out"]} == {"no customer", "a negative amount (a return or an adjustment)"}
    assert told["bg_nbd"]["boundary"] is (told["model"] == "nbd")
    assert {"naive", "nbd"} <= set(told["comparison"]["records"])
    assert all(row["alive"] is None or row["alive"] < 1 for row in told["table"])


@pytest.mark.parametrize(("lang", "words"), [("en", "Out of time after"), ("zh-Hant", "樣本外比較")])
def test_customer_value_for_people(argosy, purchases, monkeypatch, lang, words):
    monkeypatch.setenv("ARGOSY_LANG", lang)
    assert words in argosy("customers", "value", purchases).out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("customer,date\nA,2025-01-01\n", "amount"),
        ("customer,date,amount\nA,soon,5\n", "no date"),
        ("customer,date,amount\nA,2025-01-01,-5\n", "no purchase"),
    ],
)
def test_a_file_that_holds_none_is_bad_input(argosy, tmp_path, monkeypatch, text, words):
    monkeypatch.setenv("ARGOSY_LANG", "en")
    file = tmp_path / "bad.csv"
    file.write_text(text)
    ran = argosy("customers", "value", file, "--json")
    assert ran.code == 2
    assert words in ran.err


def test_an_unknown_unit_is_bad_input(argosy, purchases):
    assert argosy("customers", "value", purchases, "--unit", "fortnight").code == 2
