"""The database itself refuses to remove an audit entry."""

from django.db import migrations

TABLES = ("auditentry",)
MESSAGE = "this row is written once and never removed"


def guard(apps, editor):
    """Add a trigger to each table; PostgreSQL needs one function for them all."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION audit_never_removed() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '%s'; END $$ LANGUAGE plpgsql" % MESSAGE
        )
    for table in TABLES:
        name, on = f"audit_{table}_kept", f"BEFORE DELETE ON audit_{table}"
        if editor.connection.vendor == "postgresql":
            editor.execute(f"CREATE TRIGGER {name} {on} FOR EACH ROW EXECUTE FUNCTION audit_never_removed()")
        else:
            editor.execute(f"CREATE TRIGGER {name} {on} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END")


def unguard(apps, editor):
    """Remove the triggers."""
    for table in TABLES:
        on = f" ON audit_{table}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER IF EXISTS audit_{table}_kept{on}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION IF EXISTS audit_never_removed()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_written_once")]
    operations = [migrations.RunPython(guard, unguard)]
