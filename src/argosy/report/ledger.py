"""Every value of a report by its id, and the exact recomputation of every figure that has a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from argosy.kernel.errors import NotFound
from argosy.kernel.evaluation import evaluate, shared
from argosy.kernel.expression import Expr, Ref, parse
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Report, block_values
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value


@dataclass(frozen=True)
class Place:
    """Where a value stands: its block and, in a table, its row and column."""

    value: Value
    block: AnyBlock
    row: Row | None = None
    row_no: int = -1
    column: Column | None = None

    @property
    def in_body(self) -> bool:
        """Whether it is a body cell, for which the column's own formula and rule hold."""
        return self.row_no >= 0 and self.row is not None and self.row.style != "sub"

    @property
    def expr(self) -> str | None:
        """The formula that holds here: the value's own, else its column's in the body."""
        return self.value.expr or (self.column.expr if self.column and self.in_body and self.value.is_figure else None)

    @property
    def trace(self) -> str | None:
        """The rule that holds here: the value's own, else its column's."""
        return self.value.trace or (self.column.trace if self.column else None)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A figure whose formula gives something else. ``computed`` is ``None`` when the formula cannot be worked out."""

    id: str
    printed: Fraction
    computed: Fraction | None


class Ledger:
    """Look-up and recomputation over one report. Building it is linear in the number of values."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.places: dict[str, Place] = {}
        self.tables: dict[str, Table] = {}
        self._columns: dict[str, list[Fraction]] = {}
        self._parts: dict[tuple[Fraction, str], list[Fraction]] = {}
        self._exprs: dict[str, Expr] = {}
        for block in report.blocks():
            self._take(block)

    def _take(self, block: AnyBlock) -> None:
        if isinstance(block, Table):
            self.tables[block.id] = block
            for place in _table_places(block):
                self._put(place)
        else:
            for value in block_values(block):
                self._put(Place(value, block))

    def _put(self, place: Place) -> None:
        if place.value.id in self.places:
            raise ValueError(f"two values are called {place.value.id}")
        self.places[place.value.id] = place

    def place(self, figure: str) -> Place:
        """Where ``figure`` stands; ``NotFound`` when the report has no such value."""
        if figure not in self.places:
            message = Text("文件中沒有數值 {id}；編號見 JSON 檔各值之 id", "The document has no value {id}; see the ids in its JSON file")
            raise NotFound(message.format(id=figure))
        return self.places[figure]

    def target(self, ref: Ref, at: Place) -> Place:
        """The value a reference points to; ``KeyError`` when it points nowhere."""
        if ref.scope == "cell" and at.row is not None:
            return self.places[at.row.cells[ref.name].id]
        if ref.scope == "named":
            return self.places[self.report.names[ref.name]]
        raise KeyError(ref.name)

    def column(self, name: str) -> list[Fraction]:
        """The body figures of ``table.column`` in row order, without sub-total rows. A missing cell counts 0, so rows keep their places."""
        if name not in self._columns:
            table, _, key = name.partition(".")
            cells = (row.cells.get(key) for row in self.tables[table].rows if row.style != "sub")
            self._columns[name] = [cell.number if cell is not None and cell.is_figure else Fraction(0) for cell in cells]
        return self._columns[name]

    def parts(self, total: Fraction, name: str) -> list[Fraction]:
        """``total`` shared over a column; kept, so that a long table is shared once."""
        key = (total, name)
        if key not in self._parts:
            self._parts[key] = shared(total, self.column(name))
        return self._parts[key]

    def expression(self, text: str) -> Expr:
        """The parsed formula, parsed once for all rows that use it."""
        if text not in self._exprs:
            self._exprs[text] = parse(text)
        return self._exprs[text]

    def compute(self, place: Place) -> Fraction:
        """The exact result of the formula at ``place``; ``KeyError`` or ``ZeroDivisionError`` when it cannot be worked out."""
        assert place.expr is not None
        return evaluate(self.expression(place.expr), _CellScope(self, place))

    def mismatches(self) -> Iterator[Mismatch]:
        """Every figure that differs from its formula."""
        for place in self.places.values():
            if place.expr and place.value.is_figure:
                computed = self._try(place)
                if computed != place.value.number:
                    yield Mismatch(place.value.id, place.value.number, computed)

    def _try(self, place: Place) -> Fraction | None:
        try:
            return self.compute(place)
        except (KeyError, ValueError, ZeroDivisionError):
            return None

    @cached_property
    def rules(self) -> dict[str, int]:
        """Rule id to its place in ``report.traces``."""
        return {rule.id: i for i, rule in enumerate(self.report.traces)}


@dataclass
class _CellScope:
    ledger: Ledger
    place: Place

    @property
    def row(self) -> int:
        return self.place.row_no

    def value(self, ref: Ref) -> Fraction:
        return self.ledger.target(ref, self.place).value.number

    def column(self, name: str) -> Sequence[Fraction]:
        return self.ledger.column(name)

    def parts(self, total: Fraction, name: str) -> Sequence[Fraction]:
        return self.ledger.parts(total, name)


def _table_places(table: Table) -> Iterator[Place]:
    columns = {column.key: column for column in table.columns}
    body = 0
    for row in table.rows:
        for key, value in row.cells.items():
            yield Place(value, table, row, body, columns.get(key))
        body += row.style != "sub"
    for key, value in (table.totals.cells if table.totals else {}).items():
        yield Place(value, table, table.totals, -1, columns.get(key))
