from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from partners.choices import LibraryRole
from partners.domain.libraries import change_library, change_staff_role, found_library, remove_staff
from partners.domain.versions import Stale
from partners.models import AuditEvent, Invitation, Library, LibraryMembership, Organization
from tests import make

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def library(db):
    return make.make_library()


def test_founded_library_has_its_own_organization_and_invites_its_manager(db):
    administrator = make.make_user(is_staff=True)

    library = found_library(
        by=administrator,
        name="Riverton City Library",
        slug="riverton",
        time_zone="America/Denver",
        language="es",
        now=NOW,
        first_manager_email="Mara@example.org",
    )

    invitation = Invitation.objects.get(library=library)
    assert Organization.objects.get(library=library).is_own
    assert (invitation.email, invitation.staff_role, invitation.language) == (
        "mara@example.org",
        LibraryRole.MANAGER,
        "es",
    )
    assert set(AuditEvent.objects.values_list("action", flat=True)) == {
        "library.founded",
        "organization.added",
        "reminder_rule.added",
        "invitation.sent",
    }


def test_time_zone_must_exist(library):
    with pytest.raises(ValidationError, match="Choose a time zone"):
        change_library(library, by=make.make_user(), version=1, values={"time_zone": "Mars/Olympus"})


def test_two_managers_cannot_remove_each_other(library):
    first, second = make.make_staff(library), make.make_staff(library)

    remove_staff(second, by=first.user, version=1)
    with pytest.raises(ValidationError) as refused:
        remove_staff(first, by=second.user, version=1)

    assert refused.value.code == "last_manager"
    assert list(LibraryMembership.objects.filter(library=library)) == [first]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_managers_who_remove_each_other_at_the_same_moment_leave_one():
    library = make.make_library()
    memberships = [make.make_staff(library), make.make_staff(library)]
    barrier, refusals = Barrier(2), []

    def remove(membership, by):
        barrier.wait()
        try:
            remove_staff(membership, by=by, version=1)
        except ValidationError as refusal:
            refusals.append(refusal.code)
        finally:
            connection.close()

    threads = [
        Thread(target=remove, args=(memberships[0], memberships[1].user)),
        Thread(target=remove, args=(memberships[1], memberships[0].user)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals == ["last_manager"]
    assert LibraryMembership.objects.filter(library=library).count() == 1


def test_removing_somebody_twice_is_quiet(library):
    manager, other = make.make_staff(library), make.make_staff(library)

    remove_staff(other, by=manager.user, version=1)
    remove_staff(other, by=manager.user, version=1)

    assert AuditEvent.objects.filter(action="staff.removed").count() == 1


def test_removing_needs_the_present_version(library):
    manager, other = make.make_staff(library), make.make_staff(library)
    change_staff_role(other, by=manager.user, version=1, role=LibraryRole.VIEWER)

    with pytest.raises(Stale):
        remove_staff(other, by=manager.user, version=1)


def test_role_of_somebody_who_left_cannot_change(library):
    manager, other = make.make_staff(library), make.make_staff(library)
    remove_staff(other, by=manager.user, version=1)

    with pytest.raises(ValidationError, match="no longer on the staff"):
        change_staff_role(other, by=manager.user, version=1, role=LibraryRole.VIEWER)


def test_manager_may_step_down_when_another_stays(library):
    first, _second = make.make_staff(library), make.make_staff(library)

    change_staff_role(first, by=first.user, version=1, role=LibraryRole.VIEWER)

    assert LibraryMembership.objects.get(pk=first.pk).role == LibraryRole.VIEWER
    assert Library.objects.count() == 1
