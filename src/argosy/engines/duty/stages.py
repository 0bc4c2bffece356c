"""The working columns of a frame of lines: parts of formulas put aside under a name, all worked out in one pass at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from argosy.engines.duty.integers import Scaled


class Stages:
    """Columns added to a frame one after another; names of working columns begin with ``~``."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame
        self.lazy = frame.lazy()
        self._parts = 0

    def keep(self, value: Scaled) -> Scaled:
        """A part of a formula as a column, unless it is one already or a number."""
        if value.under is not None:
            value = replace(value, under=self.put(value.under))
        if value.expr.meta.is_column() or value.expr.meta.is_literal():
            return value
        return replace(value, expr=self.put(value.expr))

    def put(self, expr: pl.Expr, name: str = "") -> pl.Expr:
        """An expression as a column of its own."""
        if expr.meta.is_column() and not name:
            return expr
        self._parts += 1
        name = name or f"~part_{self._parts}"
        self.lazy = self.lazy.with_columns(expr.alias(name))
        return pl.col(name)

    def collect(self, columns: Sequence[pl.Expr]) -> pl.DataFrame:
        """The wanted columns, with whatever they rest on."""
        return self.lazy.select(columns).collect()
