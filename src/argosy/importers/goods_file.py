"""Texts with their tariff code, from a file: labelled examples, the firm's old declarations, or the titles of a national tariff.

A file whose headings have a text in Chinese and one in English beside the code, and no ``kind`` of its own, is read as a tariff.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from argosy.engines.hs.goods import KINDS, Known
from argosy.engines.hs.wording import included, wording
from argosy.importers import cells
from argosy.importers.table_file import TableRow, heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.rules.nomenclature import titles

HEADINGS: dict[str, tuple[str, ...]] = {
    "text": ("text", "description", "goods", "product", "品名", "貨名", "品名規格", "貨品名稱"),
    "text_zh": ("text_zh", "text_zh_tw", "description_zh", "中文貨名", "中文品名", "中文"),
    "text_en": ("text_en", "description_en", "英文貨名", "英文品名", "英文"),
    "code": ("code", "hs6", "hs", "hs code", "tariff code", "commodity code", "稅則號別", "稅則", "稅號", "號列", "貨品分類號列"),
    "kind": ("kind", "類別"),
    "lang": ("lang", "language", "語言"),
    "source": ("source", "來源", "ruling", "reference"),
}
LONGEST = 2000
_TITLED = Text("「{code}」不在 HS 2022 的六位目", "{code} is no subheading of HS 2022")
_EMPTY = Text("品名沒有可比對的字", "The text holds no word to compare")
_NO_CODE = Text("缺少稅則號別欄或品名欄", "a column of codes or of texts is missing")


@dataclass(frozen=True, slots=True)
class GoodsFile:
    """What would be learned: texts with HS6 codes, ``passed`` rows that name no subheading (chapters, headings), and rows refused."""

    known: tuple[Known, ...]
    passed: int
    rejected: tuple[Problem, ...]
    titled: bool


def read_goods(name: str, data: bytes, source: str) -> GoodsFile:
    """Read the file; every bad row is reported with its number. ``source`` is noted where a row names none."""
    table = read_table(name, data, {heading(word): field for field, words in HEADINGS.items() for word in words})
    if "code" not in table.fields or not {"text", "text_zh", "text_en"} & table.fields.keys():
        raise BadInput(Text("「{name}」無法匯入：{why}", "{name} cannot be imported: {why}").format(name=name, why=_NO_CODE))
    titled = "text" not in table.fields
    found: dict[tuple[str, str], Known] = {}
    problems: list[Problem] = []
    passed = 0
    for row in table.rows:
        try:
            made = list(_known(row, titled, source))
        except BadInput as bad:
            problems.append(Problem(bad.message, name, row.number, "code"))
            continue
        passed += not made
        found.update(((one.text, one.code), one) for one in made)
    return GoodsFile(tuple(found.values()), passed, tuple(problems), titled)


def _known(row: TableRow, titled: bool, source: str) -> Iterator[Known]:
    digits = row.cells.get("code", "").replace(".", "").replace(" ", "")
    if titled and digits.isdigit() and len(digits) < 6:
        return
    code = cells.tariff_code(digits)[:6]
    if code not in titles():
        if titled:
            return
        raise BadInput(_TITLED.format(code=code))
    texts = [text for field in ("text", "text_zh", "text_en") if (text := " ".join(row.cells.get(field, "").split())[:LONGEST])]
    if not titled and all(wording(text).empty for text in texts):
        raise BadInput(_EMPTY)
    for text in texts:
        yield Known(_said(text, titled), code, _kind(row.cells, titled), row.cells.get("source", "") or source)


def _said(text: str, titled: bool) -> str:
    return included(text.lower()).strip(" ─-:︰：") if titled else text


def _kind(cells_of: Mapping[str, str], titled: bool) -> str:
    given = cells_of.get("kind", "")
    return given if given in KINDS[1:3] else "tariff" if titled else "example"
