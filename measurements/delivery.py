"""Promised and delivered: which days an activity was expected on, and what became of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import Q, Value
from django.utils.translation import gettext

from measurements.choices import SessionState
from measurements.models import Activity, Session
from measurements.recurrence import dates_of, is_over
from partners.access import REPORTING_ROLES, Scope
from partners.models import ClosureDay, MemberPause
from partners.spells import Days, covers

# How far back an open day is still asked for.
ASKED_FOR = timedelta(days=60)


class Fate(StrEnum):
    """What became of one day of an activity."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    NOT_ENTERED = "not_entered"
    # The library is closed and nothing was entered: shown, and not expected.
    CLOSED = "closed"


@dataclass(frozen=True)
class Day:
    """One planned or held day; `closure` says why the library is closed then."""

    activity: Activity
    on: date
    fate: Fate
    session: Session | None = None
    closure: str | None = None

    @property
    def is_expected(self) -> bool:
        return self.fate in {Fate.HELD, Fate.CANCELLED, Fate.NOT_ENTERED}


@dataclass(frozen=True)
class Tally:
    """How many sessions were expected so far, and what became of them."""

    expected: int = 0
    held: int = 0
    cancelled: int = 0
    not_entered: int = 0
    attendance: int | None = None

    def __add__(self, other: "Tally") -> "Tally":
        counts = [count for count in (self.attendance, other.attendance) if count is not None]
        return Tally(
            self.expected + other.expected,
            self.held + other.held,
            self.cancelled + other.cancelled,
            self.not_entered + other.not_entered,
            sum(counts) if counts else None,
        )


def days_of(
    activity: Activity,
    *,
    sessions: Mapping[date, Session],
    closures: Mapping[date, str],
    since: date,
    until: date,
    now: datetime,
    zone: ZoneInfo,
) -> list[Day]:
    """Return every planned or entered day between two days, both included, the earliest first."""
    entered = {on for on in sessions if since <= on <= until}
    planned = set(dates_of(activity.schedule, since=since, until=until))
    return [
        Day(
            activity,
            on,
            _fate(activity, on, sessions.get(on), is_closed=on in closures, now=now, zone=zone),
            sessions.get(on),
            closures.get(on),
        )
        for on in sorted(planned | entered)
    ]


def _fate(
    activity: Activity, on: date, session: Session | None, *, is_closed: bool, now: datetime, zone: ZoneInfo
) -> Fate:
    if session is not None:
        return Fate.HELD if session.state == SessionState.HELD else Fate.CANCELLED
    if is_closed:
        return Fate.CLOSED
    return Fate.NOT_ENTERED if is_over(on, activity.ends_at, now=now, zone=zone) else Fate.PLANNED


def tally(days: Iterable[Day]) -> Tally:
    """Count the days that are expected by now; those to come and closed ones are left out."""
    total = Tally()
    for day in days:
        if day.is_expected:
            total += Tally(
                expected=1,
                held=int(day.fate == Fate.HELD),
                cancelled=int(day.fate == Fate.CANCELLED),
                not_entered=int(day.fate == Fate.NOT_ENTERED),
                attendance=day.session.attendance if day.session else None,
            )
    return total


def read_days(
    activities: Sequence[Activity], *, since: date, until: date, now: datetime, zone: ZoneInfo
) -> dict[int, list[Day]]:
    """Return the days of several activities of one library by activity, in two queries."""
    if not activities:
        return {}
    sessions: dict[int, dict[date, Session]] = defaultdict(dict)
    library_id = activities[0].library_id
    rows = Session.objects.filter(
        library_id=library_id,
        activity_id__in=[activity.pk for activity in activities],
        on__range=(since, until),
    )
    for row in rows:
        sessions[row.activity_id][row.on] = row
    closed = ClosureDay.objects.filter(library_id=library_id, on__range=(since, until))
    closures = dict(closed.values_list("on", "reason"))
    resting = _pauses_of(activities, since=since)
    return {
        activity.pk: days_of(
            activity,
            sessions=sessions[activity.pk],
            closures=closures | _rests(activity, resting, since=since, until=until),
            since=since,
            until=until,
            now=now,
            zone=zone,
        )
        for activity in activities
    }


def days_owed_by(scope: Scope, *, now: datetime) -> list[tuple[Activity, list[date]]]:
    """Return the activities whose past days the user still has to enter, over all libraries."""
    mine = scope.organizations_as(*REPORTING_ROLES)
    if not mine:
        return []
    since = (now - ASKED_FOR).date()
    rows = Activity.objects.filter(organization_id__in=mine, partnership_id__in=scope.partnership_ids)
    activities = list(
        rows.exclude(ends_on__lt=since).select_related("library", "organization").order_by("pk")
    )
    entered = open_days(activities, since=since, now=now)
    return [(activity, entered[activity.pk]) for activity in activities if entered[activity.pk]]


def open_days(activities: Sequence[Activity], *, since: date, now: datetime) -> dict[int, list[date]]:
    """Return by activity the days that are over and of which nothing is known, in one query.

    The activities may be of several libraries, which they carry.
    """
    if not activities:
        return {}
    entered = Session.objects.filter(activity_id__in=[row.pk for row in activities], on__gte=since)
    closed = ClosureDay.objects.filter(library_id__in={row.library_id for row in activities}, on__gte=since)
    # One question for both: the page that asks has few to spare.
    rows = (
        entered.order_by()
        .annotate(what=Value("entered"))
        .values_list("what", "activity_id", "on")
        .union(
            closed.order_by().annotate(what=Value("closed")).values_list("what", "library_id", "on"), all=True
        )
    )
    known = set(rows)
    resting = _pauses_of(activities, since=since)
    return {
        activity.pk: [
            on
            for on in _past_days(activity, since=since, now=now)
            if not _is_resting(activity, resting, on)
            and ("entered", activity.pk, on) not in known
            and ("closed", activity.library_id, on) not in known
        ]
        for activity in activities
    }


def _pauses_of(activities: Sequence[Activity], *, since: date) -> dict[tuple[int, int], list[Days]]:
    """The pauses of the organizations in the partnerships of these activities, in one query."""
    rows = MemberPause.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=since),
        partnership_id__in={row.partnership_id for row in activities},
        organization_id__in={row.organization_id for row in activities},
    )
    found: dict[tuple[int, int], list[Days]] = defaultdict(list)
    for row in rows:
        found[row.partnership_id, row.organization_id].append((row.starts_on, row.ends_on))
    return found


def _rests(
    activity: Activity, resting: Mapping[tuple[int, int], list[Days]], *, since: date, until: date
) -> dict[date, str]:
    """The days on which nothing takes place because who does it pauses, with the word for it."""
    if not resting.get((activity.partnership_id, activity.organization_id)):
        return {}
    days = dates_of(activity.schedule, since=since, until=until)
    return {on: gettext("Pause") for on in days if _is_resting(activity, resting, on)}


def _is_resting(activity: Activity, resting: Mapping[tuple[int, int], list[Days]], on: date) -> bool:
    pauses = resting.get((activity.partnership_id, activity.organization_id), [])
    return any(covers(days, on) for days in pauses)


def _past_days(activity: Activity, *, since: date, now: datetime) -> list[date]:
    zone = ZoneInfo(activity.library.time_zone)
    today = now.astimezone(zone).date()
    days = dates_of(activity.schedule, since=since, until=today)
    return [on for on in days if is_over(on, activity.ends_at, now=now, zone=zone)]
