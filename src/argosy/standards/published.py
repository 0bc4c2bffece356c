"""A published competency standard as read from its text form, and its JSON shape in the public contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Coded:
    """A code and its name in Chinese as printed, without note marks. ``text`` keeps the marks, written 【註n】."""

    code: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One row of the version history. ``date`` is ISO 8601; the other columns are as printed."""

    version: str
    code: str
    name: str
    status: str
    note: str
    date: str


@dataclass(frozen=True, slots=True)
class PublishedTask:
    """A task with what its row prints. ``indicators``, ``knowledge`` and ``skills`` are codes in printed order."""

    code: str
    name: str
    level: int | None
    outputs: tuple[Coded, ...]
    indicators: tuple[str, ...]
    knowledge: tuple[str, ...]
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedDuty:
    """A main duty and its tasks in printed order."""

    code: str
    name: str
    tasks: tuple[PublishedTask, ...]


@dataclass(frozen=True, slots=True)
class PublishedStandard:
    """One standard whole. ``indicators`` carry the verbatim text in ``name``.

    ``variants`` are K, S and A codes printed again under another name; ``unplaced`` is text of the table no item claims.
    """

    code: str
    name: str
    level: int | None
    description: str
    history: tuple[Edition, ...]
    duties: tuple[PublishedDuty, ...]
    indicators: tuple[Coded, ...]
    knowledge: tuple[Coded, ...]
    skills: tuple[Coded, ...]
    attitudes: tuple[Coded, ...]
    notes: tuple[str, ...]
    variants: tuple[Coded, ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def tasks(self) -> tuple[PublishedTask, ...]:
        """All tasks in printed order."""
        return tuple(task for duty in self.duties for task in duty.tasks)


def to_json(standard: PublishedStandard) -> dict[str, Any]:
    """The object of ``argosy standards read FILE --json``."""
    return {
        "code": standard.code,
        "name_zh": standard.name,
        "level": standard.level,
        "description_zh": standard.description,
        "version_history": [
            {"version": e.version, "code": e.code, "name": e.name, "status": e.status, "note": e.note, "date": e.date}
            for e in standard.history
        ],
        "duties": [{"code": d.code, "name_zh": d.name, "tasks": [_task(t) for t in d.tasks]} for d in standard.duties],
        "indicator_texts": {i.code: i.name for i in standard.indicators},
        "K": [_coded(k) for k in standard.knowledge],
        "S": [_coded(s) for s in standard.skills],
        "A": [{"code": a.code, "name_zh": a.name, "text_zh": a.text} for a in standard.attitudes],
        "notes": list(standard.notes),
        "variants": [_coded(v) for v in standard.variants],
        "unplaced": list(standard.unplaced),
    }


def _task(task: PublishedTask) -> dict[str, Any]:
    return {
        "code": task.code,
        "name_zh": task.name,
        "level": task.level,
        "outputs": [{"code": o.code, "name_zh": o.name} for o in task.outputs],
        "indicators": list(task.indicators),
        "K": list(task.knowledge),
        "S": list(task.skills),
    }


def _coded(item: Coded) -> dict[str, str]:
    return {"code": item.code, "name_zh": item.name, "text_zh": item.text}
