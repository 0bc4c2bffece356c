"""The sample firm's receivables as records, with the reminders sent for what is late, promises made, closed months and number series."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from argosy.records.receivables.billing.models import CreditNote, Invoice, InvoiceLine, ReturnWithoutCredit
from argosy.records.receivables.chasing.models import DunningLine, DunningNotice, PaymentPromise
from argosy.records.receivables.cheques.models import Cheque, ChequeCover
from argosy.records.receivables.money.models import Allocation, Prepayment, Receipt
from argosy.records.receivables.numbers import series
from argosy.records.receivables.periods import ClosedPeriod
from argosy.records.reports.models import NumberSeries
from argosy.records.sample.receivables_book import book
from argosy.records.sample.sales import one
from argosy.records.sample.selling import AS_OF, MONTHS
from argosy.records.sample.territories import seller
from argosy.records.sample.world import Part, Plan, Row, World, written
from argosy.records.service.models import ReturnNote

CLOSED_TO = date(2026, 4, 1)
STEPS = ((8, 1), (22, 2), (36, 3))
"""Days late on which each level of reminder goes out."""


def store_invoices(world: World, rows: list[Row]) -> None:
    """Invoices of customers and orders kept before."""
    customers, orders = world.made["party"], world.made["sales_order"]
    made = [Invoice(**{**row, "customer": customers[row["customer"]], "order": orders.get(row["order"])}) for row in rows]
    world.keep(Invoice, made, "invoice", "number")


def store_lines(world: World, rows: list[Row]) -> None:
    """Lines of invoices kept before."""
    invoices, lines, wares = world.made["invoice"], world.made["sales_line"], world.made["product"]
    made = [
        InvoiceLine(
            **{**row, "invoice": invoices[row["invoice"]], "order_line": lines.get(row["order_line"]), "product": wares.get(row["product"])}
        )
        for row in rows
    ]
    world.keep(InvoiceLine, made)


def store_cheques(world: World, rows: list[Row]) -> None:
    """Cheques of customers kept before."""
    world.keep(Cheque, [Cheque(**{**row, "customer": world.made["party"][row["customer"]]}) for row in rows], "cheque", "number")


def store_covers(world: World, rows: list[Row]) -> None:
    """What each cheque is meant for."""
    cheques, invoices = world.made["cheque"], world.made["invoice"]
    world.keep(ChequeCover, [ChequeCover(cheque=cheques[r["cheque"]], invoice=invoices[r["invoice"]], amount=r["amount"]) for r in rows])


def store_receipts(world: World, rows: list[Row]) -> None:
    """Receipts, each cheque's with the cheque."""
    customers, cheques = world.made["party"], world.made["cheque"]
    made = [Receipt(**{**row, "customer": customers[row["customer"]], "cheque": cheques.get(row["cheque"])}) for row in rows]
    world.keep(Receipt, made, "receipt", "number")


def store_credits(world: World, rows: list[Row]) -> None:
    """Credit notes for goods that came back."""
    customers, invoices = world.made["party"], world.made["invoice"]
    notes = ReturnNote.objects.in_bulk(field_name="number")
    made = [
        CreditNote(
            **{**row, "customer": customers[row["customer"]], "invoice": invoices[row["invoice"]], "return_note": notes[row["return_note"]]}
        )
        for row in rows
    ]
    world.keep(CreditNote, made, "credit_note", "number")


def store_explained(world: World, rows: list[Row]) -> None:
    """Returns settled by other goods."""
    notes, by = ReturnNote.objects.in_bulk(field_name="number"), world.made["person"]["ws1"]
    made = [ReturnWithoutCredit(return_note=notes[row["return_note"]], reason=row["reason"], on=row["on"], by=by) for row in rows]
    world.keep(ReturnWithoutCredit, made)


def store_prepayments(world: World, rows: list[Row]) -> None:
    """What customers have with the firm."""
    made = world.made
    kept = [
        Prepayment(**{
            **row, "customer": made["party"][row["customer"]], "receipt": made["receipt"].get(row["receipt"]),
            "credit_note": made["credit_note"].get(row["credit_note"]), "order": made["sales_order"].get(row["order"]),
        })
        for row in rows
    ]  # fmt: skip
    world.keep(Prepayment, kept, "prepayment", "number")


def store_allocations(world: World, rows: list[Row]) -> None:
    """What paid which invoice."""
    made = [
        Allocation(
            invoice=world.made["invoice"][row["invoice"]],
            on=row["on"],
            amount=row["amount"],
            **{row["payer"]: world.made[row["payer"]][row["of"]]},
        )
        for row in rows
    ]
    world.keep(Allocation, made)


@cache
def overdue(plan: Plan) -> tuple[Row, ...]:
    """Open invoices eight days late and more on the standing day."""
    return tuple(row for row in book(plan).invoices if row["settled_on"] is None and (AS_OF - row["due"]).days >= STEPS[0][0])


