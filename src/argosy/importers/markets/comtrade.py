"""UN Comtrade: the API's CSV and JSON forms and the bulk files (tab-separated, packed by gzip).

Kept are exports and imports of goods with all modes, customs procedures and second partners together. Re-exports are part of exports and
re-imports of imports (IMTS 2010), so those rows are left out of the table and counted. A row told by an importer is side ``M``.
"""

from __future__ import annotations

import re
from typing import Any

from argosy.importers.markets.given import Part
from argosy.importers.markets.raw import Raw, json_of, named, quoted, text_frame
from argosy.importers.markets.reading import Ask, DataSet, Reading, column, even_padded, wanted
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.warehouse.trade import TRADE

HEADINGS = ("period", "reporterCode", "partnerCode", "flowCode", "cmdCode", "primaryValue", "typeCode", "freqCode", "classificationCode",
            "Trade Flow Code", "Reporter Code", "Partner Code", "Commodity Code", "Trade Value (US$)", "Netweight (kg)", "Classification")  # fmt: skip
FITS = re.compile("")
ENCODINGS: tuple[str, ...] = ()
DATASET = DataSet(
    "comtrade", Text("聯合國商品貿易統計（UN Comtrade）", "UN Comtrade"), Text("聯合國統計司", "United Nations Statistics Division"),
    "UN Comtrade terms: own use, no redistribution without leave", "https://comtradeplus.un.org/", 550, 180,
)  # fmt: skip
TOTALS = {"partner2Code": "0", "customsCode": "C00", "motCode": "0", "mosCode": "0"}
"""The value of each breakdown that means all of it together."""
NUMBERED = {"1": "M", "2": "X", "3": "RX", "4": "RM"}
_NOT_CODES = "^(TOTAL|AG[0-9]+|ALL)$"


def frame_of(part: Part) -> Any:
    """The rows of the API's JSON, or ``None`` for another form."""
    if part.form != "json":
        return None
    told = json_of(part)
    rows = told.get("data") or told.get("dataset") if isinstance(told, dict) else told
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], dict):
        raise BadInput(Text("「{n}」JSON 內沒有 data 清單", "{n}: the JSON holds no list called data").format(n=part.name))
    return text_frame(rows)


def read(raw: Raw, ask: Ask) -> Reading:
    """The reading of a file of annual or of monthly rows; services, mixed frequencies and quantities in other units are told apart."""
    period, flow = wanted(raw, "period", "refPeriodId"), _flow(wanted(raw, "flowCode", "Trade Flow Code"))
    reporter, partner = wanted(raw, "reporterCode", "Reporter Code"), wanted(raw, "partnerCode", "Partner Code")
    code, value = wanted(raw, "cmdCode", "Commodity Code"), wanted(raw, "primaryValue", "Trade Value (US$)")
    _one_frequency(raw)
    weight = column(raw, "netWgt", "Netweight (kg)")
    classes = _classes(raw)
    export = f"{flow} = 'X'"
    return Reading(
        TRADE + "_comtrade", DATASET,
        {"period": period, "exporter": f"CASE WHEN {export} THEN {reporter} ELSE {partner} END", "importer": f"CASE WHEN {export} THEN {partner} ELSE {reporter} END",
         "product": even_padded(code), "value": value, "quantity": f"nullif(trim({named(weight)}), '0')" if weight else "NULL",
         "side": f"CASE WHEN {export} THEN 'X' ELSE 'M' END", "hs": _hs(raw)},
        ("period", "exporter", "importer", "product", "value"), "comtrade", left=_left(raw, flow, code, ask.level),
        unit=Text("美元（出口 FOB、進口 CIF）；淨重公斤，0 視為未填", "US dollars (exports FOB, imports CIF); net weight in kilograms, 0 taken as not given"),
        notes=_notes(raw, classes), edition=_edition(raw, period), mirrored=True,
    )  # fmt: skip


