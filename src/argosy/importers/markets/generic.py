"""Argosy's own table of trade, for any source without a form of its own: CSV, Parquet or a workbook with documented headings.

``period, exporter, importer, product, value`` and, when there, ``quantity`` (kilograms), ``side`` (X, M, R or S) and ``hs``. Countries may be
alpha-2, alpha-3, M49 numbers or names in Chinese or English; values are US dollars.
"""

from __future__ import annotations

import re

from argosy.importers.markets.raw import Raw, named, quoted
from argosy.importers.markets.reading import Ask, DataSet, Reading, column, lacking
from argosy.kernel.text import Text
from argosy.warehouse.trade import TRADE

SPELT = {
    "period": ("period", "year", "month", "期間", "年", "年度", "年月"),
    "exporter": ("exporter", "origin", "出口國", "出口國家"),
    "importer": ("importer", "destination", "進口國", "進口國家"),
    "product": ("product", "hs", "code", "號列", "稅則號別", "貨品"),
    "value": ("value", "value_usd", "usd", "金額", "價值", "美元"),
    "quantity": ("quantity", "kg", "數量", "公斤"),
    "side": ("side", "資料來源方"),
    "hs": ("hs_edition", "HS版本"),
}
NEEDED = ("period", "exporter", "importer", "product", "value")
HEADINGS = tuple(name for names in SPELT.values() for name in names)
FITS = re.compile("")
ENCODINGS = ("cp950",)
DATASET = DataSet("own", Text("自備貿易資料", "The firm's own trade table"), Text("本公司提供", "Given by the firm"), "—", "")


def read(raw: Raw, ask: Ask) -> Reading:
    """The reading; ``BadInput`` names every column that is missing. Without ``side`` rows are as told by the exporter."""
    found = {field: column(raw, *names) for field, names in SPELT.items()}
    missing = [field for field in NEEDED if not found[field]]
    if missing:
        raise lacking(raw, missing)
    product = named(found["product"])
    bare = f"regexp_replace(trim({product}), '[.\\s]', '', 'g')"
    columns = {field: named(heading) if heading else "NULL" for field, heading in found.items()}
    columns["period"] = f"regexp_replace(trim({columns['period']}), '[-/.]([0-9]{{2}})$', '\\1')"
    columns["product"] = (
        f"CASE WHEN regexp_matches({bare}, '^[0-9]+$') AND length({bare}) % 2 = 1 AND length({bare}) < 11 THEN '0' || {bare} ELSE {bare} END"
    )
    columns["value"], columns["quantity"] = f"replace({columns['value']}, ',', '')", f"replace({columns['quantity']}, ',', '')"
    columns["side"] = f"coalesce(nullif(upper(trim({columns['side']})), ''), 'X')" if found["side"] else "'X'"
    columns["hs"] = f"coalesce({columns['hs']}, {quoted(ask.hs)})"
    odd = ("sides", Text("side 不是 X、M、R 或 S", "side is none of X, M, R, S"), f"{columns['side']} NOT IN ('X', 'M', 'R', 'S')")
    return Reading(
        TRADE + "_own", DATASET, columns, NEEDED, "any", left=[odd], unit=Text("美元、公斤", "US dollars, kilograms"), mirrored=True
    )
