"""The table behind the default cache, so that no further command is needed before the first request."""

from django.core.management import call_command
from django.db import migrations


def create_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_categories")]
    operations = [migrations.RunPython(create_cache_table, migrations.RunPython.noop)]
