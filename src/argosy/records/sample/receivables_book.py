"""Keeping the sample firm's book of receivables: what came in when, for which invoice, and what became of each cheque."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from argosy.engines.offer.amounts import rounded
from argosy.records.sample.parties import written
from argosy.records.sample.receivables import BANK, DEPOSIT, TAX, Bill, Book, Draw, bills, deposits, draw, planted, returned
from argosy.records.sample.sales import one
from argosy.records.sample.selling import AS_OF
from argosy.records.sample.world import Plan, Row

REASONS = {"C-TW-04": "funds", "C-TW-05": "funds", "C-TW-06": "signature"}
FOLLOW_UPS = {
    "C-TW-04": "已電話催告並寄存證信函，客戶未補足；已陳報主管並停止出貨 Called and sent a registered letter; not made good; reported, shipments stopped",
    "C-TW-05": "客戶匯款清償，退票已贖回 Paid by transfer, cheque taken back",
    "C-TW-06": "客戶補正印鑑後重新提示 Presented again with the right seal",
}
EXPLAINED = "以良品換貨，未開折讓單 Replaced with good pieces, no credit note"


@dataclass(slots=True)
class Keeper:
    """One invoice's account while it is settled. Payers stand in allocations as rows until all are numbered."""

    book: Book
    bill: Bill
    left: Decimal

    def take(self, on: date, kind: str, payer: Row, amount: Decimal) -> Decimal:
        """Take up to ``amount`` off the invoice; what it did not take is given back."""
        part = min(amount, self.left)
        if part > 0:
            self.left -= part
            self.book.allocations.append({"invoice": self.bill.row["number"], "payer": kind, "row": payer, "on": on, "amount": part})
        return amount - part

    def receipt(self, on: date, amount: Decimal, method: str, cheque: str = "") -> None:
        """Money in; what the invoice does not take stays the customer's."""
        row = self.paper(on) | {"method": method, "amount": amount, "cheque": cheque, "reference": cheque or str(self.bill.row["number"])}
        self.book.receipts.append(row)
        if over := self.take(on, "receipt", row, amount):
            self.book.prepayments.append(
                self.paper(on)
                | {"kind": "overpaid", "receipt": row, "credit_note": None, "order": None, "amount": over, "used": Decimal(0)}
            )

    def paper(self, on: date) -> Row:
        """What every paper of this account begins with."""
        return {"customer": self.bill.row["customer"], "date": on, "currency": self.bill.row["currency"], "fx": self.bill.row["fx"]}


Event = tuple[date, int, Callable[[], None]]


def keep(keeper: Keeper, chance: Draw, bounces: int, came_back: list[Row], at: int) -> None:
    """Settle one invoice as far as it was by the standing day: credits and payments in the order of their days."""
    terms = keeper.bill.row["terms"]
    if terms == "tt-30-70" and keeper.bill.row["order"]:
        _deposit(keeper)
    events: list[Event] = [(min(row["date"] + timedelta(days=4), AS_OF), 0, _credit(keeper, row)) for row in came_back]
    payer = _cheques if terms == "cheque-60" else _transfers
    events += payer(keeper, chance, bounces, at)
    for day, _, act in sorted(events, key=lambda event: event[:2]):
        if day <= AS_OF:
            act()


def _deposit(keeper: Keeper) -> None:
    day, amount = keeper.bill.ordered + timedelta(days=3), rounded(keeper.bill.row["total"] * DEPOSIT, keeper.bill.row["currency"])
    row = keeper.paper(day) | {"method": "transfer", "amount": amount, "cheque": "", "reference": keeper.bill.row["order"]}
    held = keeper.paper(day) | {
        "kind": "deposit", "receipt": row, "credit_note": None, "order": keeper.bill.row["order"], "amount": amount, "used": amount,
    }  # fmt: skip
    keeper.book.receipts.append(row)
    keeper.book.prepayments.append(held)
    keeper.take(keeper.bill.row["date"], "prepayment", held, amount)


def _credit(keeper: Keeper, came_back: Row) -> Callable[[], None]:
    def act() -> None:
        day, bill = min(came_back["date"] + timedelta(days=4), AS_OF), keeper.bill.row
        if came_back["reason"] == "wrong":
            keeper.book.explained.append({"return_note": came_back["number"], "reason": EXPLAINED, "on": day})
            return
        net = rounded(came_back["credit"] / bill["fx"], bill["currency"])
        tax = rounded(net * TAX / 100, bill["currency"]) if keeper.bill.country == "TW" else Decimal(0)
        row = keeper.paper(day) | {
            "invoice": bill["number"], "return_note": came_back["number"], "amount": min(net + tax, bill["total"]), "tax": tax, "reason": "return",
            "fault": "supplier" if came_back["reason"] == "defect" else "carrier" if came_back["reason"] == "damage" else "own",
            "closed_on": day + timedelta(days=10) if day + timedelta(days=10) <= AS_OF else None,
        }  # fmt: skip
        keeper.book.credits.append(row)
        if over := keeper.take(day, "credit_note", row, row["amount"]):
            keeper.book.prepayments.append(
                keeper.paper(day)
                | {"kind": "credit", "receipt": None, "credit_note": row, "order": None, "amount": over, "used": Decimal(0)}
            )

    return act


def _transfers(keeper: Keeper, chance: Draw, bounces: int, at: int) -> Iterator[Event]:
    """One transfer on the day chance says, or six tenths then and the rest twelve days later."""
    bill = keeper.bill.row
    day = max(bill["due"] + timedelta(days=chance.late), bill["date"] + timedelta(days=1))
    method = "lc" if bill["terms"] == "lc" else "transfer"

    def pay(on: date, share: Decimal) -> Callable[[], None]:
        def act() -> None:
            if amount := rounded(keeper.left * share, bill["currency"]):
                keeper.receipt(on, amount, method)

        return act

    if chance.parts and bill["terms"] == "open-60":
        yield day, 1, pay(day, Decimal("0.6"))
        day += timedelta(days=12)
    yield day, 1, pay(day, Decimal(1))


