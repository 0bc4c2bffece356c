"""Expressions made ready for a worksheet: zeros folded away, roundings of the rules added, written as text again."""

from __future__ import annotations

from fractions import Fraction

from argosy.kernel.evaluation import Names, evaluate
from argosy.kernel.expression import Call, Expr, Num, Op, Ref
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import Rounding

ZERO, ONE = Num(Fraction(0)), Num(Fraction(1))
_STRENGTH = {"or": 1, "and": 2, "not": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "==": 4, "!=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "neg": 7}
_ROUNDINGS = {"half_up": "round_to", "half_even": "round_even", "down": "round_down", "up": "round_up"}


def folded(expr: Expr) -> Expr:
    """The same value with fewer terms: constants worked out, ``+ 0``, ``× 1`` and decided conditions gone."""
    if isinstance(expr, Num | Ref):
        return expr
    args = tuple(folded(a) for a in expr.args)
    if all(isinstance(a, Num) for a in args):
        return Num(evaluate(Op(expr.op, args) if isinstance(expr, Op) else Call(expr.fn, args), Names({})))
    return _folded_op(expr.op, args) if isinstance(expr, Op) else _folded_call(expr.fn, args)


def _folded_op(op: str, args: tuple[Expr, ...]) -> Expr:
    left, right = args[0], args[-1]
    if op == "+" and ZERO in args:
        return right if left == ZERO else left
    if op == "-" and right == ZERO and len(args) == 2:
        return left
    if op == "*" and ZERO in args:
        return ZERO
    if (op == "*" and ONE in args) or (op == "/" and right == ONE):
        return right if left == ONE and op == "*" else left
    return Op(op, args)


def _folded_call(fn: str, args: tuple[Expr, ...]) -> Expr:
    if fn == "where" and isinstance(args[0], Num):
        return args[1] if args[0].value else args[2]
    return Call(fn, args)


def rounded(expr: Expr, rounding: Rounding) -> Expr:
    """The expression in the rounding of its rule. Floor and ceiling, which spreadsheets lack as such, choose by the sign."""
    to = () if rounding.to == 1 else (Num(rounding.to),)
    if rounding.mode in _ROUNDINGS:
        return Call(_ROUNDINGS[rounding.mode], (expr, *to))
    below, above = ("round_up", "round_down") if rounding.mode == "floor" else ("round_down", "round_up")
    return Call("where", (Op("<", (expr, ZERO)), Call(below, (expr, *to)), Call(above, (expr, *to))))


def written(expr: Expr) -> str:
    """The expression as text of the kernel grammar, with no more parentheses than it needs."""
    return _write(expr)[0]


def _write(expr: Expr) -> tuple[str, int]:
    if isinstance(expr, Num):
        return _number(expr.value)
    if isinstance(expr, Ref):
        return {"cell": f"[{expr.name}]", "named": f"@{expr.name}"}.get(expr.scope, expr.name), 9
    if isinstance(expr, Call):
        return f"{expr.fn}({', '.join(written(a) for a in expr.args)})", 9
    return _write_op(expr), _STRENGTH[expr.op]


def _number(value: Fraction) -> tuple[str, int]:
    if Fraction(decimal_text(value, 18)) == value:
        return decimal_text(value, 18), 9 if value >= 0 else 7
    return f"{value.numerator}/{value.denominator}", 6


def _write_op(op: Op) -> str:
    own = _STRENGTH[op.op]
    parts = []
    for i, arg in enumerate(op.args):
        text, strength = _write(arg)
        tight = own + 1 if (i and op.op in ("-", "/", "*")) or own == 4 else own
        parts.append(f"({text})" if strength < tight else text)
    if len(parts) == 1:
        return f"-{parts[0]}" if op.op == "neg" else f"not {parts[0]}"
    return f" {op.op} ".join(parts)
