"""The table block: typed columns, rows of figures, totals that are formulas."""

from __future__ import annotations

from typing import Literal

from argosy.kernel.text import Text
from argosy.report.node import Id, Node
from argosy.report.value import Value
from argosy.report.words import Audience, Block

# t text, c code, d date, n count, q quantity, m money, r rate, s score, e enum, b yes/no, p person
ColumnType = Literal["t", "c", "d", "n", "q", "m", "r", "s", "e", "b", "p"]
NUMERIC: frozenset[ColumnType] = frozenset(("n", "q", "m", "r", "s"))


class Column(Node):
    """One column. ``name`` is what its figures are called where the label leans on its ``span``. ``unit`` prints once in the head; ``expr`` and ``trace`` hold for every body cell that has none of its own.

    ``sheet_only`` columns stand in the workbook alone, for figures a formula needs. ``width`` is a relative weight, 0 for automatic; ``span`` groups neighbours under one head; ``entry`` marks cells a user may edit
    in a workbook; ``options`` are the allowed codes of an enum.
    """

    key: Id
    label: Text
    name: Text | None = None
    type: ColumnType = "t"
    unit: str = ""
    dp: int | None = None
    align: Literal["left", "right", "center"] | None = None
    width: int = 0
    total: Literal["none", "sum", "weighted", "count", "last"] = "none"
    hide_if_empty: bool = False
    audience: Audience = "all"
    expr: str | None = None
    trace: Id | None = None
    span: Text | None = None
    entry: bool = False
    sheet_only: bool = False
    options: tuple[str, ...] = ()

    @property
    def is_numeric(self) -> bool:
        """Whether cells print to the right."""
        return self.type in NUMERIC


class Row(Node):
    """One row. A key without a cell prints nothing; a missing value prints its reason."""

    id: Id
    cells: dict[str, Value]
    group: Id | None = None
    level: int = 0
    style: Literal["normal", "mark", "sub"] = "normal"


class Group(Node):
    """A heading over rows of one group."""

    id: Id
    label: Text


class Table(Block):
    """Rows of figures. ``totals`` is one row whose cells hold expressions such as ``sum(lines.duty)``."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    groups: tuple[Group, ...] = ()
    totals: Row | None = None
    unit_note: Text | None = None
    freeze: int = 2
    sheet_only: bool = False
    print_rows: int | None = None

    def column(self, key: str) -> Column:
        """The column called ``key``; ``KeyError`` when there is none."""
        return next((c for c in self.columns if c.key == key), None) or _no_column(self.id, key)


def _no_column(table: str, key: str) -> Column:
    raise KeyError(f"{table}.{key}")
