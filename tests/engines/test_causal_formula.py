"""Formulas are read as written, and what cannot be read is said."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from argosy.engines.causal.columns import evaluate
from argosy.engines.causal.design import design
from argosy.engines.causal.filters import filtered
from argosy.engines.causal.formula import Category, parse, with_effects
from argosy.kernel.errors import BadInput

TABLE = pl.DataFrame(
    {"y": [1.0, 2.0, 3.0, 4.0], "a": [1.0, 2.0, 0.0, 4.0], "b": [2, 3, 4, 5], "c": ["x", "y", "x", "z"], "year": [2000, 2001, 2000, 2001]}
)


def names(text: str) -> tuple[str, ...]:
    return design(TABLE, parse(text)).names


def test_sides_terms_and_effects():
    read = parse("log(y) ~ a + b:a + I(a^2) | c + year^c")
    assert (read.outcome, [t.text for t in read.terms], read.effects) == ("log(y)", ["a", "b:a", "I(a^2)"], (("c",), ("year", "c")))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("y ~ a", ("(Intercept)", "a")),
        ("y ~ a - 1", ("a",)),
        ("y ~ 0 + a", ("a",)),
        ("y ~ a | year", ("a",)),
        ("y ~ a | 0", ("(Intercept)", "a")),
        ("y ~ a*b", ("(Intercept)", "a", "b", "a:b")),
        ("y ~ i(year, ref=2000)", ("(Intercept)", "year::2001")),
        ("y ~ i(year, a, ref=2000)", ("(Intercept)", "year::2001:a")),
        ("y ~ i(year):a - 1", ("year::2000:a", "year::2001:a")),
        ("y ~ c", ("(Intercept)", "c::y", "c::z")),
    ],
)
def test_names_of_regressors(text, wanted):
    assert names(text) == wanted


def test_effects_from_the_option_are_added_once():
    assert with_effects(parse("y ~ a | c"), "c, year^c").effects == (("c",), ("year", "c"))


def test_a_crossed_term_is_its_product():
    made = design(TABLE, parse("y ~ a*b"))
    assert np.allclose(made.x[:, 3], made.x[:, 1] * made.x[:, 2])


@pytest.mark.parametrize(
    ("text", "values"), [("a^2", [1, 4, 0, 16]), ("I(a^2 - b)", [-1, 1, -4, 11]), ("-a + 2*b", [3, 4, 8, 6]), ("exp(log(b))", [2, 3, 4, 5])]
)
def test_arithmetic_on_columns(text, values):
    assert np.allclose(evaluate(text, TABLE), values)


def test_a_logarithm_of_nought_leaves_the_row_out_and_says_so():
    assert design(TABLE, parse("y ~ log(a)")).left == {"not_finite": 1}


def test_a_missing_cell_leaves_the_row_out_wherever_it_stands():
    table = TABLE.with_columns(c=pl.Series(["x", None, "x", "z"]), b=pl.Series([2, 3, None, 5]))
    assert design(table, parse("y ~ a + b | c")).left == {"missing": 2}


def test_a_category_keeps_its_base():
    assert parse("y ~ i(c, ref=x)").terms[0].factors == (Category("c", "x", ""),)


@pytest.mark.parametrize(
    "text",
    ["y", "y ~ a ~ b", " ~ a", "y ~ a | b | c", "y ~ (a", "y ~ a - b", "y ~ i(c, ref=q)", "y ~ i(a, b, c)", "y ~ a | b+2", "y ~ a +: b"],
)
def test_what_cannot_be_read_is_bad_input(text):
    with pytest.raises(BadInput):
        design(TABLE, parse(text))


@pytest.mark.parametrize("text", ["__import__('os')", "a.__class__", "open('x')", "[a]", "a if b else y", "log(a, b)", "nothing", "c + 1"])
def test_only_arithmetic_is_read(text):
    with pytest.raises(BadInput):
        evaluate(text, TABLE)


def test_words_in_a_number_column_are_named_with_their_row():
    table = pl.DataFrame({"y": ["1", "2", "n.d."], "a": [1, 2, 3]})
    with pytest.raises(BadInput) as told:
        design(table, parse("y ~ a"))
    assert (told.value.problems[0].row, told.value.problems[0].field) == (4, "y")


@pytest.mark.parametrize(
    ("condition", "rows"), [("a > 1", 2), ("c != 'x'", 2), ("year in 2001", 2), ("y >= b", 0), ("a <= y", 4), ("c = z", 1), ("a in 1,4", 2)]
)
def test_conditions_on_rows(condition, rows):
    if not rows:
        with pytest.raises(BadInput):
            filtered(TABLE, [condition])
    else:
        assert filtered(TABLE, [condition]).height == rows


@pytest.mark.parametrize("condition", ["a >", "q > 1", "a > many", "a"])
def test_a_condition_that_cannot_be_read_is_bad_input(condition):
    with pytest.raises(BadInput):
        filtered(TABLE, [condition])
