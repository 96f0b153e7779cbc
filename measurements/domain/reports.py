"""Making periods as time goes by, and the reports that members owe for them.

The running period has its reports too, although nothing can be filled in before it ends: a reminder
"ten days before" may fall into the period itself, and members see ahead what will be asked. Whether a report
is expected in the end is decided by the dates of membership and assignment on the period's last day, each
time it is read; the rows made here are only where answers go.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, Subquery

from measurements.choices import Frequency
from measurements.domain.periods import build_periods, is_rolling
from measurements.expectation import is_expected
from measurements.models import Assignment, Period, Report, ReportingCalendar
from measurements.periods import MONTHS
from partners.models import Partnership

# The earliest place on earth is this far ahead of UTC; each library's own day is looked at afterwards.
_FURTHEST_AHEAD = timedelta(hours=14)
_BATCH = 500
_LISTED = [code for code in Frequency.values if code not in MONTHS]


@transaction.atomic
def open_reports(now: datetime, partnership: Partnership | None = None) -> int:
    """Make the periods that have begun by now and their missing reports; return how many reports.

    Everywhere it looks only at calendars whose last period is over; for one partnership at all of them,
    because a new assignment may reach back. Running it twice or on two workers changes nothing.
    """
    if partnership is not None:
        calendars = ReportingCalendar.objects.filter(partnership=partnership).select_related("library")
        return _advance(dict.fromkeys(calendars, date.min), now=now)
    due = list(_calendars_due(now).items())
    return sum(_advance(dict(due[i : i + _BATCH]), now=now) for i in range(0, len(due), _BATCH))


def _calendars_due(now: datetime) -> dict[ReportingCalendar, date]:
    """Return the calendars whose last period is over in their library, with the day the next one starts."""
    latest_day = (now + _FURTHEST_AHEAD).date()
    running = Period.objects.filter(calendar=OuterRef("pk"), next_starts_on__gt=latest_day)
    # The periods of listed calendars are there from the beginning: one that runs may have no reports yet.
    unopened = running.filter(
        ~Exists(Report.objects.filter(period=OuterRef("pk"))), starts_on__lte=latest_day
    )
    assigned = Assignment.objects.filter(measure__calendar=OuterRef("pk"))
    is_listed = Q(frequency__in=_LISTED)
    rows = (
        ReportingCalendar.objects.filter(Exists(assigned), anchor_on__lte=latest_day)
        .filter((~is_listed & ~Exists(running)) | (is_listed & Exists(unopened)))
        .annotate(
            last_over_on=Max("periods__next_starts_on"),
            unopened_on=Subquery(unopened.order_by("starts_on").values("starts_on")[:1]),
        )
        .select_related("library")
    )
    next_days = {
        row: (row.last_over_on if is_rolling(row) else row.unopened_on) or row.anchor_on for row in rows
    }
    return {row: day for row, day in next_days.items() if _is_due(row, day, now)}


def _is_due(calendar: ReportingCalendar, day: date, now: datetime) -> bool:
    has_ended = calendar.ends_on is not None and calendar.ends_on < day
    return not has_ended and day <= _today(calendar, now)


def _advance(since: dict[ReportingCalendar, date], *, now: datetime) -> int:
    if not since:
        return 0
    rows = [
        period
        for calendar, day in since.items()
        for period in build_periods(calendar, since=day, until=_today(calendar, now))
    ]
    Period.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_BATCH)
    spells = {calendar.pk: (day, _today(calendar, now)) for calendar, day in since.items()}
    made = Period.objects.filter(calendar_id__in=spells, starts_on__gte=min(since.values()))
    return _make_reports([row for row in made if _is_within(row.starts_on, *spells[row.calendar_id])])


def _is_within(day: date, first: date, last: date) -> bool:
    return first <= day <= last


def _today(calendar: ReportingCalendar, now: datetime) -> date:
    return now.astimezone(ZoneInfo(calendar.library.time_zone)).date()


def _make_reports(periods: list[Period]) -> int:
    if not periods:
        return 0
    by_calendar = defaultdict(list)
    for period in periods:
        by_calendar[period.calendar_id].append(period)
    assignments = Assignment.objects.filter(measure__calendar_id__in=by_calendar).select_related(
        "member", "measure"
    )
    wanted = {
        (row.member_id, period.pk): (row, period)
        for row in assignments
        for period in by_calendar[row.measure.calendar_id]
        if _is_expected(row, period)
    }
    first = min(period.starts_on for period in periods)
    rows = Report.objects.filter(period__calendar_id__in=by_calendar, period__starts_on__gte=first)
    known = set(rows.values_list("member_id", "period_id"))
    missing = [_report(row, period) for key, (row, period) in wanted.items() if key not in known]
    Report.objects.bulk_create(missing, ignore_conflicts=True, batch_size=_BATCH)
    return len(missing)


def _is_expected(assignment: Assignment, period: Period) -> bool:
    return is_expected(
        period.dates,
        # A pause may be taken back: the row is there then, and nothing is asked while the pause stands.
        spell=replace(assignment.member.spell, pauses=()),
        starts_on=assignment.starts_on,
        ends_on=assignment.ends_on,
    )


def _report(assignment: Assignment, period: Period) -> Report:
    return Report(
        library_id=period.library_id,
        partnership_id=period.partnership_id,
        organization_id=assignment.organization_id,
        member_id=assignment.member_id,
        period=period,
    )
