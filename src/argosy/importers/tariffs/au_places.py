"""Australia's Schedule 1: the places of each class (FI, LDC, DC, DCS, DCT).

The parts of the Schedule are the classes. A file that writes every row as one part has lost them; they are then taken from where the
alphabet starts anew at A, which is how the parts follow each other, and the schedule says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from argosy.importers.table_file import TableRow
from argosy.importers.tariffs.given import Faults
from argosy.kernel.text import Text

# Part of the Schedule to the class that rates are stated for. Divisions of a part are of the same class.
PARTS = {"1": "FI", "2": "LDC", "3": "DC", "4": "DCS", "5": "DCT"}
# Blocks of a file without parts, in order: parts 3 and 4 have two divisions each. The last four places are part 5.
BLOCKS = ("FI", "LDC", "DC", "DC", "DCS", "DCS")
LAST = 4
RECOVERED = Text(
    "附表 1 之檔案未分部，類別係依國名排序推定，使用前須與公布之附表 1 核對：{n}",
    "The file of Schedule 1 does not tell its parts apart; the classes were taken from the order of the names and must be compared with the published Schedule 1: {n}",
)


def read_places(rows: Sequence[TableRow], faults: Faults) -> tuple[dict[str, tuple[str, ...]], tuple[Text, ...]]:
    """The members of each class, and what to know about them."""
    for row in rows:
        code = row.cells.get("abbreviation", "")
        if not re.fullmatch("[A-Z]{2}", code):
            faults.add(row.number, "abbreviation", f"「{code}」不是兩字母代碼", f"“{code}” is no code of two letters")
    parts = {_part(row) for row in rows}
    if len(parts) > 1 or not rows:
        return _by_part(rows, faults), ()
    blocks = _blocks(rows)
    if len(blocks) != len(BLOCKS):
        faults.add(
            None,
            "part",
            f"只有一部且無法推定類別（{len(blocks)} 段）",
            f"one part only, and the classes cannot be told ({len(blocks)} blocks)",
        )
        return {}, ()
    groups = _collected(list(zip(BLOCKS, blocks, strict=True)))
    tail = [row.cells["abbreviation"] for row in rows[-LAST:]]
    groups["DCT"] = tuple(tail)
    return groups, (RECOVERED.format(n=", ".join(f"{name} {len(members)}" for name, members in groups.items())),)


def _part(row: TableRow) -> str:
    match = re.search(r"\d", row.cells.get("part", ""))
    return match[0] if match else ""


def _by_part(rows: Sequence[TableRow], faults: Faults) -> dict[str, tuple[str, ...]]:
    found: list[tuple[str, list[TableRow]]] = []
    for row in rows:
        name = PARTS.get(_part(row), "")
        if not name:
            part = row.cells.get("part", "")
            faults.add(row.number, "part", f"「{part}」不是 1 至 5 部", f"“{part}” is none of parts 1 to 5")
        found.append((name, [row]))
    return _collected(found)


def _collected(blocks: Iterable[tuple[str, Sequence[TableRow]]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, dict[str, None]] = {}
    for name, rows in blocks:
        groups.setdefault(name, {}).update(dict.fromkeys(row.cells["abbreviation"] for row in rows))
    return {name: tuple(members) for name, members in groups.items()}


def _blocks(rows: Sequence[TableRow]) -> list[list[TableRow]]:
    """Runs of rows; one begins where the names go back to A."""
    blocks: list[list[TableRow]] = []
    before = ""
    for row in rows:
        name = row.cells.get("country", "").upper()
        if not blocks or (name < before and name.startswith("A")):
            blocks.append([])
        blocks[-1].append(row)
        before = name
    return blocks
