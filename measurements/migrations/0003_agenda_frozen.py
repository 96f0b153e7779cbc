"""A version of the agenda never changes: the database itself refuses an update of its row.

SQLite drops triggers when it remakes a table. A later migration that alters this table must call
``freeze`` again; a test fails until it does.
"""

from django.db import migrations

TABLE = "measurements_agendaversion"
REFUSAL = "A version of the agenda never changes."


def freeze(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER agenda_version_frozen BEFORE UPDATE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    schema_editor.execute(
        "CREATE FUNCTION agenda_version_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER agenda_version_frozen BEFORE UPDATE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION agenda_version_frozen()"
    )


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS agenda_version_frozen")
        return
    schema_editor.execute(f"DROP TRIGGER IF EXISTS agenda_version_frozen ON {TABLE}")
    schema_editor.execute("DROP FUNCTION IF EXISTS agenda_version_frozen()")


class Migration(migrations.Migration):
    dependencies = [
        ("measurements", "0002_the_plan"),
    ]

    operations = [migrations.RunPython(freeze, thaw)]
