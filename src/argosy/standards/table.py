"""The competency table put together: items broken over pages joined, outputs paired with tasks, cells printed once spread."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from argosy.standards.cells import Cell, Item, cut
from argosy.standards.marks import join
from argosy.standards.merged import Merged
from argosy.standards.sections import TableRow


@dataclass(slots=True)
class Table:
    """What the table says, rows added in printed order.

    ``outputs`` and ``indicators`` are listed per task code. ``named`` holds every printing of a K, S or A code.
    Of the row before, ``_open`` keeps the last item of each kind, ``_touched`` the kinds printed, ``_current`` its tasks.
    """

    duties: dict[str, Item] = field(default_factory=dict)
    tasks: dict[str, Item] = field(default_factory=dict)
    outputs: dict[str, list[Item]] = field(default_factory=dict)
    indicators: dict[str, list[Item]] = field(default_factory=dict)
    named: dict[str, list[Item]] = field(default_factory=dict)
    merged: dict[str, Merged] = field(default_factory=lambda: {kind: Merged() for kind in ("level", "K", "S")})
    unplaced: list[str] = field(default_factory=list)
    _open: dict[str, Item] = field(default_factory=dict)
    _touched: set[str] = field(default_factory=set)
    _continued: set[str] = field(default_factory=set)
    _current: list[str] = field(default_factory=list)

    def add(self, row: TableRow) -> None:
        """Take in one row as printed."""
        cells = [self._cut(row, column) for column in range(len(row.cells))]
        begun = [item for cell in cells for item in cell.items if item.kind == "task"]
        continues = self._continues(row, cells, begun)
        levels = self._levels(cells, row.kinds)
        self._place_leads(cells, row.kinds, continues)
        self._touched = {item.kind for cell in cells for item in cell.items} | self._continued
        tasks = self._begin(begun, continues)
        self._place(cells, tasks)
        for kind, values in (("level", levels), ("K", _codes(cells, "K")), ("S", _codes(cells, "S"))):
            self.merged[kind].add([item.code for item in begun], values, continues)

    def _cut(self, row: TableRow, column: int) -> Cell:
        seen = {*self.duties, *self.tasks, *(p.code for ps in self.indicators.values() for p in ps)}
        return cut(row.cells[column], column, row.kinds[column : column + 2], seen)

    def _continues(self, row: TableRow, cells: list[Cell], begun: list[Item]) -> bool:
        """Whether the row goes on with the row before: no task begins in it, or on a new page a text goes on before one does."""
        if not begun:
            return True
        return row.fresh and any(cell.lead and not _is_level(cell.lead) for cell in cells[:4])

    def _levels(self, cells: list[Cell], kinds: tuple[str, ...]) -> list[str]:
        for cell in cells:
            if _is_level(cell.lead) and "level" in kinds[cell.column : cell.column + 2]:
                found, cell.lead = re.findall(r"\d", cell.lead), ""
                return found
        return []

    def _place_leads(self, cells: list[Cell], kinds: tuple[str, ...], continues: bool) -> None:
        self._continued = set()
        leads = [cell for cell in cells if cell.lead]
        shift = max((0, 1), key=lambda s: (self._score(leads, kinds, s), -s))
        for cell in leads:
            kind = self._kind(cell, kinds, shift)
            if kind in self._open and (continues or kind == "duty"):
                self._open[kind].text = join(self._open[kind].text, cell.lead)
                self._continued.add(kind)
            else:
                self.unplaced.append(cell.lead)

    def _score(self, leads: list[Cell], kinds: tuple[str, ...], shift: int) -> int:
        found = [self._kind(cell, kinds, shift) for cell in leads]
        return sum((kind in self._touched) + (kind in self._open) for kind in found)

    def _kind(self, cell: Cell, kinds: tuple[str, ...], shift: int) -> str:
        kind = kinds[cell.column + shift] if cell.column + shift < len(kinds) else ""
        if cell.items and (cell.items[0].kind not in ("duty", "task") or kind not in ("duty", "task")):
            return cell.items[0].kind
        return kind

    def _begin(self, begun: list[Item], continues: bool) -> list[str]:
        """The tasks that outputs of this row may belong to."""
        new = [item.code for item in begun]
        for item in begun:
            self.tasks.setdefault(item.code, item)
        candidates = [*self._current[-1:], *new] if continues and new else new or self._current
        self._current = new or self._current
        return candidates

    def _place(self, cells: list[Cell], tasks: list[str]) -> None:
        items = [item for cell in cells for item in cell.items]
        for item in items:
            self._open[item.kind] = item
            if item.kind == "duty":
                self.duties.setdefault(item.code, item)
            elif item.kind == "indicator":
                self._put_indicator(item)
            elif item.kind in ("K", "S", "A"):
                self.named.setdefault(item.code, []).append(item)
        for output, task in pair([item for item in items if item.kind == "output"], tasks):
            known = self.outputs.setdefault(task, [])
            if all(output.code != other.code for other in known):
                known.append(output)

    def _put_indicator(self, item: Item) -> None:
        task = "T" + ".".join(item.code[1:].split(".")[:2])
        known = self.indicators.setdefault(task if task in self.tasks else (self._current or [""])[-1], [])
        if all(item.code != other.code for other in known):
            known.append(item)


def pair(outputs: list[Item], tasks: list[str]) -> list[tuple[Item, str]]:
    """Outputs of one row with its tasks. One task takes all; several go by number, or by position where numbers disagree."""
    if not outputs or not tasks:
        return []
    own = {task[1:]: task for task in tasks}
    numbers = [".".join(item.code[1:].split(".")[:2]) for item in outputs]
    if len(tasks) > 1 and len(outputs) == len(tasks) and not all(n in own for n in numbers):
        return list(zip(outputs, tasks, strict=True))
    return [(item, own.get(number, tasks[-1])) for item, number in zip(outputs, numbers, strict=True)]


def _codes(cells: list[Cell], kind: str) -> list[str]:
    return [item.code for cell in cells for item in cell.items if item.kind == kind]


def _is_level(text: str) -> bool:
    return re.fullmatch(r"\d(?:[\s、,/~～\-]*\d)*\s*級?", text.strip()) is not None
