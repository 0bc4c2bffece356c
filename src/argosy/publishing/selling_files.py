"""Courses, coaches, weights of attributes, customers' targets and programmes from a file: all rows or none, every bad row named."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from argosy.kernel.errors import ArgosyError, BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.catalog.rivals.actions import weigh_attribute
from argosy.records.coaching.managing.actions import set_customer_target
from argosy.records.coaching.training.actions import write_coach, write_course, write_programme

LACKS = Text("檔案缺少欄位：{names}", "The file lacks the columns {names}")
UNKNOWN = Text("不認得欄位：{names}", "These columns are not known: {names}")
FAULTY = Text("{n} 列有誤，未寫入任何資料", "{n} rows are at fault; nothing was written")
NO_KIND = Text("類別應為 {kinds} 之一", "The kind is one of {kinds}")
NO_NUMBER = Text("「{text}」不是數字", "“{text}” is no number")
NO_DAY = Text("「{text}」應為 YYYY-MM 或 YYYY-MM-DD", "“{text}” is written YYYY-MM or YYYY-MM-DD")
NO_TABLE = Text("檔案應為一份 JSON 或 TOML 物件，含 code", "The file is one object in JSON or TOML, with its code")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file may hold: the act for each row, columns needed and allowed, and how columns that are no text are read."""

    act: Callable[..., Any]
    needed: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    read: Mapping[str, Callable[[str], Any]] | None = None


def number(text: str) -> Decimal:
    """A decimal, thousands by comma allowed; ``BadInput`` for anything else."""
    try:
        return Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        raise BadInput(NO_NUMBER.format(text=text)) from None


def month(text: str) -> dt.date:
    """A month or a day; ``BadInput`` for anything else."""
    try:
        return dt.date.fromisoformat(text.strip() if len(text.strip()) > 7 else f"{text.strip()}-01")
    except ValueError:
        raise BadInput(NO_DAY.format(text=text)) from None


KINDS: dict[str, Kind] = {
    "courses": Kind(
        write_course, ("code", "title_zh", "title_en", "goal", "hours"), ("host", "maker", "hs", "material", "pass_mark"),
        {"hours": number, "pass_mark": number},
    ),
    "coaches": Kind(write_coach, ("code", "name", "capacity"), ("colleague", "firm"), {"capacity": number}),
    "weights": Kind(weigh_attribute, ("attribute", "importance"), ("better", "attribute_en"), {"importance": lambda text: int(number(text))}),
    "customer-targets": Kind(set_customer_target, ("customer", "month", "amount"), (), {"month": month, "amount": number}),
}  # fmt: skip


def keep(*, actor: Any, kind: str, text: str) -> int:
    """Store the rows of a CSV of one kind; how many. What is there already changes; ``BadInput`` names every bad row, and nothing is written."""
    if kind not in KINDS:
        raise BadInput(NO_KIND.format(kinds=", ".join(KINDS)))
    one, rows = KINDS[kind], list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    _columns(one, list(rows[0]) if rows else [])
    problems: list[Problem] = []
    with transaction.atomic():
        for at, row in enumerate(rows, 2):
            problems += _stored(one, row, at, actor)
        if problems:
            raise BadInput(FAULTY.format(n=len({problem.row for problem in problems})), problems)
    return len(rows)


def _columns(kind: Kind, have: list[str]) -> None:
    missing = [name for name in kind.needed if name not in have]
    strange = [name for name in have if name not in (*kind.needed, *kind.allowed)]
    if missing:
        raise BadInput(LACKS.format(names=", ".join(missing)))
    if strange:
        raise BadInput(UNKNOWN.format(names=", ".join(strange)))


def _stored(kind: Kind, row: dict[str, str], at: int, actor: Any) -> list[Problem]:
    """One row written, or what is wrong with it."""
    readers = kind.read or {}
    try:
        with transaction.atomic():
            given = {name: readers[name](text) if name in readers else text.strip() for name, text in row.items() if text and text.strip()}
            missing = [name for name in kind.needed if name not in given]
            if missing:
                raise BadInput(LACKS.format(names=", ".join(missing)))
            kind.act(actor=actor, **given)
    except BadInput as wrong:
        return [replace(problem, row=at) for problem in wrong.problems] or [Problem(wrong.message, row=at)]
    except ArgosyError as wrong:
        if hasattr(wrong, "entry"):
            raise
        return [Problem(wrong.message, row=at)]
    return []


def keep_programme(*, actor: Any, name: str, text: str) -> Any:
    """Store a programme from one JSON or TOML object: code, title_zh, title_en, starts, ends, goals, ceiling, modules and costs. It is replaced whole."""
    try:
        told = tomllib.loads(text, parse_float=Decimal) if name.endswith(".toml") else json.loads(text, parse_float=Decimal)
    except (ValueError, tomllib.TOMLDecodeError):
        raise BadInput(NO_TABLE) from None
    if not isinstance(told, dict) or not told.get("code"):
        raise BadInput(NO_TABLE)
    for field in ("starts", "ends"):
        if isinstance(told.get(field), str):
            told[field] = month(told[field])
    return write_programme(actor=actor, **told)
