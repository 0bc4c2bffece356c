"""Sharing by largest remainder in plain visible columns: quotient, then a key that orders remainders and breaks ties by row.

With ``n`` rows, weights ``w`` and ``T`` units to share, quotient = INT(T·w ÷ Σw), remainder = T·w − Σw·quotient, and
key = remainder × n + (n − place) is unique and larger for the earlier of two equal remainders. The ``left`` largest keys, where
left = T − Σ quotients, get one unit more. One LARGE a share instead of a rank a row keeps a thousand lines quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from argosy.kernel.text import Text
from argosy.renderers.xlsx import exact
from argosy.renderers.xlsx.exact import INTEGER_LIMIT, Exact, Inexact
from argosy.renderers.xlsx.places import Address, Places, Size, column_letters, sheet_prefix
from argosy.renderers.xlsx.sheet import Formula, Sheet

FIRST_ROW = 13
_SUMMARY, _HEAD = 4, 12
_GAP = 1
SHARE_ROW = "\x01"
_LABELS = (
    Text("待分攤（最小單位）", "To share, in smallest units"), Text("分攤單位", "Unit of sharing"), Text("待分攤單位數", "Units to share"),
    Text("權重合計", "Sum of weights"), Text("尚餘單位數", "Units left over"), Text("門檻鍵值", "Threshold key"),
)  # fmt: skip
_HEADS = (Text("權重", "Weight"), Text("商數", "Quotient"), Text("餘數鍵", "Remainder key"), Text("分得單位", "Units given"))


@dataclass(frozen=True, slots=True)
class Share:
    """One sharing: what is shared over which weights, and the exact figures it should give."""

    title: Text
    total: Exact
    digits: int
    amount: Fraction
    column: str
    weights: tuple[Fraction, ...]
    weight_digits: int

    @property
    def step(self) -> int:
        """Smallest units in the unit of sharing, which is the last decimal the total really has."""
        units = int(self.amount * 10**self.digits)
        return next(s for s in (int(10**d) for d in range(self.digits, -1, -1)) if units % s == 0)


class Shares:
    """The allocation sheet: one block of four columns a sharing, side by side, all starting on the same row."""

    def __init__(self, places: Places, name: str, title: Text, lang: str) -> None:
        self.places, self.name, self.title, self.lang = places, name, title, lang
        self.shares: dict[tuple[str, str], Share] = {}

    def part(self, key: tuple[str, str], share: Share, size: Size) -> Exact:
        """This row's part, as a cell of the allocation sheet; ``Inexact`` when a product would be too long."""
        count = len(share.weights)
        whole = int(sum(share.weights) * 10**share.weight_digits)
        if share.total.peak * size.peak >= INTEGER_LIMIT or whole * (count + 1) >= INTEGER_LIMIT:
            raise Inexact(share.column)
        place = list(self.shares).index(key) if key in self.shares else len(self.shares)
        self.shares[key] = share
        cell = f"{sheet_prefix(self.name)}{column_letters(_first_column(place) + 3)}{SHARE_ROW}"
        return Exact(cell, Fraction(1, 10**share.digits), share.total.peak)

    def sheet(self) -> Sheet | None:
        """The sheet with all sharings, or ``None`` when the report shares nothing."""
        if not self.shares:
            return None
        sheet = Sheet(self.name, self.title, widths=[6.0] + [18.0, 12.0, 16.0, 12.0, 3.0] * len(self.shares))
        sheet.freeze, sheet.repeat = (FIRST_ROW, 1), (_HEAD, _HEAD)
        sheet.across(2, _NOTE.say(self.lang), "note", 2)
        for place, share in enumerate(self.shares.values()):
            _Block(self, sheet, share, _first_column(place)).lay_out()
        longest = max(len(s.weights) for s in self.shares.values())
        for i in range(longest):
            sheet.put(FIRST_ROW + i, 0, Fraction(i + 1), "center", number="0")
        sheet.put(_HEAD, 0, Text("項次", "No.").say(self.lang), "head")
        return sheet


_NOTE = Text(
    "最大餘數法：每項先得商數（無條件捨去），尚餘單位依餘數大小每項加一，餘數相同者以列序在前者優先。餘數鍵＝餘數×列數＋（列數－列序），不小於門檻鍵值者加一。",
    "Largest remainder: each row first gets its quotient; the units left over go one each to the largest remainders, earlier rows first "
    "when equal. Remainder key = remainder × rows + (rows − place); keys at or above the threshold get one more.",
)


