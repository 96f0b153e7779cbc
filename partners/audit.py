"""The one writer of history."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from partners.models import AuditEvent, Organization, User

BATCH = 500


def record(
    *,
    by: User | None,
    action: str,
    subject: models.Model,
    changes: dict[str, list[Any]] | None = None,
    acting_for: Organization | None = None,
) -> AuditEvent:
    """Write down who did what; `changes` maps a field to its value before and after."""
    event = _event(by, action, subject, changes or {}, acting_for)
    event.save(force_insert=True)
    return event


def record_all(
    *, by: User | None, action: str, subjects: Iterable[models.Model], changes: Sequence[dict] = ()
) -> None:
    """Write down that one thing was done to many rows; `changes`, where given, has an entry for each."""
    events = [
        _event(by, action, subject, changes[number] if changes else {})
        for number, subject in enumerate(subjects)
    ]
    AuditEvent.objects.bulk_create(events, batch_size=BATCH)


def _event(
    by: User | None,
    action: str,
    subject: models.Model,
    changes: dict[str, list[Any]],
    acting_for: Organization | None = None,
) -> AuditEvent:
    library_id = (
        subject.pk if subject._meta.label == "partners.Library" else getattr(subject, "library_id", None)
    )
    return AuditEvent(
        library_id=library_id,
        actor=by,
        acting_for=acting_for,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=str(subject)[:200],
        changes={name: [_plain(value) for value in pair] for name, pair in changes.items()},
        at=timezone.now(),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | list) else str(value)
