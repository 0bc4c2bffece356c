"""The order file of an import coordinator: goods lines under headings in Chinese or English, read whole, every fault at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any

from argosy.importers import cells
from argosy.importers.table_file import TableFile, TableRow, heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.tariffs.intake import NewCost, NewLine, NewOrder
from argosy.rules.library import packs

TERMS = ("EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP", "DAT")
EDITIONS = ("2020", "2010")
# field: headings, in any case and spacing. Fields of the whole consignment come last.
HEADINGS: dict[str, tuple[str, ...]] = {
    "item": ("item", "sku", "part no", "貨號", "料號"),
    "description": ("description", "goods", "品名", "貨名", "品名規格"),
    "code": ("code", "hs", "hs code", "tariff code", "稅則號別", "稅則", "稅號", "ccc code"),
    "origin": ("origin", "country of origin", "原產地", "產地", "原產國"),
    "quantity": ("quantity", "qty", "數量"),
    "unit": ("unit", "uom", "單位"),
    "unit_price": ("unit_price", "unit price", "price", "單價"),
    "net_kg": ("net_kg", "net weight", "nw", "淨重"),
    "gross_kg": ("gross_kg", "gross weight", "gw", "毛重"),
    "duty_rate": ("duty_rate", "duty rate", "進口稅率", "關稅稅率"),
    "commodity_tax_rate": ("commodity_tax_rate", "commodity tax rate", "貨物稅率"),
    "volume_m3": ("volume_m3", "volume", "cbm", "材積", "體積"),
    "preference": ("preference", "programme", "優惠方案", "優惠關稅"),
    "rationale": ("rationale", "classification rationale", "歸列理由", "歸類理由"),
    "date": ("date", "entry date", "進口日期", "日期"),
    "incoterm": ("incoterm", "incoterms", "貿易條件", "交貨條件"),
    "place": ("place", "named place", "指定地點", "地點"),
    "currency": ("currency", "幣別"),
    "fx": ("fx", "exchange rate", "匯率"),
    "freight": ("freight", "運費"),
    "insurance": ("insurance", "保險費", "保費"),
    "jurisdiction": ("jurisdiction", "country of import", "進口國", "進口地", "目的國"),
}
REQUIRED = ("item", "description", "quantity", "unit", "unit_price")
OF_PACK = ("rate_", "fact_")
WHOLE = ("date", "incoterm", "place", "currency", "fx", "freight", "insurance", "jurisdiction")
Reader = Callable[[str], Any]
# What an order line has room for: characters of a text, digits before the decimal point.
LONGEST = {"item": 60, "description": 300}
WHOLE_DIGITS = {"quantity": 8, "unit_price": 8, "net_kg": 12, "gross_kg": 12, "volume_m3": 10}
LINE_READERS: dict[str, Reader] = {
    "item": partial(cells.words, longest=LONGEST["item"]),
    "description": partial(cells.words, longest=LONGEST["description"]),
    "code": cells.tariff_code,
    "origin": cells.country,
    "quantity": partial(cells.positive, whole=WHOLE_DIGITS["quantity"]),
    "unit": cells.unit,
    "unit_price": partial(cells.positive, zero=True, whole=WHOLE_DIGITS["unit_price"]),
    "net_kg": partial(cells.positive, whole=WHOLE_DIGITS["net_kg"]),
    "gross_kg": partial(cells.positive, whole=WHOLE_DIGITS["gross_kg"]),
    "volume_m3": partial(cells.positive, whole=WHOLE_DIGITS["volume_m3"]),
    "preference": partial(cells.words, longest=60),
    "rationale": str,
}
_MISSING = Text("「{field}」未填", "{field} is missing")


@dataclass(frozen=True)
class OrderPreview:
    """What would be stored, and every row that stands in the way. ``order`` is ``None`` while there are faults."""

    name: str
    table: TableFile
    lines: tuple[NewLine, ...]
    rejected: tuple[Problem, ...]
    order: NewOrder | None = None
    notes: tuple[Text, ...] = field(default=())


def read_order(name: str, data: bytes, given: Mapping[str, str], mapping: bytes | None = None) -> OrderPreview:
    """Read the file. ``given`` holds consignment fields stated outside it, ``mapping`` a MAP.toml (``[columns]``, ``[given]``)."""
    extra, stated = _mapping(mapping)
    table = read_table(name, data, _Lookup(_lookup() | extra))
    faults: list[Problem] = []
    lines = tuple(line for at, row in enumerate(table.rows) if (line := _line(name, at + 1, row, faults)))
    whole = _whole(name, table, {**stated, **{k: v for k, v in given.items() if v}}, faults)
    _no_lines(name, table, faults)
    order = None if faults or whole is None else _order(name, data, lines, whole)
    return OrderPreview(name, table, lines, tuple(faults), order, tuple(_notes(table)))


class _Lookup(dict[str, str]):
    """Headings by their words; ``rate_<charge>`` and ``fact_<name>`` name a field of the rule pack themselves."""

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or (isinstance(key, str) and key.startswith(OF_PACK))

    def __missing__(self, key: str) -> str:
        return key


def _lookup() -> dict[str, str]:
    return _Lookup({heading(words): name for name, all_words in HEADINGS.items() for words in all_words})


def _mapping(data: bytes | None) -> tuple[dict[str, str], dict[str, str]]:
    if data is None:
        return {}, {}
    try:
        read = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(Text("對照檔不是有效的 TOML：{e}", "the mapping file is not valid TOML: {e}").format(e=error)) from error
    tables = {name: read.get(name, {}) for name in ("columns", "given")}
    if not all(isinstance(table, dict) for table in tables.values()):
        raise BadInput(Text("對照檔的 columns 與 given 須為表格", "columns and given of the mapping file must be tables"))
    columns = {heading(k): str(v) for k, v in tables["columns"].items()}
    strange = sorted(v for v in columns.values() if v not in HEADINGS and not v.startswith(OF_PACK))
    if strange:
        raise BadInput(Text("對照檔有不認得的欄位：{f}", "the mapping file names unknown fields: {f}").format(f=", ".join(strange)))
    return columns, {k: str(v) for k, v in tables["given"].items()}


def _line(name: str, line_no: int, row: TableRow, faults: list[Problem]) -> NewLine | None:
    before = len(faults)
    for field_name in REQUIRED:
        if not row.cells.get(field_name):
            faults.append(Problem(_MISSING.format(field=_title(field_name)), name, row.number, field_name))
    values: dict[str, Any] = {}
    for field_name, reader in LINE_READERS.items():
        text = row.cells.get(field_name, "")
        if text:
            values[field_name] = _read(reader, text, Problem(Text("", ""), name, row.number, field_name), faults)
    if len(faults) > before:
        return None
    rates = {"duty": row.cells.get("duty_rate", ""), "commodity_tax": row.cells.get("commodity_tax_rate", "")}
    rates |= {k.removeprefix("rate_"): v for k, v in row.cells.items() if k.startswith("rate_")}
    facts = {k.removeprefix("fact_"): v for k, v in row.cells.items() if k.startswith("fact_") and v}
    return NewLine(
        line_no,
        row.number,
        code=values.pop("code", ""),
        origin=values.pop("origin", ""),
        preference={"programme": values.pop("preference")} if "preference" in values else {},
        rates={k: v for k, v in rates.items() if v},
        facts=facts,
        **values,
    )


def _read(reader: Reader, text: str, at: Problem, faults: list[Problem]) -> Any:
    try:
        return reader(text)
    except BadInput as error:
        faults.append(Problem(error.message, at.where, at.row, at.field))
        return None


def _title(field_name: str) -> Text:
    names = HEADINGS[field_name]
    zh = next((n for n in names if not n.isascii()), names[0])
    return Text(zh, names[0])


@dataclass(frozen=True)
class _Whole:
    date: date
    incoterm: str
    place: str
    currency: str
    fx: dict[str, str]
    costs: tuple[NewCost, ...]
    edition: int
    extra: dict[str, Any]


def _whole(name: str, table: TableFile, given: Mapping[str, str], faults: list[Problem]) -> _Whole | None:
    stated = {f: v for f in WHOLE if (v := given.get(f, "") or _one_value(name, table, f, faults))}
    before = len(faults)
    for field_name in ("date", "incoterm", "place", "currency"):
        if not stated.get(field_name):
            faults.append(Problem(_MISSING.format(field=_title(field_name)), name, None, field_name))
    readers: dict[str, Reader] = {
        "date": cells.day,
        "incoterm": _term,
        "currency": cells.currency,
        "fx": cells.positive,
        "jurisdiction": _jurisdiction,
    }
    values = {f: _read(readers[f], stated[f], Problem(Text("", ""), name, None, f), faults) for f in readers if stated.get(f)}
    costs = tuple(_costs(name, stated, values.get("currency") or "", faults))
    if len(faults) > before:
        return None
    fx = {values["currency"]: f"{values['fx']:f}"} if values.get("fx") else {}
    edition, extra = _options(given)
    extra |= {"jurisdiction": values["jurisdiction"]} if values.get("jurisdiction") else {}
    return _Whole(values["date"], values["incoterm"], stated["place"], values["currency"], fx, costs, edition, extra)


def _options(given: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    texts = ("title_zh", "title_en", "invoice_no", "vessel", "allocation")
    extra: dict[str, Any] = {k: given[k] for k in texts if given.get(k)}
    if given.get("invoice_date"):
        extra["invoice_date"] = cells.day(given["invoice_date"])
    if given.get("rates_are_demo"):
        extra["rates_are_demo"] = given["rates_are_demo"] in ("1", "true", "yes")
    return _edition(given.get("edition") or "2020"), extra


def _edition(text: str) -> int:
    if text not in EDITIONS:
        known = "、".join(EDITIONS)
        raise BadInput(Text("Incoterms 版本「{t}」須為 {k} 之一", "Incoterms edition “{t}” must be one of {k}").format(t=text, k=known))
    return int(text)


def _one_value(name: str, table: TableFile, field_name: str, faults: list[Problem]) -> str:
    values = {row.cells[field_name] for row in table.rows if row.cells.get(field_name)}
    if len(values) > 1:
        message = Text("「{field}」在整份檔案只能有一個值，現有 {n} 個", "{field} must have one value throughout the file, there are {n}")
        faults.append(Problem(message.format(field=_title(field_name), n=len(values)), name, None, field_name))
    return next(iter(values), "") if len(values) == 1 else ""


def _term(text: str) -> str:
    term = text.strip().upper()[:3]
    if term not in TERMS:
        raise BadInput(
            Text("不認得貿易條件「{t}」，請用 Incoterms® 代碼（例：FOB）", "Unknown term “{t}”: use an Incoterms® code such as FOB").format(
                t=text
            )
        )
    return term


def _jurisdiction(text: str) -> str:
    code = text.strip().upper()
    if f"{code.lower()}-import" not in packs():
        known = ", ".join(sorted(key.partition("-")[0].upper() for key in packs().keys() if key.endswith("-import")))  # noqa: SIM118 - a Registry
        raise BadInput(
            Text("沒有 {t} 之進口規則包，可用：{k}", "there are no import rules for {t}; use one of {k}").format(t=text, k=known)
        )
    return code


def _costs(name: str, stated: Mapping[str, str], currency: str, faults: list[Problem]) -> Iterator[NewCost]:
    for kind in ("freight", "insurance"):
        if stated.get(kind):
            read = _read(lambda text: cells.money(text, currency), stated[kind], Problem(Text("", ""), name, None, kind), faults)
            if read:
                yield NewCost(kind, *read)


def _no_lines(name: str, table: TableFile, faults: list[Problem]) -> None:
    if not table.rows:
        faults.append(Problem(Text("檔案沒有任何貨物列", "the file has no goods lines"), name))


def _order(name: str, data: bytes, lines: tuple[NewLine, ...], whole: _Whole) -> NewOrder:
    return NewOrder(
        file_name=name.rpartition("/")[2][-200:],
        sha256=sha256(data).hexdigest(),
        date=whole.date,
        incoterm=whole.incoterm,
        place=whole.place,
        currency=whole.currency,
        lines=lines,
        costs=whole.costs,
        fx=whole.fx,
        edition=whole.edition,
        **whole.extra,
    )


def _notes(table: TableFile) -> Iterator[Text]:
    if table.unknown:
        yield Text("未使用的欄位：{c}", "Columns not used: {c}").format(c="、".join(table.unknown))


def total(lines: tuple[NewLine, ...]) -> Decimal:
    """The goods value of the lines at the order's term, in its currency."""
    return sum((line.quantity * line.unit_price for line in lines), Decimal(0))
