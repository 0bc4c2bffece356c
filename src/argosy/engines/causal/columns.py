"""Columns of a table as numbers: the arithmetic a regression term may hold, and codes of groups.

No ``eval``: the text is parsed as a Python expression and only numbers, column names, ``+ - * / ^`` and a few functions are read from the tree.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

_BINARY: dict[type[ast.operator], Callable[[Floats, Floats], Floats]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_FUNCTIONS: dict[str, Callable[[Floats], Floats]] = {
    "log": np.log,
    "log1p": np.log1p,
    "exp": np.exp,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "I": lambda values: values,
}


def evaluate(text: str, frame: pl.DataFrame) -> Floats:
    """The values of an expression, one per row; a missing cell, the logarithm of zero and the like give NaN or infinity, to be dropped later."""
    try:
        tree = ast.parse(text.replace("^", "**"), mode="eval").body
    except (SyntaxError, ValueError, RecursionError) as wrong:
        raise _bad(text) from wrong
    with np.errstate(all="ignore"):
        values = _value(tree, text, frame)
    return np.ascontiguousarray(np.broadcast_to(values, (frame.height,)))


def number_column(frame: pl.DataFrame, name: str) -> Floats:
    """A column as float64, missing cells as NaN. ``BadInput`` names the column and the first rows that are no numbers."""
    column = _column(frame, name)
    if column.dtype == pl.String:
        read = column.str.strip_chars().cast(pl.Float64, strict=False)
        wrong = read.is_null() & column.is_not_null() & (column.str.strip_chars() != "")
        if wrong.any():
            raise _not_numbers(name, column, wrong)
        column = read
    if not (column.dtype.is_numeric() or column.dtype == pl.Boolean):
        raise BadInput(Text("欄「{n}」不是數字", "Column “{n}” holds no numbers").format(n=name))
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy()


def is_text(frame: pl.DataFrame, name: str) -> bool:
    """Whether the column holds words that are not numbers, so that as a regressor it stands for its dummies."""
    column = frame.get_column(name) if name in frame.columns else None
    if column is None or column.dtype not in (pl.String, pl.Categorical, pl.Enum):
        return False
    cells = column.cast(pl.String).drop_nulls()
    return bool(cells.cast(pl.Float64, strict=False).is_null().any())


def group_codes(frame: pl.DataFrame, names: Sequence[str]) -> tuple[Codes, NDArray[np.bool_]]:
    """Codes 0, 1, … of each combination of the columns' values, and where one of them is missing."""
    columns = [_column(frame, name) for name in names]
    missing = np.zeros(frame.height, dtype=bool)
    codes = np.zeros(frame.height, dtype=np.int64)
    for column in columns:
        missing |= column.is_null().to_numpy()
        ranks = column.rank("dense").fill_null(0).to_numpy().astype(np.int64)
        codes = compact(codes * (int(ranks.max(initial=0)) + 1) + ranks)
    return codes, missing


def compact(codes: Codes) -> Codes:
    """Codes renumbered without gaps, in the order of their value."""
    top = int(codes.max(initial=0)) + 1
    if top > 8 * max(len(codes), 1024):
        return np.unique(codes, return_inverse=True)[1].astype(np.int64)
    seen = np.zeros(top, dtype=bool)
    seen[codes] = True
    return (np.cumsum(seen) - 1)[codes]


def labels(frame: pl.DataFrame, name: str) -> pl.Series:
    """A column's cells as the words dummies are named by: whole numbers without a point."""
    column = _column(frame, name)
    if column.dtype.is_float() and bool((column.drop_nulls() % 1 == 0).all()):
        column = column.cast(pl.Int64)
    return column.cast(pl.String)


def _column(frame: pl.DataFrame, name: str) -> pl.Series:
    if name not in frame.columns:
        raise BadInput(
            Text("表中沒有欄「{n}」；有：{c}", "The table has no column “{n}”; it has: {c}").format(
                n=name, c=", ".join(frame.columns[:40])
            ),
            [Problem(Text("沒有此欄", "no such column"), field=name)],
        )
    return frame.get_column(name)


def _value(node: ast.expr, text: str, frame: pl.DataFrame) -> Floats:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return np.asarray(float(node.value))
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return _BINARY[type(node.op)](_value(node.left, text, frame), _value(node.right, text, frame))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        inner = _value(node.operand, text, frame)
        return -inner if isinstance(node.op, ast.USub) else inner
    if isinstance(node, ast.Call) and _plain_call(node):
        return _FUNCTIONS[node.func.id](_value(node.args[0], text, frame))  # type: ignore[attr-defined]
    name = _dotted(node)
    if not name:
        raise _bad(text)
    return number_column(frame, name)


def _plain_call(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS and len(node.args) == 1 and not node.keywords


def _dotted(node: ast.expr) -> str:
    """A column name, which may hold points as R's do."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = _dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return ""


def _not_numbers(name: str, column: pl.Series, wrong: pl.Series) -> BadInput:
    rows = np.flatnonzero(wrong.to_numpy())
    problems = [
        Problem(Text("「{v}」不是數字", "“{v}” is no number").format(v=column[int(r)]), row=int(r) + 2, field=name) for r in rows[:5]
    ]
    return BadInput(
        Text(
            "欄「{n}」有 {k} 列不是數字，例如「{v}」；請更正，或以 i({n}) 當作類別",
            "Column “{n}” has {k} rows that are no numbers, such as “{v}”: correct them, or take it as a category with i({n})",
        ).format(n=name, k=len(rows), v=column[int(rows[0])]),
        problems,
    )


def _bad(text: str) -> BadInput:
    return BadInput(
        Text(
            "變數「{t}」無法讀取；可用欄名、數字、+ - * / ^ 與 {f}",
            "The variable “{t}” cannot be read; use columns, numbers, + - * / ^ and {f}",
        ).format(t=text, f=", ".join(_FUNCTIONS))
    )
