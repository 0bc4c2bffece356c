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

    ``indicators`` keep the task they were printed beside, in a list of one or none. ``named`` holds every printing of a K, S or A code. Of the row before, ``_open`` keeps
    the last item of each kind and ``_touched`` the kinds printed; ``_blocks`` are the tasks and outputs that stand in one row,
    pages joined.
    """

    duties: dict[str, Item] = field(default_factory=dict)
    tasks: dict[str, Item] = field(default_factory=dict)
    indicators: dict[str, tuple[Item, list[str]]] = field(default_factory=dict)
    named: dict[str, list[Item]] = field(default_factory=dict)
    merged: dict[str, Merged] = field(default_factory=lambda: {kind: Merged() for kind in ("level", "K", "S")})
    unplaced: list[str] = field(default_factory=list)
    _open: dict[str, Item] = field(default_factory=dict)
    _touched: set[str] = field(default_factory=set)
    _continued: set[str] = field(default_factory=set)
    _blocks: list[tuple[list[str], list[Item]]] = field(default_factory=list)

    def add(self, row: TableRow) -> None:
        """Take in one row as printed."""
        cells = [self._cut(row, column) for column in range(len(row.cells))]
        begun = [item for cell in cells for item in cell.items if item.kind == "task"]
        continues = self._continues(row, cells, begun)
        levels = self._levels(cells, row.kinds)
        self._place_leads(cells, row.kinds, continues or row.fresh)
        self._touched = {item.kind for cell in cells for item in cell.items} | self._continued
        self._begin(begun, continues)
        self._place(cells)
        tasks = [item.code for item in begun]
        spans = continues or (row.fresh and not levels and self.merged["level"].reaches(tasks))
        for kind, values in (("level", levels), ("K", codes(cells, "K")), ("S", codes(cells, "S"))):
            self.merged[kind].add(tasks, values, spans or (row.fresh and kind in self._continued))

    def _cut(self, row: TableRow, column: int) -> Cell:
        seen = {*self.duties, *self.tasks, *self.indicators}
        return cut(row.cells[column], column, row.kinds[column : column + 2], seen)

    def _continues(self, row: TableRow, cells: list[Cell], begun: list[Item]) -> bool:
        """Whether the row goes on with the row before.

        It does when no task begins in it; and on a new page when a text goes on before a task begins, or when an indicator or an
        output of a task that begins here already stands on the page before, or one of the row before stands here.
        """
        if not begun:
            return True
        return row.fresh and (any(cell.lead and not _is_level(cell.lead) for cell in cells[:4]) or self._entwined(cells, begun))

    def _entwined(self, cells: list[Cell], begun: list[Item]) -> bool:
        tasks, outputs = self._blocks[-1] if self._blocks else ([], [])
        early = {number(item.code) for item in outputs}
        # One task beside an output of another number may be the publisher's own pairing; then it tells nothing.
        told = early if len(tasks) > 1 or early & {number(task) for task in tasks} else set()
        foretold = told | {number(code) for code in self.indicators}
        late = {number(code) for code in codes(cells, "indicator")} - {number(item.code) for item in begun}
        return any(number(item.code) in foretold for item in begun) or any(number(task) in late for task in tasks)

    def _levels(self, cells: list[Cell], kinds: tuple[str, ...]) -> list[str]:
        for cell in cells:
            if _is_level(cell.lead) and "level" in kinds[cell.column : cell.column + 2]:
                found, cell.lead = re.findall(r"\d", cell.lead), ""
                return found
        return []

    def _place_leads(self, cells: list[Cell], kinds: tuple[str, ...], open_above: bool) -> None:
        self._continued = set()
        leads = [cell for cell in cells if cell.lead]
        shift = max((0, 1), key=lambda s: (self._score(leads, kinds, s), -s))
        for cell in leads:
            kind = self._kind(cell, kinds, shift)
            if kind in self._open and (open_above or kind == "duty"):
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

    def _begin(self, begun: list[Item], continues: bool) -> None:
        if not continues or not self._blocks:
            self._blocks.append(([], []))
        self._blocks[-1][0].extend(item.code for item in begun if item.code not in self._blocks[-1][0])
        for item in begun:
            self.tasks.setdefault(item.code, item)

    def _place(self, cells: list[Cell]) -> None:
        for item in (item for cell in cells for item in cell.items):
            self._open[item.kind] = item
            if item.kind == "duty":
                self.duties.setdefault(item.code, item)
            elif item.kind == "indicator":
                self.indicators.setdefault(item.code, (item, self._blocks[-1][0][-1:]))
            elif item.kind == "output":
                self._blocks[-1][1].append(item)
            elif item.kind != "task":
                self.named.setdefault(item.code, []).append(item)

    def by_task(self) -> dict[str, list[Item]]:
        """The indicators of each task: by number, or beside which they stand where no task has that number."""
        found: dict[str, list[Item]] = {code: [] for code in self.tasks}
        for item, beside in self.indicators.values():
            own = f"T{number(item.code)}"
            found.setdefault(own if own in self.tasks else "".join(beside), []).append(item)
        return found

    def outputs(self) -> dict[str, list[Item]]:
        """The outputs of each task, paired within the row that prints them."""
        found: dict[str, list[Item]] = {}
        for tasks, outputs in self._blocks:
            for item, task in pair(outputs, tasks):
                known = found.setdefault(task, [])
                if all(item.code != other.code for other in known):
                    known.append(item)
        return found


def number(code: str) -> str:
    """The number of the task a code names: ``2.1`` of ``T2.1``, ``P2.1.3`` and ``O2.1.1``."""
    return ".".join(code[1:].split(".")[:2])


def pair(outputs: list[Item], tasks: list[str]) -> list[tuple[Item, str]]:
    """Outputs of one row with its tasks. One task takes all; several go by number, or by position where numbers disagree."""
    if not outputs or not tasks:
        return []
    own = {task[1:]: task for task in tasks}
    numbers = [number(item.code) for item in outputs]
    if len(tasks) > 1 and len(outputs) == len(tasks) and not all(n in own for n in numbers):
        return list(zip(outputs, tasks, strict=True))
    return [(item, own.get(n, tasks[-1])) for item, n in zip(outputs, numbers, strict=True)]


def codes(cells: list[Cell], kind: str) -> list[str]:
    """The codes of one kind that open an item in these cells, as printed."""
    return [item.code for cell in cells for item in cell.items if item.kind == kind]


def _is_level(text: str) -> bool:
    return re.fullmatch(r"\d(?:[\s、,/~～\-]*\d)*\s*級?", text.strip()) is not None
