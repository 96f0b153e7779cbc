from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from partners.choices import ContactVisibility
from partners.domain.contacts import change_contact, log_contact, remove_contact, restore_contact
from partners.domain.versions import Stale
from partners.models import AuditEvent, ContactEntry, ContactPerson
from tests import make

NOW = datetime(2017, 4, 10, 18, tzinfo=UTC)
VALUES = {
    "kind": "call",
    "direction": "two_way",
    "note": "A room on Tuesdays.",
    "at": NOW - timedelta(hours=1),
    "visibility": "staff",
    "partnership": None,
}


def log(cast, organization=None, **changed):
    given = {"values": VALUES | changed.pop("values", {}), "people": [], "staff": [cast.cole.user]} | changed
    return log_contact(organization or cast.riverton.maple, by=cast.cole.user, now=NOW, **given)


def pia(cast):
    return cast.pia.user.people.get()


def test_logged_contact_names_both_sides_and_is_recorded(cast):
    entry = log(cast, people=[pia(cast)])

    assert list(entry.people.all()) == [pia(cast)]
    assert list(entry.staff.all()) == [cast.cole.user]
    assert AuditEvent.objects.get(action="contact.logged").actor == cast.cole.user


def test_what_has_not_happened_yet_is_refused(cast):
    with pytest.raises(ValidationError, match="not happened yet"):
        log(cast, values={"at": NOW + timedelta(minutes=1)})

    assert not ContactEntry.objects.exists()


def test_people_of_another_organization_did_not_take_part(cast):
    stranger = make.make_person(cast.riverton.oak)

    with pytest.raises(ValidationError):
        log(cast, people=[stranger])


def test_database_refuses_people_of_another_organization(cast):
    entry, stranger = log(cast), make.make_person(cast.twin.maple)
    stray = ContactPerson(
        library=entry.library, organization=entry.organization, entry=entry, person=stranger
    )

    with pytest.raises(IntegrityError):
        _now(stray.save)


def _now(check):
    """Run it in a transaction of its own and let the database check what it put off."""
    with transaction.atomic():
        check()
        connection.check_constraints()


def test_shared_with_partners_needs_a_partnership(cast):
    with pytest.raises(ValidationError, match="Choose the partnership"):
        log(cast, values={"visibility": ContactVisibility.PARTNERS})


def test_change_keeps_who_took_part_and_says_what_changed(cast):
    entry = log(cast, people=[pia(cast)])

    changed = change_contact(
        entry,
        by=cast.mara.user,
        version=1,
        now=NOW,
        values=VALUES | {"note": "Two rooms."},
        people=[pia(cast)],
        staff=[cast.cole.user],
    )

    assert (changed.note, changed.version) == ("Two rooms.", 2)
    event = AuditEvent.objects.get(action="contact.changed")
    assert event.changes == {"note": ["A room on Tuesdays.", "Two rooms."]}


def test_change_of_people_alone_makes_a_new_version(cast):
    entry = log(cast)
    values = {"by": cast.mara.user, "version": 1, "now": NOW, "values": VALUES, "staff": [cast.mara.user]}

    assert change_contact(entry, people=[pia(cast)], **values).version == 2
    with pytest.raises(Stale):
        change_contact(entry, people=[], **values)


def test_removed_entry_is_kept_and_can_be_put_back(cast):
    entry = log(cast)

    removed = remove_contact(entry, by=cast.cole.user, version=1, now=NOW)
    assert list(ContactEntry.objects.kept()) == []
    restore_contact(removed, by=cast.cole.user, version=2)

    assert list(ContactEntry.objects.kept()) == [entry]


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        ("staff", {"mara", "cole", "vera"}),
        ("partner", {"mara", "cole", "vera", "pia"}),
        ("partners", {"mara", "cole", "vera", "pia", "bea"}),
    ],
)
def test_entries_open_to_whom_they_say(cast, visibility, readers):
    entry = log(cast, values={"visibility": visibility, "partnership": cast.riverton.partnership})
    everybody = ("mara", "cole", "vera", "otto", "pia", "bea", "nick", "fay")

    who = {
        name
        for name in everybody
        if entry in ContactEntry.objects.visible_to(getattr(cast, name).scope, library=cast.riverton.library)
    }

    assert who == readers


def test_removed_entry_is_closed_to_partners(cast):
    entry = log(cast, values={"visibility": "partner"})
    remove_contact(entry, by=cast.cole.user, version=1, now=NOW)

    rows = ContactEntry.objects.visible_to(cast.pia.scope, library=cast.riverton.library)

    assert list(rows) == []


def test_partners_change_nothing(cast):
    log(cast, values={"visibility": "partner"})

    rows = ContactEntry.objects.editable_by(cast.pia.scope, library=cast.riverton.library)

    assert list(rows) == []
