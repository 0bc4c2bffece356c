"""What the sample firm knows of its customers' credit and lets them owe: limits that hold but one, references, statements, overrides, reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import cache
from math import exp

from argosy.engines.receivables.exposure import Account, Balance, Bill, Cheque, Cover, Exposure, Moved, Order, stand
from argosy.records.sample import parties
from argosy.records.sample.receivables import Book
from argosy.records.sample.receivables_book import book
from argosy.records.sample.sales import line_rows, one, order_rows
from argosy.records.sample.selling import AS_OF, MONTHS
from argosy.records.sample.stream import Stream
from argosy.records.sample.stream_laws import normal
from argosy.records.sample.territories import CURRENCIES, seller
from argosy.records.sample.world import Plan, Row, written

TIMES, PLANTED_USE = Decimal("2.2"), Decimal("1.31")
ROUND, STEP, FULL = Decimal(10_000), Decimal(50_000), Decimal("0.85")
OVER = "C-TW-04"
STATED, GREY = 15, ("C-TW-05", "C-TW-07")
FAMILY = ("林", "陳", "黃", "張", "李", "王", "吳", "劉", "蔡", "楊")


def home(row: Row, name: str = "amount") -> Decimal:
    """An amount of a row in the firm's own currency."""
    return Decimal(row[name]) * Decimal(row["fx"])


@cache
def accounts(plan: Plan) -> dict[str, Account]:
    """What every customer owes, as the engine is told it."""
    base, made = one(plan), book(one(plan))
    settled, used = _moves(made, "invoice"), _moves(made, "of", only="prepayment")
    fx = {row["number"]: row["fx"] for row in made.invoices}
    covers = {row["cheque"]: ((row["invoice"], row["amount"] * fx[row["invoice"]]),) for row in made.covers}
    found = {row["code"]: _Draft() for row in written("customers")}
    for row in made.invoices:
        found[row["customer"]].bills.append(Bill(row["number"], row["date"], home(row, "total"), tuple(settled.get(row["number"], ()))))
    for row in made.cheques:
        found[row["customer"]].cheques.append(
            Cheque(row["number"], row["received"], covers[row["number"]], row["settled"], row["result"] == "bounced", row["annotated_on"])
        )
    for row in made.prepayments:
        found[row["customer"]].balances.append(Balance(row["date"], home(row), tuple(used.get(row["number"], ()))))
    for order in _orders(base):
        found[order[0]].orders.append(order[1])
    for row in cover_rows(base):
        found[row["customer"]].covers.append(Cover(home(row), row["valid_from"], row["valid_to"]))
    return {code: draft.done() for code, draft in found.items()}


def _moves(made: Book, by: str, only: str = "") -> dict[str, list[Moved]]:
    """What was taken off invoices, by invoice or by payer, in the firm's own currency at the invoice's rate."""
    fx = {row["number"]: row["fx"] for row in made.invoices}
    found: dict[str, list[Moved]] = {}
    for row in made.allocations:
        if not only or row["payer"] == only:
            found.setdefault(row[by], []).append(Moved(row["on"], row["amount"] * fx[row["invoice"]]))
    return found


class _Draft:
    """An account while it is gathered."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.bills: list[Bill] = []
        self.cheques: list[Cheque] = []
        self.balances: list[Balance] = []
        self.covers: list[Cover] = []

    def done(self) -> Account:
        """The account."""
        return Account(tuple(self.orders), tuple(self.bills), tuple(self.cheques), tuple(self.balances), tuple(self.covers))


@cache
def worths(plan: Plan) -> dict[str, Decimal]:
    """Each order's worth in its own currency."""
    found: dict[str, Decimal] = {}
    for row in line_rows(one(plan)):
        found[row["order"]] = found.get(row["order"], Decimal(0)) + row["amount"]
    return found


def _orders(plan: Plan) -> Iterator[tuple[str, Order]]:
    """Orders as obligations: everything invoiced on the day it left, and nothing more to come then."""
    for head in order_rows(plan):
        worth = worths(plan)[head["number"]] * head["fx"]
        gone = (Moved(head["shipped"], worth),) if head["shipped"] else ()
        yield head["customer"], Order(head["number"], head["date"], worth, gone, gone, head["shipped"])


