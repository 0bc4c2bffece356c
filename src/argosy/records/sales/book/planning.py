"""What taking a book over would do: who and what is new, which orders are there already, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
from django.apps import apps

from argosy.engines.book.lines import AMOUNT4
from argosy.kernel.errors import NotFound, Problem
from argosy.kernel.text import Text
from argosy.records.catalog.models import Product
from argosy.records.parties.models import Kind, Party
from argosy.records.reference import queries as reference
from argosy.records.sales.book.intake import BookStored, BookTerms, NewBook
from argosy.records.sales.models import SalesOrder, SalesOrderLine

PIECE = 5_000
DIFFERS = Text("訂單 {n} 已存在而明細不同，不可由帳冊更改", "Order {n} is there already with other lines: a book does not change it")
NO_CUSTOMER = Text("往來對象 {c} 已存在但非客戶", "Party {c} is there already and is no customer")


@dataclass(slots=True)
class BookPlan:
    """The rows a book would add: one of ``orders`` per number, its lines in ``lines`` (with ``line_no``), returns as ``notes``."""

    terms: BookTerms
    parties: pl.DataFrame
    products: pl.DataFrame
    orders: pl.DataFrame
    lines: pl.DataFrame
    notes: pl.DataFrame
    rates: dict[date, Decimal] = field(default_factory=dict)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def stored(self) -> BookStored:
        """The counts."""
        sizes = (frame.height for frame in (self.parties, self.products, self.orders, self.lines, self.notes))
        return BookStored(*sizes, same=self.same)


def plan_book(book: NewBook, terms: BookTerms) -> BookPlan:
    """What storing the book would do."""
    lines = book.sold.sort("number", "row").with_columns(AMOUNT4, line_no=pl.int_range(1, pl.len() + 1).over("number"))
    orders = lines.group_by("number", maintain_order=True).agg(
        pl.col("customer").first(), pl.col("country").first(), pl.col("at").min().cast(pl.Date).alias("date"), pl.col("row").min(),
        pl.col("amount4").sum(),
    )  # fmt: skip
    made = BookPlan(terms, _parties(lines), _products(lines), orders, lines, _notes(book, lines))
    _leave_those_there(made)
    made.problems += _other_parties(made)
    made.parties = made.parties.filter(~pl.col("customer").is_in(_there(Party, "code", made.parties["customer"])))
    made.products = made.products.filter(~pl.col("sku").is_in(_there(Product, "sku", made.products["sku"])))
    _find_rates(made)
    return made


def _parties(lines: pl.DataFrame) -> pl.DataFrame:
    """Each customer once, with the country of the last sale."""
    return lines.sort("at", "row").group_by("customer", maintain_order=True).agg(pl.col("country").last())


def _products(lines: pl.DataFrame) -> pl.DataFrame:
    """Each product once, as it was last called and priced."""
    named = pl.col("name").filter(pl.col("name") != "").last()
    return lines.sort("at", "row").group_by("sku", maintain_order=True).agg(named, pl.col("price").last())


def _notes(book: NewBook, lines: pl.DataFrame) -> pl.DataFrame:
    """A note for every sale of which goods came back. Several of one cancellation are numbered on."""
    taken = pl.DataFrame(
        [(t.back, t.sale, t.quantity) for t in book.taken], schema={"row": pl.Int64, "sale": pl.Int64, "quantity": pl.Int64}, orient="row"
    )
    head = book.back.select("row", "number", "at", "price")
    sale = lines.select(pl.col("row").alias("sale"), pl.col("number").alias("order"), "line_no")
    made = taken.join(head, on="row", how="left").join(sale, on="sale", how="left").sort("number", "row", "sale")
    return made.with_columns(place=pl.int_range(1, pl.len() + 1).over("number")).with_columns(
        note=pl.format("{}-{}", "number", "place"), date=pl.col("at").cast(pl.Date)
    )


def _there(model: Any, name: str, wanted: pl.Series) -> list[str]:
    """Which codes the firm has already."""
    codes = wanted.to_list()
    found: list[str] = []
    for part in _pieces(codes):
        found += model.objects.filter(**{f"{name}__in": part}).values_list(name, flat=True)
    return found


def _pieces(many: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for at in range(0, len(many), PIECE):
        yield many[at : at + PIECE]


def _leave_those_there(made: BookPlan) -> None:
    """Orders that are there with the same lines stay; one with others is a problem."""
    numbers = _there(SalesOrder, "number", made.orders["number"])
    if not numbers:
        return
    stored: list[tuple[Any, ...]] = []
    for part in _pieces(numbers):
        fields = ("order__number", "line_no", "product__sku", "quantity", "unit_price")
        stored += SalesOrderLine.objects.filter(order__number__in=part).values_list(*fields)
    there = {(n, at, sku): (int(q * 10**4), int(p * 10**6)) for n, at, sku, q, p in stored}
    mine = made.lines.filter(pl.col("number").is_in(numbers))
    given = {(n, at, sku): (q, p) for n, at, sku, q, p in mine.select("number", "line_no", "sku", "quantity", "price").iter_rows()}
    wrong = sorted({key[0] for key in there.keys() | given.keys() if there.get(key) != given.get(key)})
    rows = dict(made.orders.select("number", "row").iter_rows())
    made.problems += [Problem(DIFFERS.format(n=number), row=rows[number], field="number") for number in wrong]
    made.same = len(numbers) - len(wrong)
    made.orders = made.orders.filter(~pl.col("number").is_in(numbers))
    made.lines = made.lines.filter(~pl.col("number").is_in(numbers))
    known = _there(apps.get_model("service", "ReturnNote"), "number", made.notes["note"])
    made.notes = made.notes.filter(~pl.col("note").is_in(known))


def _other_parties(made: BookPlan) -> Iterator[Problem]:
    """Codes of the book under which the firm knows somebody who is no customer."""
    for part in _pieces(made.parties["customer"].to_list()):
        for row in Party.objects.filter(code__in=part).exclude(parts__kind=Kind.CUSTOMER):
            yield Problem(NO_CUSTOMER.format(c=row.code), field="customer")


def _find_rates(made: BookPlan) -> None:
    """The rate of every day on which something was sold or came back."""
    own = reference.firm().base_currency
    days = sorted({*made.orders["date"], *made.notes["date"]})
    if made.terms.fx is not None or made.terms.currency == own:
        made.rates = dict.fromkeys(days, made.terms.fx or Decimal(1))
        return
    missing = []
    for day in days:
        try:
            made.rates[day] = reference.rate(made.terms.currency, day, flow="export").rate
        except NotFound as gap:
            missing.append(gap.message)
    made.problems += [Problem(message, field="fx") for message in dict.fromkeys(missing[:20])]
