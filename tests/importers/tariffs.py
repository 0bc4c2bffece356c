"""Small tariffs in the published forms, written for the tests."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

from argosy.engines.tariff.rows import Schedule
from argosy.importers.tariffs.given import given
from argosy.importers.tariffs.library import ReadSchedule, read_schedule
from tests.engines.tariff_world import DAY


def us_row(number: str, indent: int, text: str, general: str = "", special: str = "", other: str = "", **more: Any) -> dict[str, Any]:
    """One row as USITC writes it."""
    return {"htsno": number, "indent": str(indent), "description": text, "superior": None, "units": [], "general": general, "special": special, "other": other,
            "footnotes": [], "quotaQuantity": None, "additionalDuties": None} | more  # fmt: skip


US = [
    us_row("2009", 0, "Fruit juices:"),
    us_row("", 1, "Orange juice:", superior="true"),
    us_row("2009.11.00", 2, "Frozen", "7.85¢/liter", "Free (AU,S) 5% (JP) See 9822.05.15 (P+)", "18¢/liter",
           footnotes=[{"columns": ["general"], "value": "See 9903.88.03. ", "type": "endnote"}]),
    us_row("2009.11.00.20", 3, "In small containers", units=["liters"]),
    us_row("2009.11.00.40", 3, "Other", units=["liters"]),
    us_row("2009.90", 1, "Mixtures:"),
    us_row("2009.90.20.00", 2, "Vegetable", "The rate applicable to the natural juice", "", "The rate applicable to the natural juice"),
]  # fmt: skip
TW_HEAD = "貨品分類號列,中文貨名,英文貨名,第一欄稅率,第二欄稅率,第三欄稅率,統計數量單位,統計重量單位,稽徵規定,輸入規定,輸出規定"
TW = [
    '20091100007,冷凍柳橙汁,"Orange juice, frozen",30%,"0% (PA,NZ,SG) 12.5% (GT)",42.5%,KGM,KGM,R,,',
    "04070021005,雞蛋,Eggs,NT$11.3/KGM 或 15% 從高徵稅,,35%,KGM,KGM,,F01,",
]
AU_HEAD = "section,chapter,heading,reference_number,statistical_code,unit,description,duty_rate"
AU = [
    "IV,20,2009,2009.1,,,- Orange juice,",
    'IV,20,2009,2009.11.00,10,L,-- Frozen,"5%, or, if lower, $0.45/kg TSS"',
    "IV,20,2009,2009.90.00,20,L,- Mixtures,5% CAFree From1July2018 3.75%",
    "IV,22,2203,2203.00.61,,,--- Beer,$107.99/L of alcohol NZ/FI $107.99/L of alcohol",
    "IV,22,2203,2203.00.61,33,L al,In bottles,",
    "IV,22,2203,2203.00.61,33,L al,In bottles,",
]
FTA_HEAD = "schedule,agreement,hs_code,description,duty_rate"
FTA = [
    "Schedule 8B,CPTPP,0406.10.00,0406.10.00 (Rate No. 002) United Kingdom:,From 24 December 2024: $0.998/kg",
    "Schedule 14,RCEP,0405.20.00,0405.20.00 From 1 January 2022:,3%",
    "Schedule 9,MAFTA,2710.12.62,2710.12.62,$0.526 /L of gasoline plus",
    "Schedule 4,CONCESSIONAL,9999.32.04,Item 4 - Calendars,Free",
]


def component(
    kind: str, amount: float | None, currency: str | None = None, unit: str | None = None, qualifier: str | None = None
) -> dict[str, Any]:
    """A measure component as the service writes it."""
    return {"duty_expression_id": kind, "duty_amount": amount, "monetary_unit_code": currency, "measurement_unit_code": unit, "measurement_unit_qualifier_code": qualifier}  # fmt: skip


def measure(number: int, kind: str, series: str, area: str, components: list[Any], **more: Any) -> dict[str, Any]:
    """A measure as the service writes it."""
    return {
        "id": number, "effective_start_date": "2021-01-01T00:00:00.000Z", "effective_end_date": None, "duty_expression": {"base": "as published"},
        "measure_type": {"id": kind, "description": f"type {kind}", "measure_type_series_id": series}, "legal_acts": [{"regulation_code": "C1/21"}],
        "resolved_measure_components": [], "measure_conditions": [], "measure_components": components, "geographical_area": {"id": area, "geographical_area_id": area},
        "excluded_countries": [], "order_number": None,
    } | more  # fmt: skip


UK: dict[str, Any] = {
    "goods_nomenclature_item_id": "2009119900", "producline_suffix": "80", "description": "Other", "declarable": True,
    "chapter": {"goods_nomenclature_item_id": "2000000000", "description": "PREPARATIONS"}, "heading": {"goods_nomenclature_item_id": "2009000000", "description": "Fruit juices"},
    "ancestors": [{"goods_nomenclature_item_id": "2009110000", "description": "Frozen", "producline_suffix": "80"}],
    "import_measures": [
        measure(1, "103", "C", "1011", [component("01", 12.8), component("04", 20.6, "EUR", "DTN"), component("17", 30.5)]),
        measure(2, "142", "C", "JP", [component("01", 0.0)]),
        measure(3, "143", "C", "MA", [component("01", 0.0)], order_number={"number": "051104"}),
        measure(4, "305", "P", "1011", [component("01", 20.0)]),
        measure(5, "305", "P", "1011", [component("01", 0.0)], additional_code={"code": "VATZ"}),
        measure(6, "109", "O", "1011", [component("99", None, None, "LTR")]),
        measure(7, "410", "B", "1011", []),
        measure(8, "888", "F", "1011", [component("01", 3.0)]),
        measure(9, "552", "D", "CN", [], measure_conditions=[
            {"condition_code": "A", "document_code": "D008", "requirement": "Invoice", "duty_expression": "<span>0.00</span> %", "measure_condition_components": [component("01", 0.0)]},
            {"condition_code": "A", "document_code": "", "requirement": None, "duty_expression": "<span>9.00</span> %", "measure_condition_components": [component("01", 9.0)]},
        ]),
        measure(10, "103", "C", "2080", [], measure_conditions=[{"condition_code": "V", "condition": "V: entry price", "condition_duty_amount": 52.6, "duty_expression": "14.40 %", "measure_condition_components": [component("01", 14.4)]}],
                geographical_area={"id": "2080", "children_geographical_areas": [{"id": "TN"}, {"id": "EG"}]}),
    ],
    "export_measures": [],
}  # fmt: skip
CSV_HEAD = "稅號,品名,稅費,用途,方案,產地,排除產地,稅率,生效日,截止日"
CSV = [
    "0902,茶,,,,,,17%,,", "090210,綠茶,關稅,優惠,EPA,JP 越南,,5%,2026-01-01,", '090210,綠茶,加值稅,,,,,"8%",,', "090220,綠茶（大包裝）,,,,,KP,ZZD 12/kg,,2026-12-31",
    "090230,紅茶,,,,,,依附註,,",
]  # fmt: skip


def written(folder: Path, name: str, rows: list[str] | str, head: str = "") -> Path:
    """A file of rows below a heading, or of a text."""
    text = rows if isinstance(rows, str) else "\n".join([head, *rows]) + "\n"
    file = folder / name
    file.write_bytes(gzip.compress(text.encode(), mtime=0) if name.endswith(".gz") else text.encode())
    return file


def us_file(folder: Path, name: str = "us_hts_2026-05.jsonl", rows: list[dict[str, Any]] | None = None) -> Path:
    """The rows of the United States, one JSON object per line."""
    return written(folder, name, "\n".join(json.dumps(row, ensure_ascii=False) for row in rows or US))


def read(path: Path, kind: str, place: str = "") -> Schedule:
    """The schedule in a file."""
    return made(path, kind, place).schedule


def made(path: Path, kind: str, place: str = "", **more: Any) -> ReadSchedule:
    """The schedule in a file with the facts of its edition."""
    return read_schedule(given(path), kind, place, today=DAY, **more)


def xlsx(rows: list[list[str]]) -> bytes:
    """A workbook of one sheet."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    return buffer.getvalue()


