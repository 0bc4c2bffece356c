"""Kernel expressions compiled to integer Polars: every value is a whole number over a known denominator, with a bound proved beforehand.

A value whose bound passes 2^63 is worked out in 128 bits; one that could pass 2^127 is refused. Nothing is ever a float. Importing this
module loads Polars, so callers import it where they use it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any

import polars as pl

from argosy.kernel.errors import Refused
from argosy.kernel.expression import Call, Expr, Num, Op, Ref
from argosy.kernel.rounding import Rounding
from argosy.kernel.text import Text

NARROW, WIDE = 2**63 - 1, 2**127 - 1
ROUNDINGS = {"round_to": "half_up", "round_even": "half_even", "round_down": "down", "round_up": "up"}


@dataclass(frozen=True, slots=True)
class Scaled:
    """``expr`` / ``den``, with |expr| ≤ ``bound``. ``positive``: never below zero. A null is a value that is not known; ``whole``: none is."""

    expr: pl.Expr
    den: int
    bound: int
    positive: bool = True
    whole: bool = False

    @property
    def dtype(self) -> Any:
        """The integer type the numbers fit in."""
        return dtype_for(self.bound)


Find = Callable[[Ref], Scaled]
Keep = Callable[[Scaled], Scaled]


def dtype_for(bound: int) -> Any:
    """The narrowest type for numbers up to ``bound``; ``Refused`` when 128 bits could overflow."""
    if bound > WIDE:
        raise Refused(
            Text(
                "數值過大，128 位元整數仍可能溢位，請分批或改用逐筆計算",
                "Numbers too large: 128 bits could overflow; assess these lines one by one",
            )
        )
    return pl.Int64 if bound <= NARROW else pl.Int128


def constant(value: Fraction | int) -> Scaled:
    """A known number."""
    number = Fraction(value)
    bound = abs(number.numerator)
    return Scaled(pl.lit(number.numerator, dtype=dtype_for(bound)), number.denominator, bound, number >= 0)


def unknown() -> Scaled:
    """A value nobody gave."""
    return Scaled(pl.lit(None, dtype=pl.Int64), 1, 0)


def _as_it_is(value: Scaled) -> Scaled:
    return value


def compiled(expr: Expr, find: Find, keep: Keep = _as_it_is) -> Scaled:
    """The expression over columns; ``find`` gives what a reference stands for. ``Refused`` for a division by anything but a number.

    ``keep`` may store a part that is used more than once as a column of its own, so that nested conditions do not multiply.
    """
    if isinstance(expr, Num):
        return constant(expr.value)
    if isinstance(expr, Ref):
        return find(expr)
    if isinstance(expr, Op):
        return _operate(expr, find, keep)
    return _call(expr, find, keep)


def _operate(op: Op, find: Find, keep: Keep) -> Scaled:
    if op.op == "/":
        return _divided(compiled(op.args[0], find, keep), op.args[1])
    args = [compiled(a, find, keep) for a in op.args]
    if op.op in ("and", "or"):
        args = [keep(a) for a in args]
    return reduce(_OPERATORS[op.op], args) if len(args) > 1 else _SIGNS[op.op](args[0])


def _divided(left: Scaled, right: Expr) -> Scaled:
    if not isinstance(right, Num) or right.value == 0:
        raise Refused(Text("向量計算只能除以常數", "The vectorised form divides by numbers only"))
    return times(left, constant(1 / right.value))


def _cast(a: Scaled, bound: int, factor: int = 1) -> pl.Expr:
    """``a.expr * factor`` in the type that holds ``bound``."""
    dtype = dtype_for(bound)
    expr = a.expr.cast(dtype) if dtype != a.dtype else a.expr
    return expr * pl.lit(factor, dtype=dtype) if factor != 1 else expr


def aligned(a: Scaled, b: Scaled) -> tuple[pl.Expr, pl.Expr, int, int, int]:
    """Both over one denominator and in one type: the two expressions, the denominator and the two bounds."""
    den = lcm(a.den, b.den)
    fa, fb = den // a.den, den // b.den
    most = max(a.bound * fa, b.bound * fb, a.bound * fa + b.bound * fb)
    return _cast(a, most, fa), _cast(b, most, fb), den, a.bound * fa, b.bound * fb


def _narrowed(expr: pl.Expr, computed: int, bound: int) -> pl.Expr:
    wide = dtype_for(computed)
    return expr.cast(dtype_for(bound)) if wide != dtype_for(bound) else expr


def plus(a: Scaled, b: Scaled) -> Scaled:
    """a + b."""
    x, y, den, p, q = aligned(a, b)
    return Scaled(x + y, den, p + q, a.positive and b.positive)


def minus(a: Scaled, b: Scaled) -> Scaled:
    """a − b."""
    x, y, den, p, q = aligned(a, b)
    return Scaled(x - y, den, p + q, positive=False)


def times(a: Scaled, b: Scaled) -> Scaled:
    """a × b."""
    bound, den = a.bound * b.bound, a.den * b.den
    most = max(bound, a.bound, b.bound)
    product = _cast(a, most) * _cast(b, most)
    return Scaled(_narrowed(product, most, bound), den, bound, a.positive and b.positive)


def _minus(expr: pl.Expr, dtype: Any) -> pl.Expr:
    """Polars cannot negate 128 bits, but it can subtract."""
    return pl.lit(0, dtype=dtype) - expr


def negative(a: Scaled) -> Scaled:
    """−a."""
    return Scaled(_minus(a.expr, a.dtype), a.den, a.bound, positive=False)


def _compared(test: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> Callable[[Scaled, Scaled], Scaled]:
    def compare(a: Scaled, b: Scaled) -> Scaled:
        x, y, *_ = aligned(a, b)
        return Scaled(test(x, y).cast(pl.Int64), 1, 1)

    return compare


def _truth(a: Scaled) -> pl.Expr:
    return a.expr != 0


def both(a: Scaled, b: Scaled) -> Scaled:
    """a and b; like the exact evaluator, b is looked at only where a holds."""
    zero = pl.lit(0, dtype=pl.Int64)
    chosen = pl.when(a.expr.is_null()).then(None).when(~_truth(a)).then(zero).otherwise(_truth(b).cast(pl.Int64))
    return Scaled(chosen, 1, 1)


def either(a: Scaled, b: Scaled) -> Scaled:
    """a or b; like the exact evaluator, b is looked at only where a fails."""
    one = pl.lit(1, dtype=pl.Int64)
    chosen = pl.when(a.expr.is_null()).then(None).when(_truth(a)).then(one).otherwise(_truth(b).cast(pl.Int64))
    return Scaled(chosen, 1, 1)


def choose(test: pl.Expr, yes: Scaled, no: Scaled) -> Scaled:
    """``yes`` where ``test`` holds, ``no`` where it does not, null where it is null."""
    x, y, den, p, q = aligned(yes, no)
    picked = pl.when(test.is_null()).then(None).when(test).then(x).otherwise(y)
    return Scaled(_narrowed(picked, p + q, max(p, q)), den, max(p, q), yes.positive and no.positive)


def _extreme(pick: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> Callable[[Scaled, Scaled], Scaled]:
    def extreme(a: Scaled, b: Scaled) -> Scaled:
        x, y, *_ = aligned(a, b)
        return choose(pick(x, y), a, b)

    return extreme


def _call(call: Call, find: Find, keep: Keep) -> Scaled:
    if call.fn in ("sum", "count", "share"):
        raise Refused(Text("向量計算的逐項算式不能用欄合計", "A line expression cannot use column totals"))
    args = [keep(compiled(a, find, keep)) for a in call.args]
    if call.fn in ("min", "max"):
        return reduce(_extreme((lambda x, y: x <= y) if call.fn == "min" else (lambda x, y: x >= y)), args)
    if call.fn == "where":
        return choose(_truth(args[0]), args[1], args[2])
    if call.fn == "abs":
        return Scaled(args[0].expr.abs(), args[0].den, args[0].bound)
    to = call.args[1].value if len(call.args) > 1 and isinstance(call.args[1], Num) else Fraction(1)
    return rounded(args[0], Rounding(ROUNDINGS[call.fn], to))  # type: ignore[arg-type]


def rounded(a: Scaled, rounding: Rounding) -> Scaled:
    """The value rounded to a multiple of ``rounding.to``, ties and signs as in the exact evaluator."""
    to = rounding.to
    common = gcd(to.denominator, a.den * to.numerator)
    up, down = to.denominator // common, a.den * to.numerator // common
    most = 2 * (a.bound * up + down)
    dtype = dtype_for(most)
    top = _cast(a, most, up)
    whole = top if down == 1 else _WHOLE[rounding.mode](top, down, dtype, a.positive)
    bound = (a.bound * up // down + 1) * to.numerator
    final = max(most, bound)
    scaled = whole.cast(dtype_for(final)) * pl.lit(to.numerator, dtype=dtype_for(final)) if to.numerator != 1 else whole
    computed = final if to.numerator != 1 else most
    return Scaled(_narrowed(scaled, computed, bound), to.denominator, bound, a.positive)


def _half_up(x: pl.Expr, d: int, dtype: Any, positive: bool) -> pl.Expr:
    size = x if positive else x.abs()
    whole = (size + pl.lit(d // 2, dtype=dtype)) // pl.lit(d, dtype=dtype)
    return whole if positive else whole * x.sign()


def _half_even(x: pl.Expr, d: int, dtype: Any, positive: bool) -> pl.Expr:
    by, one, two = (pl.lit(v, dtype=dtype) for v in (d, 1, 2))
    low = x // by
    rest = (x - low * by) * two
    odd = low - (low // two) * two
    return pl.when(x.is_null()).then(None).when((rest > by) | ((rest == by) & (odd == one))).then(low + one).otherwise(low)


def _down(x: pl.Expr, d: int, dtype: Any, positive: bool) -> pl.Expr:
    whole = (x if positive else x.abs()) // pl.lit(d, dtype=dtype)
    return whole if positive else whole * x.sign()


def _up(x: pl.Expr, d: int, dtype: Any, positive: bool) -> pl.Expr:
    whole = ((x if positive else x.abs()) + pl.lit(d - 1, dtype=dtype)) // pl.lit(d, dtype=dtype)
    return whole if positive else whole * x.sign()


_WHOLE: dict[str, Callable[[pl.Expr, int, Any, bool], pl.Expr]] = {
    "half_up": _half_up,
    "half_even": _half_even,
    "down": _down,
    "up": _up,
    "floor": lambda x, d, dtype, _: x // pl.lit(d, dtype=dtype),
    "ceiling": lambda x, d, dtype, _: _minus(_minus(x, dtype) // pl.lit(d, dtype=dtype), dtype),
}
_SIGNS: dict[str, Callable[[Scaled], Scaled]] = {
    "neg": negative,
    "not": lambda a: Scaled((a.expr == 0).cast(pl.Int64), 1, 1),
}
_OPERATORS: dict[str, Callable[[Scaled, Scaled], Scaled]] = {
    "+": plus, "-": minus, "*": times, "and": both, "or": either,
    "<": _compared(lambda x, y: x < y), "<=": _compared(lambda x, y: x <= y), ">": _compared(lambda x, y: x > y),
    ">=": _compared(lambda x, y: x >= y), "==": _compared(lambda x, y: x == y), "!=": _compared(lambda x, y: x != y),
}  # fmt: skip
