"""The exact evaluator: expressions over fractions, with no rounding but what the expression asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from argosy.kernel.expression import Call, Expr, Num, Op, Ref
from argosy.kernel.rounding import Mode, round_to, share

ROUNDINGS: dict[str, Mode] = {"round_to": "half_up", "round_even": "half_even", "round_down": "down", "round_up": "up"}


class Scope(Protocol):
    """What an expression may look up."""

    @property
    def row(self) -> int:
        """The place of the current row within its table, from 0."""

    def value(self, ref: Ref) -> Fraction:
        """The value of a name, a cell or a named value; ``KeyError`` when there is none."""

    def column(self, name: str) -> Sequence[Fraction]:
        """The body values of ``table.column``, in row order."""

    def parts(self, total: Fraction, name: str) -> Sequence[Fraction]:
        """``total`` shared over ``table.column`` by largest remainder; a scope may keep the answer for the next row."""


class Names:
    """A scope of plain names."""

    row = 0

    def __init__(self, values: Mapping[str, Fraction | int]) -> None:
        self.values = values

    def value(self, ref: Ref) -> Fraction:
        """The value of the name."""
        return Fraction(self.values[ref.name])

    def column(self, name: str) -> Sequence[Fraction]:
        """Plain names have no columns."""
        raise KeyError(name)

    def parts(self, total: Fraction, name: str) -> Sequence[Fraction]:
        """Plain names have no columns."""
        raise KeyError(name)


def evaluate(expr: Expr, scope: Scope) -> Fraction:
    """The exact value. ``ZeroDivisionError`` and ``KeyError`` are left to the caller, who knows the field."""
    if isinstance(expr, Num):
        return expr.value
    if isinstance(expr, Ref):
        return scope.value(expr)
    if isinstance(expr, Op):
        return _operate(expr, scope)
    return _CALLS[expr.fn](expr, scope)


def _operate(expr: Op, scope: Scope) -> Fraction:
    if expr.op in ("and", "or"):
        test = all if expr.op == "and" else any
        return Fraction(int(test(evaluate(a, scope) for a in expr.args)))
    return _OPERATORS[expr.op](*(evaluate(a, scope) for a in expr.args))


_OPERATORS: dict[str, Callable[..., Fraction]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
    "<": lambda a, b: Fraction(a < b), "<=": lambda a, b: Fraction(a <= b), ">": lambda a, b: Fraction(a > b),
    ">=": lambda a, b: Fraction(a >= b), "==": lambda a, b: Fraction(a == b), "!=": lambda a, b: Fraction(a != b),
    "neg": lambda a: -a, "not": lambda a: Fraction(not a),
}  # fmt: skip


def _where(call: Call, scope: Scope) -> Fraction:
    test, yes, no = call.args
    return evaluate(yes if evaluate(test, scope) else no, scope)


def _rounding(call: Call, scope: Scope) -> Fraction:
    value, to = evaluate(call.args[0], scope), evaluate(call.args[1], scope) if len(call.args) > 1 else Fraction(1)
    return round_to(value, to, ROUNDINGS[call.fn])


def _column(call: Call, place: int, scope: Scope) -> Sequence[Fraction]:
    ref = call.args[place]
    assert isinstance(ref, Ref)
    return scope.column(ref.name)


def _share(call: Call, scope: Scope) -> Fraction:
    ref = call.args[1]
    assert isinstance(ref, Ref)
    return scope.parts(evaluate(call.args[0], scope), ref.name)[scope.row]


def _tally(call: Call, scope: Scope) -> Fraction:
    """How many rows hold each value asked for in its column."""
    wanted = [(_column(call, at, scope), evaluate(call.args[at + 1], scope)) for at in range(0, len(call.args), 2)]
    rows = zip(*(column for column, _ in wanted), strict=True)
    values = tuple(value for _, value in wanted)
    return Fraction(sum(row == values for row in rows))


def shared(total: Fraction, weights: Sequence[Fraction]) -> list[Fraction]:
    """``total`` split over ``weights`` in units of its own last decimal, by largest remainder."""
    unit = _unit(total)
    return [part * unit for part in share(int(total / unit), weights)]


def _unit(total: Fraction) -> Fraction:
    digits = next(d for d in range(19) if (total * 10**d).denominator == 1)
    return Fraction(1, 10**digits)


_CALLS: dict[str, Callable[[Call, Scope], Fraction]] = {
    "min": lambda c, s: min(evaluate(a, s) for a in c.args),
    "max": lambda c, s: max(evaluate(a, s) for a in c.args),
    "abs": lambda c, s: abs(evaluate(c.args[0], s)),
    "sum": lambda c, s: sum(_column(c, 0, s), Fraction(0)),
    "count": lambda c, s: Fraction(len(_column(c, 0, s))),
    "where": _where,
    "share": _share,
    "tally": _tally,
    **dict.fromkeys(ROUNDINGS, _rounding),
}
