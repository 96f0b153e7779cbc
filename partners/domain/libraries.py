"""Libraries and their staff."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.choices import LibraryRole
from partners.domain.invitations import invite_staff
from partners.domain.presets import add_preset_rules
from partners.domain.versions import Stale, add_row, change_row
from partners.models import Library, LibraryMembership, Organization, User


@transaction.atomic
def found_library(
    *,
    by: User,
    name: str,
    slug: str,
    time_zone: str,
    language: str,
    now: datetime,
    first_manager_email: str = "",
) -> Library:
    """Make a library with its own organization and the usual reminders.

    Invites its first manager if an address is given.
    """
    library = Library(name=name, slug=slug, time_zone=time_zone, language=language)
    add_row(library, by=by, action="library.founded")
    add_row(Organization(library=library, name=name, is_own=True), by=by, action="organization.added")
    add_preset_rules(library, now=now)
    if first_manager_email:
        invite_staff(library, by=by, email=first_manager_email, role=LibraryRole.MANAGER, now=now)
    return library


@transaction.atomic
def change_library(library: Library, *, by: User, version: int, values: dict[str, Any]) -> Library:
    """Change name, address, zone, language or what its mails say. Raises `Stale` and `ValidationError`."""
    return change_row(library, by=by, action="library.changed", version=version, values=values)


def contacts_of(library: Library) -> list[dict[str, str]]:
    """Whom its people write to, as name and e-mail: the library's own address, else its managers'."""
    if library.reply_to:
        return [{"name": library.sender, "email": library.reply_to}]
    managers = User.objects.filter(
        library_memberships__library=library, library_memberships__role=LibraryRole.MANAGER, is_active=True
    )
    return [{"name": user.get_full_name(), "email": user.email} for user in managers.order_by("name", "pk")]


@transaction.atomic
def change_staff_role(
    membership: LibraryMembership, *, by: User, version: int, role: str
) -> LibraryMembership:
    """Give a staff member another role; the last manager keeps theirs."""
    current = _lock(membership)
    if current is None:
        raise ValidationError(_("This person is no longer on the staff."))
    if role != LibraryRole.MANAGER:
        _refuse_last_manager(current)
    return change_row(current, by=by, action="staff.role_changed", version=version, values={"role": role})


@transaction.atomic
def remove_staff(membership: LibraryMembership, *, by: User, version: int) -> None:
    """End somebody's membership of the staff; what they did stays. The last manager cannot be removed."""
    current = _lock(membership)
    if current is None:
        return
    if current.version != version:
        raise Stale(current)
    _refuse_last_manager(current)
    audit.record(by=by, action="staff.removed", subject=current, changes={"role": [current.role, None]})
    LibraryMembership.objects.filter(pk=current.pk).delete()


def _lock(membership: LibraryMembership) -> LibraryMembership | None:
    # The library's row is the lock: two managers who remove each other at once must not both succeed.
    Library.objects.select_for_update().get(pk=membership.library_id)
    return LibraryMembership.objects.filter(pk=membership.pk).first()


def _refuse_last_manager(membership: LibraryMembership) -> None:
    managers = LibraryMembership.objects.filter(
        library_id=membership.library_id, role=LibraryRole.MANAGER, user__is_active=True
    )
    if not managers.exclude(pk=membership.pk).exists() and membership.role == LibraryRole.MANAGER:
        raise ValidationError(
            _("A library needs a manager. Make somebody else a manager first."), code="last_manager"
        )