def rates(schedule: Schedule) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Code, column, names or origins, and the canonical text or the state of every rate."""
    return [(r.code, r.column, r.names or r.origins, r.canonical or r.state) for r in schedule.rows]


def joined_api(payload: dict[str, Any]) -> dict[str, Any]:
    """A payload as JSON:API: the measures and what they point to beside the commodity."""
    included: list[dict[str, Any]] = []

    def put(kind: str, value: Any, number: int) -> dict[str, Any]:
        pointer = {"type": kind, "id": f"{kind}-{number}-{len(included)}"}
        included.append(pointer | {"attributes": value})
        return pointer

    def resource(m: dict[str, Any]) -> dict[str, Any]:
        plain = {k: v for k, v in m.items() if not isinstance(v, dict | list)}
        related = {
            k: {"data": [put(k, i, m["id"]) for i in v] if isinstance(v, list) else put(k, v, m["id"])}
            for k, v in m.items()
            if isinstance(v, dict | list)
        }
        return {"type": "measure", "id": str(m["id"]), "attributes": plain, "relationships": related}

    measures = [resource(m) for m in payload["import_measures"]]
    attributes = {k: v for k, v in payload.items() if not isinstance(v, dict | list)}
    relations = {name: {"data": put(name, payload[name], 0)} for name in ("chapter", "heading")}
    relations |= {"ancestors": {"data": [put("ancestor", a, 0) for a in payload["ancestors"]]}, "export_measures": {"data": []}}
    relations["import_measures"] = {"data": [{"type": "measure", "id": m["id"]} for m in measures]}
    return {
        "data": {"type": "commodity", "id": "1", "attributes": attributes, "relationships": relations},
        "included": [*included, *measures],
    }
