"""Twenty writers at once on the store the environment names; prints what came of it as JSON. Run as a program of its own by ``test_crowd``."""

from __future__ import annotations

import json
import sys
import threading
from datetime import date
from decimal import Decimal

WRITERS = 20
DAY = date(2026, 6, 20)


def people():
    from argosy.records.people.models import Person, PersonRole

    for login, role in {"adm": "ADM", "cs1": "CS", "ws1": "WS", "fin": "FIN", "tm1": "TM"}.items():
        person = Person(login=login, name_zh=login, name_en=login, password="!")
        person.save()
        PersonRole(person=person, role=role).save()
    return {person.login: person for person in Person.objects.all()}


def together(act):
    """What ``act(at)`` of twenty threads gave: True, or the name of what it raised."""
    from django.db import connections

    gate, done = threading.Barrier(WRITERS), [None] * WRITERS

    def run(at):
        gate.wait()
        try:
            act(at)
            done[at] = True
        except Exception as refused:
            done[at] = type(refused).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(WRITERS)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    return {str(kind): done.count(kind) for kind in {*done}}


def main():
    import django

    django.setup()
    from django.db import connection, transaction

    from argosy.records.credit.actions import check_exposure
    from argosy.records.fresh import lay_out
    from argosy.records.receivables.billing.actions import charge
    from argosy.records.receivables.billing.models import Invoice
    from argosy.records.receivables.money.actions import record_receipt
    from argosy.records.receivables.money.models import Allocation, Receipt
    from argosy.records.sales.models import SalesOrder
    from tests.records.owing import order, shop

    lay_out(connection)
    who = shop(people(), limit="1000")

    def bill(amount):
        return charge(actor=who["fin"], customer="C-2", date=DAY, description="模具費", amount=Decimal(amount), currency="TWD")

    big = bill(1000)
    pay = {"actor": who["fin"], "customer": "C-2", "date": DAY, "currency": "TWD"}
    one_invoice = together(lambda at: record_receipt(**pay, amount=Decimal(100), allocations=[(big.number, Decimal(100))]))
    own = [bill(50) for _ in range(WRITERS)]
    many = together(lambda at: record_receipt(**pay, amount=Decimal(50), allocations=[(own[at].number, Decimal(50))]))
    issued = together(lambda at: bill(10))

    def sell(at):
        with transaction.atomic():
            check_exposure(actor=who["ws1"], customer="C-1", at=DAY, amount=Decimal(100), stage="order", about=f"SO-{at}").require()
            order(who, f"SO-{at}", quantity=1, price=100, shipped=None)

    sold = together(sell)
    big.refresh_from_db()
    numbers = sorted(int(number[-4:]) for number in Receipt.objects.values_list("number", flat=True))
    bills = sorted(int(number[-4:]) for number in Invoice.objects.values_list("number", flat=True))
    taken = sum(Allocation.objects.filter(invoice=big).values_list("amount", flat=True))
    told = {
        "vendor": connection.vendor, "one_invoice": one_invoice, "settled": str(big.settled.normalize()), "allocated": str(taken.normalize()), "many": many, "issued": issued, "sold": sold,
        "orders": SalesOrder.objects.filter(customer__code="C-1").count(), "receipt_numbers": numbers == list(range(1, len(numbers) + 1)), "invoice_numbers": bills == list(range(1, len(bills) + 1)),
        "invoices": len(bills), "receipts": len(numbers),
    }  # fmt: skip
    sys.stdout.write(json.dumps(told, default=str))


if __name__ == "__main__":
    main()
