"""Kernel expressions compiled to integer Polars: every value is a whole number over a known denominator, with a bound proved beforehand.

A value whose bound passes 2^63 is worked out in 128 bits; one that could pass 2^127 is refused. Nothing is ever a float. Importing this
module loads Polars, so callers import it where they use it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any

import polars as pl

from argosy.kernel.errors import Refused
from argosy.kernel.evaluation import Names, evaluate
from argosy.kernel.expression import Call, Expr, Num, Op, Ref
from argosy.kernel.rounding import Rounding
from argosy.kernel.text import Text
from argosy.rules.pack import ENTRY_LINES

NARROW, WIDE = 2**63 - 1, 2**127 - 1
ROUNDINGS = {"round_to": "half_up", "round_even": "half_even", "round_down": "down", "round_up": "up"}


@dataclass(frozen=True, slots=True)
class Scaled:
    """``expr`` / (``den`` × ``under``), with |expr| ≤ ``bound`` and 0 < ``under`` ≤ ``under_bound``; no ``under`` means 1.

    ``positive``: never below zero. A null is a value that is not known; ``whole``: none is. ``value`` is set for a number known beforehand.
    """

    expr: pl.Expr
    den: int
    bound: int
    positive: bool = True
    whole: bool = False
    under: pl.Expr | None = None
    under_bound: int = 1
    value: Fraction | None = None

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
    return Scaled(pl.lit(number.numerator, dtype=dtype_for(bound)), number.denominator, bound, number >= 0, whole=True, value=number)


def unknown() -> Scaled:
    """A value nobody gave."""
    return Scaled(pl.lit(None, dtype=pl.Int64), 1, 0)


def _as_it_is(value: Scaled) -> Scaled:
    return value


def compiled(expr: Expr, find: Find, keep: Keep = _as_it_is) -> Scaled:
    """The expression over columns; ``find`` gives what a reference stands for, and for ``table.column`` its sum.

    ``Refused`` for what the vectorised form cannot do. ``keep`` may store a part that is used more than once as a column of its own, so
    that nested conditions do not multiply.
    """
    if isinstance(expr, Num):
        return constant(expr.value)
    if isinstance(expr, Ref):
        return find(expr)
    if isinstance(expr, Op):
        return _operate(expr, find, keep)
    return _call(expr, find, keep)


def _folded(expr: Op | Call, args: Sequence[Scaled]) -> Scaled | None:
    """The number that comes out when every part is a number already."""
    known = tuple(Num(a.value) for a in args if a.value is not None)
    if len(known) < len(args):
        return None
    return constant(evaluate(Op(expr.op, known) if isinstance(expr, Op) else Call(expr.fn, known), Names({})))


def _operate(op: Op, find: Find, keep: Keep) -> Scaled:
    args = [compiled(a, find, keep) for a in op.args]
    if (number := _folded(op, args)) is not None:
        return number
    if op.op == "/":
        return divided(args[0], keep(args[1]))
    if op.op in ("and", "or"):
        args = [keep(a) for a in args]
    return reduce(_OPERATORS[op.op], args) if len(args) > 1 else _SIGNS[op.op](args[0])


def divided(a: Scaled, b: Scaled) -> Scaled:
    """a ÷ b; not known where b is 0."""
    if b.value is not None:
        return times(a, constant(1 / b.value))
    size = b.expr if b.positive else b.expr.abs()
    turned = times(a, Scaled(pl.lit(b.den, dtype=dtype_for(b.den)), 1, b.den))
    turned = turned if b.positive else times(turned, Scaled(b.expr.sign().cast(pl.Int64), 1, 1, positive=False))
    turned = _over(turned, b.under, b.under_bound) if b.under is not None else turned
    apart = pl.when(size != pl.lit(0, dtype=b.dtype)).then(size)
    if a.under is None:
        return replace(turned, under=apart, under_bound=b.bound)
    most = a.under_bound * b.bound
    return replace(turned, under=a.under.cast(dtype_for(most)) * apart.cast(dtype_for(most)), under_bound=most)


def _over(a: Scaled, factor: pl.Expr, bound: int) -> Scaled:
    """The numerator times a column that is above 0."""
    most = max(a.bound * bound, bound)
    return replace(a, expr=a.expr.cast(dtype_for(most)) * factor.cast(dtype_for(most)), bound=a.bound * bound, value=None)


def _cast(a: Scaled, bound: int, factor: int = 1) -> pl.Expr:
    """``a.expr * factor`` in the type that holds ``bound``."""
    dtype = dtype_for(bound)
    expr = a.expr.cast(dtype) if dtype != a.dtype else a.expr
    return expr * pl.lit(factor, dtype=dtype) if factor != 1 else expr


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two values over one denominator and in one type: the expressions, what they are over, and their bounds."""

    x: pl.Expr
    y: pl.Expr
    over: dict[str, Any]
    p: int
    q: int


