"""A store laid out at once is the store the migrations make."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

SHAPE = """
import json, re, sys
from argosy.records.boot import boot, prepare_store
boot()
from django.core.management import call_command
from django.db import connection
if sys.argv[1] == "migrated":
    call_command("migrate", interactive=False, verbosity=0)
prepare_store()
run = lambda sql: connection.cursor().execute(sql).fetchall()
tables = {}
for name in sorted(connection.introspection.table_names()):
    columns = sorted(map(str, (row[1:] for row in run(f'PRAGMA table_info("{name}")'))))
    links = sorted(map(str, (row[2:5] for row in run(f'PRAGMA foreign_key_list("{name}")'))))
    indexes = sorted(str((row[2], [r[2] for r in run(f'PRAGMA index_info("{row[1]}")')])) for row in run(f'PRAGMA index_list("{name}")'))
    tables[name] = [columns, links, indexes]
named = sorted(map(str, run("SELECT type, name FROM sqlite_master WHERE type IN ('index', 'trigger') AND name NOT LIKE 'sqlite_%'")))
guards = sorted(row[0] for row in run("SELECT sql FROM sqlite_master WHERE type = 'trigger'"))
done = sorted(map(str, run("SELECT app, name FROM django_migrations")))
rights = sorted(map(str, run("SELECT codename FROM auth_permission")))
print(json.dumps([tables, named, guards, done, rights]))
"""


def shape(way: str, home) -> list:
    """Tables, names of indexes and guards, guards, migrations and permissions of a new store."""
    env = {**os.environ, "ARGOSY_HOME": str(home), "ARGOSY_DATABASE_URL": ""}
    made = subprocess.run([sys.executable, "-c", SHAPE, way], env=env, capture_output=True, text=True, check=True)
    return json.loads(made.stdout)


@pytest.mark.slow
def test_a_store_laid_out_at_once_is_the_migrated_one(tmp_path):
    laid, migrated = shape("laid", tmp_path / "a"), shape("migrated", tmp_path / "b")
    assert laid[0] == migrated[0]
    assert laid[1:] == migrated[1:]
    assert len(laid[2]) > 4
