"""Groups of a partnership and the people in them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from partners import audit
from partners.domain.versions import add_row, add_rows, change_row
from partners.models import Group, GroupPerson, Member, Partnership, Person, User


@transaction.atomic
def add_group(partnership: Partnership, *, by: User, values: dict[str, Any]) -> Group:
    """Begin a group. Raises `ValidationError`, also for a second backbone team."""
    _lock(partnership.pk)
    group = Group(library_id=partnership.library_id, partnership=partnership, **values)
    return add_row(group, by=by, action="group.added")


@transaction.atomic
def change_group(group: Group, *, by: User, version: int, values: dict[str, Any]) -> Group:
    """Change what a group is, or end it. Raises `Stale` and `ValidationError`."""
    _lock(group.partnership_id)
    return change_row(group, by=by, action="group.changed", version=version, values=values)


@transaction.atomic
def add_group_people(
    group: Group, *, by: User, people: Sequence[Person], joined_on: date
) -> list[GroupPerson]:
    """Put people of members into a group, all or none; those who are in it already stay as they are.

    Raises `ValidationError` for somebody whose organization never was a member.
    """
    # The group's row is the lock: nobody comes into it twice.
    Group.objects.select_for_update().get(pk=group.pk)
    _refuse_strangers(group, people)
    present = set(GroupPerson.objects.filter(group=group, left_on=None).values_list("person", flat=True))
    links = [
        GroupPerson(
            library_id=group.library_id,
            partnership_id=group.partnership_id,
            group=group,
            organization_id=person.organization_id,
            person=person,
            joined_on=joined_on,
        )
        for person in people
        if person.pk not in present
    ]
    return add_rows(links, by=by, action="group.person_added")


@transaction.atomic
def change_group_person(link: GroupPerson, *, by: User, version: int, values: dict[str, Any]) -> GroupPerson:
    """Change since when and until when somebody is in a group, and whether they chair it.

    Raises `Stale` and `ValidationError`.
    """
    return change_row(link, by=by, action="group.person_changed", version=version, values=values)


@transaction.atomic
def remove_group_person(link: GroupPerson, *, by: User, version: int, on: date) -> GroupPerson:
    """Somebody leaves a group; that they were in it is kept. Raises `Stale`."""
    # Who leaves before they came leaves on the day they came.
    values = {"left_on": link.left_on or max(on, link.joined_on)}
    return change_row(link, by=by, action="group.person_left", version=version, values=values)


@transaction.atomic
def restore_group_person(link: GroupPerson, *, by: User, version: int) -> GroupPerson:
    """Take back that somebody left. Raises `Stale`, and `ValidationError` for who has come back since."""
    Group.objects.select_for_update().get(pk=link.group_id)
    return change_row(link, by=by, action="group.person_back", version=version, values={"left_on": None})


@transaction.atomic
def withdraw_group_people(links: Iterable[GroupPerson], *, by: User) -> int:
    """Take back an addition that was a mistake: as if it had never been. Returns how many were untouched."""
    fresh = [link for link in links if link.version == 1 and link.left_on is None]
    audit.record_all(by=by, action="group.person_withdrawn", subjects=fresh)
    GroupPerson.objects.filter(pk__in=[link.pk for link in fresh], version=1).delete()
    return len(fresh)


def _lock(partnership_id: int) -> None:
    # The partnership's row is the lock: two backbone teams must not begin at once.
    Partnership.objects.select_for_update().get(pk=partnership_id)


def _refuse_strangers(group: Group, people: Sequence[Person]) -> None:
    members = set(
        Member.objects.filter(partnership=group.partnership_id).values_list("organization", flat=True)
    )
    names = sorted(
        person.name
        for person in people
        if person.organization_id not in members and not person.organization.is_own
    )
    if names:
        raise ValidationError(
            _("Only people of members can be in a group: %(names)s.") % {"names": ", ".join(names)}
        )
