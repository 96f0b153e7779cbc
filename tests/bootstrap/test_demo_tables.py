"""Tables that are made in one go are the tables that the migrations make."""

import os
import sqlite3
import subprocess
import sys
from collections import defaultdict
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection

from partnerships.bootstrap import ROOT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not settings.IS_SQLITE, reason="the demo is on SQLite"),
]
COLUMNS = """
    SELECT one.name, part.name, part.type, part."notnull", part.dflt_value, part.pk
    FROM sqlite_master AS one, pragma_table_info(one.name) AS part WHERE one.type = 'table'
"""
KEYS = """
    SELECT one.name, part."table", part."from", part."to"
    FROM sqlite_master AS one, pragma_foreign_key_list(one.name) AS part WHERE one.type = 'table'
"""
MAKE = "import django; django.setup(); from partnerships.demo.tables import make_tables; make_tables()"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A database with the tables made in one go."""
    folder = tmp_path_factory.mktemp("tables")
    environment = {
        "PARTNERSHIPS_PROFILE": "demo",
        "DJANGO_SETTINGS_MODULE": "partnerships.settings",
        "DATA_DIR": str(folder),
    }
    subprocess.run([sys.executable, "-c", MAKE], cwd=ROOT, env=os.environ | environment, check=True)
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        yield database.cursor()


def _rows(cursor, question):
    return list(cursor.execute(question).fetchall())


def _shape(cursor):
    """Columns and keys of each table, and the text of each index and trigger; order says nothing."""
    parts = defaultdict(list)
    for question in (COLUMNS, KEYS):
        for table, *part in _rows(cursor, question):
            parts[table].append(str(part))
    texts = _rows(cursor, "SELECT type, name, sql FROM sqlite_master")
    return {
        name: (sorted(parts[name]), text.count("CHECK")) if kind == "table" else text
        for kind, name, text in texts
    }


def _counts(cursor):
    tables = _rows(cursor, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    # The names are the database's own.
    return {name: _rows(cursor, f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in tables}  # noqa: S608


def test_tables_indexes_and_triggers_are_those_of_the_migrations(made):
    with connection.cursor() as migrated:
        assert _shape(made) == _shape(migrated)


def test_rows_that_ship_are_there_and_every_migration_is_noted(made):
    with connection.cursor() as migrated:
        counts = _counts(migrated)

    assert _counts(made) == counts
    assert counts["partners_category"] == 23
