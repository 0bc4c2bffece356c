"""How many cells a workbook would unfold to, read from its XML without unfolding it.

A spreadsheet states where a cell lies or how often it repeats, so a few kilobytes can claim a thousand million cells. The reader of
workbooks lays out the whole rectangle, and this says how large that would be beforehand.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,9})")
_CHUNK = 1 << 20
_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")


@dataclass
class Extent:
    """The last row and column with content in any sheet, counted from 1."""

    rows: int = 0
    columns: int = 0

    @property
    def cells(self) -> int:
        """Cells of the rectangle from A1 to the last row and column."""
        return self.rows * self.columns

    def reach(self, row: int, column: int) -> None:
        """Let the rectangle reach at least this cell."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def extent(packed: zipfile.ZipFile) -> Extent:
    """The largest extent of any sheet of an XLSX or ODS file. XML that cannot be read raises ``ValueError``."""
    largest = Extent()
    for name in packed.namelist():
        if not name.endswith((".vml", "/")):
            _measure(packed, name, largest)
    return largest


def _measure(packed: zipfile.ZipFile, name: str, largest: Extent) -> None:
    with packed.open(name) as member:
        head = member.read(_CHUNK)
        if not head.startswith(_XML):
            return
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = _Sheet(largest).start
        try:
            while head:
                parser.Parse(head, False)
                head = member.read(_CHUNK)
        except expat.ExpatError as error:
            raise ValueError(f"{name}: {error}") from error


class _Sheet:
    """Follows the elements of one file: XLSX cells name their place, those of ODS count on from the one before."""

    def __init__(self, largest: Extent) -> None:
        self.largest = largest
        self.place = ""
        self.row = self.column = 0

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        """One element begins."""
        name = element.rpartition(" ")[2]
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name == "c":
            self.place = plain.get("r", "")
        elif name in ("v", "is"):
            self._placed()
        elif name in ("table", "table-row", "table-cell", "covered-table-cell"):
            self._counted(name, plain)

    def _placed(self) -> None:
        if match := _PLACE.fullmatch(self.place):
            self.largest.reach(int(match[2]), _column(match[1].upper()))

    def _counted(self, name: str, plain: Mapping[str, str]) -> None:
        if name == "table":
            self.row = self.column = 0
        elif name == "table-row":
            self.row, self.column = self.row + _times(plain, "number-rows-repeated"), 0
        else:
            self.column += _times(plain, "number-columns-repeated")
            if "value-type" in plain:
                self.largest.reach(self.row, self.column)


def _times(plain: Mapping[str, str], name: str) -> int:
    text = plain.get(name, "1").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
