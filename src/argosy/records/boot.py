"""Opening the records from a program that is not a web server: the command line, a worker, a notebook."""

from __future__ import annotations

import os


def boot() -> None:
    """Make the records usable in this process; calling it again costs nothing. Raises ``BadInput`` for a bad environment."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "argosy.config.settings")
    if not apps.ready:
        django.setup()


def prepare_store() -> None:
    """Bring the store to this version's shape: tables, indexes and the cache table. Safe to repeat."""
    boot()
    from django.core.management import call_command
    from django.db import connection

    from argosy.records.fresh import is_empty, lay_out

    if is_empty(connection):
        lay_out(connection)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def pending_migrations() -> list[str]:
    """Names of migrations the store still lacks; empty when it is up to date."""
    boot()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return [f"{step.app_label}.{step.name}" for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
