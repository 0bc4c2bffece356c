"""Importing items of the register: what a file holds, which of it is there already, and keeping the rest all or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from argosy.importers.intelligence_file import ItemFile
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.action import require
from argosy.records.markets.intel import actions
from argosy.records.markets.intel.grading import content_digest, title_key
from argosy.records.markets.intel.queries import duplicates

IMPORT = Text("匯入市場情報", "import intelligence items")


@dataclass(frozen=True, slots=True)
class Proposed:
    """One row of a file: ``repeats`` are items it is the same as, or ``row`` numbers of the file before it."""

    number: int
    fields: dict[str, Any]
    repeats: tuple[str, ...]


def proposed(actor: Any, file: ItemFile) -> list[Proposed]:
    """The rows of a file, each with what it repeats in the register or in the file itself."""
    require(actor, "markets.item.import", IMPORT)
    seen: dict[tuple[str, str], int] = {}
    found = []
    for number, fields in file.rows:
        title, market = str(fields.get("title_zh") or fields.get("title_en")), str(fields.get("market", ""))
        digest = content_digest(str(fields.get("url", "")), market, title, str(fields.get("summary", "")))
        repeats = [row.ref for row in duplicates(digest, title_key(title), market)]
        repeats += [f"#{seen[key]}" for key in ((digest, ""), (title_key(title), market)) if key in seen]
        seen.setdefault((digest, ""), number)
        seen.setdefault((title_key(title), market), number)
        found.append(Proposed(number, fields, tuple(dict.fromkeys(repeats))))
    return found


def import_file(actor: Any, file: ItemFile, *, also: Iterable[int] = ()) -> list[Any]:
    """Keep every row that repeats nothing, and those of ``also``; nothing at all when a row of the file is bad."""
    if file.rejected:
        raise BadInput(Text("{n} 列有誤，未寫入", "{n} rows are bad; nothing was written").format(n=len(file.rejected)), file.rejected)
    wanted = set(also)
    rows = [one.fields for one in proposed(actor, file) if not one.repeats or one.number in wanted]
    return actions.import_items(actor=actor, rows=rows) if rows else []
