"""Items of the intelligence register from a table file, from pasted text, or from a feed (RSS 2.0, Atom 1.0, JSON Feed 1.1).

Nothing is stored here: the rows are what ``import_items`` takes, with what is wrong in the file by row.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any

from argosy.importers import cells
from argosy.importers.table_file import heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

HEADINGS: dict[str, tuple[str, ...]] = {
    "title_zh": ("title", "title_zh", "標題", "主題", "情報"), "title_en": ("title_en", "英文標題"), "summary": ("summary", "content", "內容", "內容摘要", "摘要"),
    "impact": ("impact", "對本公司影響", "影響"), "kind": ("kind", "type", "類別"), "market": ("market", "country", "市場", "國別"), "hs": ("hs", "code", "商品hs", "號列"),
    "source": ("source", "來源"), "channel": ("channel", "管道"), "observed": ("observed", "date", "發生日", "日期"), "collected": ("collected", "蒐集日"),
    "expires": ("expires", "有效至"), "url": ("url", "link", "網址"), "product": ("product", "sku", "商品", "貨號"),
}  # fmt: skip
READERS: dict[str, Callable[[str], Any]] = {
    "market": cells.country, "observed": cells.day, "collected": cells.day, "expires": cells.day, "hs": lambda text: re.sub(r"[.\s-]", "", text),
    "title_zh": lambda text: cells.words(text, longest=200), "title_en": lambda text: cells.words(text, longest=200),
}  # fmt: skip
MAX_ITEMS = 5_000
ATOM = "{http://www.w3.org/2005/Atom}"
_NO_TITLE = Text("缺標題", "It has no title")


@dataclass(frozen=True, slots=True)
class ItemFile:
    """What a file holds: rows by their number in it, what was refused, and how it was read (table, text, rss, atom or json)."""

    rows: tuple[tuple[int, dict[str, Any]], ...]
    rejected: tuple[Problem, ...]
    form: str


def read_items(name: str, data: bytes, given: Mapping[str, Any] | None = None) -> ItemFile:
    """The items of a file. ``given`` holds for every item that does not say otherwise: source, market, kind, channel … ``BadInput`` when it is none."""
    form = name.rpartition(".")[2].lower()
    head = data[:200].lstrip()
    if form in ("xml", "rss", "atom") or head.startswith(b"<"):
        found, kind = _feed(name, data)
    elif form == "json" or head.startswith(b"{"):
        found, kind = _json_feed(name, data)
    else:
        found, kind = _table(name, data), "table"
    return _read(name, found, given or {}, kind)


def read_text(text: str, given: Mapping[str, Any] | None = None) -> ItemFile:
    """Pasted text: one item for each part between blank lines. The first line is the title; a line that is an address is its address."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    return _read("text", enumerate((_pasted(part) for part in parts), 1), given or {}, "text")


def _pasted(part: str) -> dict[str, str]:
    lines = [line.strip() for line in part.split("\n")]
    addresses = [line for line in lines[1:] if re.fullmatch(r"https?://\S+", line)]
    rest = [line for line in lines[1:] if line not in addresses]
    return {"title_zh": lines[0][:200], "summary": "\n".join(rest), "url": addresses[0] if addresses else ""}


def _table(name: str, data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    table = read_table(name, data, {heading(word): field for field, words in HEADINGS.items() for word in words})
    for row in table.rows:
        yield row.number, row.cells


def _feed(name: str, data: bytes) -> tuple[Iterator[tuple[int, dict[str, str]]], str]:
    if re.search(rb"<!(DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise _bad(name, Text("含有文件型別或實體宣告，不予讀取", "it declares a document type or entities and is not read"))
    try:
        root = ET.fromstring(data)  # noqa: S314 - declarations of types and entities are refused above
    except ET.ParseError as error:
        raise _bad(name, Text("不是可讀的 XML：{e}", "it is not readable XML: {e}").format(e=error)) from error
    entries, kind = (root.findall(f"{ATOM}entry"), "atom") if root.tag == f"{ATOM}feed" else (root.findall("./channel/item"), "rss")
    if not entries:
        raise _bad(name, Text("不是 RSS 或 Atom，或沒有項目", "it is neither RSS nor Atom, or has no entries"))
    return enumerate((_entry(entry, kind) for entry in entries), 1), kind


def _entry(entry: ET.Element, kind: str) -> dict[str, str]:
    mark = ATOM if kind == "atom" else ""

    def told(*names: str) -> str:
        return next((_plain(node.text) for one in names if (node := entry.find(f"{mark}{one}")) is not None and node.text), "")

    link = entry.find(f"{ATOM}link") if kind == "atom" else None
    address = link.get("href", "") if link is not None else told("link")
    return {
        "title_zh": told("title")[:200],
        "summary": told("summary", "content", "description"),
        "url": address,
        "observed": _when(told("published", "updated", "pubDate")),
    }


def _json_feed(name: str, data: bytes) -> tuple[Iterator[tuple[int, dict[str, str]]], str]:
    try:
        entries = json.loads(data.decode("utf-8-sig"))["items"]
        found = [_json_entry(one) for one in entries]
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise _bad(name, Text("不是 JSON Feed（應有 items）", "it is no JSON Feed: it has no items")) from error
    return enumerate(found, 1), "json"


def _json_entry(one: Mapping[str, Any]) -> dict[str, str]:
    words = one.get("summary") or one.get("content_text") or one.get("content_html") or ""
    return {
        "title_zh": _plain(one.get("title", ""))[:200],
        "summary": _plain(words),
        "url": str(one.get("url", "")),
        "observed": _when(str(one.get("date_published", ""))),
    }


def _when(text: str) -> str:
    """The day of a time in RFC 3339 or RFC 822; empty when it is neither."""
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).date().isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError):
        return ""


def _plain(text: str | None) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", unescape(text or ""))).split())


def _read(name: str, found: Any, given: Mapping[str, Any], form: str) -> ItemFile:
    rows: list[tuple[int, dict[str, Any]]] = []
    problems: list[Problem] = []
    for number, raw in found:
        faults = len(problems)
        row = {**{k: v for k, v in given.items() if v}, **dict(_cells(name, number, raw, problems))}
        if not (row.get("title_zh") or row.get("title_en")):
            problems.append(Problem(_NO_TITLE, name, number, "title_zh"))
        if len(problems) == faults:
            rows.append((number, row))
    if len(rows) > MAX_ITEMS:
        raise _bad(name, Text("超過 {n} 則", "more than {n} items").format(n=MAX_ITEMS))
    if not rows and not problems:
        raise _bad(name, Text("沒有可匯入的情報", "there is no item in it"))
    return ItemFile(tuple(rows), tuple(problems), form)


def _cells(name: str, number: int, raw: Mapping[str, str], problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    for field, text in raw.items():
        if not text:
            continue
        try:
            yield field, READERS.get(field, str)(text)
        except BadInput as bad:
            problems.append(Problem(bad.message, name, number, field))


def _bad(name: str, why: Text) -> BadInput:
    return BadInput(Text("「{name}」無法匯入：{why}", "{name} cannot be imported: {why}").format(name=name, why=why))
