"""Measures, and who counts them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measurements.domain.calendars import ensure_calendar
from measurements.domain.reports import open_reports
from measurements.models import Assignment, Goal, Measure
from partners.domain.versions import add_row, change_row
from partners.models import Member, User


@transaction.atomic
def add_measure(
    goal: Goal,
    *,
    by: User,
    values: dict[str, Any],
    frequency: str,
    anchor_on: date,
    due_days: int,
    lock_days: int | None = None,
) -> Measure:
    """Decide what is counted for a goal, and how often. Raises `ValidationError`."""
    calendar = ensure_calendar(
        goal.partnership,
        by=by,
        frequency=frequency,
        anchor_on=anchor_on,
        due_days=due_days,
        lock_days=lock_days,
    )
    measure = Measure(
        library_id=goal.library_id, partnership=goal.partnership, goal=goal, calendar=calendar, **values
    )
    return add_row(measure, by=by, action="measure.added")


@transaction.atomic
def change_measure(measure: Measure, *, by: User, version: int, values: dict[str, Any]) -> Measure:
    """Change what a measure says or aims at. Raises `Stale` and `ValidationError`."""
    return change_row(measure, by=by, action="measure.changed", version=version, values=values)


@transaction.atomic
def assign_measure(
    measure: Measure, *, by: User, member: Member, starts_on: date, now: datetime
) -> Assignment:
    """Expect a member to report a measure from this day on; makes its reports of periods already begun."""
    return assign_members(measure, by=by, members=[member], starts_on=starts_on, now=now)[0]


@transaction.atomic
def assign_members(
    measure: Measure, *, by: User, members: Sequence[Member], starts_on: date, now: datetime
) -> list[Assignment]:
    """Expect several members at once; all or none. Raises `ValidationError`."""
    # The measure's row is the lock: two people must not start overlapping spells at once.
    Measure.objects.select_for_update().get(pk=measure.pk)
    assignments = [_assign(measure, by=by, member=member, starts_on=starts_on) for member in members]
    open_reports(now, partnership=measure.partnership)
    return assignments


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: User, version: int, ends_on: date) -> Assignment:
    """Stop expecting a measure after this day. Raises `Stale` and `ValidationError`."""
    if ends_on < assignment.starts_on:
        raise ValidationError({"ends_on": _("This cannot end before it starts.")})
    return change_row(
        assignment, by=by, action="assignment.ended", version=version, values={"ends_on": ends_on}
    )


def _assign(measure: Measure, *, by: User, member: Member, starts_on: date) -> Assignment:
    if member.left_on is not None and member.left_on < starts_on:
        raise ValidationError(_("%(name)s has left by then.") % {"name": member.organization.name})
    spells = Assignment.objects.filter(measure=measure, member=member)
    if spells.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).exists():
        raise ValidationError(
            _("%(name)s reports this measure on that day already.") % {"name": member.organization.name}
        )
    assignment = Assignment(
        library_id=measure.library_id,
        partnership=measure.partnership,
        organization_id=member.organization_id,
        member=member,
        measure=measure,
        starts_on=starts_on,
    )
    return add_row(assignment, by=by, action="assignment.made")
