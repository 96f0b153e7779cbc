"""How often the library wants to be in touch with an organization."""

from datetime import date
from typing import Any

from django.db import transaction

from partners import audit
from partners.domain.versions import Stale, add_row, change_row
from partners.models import KeepInTouch, Organization, User


@transaction.atomic
def set_interval(
    organization: Organization, *, by: User, on: date, version: int, values: dict[str, Any]
) -> KeepInTouch:
    """Say how often to talk with an organization. Version 0 is for the first time.

    Its owner is reminded; an organization that nobody looks after becomes theirs who sets the interval.
    Raises `Stale` and `ValidationError`.
    """
    # Locking the organization keeps two people from setting the first interval at once.
    current = Organization.objects.select_for_update().get(pk=organization.pk)
    if current.owner_id is None:
        change_row(current, by=by, action="organization.owned", version=current.version, values={"owner": by})
    interval = KeepInTouch.objects.filter(organization=organization).first()
    if interval is not None:
        return change_row(interval, by=by, action="touch.changed", version=version, values=values)
    interval = KeepInTouch(library_id=organization.library_id, organization=organization, set_on=on, **values)
    return add_row(interval, by=by, action="touch.set")


@transaction.atomic
def stop_interval(interval: KeepInTouch, *, by: User, version: int) -> None:
    """No longer look after an interval; the contact log stays. Raises `Stale`."""
    current = KeepInTouch.objects.select_for_update().get(pk=interval.pk)
    if current.version != version:
        raise Stale(current)
    changes = {name: [getattr(current, name), None] for name in ("ideal_days", "maximum_days")}
    audit.record(by=by, action="touch.stopped", subject=current, changes=changes)
    current.delete()
