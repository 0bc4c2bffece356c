"""Print an invented standard in the text form, with the liberties the publisher takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.standards.samples import HEADER, standard

Pick = Callable[[int], int]
"""``pick(n)`` chooses a number from 0 to n−1."""

WORDS = "茶樹山水風火雲雨花葉香味火候溫度時間杯壺盤秤箱車船港價錢人客店單據"


@dataclass(slots=True)
class Row:
    """A table row before printing: paragraphs of each column, how far it is shifted, and whether a page breaks it."""

    columns: list[list[str]]
    shift: str = ""
    broken: bool = False


@dataclass(slots=True)
class Truth:
    """What a reader must find."""

    duties: dict[str, str] = field(default_factory=dict)
    tasks: dict[str, str] = field(default_factory=dict)
    outputs: list[tuple[str, str, str]] = field(default_factory=list)
    indicators: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    spread: dict[str, tuple[int, tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)


def invent(pick: Pick) -> tuple[str, Truth]:
    """A standard of two duties, its rows printed with random liberties, and the truth about it."""
    truth, rows = Truth(), list[Row]()
    for duty in ("T1", "T2"):
        rows += _duty(duty, pick, truth)
    lines: list[str] = []
    for row in rows:
        _print(row, pick, lines)
    return standard(*lines[1:] if lines[0] == HEADER else lines), truth


def _text(pick: Pick, least: int = 2) -> str:
    return "".join(WORDS[pick(len(WORDS))] for _ in range(least + pick(9)))


def _task_rows(duty: str, pick: Pick, truth: Truth) -> list[Row]:
    count, number, rows = 2 + pick(4), 1, list[Row]()
    while number <= count:
        together = min(1 + (pick(3) if pick(4) == 0 else 0), count - number + 1)
        rows.append(_tasks([f"{duty}.{n}" for n in range(number, number + together)], pick, truth))
        number += together
    return rows


def _duty(duty: str, pick: Pick, truth: Truth) -> list[Row]:
    truth.duties[duty] = _text(pick)
    rows = _task_rows(duty, pick, truth)
    tasks = [t for t in truth.tasks if t.startswith(f"{duty}.")]
    _competences(rows, tasks, pick(2) == 1, pick, truth)
    rows[0].columns[0] = [duty + " " * pick(2) + truth.duties[duty]]
    for row in rows[1:]:
        row.shift = ("", "", "", "names", "all")[pick(5)]
    for row in rows:
        row.broken = pick(3) == 0
    return rows


def _tasks(codes: list[str], pick: Pick, truth: Truth) -> Row:
    row = Row([[] for _ in range(7)])
    for code in codes:
        truth.tasks[code] = _text(pick)
        row.columns[1].append(code + " " * pick(2) + truth.tasks[code])
        for n in range(1, 1 + pick(3)):
            output = f"O{code[1:]}.{n}"
            truth.outputs.append((code, output, _text(pick)))
            row.columns[2].append(f"{output} {truth.outputs[-1][2]}")
        for n in range(1, 2 + pick(4)):
            indicator = f"P{code[1:]}.{n}"
            truth.indicators[indicator] = _text(pick, 6) + "。"
            row.columns[3].append(f"{indicator} {truth.indicators[indicator]}")
    return row


def _competences(rows: list[Row], tasks: list[str], once: bool, pick: Pick, truth: Truth) -> None:
    groups = [(rows[0], tasks)] if once else [(row, _codes(row)) for row in rows]
    for row, codes in groups:
        level = 1 + pick(6)
        chosen = [[f"{letter}{n:02}" for n in sorted({1 + pick(9) for _ in range(1 + pick(4))})] for letter in "KS"]
        for code in (*chosen[0], *chosen[1]):
            truth.named.setdefault(code, _text(pick))
        row.columns[4] = [str(level)]
        row.columns[5], row.columns[6] = ([f"{c} {truth.named[c]}" for c in some] for some in chosen)
        for task in codes:
            truth.spread[task] = (level, tuple(chosen[0]), tuple(chosen[1]))


def _codes(row: Row) -> list[str]:
    return [text[:4] for text in row.columns[1]]


def _print(row: Row, pick: Pick, lines: list[str]) -> None:
    if pick(4) == 0:
        lines.append(HEADER)
    if not row.broken:
        lines.append(_line(row.columns, row.shift, pick))
        return
    halves = [_break(column, pick) for column in row.columns]
    lines += [_line([h[0] for h in halves], row.shift, pick), HEADER, _line([h[1] for h in halves], "", pick)]


def _break(column: list[str], pick: Pick) -> tuple[list[str], list[str]]:
    """Break a column inside its last paragraph that is long enough, or leave it whole on the first page."""
    at = pick(len(column)) if column else 0
    if not column or len(column[at]) < 12 or pick(3) == 0:
        return column[: at + 1], column[at + 1 :]
    cut = 9 + pick(len(column[at]) - 10)
    return [*column[:at], column[at][:cut]], [column[at][cut:], *column[at + 1 :]]


def _line(columns: list[list[str]], shift: str, pick: Pick) -> str:
    cells = [_cell(paragraphs, pick) for paragraphs in columns]
    if shift == "names":
        cells = [*cells[1:3], "", *cells[3:]]
    elif shift == "all":
        cells = [*cells[1:], ""]
    return "\t".join(cells).rstrip("\t") if pick(2) else "\t".join(cells)


def _cell(paragraphs: list[str], pick: Pick) -> str:
    if pick(2) or any(len(p) < 3 for p in paragraphs):
        return " ".join(paragraphs)
    return " ".join(f"<p>{p}</p>" for p in paragraphs)
