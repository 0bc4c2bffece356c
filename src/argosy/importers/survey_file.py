"""A file of survey answers, one row per answer: for a calculation as it is, or as responses to a wave.

``respondent`` may be ``CUSTOMER`` or ``CUSTOMER/NAME``; for a wave the first part is the customer's code.
"""

from __future__ import annotations

from typing import Any

from argosy.importers.table_file import TableFile, heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

HEADINGS: dict[str, tuple[str, ...]] = {
    "respondent": ("respondent", "respondent_id", "填答人", "受訪者", "客戶"),
    "item": ("item", "question", "題項", "題目"),
    "answer": ("answer", "score", "value", "答案", "分數"),
    "scale_max": ("scale_max", "scale", "量表上限", "最高分"),
    "language": ("language", "語言"),
    "comment": ("comment", "意見", "開放意見"),
}
NEEDED = ("respondent", "item", "answer")


def read_answers(name: str, data: bytes, needed: tuple[str, ...] = (*NEEDED, "scale_max")) -> list[tuple[int, dict[str, str]]]:
    """Rows with their numbers in the file. ``BadInput`` when a needed column is missing or there are no rows."""
    table: TableFile = read_table(name, data, {heading(text): field for field, texts in HEADINGS.items() for text in texts})
    lacking = [field for field in needed if field not in table.fields]
    if lacking:
        raise BadInput(Text("「{name}」缺欄位：{f}", "{name} lacks columns: {f}").format(name=name, f=", ".join(lacking)))
    if not table.rows:
        raise BadInput(Text("「{name}」沒有資料列", "{name} holds no rows").format(name=name))
    return [(row.number, row.cells) for row in table.rows]


def as_responses(rows: list[tuple[int, dict[str, str]]]) -> list[dict[str, Any]]:
    """Answers gathered by respondent, for a wave. Scores that are no whole numbers stay text, for the wave to refuse with their line."""
    made: dict[str, dict[str, Any]] = {}
    problems = []
    for number, cells in rows:
        who = cells.get("respondent", "")
        customer, _, person = who.partition("/")
        held = made.setdefault(
            who, {"customer": customer, "respondent": person, "answers": {}, "comment": "", "language": "", "row": number}
        )
        key, text = cells.get("item", ""), cells.get("answer", "")
        if key in held["answers"]:
            problems.append(Problem(Text("同一填答人同一題項重複", "this respondent answered this item before"), row=number, field="item"))
        held["answers"][key] = int(text) if text.isdigit() else text
        held["comment"], held["language"] = cells.get("comment") or held["comment"], cells.get("language") or held["language"]
    if problems:
        raise BadInput(Text("{n} 列重複，未寫入", "{n} rows repeat; nothing was written").format(n=len(problems)), problems)
    return list(made.values())
