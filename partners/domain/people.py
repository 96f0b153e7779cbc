"""People at organizations, and their access."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners.choices import AccessRole
from partners.domain.approvers import refuse_sole_approver
from partners.domain.bounces import settle_changed_address
from partners.domain.versions import add_row, add_rows, change_row
from partners.models import Access, Library, Organization, Person, User


@transaction.atomic
def add_person(organization: Organization, *, by: User, values: dict[str, Any]) -> Person:
    """Note a person at an organization."""
    person = Person(library_id=organization.library_id, organization=organization, **values)
    return add_row(person, by=by, action="person.added")


@transaction.atomic
def add_people(
    library: Library, *, by: User, given: Sequence[tuple[Organization, dict[str, Any]]]
) -> list[Person]:
    """Note many people, each at an organization of the library. All of them, or none."""
    rows = [
        Person(library_id=library.pk, organization=organization, **values) for organization, values in given
    ]
    return add_rows(rows, by=by, action="person.added")


@transaction.atomic
def change_person(person: Person, *, by: User, version: int, values: dict[str, Any], now: datetime) -> Person:
    """Change a person's record. Raises `Stale` and `ValidationError`."""
    changed = change_row(person, by=by, action="person.changed", version=version, values=values)
    settle_changed_address(changed, by=by, now=now)
    return changed


@transaction.atomic
def grant_access(person: Person, *, by: User, role: str, on: date, until: date | None = None) -> Access:
    """Let a person act for their organization from this day; an open spell of the same role is kept."""
    held = Access.objects.filter(person=person, role=role)
    open_spell = held.filter(ends_on=None).first()
    if open_spell is not None:
        return open_spell
    same_day = held.filter(starts_on=on).first()
    if same_day is not None:
        # Given, ended and given again on one day: one spell, without its end.
        return change_row(
            same_day, by=by, action="access.renewed", version=same_day.version, values={"ends_on": until}
        )
    access = Access(
        library_id=person.library_id,
        organization_id=person.organization_id,
        person=person,
        role=role,
        starts_on=on,
        ends_on=until,
    )
    return add_row(access, by=by, action="access.granted")


@transaction.atomic
def end_access(access: Access, *, by: User, version: int, ends_on: date) -> Access:
    """End a person's access after this day. Raises `Stale` and `ValidationError`."""
    if ends_on < access.starts_on:
        raise ValidationError(_("Access cannot end before it starts."))
    is_shorter = access.ends_on is None or ends_on < access.ends_on
    if access.role == AccessRole.APPROVER and is_shorter:
        refuse_sole_approver(access.person, after=ends_on)
    return change_row(access, by=by, action="access.ended", version=version, values={"ends_on": ends_on})
