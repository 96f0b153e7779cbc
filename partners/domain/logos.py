"""A library's logo: one at a time; the former one can be put back for as long as removed files are kept."""

import hashlib
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit, storage
from partners.domain.files import NewFile
from partners.filetypes import safe_name
from partners.models import Library, LibraryLogo, User


@transaction.atomic
def set_logo(library: Library, *, by: User, now: datetime, file: NewFile) -> LibraryLogo:
    """Show this picture from now on."""
    former = _take_down(library, now=now)
    logo = LibraryLogo(
        library=library,
        name=safe_name(file.name, content_type=file.content_type),
        size=len(file.data),
        sha256=hashlib.sha256(file.data).hexdigest(),
        content_type=file.content_type,
        added_by=by,
        added_at=now,
    )
    logo.full_clean()
    storage.write(logo.key, file.data)
    logo.save(force_insert=True)
    _show(library, logo.key)
    changes = {"logo": [former.name if former else None, logo.name]}
    audit.record(by=by, action="library.logo_set", subject=library, changes=changes)
    return logo


@transaction.atomic
def remove_logo(library: Library, *, by: User, now: datetime) -> LibraryLogo | None:
    """Show the mark again; returns what was taken down."""
    former = _take_down(library, now=now)
    if former is not None:
        _show(library, "")
        audit.record(
            by=by, action="library.logo_removed", subject=library, changes={"logo": [former.name, None]}
        )
    return former


@transaction.atomic
def restore_logo(logo: LibraryLogo, *, by: User, now: datetime) -> None:
    """Put a logo back that was taken down. Raises `ValidationError` when its file is gone."""
    library = Library.objects.select_for_update().get(pk=logo.library_id)
    current = LibraryLogo.objects.select_for_update().filter(pk=logo.pk).first()
    if current is None or not storage.path_of(current.key).exists():
        raise ValidationError(_("This logo is no longer kept."))
    former = _take_down(library, now=now)
    LibraryLogo.objects.filter(pk=current.pk).update(removed_at=None)
    _show(library, current.key)
    changes = {"logo": [former.name if former else None, current.name]}
    audit.record(by=by, action="library.logo_set", subject=library, changes=changes)


def _take_down(library: Library, *, now: datetime) -> LibraryLogo | None:
    # The library is the lock: two managers at once must not leave two logos.
    Library.objects.select_for_update().get(pk=library.pk)
    former = LibraryLogo.objects.filter(library=library, removed_at=None).first()
    if former is not None:
        LibraryLogo.objects.filter(pk=former.pk).update(removed_at=now)
    return former


def _show(library: Library, key: str) -> None:
    # Beside the library's name, so that no page asks a question for its header.
    Library.objects.filter(pk=library.pk).update(logo_key=key)
    library.logo_key = key
