"""A page of the register of 100,000 customers, and the ageing of a million open items.

Run: ``python -m benchmarks.registers [--parties 100000] [--items 1000000]``. Pages go through every middleware, without a network; processor time, the
middle of several. The bounds are 6 ms a page and 2 s for the ageing.
"""

from __future__ import annotations

import argparse
import atexit
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

PAGE_MS, AGEING_S = 6.0, 2.0
PAGES = (
    "/parties/",
    "/parties/?kind=customer",
    "/parties/?kind=customer&page=2",
    "/parties/?kind=customer&page=1000",
    "/parties/?q=C-0777",
)
API = ("/api/v1/parties", "/api/v1/parties?kind=customer")


def spent(work: Callable[[], object], rounds: int) -> float:
    """The middle of its processor seconds."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return statistics.median(found)


def firm(count: int) -> Any:
    """A store with so many customers; a manager."""
    home = Path(tempfile.mkdtemp(prefix="argosy-registers-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ |= {
        "ARGOSY_HOME": str(home),
        "ARGOSY_DATABASE_URL": "",
        "ARGOSY_SECRET_KEY": "-" * 50,
        "ARGOSY_HOSTS": "testserver",
        "ARGOSY_HTTPS": "0",
    }
    from argosy.records.boot import prepare_store

    prepare_store()
    from django.db import transaction

    from argosy.records.bulk import insert
    from argosy.records.parties.models import Party, PartyKind
    from argosy.records.people.models import Person, PersonRole
    from argosy.records.reference.actions import change_firm

    who = Person(login="bench", name_zh="測試", name_en="Bench")
    who.set_unusable_password()
    who.save()
    for role in ("TM", "ADM"):
        PersonRole(person=who, role=role).save()
    change_firm(actor=who, name_zh="測試公司", name_en="Bench Ltd", address_zh="台北市", address_en="Taipei")
    with transaction.atomic():
        codes = [f"C-{n:06d}" for n in range(count)]
        names = {"name_zh": [f"客戶 {n}" for n in range(count)], "name_en": [f"Customer {n}" for n in range(count)]}
        keys = insert(Party, {"code": codes, "country": [("TW", "JP", "DE", "US")[n % 4] for n in range(count)], **names}, count, actor=who)
        insert(PartyKind, {"party_id": list(keys), "kind": "customer"}, count, actor=who)
    return who


def pages(count: int) -> bool:
    """Measure the pages; whether the bound holds."""
    who = firm(count)
    from django.db import connection
    from django.test import Client

    from argosy.records.people.tokens import issue_token

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    client.force_login(who)
    token = issue_token(actor=who, name="bench", scopes=("read",)).secret
    api = Client(headers={"authorization": f"Bearer {token}"})
    good = True
    for caller, paths in ((client, PAGES), (api, API)):
        for path in paths:
            good = _page(caller, path) and good
    return good


def _page(client: Any, path: str) -> bool:
    def ask() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")

    ask()
    ms = spent(ask, 15) * 1000
    print(f"{path:<44}{ms:>8.1f} ms CPU   bound {PAGE_MS:.0f}", flush=True)
    return ms <= PAGE_MS


def ageing(count: int) -> bool:
    """Measure the ageing; whether the bound holds."""
    import polars as pl

    from argosy.engines.receivables.ageing import age
    from argosy.engines.receivables.book import book

    random, day = Random(3), date(2026, 6, 30)
    issued = [day - timedelta(days=random.randrange(400)) for _ in range(count)]
    rows = pl.DataFrame(
        {
            "row": range(count), "invoice": [f"IV-{n}" for n in range(count)], "customer": [f"C-{n % 20_000}" for n in range(count)],
            "currency": ["TWD"] * count, "issued": issued, "due": [on + timedelta(days=30) for on in issued],
            "amount": [random.randrange(10**4, 10**9) for _ in range(count)],
        },
        schema_overrides={"row": pl.Int64},
    ).with_columns(paid_on=pl.lit(None, dtype=pl.Date), paid_amount=pl.lit(None, dtype=pl.Int64))  # fmt: skip
    made: list[Any] = []
    wall = time.perf_counter()
    cpu = spent(lambda: made.append(age(book(rows), day)), 1)
    wall = time.perf_counter() - wall
    total = int(rows["amount"].sum())
    print(
        f"{'ageing of ' + format(count, ',') + ' open items':<44}{wall:>8.2f} s, {cpu:.2f} s CPU   bound {AGEING_S:.0f}; adds up: {made[0].total == total}"
    )
    return wall <= AGEING_S and made[0].total == total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, default=100_000)
    parser.add_argument("--items", type=int, default=1_000_000)
    asked = parser.parse_args()
    good = [ageing(asked.items), pages(asked.parties)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main())
