"""The database itself refuses to change what is written once: frozen versions, signatures, issues, files, the chain."""

from django.db import migrations

TABLES = ("reportversion", "approval", "issue", "issuedfile", "chainentry", "chainroot")
MESSAGE = "this row is written once and never changed"


def guard(apps, editor):
    """Add a trigger to each table; PostgreSQL needs one function for them all."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION reports_written_once() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '%s'; END $$ LANGUAGE plpgsql" % MESSAGE
        )
    for table in TABLES:
        editor.execute(_trigger(editor.connection.vendor, table))


def _trigger(vendor, table):
    name = f"reports_{table}_once"
    if vendor == "postgresql":
        return f"CREATE TRIGGER {name} BEFORE UPDATE ON reports_{table} FOR EACH ROW EXECUTE FUNCTION reports_written_once()"
    return f"CREATE TRIGGER {name} BEFORE UPDATE ON reports_{table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"


def unguard(apps, editor):
    """Remove the triggers."""
    for table in TABLES:
        on = f" ON reports_{table}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER IF EXISTS reports_{table}_once{on}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION IF EXISTS reports_written_once()")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