def _left(raw: Raw, flow: str, code: str, level: int) -> list[tuple[str, Text, str]]:
    found = [("services", Text("服務貿易", "services"), f"trim({named(h)}) <> 'C'") for h in [column(raw, "typeCode")] if h]
    found += [
        ("re-exports", Text("復出口（已含於出口）", "re-exports, which exports include"), f"{flow} = 'RX'"),
        ("re-imports", Text("復進口（已含於進口）", "re-imports, which imports include"), f"{flow} = 'RM'"),
        ("flows", Text("其他貿易方向細項", "details of other flows"), f"{flow} NOT IN ('X', 'M')"),
    ]
    parts = [f"trim({named(h)}) NOT IN ('', {quoted(total)})" for name, total in TOTALS.items() if (h := column(raw, name))]
    if parts:
        found.append(
            (
                "breakdowns",
                Text("運輸方式、通關程序或第二夥伴之細項", "breakdowns by transport, procedure or second partner"),
                " OR ".join(parts),
            )
        )
    found.append(("totals", Text("全部貨品合計", "totals of all goods"), f"regexp_matches(trim({code}), '{_NOT_CODES}')"))
    kept = level or _deepest(raw, code)
    words = Text("非 {d} 位碼之列（避免重複加總）", "codes of another length than {d} digits, which would be counted twice").format(d=kept)
    return [*found, ("levels", words, f"length({even_padded(code)}) <> {kept}")]


def _flow(name: str) -> str:
    """The direction as letters; files of the former site number it."""
    return f"(CASE trim({name}) " + " ".join(f"WHEN '{n}' THEN '{letters}'" for n, letters in NUMBERED.items()) + f" ELSE trim({name}) END)"


def _deepest(raw: Raw, code: str) -> int:
    answer = raw.rows(f"SELECT max(length({even_padded(code)})) FROM raw WHERE NOT regexp_matches(trim({code}), '{_NOT_CODES}')")
    return int(answer[0][0] or 6)


def _one_frequency(raw: Raw) -> None:
    name = column(raw, "freqCode")
    found = raw.distinct(named(name)) if name else []
    if len(found) > 1:
        raise BadInput(
            Text(
                "檔案混有年資料與月資料（freqCode：{f}），請分別匯入",
                "The file mixes annual and monthly rows (freqCode {f}): import each by itself",
            ).format(f=", ".join(found))
        )


def _classes(raw: Raw) -> list[str]:
    name = column(raw, "classificationCode", "Classification")
    return raw.distinct(named(name)) if name else []


def _hs(raw: Raw) -> str:
    name = column(raw, "classificationCode", "Classification")
    return f"trim({named(name)})" if name else "''"


def _edition(raw: Raw, period: str) -> str:
    found = raw.rows(f"SELECT min(trim({period})), max(trim({period})) FROM raw")
    first, last = found[0] if found else ("", "")
    return str(first) if first == last else f"{first}-{last}"


def _notes(raw: Raw, classes: list[str]) -> list[Text]:
    notes = []
    if len(classes) > 1:
        name = named(column(raw, "classificationCode", "Classification"))
        counts = raw.rows(f"SELECT trim({name}) AS c, count(*) FROM raw GROUP BY c ORDER BY c")
        words = ", ".join(f"{c} {n}" for c, n in counts)
        notes.append(
            Text(
                "各國各年依當時 HS 版本申報（列數：{w}）；跨版比較前請轉換",
                "Told in the HS edition of the year and country (rows: {w}); convert before comparing codes",
            ).format(w=words)
        )
    flag = column(raw, "isReported")
    if flag:
        n = raw.rows(f"SELECT count(*) FROM raw WHERE lower(trim({named(flag)})) = 'false'")[0][0]
        notes.append(Text("非原始申報值（合計或估計）{n} 列", "{n} rows are not as reported (added up or estimated)").format(n=n))
    return notes
