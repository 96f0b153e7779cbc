"""What became of who called an organization when there was one owner of it."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = "interval_owner_optional", "one_owner"


def _named(ending):
    nodes = MigrationExecutor(connection).loader.graph.nodes
    return [node for node in nodes if node[0] == "partners" and node[1].endswith(ending)]


def _migrated(targets):
    MigrationExecutor(connection).migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def tables():
    """Two organizations with a caller each; the second has an owner who is somebody else."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    apps = _migrated(_named(BEFORE))
    library = apps.get_model("partners", "Library").objects.create(name="Riverton", slug="riverton")
    users = apps.get_model("partners", "User").objects
    cole, mara = (users.create(email=f"{name}@example.org", name=name) for name in ("cole", "mara"))
    memberships = apps.get_model("partners", "LibraryMembership").objects
    memberships.create(library=library, user=mara, role="manager")
    for name, owner in (("Maple", None), ("Oak", mara)):
        organization = apps.get_model("partners", "Organization").objects.create(
            library=library, name=name, name_key=name.lower(), owner=owner
        )
        apps.get_model("partners", "KeepInTouch").objects.create(
            library=library,
            organization=organization,
            ideal_days=30,
            maximum_days=60,
            owner=cole,
            set_on=date(2017, 1, 1),
        )
    yield
    _migrated(leaves)


@pytest.mark.django_db(transaction=True)
def test_caller_becomes_owner_unless_there_is_one(tables):
    apps = _migrated(_named(AFTER))

    owners = apps.get_model("partners", "Organization").objects.order_by("name")
    told = apps.get_model("partners", "AuditEvent").objects.filter(action="touch.changed")
    assert list(owners.values_list("name", "owner__name")) == [("Maple", "cole"), ("Oak", "mara")]
    assert [event.changes for event in told] == [{"owner": ["cole@example.org", "mara@example.org"]}]


@pytest.mark.django_db(transaction=True)
def test_the_way_back_has_somebody_who_calls(tables):
    apps = _migrated(_named(AFTER))
    apps.get_model("partners", "Organization").objects.filter(name="Maple").update(owner=None)
    apps.get_model("partners", "KeepInTouch").objects.update(owner=None)

    apps = _migrated(_named(BEFORE))

    rows = apps.get_model("partners", "KeepInTouch").objects.order_by("organization__name")
    assert [row.owner.name for row in rows] == ["mara", "mara"]
