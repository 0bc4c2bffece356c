"""The database itself refuses to change an audit entry."""

from django.db import migrations

MESSAGE = "this row is written once and never changed"


def guard(apps, editor):
    """Add the trigger; PostgreSQL wants its body as a function."""
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE FUNCTION audit_written_once() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '%s'; END $$ LANGUAGE plpgsql" % MESSAGE)
        body = "FOR EACH ROW EXECUTE FUNCTION audit_written_once()"
    else:
        body = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    editor.execute(f"CREATE TRIGGER audit_auditentry_once BEFORE UPDATE ON audit_auditentry {body}")


def unguard(apps, editor):
    """Remove the trigger."""
    on = " ON audit_auditentry" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER IF EXISTS audit_auditentry_once{on}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION IF EXISTS audit_written_once()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
