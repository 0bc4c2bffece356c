"""Expressions of the allow-listed grammar as spreadsheet formulas that give the engine's exact result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from argosy.kernel.expression import Call, Expr, Num, Op, Ref
from argosy.renderers.xlsx import exact
from argosy.renderers.xlsx.exact import DECIMAL_LIMIT, INTEGER_LIMIT, Exact, Inexact

_SIGNS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "<>"}


class Operands(Protocol):
    """What an expression refers to, as whole-number formulas."""

    def value(self, ref: Ref) -> Exact:
        """The cell or named value of a reference; ``Inexact`` when it stands nowhere in the workbook."""

    def total(self, column: str) -> Exact:
        """The sum of the body cells of ``table.column``."""

    def count(self, column: str) -> Exact:
        """How many body cells of ``table.column`` hold a number."""

    def tally(self, pairs: Sequence[tuple[str, Exact]]) -> Exact:
        """How many body rows hold each value in its ``table.column``."""

    def share(self, call: Call) -> Exact:
        """This row's part of a total shared by largest remainder."""


def formula(expr: Expr, operands: Operands) -> str:
    """The formula, without ``=``; raises ``Inexact`` when it could differ from the engine."""
    return exact.written(compiled(expr, operands))


def compiled(expr: Expr, operands: Operands) -> Exact:
    """The expression as exact parts."""
    if isinstance(expr, Num):
        return exact.constant(expr.value)
    if isinstance(expr, Ref):
        return operands.value(expr)
    if isinstance(expr, Op):
        return _operated(expr, operands)
    return _CALLS[expr.fn](expr, operands)


def _operated(op: Op, operands: Operands) -> Exact:
    if op.op in _OPERATORS:
        return _OPERATORS[op.op](*(compiled(a, operands) for a in op.args))
    return Exact(f"IF({_condition(op, operands)},1,0)")


_OPERATORS: dict[str, Callable[..., Exact]] = {
    "+": lambda a, b: exact.added([a, b]),
    "-": lambda a, b: exact.added([a, exact.negative(b)]),
    "*": exact.product,
    "/": exact.quotient,
    "neg": exact.negative,
}


def _condition(expr: Expr, operands: Operands) -> str:
    if isinstance(expr, Op) and expr.op in _SIGNS:
        left, right = (compiled(a, operands) for a in expr.args)
        return exact.compared(_SIGNS[expr.op], left, right)
    if isinstance(expr, Op) and expr.op in ("and", "or", "not"):
        return f"{expr.op.upper()}({','.join(_condition(a, operands) for a in expr.args)})"
    return f"{compiled(expr, operands).factored()}<>0"


def _where(call: Call, operands: Operands) -> Exact:
    test, yes, no = call.args
    return exact.choice(_condition(test, operands), compiled(yes, operands), compiled(no, operands))


def _step(call: Call) -> Fraction:
    if len(call.args) == 1:
        return Fraction(1)
    if not isinstance(call.args[1], Num):
        raise Inexact("the unit of rounding is not a number")
    return call.args[1].value


def _rounded(call: Call, operands: Operands) -> Exact:
    value, step = compiled(call.args[0], operands), _step(call)
    ratio = value.factor / step
    if ratio.denominator == 1 and not value.over:
        return value
    top = exact.scaled(ratio.numerator, value)
    peak = abs(ratio.numerator) * value.peak
    below = [str(ratio.denominator)] * (ratio.denominator != 1) + [value.over] * bool(value.over)
    below_peak = ratio.denominator * value.over_peak
    decimal = not value.over and _is_decimal(ratio.denominator)
    if max(peak, below_peak) >= (DECIMAL_LIMIT if decimal and call.fn == "round_to" else INTEGER_LIMIT // 2):
        raise Inexact(top)
    text = _ROUNDED[call.fn](_Ratio(f"({top})" if value.strength < 3 else top, "*".join(below), bool(value.over)))
    return Exact(text, step, peak // ratio.denominator + 1)


def _is_decimal(n: int) -> bool:
    for prime in (2, 5):
        while n % prime == 0:
            n //= prime
    return n == 1


@dataclass(frozen=True, slots=True)
class _Ratio:
    """What is rounded: ``top`` ÷ ``below``. ``below`` is a positive constant unless it ``varies``."""

    top: str
    below: str
    varies: bool

    @property
    def size(self) -> str:
        return f"ABS({self.below})" if self.varies else self.below

    @property
    def sign(self) -> str:
        return f"SIGN({self.top})" + (f"*SIGN({self.below})" if self.varies else "")


def _nearest(ratio: _Ratio) -> str:
    return f"ROUND({ratio.top}/{exact.divisor(ratio.below)},0)"


def _nearest_even(ratio: _Ratio) -> str:
    top = f"ABS({ratio.top})"
    nearest = f"ROUND({top}/{ratio.size},0)"
    odd_tie = f"AND(MOD({top},{ratio.size})*2={ratio.size},MOD({nearest},2)=1)"
    return f"{ratio.sign}*({nearest}-IF({odd_tie},1,0))"


def _cut(ratio: _Ratio) -> str:
    return f"QUOTIENT({ratio.top},{ratio.below})"


def _away(ratio: _Ratio) -> str:
    return f"({_cut(ratio)}+IF(MOD(ABS({ratio.top}),{ratio.size})=0,0,{ratio.sign}))"


_ROUNDED: dict[str, Callable[[_Ratio], str]] = {
    "round_to": _nearest,
    "round_even": _nearest_even,
    "round_down": _cut,
    "round_up": _away,
}


def _column(call: Call) -> str:
    ref = call.args[0]
    assert isinstance(ref, Ref)
    return ref.name


def _column_at(call: Call, place: int) -> str:
    ref = call.args[place]
    assert isinstance(ref, Ref)
    return ref.name


_CALLS: dict[str, Callable[[Call, Operands], Exact]] = {
    "min": lambda c, o: exact.call("MIN", [compiled(a, o) for a in c.args]),
    "max": lambda c, o: exact.call("MAX", [compiled(a, o) for a in c.args]),
    "abs": lambda c, o: exact.absolute(compiled(c.args[0], o)),
    "sum": lambda c, o: o.total(_column(c)),
    "count": lambda c, o: o.count(_column(c)),
    "where": _where,
    "share": lambda c, o: o.share(c),
    "tally": lambda c, o: o.tally([(_column_at(c, at), compiled(c.args[at + 1], o)) for at in range(0, len(c.args), 2)]),
    **dict.fromkeys(_ROUNDED, _rounded),
}
