"""The parts of a standard's text form: head, version history, competency table, attitudes, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from argosy.standards.marks import paragraphs

_KINDS = (("主要職責", "duty"), ("工作任務", "task"), ("工作產出", "output"), ("行為指標", "indicator"), ("職能級別", "level"))
_LAST_KINDS = (("知識", "K"), ("knowledge", "K"), ("技能", "S"), ("skill", "S"), ("態度", "A"), ("attitude", "A"))
_HEAD_LABELS = ("職能基準代碼", "職能基準名稱", "所屬類別", "工作描述", "基準級別")
_PAGE_NUMBER = re.compile(r"[-–—]?\s*(?:第\s*)?\d+\s*(?:頁.*|/\s*\d+)?\s*[-–—]?")


@dataclass(slots=True)
class TableRow:
    """One row as printed. ``kinds`` are those of its header; ``fresh`` says that a header stands right above it."""

    cells: list[str]
    kinds: tuple[str, ...]
    fresh: bool


@dataclass(slots=True)
class Sections:
    """Lines of each part in printed order; ``rows`` are the competency table with page headers taken out."""

    head: list[str] = field(default_factory=list)
    history: list[list[str]] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)
    attitudes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    has_table: bool = False


@dataclass(slots=True)
class _Place:
    part: str = "head"
    kinds: tuple[str, ...] = ()
    fresh: bool = False


def divide(text: str) -> Sections:
    """Divide the text form into its parts. Parts that are absent stay empty."""
    parts, place = Sections(), _Place()
    for line in text.splitlines():
        if not _heading(line, parts, place):
            _put(line, parts, place)
    return parts


def compact(text: str) -> str:
    """Without white space, mark-up, heading and list signs: what labels are compared by."""
    return re.sub(r"[\s#*]+", "", "".join(paragraphs(text)))


def _heading(line: str, parts: Sections, place: _Place) -> bool:
    words = compact(line)
    kinds = tuple(_kind(cell) for cell in line.split("\t"))
    if {"duty", "task", "indicator"} <= set(kinds):
        place.part, place.kinds, place.fresh = "table", kinds, True
        parts.has_table = True
    elif words.startswith("版本") and "職能基準代碼" in words:
        place.part = "history"
    elif words.startswith("職能內涵") and ("態度" in words or "attitude" in words.lower()):
        place.part = "attitudes"
    elif words.startswith("說明與補充事項"):
        place.part = "notes"
    else:
        return False
    return True


def _kind(label: str) -> str:
    words = compact(label)
    for name, kind in _KINDS:
        if words.startswith(name):
            return kind
    return next((kind for name, kind in _LAST_KINDS if name in words.lower()), "")


def _put(line: str, parts: Sections, place: _Place) -> None:
    if not line.strip():
        return
    if place.part == "history" and compact(line).startswith(_HEAD_LABELS):
        place.part = "head"
    if place.part == "history":
        parts.history.append(line.split("\t"))
    elif place.part == "table":
        _put_row(line, parts.rows, place)
    else:
        {"head": parts.head, "attitudes": parts.attitudes, "notes": parts.notes}[place.part].append(line)


def _put_row(line: str, rows: list[TableRow], place: _Place) -> None:
    if _PAGE_NUMBER.fullmatch(line.strip()):
        return
    if not place.fresh and rows and _wraps(line, rows[-1]):
        first, *rest = line.split("\t")
        rows[-1].cells[-1] += "\n" + first
        rows[-1].cells.extend(rest)
        return
    rows.append(TableRow(line.split("\t"), place.kinds, place.fresh))
    place.fresh = False


def _wraps(line: str, above: TableRow) -> bool:
    """A line end inside a cell: the next line starts neither at a tab nor at a duty or task, and fits in the columns left."""
    if line.startswith("\t") or re.match(r"\s*(?:<p>)?\s*T\d", line):
        return False
    return len(above.cells) + line.count("\t") <= len(above.kinds)
