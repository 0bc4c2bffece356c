"""Taiwan's customs statistics as the portal exports them (GA30): year or month, 11-digit code, partner in Chinese, value, weight.

Headings may be Chinese or English, years of the Republic or Western, values in dollars or thousand dollars. Partners are destinations of
exports and origins of imports. The classification (CCC code) follows the HS of its year; its first six digits are HS.
"""

from __future__ import annotations

import re

from argosy.importers.markets.raw import Raw, named
from argosy.importers.markets.reading import Ask, DataSet, Reading, column, lacking, wanted
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.warehouse.trade import TRADE

DATES = ("Year", "日期", "年", "年度", "年月", "Time", "Date", "Month", "西元年", "資料時間", "統計期", "period")
CODES = ("HS Code", "貨品號列", "貨品分類", "貨品分類號列", "號列", "CCC Code", "Commodity Code", "稅則號別")
PLACES = ("Country", "國家", "國家(地區)", "國家（地區）", "國別", "國家名稱", "Country (Area)", "Partner", "中文國名")
FLOWS = ("進出口別", "貿易別", "Flow", "Import/Export", "進出口")
WEIGHTS = ("Weight (KGM)", "重量(公斤)", "重量（公斤）", "淨重(公斤)", "重量", "Net Weight (KGM)", "Weight")
TONNES = ("重量(公噸)", "重量（公噸）", "Weight (TNE)")
HEADINGS = (
    *DATES,
    *CODES,
    *PLACES,
    *FLOWS,
    *WEIGHTS,
    "Description",
    "中文貨名",
    "英文貨名",
    "數量",
    "數量單位",
    "價值",
    "Export Value (USD)",
    "Import Value (USD)",
    "美元(千元)",
    "價值(美元千元)",
    "價值(千美元)",
)
FITS = re.compile("")
ENCODINGS = ("cp950",)
DATASET = DataSet(
    "tw-customs", Text("臺灣海關進出口統計", "Taiwan customs trade statistics"), Text("財政部關務署", "Customs Administration, Ministry of Finance"),
    "Open Government Data License, version 1.0 (Taiwan)", "https://portal.sw.nat.gov.tw/APGA/GA30", 400, 70,
)  # fmt: skip
_MONEY = re.compile(r"美元|美金|USD|US\$|U\.S\.", re.IGNORECASE)
_THOUSAND = re.compile(r"千|thousand|1,?000", re.IGNORECASE)
_VALUE = re.compile(r"價值|金額|value|美元|美金", re.IGNORECASE)
_EXPORT, _IMPORT = re.compile(r"export|出口", re.IGNORECASE), re.compile(r"import|進口", re.IGNORECASE)


def read(raw: Raw, ask: Ask) -> Reading:
    """The reading; ``BadInput`` when the value is not in dollars or the direction of trade is nowhere said."""
    period, code, place = wanted(raw, *DATES), wanted(raw, *CODES), wanted(raw, *PLACES)
    value = _value(raw)
    scale = 1000.0 if _THOUSAND.search(value) else 1.0
    export = _is_export(raw, value, ask.flow)
    weight, tonnes = column(raw, *WEIGHTS), column(raw, *TONNES)
    digits = f"regexp_replace(trim({code}), '[.\\s-]', '', 'g')"
    return Reading(
        TRADE + "_tw_customs", DATASET,
        {"period": _period(period), "exporter": f"CASE WHEN {export} THEN 'TW' ELSE {place} END", "importer": f"CASE WHEN {export} THEN {place} ELSE 'TW' END",
         "product": f"CASE WHEN regexp_matches({digits}, '^[0-9]{{7}}$|^[0-9]{{9}}$') OR length({digits}) = 1 THEN '0' || {digits} ELSE {digits} END",
         "value": _number(named(value)), "quantity": _number(named(weight or tonnes)) if weight or tonnes else "NULL",
         "side": f"CASE WHEN {export} THEN 'X' ELSE 'M' END", "hs": "'CCC'"},
        ("period", "exporter", "importer", "product", "value"), "any", {"value": scale, "quantity": 1000.0 if tonnes and not weight else 1.0},
        left=[("totals", Text("全球或合計列", "rows of the world or of totals"), f"trim({place}) IN ('全球', '合計', '總計', '小計', 'World', 'Total')")],
        unit=Text("原始：{u}；入庫：美元、公斤", "Source: {u}; stored: US dollars, kilograms").format(u=value), edition=_edition(raw, period),
        notes=[Text("CCC 號列依各年版本，跨 HS 改版年度之 6 位以下號列不可直接比較", "CCC codes are those of their year: below six digits they do not compare across revisions of the HS")],
    )  # fmt: skip


def _value(raw: Raw) -> str:
    values = [h for h in raw.headings if _VALUE.search(h)]
    dollars = [h for h in values if _MONEY.search(h)]
    if not values:
        raise lacking(raw, ["價值(美元)"])
    if not dollars:
        raise BadInput(
            Text(
                "價值欄「{v}」不是美元。請在查詢時選擇美元", "The value column “{v}” is not in US dollars. Choose US dollars in the query"
            ).format(v=values[0])
        )
    return next((h for h in dollars if not _THOUSAND.search(h)), dollars[0])


def _is_export(raw: Raw, value: str, flow: str) -> str:
    """An SQL condition: true where the row is an export."""
    told = column(raw, *FLOWS)
    if told:
        return f"regexp_matches(trim({named(told)}), '(?i)出口|export|^X')"
    said = {"export": True, "import": False}.get(flow)
    for words in (value, raw.given.name):
        if said is None and bool(_EXPORT.search(words)) != bool(_IMPORT.search(words)):
            said = bool(_EXPORT.search(words))
    if said is None:
        raise BadInput(
            Text(
                "檔案未載進出口別，請加 --flow export 或 --flow import",
                "The file does not say exports or imports: give --flow export or --flow import",
            )
        )
    return str(said).lower()


def _period(text: str) -> str:
    """2024, 202401, 2024/01, 113年, 113年01月, 11301: the year, or year and month, of the Western calendar."""
    bare = f"regexp_replace(trim({text}), '^(民國|中華民國)', '')"
    year, month = (
        f"TRY_CAST(regexp_extract({bare}, '^([0-9]+)', 1) AS INTEGER)",
        f"regexp_extract({bare}, '^[0-9]+\\s*[年/.-]\\s*([0-9]{{1,2}})', 1)",
    )
    western = f"(CASE WHEN {year} < 1000 THEN {year} + 1911 ELSE {year} END)"
    joined = f"({western} || lpad({month}, 2, '0'))"
    packed = f"((TRY_CAST(left({bare}, 3) AS INTEGER) + 1911) || right({bare}, 2))"
    return f"CASE WHEN regexp_matches({bare}, '^1[0-9]{{4}}$') THEN {packed} WHEN {month} <> '' THEN {joined} ELSE CAST({western} AS VARCHAR) END"


def _number(name: str) -> str:
    return f"replace(trim({name}), ',', '')"


def _edition(raw: Raw, period: str) -> str:
    first, last = raw.rows(f"SELECT min(p), max(p) FROM (SELECT {_period(period)} AS p FROM raw)")[0]
    return str(first) if first == last else f"{first}-{last}"
