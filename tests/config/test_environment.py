from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from argosy.config import environment
from argosy.config.database import database
from argosy.kernel.errors import BadInput
from argosy.records.home import ensure_secret, home, stored_secret


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOSY_HOME", str(tmp_path / "argosy"))


def test_without_a_url_the_store_is_embedded(tmp_path):
    made = database("", tmp_path)
    assert made["NAME"] == str(tmp_path / "argosy.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in made["OPTIONS"]["init_command"]


def test_a_postgres_url_is_taken_apart(tmp_path):
    made = database("postgres://anna:p%40ss@db.example:6432/trade?sslmode=require", tmp_path)
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"], made["NAME"]) == ("anna", "p@ss", "db.example", "6432", "trade")
    assert made["OPTIONS"] == {"pool": True, "sslmode": "require"}


def test_a_sqlite_url_names_a_file(tmp_path):
    assert database("sqlite:////srv/argosy/my%20firm.sqlite3", tmp_path)["NAME"] == "/srv/argosy/my firm.sqlite3"


@pytest.mark.parametrize("url", ["mysql://x/y", "postgres://host", "nonsense"])
def test_another_database_is_refused_with_advice(tmp_path, url):
    with pytest.raises(BadInput, match="ARGOSY_DATABASE_URL"):
        database(url, tmp_path)


@pytest.mark.parametrize(("said", "meant"), [("1", True), ("off", False), ("", False), ("TRUE", True)])
def test_a_flag_is_yes_or_no(monkeypatch, said, meant):
    monkeypatch.setenv("ARGOSY_DEBUG", said)
    assert environment.flag("ARGOSY_DEBUG") is meant


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("ARGOSY_DEBUG", "maybe")
    with pytest.raises(BadInput, match="maybe"):
        environment.flag("ARGOSY_DEBUG")


@pytest.mark.parametrize(
    ("hosts", "secure"), [("", False), ("localhost, 127.0.0.1", False), ("trade.example", True), ("localhost,trade.example", True)]
)
def test_cookies_are_secure_as_soon_as_a_host_is_not_this_machine(monkeypatch, hosts, secure):
    monkeypatch.setenv("ARGOSY_HOSTS", hosts)
    assert environment.https() is secure


def test_without_a_key_nothing_starts(monkeypatch):
    monkeypatch.delenv("ARGOSY_SECRET_KEY")
    with pytest.raises(BadInput, match="ARGOSY_SECRET_KEY"):
        environment.secret_key()


def test_the_demo_makes_a_key_once_for_its_owner_only(monkeypatch):
    monkeypatch.delenv("ARGOSY_SECRET_KEY")
    made = ensure_secret("secret-key")
    assert len(made) >= 50
    assert environment.secret_key() == made == ensure_secret("secret-key") == stored_secret("secret-key")
    assert stat.S_IMODE((home() / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(home().stat().st_mode) == 0o700


def test_a_bad_environment_says_so_without_a_traceback_of_django(tmp_path):
    code = "from argosy.records.boot import boot\nfrom argosy.kernel.errors import BadInput\ntry:\n    boot()\nexcept BadInput as e:\n    print(e)"
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("ARGOSY_", "DJANGO_"))}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**bare, "ARGOSY_HOME": str(tmp_path)}, check=False
    )
    assert run.stdout.startswith("ARGOSY_SECRET_KEY is not set")


@pytest.mark.slow
def test_a_new_store_is_prepared_and_says_what_it_lacks(tmp_path):
    code = (
        "from argosy.records.boot import *\n"
        "print(len(pending_migrations()) > 20)\nprepare_store()\nprint(pending_migrations())\n"
        "from django.db import connection\ncursor = connection.cursor()\n"
        "print(cursor.execute('PRAGMA journal_mode').fetchone()[0])"
    )
    env = {**os.environ, "ARGOSY_HOME": str(tmp_path), "ARGOSY_DATABASE_URL": ""}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert run.stdout.split("\n")[:3] == ["True", "[]", "wal"]
