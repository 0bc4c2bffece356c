"""HS nomenclature (H0 to H6) and the tables between editions, as UN Comtrade and the UN Statistics Division publish them.

A correlation table lists every pair of codes that share goods (n:n). A conversion table gives each code one code of the other edition. They
are told apart, because spreading a value equally over a correlation invents trade: heading 8549 of HS 2022 meets about a thousand codes.
"""

from __future__ import annotations

import re
from typing import Any

from argosy.importers.markets.given import Part
from argosy.importers.markets.raw import Raw, json_of, named, text_frame
from argosy.importers.markets.reading import Ask, DataSet, Reading, column, even_padded, lacking, padded, wanted
from argosy.kernel.errors import BadInput
from argosy.kernel.text import NOTHING, Text
from argosy.warehouse.trade import HS

YEARS = {"1992": "H0", "1988": "H0", "1996": "H1", "2002": "H2", "2007": "H3", "2012": "H4", "2017": "H5", "2022": "H6"}
CODES, TEXTS = ("code", "id", "Code", "HS Code", "Classification Code"), ("text_en", "text", "Description", "description")
NOMENCLATURE_HEADINGS = (*CODES, *TEXTS, "text_zh", "edition", "hs", "level", "parent", "Classification")
PAIRS = ("from_ed", "to_ed", "kind", "from_code", "to_code")
CORRESPONDENCE_HEADINGS = (
    *PAIRS,
    "source",
    "target",
    *(f"HS {y}" for y in YEARS),
    *(f"HS{y}" for y in YEARS),
    "Relationship",
    "From HS",
    "To HS",
)
FITS = re.compile("")
ENCODINGS: tuple[str, ...] = ("cp1252",)
PUBLISHER = Text("聯合國統計司", "United Nations Statistics Division")
NOMENCLATURE = DataSet(
    "hs-nomenclature",
    Text("HS 貨品分類（H0–H6）", "HS nomenclature (H0 to H6)"),
    PUBLISHER,
    "UN terms of use",
    "https://comtradeapi.un.org/files/v1/app/reference/",
)
CORRESPONDENCE = DataSet(
    "hs-correspondence",
    Text("HS 版本對照表", "HS correspondence tables"),
    PUBLISHER,
    "UN terms of use",
    "https://unstats.un.org/unsd/classifications/Econ",
)
_EDITION = re.compile(r"H[0-6]|(?:HS ?)?(19(?:88|92|96)|20(?:02|07|12|17|22))")


def frame_of(part: Part) -> Any:
    """The rows of Comtrade's reference JSON (``results`` of id, text, parent), or ``None`` for another form."""
    if part.form != "json":
        return None
    told = json_of(part)
    rows = told.get("results") if isinstance(told, dict) else told
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict):
        raise BadInput(Text("「{n}」JSON 內沒有 results 清單", "{n}: the JSON holds no list called results").format(n=part.name))
    return text_frame([{**row, "text": re.sub(r"^\S+ - ", "", str(row.get("text", "")))} for row in rows])


def nomenclature(raw: Raw, ask: Ask) -> Reading:
    """The codes and words of one or more editions; the edition is in a column or in the file's name."""
    code, text = wanted(raw, *CODES), column(raw, *TEXTS)
    if not text:
        raise lacking(raw, [TEXTS[0]])
    told, level, parent, zh = (
        column(raw, "edition", "hs", "Classification"),
        column(raw, "level"),
        column(raw, "parent"),
        column(raw, "text_zh"),
    )
    hs = edition_sql(named(told)) if told else f"'{_edition_named(raw.given.name)}'"
    kept = even_padded(code)
    columns = {
        "hs": hs, "code": kept, "level": named(level) if level else f"length({kept})", "text_en": named(text), "text_zh": named(zh) if zh else "NULL",
        "parent": named(parent) if parent else f"left({kept}, length({kept}) - 2)",
    }  # fmt: skip
    left = [("groups", Text("合計與彙總代碼", "totals and groups"), f"NOT regexp_matches({kept}, '^[0-9]{{2,6}}$')")]
    return Reading(HS + "_nomenclature", NOMENCLATURE, columns, ("hs", "code", "text_en"), left=left, edition="", unit=NOTHING)


def correspondence(raw: Raw, ask: Ask) -> Reading:
    """The pairs of codes of two editions: the long form of five columns, or the UN's table with a column per edition (a correlation)."""
    if column(raw, "from_code"):
        source, target = wanted(raw, "from_ed", "source"), wanted(raw, "to_ed", "target")
        columns = {"source": edition_sql(source), "target": edition_sql(target), "kind": f"lower(trim({wanted(raw, 'kind')}))", "from_code": padded(wanted(raw, "from_code"), 6), "to_code": padded(wanted(raw, "to_code"), 6)}  # fmt: skip
    else:
        pair = [(h, YEARS[m[1]]) for h in raw.headings if (m := re.fullmatch(r"(?:From |To )?HS ?(\d{4})", h)) and m[1] in YEARS]
        if len(pair) != 2:
            raise lacking(raw, ["from_code", "to_code"])
        (first, a), (second, b) = pair
        kind = "conversion" if "conversion" in raw.given.name.lower() else "correlation"
        columns = {
            "source": f"'{a}'",
            "target": f"'{b}'",
            "kind": f"'{kind}'",
            "from_code": padded(named(first), 6),
            "to_code": padded(named(second), 6),
        }
    left = [("same", Text("同一版本", "of one edition"), f"({columns['source']}) = ({columns['target']})")]
    return Reading(HS + "_correspondence", CORRESPONDENCE, columns, ("source", "target", "kind", "from_code", "to_code"), left=left)


def edition_sql(name: str) -> str:
    """H0 to H6 from “HS1992”, “HS 2017”, “2022” or H0 to H6 itself."""
    year = f"regexp_extract({name}, '(19|20)[0-9]{{2}}')"
    return f"CASE {year} " + " ".join(f"WHEN '{y}' THEN '{h}'" for y, h in YEARS.items()) + f" ELSE trim({name}) END"


def _edition_named(name: str) -> str:
    found = _EDITION.search(name)
    if not found:
        raise BadInput(
            Text("檔案與檔名均未載 HS 版本（例：H6.json）", "Neither the file nor its name says the HS edition (such as H6.json)")
        )
    return YEARS[found[1]] if found[1] else found[0]
