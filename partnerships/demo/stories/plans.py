"""The plan of a story: promises, activities, and half a year of sessions."""

from datetime import date, timedelta

from measurements.choices import Repeat, SessionState
from measurements.domain.activities import add_activity
from measurements.domain.commitments import add_commitment, confirm_commitment
from measurements.models import Activity, Commitment, Session
from measurements.recurrence import dates_of
from partners import audit
from partners.models import User
from partnerships.demo.stories.beginning import Told
from partnerships.demo.stories.days import told_at
from partnerships.demo.stories.shape import Plan, Promise

_HALF_A_YEAR = timedelta(days=182)
_WEEK = timedelta(weeks=1)
# Every so many sessions one is cancelled.
_CANCELLED_EACH, _CANCELLED_FIRST = 11, 6
_BATCH = 500


def plan(told: Told) -> None:
    """Write down who gives what, who does what, and what was held."""
    days = told.days
    with told_at(days.ago(_HALF_A_YEAR.days)):
        promises = {promise.giver: _promise(told, promise) for promise in told.story.promises}
        lines = [(line, _activity(told, line, promises.get(line.giver))) for line in told.story.plans]
    for line, activity in lines:
        _hold_sessions(told, line, activity)


def _promise(told: Told, line: Promise) -> Commitment:
    cast, days = told.cast, told.days
    organization = cast.organization(line.giver)
    promise = add_commitment(
        told.partnership,
        by=cast.manager,
        values={
            "goal": told.goals[line.goal],
            "organization": organization,
            "title": line.title,
            "kind": line.kind,
            "quantity": line.quantity,
            "unit": line.unit,
            "basis": line.basis,
            "starts_on": days.today - _HALF_A_YEAR,
            "ends_on": days.today + _HALF_A_YEAR,
        },
        is_own=False,
        now=days.now,
    )
    if line.is_confirmed:
        confirm_commitment(
            promise, by=cast.giver(organization), version=promise.version, now=days.ago(_HALF_A_YEAR.days - 9)
        )
        promise.refresh_from_db()
    return promise


def _activity(told: Told, line: Plan, promise: Commitment | None) -> Activity:
    cast, days = told.cast, told.days
    goal = told.goals[line.goal]
    return add_activity(
        told.partnership,
        by=cast.manager,
        values={
            "organization": cast.organization(line.giver),
            "goal": goal,
            "title": line.title,
            "kind": line.kind,
            "repeat": line.repeat,
            "weekdays": line.weekdays if line.repeat != Repeat.MONTHLY else "",
            "starts_at": line.begins,
            "ends_at": line.ends,
            "starts_on": _weekday_before(days.today - _HALF_A_YEAR, int(line.weekdays[0])),
            "ends_on": days.today + _HALF_A_YEAR,
            "expected_attendance": line.people + 3,
            "commitment": promise if promise is not None and promise.goal_id == goal.pk else None,
            "place": line.place,
            "postal_code": line.postal_code,
        },
        population=line.group,
        helpers=[cast.organization(helper) for helper in line.helpers],
    )


def _hold_sessions(told: Told, line: Plan, activity: Activity) -> None:
    """Held nearly every time, cancelled now and then; written at once, with the rows that entering makes."""
    by = told.cast.giver(activity.organization)
    until = told.days.today - timedelta(days=1) - _WEEK * line.open_weeks
    days = dates_of(activity.schedule, since=activity.starts_on, until=until)
    rows = [session(activity, day, number, people=line.people, by=by) for number, day in enumerate(days)]
    stored = Session.objects.bulk_create(rows, batch_size=_BATCH)
    audit.record_all(by=by, action="session.entered", subjects=stored)


def session(activity: Activity, day: date, number: int, *, people: int, by: User) -> Session:
    """One day of an activity, not stored."""
    is_held = number % _CANCELLED_EACH != _CANCELLED_FIRST
    return Session(
        library_id=activity.library_id,
        partnership_id=activity.partnership_id,
        organization_id=activity.organization_id,
        activity=activity,
        on=day,
        state=SessionState.HELD if is_held else SessionState.CANCELLED,
        attendance=people - 2 + number * 7 % 5 if is_held else None,
        reason="" if is_held else "Nobody could stand in.",
        entered_by=by,
    )


def _weekday_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.isoweekday() - weekday) % 7)
