import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from partners.domain.versions import Stale, add_row, change_row, changes_of
from partners.models import AuditEvent, Organization
from tests import make


@pytest.fixture
def organization(db):
    return make.make_organization(make.make_library(), name="Maple")


def _change(row, *, version, **values):
    with transaction.atomic():
        return change_row(
            row, by=make.make_user(), action="organization.changed", version=version, values=values
        )


def test_change_counts_the_version_up_and_keeps_the_key_of_the_name(organization):
    changed = _change(organization, version=1, name="Ÿ Club")

    stored = Organization.objects.get(pk=organization.pk)
    assert (changed.version, stored.version, stored.name, stored.name_key) == (2, 2, "Ÿ Club", "y club")


def test_older_version_is_refused_with_the_row_as_it_is(organization):
    _change(organization, version=1, notes="first")

    with pytest.raises(Stale) as stale:
        _change(organization, version=1, notes="second")

    assert (stale.value.current.notes, stale.value.current.version) == ("first", 2)


def test_same_values_leave_no_trace(organization):
    assert _change(organization, version=1, name="Maple").version == 1
    assert not AuditEvent.objects.filter(action="organization.changed").exists()


def test_other_fields_of_a_stale_object_are_not_written_back(organization):
    stale = Organization.objects.get(pk=organization.pk)
    _change(organization, version=1, phone="555-0100")
    stale.notes = "never meant to be saved"

    _change(stale, version=2, email="maple@example.org")

    stored = Organization.objects.get(pk=organization.pk)
    assert (stored.phone, stored.notes, stored.email) == ("555-0100", "", "maple@example.org")


def test_what_is_not_valid_is_refused(organization):
    with pytest.raises(ValidationError):
        _change(organization, version=1, email="not an address")


def test_added_row_is_validated_and_written_down(organization):
    with transaction.atomic(), pytest.raises(ValidationError):
        add_row(Organization(library=organization.library, name=""), by=None, action="organization.added")

    added = add_row(
        Organization(library=organization.library, name="Oak"), by=None, action="organization.added"
    )
    event = AuditEvent.objects.get()
    assert (event.library, event.subject_id, event.subject_label) == (organization.library, added.pk, "Oak")


def test_changes_name_only_what_differs(organization):
    assert changes_of(organization, {"name": "Maple", "phone": "1"}) == {"phone": ["", "1"]}
