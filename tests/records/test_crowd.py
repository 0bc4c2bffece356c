"""Twenty writers at once: no lost update, no missing or double number, no limit overshot, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POSTGRES = os.environ.get("ARGOSY_TEST_POSTGRES_URL", "postgres://127.0.0.1:5432/test")
pytestmark = pytest.mark.slow


def crowd(home, url, program="tests.records.crowd"):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "ARGOSY_"))}
    env |= {
        "ARGOSY_HOME": str(home), "ARGOSY_DATABASE_URL": url, "ARGOSY_SECRET_KEY": "only-for-tests-" * 5, "DJANGO_SETTINGS_MODULE": "argosy.config.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }  # fmt: skip
    run = subprocess.run([sys.executable, "-m", program], capture_output=True, text=True, env=env, cwd=ROOT, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout)


def expect_order(told, vendor):
    assert told["vendor"] == vendor
    assert told["one_invoice"] == {"True": 10, "Refused": 10}
    assert (told["settled"], told["allocated"]) == ("1E+3", "1E+3")
    assert (told["many"], told["issued"]) == ({"True": 20}, {"True": 20})
    assert (told["sold"], told["orders"]) == ({"True": 10, "Refused": 10}, 10)
    assert (told["receipt_numbers"], told["invoice_numbers"], told["receipts"], told["invoices"]) == (True, True, 30, 41)


def test_twenty_writers_on_sqlite(tmp_path):
    expect_order(crowd(tmp_path, f"sqlite:///{tmp_path}/crowd.sqlite3"), "sqlite")


def on_postgresql(home, program="tests.records.crowd"):
    """What a crowd does on a database of its own, or a skip where no server answers."""
    psycopg = pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    name = f"argosy_{program.rpartition('.')[2]}_{os.getpid()}"
    try:
        server = psycopg.connect(POSTGRES, connect_timeout=2, autocommit=True)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL server answers; name one in ARGOSY_TEST_POSTGRES_URL")
    with server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            return crowd(home, f"{POSTGRES.rpartition('/')[0]}/{name}", program)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgres
def test_twenty_writers_on_postgresql(tmp_path):
    expect_order(on_postgresql(tmp_path), "postgresql")
