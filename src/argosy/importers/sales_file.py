"""A file of sales orders or quotations, one row per goods line, read whole with every fault at once.

The header of an order stands on each of its rows, or on the first alone; rows of one number that say different things are refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from argosy.importers import cells
from argosy.importers.table_file import TableFile, TableRow, heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.sales.intake import NewDeal, NewLine, NewOrder, NewQuotation

HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("order", "order no", "number", "訂單編號", "訂單號碼"),
    "quotation": ("quotation", "quotation no", "quote", "報價單號", "報價編號"),
    "customer": ("customer", "customer code", "客戶", "客戶代號"),
    "market": ("market", "country", "市場", "國家", "目的國"),
    "date": ("date", "order date", "日期", "訂單日期", "報價日期"),
    "incoterm": ("incoterm", "incoterms", "貿易條件", "交貨條件"),
    "place": ("place", "named place", "指定地點", "地點"),
    "currency": ("currency", "幣別"),
    "fx": ("fx", "exchange rate", "匯率"),
    "seller": ("seller", "salesperson", "業務人員", "業務"),
    "promised": ("promised", "promised date", "承諾出貨日", "預定出貨日"),
    "shipped": ("shipped", "shipped date", "出貨日", "實際出貨日"),
    "cancelled": ("cancelled", "已取消", "取消"),
    "valid_to": ("valid_to", "valid to", "有效期限"),
    "revision": ("revision", "版次"),
    "outcome": ("outcome", "result", "結果"),
    "decided_on": ("decided_on", "decided on", "結案日"),
    "lost_reason": ("lost_reason", "lost reason", "失單原因"),
    "rival": ("rival", "competitor", "競爭者"),
    "price_gap": ("price_gap", "price gap", "價差"),
    "response_h": ("response_h", "response hours", "回覆時數"),
    "repeat": ("repeat", "repeat customer", "舊客戶"),
    "sku": ("sku", "item", "貨號", "料號"),
    "quantity": ("quantity", "qty", "數量"),
    "unit_price": ("unit_price", "unit price", "price", "單價"),
    "discount": ("discount", "折扣"),
    "amount": ("amount", "金額"),
    "unit_cost": ("unit_cost", "unit cost", "單位成本", "成本"),
    "shipped_quantity": ("shipped_quantity", "quantity shipped", "出貨數量"),
    "freight": ("freight", "運費"),
    "duty": ("duty", "關稅"),
}
TERMS = ("EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP")
LINE = ("sku", "quantity", "unit_price", "discount", "amount", "unit_cost", "shipped_quantity", "freight", "duty")
BOTH = ("customer", "market", "date", "incoterm", "place", "currency", "fx", "seller")
OF_ORDER = ("promised", "shipped", "cancelled", "quotation")
OF_QUOTATION = ("valid_to", "revision", "outcome", "decided_on", "lost_reason", "rival", "price_gap", "response_h", "repeat")
NEEDED, NEEDED_LINE = ("customer", "date", "incoterm", "currency"), ("sku", "quantity", "unit_price")
YES, NO = ("1", "true", "yes", "y", "是", "v"), ("0", "false", "no", "n", "否", "")
OUTCOMES = {
    "open": "open",
    "won": "won",
    "lost": "lost",
    "expired": "expired",
    "未決": "open",
    "得標": "won",
    "失單": "lost",
    "逾期未回": "expired",
}
REASONS = {
    "價格": "price", "交期": "lead_time", "品質或規格": "quality", "品質": "quality", "付款條件": "terms", "原供應商": "incumbent", "案子取消": "no_project",
}  # fmt: skip
MISSING = Text("「{field}」未填", "{field} is missing")
DIFFERS = Text("「{number}」各列的「{field}」不一致", "The rows of {number} differ in {field}")
NO_NUMBER = Text(
    "「{name}」沒有訂單編號或報價單號欄，無法判斷為訂單或報價單", "{name} has no column of order or quotation numbers, so it is neither"
)


@dataclass(frozen=True)
class SalesPreview:
    """What a file holds: ``kind`` is order or quotation; ``deals`` those that can be read, ``rejected`` every fault of the others."""

    name: str
    kind: str
    table: TableFile
    deals: tuple[NewDeal, ...]
    rejected: tuple[Problem, ...]

    def with_faults(self, problems: Iterable[Problem]) -> SalesPreview:
        """The preview with what the firm's own records say against it."""
        return replace(self, rejected=(*self.rejected, *(replace(one, where=self.name) for one in problems)))

    @property
    def reasons(self) -> list[tuple[Text, int]]:
        """How many faults of each wording, the commonest first."""
        return Counter(problem.message for problem in self.rejected).most_common()


def read_sales(name: str, data: bytes) -> SalesPreview:
    """Read orders (a column of order numbers) or quotations (one of quotation numbers alone). ``BadInput`` when it is no such table."""
    table = read_table(name, data, {heading(words): field for field, many in HEADINGS.items() for words in many})
    if not {"number", "quotation"} & set(table.fields):
        raise BadInput(NO_NUMBER.format(name=name))
    kind = "order" if "number" in table.fields else "quotation"
    key = "number" if kind == "order" else "quotation"
    faults: list[Problem] = []
    groups: dict[str, list[TableRow]] = {}
    for row in table.rows:
        groups.setdefault(row.cells.get(key, ""), []).append(row)
    for row in groups.pop("", []):
        faults.append(Problem(MISSING.format(field=_title(key)), name, row.number, key))
    deals = [_deal(name, kind, number, rows, faults) for number, rows in groups.items()]
    if not table.rows:
        faults.append(Problem(Text("檔案沒有任何資料列", "the file has no rows"), name))
    return SalesPreview(name, kind, table, tuple(deal for deal in deals if deal is not None), tuple(faults))


