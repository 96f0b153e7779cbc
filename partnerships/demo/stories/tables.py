"""The tables of an empty database in one go.

Migrating from nothing remakes the same tables hundreds of times, which takes longer than everything else the
demo does. Here each table is made once, as the models are today. What migrations do besides (rows that ship,
triggers, the cache's table) is done by their own functions, save those that only carry rows over. All of them
are noted as applied, so that a later start migrates from there. A test holds the result against migrations.
"""

from typing import cast

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps


def is_empty(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Tell whether this is an SQLite database without any table."""
    connection = connections[using]
    return connection.vendor == "sqlite" and not connection.introspection.table_names()


def make_tables(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make all tables and what ships in them. The database must be empty."""
    connection = connections[using]
    emit_pre_migrate_signal(verbosity=0, interactive=False, db=using)
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
    _do_the_rest(connection)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=using)


def _do_the_rest(connection: BaseDatabaseWrapper) -> None:
    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    for migration, _is_backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with connection.schema_editor() as editor:
            for operation in migration.operations:
                # What only carries rows over (Django calls it elidable) has nothing to carry.
                if isinstance(operation, RunPython) and not operation.elidable:
                    operation.code(cast(StateApps, apps), editor)
        executor.recorder.record_applied(migration.app_label, migration.name)
