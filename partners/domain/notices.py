"""Telling people on the pages of the library, and what they have read of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from partners.models import Library, Notice, User
from partners.notices import KEPT_READ_DAYS, KEPT_UNREAD_DAYS, registry

_BATCH = 500


def notify(
    user: User | None,
    *,
    library: Library,
    kind: str,
    about: Model,
    now: datetime,
    by: User | None = None,
    occasion: str = "",
    words: dict[str, Any] | None = None,
) -> bool:
    """Tell one person; see `notify_all`. Returns whether there was something new to tell."""
    users = [user] if user is not None else []
    return bool(
        notify_all(
            users, library=library, kind=kind, about=about, now=now, by=by, occasion=occasion, words=words
        )
    )


@transaction.atomic
def notify_all(
    users: Iterable[User],
    *,
    library: Library,
    kind: str,
    about: Model,
    now: datetime,
    by: User | None = None,
    occasion: str = "",
    words: dict[str, Any] | None = None,
) -> int:
    """Tell each of these people about a row; returns how many were told something new.

    Nobody is told what they did themselves (`by`). Per person, kind and row there is one notice: a newer one
    takes its place and is unread again, unless it names the same `occasion`. Give an occasion where the
    caller may come by twice, as a tick does. Raises LookupError for a kind that no app registered.
    """
    if registry.get(kind) is None:
        raise LookupError(f"no notice of kind {kind}")
    ids = {user.pk for user in users if user.is_active} - {by.pk if by else None}
    if occasion:
        told = Notice.objects.filter(library=library, kind=kind, target_id=about.pk, occasion=occasion)
        ids -= set(told.filter(user_id__in=ids).values_list("user_id", flat=True))
    rows = [
        Notice(
            library=library,
            user_id=pk,
            kind=kind,
            target_id=about.pk,
            occasion=occasion,
            words={"name": str(about)[:200]} | (words or {}),
            by=by,
            at=now,
        )
        for pk in sorted(ids)
    ]
    Notice.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["user", "library", "kind", "target_id"],
        update_fields=["occasion", "words", "by", "at", "read_at"],
    )
    return len(rows)


def settle_notices(library: Library, *, kind: str, about: Model, now: datetime) -> int:
    """What everybody was told about a row needs nobody any more: read for all of them."""
    rows = Notice.objects.filter(library=library, kind=kind, target_id=about.pk)
    return rows.unread().update(read_at=now)


def read_notices_of_page(
    library: Library, *, user_id: int, page: str, target_id: int | None, now: datetime
) -> int:
    """Somebody opened the page that notices lead to: they are read. Returns how many were not yet."""
    rows = Notice.objects.filter(library=library, user_id=user_id).leading_to(page, target_id)
    return 0 if rows is None else rows.unread().update(read_at=now)


def read_all_notices(library: Library, *, by: User, now: datetime) -> int:
    """Mark everything as read that somebody was told in this library; returns how many."""
    return Notice.objects.filter(library=library, user=by).unread().update(read_at=now)


def unread_notices_read_at(library: Library, *, by: User, at: datetime) -> int:
    """Undo what was marked as read in one step, at this moment; returns how many."""
    return Notice.objects.filter(library=library, user=by, read_at=at).update(read_at=None)


def drop_old_notices(*, now: datetime) -> int:
    """Delete what was read three months ago, and what nobody looked at for a year; returns how many."""
    is_over = Q(read_at__lt=now - timedelta(days=KEPT_READ_DAYS)) | Q(
        at__lt=now - timedelta(KEPT_UNREAD_DAYS)
    )
    return Notice.objects.filter(is_over).delete()[0]
