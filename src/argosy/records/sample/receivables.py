"""What the sample firm's customers owed and paid: an invoice for every order that left, money by the law of each class, cheques, credit notes.

Planted: C-TW-04 four cheques bounced for want of funds and nothing made good; C-TW-05 two, redeemed; C-TW-06 one signature, paid when presented again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from math import log

from argosy.engines.offer.amounts import rounded, tax_shares
from argosy.records.sample import parties
from argosy.records.sample.after_sales import return_rows
from argosy.records.sample.sales import exchange, line_rows, one, order_rows, rate_on
from argosy.records.sample.selling import AS_OF
from argosy.records.sample.stream import Stream
from argosy.records.sample.stream_laws import normal
from argosy.records.sample.territories import CURRENCIES
from argosy.records.sample.world import Plan, Row, written

LATE = {"A": -2, "B": 3, "C": 9}
"""Days after the due date on which each class pays in the middle; the spread is 6 days, and one in twenty takes 25 more on average."""
SPREAD, SLOW_PERCENT, SLOW = 6, 5, 25
DAYS = {"cheque-60": 60, "open-60": 60, "tt-30-70": 14, "lc": 21}
DEPOSIT, TAX, PARTLY = Decimal("0.3"), Decimal(5), 3
BANK = "示範商業銀行"
PLANTED = {"C-TW-04": 4, "C-TW-05": 2, "C-TW-06": 1}
WINDOWS = {
    "C-TW-04": (date(2025, 8, 1), date(2026, 6, 5)),
    "C-TW-05": (date(2025, 9, 1), date(2026, 2, 20)),
    "C-TW-06": (date(2025, 8, 1), date(2026, 5, 25)),
}
TOOLING = Decimal(480_000)


@dataclass(slots=True)
class Bill:
    """An invoice while its account is kept."""

    row: Row
    lines: list[Row]
    country: str
    grade: str
    ordered: date
    left: Decimal
    paid: list[tuple[date, Decimal]] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """Every table of the sample's receivables."""

    invoices: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    cheques: list[Row] = field(default_factory=list)
    covers: list[Row] = field(default_factory=list)
    receipts: list[Row] = field(default_factory=list)
    prepayments: list[Row] = field(default_factory=list)
    credits: list[Row] = field(default_factory=list)
    allocations: list[Row] = field(default_factory=list)
    explained: list[Row] = field(default_factory=list)


def taxed(lines: list[Row], rate: Decimal, currency: str) -> list[Row]:
    """The lines with the tax of the whole invoice, rounded once, shared over them."""
    shares = tax_shares([line["amount"] for line in lines], rate, currency)
    return [{**line, "tax": tax} for line, tax in zip(lines, shares, strict=True)]


@cache
def bills(plan: Plan) -> tuple[Bill, ...]:
    """The invoices by day, before anything is paid; planted customers with too few orders are invoiced tooling besides."""
    base = one(plan)
    goods: dict[str, list[Row]] = {}
    for line in line_rows(base):
        goods.setdefault(line["order"], []).append(line)
    makers = {maker.code: maker for maker in parties.profiles(base)}
    countries = {row["code"]: row["country"] for row in written("customers")}
    made = []
    for head in order_rows(base):
        if head["shipped"] is not None:
            maker = makers[head["customer"]]
            tax = TAX if countries[maker.code] == "TW" else Decimal(0)
            lines = taxed([_line(head, line) for line in goods[head["number"]]], tax, head["currency"])
            made.append(_bill(head, lines, maker, countries[maker.code]))
    made += [_tooling(code, makers[code]) for code in PLANTED if not _candidates(made, code)]
    return tuple(_numbered(sorted(made, key=lambda bill: (bill.row["date"], bill.row["order"] or ""))))


def _line(head: Row, line: Row) -> Row:
    amount = rounded(line["amount"] * line["shipped_quantity"] / line["quantity"], head["currency"])
    return {
        "order_line": f"{head['number']}/{line['line_no']}", "product": line["product"], "description": "", "quantity": line["shipped_quantity"],
        "unit_price": line["unit_price"], "amount": amount,
    }  # fmt: skip


