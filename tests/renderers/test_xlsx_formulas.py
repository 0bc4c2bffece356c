"""Expressions as exact spreadsheet formulas: what is written, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from argosy.kernel.expression import Call, Ref, parse
from argosy.renderers.xlsx import exact
from argosy.renderers.xlsx.exact import Exact, Inexact
from argosy.renderers.xlsx.formulas import formula
from argosy.renderers.xlsx.places import column_letters, valid_name


class Cells:
    """``[a]`` is A1 in whole dollars, ``[p]`` P1 in cents, ``[r]`` R1 a rate, ``[big]`` too large."""

    def value(self, ref: Ref) -> Exact:
        digits = {"a": 0, "p": 2, "r": 6, "big": 0}[ref.name]
        return exact.atom(f"{ref.name.upper()}1", 10**14 if ref.name == "big" else 10**6, digits)

    def total(self, column: str) -> Exact:
        return exact.atom("SUM(A1:A9)", 10**9)

    def count(self, column: str) -> Exact:
        return exact.atom("COUNT(A1:A9)", 9)

    def share(self, call: Call) -> Exact:
        raise Inexact("share")


def written(text: str) -> str:
    return formula(parse(text), Cells())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[a] + [a]", "A1+A1"),
        ("[a] * [p]", "A1*ROUND(P1*100,0)/100"),
        ("round_to([a] * [p], 0.01)", "A1*ROUND(P1*100,0)/100"),
        ("round_to([a] * [r])", "ROUND(A1*ROUND(R1*1000000,0)/1000000,0)"),
        ("round_to([a] * 0.175)", "ROUND(7*A1/40,0)"),
        ("[a] - ([a] - [a])", "A1-(A1-A1)"),
        ("([a] + [a]) * [a]", "(A1+A1)*A1"),
        ("[p]", "ROUND(P1,2)"),
        ("round_down([p])", "QUOTIENT(ROUND(P1*100,0),100)"),
        ("where([a] > [p], 1, 0)", "IF(100*A1>ROUND(P1*100,0),1,0)"),
        ("min([a], [p])", "MIN(100*A1,ROUND(P1*100,0))/100"),
        ("round_to([a] / [p], 0.01)", "ROUND(10000*A1/ROUND(P1*100,0),0)/100"),
        ("abs(-[a])", "ABS(A1)"),
        ("sum(t.a) / 2", "SUM(A1:A9)/2"),
        ("count(t.a)", "COUNT(A1:A9)"),
    ],
)
def test_formulas_as_written(text: str, wanted: str) -> None:
    assert written(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "[big] * 10 + [a]",
        "[big] * [a]",
        "round_even([big] / 7)",
        "round_to([a] * [r] * [p] / 3 * 11)",
        "round_to([a], [p])",
        "max([a] / [p], 1)",
    ],
)
def test_what_could_lose_a_digit_is_refused(text: str) -> None:
    with pytest.raises(Inexact):
        written(text)


def test_names_a_workbook_accepts() -> None:
    assert valid_name("運費 (JPY)", ()) == "運費_JPY"
    assert valid_name("fx1", ()) == "_fx1"
    assert valid_name("R", ()) == "_R"
    assert valid_name("2nd", ()) == "_2nd"
    assert valid_name("Rate", ("rate",)) == "Rate_2"


def test_column_letters() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_common_unit_is_the_largest_that_divides_every_part() -> None:
    unit, parts = exact.common([exact.atom("A1", 1, 2), exact.constant(Fraction(1, 4))])
    assert unit == Fraction(1, 100)
    assert [multiple for multiple, _ in parts] == [1, 25]
