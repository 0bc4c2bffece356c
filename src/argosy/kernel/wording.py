"""An expression as a person reads it: names or numbers in place of references, × ÷ − for the signs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from argosy.kernel.expression import Call, Expr, Num, Op, Ref
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text

_STRENGTH = {"or": 1, "and": 2, "not": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "==": 4, "!=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "neg": 7}
_SIGNS = {"*": "×", "/": "÷", "-": "−", "==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}
_CALLS = {
    "round_to": Text("四捨五入", "round"), "round_even": Text("四捨六入五成雙", "round half even"), "round_down": Text("無條件捨去", "round down"),
    "round_up": Text("無條件進位", "round up"), "min": Text("取小", "min"), "max": Text("取大", "max"), "abs": Text("絕對值", "abs"),
    "sum": Text("合計", "sum"), "count": Text("筆數", "count"), "share": Text("依比例分攤", "share"), "tally": Text("符合筆數", "rows where"),
}  # fmt: skip

_CHOICE = Text("（若 {0} 則 {1}，否則 {2}）", "(if {0} then {1}, else {2})")


def number_words(value: Fraction) -> str:
    """A number with thousands by comma and a true minus; endless decimals stop at 12 places."""
    n, d = value.as_integer_ratio()
    if d == 1:
        return f"{n:,}" if n >= 0 else f"−{-n:,}"
    whole, point, rest = decimal_text(value if n >= 0 else -value).partition(".")
    return f"{'−' if n < 0 else ''}{int(whole):,}{point}{rest}"


def words(expr: Expr, lang: str, say: Callable[[Ref], str]) -> str:
    """The expression in ``lang``; ``say`` gives the words or the number that stands for a reference."""
    return _write(expr, lang, say)[0]


def _write(expr: Expr, lang: str, say: Callable[[Ref], str]) -> tuple[str, int]:
    if isinstance(expr, Num):
        return number_words(expr.value), 9
    if isinstance(expr, Ref):
        return say(expr), 9
    if isinstance(expr, Call):
        return _write_call(expr, lang, say), 9
    return _write_op(expr, lang, say), _STRENGTH[expr.op]


def _write_call(call: Call, lang: str, say: Callable[[Ref], str]) -> str:
    args = [_write(a, lang, say)[0] for a in call.args]
    if call.fn == "where":
        return _CHOICE.say("en" if lang == "en" else "zh-Hant").format(*args)
    if call.fn.startswith("round") and len(args) == 2 and args[1] == "1":
        args = args[:1]
    return f"{_CALLS[call.fn].say('en' if lang == 'en' else 'zh-Hant')}({', '.join(args)})"


def _write_op(op: Op, lang: str, say: Callable[[Ref], str]) -> str:
    own = _STRENGTH[op.op]
    parts = []
    for i, arg in enumerate(op.args):
        text, strength = _write(arg, lang, say)
        tight = own + 1 if i and op.op in ("-", "/") else own
        parts.append(f"({text})" if strength < tight else text)
    sign = _SIGNS.get(op.op, op.op)
    if len(parts) == 1:
        return f"{'−' if op.op == 'neg' else 'not '}{parts[0]}"
    return f" {sign} ".join(parts)
