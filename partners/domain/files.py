"""Files on records: kept as they came, removed with a way back, and in the end really gone."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit, storage
from partners.filetypes import safe_name
from partners.models import ContactEntry, ContactFile, User
from partners.models.base import TenantModel
from partners.models.files import StoredFile

Stored = TypeVar("Stored", bound=StoredFile)

MOST_FILES = 5
UNDO_FOR = timedelta(days=30)
# A file is written before its row is; nothing younger than this is taken for left over.
_LEFT_OVER_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class NewFile:
    """What somebody brought: its name as given, its bytes, and what it was found to be."""

    name: str
    data: bytes
    content_type: str


@transaction.atomic
def add_contact_files(
    entry: ContactEntry, *, by: User, now: datetime, files: Sequence[NewFile]
) -> list[ContactFile]:
    """Add files to a line of the contact log. Raises `ValidationError` for more than five."""
    # The line is the lock: two people who add at once must not pass the limit together.
    ContactEntry.objects.select_for_update().get(pk=entry.pk)
    held = ContactFile.objects.filter(entry=entry).kept().count()
    if files and held + len(files) > MOST_FILES:
        raise ValidationError(
            {"files": _("An entry takes at most %(most)s files.") % {"most": MOST_FILES}}, code="most"
        )
    action = "contact.file_added"
    return [
        add_file(ContactFile(entry=entry), subject=entry, by=by, now=now, file=file, action=action)
        for file in files
    ]


@transaction.atomic
def remove_contact_file(file: ContactFile, *, by: User, now: datetime) -> None:
    """Take a file away; it can be put back for 30 days."""
    if ContactFile.objects.filter(pk=file.pk).kept().update(removed_at=now):
        audit.record(
            by=by, action="contact.file_removed", subject=file.entry, changes=file_change(file, None)
        )


@transaction.atomic
def restore_contact_file(file: ContactFile, *, by: User) -> None:
    """Put a removed file back. Raises `ValidationError` when five others have come in the meantime."""
    ContactEntry.objects.select_for_update().get(pk=file.entry_id)
    others = ContactFile.objects.filter(entry=file.entry_id).kept().exclude(pk=file.pk)
    if others.count() >= MOST_FILES:
        raise ValidationError(_("An entry takes at most %(most)s files.") % {"most": MOST_FILES})
    if ContactFile.objects.filter(pk=file.pk).exclude(removed_at=None).update(removed_at=None):
        audit.record(
            by=by, action="contact.file_restored", subject=file.entry, changes=file_change(None, file)
        )


def drop_removed_files(*, now: datetime) -> int:
    """Delete for good what was removed a month ago; returns how many."""
    counted = 0
    for model in stored_models():
        over = model._base_manager.filter(removed_at__lt=now - UNDO_FOR)
        counted += over.delete()[0]
    return counted


def sweep_files(*, now: datetime) -> int:
    """Delete files on the disk that belong to no row; returns how many."""
    oldest = (now - _LEFT_OVER_AFTER).timestamp()
    known: set[str] = set()
    for model in stored_models():
        known |= set(model._base_manager.values_list("key", flat=True))
    left = [
        path
        for key, path in storage.stored_keys()
        if (key not in known or path.suffix) and path.stat().st_mtime < oldest
    ]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def stored_models() -> Iterable[type[StoredFile]]:
    """The models of all apps whose rows have a file."""
    return [model for model in apps.get_models() if issubclass(model, StoredFile)]


def add_file(
    row: Stored, *, subject: TenantModel, by: User, now: datetime, file: NewFile, action: str
) -> Stored:
    """Store a file with the new row that says what it is; `subject` is what it was added to."""
    row.library_id = subject.library_id
    row.name = safe_name(file.name, content_type=file.content_type)
    row.size, row.content_type = len(file.data), file.content_type
    row.sha256 = hashlib.sha256(file.data).hexdigest()
    row.added_by, row.added_at = by, now
    row.full_clean()
    # Left over when the transaction fails; the sweep takes it away.
    storage.write(row.key, file.data)
    row.save(force_insert=True)
    audit.record(by=by, action=action, subject=subject, changes=file_change(None, row))
    return row


def file_change(before: StoredFile | None, after: StoredFile | None) -> dict[str, list[str | None]]:
    """What the history says of a file that came or went."""
    return {"file": [before.name if before else None, after.name if after else None]}
