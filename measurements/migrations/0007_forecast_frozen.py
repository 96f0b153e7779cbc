"""A forecast never changes: the database itself refuses an update of its row.

SQLite drops triggers when it remakes a table. A later migration that alters this table must call
``freeze`` again; a test fails until it does.
"""

from django.db import migrations

TABLE = "measurements_forecast"
REFUSAL = "A forecast never changes."


def freeze(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER forecast_frozen BEFORE UPDATE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    schema_editor.execute(
        "CREATE FUNCTION forecast_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER forecast_frozen BEFORE UPDATE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION forecast_frozen()"
    )


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS forecast_frozen")
        return
    schema_editor.execute(f"DROP TRIGGER IF EXISTS forecast_frozen ON {TABLE}")
    schema_editor.execute("DROP FUNCTION IF EXISTS forecast_frozen()")


class Migration(migrations.Migration):
    dependencies = [
        ("measurements", "0006_forecasts_and_notes"),
    ]

    operations = [migrations.RunPython(freeze, thaw)]
