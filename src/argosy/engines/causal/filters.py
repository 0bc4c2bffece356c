"""Rows of a table that meet a condition written as ``column operator value``: ``trade > 0``, ``exporter != importer``, ``year in 1986,1990``."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

_CONDITION = re.compile(r"\s*([^\W\d][\w.]*)\s*(==|!=|>=|<=|>|<|=|\sin\s)\s*(.+?)\s*")


def filtered(frame: pl.DataFrame, conditions: Sequence[str]) -> pl.DataFrame:
    """The rows that meet every condition. ``BadInput`` for one that cannot be read, names no column, or leaves nothing."""
    for condition in conditions:
        frame = frame.filter(_mask(frame, condition))
        if not frame.height:
            raise BadInput(Text("條件「{c}」沒有符合的資料列", "No row meets the condition “{c}”").format(c=condition))
    return frame


def _mask(frame: pl.DataFrame, condition: str) -> pl.Series:
    match = _CONDITION.fullmatch(condition)
    if not match or match[1] not in frame.columns:
        raise BadInput(
            Text(
                "條件「{c}」無法讀取；請寫成「欄 運算 值」，如 trade > 0、year in 1986,1990；欄有：{n}",
                "The condition “{c}” cannot be read: write column, operator, value, such as trade > 0 or year in 1986,1990; columns are {n}",
            ).format(c=condition, n=", ".join(frame.columns[:40]))
        )
    column, sign, right = frame.get_column(match[1]), match[2].strip(), match[3]
    if sign == "in":
        wanted = [_constant(column, word, condition) for word in right.split(",")]
        return column.is_in(pl.Series(wanted, dtype=column.dtype))
    other = frame.get_column(right) if right in frame.columns else _constant(column, right, condition)
    return _compared(column, sign, other)


def _compared(column: pl.Series, sign: str, other: pl.Series | str | float) -> pl.Series:
    return {
        "=": column.__eq__,
        "==": column.__eq__,
        "!=": column.__ne__,
        ">": column.__gt__,
        "<": column.__lt__,
        ">=": column.__ge__,
        "<=": column.__le__,
    }[sign](other)


def _constant(column: pl.Series, word: str, condition: str) -> str | float:
    plain = word.strip().strip("'\"")
    if not column.dtype.is_numeric():
        return plain
    try:
        number = float(plain)
    except ValueError as wrong:
        raise BadInput(
            Text("條件「{c}」：欄「{n}」是數字，而「{w}」不是", "Condition “{c}”: column “{n}” holds numbers and “{w}” is none").format(
                c=condition, n=column.name, w=plain
            )
        ) from wrong
    return int(number) if column.dtype.is_integer() and number.is_integer() else number
