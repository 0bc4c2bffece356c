"""The allow-listed arithmetic that rule packs, traces and spreadsheets share: parsed once, read by every evaluator.

Grammar: numbers, ``+ - * /``, comparisons, ``and or not``, parentheses, and the calls of ``FUNCTIONS``. References:

* ``name``            an input or an earlier charge (rule packs)
* ``[key]``           a cell of the same table row
* ``@name``           a named value
* ``table.column``    a whole column, only inside ``sum``, ``count``, ``share`` and ``tally``
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

Scope = Literal["name", "cell", "named", "column"]
# name: (fewest, most) arguments. round_to(x, to): half away from zero; share(total, table.column): largest remainder;
# tally(table.column, value, …): how many rows hold each value in its column.
FUNCTIONS: dict[str, tuple[int, int]] = {
    "min": (1, 9), "max": (1, 9), "where": (3, 3), "abs": (1, 1), "sum": (1, 1), "count": (1, 1), "share": (2, 2), "tally": (2, 6),
    "round_to": (1, 2), "round_even": (1, 2), "round_down": (1, 2), "round_up": (1, 2),
}  # fmt: skip
COLUMN_PLACE = {"sum": 0, "count": 0, "share": 1}


@dataclass(frozen=True, slots=True)
class Num:
    """A number, exact."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Ref:
    """A value that something else holds."""

    scope: Scope
    name: str


@dataclass(frozen=True, slots=True)
class Op:
    """``op`` is one of + - * / < <= > >= == != and or not neg; comparisons give 1 or 0."""

    op: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A call of one of ``FUNCTIONS``."""

    fn: str
    args: tuple[Expr, ...]


Expr = Num | Ref | Op | Call

_BINARY: dict[type[ast.AST], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.And: "and", ast.Or: "or"}
_COMPARE: dict[type[ast.AST], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_UNARY: dict[type[ast.AST], str] = {ast.USub: "neg", ast.Not: "not"}


def parse(text: str) -> Expr:
    """The expression in ``text``; anything outside the grammar raises ``BadInput`` showing the text."""
    try:
        tree = ast.parse(re.sub(r"@(\w+)", r"named_.\1", text.strip()), mode="eval").body
    except SyntaxError as error:
        raise _refuse(text, error.msg) from error
    return _Reader(text).read(tree)


def references(expr: Expr) -> Iterator[Ref]:
    """Every reference in the expression, in reading order, repeats included."""
    if isinstance(expr, Ref):
        yield expr
    elif isinstance(expr, Op | Call):
        for arg in expr.args:
            yield from references(arg)


def substitute(expr: Expr, change: Callable[[Ref], Expr]) -> Expr:
    """The expression with every reference replaced by ``change(reference)``."""
    if isinstance(expr, Ref):
        return change(expr)
    if isinstance(expr, Op):
        return Op(expr.op, tuple(substitute(a, change) for a in expr.args))
    if isinstance(expr, Call):
        return Call(expr.fn, tuple(substitute(a, change) for a in expr.args))
    return expr


def _refuse(text: str, why: str) -> BadInput:
    return BadInput(Text("算式「{text}」不能使用：{why}", "Expression “{text}” cannot be used: {why}").format(text=text, why=why))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, node: ast.AST) -> Expr:
        reader = getattr(self, f"_{type(node).__name__.lower()}", None)
        if reader is None:
            raise _refuse(self.text, f"{type(node).__name__} is not allowed")
        result: Expr = reader(node)
        return result

    def _constant(self, node: ast.Constant) -> Expr:
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise _refuse(self.text, f"{node.value!r} is not a number")
        return Num(Fraction((ast.get_source_segment(_source(self.text), node) or str(node.value)).replace("_", "")))

    def _name(self, node: ast.Name) -> Expr:
        return Ref("name", node.id)

    def _list(self, node: ast.List) -> Expr:
        if len(node.elts) != 1 or not isinstance(node.elts[0], ast.Name):
            raise _refuse(self.text, "[key] takes one key")
        return Ref("cell", node.elts[0].id)

    def _attribute(self, node: ast.Attribute) -> Expr:
        if not isinstance(node.value, ast.Name) or node.value.id != "named_":
            raise _refuse(self.text, "table.column stands only inside sum, count or share")
        return Ref("named", node.attr)

    def _column(self, node: ast.AST) -> Expr:
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name) or node.value.id == "named_":
            raise _refuse(self.text, "sum, count and share take a table.column")
        return Ref("column", f"{node.value.id}.{node.attr}")

    def _unaryop(self, node: ast.UnaryOp) -> Expr:
        if type(node.op) not in _UNARY:
            raise _refuse(self.text, "this sign is not allowed")
        return Op(_UNARY[type(node.op)], (self.read(node.operand),))

    def _binop(self, node: ast.BinOp) -> Expr:
        if type(node.op) not in _BINARY:
            raise _refuse(self.text, "this operator is not allowed")
        return Op(_BINARY[type(node.op)], (self.read(node.left), self.read(node.right)))

    def _boolop(self, node: ast.BoolOp) -> Expr:
        return Op(_BINARY[type(node.op)], tuple(self.read(v) for v in node.values))

    def _compare(self, node: ast.Compare) -> Expr:
        if len(node.ops) != 1 or type(node.ops[0]) not in _COMPARE:
            raise _refuse(self.text, "compare two values at a time")
        return Op(_COMPARE[type(node.ops[0])], (self.read(node.left), self.read(node.comparators[0])))

    def _call(self, node: ast.Call) -> Expr:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        low, high = FUNCTIONS.get(name, (1, 0))
        if node.keywords or not low <= len(node.args) <= high or (name == "tally" and len(node.args) % 2):
            raise _refuse(self.text, f"no such call: {name}/{len(node.args)}")
        args = tuple(self._column(a) if _takes_column(name, i) else self.read(a) for i, a in enumerate(node.args))
        return Call(name, args)


def _takes_column(name: str, place: int) -> bool:
    return place % 2 == 0 if name == "tally" else COLUMN_PLACE.get(name) == place


def _source(text: str) -> str:
    return re.sub(r"@(\w+)", r"named_.\1", text.strip())
