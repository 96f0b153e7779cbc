"""What became of a measure's one target and its definition when both got dates."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = "agenda_frozen", "targets_and_versions"


def _named(ending):
    nodes = MigrationExecutor(connection).loader.graph.nodes
    return [node for node in nodes if node[0] == "measurements" and node[1].endswith(ending)]


def _migrated(targets):
    MigrationExecutor(connection).migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def tables():
    """The tables as they were, with a measure in them; brought up to date again afterwards."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes("measurements")
    apps = _migrated(_named(BEFORE))
    library = apps.get_model("partners", "Library").objects.create(name="Riverton", slug="riverton")
    own = {"library": library}
    own["partnership"] = apps.get_model("partners", "Partnership").objects.create(
        library=library, name="Neighbors", started_on=date(2017, 1, 1)
    )
    goal = apps.get_model("measurements", "Goal").objects.create(title="Adults speak English", **own)
    calendar = apps.get_model("measurements", "ReportingCalendar").objects.create(
        anchor_on=date(2016, 12, 1), **own
    )
    shared = own | {"goal": goal, "calendar": calendar, "unit": "people"}
    measures = apps.get_model("measurements", "Measure").objects
    measures.create(name="Learners", definition="Count once.", target=Decimal(130), **shared)
    measures.create(name="Tutors", **shared)
    yield
    _migrated(leaves)


@pytest.mark.django_db(transaction=True)
def test_target_and_definition_become_dated_rows(tables):
    apps = _migrated(_named(AFTER))

    targets = apps.get_model("measurements", "Target").objects.values_list("measure__name", "value", "span")
    versions = apps.get_model("measurements", "MeasureVersion").objects.order_by("pk")
    assert list(targets) == [("Learners", Decimal(130), "each_period")]
    assert list(versions.values_list("measure__name", "number", "definition", "starts_on")) == [
        ("Learners", 1, "Count once.", date(2016, 12, 1)),
        ("Tutors", 1, "", date(2016, 12, 1)),
    ]


@pytest.mark.django_db(transaction=True)
def test_the_way_back_keeps_the_target(tables):
    _migrated(_named(AFTER))

    apps = _migrated(_named(BEFORE))

    measures = apps.get_model("measurements", "Measure").objects.order_by("pk")
    assert list(measures.values_list("name", "target")) == [("Learners", Decimal(130)), ("Tutors", None)]
