"""What the past sales record reads of a firm that keeps orders and return notes but no invoices: a book taken over, and nothing owed on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families import lacking
from argosy.deliverables.families.credit.facts import BOOK
from argosy.deliverables.families.credit.params import CreditAsk
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.parties import queries as parties
from argosy.records.permission import LOCAL_READER
from argosy.records.record import in_both
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.records.sales import performance
from argosy.records.service import queries as service

if TYPE_CHECKING:
    import polars

NOUGHT, NOTES = Decimal(0), "S2"
FEW = 10
"""Customers asked for up to which every order line is listed."""
LARGEST = 100
"""Orders and returns listed otherwise, the largest first."""


@dataclass(frozen=True, slots=True)
class Bought:
    """One customer over the period, amounts in the firm's own currency before tax."""

    code: str
    name: Text
    market: str
    orders: int
    sales: Decimal
    returned: Decimal
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order, or a line of one where ``item`` says which."""

    key: str
    date: date
    number: str
    customer: str
    item: Text
    lines: int
    quantity: Decimal
    sales: Decimal


@dataclass(frozen=True, slots=True)
class Back:
    """Goods that came back."""

    number: str
    date: date
    customer: str
    order: str
    item: Text
    quantity: Decimal
    reason: Text
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BookMonth:
    """A month: orders, customers who ordered, sales and returns."""

    month: str
    orders: int
    customers: int
    sales: Decimal
    returned: Decimal


@dataclass(frozen=True)
class BookedFacts:
    """Everything the builder needs. ``listed`` are the lines of the customers asked for, else the largest orders; ``back`` likewise."""

    request: Request
    firm: FirmFacts
    ask: CreditAsk
    first: date
    last: date
    customers: tuple[Bought, ...]
    months: tuple[BookMonth, ...]
    listed: tuple[Ordered, ...]
    back: tuple[Back, ...]
    orders: int
    lines: int
    returns: int
    sources: tuple[Source, ...]

    @property
    def base(self) -> str:
        """The firm's own currency."""
        return self.firm.base_currency

    @property
    def whole(self) -> bool:
        """Whether every line of the customers asked for is listed."""
        return 0 < len(self.ask.customers) <= FEW


def gather_booked(request: Request, ask: CreditAsk, codes: list[str]) -> BookedFacts:
    """Read orders and return notes of the period. ``NotFound`` where nothing was ordered in it."""
    import polars as pl

    on = request.as_of
    held = performance.facts(actor=LOCAL_READER).lines.filter(pl.col("date") <= on, pl.col("customer").is_in(codes))
    held = held.filter(pl.col("currency") == ask.currency) if ask.currency else held
    lines = held.filter(pl.col("date") >= ask.since)
    if lines.is_empty():
        raise _nothing(held, ask)
    names = {row.code: Text(row.name_zh, row.name_en) for row in parties.parties(actor=LOCAL_READER, kind="customer")}
    back = _notes(set(codes), ask, on)
    orders = lines.group_by("order", "date", "customer").agg(pl.col("sales").sum(), pl.len().alias("lines"), pl.col("quantity").sum())
    made = _customers(lines, back, names)
    firm, whole = reference.firm(), 0 < len(ask.customers) <= FEW
    listed = _lines(lines) if whole else _largest(orders)
    shown = back if whole else sorted(back, key=lambda one: (-one.amount, one.number))[:LARGEST]
    sources = (
        Source(BOOK, "record", Text("銷售訂單", "Sales orders"), firm.name, as_of=on, rows=lines.height),
        Source(NOTES, "record", Text("退貨單", "Return notes"), firm.name, as_of=on, rows=len(back)),
    )
    days: Any = orders["date"]
    return BookedFacts(
        request, firm, ask, days.min(), days.max(), made, _months(orders, back), listed, tuple(shown), orders.height, lines.height, len(back), sources
    )  # fmt: skip


def _nothing(held: polars.DataFrame, ask: CreditAsk) -> Exception:
    last: Any = held["date"].max()
    if last is not None:
        return lacking.stale(last, ask.since)
    what = Text("沒有銷售紀錄", "No sales are on record")
    remedy = Text(
        "請以 argosy sales book import 匯入銷貨帳冊，或以 argosy sales import 匯入訂單",
        "Take a book of sales over with argosy sales book import, or import orders with argosy sales import",
    )
    return lacking.refuse(what, remedy)


def _notes(codes: set[str], ask: CreditAsk, on: date) -> list[Back]:
    rows = service.returns(actor=LOCAL_READER).filter(date__range=(ask.since, on), line__order__cancelled=False)
    rows = rows.filter(line__order__currency=ask.currency) if ask.currency else rows
    rows = rows.select_related("line__order__customer", "line__product").order_by("date", "number")
    return [
        Back(
            row.number, row.date, row.line.order.customer.code, row.line.order.number, Text(row.line.product.name_zh, row.line.product.name_en), row.quantity,
            in_both(row.get_reason_display), Decimal(row.credit),
        )
        for row in rows.iterator() if row.line.order.customer.code in codes
    ]  # fmt: skip


def _customers(lines: polars.DataFrame, back: list[Back], names: dict[str, Text]) -> tuple[Bought, ...]:
    """The largest first."""
    import polars as pl

    credited: dict[str, Decimal] = defaultdict(Decimal)
    for one in back:
        credited[one.customer] += one.amount
    rows = lines.group_by("customer").agg(
        pl.col("market").last(), pl.col("order").n_unique(), pl.col("sales").sum(), pl.col("date").min().alias("first"),
        pl.col("date").max().alias("last"),
    )  # fmt: skip
    made = [
        Bought(code, names.get(code, Text(code, code)), market, n, sales, credited[code], first, last)
        for code, market, n, sales, first, last in rows.iter_rows()
    ]
    return tuple(sorted(made, key=lambda one: (one.returned - one.sales, one.code)))


def _months(orders: polars.DataFrame, back: list[Back]) -> tuple[BookMonth, ...]:
    import polars as pl

    credited: dict[str, Decimal] = defaultdict(Decimal)
    for one in back:
        credited[f"{one.date:%Y-%m}"] += one.amount
    rows = orders.group_by(pl.col("date").dt.strftime("%Y-%m").alias("month")).agg(
        pl.len().alias("orders"), pl.col("customer").n_unique(), pl.col("sales").sum()
    )
    held = {month: (n, customers, sales) for month, n, customers, sales in rows.iter_rows()}
    months = sorted({*held, *credited})
    return tuple(BookMonth(month, *held.get(month, (0, 0, NOUGHT)), credited[month]) for month in months)


def _lines(lines: polars.DataFrame) -> tuple[Ordered, ...]:
    """Every line, the latest first."""
    rows = lines.select("date", "order", "customer", "sku", "quantity", "sales").with_row_index("at").sort("date", "at", descending=True)
    names = service.product_names()
    return tuple(
        Ordered(f"l{at}", day, number, customer, Text(*names.get(sku, (sku, sku))), 1, quantity, sales)
        for at, day, number, customer, sku, quantity, sales in rows.iter_rows()
    )


def _largest(orders: polars.DataFrame) -> tuple[Ordered, ...]:
    rows = orders.sort(["sales", "order"], descending=[True, False]).head(LARGEST)
    return tuple(
        Ordered(f"o{at}", day, number, customer, Text("", ""), n, quantity, sales)
        for at, (number, day, customer, sales, n, quantity) in enumerate(rows.iter_rows(), 1)
    )