@cache
def exposures(plan: Plan) -> dict[str, Exposure]:
    """Every customer's exposure on the standing day."""
    return {code: stand(account, AS_OF) for code, account in accounts(plan).items()}


def mean_monthly(plan: Plan) -> dict[str, Decimal]:
    """Orders a month in the firm's own currency, over the eighteen months."""
    sold = {row["code"]: Decimal(0) for row in written("customers")}
    for head in order_rows(one(plan)):
        sold[head["customer"]] += worths(one(plan))[head["number"]] * head["fx"]
    return {code: total / len(MONTHS) for code, total in sold.items()}


@cache
def limits(plan: Plan) -> dict[str, tuple[Decimal, Decimal]]:
    """Limit by the rule, and the limit in force: raised on request where exposure comes near it; C-TW-04's exposure stands at 131 %."""
    made = {}
    for code, mean in mean_monthly(plan).items():
        owed = exposures(plan)[code].total
        rule = max((mean * TIMES / ROUND).to_integral_value() * ROUND, Decimal(100_000))
        if code == OVER:
            rule = (owed / PLANTED_USE / 100).to_integral_value() * 100
            made[code] = (rule, rule)
        else:
            raised = (owed / Decimal("0.8") / STEP).to_integral_value(ROUND_CEILING) * STEP
            made[code] = (rule, raised if owed > rule * FULL else rule)
    return made


def profile_rows(plan: Plan) -> list[Row]:
    """One for each of the sixty; three were last enquired into more than a year ago."""
    draws = one(plan).stream("credit_profile")
    makers = parties.profiles(one(plan))
    old = set(draws.shuffled([maker.code for maker in makers if maker.code not in ("C-TW-04", "C-TW-05", "C-TW-06")])[:3])
    rows = []
    for maker in makers:
        family, founded, capital, age = draws.pick(FAMILY), draws.integer(1985, 2018), draws.integer(3, 80), draws.integer(20, 330)
        rows.append(
            {
                "customer": maker.code, "representative": f"{family}示範 Demo" if maker.code.startswith("C-TW") else "Demo Representative",
                "founded": date(founded, 3, 1), "capital": Decimal(capital) * 1_000_000, "terms": maker.terms, "limit": limits(one(plan))[maker.code][1],
                "limit_from": date(2026, 1, 1), "limit_to": date(2026, 12, 31), "approved_by": "tm1",
                "enquired_on": AS_OF - timedelta(days=(400 if maker.code in old else age)), "on_hold": maker.code == OVER,
                "hold_reason": "四張退票未清償，額度超用 Four bounced cheques not made good, limit exceeded" if maker.code == OVER else "",
            }
        )  # fmt: skip
    return rows


def request_rows(plan: Plan) -> list[Row]:
    """A request for every limit that was raised, approved by who has the authority; one refused (C-TW-04) and one waiting."""
    countries = {row["code"]: row["country"] for row in written("customers")}
    raised = [(code, rule, now) for code, (rule, now) in sorted(limits(one(plan)).items()) if now > rule]
    rows = [
        {
            "customer": code, "asked_by": seller(countries[code], date(2026, 5, 20)), "asked_on": date(2026, 5, 20), "before": rule, "amount": now,
            "reason": "旺季訂單增加，付款紀錄正常 Season's orders; pays as agreed", "valid_to": date(2026, 12, 31), "state": "approved",
            "decided_by": "gm" if now > 10_000_000 or seller(countries[code], date(2026, 5, 20)) == "tm1" else "tm1", "decided_on": date(2026, 5, 25), "comment": "同意 Agreed",
        }
        for code, rule, now in raised
    ]  # fmt: skip
    limit = limits(one(plan))[OVER][1]
    rows.append(
        {
            "customer": OVER, "asked_by": "ws1", "asked_on": date(2026, 5, 28), "before": limit, "amount": limit * 2, "reason": "客戶要求續供 The customer asks for more",
            "valid_to": None, "state": "refused", "decided_by": "tm1", "decided_on": date(2026, 5, 29), "comment": "退票未清償前不予調高 Not before the cheques are made good",
        }
    )  # fmt: skip
    asked = limits(one(plan))["C-TW-01"][1]
    rows.append(
        {
            "customer": "C-TW-01", "asked_by": "ws1", "asked_on": date(2026, 6, 24), "before": asked, "amount": asked + 500_000,
            "reason": "下半年新車款上市 New models in the second half", "valid_to": date(2027, 6, 30), "state": "asked", "decided_by": None, "decided_on": None, "comment": "",
        }
    )  # fmt: skip
    return [{"number": f"LR-{row['asked_on']:%Y%m}-{at:04d}", **row} for at, row in _numbered(rows)]


