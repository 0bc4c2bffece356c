"""Quotations of five lines with tax, credit check and history: drafted, sent out and confirmed as orders, one by one and in one transaction; beside
Tryton in the same run when ``ARGOSY_PEERS`` names a Python that has it.

Run: ``ARGOSY_PEERS=PYTHON python -m benchmarks.quotes [--count 200]``. Processor time; ours on a SQLite file, Tryton's in memory. The bound is half of Tryton's.
"""

from __future__ import annotations

import argparse
import atexit
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

PRODUCTS, CUSTOMERS, LINES = 50, 20, 5
PEER = Path(__file__).parent / "peers" / "quotes_trytond.py"
BOUND = 0.5


def firm() -> Any:
    """A firm of its own with goods, customers whose limits are high, and a manager; the manager."""
    home = Path(tempfile.mkdtemp(prefix="argosy-quotes-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ |= {"ARGOSY_HOME": str(home), "ARGOSY_DATABASE_URL": "", "ARGOSY_SECRET_KEY": "-" * 50}
    from argosy.records.boot import prepare_store

    prepare_store()
    from argosy.records.catalog.actions import register_product
    from argosy.records.parties.actions import register_party
    from argosy.records.people.models import Person, PersonRole
    from argosy.records.reference.actions import change_firm

    who = Person(login="bench", name_zh="測試", name_en="Bench")
    who.set_unusable_password()
    who.save()
    for role in ("TM", "ADM", "GM"):
        PersonRole(person=who, role=role).save()
    change_firm(actor=who, name_zh="測試公司", name_en="Bench Ltd", address_zh="台北市", address_en="Taipei")
    plain = {"net_kg": "0.5", "gross_kg": "0.6", "carton_cbm": "0.02", "cost": "5", "origin": "TW", "code": "8714912000"}
    for n in range(PRODUCTS):
        register_product(actor=who, sku=f"P-{n}", name_zh=f"零件 {n}", name_en=f"Part {n}", price=str(10 + n), **plain)
    for n in range(CUSTOMERS):
        register_party(actor=who, code=f"C-{n}", kinds=["customer"], name_zh=f"客戶 {n}", name_en=f"Customer {n}", country="TW")
    _limits()
    return who


def _limits() -> None:
    """What every customer may owe, as rows: who asks for a limit and who grants it is not measured here."""
    from argosy.records.credit.models import CreditProfile
    from argosy.records.parties.models import Party

    for customer in Party.objects.all():
        CreditProfile(customer=customer, limit=Decimal(10**9), terms="NET 30").save()


def offer(random: Random) -> Any:
    """Five lines for somebody."""
    from argosy.records.sales.offering.intake import NewOffer, OfferLine

    lines = tuple(OfferLine(f"P-{n}", Decimal(random.randrange(1, 50)), Decimal(10 + n)) for n in random.sample(range(PRODUCTS), LINES))
    return NewOffer(f"C-{random.randrange(CUSTOMERS)}", "EXW", "TWD", lines, place="Taichung")


def quoted(who: Any, random: Random) -> None:
    """One quotation through draft, offer and confirmation."""
    from argosy.records.sales.offering.actions import draft_quotation, offer_quotation
    from argosy.records.sales.ordering.actions import confirm_quotation

    number = draft_quotation(actor=who, offer=offer(random)).number
    offer_quotation(actor=who, number=number)
    confirm_quotation(actor=who, number=number)


def spent(work: Callable[[], object]) -> float:
    """Its processor seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ours(count: int) -> dict[str, float]:
    """Seconds of so many one by one, and of as many in one transaction."""
    who = firm()
    from argosy.records.sales.models import SalesOrder
    from argosy.records.sales.ordering.taking import take_orders

    quoted(who, Random(1))

    def at_once() -> None:
        random = Random(8)
        take_orders(actor=who, offers=[offer(random) for _ in range(count)])

    random = Random(7)
    made = {"one_by_one": spent(lambda: [quoted(who, random) for _ in range(count)]), "batch": spent(at_once)}
    if SalesOrder.objects.count() != 2 * count + 1 or SalesOrder.history.count() != 2 * count + 1:
        raise RuntimeError("not every quotation became an order")
    return made


def theirs(count: int) -> dict[str, float] | None:
    """Tryton's seconds, measured by its own Python; ``None`` where there is none."""
    python = os.environ.get("ARGOSY_PEERS")
    if not python:
        return None
    ran = subprocess.run([python, str(PEER), str(count)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(ran.stdout.strip().splitlines()[-1])
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    count = parser.parse_args().count
    peer, own = theirs(count), ours(count)
    good = True
    for way in ("one_by_one", "batch"):
        line = f"{way:<12} ours {own[way] / count * 1000:>7.1f} ms CPU a quotation"
        if peer:
            ratio = own[way] / peer[way]
            good = good and ratio <= BOUND
            line += f"   Tryton {peer[way] / count * 1000:>7.1f} ms   ratio {ratio:.2f}"
        print(line)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