def _cheques(keeper: Keeper, chance: Draw, bounces: int, at: int) -> Iterator[Event]:
    """One cheque for the invoice, or as many as are to bounce; each is handed over some days after the invoice."""
    bill, parts = keeper.bill.row, max(bounces, 1)
    received = bill["date"] + timedelta(days=chance.handed)
    first = max(bill["due"] + timedelta(days=0 if bounces else chance.late), received + timedelta(days=1))
    for part in range(parts):
        due = first + timedelta(days=5 * part)
        yield received, 1, _hand_over(keeper, f"DM{1_000_000 + at * 10 + part}", received, due, parts - part)
        yield due, 2, _outcome(keeper, f"DM{1_000_000 + at * 10 + part}", due, bool(bounces))


def _hand_over(keeper: Keeper, number: str, received: date, due: date, shares: int) -> Callable[[], None]:
    def act() -> None:
        held = sum((row["amount"] for row in keeper.book.covers if row["invoice"] == keeper.bill.row["number"]), Decimal(0))
        amount = rounded((keeper.left - held) / shares, keeper.bill.row["currency"])
        if amount <= 0:
            return
        row = {name: value for name, value in keeper.paper(received).items() if name != "date"} | {
            "number": number, "bank": BANK, "drawer": drawer(keeper.bill.row["customer"]), "amount": amount, "received": received, "due": due,
            "presented": None, "result": "", "settled": None, "bounced_on": None, "reason": "", "annotation": "", "annotated_on": None, "follow_up": "",
        }  # fmt: skip
        keeper.book.cheques.append(row)
        keeper.book.covers.append({"cheque": number, "invoice": keeper.bill.row["number"], "amount": amount})

    return act


@cache
def drawer(code: str) -> str:
    """Who signs a customer's cheques: the customer."""
    return next(row["name_zh"] for row in written("customers") if row["code"] == code)


def _outcome(keeper: Keeper, number: str, due: date, bounces: bool) -> Callable[[], None]:
    def act() -> None:
        row = next((row for row in reversed(keeper.book.cheques) if row["number"] == number), None)
        if row is None:
            return
        if bounces:
            _bounced(keeper, row, due)
        else:
            row |= {"presented": due, "result": "cleared", "settled": due}
            keeper.receipt(due, row["amount"], "cheque", number)

    return act


def _bounced(keeper: Keeper, row: Row, due: date) -> None:
    code, back = keeper.bill.row["customer"], due + timedelta(days=1)
    row |= {
        "presented": due, "result": "bounced", "settled": back, "bounced_on": back, "reason": REASONS[code], "follow_up": FOLLOW_UPS[code],
    }  # fmt: skip
    good = {"C-TW-05": ("redeemed", 15, "transfer"), "C-TW-06": ("represented", 6, "cheque")}.get(code)
    if good is not None:
        annotation, days, method = good
        row |= {"annotation": annotation, "annotated_on": back + timedelta(days=days)}
        keeper.receipt(back + timedelta(days=days), row["amount"], method, row["number"])


@cache
def book(plan: Plan) -> Book:
    """The whole book, papers numbered by month in the order of their days."""
    base, made = one(plan), Book()
    draws, bounce = base.stream("receipt"), planted(base)
    for at, bill in enumerate(bills(base), 1):
        made.invoices.append(dict(bill.row))
        made.lines += bill.lines
        came_back = returned(base).get(bill.row["order"] or "", [])
        keep(Keeper(made, bill, bill.row["total"]), draw(draws, bill.grade), bounce.get(bill.row["number"], 0), came_back, at)
    for waiting in deposits(base):
        row = {name: waiting[name] for name in ("customer", "date", "currency", "fx", "amount")} | {
            "method": "transfer",
            "cheque": "",
            "reference": waiting["order"],
        }
        made.receipts.append(row)
        made.prepayments.append(
            {**{name: waiting[name] for name in ("customer", "date", "currency", "fx", "amount", "order")}, "kind": "deposit", "receipt": row, "credit_note": None, "used": Decimal(0)}
        )  # fmt: skip
    _finish(made)
    return made


def _finish(made: Book) -> None:
    """Number the papers, put their numbers where rows stood, and write on each invoice what was settled."""
    for prefix, rows in (("RC", made.receipts), ("CN", made.credits), ("PP", made.prepayments)):
        _number(prefix, rows)
    for row in made.prepayments:
        row["receipt"], row["credit_note"] = (row[name]["number"] if row[name] else None for name in ("receipt", "credit_note"))
    for row in made.allocations:
        row["of"] = row.pop("row")["number"]
    paid: dict[str, list[Row]] = {}
    for row in made.allocations:
        paid.setdefault(row["invoice"], []).append(row)
    for row in made.invoices:
        taken = paid.get(row["number"], [])
        row["settled"] = sum((part["amount"] for part in taken), Decimal(0))
        row["settled_on"] = max(part["on"] for part in taken) if row["settled"] == row["total"] else None


def _number(prefix: str, rows: list[Row]) -> None:
    months: dict[str, int] = {}
    rows.sort(key=lambda row: row["date"])
    for row in rows:
        month = f"{row['date']:%Y%m}"
        months[month] = months.get(month, 0) + 1
        row["number"] = f"{prefix}-{month}-{months[month]:04d}"
