from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import argosy
from argosy.records.record import Record, WrittenOnce

pytestmark = pytest.mark.slow

SOURCE = Path(argosy.__file__).parent
SILENT = {"bulk_create", "bulk_update", "abulk_create", "abulk_update"}
# A row's time of last use is no business change; keeping it out of the history is on purpose.
QUIET_UPDATES = {"tokens.py"}
POSTGRES = os.environ.get("ARGOSY_TEST_POSTGRES_URL", "postgres://127.0.0.1:5432/test")


def ours():
    return [model for model in apps.get_models() if model.__module__.startswith("argosy.records.")]


@pytest.mark.django_db
def test_migrations_are_up_to_date():
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    except SystemExit:
        pytest.fail("models have changed without a migration: run makemigrations")
    assert MigrationRecorder(connection).applied_migrations()


def test_every_business_record_keeps_its_history():
    for model in ours():
        if issubclass(model, Record) or model.__name__ == "Person":
            assert hasattr(model, "history"), model
    assert sum(issubclass(model, Record) for model in ours()) > 15


def test_every_record_is_named_in_both_languages():
    from argosy.records.record import in_both

    for model in ours():
        if issubclass(model, Record | WrittenOnce):
            words = in_both(lambda model=model: str(model._meta.verbose_name))
            assert words.zh != words.en, model


def test_no_audited_row_is_written_past_its_history():
    audited = {model.__name__ for model in ours() if hasattr(model, "history")}
    found = [f"{name}:{line} {call}" for name, line, call in calls(SILENT) if call.split(".")[0] in audited or ".objects." not in call]
    assert found == []


def test_rows_are_not_changed_behind_the_history():
    found = {name for name, _, call in calls({"update"}) if ".objects" in call}
    assert found <= QUIET_UPDATES


def calls(methods):
    """Every call of one of these methods in the package: file, line and what it is called on."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
                yield path.name, node.lineno, ast.unparse(node.func)


@pytest.mark.postgres
@pytest.mark.slow
def test_the_records_hold_on_postgresql_too():
    psycopg = pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    try:
        psycopg.connect(POSTGRES, connect_timeout=2).close()
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL server answers; name one in ARGOSY_TEST_POSTGRES_URL")
    env = {**{k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}, "ARGOSY_TEST_DATABASE_URL": POSTGRES}
    tests = Path(__file__).parent
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not slow and not postgres", str(tests)]
    run = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tests.parents[1], check=False)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-2000:]