def dunning_rows(plan: Plan) -> list[Row]:
    """A reminder of each level an open invoice has reached, one invoice each."""
    countries = {row["code"]: row["country"] for row in written("customers")}
    made = []
    for bill in overdue(one(plan)):
        for days, level in STEPS:
            day = bill["due"] + timedelta(days=days)
            if day <= AS_OF:
                made.append(
                    {
                        "customer": bill["customer"], "invoice": bill["number"], "level": level, "date": day, "pay_by": day + timedelta(days=7),
                        "channel": "phone" if level == 2 else "email", "currency": bill["currency"], "amount": bill["total"] - bill["settled"],
                        "days_late": days, "sent_by": seller(countries[bill["customer"]], day), "answer": "",
                    }
                )  # fmt: skip
    made.sort(key=lambda row: (row["date"], row["invoice"]))
    months: dict[str, int] = {}
    for row in made:
        month = f"{row['date']:%Y%m}"
        months[month] = months.get(month, 0) + 1
        row["number"] = f"DN-{month}-{months[month]:04d}"
    return made


def store_dunning(world: World, rows: list[Row]) -> None:
    """Notices with their line."""
    customers, people = world.made["party"], world.made["person"]
    heads = [
        DunningNotice(**{
            **{name: value for name, value in row.items() if name not in ("invoice", "days_late")}, "customer": customers[row["customer"]], "sent_by": people[row["sent_by"]],
        })
        for row in rows
    ]  # fmt: skip
    kept = world.keep(DunningNotice, heads)
    made = [
        DunningLine(notice=head, invoice=world.made["invoice"][row["invoice"]], amount=row["amount"], days_late=row["days_late"])
        for head, row in zip(kept, rows, strict=True)
    ]
    world.keep(DunningLine, made)


def promise_rows(plan: Plan) -> list[Row]:
    """Who was reminded twice promised: half of them the day is past and nothing came, the other half it is to come."""
    made = []
    for at, row in enumerate(r for r in dunning_rows(plan) if r["level"] == 2):
        past = at % 2 == 0
        due = min(row["date"] + timedelta(days=5), AS_OF - timedelta(days=1)) if past else AS_OF + timedelta(days=5)
        made.append(
            {
                "customer": row["customer"], "invoice": row["invoice"], "made_on": row["date"], "due": due, "currency": row["currency"], "amount": row["amount"],
                "by": "會計 Accounts", "outcome": "broken" if past else "open", "recorded_by": row["sent_by"],
                "follow_up": "已再催並陳報主管 Reminded again and reported" if past else "",
            }
        )  # fmt: skip
    return made


def store_promises(world: World, rows: list[Row]) -> None:
    """Promises for invoices kept before."""
    made = [
        PaymentPromise(**{
            **row, "customer": world.made["party"][row["customer"]], "invoice": world.made["invoice"][row["invoice"]],
            "recorded_by": world.made["person"][row["recorded_by"]],
        })
        for row in rows
    ]  # fmt: skip
    world.keep(PaymentPromise, made)


def closed_rows(plan: Plan) -> list[Row]:
    """Months closed on the tenth of the month after the next one begins; May and June 2026 are still open."""
    following = [(month, (month + timedelta(days=40)).replace(day=10)) for month in MONTHS if month <= CLOSED_TO]
    return [{"month": month, "closed_on": day} for month, day in following]


def store_closed(world: World, rows: list[Row]) -> None:
    """Closed months, and how far each number series has come."""
    world.keep(ClosedPeriod, [ClosedPeriod(**row, closed_by=world.made["person"]["fin"]) for row in rows])
    reached: dict[str, int] = {}
    for kind in ("invoice", "receipt", "prepayment", "credit_note"):
        for number in world.made[kind]:
            _reach(reached, number)
    for number in DunningNotice.objects.values_list("number", flat=True):
        _reach(reached, number)
    NumberSeries.objects.bulk_create([NumberSeries(series=series(stem), last=last) for stem, last in sorted(reached.items())])


def _reach(reached: dict[str, int], number: str) -> None:
    stem, _, at = number.rpartition("-")
    reached[stem] = max(reached.get(stem, 0), int(at))


def _of(table: str) -> Any:
    return lambda plan: [dict(row) for row in getattr(book(one(plan)), table)]


PARTS = (
    Part("invoice", _of("invoices"), store_invoices), Part("invoice_line", _of("lines"), store_lines), Part("cheque", _of("cheques"), store_cheques),
    Part("cheque_cover", _of("covers"), store_covers), Part("receipt", _of("receipts"), store_receipts),
    Part("credit_note", _of("credits"), store_credits), Part("return_explained", _of("explained"), store_explained),
    Part("prepayment", _of("prepayments"), store_prepayments), Part("allocation", _of("allocations"), store_allocations),
    Part("dunning", dunning_rows, store_dunning), Part("promise", promise_rows, store_promises), Part("closed_period", closed_rows, store_closed),
)  # fmt: skip
