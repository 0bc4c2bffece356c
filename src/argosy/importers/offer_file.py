"""An offer in JSON, as the command line, the API and the quote editor hand it in, read into plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.sales.offering.intake import NewOffer, OfferCost, OfferLine

_NUMBER = Text("「{value}」不是數字", "'{value}' is not a number")
_DATE = Text("「{value}」不是日期（YYYY-MM-DD）", "'{value}' is not a date (YYYY-MM-DD)")
_WHOLE = Text("「{value}」不是整數", "'{value}' is not a whole number")
_UNKNOWN = Text("沒有欄位「{name}」", "There is no field '{name}'")
_NEEDED = Text("「{name}」未填", "{name} is missing")
_FAULTY = Text("報價資料有 {n} 處錯誤：{words}", "The offer has {n} faults: {words}")
_SHAPE = Text("報價應為一個 JSON 物件，lines 為清單", "An offer is one JSON object with a list of lines")


def _decimal(value: Any) -> Decimal:
    try:
        found = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation as wrong:
        raise ValueError(_NUMBER.format(value=value)) from wrong
    if not found.is_finite() or found.adjusted() > 14:
        raise ValueError(_NUMBER.format(value=value))
    return found


def _date(value: Any) -> date:
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as wrong:
        raise ValueError(_DATE.format(value=value)) from wrong


def _whole(value: Any) -> int:
    try:
        return int(str(value).strip())
    except ValueError as wrong:
        raise ValueError(_WHOLE.format(value=value)) from wrong


def _flag(value: Any) -> bool:
    return value if isinstance(value, bool) else str(value).strip().lower() in ("1", "true", "yes", "on")


def _text(value: Any) -> str:
    return str(value).strip()


Reader = Callable[[Any], Any]
HEAD: dict[str, Reader] = {
    **dict.fromkeys(
        (
            "customer", "incoterm", "currency", "place", "market", "variant", "payment", "port_loading", "port_discharge", "quality", "warranty", "expectations",
            "sales_model", "notes_zh", "notes_en", "attention", "seller",
        ), _text,
    ),
    **dict.fromkeys(("fx", "tax_rate", "discount", "freight_charged", "insurance_charged", "commission", "bank_cost"), _decimal),
    **dict.fromkeys(("date", "valid_to", "fx_date"), _date), **dict.fromkeys(("tax_included", "partial", "transship"), _flag), "lead_days": _whole,
}  # fmt: skip
LINE: dict[str, Reader] = {
    "sku": _text, "quantity": _decimal, "unit_price": _decimal, "discount": _decimal, "specification": _text, "lead_days": _whole, "confirmed_on": _date,
}  # fmt: skip
COST: dict[str, Reader] = {"kind": _text, "amount": _decimal, "currency": _text, "source": _text, "fx": _decimal}


def read_offer(data: Any) -> NewOffer:
    """The offer, or ``BadInput`` with every fault at once; lines are counted from 1. Empty values are as if they were not there."""
    if not isinstance(data, Mapping) or not isinstance(data.get("lines", []), list):
        raise BadInput(_SHAPE)
    problems: list[Problem] = []
    head = _read({k: v for k, v in data.items() if k not in ("lines", "costs")}, HEAD, ("customer", "incoterm", "currency"), None, problems)
    lines = [_read(row, LINE, ("sku", "quantity"), at, problems) for at, row in enumerate(data.get("lines", []), 1)]
    costs = [_read(row, COST, ("kind", "amount", "currency"), None, problems) for row in data.get("costs") or []]
    if problems:
        words = Text("；".join(p.message.zh for p in problems[:5]), "; ".join(p.message.en for p in problems[:5]))
        raise BadInput(_FAULTY.format(n=len(problems), words=words), problems)
    return NewOffer(**head, lines=tuple(OfferLine(**line) for line in lines), costs=tuple(OfferCost(**cost) for cost in costs))


def _read(row: Any, readers: Mapping[str, Reader], needed: tuple[str, ...], at: int | None, problems: list[Problem]) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        problems.append(Problem(_SHAPE, row=at))
        return {}
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name not in readers:
            problems.append(Problem(_UNKNOWN.format(name=name), row=at, field=str(name)))
        elif value is not None and value != "":
            try:
                found[name] = readers[name](value)
            except ValueError as wrong:
                problems.append(Problem(wrong.args[0], row=at, field=name))
    told = {p.field for p in problems if p.row == at}
    problems += [Problem(_NEEDED.format(name=name), row=at, field=name) for name in needed if name not in found and name not in told]
    return found
