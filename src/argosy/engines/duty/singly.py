"""Entries in a frame worked out one by one by the exact engine: for what the vectorised form does not cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import polars as pl

from argosy.engines.duty.assessor import settle
from argosy.engines.duty.consignment import Consignment, Line, TariffRate
from argosy.engines.duty.heads import UNREADABLE
from argosy.engines.duty.ratetable import RateTable
from argosy.engines.duty.reading import read_consignment
from argosy.engines.duty.tables import Tables
from argosy.engines.duty.valuing import column_of
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text, same
from argosy.rules.pack import CUSTOMS_VALUE, Pack

TABLE = same("tariff")
WRONG = "?"  # stands for a figure that could not be read
HEAD = ("jurisdiction", "date", "flow", "incoterm", "incoterms_edition", "place", "currency")
OF_LINE = ("code", "origin", "value", "quantity", "unit", "net_kg", "gross_kg")
Amounts = dict[str, Fraction | None]


def entries_of(frame: pl.DataFrame) -> Iterator[list[dict[str, Any]]]:
    """The rows of each entry, those that stand together with one ``entry``; a row without one is alone."""
    held: list[dict[str, Any]] = []
    for row in frame.iter_rows(named=True):
        if held and (row.get("entry") is None or row.get("entry") != held[-1].get("entry")):
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def amounts_of(
    rows: list[dict[str, Any]], pack: Pack, rates: RateTable | None = None, tables: Tables | None = None
) -> tuple[list[Amounts], Text | None]:
    """Customs value and charges of every row of one entry (entry charges as the part of the line), or why it cannot be worked out."""
    try:
        consignment = read_consignment(as_data(rows, pack))
        known = tables.completed(consignment, pack) if tables is not None else consignment
        made = settle(_with_tariff(known, rates), pack)
    except BadInput as error:
        return [{} for _ in rows], error.message
    found: list[Amounts] = []
    for i, line in enumerate(made.lines):
        charges = {c.row.id: c.amount for c in line.charges} | {e.row.id: e.by_line[i] if e.by_line else None for e in made.entry}
        found.append({CUSTOMS_VALUE: made.values[i], **charges})
    return found, None


def as_data(rows: list[dict[str, Any]], pack: Pack) -> dict[str, Any]:
    """One entry as ``argosy duty assess`` reads it. What holds for the entry is taken from its first row."""
    head = {**rows[0], **dict.fromkeys((rows[0].get(UNREADABLE) or "").split(), WRONG)}
    data: dict[str, Any] = {name: head[name] for name in HEAD if head.get(name) is not None}
    fx = {name.removeprefix("fx_"): value for name, value in head.items() if name.startswith("fx_") and value is not None}
    general = fx.pop("rate", None)
    if general is not None and head.get("currency") not in (None, pack.currency):
        fx.setdefault(str(head["currency"]), general)
    costs = [cost for kind in _kinds(head) if (cost := _cost(head, kind)) is not None]
    named = {cost["kind"]: cost for cost in costs if cost["kind"] in ("freight", "insurance")}
    return {
        **data, **named, "fx": fx, "other": [cost for cost in costs if cost["kind"] not in named],
        "allocation": _group(head, "allocation_"), "interpretations": _group(head, "interpretation_"),
        "lines": [_line(row, str(i)) for i, row in enumerate(rows, 1)],
    }  # fmt: skip


def _kinds(row: Mapping[str, Any]) -> list[str]:
    return [name.removesuffix("_amount").removeprefix("other_") for name in row if name.endswith("_amount")]


def _cost(head: Mapping[str, Any], kind: str) -> dict[str, Any] | None:
    name = column_of(kind)
    amount = head[f"{name}_amount"]
    if amount is None:
        return None
    dutiable = head.get(f"{name}_dutiable")
    told = {} if dutiable is None else {"dutiable": bool(dutiable)}
    return {"kind": kind, "amount": amount, "currency": head.get(f"{name}_currency") or head.get("currency"), **told}


def _group(row: Mapping[str, Any], beginning: str) -> dict[str, Any]:
    return {name.removeprefix(beginning): value for name, value in row.items() if name.startswith(beginning) and value not in (None, "")}


def _line(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    claim = row.get("preference")
    rate = row.get("preference_rate")
    preference = {"programme": claim, "rate": rate} if rate else claim
    line = {field: row[field] for field in OF_LINE if row.get(field) is not None}
    return {**line, "id": name, "rates": _group(row, "rate_"), "facts": _group(row, "fact_"), "preference": preference}


def _with_tariff(consignment: Consignment, rates: RateTable | None) -> Consignment:
    if rates is None:
        return consignment
    return replace(consignment, lines=tuple(_found(line, consignment, rates) for line in consignment.lines))


def _found(line: Line, consignment: Consignment, rates: RateTable) -> Line:
    found = {name: rates.rate(name, line.code, line.origin, consignment.date) for name in rates.charges} if line.code else {}
    return replace(line, tariff={name: TariffRate(text, text, "", TABLE) for name, text in found.items() if text is not None})
