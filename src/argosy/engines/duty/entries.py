"""Entries in a frame of lines: what holds for a whole entry is the same on each of its lines, or said once and meant for all."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from argosy.engines.duty.pooling import bounds_of

OF_ENTRY = ("jurisdiction", "flow", "date", "incoterm", "incoterms_edition", "place", "currency", "fx_rate")
BEGINNINGS = ("fx_", "freight_", "insurance_", "other_", "allocation_", "interpretation_")


def of_entry(columns: Iterable[str]) -> list[str]:
    """The columns that hold for the whole entry."""
    return [name for name in columns if name in OF_ENTRY or name.startswith(BEGINNINGS)]


def unanimous(frame: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
    """The frame with every column of the entry filled in on all its lines, and per column on which lines another value stands.

    The rows of an entry (``entry``; without it each row is its own) stand together.
    """
    if "entry" not in frame.columns or frame.is_empty():
        return frame, {}
    frame = frame.with_columns(bounds_of(frame["entry"]))
    first = frame["~first"]
    if bool((first == frame["~last"]).all()):
        return frame.drop("~first", "~last"), {}
    changed: dict[str, pl.Series] = {}
    for name in of_entry(frame.columns):
        column = frame[name]
        head = column.gather(first)
        if bool(column.eq_missing(head).all()):
            continue
        frame = frame.with_columns(pl.col(name).drop_nulls().first().over("~first"))
        other = column.is_not_null() & (column != frame[name])
        if bool(other.any()):
            changed[name] = other
    return frame.drop("~first", "~last"), changed


def spread(frame: pl.DataFrame, lines: pl.Series) -> pl.Series:
    """On which lines some line of the same entry is marked."""
    if "entry" not in frame.columns:
        return lines
    first = bounds_of(frame["entry"])["~first"]
    return pl.DataFrame({"first": first, "mark": lines}).select(pl.col("mark").any().over("first"))["mark"]
