"""The contact log: who of the library talked with whom, when and about what."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.choices import ContactVisibility
from partners.domain.files import NewFile, add_contact_files
from partners.domain.notices import notify
from partners.domain.versions import add_row, change_row
from partners.models import ContactEntry, ContactPerson, ContactStaff, Organization, Person, User
from partners.notices import CONTACT_LOGGED


@transaction.atomic
def log_contact(
    organization: Organization,
    *,
    by: User,
    now: datetime,
    values: dict[str, Any],
    people: Sequence[Person] = (),
    staff: Sequence[User] = (),
    files: Sequence[NewFile] = (),
) -> ContactEntry:
    """Write a contact into the log. Raises `ValidationError`, also for one that has not happened yet."""
    _refuse_future(values["at"], now)
    entry = ContactEntry(
        library_id=organization.library_id, organization=organization, created_by=by, **values
    )
    add_row(entry, by=by, action="contact.logged")
    _set_people(entry, people)
    _set_staff(entry, staff)
    add_contact_files(entry, by=by, now=now, files=files)
    _tell_owner(entry, by=by, staff=staff, now=now)
    return entry


@transaction.atomic
def change_contact(
    entry: ContactEntry,
    *,
    by: User,
    version: int,
    now: datetime,
    values: dict[str, Any],
    people: Sequence[Person],
    staff: Sequence[User],
    files: Sequence[NewFile] = (),
) -> ContactEntry:
    """Correct a line of the log and who took part. Raises `Stale` and `ValidationError`."""
    _refuse_future(values["at"], now)
    changed = change_row(entry, by=by, action="contact.changed", version=version, values=values)
    add_contact_files(changed, by=by, now=now, files=files)
    before = _participants(changed)
    are_new = [_set_people(changed, people), _set_staff(changed, staff)]
    if not any(are_new):
        return changed
    audit.record(
        by=by,
        action="contact.people_changed",
        subject=changed,
        changes={"people": [before, _participants(changed)]},
    )
    if changed.version == version:
        # Who took part is in what the form shows: whoever holds the older page must be told.
        ContactEntry.objects.filter(pk=changed.pk).update(version=version + 1)
        changed.version = version + 1
    return changed


@transaction.atomic
def remove_contact(entry: ContactEntry, *, by: User, version: int, now: datetime) -> ContactEntry:
    """Take a line out of the log; it is kept and can be put back. Raises `Stale`."""
    values = {"archived_at": entry.archived_at or now}
    return change_row(entry, by=by, action="contact.removed", version=version, values=values)


@transaction.atomic
def restore_contact(entry: ContactEntry, *, by: User, version: int) -> ContactEntry:
    """Put a removed line back into the log. Raises `Stale`."""
    return change_row(entry, by=by, action="contact.restored", version=version, values={"archived_at": None})


@transaction.atomic
def close_contacts(entries: Iterable[ContactEntry], *, by: User) -> int:
    """Let only the staff read these lines from now on; say how many others could read."""
    values = {"visibility": ContactVisibility.STAFF, "partnership": None}
    open_ones = [entry for entry in entries if entry.visibility != ContactVisibility.STAFF]
    for entry in open_ones:
        change_row(entry, by=by, action="contact.changed", version=entry.version, values=values)
    return len(open_ones)


@transaction.atomic
def remove_contacts(entries: Iterable[ContactEntry], *, by: User, now: datetime) -> list[ContactEntry]:
    """Take several lines out of the log; they are kept and can be put back together."""
    return [remove_contact(entry, by=by, version=entry.version, now=now) for entry in entries]


@transaction.atomic
def restore_contacts(entries: Iterable[ContactEntry], *, by: User) -> list[ContactEntry]:
    """Put lines that were removed together back into the log."""
    gone = [entry for entry in entries if entry.archived_at is not None]
    return [restore_contact(entry, by=by, version=entry.version) for entry in gone]


def _tell_owner(entry: ContactEntry, *, by: User, staff: Sequence[User], now: datetime) -> None:
    """Whoever looks after the organization hears of talks that they were not part of."""
    owner, organization = entry.organization.owner, entry.organization
    if owner not in staff:
        notify(owner, library=entry.library, kind=CONTACT_LOGGED, about=organization, now=now, by=by)


def _refuse_future(at: datetime, now: datetime) -> None:
    if at > now:
        raise ValidationError({"at": _("This has not happened yet. Log a contact once it has.")})


def _participants(entry: ContactEntry) -> list[str]:
    people = entry.people.values_list("name", flat=True)
    return sorted([*people, *entry.staff.values_list("name", flat=True)])


def _set_people(entry: ContactEntry, people: Sequence[Person]) -> bool:
    links = ContactPerson.objects.filter(entry=entry)
    rows = [
        ContactPerson(
            library_id=entry.library_id, organization_id=entry.organization_id, entry=entry, person=person
        )
        for person in people
    ]
    return _replace(links, "person_id", rows)


def _set_staff(entry: ContactEntry, staff: Sequence[User]) -> bool:
    links = ContactStaff.objects.filter(entry=entry)
    rows = [ContactStaff(library_id=entry.library_id, entry=entry, user=user) for user in staff]
    return _replace(links, "user_id", rows)


def _replace(links: models.QuerySet, column: str, rows: Sequence[models.Model]) -> bool:
    """Make the links these; say whether they differ from those before."""
    before = set(links.values_list(column, flat=True))
    if before == {getattr(row, column) for row in rows}:
        return False
    links.delete()
    for row in rows:
        row.full_clean()
        row.save(force_insert=True)
    return True
