"""Filters of a list, kept under a name for oneself or for the library's staff."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners.domain.versions import add_row, change_row
from partners.models import Library, SavedFilter, User

MOST = 30


@transaction.atomic
def save_filter(
    library: Library, *, by: User, page: str, name: str, given: Mapping[str, str], is_shared: bool
) -> SavedFilter:
    """Keep what a list is chosen by. Raises `ValidationError` for nothing chosen, and for too many."""
    if not given:
        raise ValidationError(_("Choose something in the list first, then save it as a filter."))
    # Whoever clicks twice at once is served one after the other.
    User.objects.select_for_update().get(pk=by.pk)
    mine = SavedFilter.objects.filter(library=library, page=page, made_by=by).kept()
    if mine.count() >= MOST:
        raise ValidationError(_("You have 30 saved filters of this list. Remove one first."))
    row = SavedFilter(
        library=library, page=page, name=name, given=dict(given), is_shared=is_shared, made_by=by
    )
    return add_row(row, by=by, action="saved_filter.added")


@transaction.atomic
def change_filter(
    saved: SavedFilter, *, by: User, version: int, name: str, is_shared: bool | None = None
) -> SavedFilter:
    """Rename a filter, and share it or not. Raises `Stale`, and `ValidationError` for a name in use."""
    values = {"name": name} if is_shared is None else {"name": name, "is_shared": is_shared}
    return change_row(saved, by=by, action="saved_filter.changed", version=version, values=values)


@transaction.atomic
def remove_filter(saved: SavedFilter, *, by: User, now: datetime, version: int) -> SavedFilter:
    """Take a filter out of the list; it can be put back. Raises `Stale`."""
    values = {"archived_at": saved.archived_at or now}
    return change_row(saved, by=by, action="saved_filter.removed", version=version, values=values)


@transaction.atomic
def restore_filter(saved: SavedFilter, *, by: User) -> SavedFilter:
    """Put a removed filter back. Raises `ValidationError` when its name was given to another meanwhile."""
    theirs = SavedFilter.objects.kept().filter(library_id=saved.library_id, made_by_id=saved.made_by_id)
    if theirs.filter(page=saved.page, name_key=saved.name_key).exclude(pk=saved.pk).exists():
        raise ValidationError(_("Another saved filter has this name by now. Rename that one first."))
    return change_row(
        saved, by=by, action="saved_filter.restored", version=saved.version, values={"archived_at": None}
    )


def follow_merged_tag(library_id: int, *, gone: int, into: int) -> None:
    """Filters by a tag that was merged away choose by the one that stays."""
    for saved in SavedFilter.objects.filter(library_id=library_id, given__tag=str(gone)):
        given = saved.given | {"tag": str(into)}
        SavedFilter.objects.filter(pk=saved.pk).update(given=given)