def aligned(a: Scaled, b: Scaled) -> Aligned:
    """Both over one denominator."""
    over: dict[str, Any] = {}
    if a.under is not None or b.under is not None:
        a, b, over = _one_under(a, b)
    den = lcm(a.den, b.den)
    fa, fb = den // a.den, den // b.den
    most = max(a.bound * fa, b.bound * fb, a.bound * fa + b.bound * fb)
    return Aligned(_cast(a, most, fa), _cast(b, most, fb), {"den": den, **over}, a.bound * fa, b.bound * fb)


def _one_under(a: Scaled, b: Scaled) -> tuple[Scaled, Scaled, dict[str, Any]]:
    x = a if b.under is None else _over(a, b.under, b.under_bound)
    y = b if a.under is None else _over(b, a.under, a.under_bound)
    if a.under is None or b.under is None:
        under, most = (a.under, a.under_bound) if b.under is None else (b.under, b.under_bound)
    else:
        most = a.under_bound * b.under_bound
        under = a.under.cast(dtype_for(most)) * b.under.cast(dtype_for(most))
    return x, y, {"under": under, "under_bound": most}


def _narrowed(expr: pl.Expr, computed: int, bound: int) -> pl.Expr:
    wide = dtype_for(computed)
    return expr.cast(dtype_for(bound)) if wide != dtype_for(bound) else expr


def plus(a: Scaled, b: Scaled) -> Scaled:
    """a + b."""
    if a.value == 0 or b.value == 0:
        return b if a.value == 0 else a
    m = aligned(a, b)
    return Scaled(m.x + m.y, bound=m.p + m.q, positive=a.positive and b.positive, **m.over)


def minus(a: Scaled, b: Scaled) -> Scaled:
    """a − b."""
    if b.value == 0:
        return a
    m = aligned(a, b)
    return Scaled(m.x - m.y, bound=m.p + m.q, positive=False, **m.over)


def times(a: Scaled, b: Scaled) -> Scaled:
    """a × b."""
    if a.value == 1 or b.value == 1:
        return b if a.value == 1 else a
    bound, den = a.bound * b.bound, a.den * b.den
    most = max(bound, a.bound, b.bound)
    product = _narrowed(_cast(a, most) * _cast(b, most), most, bound)
    made = Scaled(product, den, bound, a.positive and b.positive)
    if a.under is None and b.under is None:
        return made
    unders = [(s.under, s.under_bound) for s in (a, b) if s.under is not None]
    reach = unders[0][1] * (unders[1][1] if len(unders) > 1 else 1)
    wide = [under.cast(dtype_for(reach)) for under, _ in unders]
    return replace(made, under=wide[0] * wide[1] if len(wide) > 1 else wide[0], under_bound=reach)


def _minus(expr: pl.Expr, dtype: Any) -> pl.Expr:
    """Polars cannot negate 128 bits, but it can subtract."""
    return pl.lit(0, dtype=dtype) - expr


def negative(a: Scaled) -> Scaled:
    """−a."""
    return replace(a, expr=_minus(a.expr, a.dtype), positive=False, value=None)


