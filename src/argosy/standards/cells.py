"""One cell of the competency table, cut at the codes it holds."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from argosy.standards.marks import join, paragraphs

KINDS = ("duty", "task", "output", "indicator", "level", "K", "S", "A")
_LETTERS = {"duty": "T", "task": "T", "output": "O", "indicator": "P", "K": "K", "S": "S", "A": "A"}
_CODE = re.compile(
    r"(?<![A-Za-z0-9.\-_/(（「『])"
    r"(?:T\d+(?:\.\d+)?|[OP]\d+(?:\.\d+){1,2}|[KSA]\d{2,3})(?!\.?\d)"
)
_AFTER_CODE = re.compile(r"^[\s.．、:：]+")
_NOTHING = re.compile(r"[-–—－─/／*]+|無|略|同上|N/?A", re.IGNORECASE)


@dataclass(slots=True)
class Item:
    """A code with the text read for it so far; a later page may add to ``text``."""

    code: str
    text: str

    @property
    def kind(self) -> str:
        """One of ``KINDS`` (never ``level``), told by the code alone."""
        if self.code[0] == "T":
            return "task" if "." in self.code else "duty"
        return {"O": "output", "P": "indicator"}.get(self.code[0], self.code[0])


@dataclass(slots=True)
class Cell:
    """``lead`` is the text before the first code: the end of an item begun on the page before, a level, or nothing."""

    column: int
    lead: str
    items: list[Item] = field(default_factory=list)


def cut(printed: str, column: int, kinds: tuple[str, ...], seen: Collection[str] = ()) -> Cell:
    """Cut a cell at its codes. ``kinds`` are those of the column and its right neighbour, for rows printed one column to the left.

    A code opens an item at the start of a paragraph, or inside one when it is of the cell's own kind and was not ``seen``
    before: a later mention of an earlier code is a reference and stays text.
    """
    cell = Cell(column, "")
    letters = {_LETTERS[k] for k in kinds if k in _LETTERS}
    for paragraph in paragraphs(printed):
        _take(cell, paragraph, letters, seen)
    if _NOTHING.fullmatch(cell.lead.strip()):
        cell.lead = ""
    return cell


def _take(cell: Cell, paragraph: str, letters: set[str], seen: Collection[str]) -> None:
    start = 0
    for match in _CODE.finditer(paragraph):
        if match.start() and not _opens(cell, match[0], letters, seen):
            continue
        _add(cell, paragraph[start : match.start()])
        cell.items.append(Item(match[0], ""))
        start = match.end()
    _add(cell, paragraph[start:])


def _opens(cell: Cell, code: str, letters: set[str], seen: Collection[str]) -> bool:
    own = {cell.items[0].code[0]} if cell.items else letters
    return code[0] in own and code not in seen and all(code != item.code for item in cell.items)


def _add(cell: Cell, text: str) -> None:
    if not cell.items:
        cell.lead = join(cell.lead, text.strip())
        return
    item = cell.items[-1]
    item.text = join(item.text, (text if item.text else _AFTER_CODE.sub("", text)).strip())
