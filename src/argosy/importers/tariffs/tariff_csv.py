"""The generic table of rates: CSV, XLSX or Parquet with headings in Chinese or English, as docs/tariff-schedules.md describes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from argosy.engines.tariff.dialects.reading import Reading, names_in, plain
from argosy.engines.tariff.rows import Schedule, ScheduleRow, TariffLine
from argosy.importers import cells
from argosy.importers.table_file import TableRow, heading, read_table
from argosy.importers.tariffs.given import Faults, Given
from argosy.importers.tariffs.tree import closed
from argosy.kernel.errors import BadInput
from argosy.rules.library import pack_for
from argosy.rules.tariff_source import USES, TariffSource

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("code", "hs", "hs code", "tariff code", "commodity code", "稅則號別", "稅號", "號列", "貨品分類號列"),
    "name_zh": ("name_zh", "description_zh", "中文貨名", "貨名", "品名"),
    "name_en": ("name_en", "description_en", "description", "name", "英文貨名"),
    "charge": ("charge", "稅費", "稅目"),
    "use": ("use", "column", "用途", "欄別", "適用"),
    "programme": ("programme", "program", "方案", "優惠方案"),
    "origins": ("origins", "origin", "產地", "原產地", "適用產地"),
    "not_origins": ("not_origins", "excluded", "排除產地"),
    "rate": ("rate", "duty", "duty rate", "稅率"),
    "unit": ("unit", "單位"),
    "valid_from": ("valid_from", "from", "生效日", "生效日期"),
    "valid_to": ("valid_to", "to", "截止日", "失效日"),
    "additional_code": ("additional_code", "附加代碼"),
    "quota": ("quota", "quota order number", "配額編號"),
    "conditions": ("conditions", "條件"),
    "legal": ("legal", "legal reference", "法規", "法源"),
}
KNOWN = {heading(name): field for field, names in HEADINGS.items() for name in names}
MADE = {"一般": "standard", "優惠": "preference", "配額": "quota", "暫停課徵": "suspension", "特定用途": "end_use", "證明文件": "document"}
CHARGES = {
    "關稅": "duty",
    "加值稅": "vat",
    "營業稅": "vat",
    "反傾銷稅": "anti_dumping",
    "平衡稅": "countervailing",
    "貨物稅": "commodity_tax",
}


def read(files: Given, source: TariffSource) -> Schedule:
    """The schedule in the table; ``BadInput`` names every bad row and column. A rate that cannot be read is kept for a person."""
    file = files.files[0]
    table = read_table(file.name, file.data, KNOWN)
    faults = Faults(file.name)
    for name in {"code", "rate"} - set(table.fields):
        faults.add(None, name, "缺少欄位", "the column is missing")
    home = _home(source)
    lines = [line for row in table.rows if (line := _line(row, faults))]
    rows = [rate for row in table.rows if (rate := _rate(row, source, home, faults))]
    if not rows:
        faults.add(None, "", "檔案沒有資料列", "the file holds no rows")
    faults.refuse()
    return Schedule("csv", closed(_named(lines)), tuple(rows), valid_from=files.dated)


def _home(source: TariffSource) -> tuple[str, ...]:
    """The signs of the jurisdiction's own currency."""
    try:
        pack = pack_for(source.jurisdiction)
        return (pack.currency, *pack.symbols)
    except BadInput:
        return (source.currency,) if source.currency else ()


def _named(lines: list[TariffLine]) -> Iterator[TariffLine]:
    """A code named in one row keeps its name where another row leaves it empty."""
    best: dict[str, TariffLine] = {}
    for line in lines:
        if line.code not in best or not (best[line.code].zh or best[line.code].en):
            best[line.code] = line
    yield from best.values()


def _code(row: TableRow) -> str:
    digits = "".join(ch for ch in row.cells.get("code", "") if ch not in ".- ")
    return digits if digits.isdigit() and 2 <= len(digits) <= 14 else ""


def _line(row: TableRow, faults: Faults) -> TariffLine | None:
    code = _code(row)
    if not code:
        text = row.cells.get("code", "")
        faults.add(row.number, "code", f"「{text}」須為 2 至 14 位數字", f"“{text}” must have 2 to 14 digits")
        return None
    return TariffLine(
        code, row.cells.get("name_zh", ""), row.cells.get("name_en", ""), units=names_in(row.cells.get("unit", "")), at=row.number
    )


def _rate(row: TableRow, source: TariffSource, home: tuple[str, ...], faults: Faults) -> ScheduleRow | None:
    code, use = _code(row), _use(row, faults)
    if not code:
        return None
    raw, charge = row.cells.get("rate", ""), row.cells.get("charge", "") or "duty"
    made: Reading = plain(raw, home)
    return ScheduleRow(
        code, CHARGES.get(charge, charge.lower()), use, raw, made.canonical, made.state, use=use, names=_names(row),
        origins=_places(row, "origins", source, faults), excluded=_places(row, "not_origins", source, faults),
        measure=row.cells.get("use", ""), additional_code=row.cells.get("additional_code", ""), quota=row.cells.get("quota", ""),
        valid_from=_day(row, "valid_from", faults), valid_to=_day(row, "valid_to", faults), unit=row.cells.get("unit", ""),
        conditions=row.cells.get("conditions", ""), legal=row.cells.get("legal", ""), why_zh=made.why.zh, why_en=made.why.en, at=row.number,
    )  # fmt: skip


def _names(row: TableRow) -> tuple[str, ...]:
    text = row.cells.get("programme", "").strip()
    return (text,) if text else ()


def _use(row: TableRow, faults: Faults) -> str:
    text = row.cells.get("use", "").strip()
    default = "preference" if row.cells.get("programme") else "standard"
    use = MADE.get(text, text.lower()) if text else default
    if use not in USES:
        faults.add(row.number, "use", f"「{text}」須為 {'、'.join(USES)} 之一", f"“{text}” must be one of {', '.join(USES)}")
    return use


def _places(row: TableRow, name: str, source: TariffSource, faults: Faults) -> tuple[str, ...]:
    made = []
    for word in names_in(row.cells.get(name, "")):
        try:
            made.append(word if word in source.groups else cells.country(word))
        except BadInput as error:
            faults.add(row.number, name, error.message.zh, error.message.en)
    return tuple(made)


def _day(row: TableRow, name: str, faults: Faults) -> date | None:
    text = row.cells.get(name, "")
    try:
        return cells.day(text) if text else None
    except BadInput as error:
        faults.add(row.number, name, error.message.zh, error.message.en)
        return None
