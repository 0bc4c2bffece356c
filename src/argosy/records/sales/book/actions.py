"""Taking a book over."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl
from django.apps import apps

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.action import action, require
from argosy.records.bulk import insert
from argosy.records.catalog.models import Product
from argosy.records.parties.models import Kind, Party, PartyKind
from argosy.records.people.models import Person
from argosy.records.permission import Actor
from argosy.records.sales.book.intake import BookStored, BookTerms, NewBook
from argosy.records.sales.book.planning import BookPlan, plan_book
from argosy.records.sales.models import OrderState, SalesOrder, SalesOrderLine

LONGEST_NAME = 120
FAULTY = Text("{n} 處錯誤，未寫入任何資料", "{n} faults; nothing was written")


def preview_book(book: NewBook, terms: BookTerms, *, actor: Actor) -> BookPlan:
    """What ``import_book`` would do; nothing is written."""
    require(actor, "sales.order.read", Text("查看銷售訂單", "read sales orders"))
    return plan_book(book, terms)


@action("sales.book.import", Text("匯入整本銷貨帳冊", "take over a book of invoice lines"))
def import_book(*, actor: Person, book: NewBook, terms: BookTerms) -> BookStored:
    """Customers, products, orders with their lines, and return notes: all of it or nothing. The same book again changes nothing."""
    planned = plan_book(book, terms)
    if planned.problems:
        raise BadInput(FAULTY.format(n=len(planned.problems)), planned.problems)
    _write_parties(planned.parties, actor)
    _write_products(planned, actor)
    lines = _write_orders(planned, actor)
    _write_notes(planned, lines, actor)
    return planned.stored


def _write_parties(parties: pl.DataFrame, actor: Person) -> None:
    codes = parties["customer"].to_list()
    named = {"name_zh": [f"客戶 {code}" for code in codes], "name_en": [f"Customer {code}" for code in codes]}
    keys = insert(Party, {"code": codes, "country": parties["country"].to_list(), **named}, len(codes), actor=actor, reason="book")
    insert(PartyKind, {"party_id": list(keys), "kind": Kind.CUSTOMER.value}, len(keys), actor=actor, reason="book")


def _write_products(made: BookPlan, actor: Person) -> None:
    skus, names = made.products["sku"].to_list(), made.products["name"].to_list()
    called = [(name or sku)[:LONGEST_NAME] for sku, name in zip(skus, names, strict=True)]
    prices = [Decimal(price).scaleb(-6).quantize(Decimal("0.0001"), ROUND_HALF_UP) for price in made.products["price"]]
    told = {"origin": made.terms.origin, "unit": made.terms.unit, "currency": made.terms.currency}
    unknown = dict.fromkeys(("net_kg", "gross_kg", "carton_cbm", "cost"), Decimal(0))
    insert(
        Product,
        {"sku": skus, "name_zh": called, "name_en": called, "price": prices, **told, **unknown},
        len(skus),
        actor=actor,
        reason="book",
    )


def _write_orders(made: BookPlan, actor: Person) -> pl.DataFrame:
    """The orders and their lines; what is sent back are the lines with their keys."""
    orders, terms = made.orders, made.terms
    days = orders["date"].to_list()
    columns: dict[str, Any] = {
        "number": orders["number"].to_list(), "customer_id": _keys(Party, "code", orders["customer"]), "market": orders["country"].to_list(),
        "date": days, "shipped": days, "fx": [made.rates[day] for day in days], "fx_date": days, "incoterm": terms.incoterm,
        "currency": terms.currency, "state": OrderState.SHIPPED.value, "taken_over": True, "net": [Decimal(n).scaleb(-4) for n in orders["amount4"]],
    }  # fmt: skip
    keys = insert(SalesOrder, columns, orders.height, actor=actor, reason="book")
    by_number = dict(zip(orders["number"], keys, strict=True))
    lines = made.lines.with_columns(order_id=pl.col("number").replace_strict(by_number, return_dtype=pl.Int64) if by_number else pl.lit(0))
    quantities = _decimals(lines["quantity"], 4)
    told = {
        "order_id": lines["order_id"].to_list(), "line_no": lines["line_no"].to_list(), "product_id": _keys(Product, "sku", lines["sku"]),
        "quantity": quantities, "shipped_quantity": quantities, "unit_price": _decimals(lines["price"], 6), "amount": _decimals(lines["amount4"], 4),
    }  # fmt: skip
    made_keys = insert(SalesOrderLine, told, lines.height, actor=actor, reason="book")
    return lines.with_columns(id=pl.Series(list(made_keys), dtype=pl.Int64))


def _write_notes(made: BookPlan, lines: pl.DataFrame, actor: Person) -> None:
    """Return notes on lines just written, or there before; what was credited in the firm's own currency."""
    notes = made.notes
    written = dict(zip(lines.select("number", "line_no").iter_rows(), lines["id"], strict=True))
    sold = list(notes.select("order", "line_no").iter_rows())
    before = {number for number, at in sold if (number, at) not in written}
    there = SalesOrderLine.objects.filter(order__number__in=before).values_list("order__number", "line_no", "pk")
    keys = written | {(number, at): pk for number, at, pk in there}
    credits_ = [
        (Decimal(q) * Decimal(p) * made.rates[day]).scaleb(-10).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        for q, p, day in notes.select("quantity", "price", "date").iter_rows()
    ]
    columns = {
        "number": notes["note"].to_list(), "line_id": [keys[one] for one in sold], "date": notes["date"].to_list(),
        "quantity": _decimals(notes["quantity"], 4), "credit": credits_, "reason": "other",
    }  # fmt: skip
    insert(apps.get_model("service", "ReturnNote"), columns, notes.height, actor=actor, reason="book")


def _keys(model: Any, name: str, codes: pl.Series) -> list[int]:
    """The key of each code."""
    by_code = dict(model.objects.values_list(name, "pk"))
    return [by_code[code] for code in codes]


def _decimals(whole: pl.Series, places: int) -> list[Decimal]:
    """Whole numbers of the smallest unit as decimals, each value made once."""
    made = {value: Decimal(value).scaleb(-places) for value in whole.unique()}
    return [made[value] for value in whole]
