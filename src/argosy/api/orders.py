"""Import orders: reading a coordinator's order file, and the orders there are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from argosy.api.door import person, reads, writes
from argosy.api.errors import Words, words
from argosy.api.exact import text
from argosy.api.pages import Page, Window, page
from argosy.importers.order_file import OrderPreview, read_order
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.permission import require
from argosy.records.tariffs import actions, queries

router = Router(tags=["Orders"])
FAULTY = Text("{file} 有 {n} 項錯誤，未寫入任何資料", "{file} has {n} faults; nothing was written")
READ = Text("查看訂單", "see orders")


class Terms(Schema):
    """What holds for the whole consignment, where the file has no column for it. Amounts like ``1200`` or ``USD 1200``."""

    date: str = ""
    incoterm: str = ""
    place: str = ""
    currency: str = ""
    fx: str = Field("", description="Units of the home currency for one of the order's")
    freight: str = ""
    insurance: str = ""
    title_zh: str = ""
    title_en: str = ""
    invoice_no: str = ""
    invoice_date: str = ""
    vessel: str = ""
    allocation: str = ""
    dry_run: bool = Field(False, description="Check only; write nothing")


class Rejected(Schema):
    """One bad cell of the file."""

    row: int | None
    field: str
    message: Words


class Imported(Schema):
    """What the file came to. ``order`` is null on a dry run."""

    order: str | None
    lines: int
    accepted: int
    rejected: list[Rejected]
    notes: list[Words]


class OrderRow(Schema):
    """An order in a list. ``goods_value`` is in ``currency``, at the term."""

    order: str
    title: Words
    date: date
    incoterm: str
    place: str
    currency: str
    lines: int
    goods_value: str
    file_name: str
    imported_by: str
    imported_at: datetime


class LineOut(Schema):
    """One goods line as the file states it."""

    line_no: int
    source_row: int
    item: str
    description: str
    code: str
    origin: str
    quantity: str
    unit: str
    unit_price: str
    amount: str
    net_kg: str | None
    gross_kg: str | None
    rates: dict[str, str]
    facts: dict[str, str]
    preference: dict[str, Any]
    rationale: str


class CostOut(Schema):
    """A cost of the whole consignment."""

    kind: str
    amount: str
    currency: str
    dutiable: bool | None
    document: str


class WorksheetOut(Schema):
    """A duty and tax worksheet frozen from this order."""

    document: str
    date: date
    currency: str
    customs_value: str
    duty: str
    taxes: str
    fees: str
    payable: str
    complete: bool


class OrderOut(OrderRow):
    """An order whole."""

    jurisdiction: str
    edition: int
    fx: dict[str, str]
    facts: dict[str, str]
    allocation: str
    invoice_no: str
    invoice_date: date | None
    vessel: str
    goods: list[LineOut]
    costs: list[CostOut]
    worksheets: list[WorksheetOut]


class OrderSearch(Window):
    """Which orders."""

    find: str = Field("", max_length=200, description="Words in reference, title or file name")


@writes(router, "/orders", Imported, scope="write", status=201)
def orders_import(request: HttpRequest, terms: Form[Terms], file: File[UploadedFile], mapping: File[UploadedFile] = None) -> Any:  # type: ignore[assignment]
    """Import an order file.

    CSV, XLSX, ODS or Parquet as a coordinator has it, headings in Chinese or English; `mapping` is a TOML file for other headings.
    It is stored whole or not at all: a file with faults is answered 422 with every bad row. With `dry_run` faults are listed instead.
    """
    require(person(request), "tariffs.order.import", Text("匯入訂單檔", "import an order file"))
    given = {name: value for name, value in terms.dict(exclude={"dry_run"}).items() if value}
    preview = read_order(file.name or "", file.read(), given, mapping.read() if mapping else None)
    if terms.dry_run:
        return Status(201, _imported(preview, None))
    if preview.order is None:
        raise BadInput(FAULTY.format(file=preview.name, n=len(preview.rejected)), preview.rejected)
    return Status(201, _imported(preview, actions.import_order(actor=person(request), order=preview.order).ref))


@reads(router, "/orders", Page[OrderRow])
def orders_list(request: HttpRequest, search: Query[OrderSearch]) -> Any:
    """The orders there are, the latest first."""
    require(person(request), "tariffs.order.read", READ)
    return page(request, queries.orders(search.find), search, _row)


@reads(router, "/orders/{ref}", OrderOut)
def orders_one(request: HttpRequest, ref: str) -> Any:
    """One order with its lines, costs and worksheets."""
    require(person(request), "tariffs.order.read", READ)
    return order_json(queries.order(ref))


def order_json(row: Any) -> dict[str, Any]:
    """An order whole."""
    plain = ("jurisdiction", "edition", "fx", "facts", "allocation", "invoice_no", "invoice_date", "vessel")
    return {
        **_row(row),
        **{name: getattr(row, name) for name in plain},
        "goods": [line_json(line) for line in queries.lines(row)],
        "costs": [_cost(cost) for cost in queries.costs(row)],
        "worksheets": [_worksheet(sheet) for sheet in queries.worksheets(row)],
    }


def _imported(preview: OrderPreview, ref: str | None) -> dict[str, Any]:
    return {
        "order": ref,
        "lines": len(preview.table.rows),
        "accepted": len(preview.lines),
        "rejected": [{"row": p.row, "field": p.field, "message": words(p.message)} for p in preview.rejected],
        "notes": [words(note) for note in preview.notes],
    }


def _row(row: Any) -> dict[str, Any]:
    return {
        "order": row.ref,
        "title": {"zh": row.title_zh, "en": row.title_en},
        "lines": row.n_lines,
        "goods_value": text(row.goods_value) or "0",
        "imported_by": row.imported_by.login,
        **{name: getattr(row, name) for name in ("date", "incoterm", "place", "currency", "file_name", "imported_at")},
    }


def line_json(line: Any) -> dict[str, Any]:
    """One goods line."""
    plain = ("line_no", "source_row", "item", "description", "code", "origin", "unit", "rates", "facts", "preference", "rationale")
    exact = ("quantity", "unit_price", "amount", "net_kg", "gross_kg")
    return {name: getattr(line, name) for name in plain} | {name: text(getattr(line, name)) for name in exact}


def _cost(cost: Any) -> dict[str, Any]:
    return {"amount": text(cost.amount), **{name: getattr(cost, name) for name in ("kind", "currency", "dutiable", "document")}}


def _worksheet(sheet: Any) -> dict[str, Any]:
    exact = ("customs_value", "duty", "taxes", "fees", "payable")
    plain = {"document": sheet.document, "date": sheet.on, "currency": sheet.currency, "complete": sheet.complete}
    return plain | {name: text(getattr(sheet, name)) for name in exact}
