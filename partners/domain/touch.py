"""How often the library wants to be in touch with an organization."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.domain.versions import Stale, add_row, change_row
from partners.models import KeepInTouch, LibraryMembership, Organization, User


@transaction.atomic
def set_interval(
    organization: Organization, *, by: User, on: date, version: int, values: dict[str, Any]
) -> KeepInTouch:
    """Say how often to talk with an organization and who calls. Version 0 is for the first time.

    Raises `Stale`, and `ValidationError` for an owner who is not on the library's staff.
    """
    staff = LibraryMembership.objects.filter(library_id=organization.library_id, user=values["owner"])
    if not staff.exists():
        raise ValidationError({"owner": _("Choose somebody of the library's staff.")})
    # Locking the organization keeps two people from setting the first interval at once.
    Organization.objects.select_for_update().get(pk=organization.pk)
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
    changes = {name: [getattr(current, name), None] for name in ("ideal_days", "maximum_days", "owner")}
    audit.record(by=by, action="touch.stopped", subject=current, changes=changes)
    current.delete()
