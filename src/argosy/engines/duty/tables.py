"""What a firm's own tables add to rows that do not state it: rates of exchange of the day, and rates of an imported tariff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

import polars as pl

from argosy.engines.duty.consignment import Consignment
from argosy.kernel.money import decimal_text
from argosy.rules.pack import Pack

TARIFF = "tariff_"
APART = "~apart"


class Tables(Protocol):
    """Tables to look things up in."""

    def exchange(self, pack: Pack, currency: str, on: date) -> Fraction | None:
        """Units of the pack's currency per 1 of another on a day; ``None`` where no table has it."""

    def tariff(self, pack: Pack, goods: pl.DataFrame) -> pl.DataFrame | None:
        """The rates of goods (``code`` in digits, ``origin``, ``date``): the same columns with ``tariff_<charge>`` texts (null: none) and
        ``~apart`` where only the whole entry decides; ``None`` where there is no tariff."""

    def completed(self, consignment: Consignment, pack: Pack) -> Consignment:
        """One consignment with what the tables know and it does not state."""


def with_exchange(rows: pl.DataFrame, pack: Pack, tables: Tables) -> pl.DataFrame:
    """The rows with a rate of exchange wherever one is needed, none is stated and a table has it."""
    for code in sorted(_needed(rows) - {pack.currency}):
        column = f"fx_{code}"
        if column not in rows.columns:
            rows = rows.with_columns(pl.lit(None, dtype=pl.Decimal(38, 0)).alias(column))
        own = (rows["currency"] == code).fill_null(value=False)
        general = rows["fx_rate"].is_not_null() & own if "fx_rate" in rows.columns else own & False
        lacking = rows[column].is_null() & ~general
        if lacking.any():
            rows = rows.with_columns(_published(rows, column, lacking, {d: tables.exchange(pack, code, d) for d in _days(rows, lacking)}))
    return rows


def _needed(rows: pl.DataFrame) -> set[str]:
    found = set(rows["currency"].unique().drop_nulls().to_list())
    for name in rows.columns:
        if name.endswith("_amount"):
            currency = name.removesuffix("_amount") + "_currency"
            found |= set(rows.filter(pl.col(name).is_not_null())[currency].unique().drop_nulls().to_list())
    return found


def _days(rows: pl.DataFrame, lacking: pl.Series) -> Iterator[date]:
    yield from rows["date"].filter(lacking).unique().drop_nulls().to_list()


def _published(rows: pl.DataFrame, column: str, lacking: pl.Series, rates: dict[date, Fraction | None]) -> pl.Series:
    days = pl.Series(list(rates), dtype=pl.Date)
    values = pl.Series([None if rate is None else Decimal(decimal_text(rate)) for rate in rates.values()], dtype=pl.Decimal(38, 12))
    found = rows.select(pl.col("date").replace_strict(days, values, default=None, return_dtype=pl.Decimal(38, 12)))["date"]
    stated = rows[column].cast(pl.Decimal(38, 12))
    return found.zip_with(lacking, stated).alias(column)


def with_tariff(rows: pl.DataFrame, pack: Pack, tables: Tables) -> pl.DataFrame:
    """The rows with the rates a tariff gives their goods."""
    from argosy.engines.duty.goods import digits

    if "code" not in rows.columns:
        return rows
    origin = rows["origin"].str.to_uppercase().fill_null("") if "origin" in rows.columns else pl.lit("")
    keyed = rows.with_columns(digits(rows["code"].fill_null("")).alias("~code"), pl.lit(origin).alias("~origin"))
    goods = keyed.select(code="~code", origin="~origin", date="date").filter(pl.col("code") != "").unique()
    found = tables.tariff(pack, goods)
    if found is None:
        return rows
    joined = keyed.join(
        found.rename({"code": "~code", "origin": "~origin"}), on=["~code", "~origin", "date"], how="left", maintain_order="left"
    )
    return joined.drop("~code", "~origin").with_columns(pl.col(APART).fill_null(value=False))
