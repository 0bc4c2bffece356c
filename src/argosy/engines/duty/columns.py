"""A frame of lines made ready for integer work: amounts as whole numbers, rate texts as shapes with figures, codes as rule rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import lcm
from typing import Any

import polars as pl

from argosy.engines.duty.integers import NARROW, Scaled, dtype_for
from argosy.engines.duty.rate import AdValorem, Combined, Rate, Specific, read_rate
from argosy.engines.duty.rowbook import Rows
from argosy.kernel.errors import BadInput
from argosy.kernel.quantity import UNITS, unit_of
from argosy.kernel.text import Text
from argosy.rules.pack import Pack

NO_RATE, UNREADABLE, NO_ROW = -1, -2, -1


@dataclass(frozen=True, slots=True)
class RateColumn:
    """Rate texts of one charge: ``shape`` is the column of shape numbers, ``shapes`` a rate per number, ``figures`` its numbers by place."""

    shape: str
    shapes: tuple[Rate, ...]
    figures: tuple[Scaled, ...]


@dataclass
class Columns:
    """The frame with its working columns (names begin with ``~``) and what they hold."""

    frame: pl.DataFrame
    numbers: dict[str, Scaled] = field(default_factory=dict)
    rates: dict[str, RateColumn] = field(default_factory=dict)
    has_code: bool = False

    @property
    def entry(self) -> str | None:
        """The column that names the consignment of a line, if there is one."""
        return "entry" if "entry" in self.frame.columns else None


def prepared(frame: pl.DataFrame, pack: Pack, rows: Rows) -> Columns:
    """The frame made ready. ``BadInput`` for float amounts or a name the pack does not know."""
    made = Columns(frame)
    known = {f"fact_{n}" for n in pack.inputs} | {f"rate_{n}" for n in rows.line_ids}
    strange = [c for c in frame.columns if c.startswith(("fact_", "rate_")) and c not in known]
    if strange or "customs_value" not in frame.columns:
        message = Text(
            "欄位不能使用：缺 customs_value 或有不認得的欄位 {c}",
            "Columns cannot be used: customs_value is missing, or unknown columns {c}",
        )
        raise BadInput(message.format(c=", ".join(strange) or "-"))
    for name in ("customs_value", "quantity", "net_kg", *(c for c in frame.columns if c.startswith("fact_"))):
        if name in frame.columns:
            _take_number(made, name)
    for name in rows.line_ids:
        if f"rate_{name}" in frame.columns:
            _take_rates(made, name, (pack.currency, *pack.symbols))
    _take_codes(made, rows)
    return made


def _take_number(made: Columns, name: str) -> None:
    series = made.frame[name]
    whole, den = _whole(series, name)
    whole = whole.set(whole < 0, None) if whole.dtype != pl.Boolean else whole
    top = whole.max()
    bound = int(top) if isinstance(top, int) else 0
    column = f"~{name}"
    made.frame = made.frame.with_columns(whole.cast(dtype_for(bound)).alias(column))
    made.numbers[name] = Scaled(pl.col(column), den, bound, whole=whole.null_count() == 0)


def _whole(series: pl.Series, name: str) -> tuple[pl.Series, int]:
    dtype: Any = series.dtype
    if dtype == pl.Boolean or dtype == pl.Null:
        return series.cast(pl.Int64), 1
    if dtype.is_integer():
        return series if dtype == pl.Int64 else series.cast(pl.Int128), 1
    if dtype.is_decimal():
        return series.to_physical(), 10**dtype.scale
    message = Text("欄位 {n} 須為整數或 Decimal，不得為 {d}", "Column {n} must hold integers or Decimals, not {d}")
    raise BadInput(message.format(n=name, d=dtype))


def _take_rates(made: Columns, charge: str, signs: tuple[str, ...]) -> None:
    column = f"rate_{charge}"
    texts = made.frame[column].cast(pl.String).unique().to_list()
    shapes: dict[Rate, int] = {}
    table: list[dict[str, object]] = []
    figures: list[list[Fraction]] = []
    for text in texts:
        number, values = _shape_of(text, shapes, signs)
        table.append({column: text, f"~shape_{charge}": number})
        figures.append(values)
    scaled = _figures(made, charge, column, table, figures)
    made.rates[charge] = RateColumn(f"~shape_{charge}", tuple(shapes), scaled)


def _shape_of(text: str | None, shapes: dict[Rate, int], signs: tuple[str, ...]) -> tuple[int, list[Fraction]]:
    if not text:
        return NO_RATE, []
    rate = read_rate(text, signs)
    if rate is None:
        return UNREADABLE, []
    return shapes.setdefault(_bare(rate), len(shapes)), list(_numbers(rate))


def _bare(rate: Rate) -> Rate:
    if isinstance(rate, AdValorem):
        return AdValorem(Fraction(1))
    if isinstance(rate, Specific):
        return replace(rate, amount=Fraction(1))
    return Combined(rate.how, tuple(_bare(p) for p in rate.parts))


def _numbers(rate: Rate) -> Iterator[Fraction]:
    if isinstance(rate, AdValorem):
        yield rate.rate
    elif isinstance(rate, Specific):
        yield rate.amount
    else:
        for part in rate.parts:
            yield from _numbers(part)


def _figures(made: Columns, charge: str, column: str, table: list[dict[str, object]], figures: list[list[Fraction]]) -> tuple[Scaled, ...]:
    scaled = []
    schema: dict[str, Any] = {column: pl.String, f"~shape_{charge}": pl.Int16}
    for place in range(max((len(f) for f in figures), default=0)):
        values = [f[place] if place < len(f) else Fraction(0) for f in figures]
        den = lcm(*(v.denominator for v in values))
        bound = max(int(v * den) for v in values)
        name = f"~{column}_{place}"
        for entry, value in zip(table, values, strict=True):
            entry[name] = int(value * den)
        schema[name] = dtype_for(bound)
        scaled.append(Scaled(pl.col(name), den, bound))
    made.frame = _mapped(made.frame.with_columns(pl.col(column).cast(pl.String)), pl.DataFrame(table, schema=schema), column)
    return tuple(scaled)


def _mapped(frame: pl.DataFrame, table: pl.DataFrame, key: str) -> pl.DataFrame:
    """The columns of ``table`` beside their key; a single key needs no join."""
    if table.height == 1:
        return frame.with_columns(pl.lit(table[c][0], dtype=table[c].dtype).alias(c) for c in table.columns if c != key)
    return frame.join(table, on=key, how="left", nulls_equal=True, maintain_order="left")


def _take_codes(made: Columns, rows: Rows) -> None:
    if "code" not in made.frame.columns:
        return
    made.has_code = True
    made.frame = made.frame.with_columns(pl.col("code").cast(pl.String))
    codes = made.frame["code"].unique().to_list()
    table: dict[str, list[object]] = {"code": codes}
    schema: dict[str, Any] = {"code": pl.String}
    plain = [digits(code) for code in codes]
    for name in rows.line_ids:
        found = [rows.row(name, code) for code in plain]
        numbers = [rows.all[name].index(row) if row else NO_ROW for row in found]
        asks = [bool(row and row.asks(code)) for row, code in zip(found, plain, strict=True)]
        if len(set(numbers)) > 1 or len(set(asks)) > 1 or numbers[0] != 0:
            table |= {f"~row_{name}": list(numbers), f"~ask_{name}": list(asks)}
            schema |= {f"~row_{name}": pl.Int16, f"~ask_{name}": pl.Boolean}
    table["~coded"], schema["~coded"] = [bool(code) for code in plain], pl.Boolean
    made.frame = _mapped(made.frame, pl.DataFrame(table, schema=schema), "code")


def digits(code: str | None) -> str:
    """A commodity code without dots and dashes; empty when it has fewer than six digits."""
    plain = "".join(c for c in code or "" if c not in ".- ")
    return plain if plain.isdigit() and 6 <= len(plain) <= 14 else ""


def unit_factors(made: Columns, unit: str) -> Scaled | None:
    """How many ``unit`` one unit of each line's quantity is; null where it does not convert. ``None`` without quantities and units."""
    if "quantity" not in made.numbers or "unit" not in made.frame.columns:
        return None
    factors = {name: _factor(name, unit) for name in made.frame["unit"].unique().to_list()}
    known = {name: f for name, f in factors.items() if f is not None}
    den = lcm(*(f.denominator for f in known.values())) if known else 1
    chosen: pl.Expr = pl.lit(None, dtype=pl.Int64)
    for name, factor in known.items():
        chosen = pl.when(pl.col("unit").eq_missing(name)).then(pl.lit(int(factor * den), dtype=pl.Int64)).otherwise(chosen)
    bound = max((int(f * den) for f in known.values()), default=0)
    assert bound <= NARROW
    return Scaled(chosen, den, bound)


def _factor(name: str | None, unit: str) -> Fraction | None:
    try:
        source = unit_of(name or "")
    except BadInput:
        return None
    return source.factor / UNITS[unit].factor if source.dimension == UNITS[unit].dimension else None