def _first_column(place: int) -> int:
    return 1 + place * (len(_HEADS) + _GAP)


@dataclass
class _Block:
    shares: Shares
    sheet: Sheet
    share: Share
    col: int

    def lay_out(self) -> None:
        lang, share = self.shares.lang, self.share
        self.sheet.put(3, self.col, share.title.say(lang), "caption", span=4)
        results = self._results()
        for i, (label, text) in enumerate(zip(_LABELS, self._summary(), strict=True)):
            row = _SUMMARY + i
            self.sheet.put(row, self.col, label.say(lang), "label", span=2)
            self.sheet.put(row, self.col + 2, Formula(text, Fraction(results.summary[i])), "number", span=2, number="#,##0")
        for i, head in enumerate(_HEADS):
            self.sheet.put(_HEAD, self.col + i, head.say(lang), "head.right")
        for i, line in enumerate(zip(*self._lines(), strict=True)):
            for j, text in enumerate(line):
                self.sheet.put(FIRST_ROW + i, self.col + j, Formula(text, Fraction(results.rows[i][j])), "number", number="#,##0")

    def _cell(self, row: int, offset: int = 2) -> str:
        return f"${column_letters(self.col + offset)}${row + 1}"

    def _column(self, offset: int) -> str:
        letters = column_letters(self.col + offset)
        return f"${letters}${FIRST_ROW + 1}:${letters}${FIRST_ROW + len(self.share.weights)}"

    def _summary(self) -> list[str]:
        units, step, parts, _, left, _ = (self._cell(_SUMMARY + i) for i in range(6))
        total = exact.written(
            Exact(self.share.total.text, self.share.total.factor * 10**self.share.digits, strength=self.share.total.strength)
        )
        nested = "1"
        for digit in range(1, self.share.digits + 1):
            nested = f"IF(MOD({units},{10**digit})=0,{10**digit},{nested})"
        threshold = f"IF({left}<1,10^15,LARGE({self._column(2)},{left}))"
        return [total, nested, f"{units}/{step}", f"SUM({self._column(0)})", f"{parts}-SUM({self._column(1)})", threshold]

    def _lines(self) -> tuple[list[str], ...]:
        _, step, parts, whole, _, threshold = (self._cell(_SUMMARY + i) for i in range(6))
        count = len(self.share.weights)
        w, q, k = (column_letters(self.col + i) for i in range(3))
        rows = range(FIRST_ROW + 1, FIRST_ROW + 1 + count)
        give = f"*{step}" if self.share.digits else ""
        return (
            [_weight(a, self.share.weight_digits) for a in self.shares.places.body(self.share.column)],
            [f"INT({parts}*{w}{r}/{whole})" for r in rows],
            [f"({parts}*{w}{r}-{whole}*{q}{r})*{count}+{count - i}" for i, r in enumerate(rows)],
            [f"({q}{r}+IF({k}{r}>={threshold},1,0)){give}" for r in rows],
        )

    def _results(self) -> _Results:
        share = self.share
        units, weights = int(share.amount * 10**share.digits), [int(w * 10**share.weight_digits) for w in share.weights]
        parts, whole, count = units // share.step, sum(weights), len(weights)
        quotients = [floor(Fraction(parts * w, whole)) for w in weights]
        keys = [(parts * w - whole * q) * count + count - i for i, (w, q) in enumerate(zip(weights, quotients, strict=True))]
        left = parts - sum(quotients)
        threshold = 10**15 if left < 1 else sorted(keys, reverse=True)[left - 1]
        given = [(q + (k >= threshold)) * share.step for q, k in zip(quotients, keys, strict=True)]
        return _Results([units, share.step, parts, whole, left, threshold], list(zip(weights, quotients, keys, given, strict=True)))


@dataclass(frozen=True, slots=True)
class _Results:
    summary: list[int]
    rows: list[tuple[int, int, int, int]]


def _weight(address: Address, digits: int) -> str:
    cell = f"{sheet_prefix(address.sheet)}{column_letters(address.col)}{address.row + 1}"
    return f"ROUND({cell}*{10**digits},0)" if digits else cell
