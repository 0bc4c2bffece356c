from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.kernel.errors import BadInput
from argosy.kernel.evaluation import Names, evaluate, shared
from argosy.kernel.expression import Ref, parse, references, substitute
from argosy.kernel.wording import number_words, words


def result(text: str, **names: object) -> Fraction:
    return evaluate(parse(text), Names({k: Fraction(str(v)) for k, v in names.items()}))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 / 2", "3.5"), ("-3 - -4", "1"), ("min(3, 2, 5)", "2"), ("max(1, 1.5)", "1.5"),
        ("where(2 > 1, 10, 20)", "10"), ("where(1 == 2 or 3 <= 3, 1, 0)", "1"), ("not 0", "1"), ("2 > 1 and 1 > 2", "0"), ("abs(-4)", "4"),
        ("round_to(2.5)", "3"), ("round_even(2.5)", "2"), ("round_down(1999, 1000)", "1000"), ("round_up(1001, 1000)", "2000"), ("round_to(-2.5)", "-3"),
    ],
)  # fmt: skip
def test_arithmetic_is_exact(text, value):
    assert result(text) == Fraction(value)


def test_a_decimal_is_read_as_written_not_as_a_float():
    assert result("0.1 + 0.2") == Fraction(3, 10)


def test_the_branch_not_taken_is_not_evaluated():
    assert result("where(x == 0, 0, 1 / x)", x=0) == 0


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "x.y",
        "sum(1)",
        "share(1, 2)",
        "f(1)",
        "a if b else c",
        "lambda: 1",
        "1 < 2 < 3",
        "'a'",
        "True",
        "2 ** 9",
        "[1]",
        "min()",
        "round_to(1, to=2)",
        "",
    ],
)
def test_anything_else_is_refused_with_the_text(text):
    with pytest.raises(BadInput, match="cannot be used"):
        evaluate(parse(text), Names({"x": 1}))


def test_references_are_told_apart():
    found = [(r.scope, r.name) for r in references(parse("share(@freight, lines.kg) + [dpv] * sum(lines.dpv) - rate"))]
    assert found == [("named", "freight"), ("column", "lines.kg"), ("cell", "dpv"), ("column", "lines.dpv"), ("name", "rate")]


def test_substitution_replaces_every_reference():
    expr = substitute(parse("a + min(a, b)"), lambda ref: Ref("cell", ref.name))
    assert [r.scope for r in references(expr)] == ["cell"] * 3


def test_an_expression_reads_as_people_write_it():
    expr = parse("round_to((dpv + duty) * 0.15) - (a - b) / c")
    assert words(expr, "en", lambda r: r.name) == "round((dpv + duty) × 0.15) − (a − b) ÷ c"
    assert words(expr, "zh-Hant", lambda r: r.name).startswith("四捨五入((dpv + duty) × 0.15)")


def test_numbers_have_thousands_and_a_true_minus():
    assert [number_words(Fraction(x)) for x in ("-1234567.5", "0.1", "1/3")] == ["−1,234,567.5", "0.1", "0.333333333333"]


@given(st.integers(0, 10**9), st.lists(st.fractions(0, 10**6), min_size=1, max_size=30).filter(any))
def test_sharing_money_with_cents_loses_nothing(cents, weights):
    total = Fraction(cents, 100)
    assert sum(shared(total, weights)) == total


class Held:
    """Two columns of three rows."""

    row = 0

    def value(self, ref):
        return Fraction(7)

    def column(self, name):
        return {"t.a": [Fraction(7), Fraction(7), Fraction(8)], "t.b": [Fraction(1), Fraction(2), Fraction(1)]}[name]

    def parts(self, total, name):
        raise KeyError(name)


def test_a_tally_counts_the_rows_that_hold_every_value():
    assert evaluate(parse("tally(t.a, [x], t.b, 1)"), Held()) == 1
    assert evaluate(parse("tally(t.a, [x])"), Held()) == 2
    assert evaluate(parse("tally(t.a, 9)"), Held()) == 0


@pytest.mark.parametrize("text", ["tally(t.a)", "tally(t.a, 1, t.b)", "tally(1, t.a)"])
def test_a_tally_takes_columns_and_values_in_pairs(text):
    with pytest.raises(BadInput):
        parse(text)
