"""Where every value stands in the workbook, how many decimals it may have, and what its formula is called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from argosy.kernel.money import minor_digits
from argosy.renderers.xlsx.exact import Inexact
from argosy.renderers.xlsx.sheet import Sheet
from argosy.report.ledger import Ledger, Place
from argosy.report.value import Value

RATE_DIGITS = 6
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[rRcC]\d*|[rR]\d+[cC]\d+")


@dataclass(frozen=True, slots=True)
class Address:
    """A cell: sheet name, row and column from 0."""

    sheet: str
    row: int
    col: int


@dataclass(frozen=True, slots=True)
class Size:
    """Decimals assumed of a figure (at least those it has) and the largest it gets, in units of the last decimal."""

    digits: int
    peak: int


class Places:
    """Addresses of all values of a report, once its sheets are laid out."""

    def __init__(self, ledger: Ledger, sheets: Iterable[Sheet]) -> None:
        self.ledger = ledger
        self.addresses: dict[str, Address] = {}
        self.named: dict[str, str] = {}
        self._sizes: dict[tuple[str, str, bool], Size] = {}
        for sheet in sheets:
            for cell in sheet.cells:
                if isinstance(cell.content, Value) and cell.figure:
                    self.addresses.setdefault(cell.content.id, Address(sheet.name, cell.row, cell.col))

    def address(self, figure: str) -> Address:
        """Where the value stands; ``Inexact`` when it is not in the workbook, so that its figure is written instead."""
        if figure not in self.addresses:
            raise Inexact(figure)
        return self.addresses[figure]

    def body(self, column: str) -> list[Address]:
        """The body cells of ``table.column`` that hold numbers, in row order."""
        table, _, key = column.partition(".")
        rows = (row for row in self.ledger.tables[table].rows if row.style != "sub" and key in row.cells)
        return [self.address(row.cells[key].id) for row in rows if row.cells[key].v is not None]

    def size(self, place: Place, spare: bool) -> Size:
        """Decimals and size of a value; for a body cell those of its whole column. ``spare`` allows six decimals to any rate."""
        if place.column is None or not place.in_body:
            return _size([place.value], spare)
        return self.column_size(f"{place.block.id}.{place.column.key}", spare)

    def column_size(self, column: str, spare: bool) -> Size:
        """Decimals and size of the body cells of ``table.column``."""
        key = (column, "", spare)
        if key not in self._sizes:
            table, _, name = column.partition(".")
            rows = self.ledger.tables[table].rows
            self._sizes[key] = _size([r.cells[name] for r in rows if r.style != "sub" and name in r.cells], spare)
        return self._sizes[key]


def _size(values: list[Value], spare: bool) -> Size:
    figures = [v for v in values if v.is_figure]
    numbers = [Decimal(str(v.v)) for v in figures]
    digits = max([_digits(n) for n in numbers] + [_usual_digits(v, spare) for v in figures[:1]], default=0)
    return Size(digits, int(max(map(abs, numbers), default=Decimal(0)).scaleb(digits)))


def _usual_digits(value: Value, spare: bool) -> int:
    if value.kind == "rate":
        return RATE_DIGITS if spare else 0
    return minor_digits(value.unit) if value.kind == "money" and value.unit else value.dp or 0


def _digits(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def column_letters(col: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    while col >= 0:
        letters, col = chr(65 + col % 26) + letters, col // 26 - 1
    return letters


def sheet_prefix(name: str) -> str:
    """The sheet before ``!`` in a formula, quoted."""
    return "'" + name.replace("'", "''") + "'!"


def ranges(addresses: list[Address], here: str) -> str:
    """Comma-separated ranges over cells of one column, as seen from the sheet ``here``."""
    found: list[list[Address]] = []
    for address in addresses:
        if found and (address.sheet, address.col, address.row) == (found[-1][-1].sheet, found[-1][-1].col, found[-1][-1].row + 1):
            found[-1].append(address)
        else:
            found.append([address])
    return ",".join(_range(run[0], run[-1], here) for run in found)


def _range(first: Address, last: Address, here: str) -> str:
    prefix = "" if first.sheet == here else sheet_prefix(first.sheet)
    letters = column_letters(first.col)
    return f"{prefix}${letters}${first.row + 1}:${letters}${last.row + 1}"


def valid_name(words: str, taken: Iterable[str]) -> str:
    """A defined name from words in any script: no spaces or signs, not like a cell, unique."""
    name = re.sub(r"[^\w.]+", "_", words).strip("._") or "value"
    name = name if not name[0].isdigit() and not _LIKE_A_CELL.fullmatch(name) else f"_{name}"
    used, result, count = {t.casefold() for t in taken}, name[:200], 2
    while result.casefold() in used:
        result, count = f"{name[:200]}_{count}", count + 1
    return result