def _compared(test: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> Callable[[Scaled, Scaled], Scaled]:
    def compare(a: Scaled, b: Scaled) -> Scaled:
        m = aligned(a, b)
        return Scaled(test(m.x, m.y).cast(pl.Int64), 1, 1)

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


def choose(test: pl.Expr, yes: Scaled, no: Scaled, sure: bool = False) -> Scaled:
    """``yes`` where ``test`` holds, ``no`` where it does not, null where it is null; ``sure``: it never is."""
    m = aligned(replace(yes, under=None), replace(no, under=None))
    picked = _picked(test, m.x, m.y, sure)
    most = max(m.p, m.q)
    made = Scaled(_narrowed(picked, m.p + m.q, most), bound=most, positive=yes.positive and no.positive, **m.over)
    if yes.under is None and no.under is None:
        return made
    reach = max(yes.under_bound, no.under_bound)
    x, y = (pl.lit(1, dtype=dtype_for(reach)) if s.under is None else s.under.cast(dtype_for(reach)) for s in (yes, no))
    return replace(made, under=_picked(test, x, y, sure), under_bound=reach)


def _picked(test: pl.Expr, x: pl.Expr, y: pl.Expr, sure: bool) -> pl.Expr:
    picked = pl.when(test).then(x).otherwise(y)
    return picked if sure else pl.when(test.is_not_null()).then(picked)


def _extreme(pick: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> Callable[[Scaled, Scaled], Scaled]:
    def extreme(a: Scaled, b: Scaled) -> Scaled:
        m = aligned(a, b)
        return choose(pick(m.x, m.y), a, b)

    return extreme


def _call(call: Call, find: Find, keep: Keep) -> Scaled:
    if call.fn == "sum":
        return compiled(call.args[0], find, keep)
    if call.fn == "count":
        every = compiled(call.args[0], find, keep)
        return choose(every.expr.is_not_null(), find(Ref("name", ENTRY_LINES)), unknown(), sure=True)
    if call.fn == "share":
        raise Refused(Text("向量計算的算式不能用 share", "A vectorised expression cannot share a total"))
    args = [keep(compiled(a, find, keep)) for a in call.args]
    return _folded(call, args) or _called(call, args)


def _called(call: Call, args: list[Scaled]) -> Scaled:
    if call.fn in ("min", "max"):
        return reduce(_extreme((lambda x, y: x <= y) if call.fn == "min" else (lambda x, y: x >= y)), args)
    if call.fn == "where":
        return choose(_truth(args[0]), args[1], args[2])
    if call.fn == "abs":
        return replace(args[0], expr=args[0].expr.abs(), positive=True)
    to = args[1].value if len(args) > 1 else Fraction(1)
    if to is None:
        raise Refused(Text("向量計算只能捨入至固定單位", "The vectorised form rounds to a fixed unit only"))
    return rounded(args[0], Rounding(ROUNDINGS[call.fn], to))  # type: ignore[arg-type]


def rounded(a: Scaled, rounding: Rounding) -> Scaled:
    """The value rounded to a multiple of ``rounding.to``, ties and signs as in the exact evaluator."""
    if a.value is not None:
        return constant(rounding.apply(a.value))
    to = rounding.to
    common = gcd(to.denominator, a.den * to.numerator)
    up, down = to.denominator // common, a.den * to.numerator // common
    size, by = a.bound * up, down * a.under_bound
    most = 2 * (size + by)
    dtype = dtype_for(most)
    top = _cast(a, most, up)
    apart = pl.lit(down, dtype=dtype) if a.under is None else a.under.cast(dtype) * pl.lit(down, dtype=dtype)
    whole = top if by == 1 else _WHOLE[rounding.mode](top, apart, dtype, a.positive)
    bound = (size // down + 1) * to.numerator
    final = max(most, bound)
    scaled = whole.cast(dtype_for(final)) * pl.lit(to.numerator, dtype=dtype_for(final)) if to.numerator != 1 else whole
    computed = final if to.numerator != 1 else most
    return Scaled(_narrowed(scaled, computed, bound), to.denominator, bound, a.positive)


def _half_up(x: pl.Expr, by: pl.Expr, dtype: Any, positive: bool) -> pl.Expr:
    size = x if positive else x.abs()
    whole = (size + by // pl.lit(2, dtype=dtype)) // by
    return whole if positive else whole * x.sign()


def _half_even(x: pl.Expr, by: pl.Expr, dtype: Any, positive: bool) -> pl.Expr:
    one, two = (pl.lit(v, dtype=dtype) for v in (1, 2))
    low = x // by
    rest = (x - low * by) * two
    odd = low - (low // two) * two
    return pl.when(x.is_null()).then(None).when((rest > by) | ((rest == by) & (odd == one))).then(low + one).otherwise(low)


def _down(x: pl.Expr, by: pl.Expr, dtype: Any, positive: bool) -> pl.Expr:
    whole = (x if positive else x.abs()) // by
    return whole if positive else whole * x.sign()


def _up(x: pl.Expr, by: pl.Expr, dtype: Any, positive: bool) -> pl.Expr:
    whole = ((x if positive else x.abs()) + by - pl.lit(1, dtype=dtype)) // by
    return whole if positive else whole * x.sign()


_WHOLE: dict[str, Callable[[pl.Expr, pl.Expr, Any, bool], pl.Expr]] = {
    "half_up": _half_up,
    "half_even": _half_even,
    "down": _down,
    "up": _up,
    "floor": lambda x, by, dtype, _: x // by,
    "ceiling": lambda x, by, dtype, _: _minus(_minus(x, dtype) // by, dtype),
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
