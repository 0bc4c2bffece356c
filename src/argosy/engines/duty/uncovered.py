"""Which entries the vectorised form does not cover: they go through the exact engine one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import polars as pl

from argosy.engines.duty.entries import spread
from argosy.engines.duty.heads import UNREADABLE
from argosy.engines.duty.tables import APART
from argosy.engines.duty.valuing import TERM, column_of
from argosy.kernel.money import minor_digits
from argosy.rules.pack import Pack, Term


def beyond(frame: pl.DataFrame, terms: Sequence[Term], pack: Pack) -> pl.Series:
    """The rows of entries with charges inside the price, a programme claimed or chosen by a fact, a cost the law presumes, one said to be
    dutiable or not, shared by choice, of a kind
    the rules do not know, or stated in parts of the smallest unit of its currency."""
    inside = [term.taxes_included for term in terms]
    none = pl.Series([all(inside)], dtype=pl.Boolean).new_from_index(0, frame.height)
    if all(inside) or frame.is_empty():
        return none
    found = [frame[name].is_not_null() for name in frame.columns if _settles(name) and frame[name].null_count() < frame.height]
    found += [pl.Series(inside, dtype=pl.Boolean).gather(frame[TERM])] if any(inside) else []
    found += [frame[APART]] if APART in frame.columns else []
    found += [
        (frame[name] != 0).fill_null(value=False)
        for name in sorted({f"fact_{p.stated_by}" for p in pack.programmes})
        if name in frame.columns
    ]
    presumable = {kind for term in terms for kind in term.add[pack.value_basis]}
    found += [_presumed(frame, kind) for kind in pack.costs_presumed if kind in presumable]
    found += [odd for name in frame.columns if name.endswith("_amount") and (odd := _cost(frame, name, pack)) is not None]
    return spread(frame, reduce(lambda a, b: a | b, found)) if found else none


def _presumed(frame: pl.DataFrame, kind: str) -> pl.Series:
    """The rows that state nothing of a cost to which the law then puts a figure."""
    name = f"{column_of(kind)}_amount"
    return frame[name].is_null() if name in frame.columns else pl.Series([True], dtype=pl.Boolean).new_from_index(0, frame.height)


def _settles(name: str) -> bool:
    """Whether a column, where filled in, asks for what only the exact engine does."""
    return name in ("preference", "preference_rate", UNREADABLE) or name.endswith("_dutiable") or name.startswith("allocation_")


def _cost(frame: pl.DataFrame, name: str, pack: Pack) -> pl.Series | None:
    stated = frame[name].is_not_null()
    if not stated.any():
        return None
    kind = name.removesuffix("_amount").removeprefix("other_")
    if kind not in pack.valuation.components or f"{column_of(kind)}_amount" != name:
        return stated
    return _in_parts(frame[name], frame[f"{column_of(kind)}_currency"])


def _in_parts(amount: pl.Series, currency: pl.Series) -> pl.Series | None:
    """Amounts that are no whole number of the smallest unit of their currency."""
    scale = amount.dtype.scale if isinstance(amount.dtype, pl.Decimal) else 0
    finer = [(code, 10 ** (scale - minor_digits(code))) for code in currency.unique().drop_nulls().to_list() if scale > minor_digits(code)]
    if not finer:
        return None
    frame = pl.DataFrame({"amount": amount.to_physical(), "currency": currency})
    tests = [(pl.col("currency") == code) & (pl.col("amount") % pl.lit(unit, dtype=pl.Int128) != 0) for code, unit in finer]
    return frame.select(pl.any_horizontal(tests).alias("odd"))["odd"]