def _bill(head: Row, lines: list[Row], maker: parties.Profile, country: str) -> Bill:
    amount, tax = sum(line["amount"] for line in lines), sum(line["tax"] for line in lines)
    row = {
        "customer": maker.code, "date": head["shipped"], "due": head["shipped"] + timedelta(days=DAYS[maker.terms]), "terms": maker.terms, "order": head["number"],
        "currency": head["currency"], "fx": head["fx"], "amount": amount, "tax": tax, "total": amount + tax,
    }  # fmt: skip
    return Bill(row, lines, country, maker.grade, head["date"], amount + tax)


def _tooling(code: str, maker: parties.Profile) -> Bill:
    first, last = WINDOWS[code]
    day = first + (last - first) / 2 - timedelta(days=60)
    line = {
        "order_line": None, "product": None, "description": "模具費 Tooling charge", "quantity": Decimal(1), "unit_price": TOOLING, "amount": TOOLING,
        "tax": TOOLING * TAX / 100,
    }  # fmt: skip
    head = {"shipped": day, "number": None, "currency": "TWD", "fx": Decimal(1), "date": day}
    return _bill(head, [line], maker, "TW")


def _numbered(made: list[Bill]) -> Iterator[Bill]:
    months: dict[str, int] = {}
    for at, bill in enumerate(made, 1):
        month = f"{bill.row['date']:%Y%m}"
        months[month] = months.get(month, 0) + 1
        number = f"IV-{month}-{months[month]:04d}"
        lines = [{"invoice": number, "line_no": n, **line} for n, line in enumerate(bill.lines, 1)]
        row = {"number": number, "uniform_no": f"DZ{10_000_000 + at}", **bill.row}
        yield Bill(row, lines, bill.country, bill.grade, bill.ordered, bill.left)


def _candidates(made: list[Bill], code: str) -> list[Bill]:
    first, last = WINDOWS[code]
    return [bill for bill in made if bill.row["customer"] == code and first <= bill.row["due"] <= last]


@cache
def planted(plan: Plan) -> dict[str, int]:
    """Invoice → how many cheques of it bounce."""
    made: dict[str, int] = {}
    for code, count in PLANTED.items():
        chosen = _candidates(list(bills(plan)), code)[-count:]
        for at, bill in enumerate(chosen):
            made[bill.row["number"]] = count // len(chosen) + (at < count % len(chosen))
    return made


@dataclass(frozen=True, slots=True)
class Draw:
    """What chance decides of one invoice: days it is paid after its due day, days until a cheque is handed over, paid in two parts or not."""

    late: int
    handed: int
    parts: bool


def draw(draws: Stream, grade: str) -> Draw:
    """Five draws for every invoice, whether or not it uses them."""
    days = normal(draws, LATE[grade], SPREAD)
    slow, more = draws.chance(SLOW_PERCENT), -log(1 - draws.unit()) * SLOW
    return Draw(round(days + (more if slow else 0)), draws.integer(2, 9), draws.chance(PARTLY))


@cache
def returned(plan: Plan) -> dict[str, list[Row]]:
    """Return notes by order."""
    found: dict[str, list[Row]] = {}
    for row in return_rows(plan):
        found.setdefault(row["line"].split("/")[0], []).append(row)
    return found


def deposits(plan: Plan) -> list[Row]:
    """Orders on T/T 30/70 that have not left yet: the deposit came, and is the customer's until the goods leave."""
    table = exchange(one(plan))
    makers = {maker.code: maker for maker in parties.profiles(one(plan))}
    worth: dict[str, Decimal] = {}
    for line in line_rows(one(plan)):
        worth[line["order"]] = worth.get(line["order"], Decimal(0)) + line["amount"]
    waiting = [head for head in order_rows(one(plan)) if head["shipped"] is None and makers[head["customer"]].terms == "tt-30-70"]
    return [
        {
            "customer": head["customer"], "date": min(head["date"] + timedelta(days=3), AS_OF), "order": head["number"], "currency": head["currency"],
            "fx": rate_on(table, CURRENCIES.get(head["market"], "USD"), head["date"]), "amount": rounded(worth[head["number"]] * DEPOSIT, head["currency"]),
        }
        for head in waiting
    ]  # fmt: skip
