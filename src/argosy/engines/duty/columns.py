"""A frame of lines made ready for integer work: figures as whole numbers over a denominator, with the largest of each known."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

import polars as pl

from argosy.engines.duty.integers import NARROW, Scaled, dtype_for
from argosy.engines.duty.scope import QUANTITY
from argosy.kernel.errors import BadInput
from argosy.kernel.quantity import UNITS, unit_of
from argosy.kernel.text import Text
from argosy.rules.pack import CARRIAGE, COST, CUSTOMS_VALUE, OUTSIDE, Pack

OF_LINE = (CUSTOMS_VALUE, "quantity", "net_kg")


@dataclass
class Columns:
    """The frame with its working columns (names begin with ``~``) and the figures they hold, by name."""

    frame: pl.DataFrame
    numbers: dict[str, Scaled] = field(default_factory=dict)
    units: dict[str, Scaled | None] = field(default_factory=dict)


def prepared(frame: pl.DataFrame, pack: Pack, rated: tuple[str, ...]) -> Columns:
    """The frame made ready. ``BadInput`` for float amounts or a name the pack does not know; ``rated`` are the charges of a line."""
    _named(frame, pack, rated)
    made = Columns(frame)
    for name in (*OF_LINE, *(c for c in frame.columns if c.startswith(("fact_", COST)))):
        if name in frame.columns:
            take_number(made, name)
    return made


def _named(frame: pl.DataFrame, pack: Pack, rated: tuple[str, ...]) -> None:
    quantities = {QUANTITY + unit for unit in UNITS}
    known = (
        {f"fact_{n}" for n in (*pack.inputs, *quantities)}
        | {f"rate_{n}" for n in rated}
        | {COST + kind for kind in (*pack.valuation.components, OUTSIDE, CARRIAGE)}
    )
    strange = [c for c in frame.columns if c.startswith(("fact_", "rate_", COST)) and c not in known]
    if strange or CUSTOMS_VALUE not in frame.columns:
        message = Text(
            "欄位不能使用：缺 customs_value 或有不認得的欄位 {c}",
            "Columns cannot be used: customs_value is missing, or unknown columns {c}",
        )
        raise BadInput(message.format(c=", ".join(strange) or "-"))


def take_number(made: Columns, name: str) -> None:
    """Put a column aside as whole numbers; what is below zero is not known."""
    whole, den = scaled_integers(made.frame[name], name)
    least, top = whole.min(), whole.max()
    if isinstance(least, int) and least < 0:
        whole = whole.set(whole < 0, None)
    bound = max(int(top), 0) if isinstance(top, int) else 0
    column = f"~{name}"
    made.frame = made.frame.with_columns(whole.cast(dtype_for(bound)).alias(column))
    made.numbers[name] = Scaled(pl.col(column), den, bound, whole=whole.null_count() == 0)


def scaled_integers(series: pl.Series, name: str) -> tuple[pl.Series, int]:
    """The whole numbers of a column and what they are over; ``BadInput`` for floats and texts."""
    dtype: Any = series.dtype
    if dtype == pl.Boolean or dtype == pl.Null:
        return series.cast(pl.Int64), 1
    if dtype.is_integer():
        return series if dtype == pl.Int64 else series.cast(pl.Int128), 1
    if dtype.is_decimal():
        return series.to_physical(), 10**dtype.scale
    message = Text("欄位 {n} 須為整數或 Decimal，不得為 {d}", "Column {n} must hold integers or Decimals, not {d}")
    raise BadInput(message.format(n=name, d=dtype))


def unit_factors(made: Columns, unit: str) -> Scaled | None:
    """How many ``unit`` one unit of each line's quantity is; null where it does not convert. ``None`` without quantities and units."""
    if unit not in made.units:
        made.units[unit] = _unit_factors(made, unit)
    return made.units[unit]


def _unit_factors(made: Columns, unit: str) -> Scaled | None:
    if "quantity" not in made.numbers or "unit" not in made.frame.columns:
        return None
    factors = {name: _factor(name, unit) for name in made.frame["unit"].unique().to_list()}
    known = {name: f for name, f in factors.items() if f is not None}
    if not known:
        return None
    den = lcm(*(f.denominator for f in known.values()))
    chosen: pl.Expr = pl.lit(None, dtype=pl.Int64)
    for name, factor in known.items():
        chosen = pl.when(pl.col("unit").eq_missing(pl.lit(name))).then(pl.lit(int(factor * den), dtype=pl.Int64)).otherwise(chosen)
    bound = max(int(f * den) for f in known.values())
    assert bound <= NARROW
    return Scaled(chosen, den, bound)


def _factor(name: str | None, unit: str) -> Fraction | None:
    try:
        source = unit_of(name or "")
    except BadInput:
        return None
    return source.factor / UNITS[unit].factor if source.dimension == UNITS[unit].dimension else None