def _deal(name: str, kind: str, number: str, rows: list[TableRow], faults: list[Problem]) -> NewDeal | None:
    before = len(faults)
    fields = (*BOTH, *(OF_ORDER if kind == "order" else OF_QUOTATION))
    head = _head(name, number, rows, fields, faults)
    values = _read(name, rows[0].number, head, fields, NEEDED, faults)
    _say(faults, name, rows[0].number, "number", lambda: cells.words(number, longest=30))
    lines = [_read(name, row.number, row.cells, LINE, NEEDED_LINE, faults) for row in rows]
    if len(faults) > before:
        return None
    made = tuple(NewLine(row.number, **line) for row, line in zip(rows, lines, strict=True))
    maker: type[NewOrder] | type[NewQuotation] = NewOrder if kind == "order" else NewQuotation
    return maker(row=rows[0].number, number=number, lines=made, **values)


def _head(name: str, number: str, rows: list[TableRow], fields: tuple[str, ...], faults: list[Problem]) -> dict[str, str]:
    """The one value of each header field over the rows of a number; two different ones are a fault."""
    found: dict[str, str] = {}
    for field in fields:
        given = {row.cells[field]: row.number for row in reversed(rows) if row.cells.get(field)}
        if len(given) > 1:
            faults.append(Problem(DIFFERS.format(number=number, field=_title(field)), name, max(given.values()), field))
        if given:
            found[field] = next(iter(given))
    return found


def _read(
    name: str, row: int, given: Mapping[str, str], fields: tuple[str, ...], needed: tuple[str, ...], faults: list[Problem]
) -> dict[str, Any]:
    for field in needed:
        if not given.get(field):
            faults.append(Problem(MISSING.format(field=_title(field)), name, row, field))
    values: dict[str, Any] = {}
    for field in fields:
        if given.get(field):
            values[field] = _say(faults, name, row, field, partial(READERS[field], given[field]))
    return values


def _say(faults: list[Problem], name: str, row: int, field: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except BadInput as wrong:
        faults.append(Problem(wrong.message, name, row, field))
        return None


def _title(field: str) -> Text:
    names = HEADINGS[field]
    return Text(next(words for words in names if not words.isascii()), names[0])


def _term(text: str) -> str:
    term = text.strip().upper()[:3]
    if term not in TERMS:
        words = Text("不認得貿易條件「{t}」，請用 Incoterms® 代碼（例：FOB）", "Unknown term “{t}”: use an Incoterms® code such as FOB")
        raise BadInput(words.format(t=text))
    return term


def _yes(text: str) -> bool:
    word = text.strip().lower()
    if word not in YES and word not in NO:
        raise BadInput(Text("「{t}」應為是或否", "“{t}” should be yes or no").format(t=text))
    return word in YES


def _one_of(text: str, known: Mapping[str, str]) -> str:
    word = text.strip().lower().replace(" ", "_")
    code = known.get(text.strip()) or (word if word in known.values() else "")
    if not code:
        words = Text("不認得「{t}」，可用：{k}", "Unknown “{t}”; use one of {k}")
        raise BadInput(words.format(t=text, k=", ".join(sorted(set(known.values())))))
    return code


def _percent(text: str) -> Decimal:
    return cells.number(text.strip().removesuffix("%").removesuffix("％"))


def _whole(text: str) -> int:
    value = cells.positive(text, whole=4)
    if value != int(value):
        raise BadInput(Text("「{t}」應為整數", "“{t}” should be a whole number").format(t=text))
    return int(value)


_cost = partial(cells.positive, zero=True, whole=10)
READERS: dict[str, Callable[[str], Any]] = {
    "customer": partial(cells.words, longest=20), "market": cells.country, "date": cells.day, "incoterm": _term, "currency": cells.currency,
    "place": partial(cells.words, longest=60), "fx": partial(cells.positive, whole=10), "seller": lambda text: cells.words(text, longest=32).lower(),
    "promised": cells.day, "shipped": cells.day, "cancelled": _yes, "quotation": partial(cells.words, longest=30), "valid_to": cells.day,
    "revision": _whole, "outcome": partial(_one_of, known=OUTCOMES), "decided_on": cells.day, "lost_reason": partial(_one_of, known=REASONS),
    "rival": partial(cells.words, longest=80), "price_gap": _percent, "response_h": partial(cells.positive, zero=True, whole=6), "repeat": _yes,
    "sku": partial(cells.words, longest=30), "quantity": partial(cells.positive, whole=10), "unit_price": partial(cells.positive, zero=True, whole=10),
    "discount": _percent, "amount": partial(cells.positive, zero=True, whole=14), "unit_cost": _cost, "shipped_quantity": _cost, "freight": _cost,
    "duty": _cost,
}  # fmt: skip
