"""The plan of the demo's partnership: mostly in order, with the few things that a first look should find."""

from datetime import date, datetime, time, timedelta

from measurements.choices import (
    ActivityKind,
    Basis,
    CommitmentKind,
    Repeat,
    SessionState,
)
from measurements.domain.activities import add_activity
from measurements.domain.commitments import add_commitment, confirm_commitment
from measurements.domain.populations import set_populations
from measurements.domain.sessions import Entry, enter_sessions
from measurements.models import Activity, Commitment, Goal
from measurements.recurrence import dates_of
from partners.models import Organization, Partnership, User
from partnerships.demo.stories.people import MAPLE, OAK_HILL, PARISH

ADULTS = "Adults learning English"
PARENTS = "Parents of small children"
SHIFTS = "People who work nights"
HALF_A_YEAR = timedelta(days=182)


def plan_activities(partnership: Partnership, *, by: User, givers: dict[int, User], now: datetime) -> None:
    """Promises, activities and six months of sessions."""
    today = now.date()
    english, child_care = Goal.objects.filter(partnership=partnership).open()[:2]
    set_populations(english, by=by, names=[ADULTS, SHIFTS])
    set_populations(child_care, by=by, names=[PARENTS])
    found = {row.name: row for row in Organization.objects.filter(library=partnership.library)}
    own = Organization.objects.get(library=partnership.library, is_own=True)
    promises = _promises(partnership, english, found, own, by=by, givers=givers, now=now)
    classes = _classes(partnership, english, child_care, found, promises, by=by, on=today)
    for number, activity in enumerate(classes):
        writer = givers.get(activity.organization_id, by)
        _sessions(activity, by=writer, on=today, size=9 + 3 * number, open_weeks=2 if number == 1 else 0)


def _promises(
    partnership: Partnership,
    goal: Goal,
    found: dict[str, Organization],
    own: Organization,
    *,
    by: User,
    givers: dict[int, User],
    now: datetime,
) -> dict[int, Commitment]:
    """Four promises; the parish's own people have not confirmed theirs yet."""
    lines = (
        (own, "Two librarians for the evening groups", CommitmentKind.HOURS, 8, "hours", Basis.WEEK),
        (
            found[OAK_HILL.name],
            "Placement tests for new learners",
            CommitmentKind.EXPERTISE,
            None,
            "",
            Basis.TOTAL,
        ),
        (
            found[PARISH.name],
            "The hall on Tuesday and Thursday evenings",
            CommitmentKind.SPACE,
            2,
            "evenings",
            Basis.WEEK,
        ),
        (found[MAPLE.name], "Volunteer tutors", CommitmentKind.HOURS, 60, "hours", Basis.MONTH),
    )
    promises = {}
    for organization, title, kind, quantity, unit, basis in lines:
        values = {
            "goal": goal,
            "organization": organization,
            "title": title,
            "kind": kind,
            "quantity": quantity,
            "unit": unit,
            "basis": basis,
            "starts_on": (now - HALF_A_YEAR).date(),
            "ends_on": (now + HALF_A_YEAR).date(),
        }
        promise = add_commitment(partnership, by=by, values=values, is_own=False, now=now)
        giver = givers.get(organization.pk)
        if giver is not None and organization != found[PARISH.name]:
            confirm_commitment(promise, by=giver, version=promise.version, now=now)
        promises[organization.pk] = promise
    return promises


def _classes(
    partnership: Partnership,
    english: Goal,
    child_care: Goal,
    found: dict[str, Organization],
    promises: dict[int, Commitment],
    *,
    by: User,
    on: date,
) -> list[Activity]:
    """Two classes stand in the same hall on the same evening for the same people."""
    own = next(row for row in found.values() if row.is_own)
    start = _weekday_before(on - HALF_A_YEAR, 2)
    hall = {"place": "Saint Brigid Parish Hall", "postal_code": "91702"}
    lines = (
        (own, english, "English for beginners", ActivityKind.CLASS, "2", (18, 0), (19, 30), ADULTS, hall),
        (
            found[MAPLE.name],
            english,
            "Evening English with tutors",
            ActivityKind.CLASS,
            "2",
            (18, 30),
            (20, 0),
            ADULTS,
            hall,
        ),
        (
            found[OAK_HILL.name],
            english,
            "Conversation over coffee",
            ActivityKind.CONVERSATION,
            "46",
            (10, 0),
            (11, 30),
            ADULTS,
            {"place": "Oak Hill Adult School, room 4", "postal_code": "91702"},
        ),
        (
            found[MAPLE.name],
            child_care,
            "Children’s corner",
            ActivityKind.CHILD_CARE,
            "2",
            (18, 0),
            (20, 0),
            PARENTS,
            hall,
        ),
    )
    return [
        add_activity(
            partnership,
            by=by,
            values={
                "organization": organization,
                "goal": goal,
                "title": title,
                "kind": kind,
                "repeat": Repeat.WEEKLY,
                "weekdays": weekdays,
                "starts_at": time(*begins),
                "ends_at": time(*ends),
                "starts_on": start,
                "ends_on": on + HALF_A_YEAR,
                "expected_attendance": 14,
                "commitment": promises.get(organization.pk) if goal == english else None,
                **place,
            },
            population=group,
        )
        for organization, goal, title, kind, weekdays, begins, ends, group, place in lines
    ]


def _sessions(activity: Activity, *, by: User, on: date, size: int, open_weeks: int) -> None:
    """Held nearly every time, cancelled now and then; the last weeks of one are not entered yet."""
    until = on - timedelta(days=1 + 7 * open_weeks)
    days = dates_of(activity.schedule, since=activity.starts_on, until=until)
    entries = [
        Entry(on=day, state=SessionState.CANCELLED, reason="The tutor was ill.")
        if number % 11 == 6  # noqa: PLR2004 - now and then
        else Entry(on=day, state=SessionState.HELD, attendance=size + number % 5)
        for number, day in enumerate(days)
    ]
    enter_sessions(activity, by=by, entries=entries, on=on)


def _weekday_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.isoweekday() - weekday) % 7)
