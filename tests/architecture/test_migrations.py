"""Models and migrations agree, each app has one leaf, and somebody named every migration."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.architecture.source import APPS


@pytest.mark.django_db
def test_models_have_no_changes_without_a_migration(capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_app_has_at_most_one_leaf(app):
    assert len(MigrationLoader(connection).graph.leaf_nodes(app)) <= 1


@pytest.mark.parametrize("app", APPS)
def test_migrations_are_named_by_hand(app):
    folder = Path(apps.get_app_config(app).path) / "migrations"
    names = [path.stem for path in folder.glob("[0-9]*.py")]

    assert [name for name in names if re.search(r"_auto_|_and_more$|_alter_\w+_\w+_\w+$", name)] == []
