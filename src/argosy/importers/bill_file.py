"""A bill of materials as a table: one material a row under headings in Chinese or English, read whole, every fault at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial

from argosy.importers import cells
from argosy.importers.table_file import TableRow, heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "no", "item", "part no", "part", "材料編號", "編號", "項次", "料號"),
    "code": ("code", "hs", "hs code", "tariff code", "稅則號列", "稅則號別", "稅則", "稅號"),
    "description": ("description", "material", "goods", "name", "品名", "材料", "材料名稱", "名稱"),
    "value": ("value", "price", "amount", "cost", "價值", "金額", "單位成本", "成本"),
    "currency": ("currency", "幣別"),
    "origin": ("origin", "country of origin", "原產地", "產地", "原產國"),
    "standing": ("originating", "originating status", "standing", "是否原產", "原產", "原產資格"),
    "proof": ("proof", "supplier proof", "supplier declaration", "證明", "供應商證明", "供應商聲明"),
    "net_kg": ("net_kg", "net weight", "nw", "net kg", "淨重"),
}
STANDINGS: dict[str, tuple[str, ...]] = {
    "yes": ("yes", "y", "true", "1", "originating", "是", "原產", "v", "✓"),
    "no": ("no", "n", "false", "0", "non-originating", "否", "非原產", "x", "✗"),
    "wholly": ("wholly", "wo", "wholly obtained", "完全取得", "完全生產"),
}
MOST_MATERIALS = 300


def read_bill(name: str, data: bytes) -> tuple[dict[str, str], ...]:
    """The materials of a CSV, XLSX, ODS or Parquet file, each by the fields of ``HEADINGS``; empty cells are left out.

    Numbers come as plain digits, ``standing`` as yes, no or wholly. ``BadInput`` lists every bad row.
    """
    table = read_table(name, data, {heading(words): field for field, all_words in HEADINGS.items() for words in all_words})
    faults: list[Problem] = []
    rows = tuple(_row(name, row, faults) for row in table.rows)
    if not rows:
        faults.append(Problem(Text("欄名下沒有資料", "there is no row below the headings"), name))
    if len(rows) > MOST_MATERIALS:
        most = Text("材料超過 {n} 項，請用命令列或 API", "more than {n} materials: use the command line or the API")
        faults.append(Problem(most.format(n=str(MOST_MATERIALS)), name))
    if faults:
        raise BadInput(Text("材料表「{f}」有 {n} 項錯誤", "The bill of materials {f} has {n} faults").format(f=name, n=len(faults)), faults)
    return rows


def _row(name: str, row: TableRow, faults: list[Problem]) -> dict[str, str]:
    found = {}
    for field, text in row.cells.items():
        try:
            found[field] = READERS.get(field, str)(text) if text else ""
        except BadInput as error:
            faults.append(Problem(error.message, name, row.number, field))
    return {field: text for field, text in found.items() if text}


def number(text: str) -> str:
    """A number from zero on as plain digits."""
    return f"{cells.positive(text, zero=True):f}"


def place(text: str) -> str:
    """A two-letter code, of a customs union too, or a country by its name."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain.upper() if re.fullmatch(r"[A-Za-z]{2}", plain) and plain.upper() != "UK" else cells.country(plain)


def code(text: str) -> str:
    """A tariff code of two digits or more, as it was written."""
    if not re.fullmatch(r"\d{2,14}", re.sub(r"[.\s-]", "", unicodedata.normalize("NFKC", text))):
        raise BadInput(Text("稅則號列「{t}」須為 2 至 14 位數字", "tariff code “{t}” must have 2 to 14 digits").format(t=text))
    return unicodedata.normalize("NFKC", text).strip()


def _standing(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    for name, words in STANDINGS.items():
        if plain in words:
            return name
    known = "、".join(words[0] for words in STANDINGS.values())
    raise BadInput(Text("「{t}」不明；可填 {k}", "“{t}” is not understood: write one of {k}").format(t=text, k=known))


READERS: dict[str, Callable[[str], str]] = {
    "code": code, "value": number, "net_kg": number, "currency": cells.currency, "origin": place, "standing": _standing,
    "description": partial(cells.words, longest=300), "proof": partial(cells.words, longest=120), "id": partial(cells.words, longest=60),
}  # fmt: skip
