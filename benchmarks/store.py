"""What a user waits for: the first answer of the command line, a list page, an answer of the API, a worksheet of 1,000 lines."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from benchmarks.bench import Bench

HEAD = "item,description,code,origin,quantity,unit,unit_price,net_kg,gross_kg,duty_rate,commodity_tax_rate,rationale"
LINE = "T-{n},Telephone sets {n},85171300009,JP,{n},PCE,100.25,5,6,5%,0%,GRI 1 and 6; note 5 to section XVI"
TERMS = {"date": "2026-06-30", "incoterm": "FOB", "place": "JPYOK", "currency": "USD", "freight": "2500", "insurance": "200"}
KEY = "CS/O1.2.1"


def helping() -> Callable[[], object]:
    """``argosy --help`` in a new process."""
    command = [sys.executable, "-m", "argosy.cli", "--help"]
    return lambda: subprocess.run(command, capture_output=True, check=True)


@cache
def store() -> Path:
    """The sample firm in a home folder of its own, made once; the folder."""
    home = Path(tempfile.mkdtemp(prefix="argosy-bench-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ |= {"ARGOSY_HOME": str(home), "ARGOSY_DATABASE_URL": "", "ARGOSY_SECRET_KEY": "-" * 50, "ARGOSY_HOSTS": "testserver"}
    os.environ["ARGOSY_HTTPS"] = "0"
    from argosy.records.boot import prepare_store

    prepare_store()
    from argosy.records.sample.load import load_sample

    load_sample(password="harbour-lantern-27")
    return home


def page(path: str, token: bool = False) -> Callable[[], Callable[[], object]]:
    """Ask for ``path`` as the coordinator, through every middleware, without a network; signed in, or with a token."""

    def prepare() -> Callable[[], object]:
        store()
        from django.test import Client

        from argosy.records.people.queries import person
        from argosy.records.people.tokens import issue_token

        who, client = person("cs1"), Client()
        client.force_login(who)
        if token:
            secret = issue_token(actor=who, name="bench", scopes=("read",)).secret
            client = Client(headers={"authorization": f"Bearer {secret}"})

        def ask() -> None:
            answer = client.get(path)
            if answer.status_code != 200:
                raise RuntimeError(f"{path} answered {answer.status_code}")

        return ask

    return prepare


@cache
def thousand() -> str:
    """An order of 1,000 lines in the store; its reference."""
    store()
    from argosy.importers.order_file import read_order
    from argosy.records.people.queries import person
    from argosy.records.tariffs.actions import import_order

    rows = "\n".join([HEAD, *(LINE.format(n=n) for n in range(1, 1001))])
    preview = read_order("thousand.csv", rows.encode(), TERMS)
    return str(import_order(actor=person("cs1"), order=preview.order).ref)  # type: ignore[arg-type]


def reading() -> Callable[[], object]:
    """Read an order file of 1,000 lines, every cell checked."""
    from argosy.importers.order_file import read_order

    rows = "\n".join([HEAD, *(LINE.format(n=n) for n in range(1, 1001))]).encode()
    return lambda: read_order("thousand.csv", rows, TERMS)


def building() -> Callable[[], object]:
    """Gather, assess, lay out and check the worksheet of 1,000 lines, nothing rendered."""
    order = thousand()
    from argosy.publishing.build import build, request_for

    return lambda: build(request_for(KEY, {"order": order}))


def worksheet(form: str) -> Callable[[], Callable[[], object]]:
    """The whole worksheet of 1,000 lines as one file: built and rendered."""

    def prepare() -> Callable[[], object]:
        order = thousand()
        from argosy.publishing.produce import produce

        out = store() / "out"
        return lambda: produce(KEY, {"order": order}, out, formats=[form])

    return prepare


BENCHES = (
    Bench("argosy --help", helping, expected=400, rounds=5),
    Bench("page of parties", page("/parties/"), expected=5, cpu=True),
    Bench("page of orders", page("/orders/"), expected=5, cpu=True),
    Bench("api list of parties", page("/api/v1/parties", token=True), expected=1.7, cpu=True),
    Bench("read 1000 lines", reading, rounds=5),
    Bench("worksheet 1000 lines: build", building, rounds=5),
    *(Bench(f"worksheet 1000 lines: {form}", worksheet(form), rounds=3) for form in ("json", "html", "xlsx", "docx", "pdf")),
)
