"""A published table of exchange rates: one currency and period a row, read whole, every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from argosy.importers import cells
from argosy.importers.table_file import TableRow, heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

HEADINGS: dict[str, tuple[str, ...]] = {
    "currency": ("currency", "code", "幣別", "幣別代碼"),
    "rate": ("rate", "exchange rate", "匯率"),
    "selling": ("selling", "sell", "import", "賣出", "賣出匯率", "即期賣出"),
    "buying": ("buying", "buy", "export", "買入", "買入匯率", "即期買入"),
    "valid_from": ("valid_from", "from", "start", "date", "起日", "生效日", "日期"),
    "valid_to": ("valid_to", "to", "end", "迄日", "失效日"),
}
QUOTES = ("direct", "inverse")
PLACES = 8
FLOWS = {"selling": "import", "buying": "export"}
READERS: dict[str, Callable[[str], Any]] = {
    "currency": cells.currency,
    "rate": partial(cells.positive, whole=10),
    "selling": partial(cells.positive, whole=10),
    "buying": partial(cells.positive, whole=10),
    "valid_from": cells.day,
    "valid_to": cells.day,
}
RateRow = tuple[str, str, Decimal, date, date]


@dataclass(frozen=True, slots=True)
class ExchangePreview:
    """The rates that would be stored (currency, flow, units of the base currency for one, first and last day) and every bad row."""

    rows: tuple[RateRow, ...]
    rejected: tuple[Problem, ...]


def read_exchange(name: str, data: bytes, first: date | None, last: date | None, quote: str = "direct") -> ExchangePreview:
    """Read the file. ``first`` and ``last`` are the days of rows that state none; ``inverse``: one unit of the base buys that much.

    A rate without a flow is for imports and exports alike. ``BadInput`` when the file is no table.
    """
    if quote not in QUOTES:
        raise BadInput(Text("標價方式須為 direct 或 inverse", "the quotation must be direct or inverse"))
    table = read_table(name, data, {heading(words): field for field, all_words in HEADINGS.items() for words in all_words})
    faults: list[Problem] = []
    rows = [row for at in table.rows for row in _rows(name, at, (first, last), quote, faults)]
    if not table.rows:
        faults.append(Problem(Text("檔案沒有任何匯率", "the file has no rates"), name))
    _once(name, rows, faults)
    return ExchangePreview(tuple(rows), tuple(faults))


def _rows(name: str, row: TableRow, days: tuple[date | None, date | None], quote: str, faults: list[Problem]) -> list[RateRow]:
    before = len(faults)
    values = {field: _read(name, row, field, text, faults) for field, text in row.cells.items() if text}
    start = values.get("valid_from") or days[0]
    end = values.get("valid_to") or days[1] or start
    _needed(name, row, {**values, "valid_from": start}, faults)
    if len(faults) > before or start is None or end is None:
        return []
    if end < start:
        faults.append(Problem(Text("迄日早於起日", "it ends before it begins"), name, row.number, "valid_to"))
        return []
    priced = {flow: values[field] for field, flow in FLOWS.items() if field in values}
    priced = dict.fromkeys(FLOWS.values(), values["rate"]) | priced if "rate" in values else priced
    return [(values["currency"], flow, _direct(rate, quote), start, end) for flow, rate in priced.items()]


def _needed(name: str, row: TableRow, values: Mapping[str, Any], faults: list[Problem]) -> None:
    missing = [field for field in ("currency", "valid_from") if not row.cells.get(field) and not values.get(field)]
    missing += [] if any(row.cells.get(field) for field in ("rate", "selling", "buying")) else ["rate"]
    for field in missing:
        faults.append(Problem(Text("「{f}」未填", "{f} is missing").format(f=HEADINGS[field][0]), name, row.number, field))


def _read(name: str, row: TableRow, field: str, text: str, faults: list[Problem]) -> Any:
    try:
        return READERS[field](text)
    except BadInput as error:
        faults.append(Problem(error.message, name, row.number, field))
        return None


def _direct(rate: Decimal, quote: str) -> Decimal:
    """Units of the base currency for one, to eight decimals."""
    exact = Fraction(rate) if quote == "direct" else 1 / Fraction(rate)
    return Decimal(round(exact * 10**PLACES)).scaleb(-PLACES)


def _once(name: str, rows: list[RateRow], faults: list[Problem]) -> None:
    seen: set[tuple[str, str, date]] = set()
    for currency, flow, _, start, _ in rows:
        if (currency, flow, start) in seen:
            message = Text("{c} 於 {d} 有兩筆匯率", "{c} has two rates from {d}").format(c=currency, d=start)
            faults.append(Problem(message, name, None, "currency"))
        seen.add((currency, flow, start))
