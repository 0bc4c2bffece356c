"""The fast evaluator says what the plain one says, on any expression."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from argosy.kernel.compilation import evaluate, prepared
from argosy.kernel.evaluation import Names
from argosy.kernel.evaluation import evaluate as plain
from argosy.kernel.expression import parse
from argosy.kernel.rounding import MODES, added, round_to, share, whole_multiple

NAMES = Names({"a": Fraction("12.345"), "b": Fraction(-7, 3), "c": Fraction(0), "d": Fraction(100)})
FORMS = ("({x} + {y})", "({x} - {y})", "({x}) * ({y})", "({x}) / 7", "where({x} > {y}, {x}, {y})", "min({x}, {y})", "max({x}, {y})", "abs({x})",
         "-({x})", "(not {x})", "({x} and {y})", "({x} or {y})", "({x} == {y})", "({x} != {y})", "({x} <= {y})", "({x} >= {y})",
         "round_to({x}, 0.05)", "round_even({x})", "round_down({x}, 100)", "round_up({x}, 0.5)")  # fmt: skip


def random_text(random: Random, depth: int) -> str:
    if depth == 0:
        return random.choice(("a", "b", "c", "d", "3", "0.175"))
    return random.choice(FORMS).format(x=random_text(random, depth - 1), y=random_text(random, depth - 1))


def test_it_equals_the_plain_evaluator_on_random_expressions() -> None:
    random = Random(4)
    for _ in range(400):
        expr = parse(random_text(random, 4))
        assert evaluate(expr, NAMES) == plain(expr, NAMES)


def test_a_division_by_nothing_is_told() -> None:
    with pytest.raises(ZeroDivisionError):
        evaluate(parse("a / c"), NAMES)


def test_rounding_to_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="multiple of 0"):
        evaluate(parse("round_to(a, c)"), NAMES)


def test_only_the_chosen_branch_is_looked_at() -> None:
    assert evaluate(parse("where(d > 1, 5, unknown)"), NAMES) == 5
    assert evaluate(parse("c and unknown"), NAMES) == 0
    assert evaluate(parse("d or unknown"), NAMES) == 1


def test_an_expression_is_made_once() -> None:
    expr = parse("a + 1")
    assert prepared(expr) is prepared(expr)


class Table(Names):
    row = 1

    def column(self, name: str) -> list[Fraction]:
        return [Fraction(1, 3), Fraction(5, 2), Fraction(2)]

    def parts(self, total: Fraction, name: str) -> list[Fraction]:
        return [Fraction(p) for p in share(int(total), self.column(name))]


def test_columns_are_summed_counted_and_shared() -> None:
    table = Table({})
    assert evaluate(parse("sum(lines.x)"), table) == Fraction(29, 6)
    assert evaluate(parse("count(lines.x)"), table) == 3
    assert evaluate(parse("share(100, lines.x)"), table) == table.parts(Fraction(100), "x")[1]


@pytest.mark.parametrize("mode", MODES)
def test_whole_multiples_agree_with_rounding_of_fractions(mode: str) -> None:
    for n in range(-25, 26):
        assert whole_multiple(n, 10, mode) == round_to(Fraction(n, 10), Fraction(1), mode)


def test_sums_of_several_denominators_are_exact() -> None:
    assert added([Fraction(1, 3), Fraction(1, 6), Fraction(5), Fraction(-1, 100)]) == Fraction(549, 100)
    assert added([]) == 0