def _numbered(rows: list[Row]) -> Iterator[tuple[int, Row]]:
    months: dict[date, int] = {}
    for row in sorted(rows, key=lambda row: row["asked_on"]):
        month = row["asked_on"].replace(day=1)
        months[month] = months.get(month, 0) + 1
        yield months[month], row


@cache
def cover_rows(plan: Plan) -> list[Row]:
    """A letter of credit for every order on such terms that is not paid yet."""
    terms = {maker.code: maker.terms for maker in parties.profiles(one(plan))}
    open_orders = {row["order"]: row["total"] - row["settled"] for row in book(one(plan)).invoices if row["settled_on"] is None}
    rows = []
    for head in order_rows(one(plan)):
        if terms[head["customer"]] == "lc" and (head["shipped"] is None or head["number"] in open_orders):
            rows.append(
                {
                    "customer": head["customer"], "kind": "lc", "reference": f"DMLC{head['number'][3:]}", "issuer": "Demo Bank", "order": head["number"],
                    "currency": head["currency"], "fx": head["fx"], "amount": open_orders.get(head["number"], worths(one(plan))[head["number"]]),
                    "valid_from": min(head["date"] + timedelta(days=4), AS_OF), "valid_to": head["date"] + timedelta(days=120),
                }
            )  # fmt: skip
    return rows


def statement_rows(plan: Plan) -> list[Row]:
    """Fifteen customers' accounts: C-TW-04 in distress, two grey, the others sound by Altman's Z″."""
    draws = one(plan).stream("financial_statement")
    codes = [maker.code for maker in parties.profiles(one(plan))]
    others = [code for code in draws.shuffled(codes) if code not in (OVER, *GREY)]
    return [_statement(draws, code) for code in (OVER, *GREY, *others[: STATED - 3])]


def _statement(draws: Stream, code: str) -> Row:
    """Shares of total assets: working capital, retained earnings, EBIT; equity over debt; sales."""
    shape = (-0.06, -0.03, -0.02, 0.15) if code == OVER else (0.10, 0.08, 0.05, 0.5) if code in GREY else (0.26, 0.30, 0.11, 1.2)
    total = Decimal(round(exp(normal(draws, 17.6, 0.6)) / 1000)) * 1000
    jitter = [Decimal(round((share + normal(draws, 0, 0.01)) * 1000)) / 1000 for share in shape]
    debt = (total / (1 + jitter[3])).quantize(Decimal(1))
    current = (debt * Decimal("0.7")).quantize(Decimal(1))
    country = next(row["country"] for row in written("customers") if row["code"] == code)
    return {
        "customer": code, "year_end": date(2025, 12, 31), "currency": CURRENCIES.get(country, "USD"), "audited": draws.chance(60), "manufacturer": False,
        "current_assets": current + (total * jitter[0]).quantize(Decimal(1)), "current_liabilities": current, "total_assets": total, "total_liabilities": debt,
        "retained_earnings": (total * jitter[1]).quantize(Decimal(1)), "ebit": (total * jitter[2]).quantize(Decimal(1)),
        "sales": (total * Decimal("1.6")).quantize(Decimal(1)), "source": "客戶提供之年度報表（示範） The customer's annual accounts (demo)",
    }  # fmt: skip
