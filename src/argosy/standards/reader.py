"""Read a published competency standard from its text form: exact, or a clear refusal that says what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from argosy.kernel.errors import BadInput, NotFound, Problem
from argosy.kernel.text import Text
from argosy.standards.cells import Item, cut
from argosy.standards.marks import join, plain, tidy, unmarked
from argosy.standards.published import Coded, Edition, PublishedDuty, PublishedStandard, PublishedTask
from argosy.standards.sections import Sections, compact, divide
from argosy.standards.table import Table

_BULLET = re.compile(r"^[\s\-•●○■□◆※*#]+")
_COLON = re.compile(r"\s*[：:]\s*")
_MISSING = (
    ("code", Text("找不到「職能基準代碼」", "no standard code (職能基準代碼)")),
    ("name", Text("找不到「職能基準名稱」", "no standard name (職能基準名稱)")),
    ("table", Text("找不到職能內容表（主要職責、工作任務、行為指標）", "no competency table (主要職責, 工作任務, 行為指標)")),
    ("duties", Text("表中沒有主要職責（T1）", "the table has no main duty (T1)")),
    ("tasks", Text("表中沒有工作任務（T1.1）", "the table has no task (T1.1)")),
    ("indicators", Text("表中沒有行為指標（P1.1.1）", "the table has no indicator (P1.1.1)")),
)


def read_file(path: str | Path) -> PublishedStandard:
    """Read ``path`` (UTF-8 text). ``NotFound`` when there is no such file, ``BadInput`` when it is no such standard."""
    file = Path(path)
    if not file.is_file():
        raise NotFound(Text(f"沒有這個檔案：{file}", f"No such file: {file}"))
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            Text(f"{file} 不是 UTF-8 文字檔，請另存為 UTF-8 純文字。", f"{file} is not UTF-8 text; save it as plain UTF-8 text.")
        ) from error
    return read(text, where=str(file))


def read(text: str, where: str = "") -> PublishedStandard:
    """Read the text form. ``BadInput`` lists everything missing when the text is no such standard."""
    parts = divide(text)
    table = Table()
    for row in parts.rows:
        table.add(row)
    head = _head(parts)
    _refuse(head, parts, table, where)
    return PublishedStandard(
        code=head["code"],
        name=head["name"],
        level=_digit(head["level"]),
        description=head["description"],
        history=tuple(_edition(cells) for cells in parts.history),
        duties=_duties(table),
        indicators=tuple(Coded(i.code, tidy(i.text), tidy(i.text)) for items in table.by_task().values() for i in items),
        knowledge=_named(table, "K"),
        skills=_named(table, "S"),
        attitudes=_attitudes(parts.attitudes) or _named(table, "A"),
        notes=tuple(note for note in map(_note, parts.notes) if note),
        variants=_variants(table),
        unplaced=tuple(tidy(words) for words in table.unplaced),
    )


def _head(parts: Sections) -> dict[str, str]:
    found = dict.fromkeys(("code", "name", "level", "description"), "")
    labels = {
        "職能基準代碼": "code",
        "職類": "name",
        "職業": "name",
        "職能基準名稱": "name",
        "基準級別": "level",
        "工作描述": "description",
    }
    under = ""
    for line in parts.head:
        cells = line.split("\t")
        keys = [labels[label] for label in (_label(cell) for cell in cells) if label in labels]
        value = next((plain(c) for c in reversed(cells) if c.strip() and _label(c) not in labels), "") if keys else plain(line)
        if keys:
            under = keys[-1]
            found[under] = found[under] or value
        elif under == "description" and len(cells) == 1:
            found[under] = join(found[under], value)
    return {key: tidy(value) if key == "description" else unmarked(value) for key, value in found.items()}


def _label(cell: str) -> str:
    return re.sub(r"[(（].*", "", compact(cell))


def _refuse(head: dict[str, str], parts: Sections, table: Table, where: str) -> None:
    present = {
        "code": head["code"],
        "name": head["name"],
        "table": parts.has_table,
        "duties": table.duties or not parts.has_table,
        "tasks": table.tasks or not parts.has_table,
        "indicators": table.indicators or not parts.has_table,
    }
    missing = [Problem(message, where, field=key) for key, message in _MISSING if not present[key]]
    missing += [
        Problem(Text(f"{item.code} 沒有文字", f"{item.code} has no text"), where, field=item.code)
        for item in (*table.duties.values(), *table.tasks.values(), *(item for item, _ in table.indicators.values()))
        if not item.text
    ]
    if missing:
        raise BadInput(_refusal(where, missing), missing)


def _refusal(where: str, missing: list[Problem]) -> Text:
    zh = "；".join(p.message.zh for p in missing)
    en = "; ".join(p.message.en for p in missing)
    name = Text(where or "這段文字", where or "The text")
    return Text(
        f"{name.zh}不是可讀的職能基準：{zh}。請匯入發布單位公告之完整文字檔。",
        f"{name.en} cannot be read as a competency standard: {en}. Import the whole text as published.",
    )


def _duties(table: Table) -> tuple[PublishedDuty, ...]:
    spread = {kind: merged.spread() for kind, merged in table.merged.items()}
    outputs, indicators = table.outputs(), table.by_task()
    under: dict[str, list[PublishedTask]] = {code: [] for code in table.duties}
    last = next(iter(under))
    for code, task in table.tasks.items():
        last = code.split(".")[0] if code.split(".")[0] in under else last
        under[last].append(_task(task, outputs.get(code, []), indicators[code], spread))
    return tuple(PublishedDuty(d.code, unmarked(d.text), tuple(under[d.code])) for d in table.duties.values())


def _task(task: Item, outputs: list[Item], indicators: list[Item], spread: dict[str, dict[str, list[str]]]) -> PublishedTask:
    return PublishedTask(
        code=task.code,
        name=unmarked(task.text),
        level=_digit("".join(spread["level"].get(task.code, [])[:1])),
        outputs=tuple(_coded(o) for o in outputs),
        indicators=tuple(i.code for i in indicators),
        knowledge=tuple(spread["K"].get(task.code, ())),
        skills=tuple(spread["S"].get(task.code, ())),
    )


def _named(table: Table, kind: str) -> tuple[Coded, ...]:
    """Each code once, under the name printed first."""
    found = [next((i for i in items if i.text), items[0]) for _, items in sorted(table.named.items())]
    return tuple(_coded(item) for item in found if item.kind == kind)


def _variants(table: Table) -> tuple[Coded, ...]:
    """A code printed again under another name, each wording once."""
    names = [_coded(item) for _, items in sorted(table.named.items()) for item in items if item.text]
    first = {name.code: compact(name.name) for name in reversed(names)}
    return tuple(dict.fromkeys(Coded(n.code, n.name, n.text) for n in names if compact(n.name) != first[n.code]))


def _coded(item: Item) -> Coded:
    return Coded(item.code, unmarked(item.text), tidy(item.text))


def _attitudes(lines: Iterable[str]) -> tuple[Coded, ...]:
    found: dict[str, Item] = {}
    for printed in (cell for line in lines for cell in line.split("\t")):
        cell = cut(_BULLET.sub("", printed), 0, ("A",), found)
        if found:
            last = next(reversed(found.values()))
            last.text = join(last.text, cell.lead)
        for item in cell.items:
            found.setdefault(item.code, item)
    return tuple(_attitude(item) for item in found.values())


def _attitude(item: Item) -> Coded:
    name, *rest = _COLON.split(item.text, maxsplit=1)
    return Coded(item.code, unmarked(name), tidy(rest[0]) if rest else "")


def _edition(cells: list[str]) -> Edition:
    version, code, name, status, note, printed, *_ = [*map(plain, cells), *[""] * 6]
    numbers = re.findall(r"\d+", printed)
    date = "-".join([numbers[0], *(n.zfill(2) for n in numbers[1:3])]) if len(numbers) == 3 else printed
    return Edition(version, code, unmarked(name), status, note, date)


def _note(line: str) -> str:
    return _BULLET.sub("", plain(line.replace("\t", " ")))


def _digit(text: str) -> int | None:
    found = re.search(r"\d", text)
    return int(found[0]) if found else None
