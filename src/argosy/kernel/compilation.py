"""The exact evaluator made fast: an expression becomes one function over pairs of whole numbers, kept for the next time it is asked for.

Values, errors and the order of look-ups are those of ``evaluation.evaluate``. A pair (n, d) with d above 0 is not reduced before the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import lcm

from argosy.kernel.evaluation import ROUNDINGS, Scope
from argosy.kernel.expression import Call, Expr, Num, Op, Ref
from argosy.kernel.rounding import whole_multiple

Pair = tuple[int, int]
Run = Callable[[Scope], Pair]
MOST = 20_000
YES, NO = (1, 1), (0, 1)
_kept: dict[int, tuple[Expr, Run]] = {}


def evaluate(expr: Expr, scope: Scope) -> Fraction:
    """The exact value. ``ZeroDivisionError`` and what the scope raises are left to the caller, who knows the field."""
    n, d = prepared(expr)(scope)
    return Fraction(n, d) if d != 1 else Fraction(n)


def prepared(expr: Expr) -> Run:
    """The function of an expression; made once per expression object."""
    found = _kept.get(id(expr))
    if found is None:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[id(expr)] = (expr, _made(expr))
    return found[1]


def _made(expr: Expr) -> Run:
    if isinstance(expr, Num):
        pair = expr.value.as_integer_ratio()
        return lambda _: pair
    if isinstance(expr, Ref):
        return lambda scope: scope.value(expr).as_integer_ratio()
    if isinstance(expr, Op) and expr.op == "+":
        return _sum_of([_made(term) for term in _terms(expr)])
    if isinstance(expr, Op):
        return _OPERATORS[expr.op](*(_made(a) for a in expr.args))
    return _CALLS[expr.fn](expr)


def _terms(expr: Expr) -> Iterator[Expr]:
    """The terms of a sum in reading order."""
    if isinstance(expr, Op) and expr.op == "+":
        for arg in expr.args:
            yield from _terms(arg)
    else:
        yield expr


def _sum_of(terms: Sequence[Run]) -> Run:
    first, *rest = terms

    def run(scope: Scope) -> Pair:
        n, d = first(scope)
        for term in rest:
            m, e = term(scope)
            n, d = (n + m, d) if d == e else (n * e + m * d, d * e)
        return n, d

    return run


def _minus(a: Run, b: Run) -> Run:
    def run(scope: Scope) -> Pair:
        n, d = a(scope)
        m, e = b(scope)
        return (n - m, d) if d == e else (n * e - m * d, d * e)

    return run


def _times(a: Run, b: Run) -> Run:
    def run(scope: Scope) -> Pair:
        n, d = a(scope)
        m, e = b(scope)
        return n * m, d * e

    return run


def _divided(a: Run, b: Run) -> Run:
    def run(scope: Scope) -> Pair:
        n, d = a(scope)
        m, e = b(scope)
        if m == 0:
            raise ZeroDivisionError("an amount is divided by 0")
        return (n * e, d * m) if m > 0 else (-n * e, -d * m)

    return run


def _compared(test: Callable[[int, int], bool]) -> Callable[[Run, Run], Run]:
    def make(a: Run, b: Run) -> Run:
        def run(scope: Scope) -> Pair:
            n, d = a(scope)
            m, e = b(scope)
            return YES if test(n * e, m * d) else NO

        return run

    return make


def _all(*parts: Run) -> Run:
    return lambda scope: YES if all(part(scope)[0] for part in parts) else NO


def _any(*parts: Run) -> Run:
    return lambda scope: YES if any(part(scope)[0] for part in parts) else NO


def _negative(a: Run) -> Run:
    def run(scope: Scope) -> Pair:
        n, d = a(scope)
        return -n, d

    return run


def _extreme(call: Call) -> Run:
    parts, sign = [_made(a) for a in call.args], 1 if call.fn == "min" else -1

    def run(scope: Scope) -> Pair:
        best, *rest = [part(scope) for part in parts]
        for n, d in rest:
            if sign * (n * best[1] - best[0] * d) < 0:
                best = (n, d)
        return best

    return run


def _size(call: Call) -> Run:
    part = _made(call.args[0])

    def run(scope: Scope) -> Pair:
        n, d = part(scope)
        return abs(n), d

    return run


def _where(call: Call) -> Run:
    test, yes, no = (_made(a) for a in call.args)
    return lambda scope: yes(scope) if test(scope)[0] else no(scope)


def _rounding(call: Call) -> Run:
    part, to = _made(call.args[0]), _made(call.args[1] if len(call.args) > 1 else Num(Fraction(1)))
    mode = ROUNDINGS[call.fn]

    def run(scope: Scope) -> Pair:
        n, d = part(scope)
        m, e = to(scope)
        if m <= 0:
            raise ValueError(f"cannot round to a multiple of {Fraction(m, e)}")
        return whole_multiple(n * e, d * m, mode) * m, e

    return run


def _sum(call: Call) -> Run:
    name = _column(call, 0)

    def run(scope: Scope) -> Pair:
        pairs = [value.as_integer_ratio() for value in scope.column(name)]
        den = lcm(*{d for _, d in pairs})
        return sum(n * (den // d) for n, d in pairs), den

    return run


def _count(call: Call) -> Run:
    name = _column(call, 0)
    return lambda scope: (len(scope.column(name)), 1)


def _share(call: Call) -> Run:
    part, name = _made(call.args[0]), _column(call, 1)
    return lambda scope: scope.parts(Fraction(*part(scope)), name)[scope.row].as_integer_ratio()


def _column(call: Call, place: int) -> str:
    ref = call.args[place]
    assert isinstance(ref, Ref)
    return ref.name


_OPERATORS: dict[str, Callable[..., Run]] = {
    "-": _minus, "*": _times, "/": _divided, "and": _all, "or": _any, "neg": _negative,
    "not": lambda a: lambda scope: NO if a(scope)[0] else YES,
    "<": _compared(int.__lt__), "<=": _compared(int.__le__), ">": _compared(int.__gt__),
    ">=": _compared(int.__ge__), "==": _compared(int.__eq__), "!=": _compared(int.__ne__),
}  # fmt: skip
_CALLS: dict[str, Callable[[Call], Run]] = {
    "min": _extreme, "max": _extreme, "abs": _size, "where": _where, "sum": _sum, "count": _count, "share": _share,
    **dict.fromkeys(ROUNDINGS, _rounding),
}  # fmt: skip
