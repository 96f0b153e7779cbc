"""Measures, and who counts them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from measurements.choices import Aggregation
from measurements.domain.calendars import ensure_calendar
from measurements.domain.drafts import keep_draft_open
from measurements.domain.reports import open_reports
from measurements.domain.targets import add_target
from measurements.models import Assignment, Goal, Measure, MeasureVersion, Observation, ReportingCalendar
from partners.domain.versions import add_row, change_row, changes_of
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
    target: Decimal | None = None,
) -> Measure:
    """Decide what is counted for a goal, how often, and what is aimed at. Raises `ValidationError`."""
    keep_draft_open(goal.partnership, by=by)
    calendar = ensure_calendar(
        goal.partnership,
        by=by,
        frequency=frequency,
        anchor_on=anchor_on,
        due_days=due_days,
        lock_days=lock_days,
    )
    return add_measure_to(calendar, by=by, goal=goal, values=values, target=target)


@transaction.atomic
def add_measure_to(
    calendar: ReportingCalendar,
    *,
    by: User,
    goal: Goal,
    values: dict[str, Any],
    target: Decimal | None = None,
) -> Measure:
    """Decide what is counted for a goal by a calendar that is there. Raises `ValidationError`."""
    keep_draft_open(goal.partnership, by=by)
    measure = Measure(
        library_id=goal.library_id, partnership=goal.partnership, goal=goal, calendar=calendar, **values
    )
    add_row(measure, by=by, action="measure.added")
    _begin_version(measure)
    if target is not None:
        add_target(measure, by=by, values={"value": target, "starts_on": calendar.anchor_on})
    return measure


@transaction.atomic
def add_derived_measure(
    goal: Goal,
    *,
    by: User,
    values: dict[str, Any],
    dividend: Measure,
    divisor: Measure,
    target: Decimal | None = None,
) -> Measure:
    """Divide the totals of two measures of one calendar; never typed. Raises `ValidationError`."""
    _refuse_parts(goal, dividend, divisor)
    keep_draft_open(goal.partnership, by=by)
    calendar = dividend.calendar
    measure = Measure(
        library_id=goal.library_id,
        partnership=goal.partnership,
        goal=goal,
        calendar=calendar,
        aggregation="",
        dividend=dividend,
        divisor=divisor,
        **values,
    )
    add_row(measure, by=by, action="measure.added")
    _begin_version(measure)
    if target is not None:
        add_target(measure, by=by, values={"value": target, "starts_on": calendar.anchor_on})
    return measure


@transaction.atomic
def change_measure(measure: Measure, *, by: User, version: int, values: dict[str, Any]) -> Measure:
    """Change what a measure says; a reworded definition means the same, so it stays the same version.

    Raises `Stale` and `ValidationError`.
    """
    new_way = values.get("aggregation", measure.aggregation)
    if new_way != measure.aggregation and Observation.objects.filter(measure=measure).exists():
        raise ValidationError(
            {
                "aggregation": _(
                    "Members have given figures already. Add a new measure to count in another way."
                )
            }
        )
    if {"name", "unit"} & set(changes_of(measure, values)):
        keep_draft_open(measure.partnership, by=by)
    changed = change_row(measure, by=by, action="measure.changed", version=version, values=values)
    newest = MeasureVersion.objects.filter(measure=changed).order_by("-number").values("pk")[:1]
    MeasureVersion.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).update(
        definition=changed.definition
    )
    return changed


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
    if measure.is_derived:
        raise ValidationError(_("Nobody reports this measure: it is worked out from two others."))
    # The measure's row is the lock: two people must not start overlapping spells at once.
    Measure.objects.select_for_update().get(pk=measure.pk)
    assignments = [_assign(measure, by=by, member=member, starts_on=starts_on) for member in members]
    open_reports(now, partnership=measure.partnership)
    return assignments


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: User, version: int, ends_on: date) -> Assignment:
    """Stop expecting a measure after this day. Raises `Stale` and `ValidationError`."""
    # The measure's row is the lock, as for new spells.
    Measure.objects.select_for_update().get(pk=assignment.measure_id)
    if ends_on < assignment.starts_on:
        raise ValidationError({"ends_on": _("This cannot end before it starts.")})
    return change_row(
        assignment, by=by, action="assignment.ended", version=version, values={"ends_on": ends_on}
    )


def _begin_version(measure: Measure) -> None:
    MeasureVersion.objects.create(
        library_id=measure.library_id,
        partnership_id=measure.partnership_id,
        measure=measure,
        number=1,
        starts_on=measure.calendar.anchor_on,
        definition=measure.definition,
    )


def _refuse_parts(goal: Goal, dividend: Measure, divisor: Measure) -> None:
    if dividend.pk == divisor.pk:
        raise ValidationError({"divisor": _("Choose two different measures.")})
    if dividend.calendar_id != divisor.calendar_id:
        raise ValidationError({"divisor": _("Choose two measures that are reported at the same times.")})
    for name, part in (("dividend", dividend), ("divisor", divisor)):
        if part.partnership_id != goal.partnership_id:
            raise ValidationError({name: _("Choose a measure of this partnership.")})
        if part.is_derived or part.aggregation == Aggregation.NONE:
            raise ValidationError({name: _("Choose a measure that members count in numbers.")})


def _assign(measure: Measure, *, by: User, member: Member, starts_on: date) -> Assignment:
    if member.left_on is not None and member.left_on < starts_on:
        raise ValidationError(_("%(name)s has left by then.") % {"name": member.organization.name})
    assignment = Assignment(
        library_id=measure.library_id,
        partnership=measure.partnership,
        organization_id=member.organization_id,
        member=member,
        measure=measure,
        starts_on=starts_on,
    )
    return add_row(assignment, by=by, action="assignment.made")
