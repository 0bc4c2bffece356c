"""Twenty at once: one coach is booked once, and one target is set by one and not overwritten by the others, on SQLite and on PostgreSQL."""

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


def classroom(home, url):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "ARGOSY_"))}
    env |= {
        "ARGOSY_HOME": str(home), "ARGOSY_DATABASE_URL": url, "ARGOSY_SECRET_KEY": "only-for-tests-" * 5, "DJANGO_SETTINGS_MODULE": "argosy.config.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }  # fmt: skip
    run = subprocess.run([sys.executable, "-m", "tests.records.classroom"], capture_output=True, text=True, env=env, cwd=ROOT, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout)


def expect_order(told, vendor):
    assert told["vendor"] == vendor
    assert told["one"] == {"True": 1, "Refused": 19}
    assert told["apart"] == {"True": 20}
    assert (told["sessions"], told["numbers"]) == (21, True)
    assert told["first"] == {"True": 1, "Refused": 19}
    assert told["change"] == {"True": 1, "Refused": 19}
    assert (told["history"], told["changed"]) == (2, True)


def test_twenty_at_once_on_sqlite(tmp_path):
    expect_order(classroom(tmp_path, f"sqlite:///{tmp_path}/classroom.sqlite3"), "sqlite")


@pytest.mark.postgres
def test_twenty_at_once_on_postgresql(tmp_path):
    psycopg = pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    name = f"argosy_classroom_{os.getpid()}"
    try:
        server = psycopg.connect(POSTGRES, connect_timeout=2, autocommit=True)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL server answers; name one in ARGOSY_TEST_POSTGRES_URL")
    with server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            expect_order(classroom(tmp_path, f"{POSTGRES.rpartition('/')[0]}/{name}"), "postgresql")
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
