"""Making periods as time goes by, and the reports that members owe for them.

The running period has its reports too, although nothing can be filled in before it ends: a reminder
"ten days before" may fall into the period itself, and members see ahead what will be asked. Whether a report
is expected in the end is decided by the dates of membership and assignment on the period's last day, each
time it is read; the rows made here are only where answers go.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from measurements.deadlines import due_on, locks_on
from measurements.expectation import is_expected
from measurements.models import Assignment, Period, Report, ReportingCalendar
from measurements.periods import MONTHS, Frequency, period_label, periods_until
from partners.models import Partnership

# The earliest place on earth is this far ahead of UTC; each library's own day is looked at afterwards.
_FURTHEST_AHEAD = timedelta(hours=14)
_BATCH = 500


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
    assigned = Assignment.objects.filter(measure__calendar=OuterRef("pk"))
    rows = (
        ReportingCalendar.objects.filter(Exists(assigned), ~Exists(running), anchor_on__lte=latest_day)
        .annotate(last_over_on=Max("periods__next_starts_on"))
        .select_related("library")
    )
    next_days = {row: row.last_over_on or row.anchor_on for row in rows}
    return {row: day for row, day in next_days.items() if day <= _today(row, now)}


def _advance(since: dict[ReportingCalendar, date], *, now: datetime) -> int:
    if not since:
        return 0
    rows = [
        period
        for calendar, day in since.items()
        for period in _periods_of(calendar, since=day, until=_today(calendar, now))
    ]
    Period.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_BATCH)
    earliest = {calendar.pk: day for calendar, day in since.items()}
    made = Period.objects.filter(calendar_id__in=earliest, starts_on__gte=min(earliest.values()))
    return _make_reports([period for period in made if period.starts_on >= earliest[period.calendar_id]])


def _today(calendar: ReportingCalendar, now: datetime) -> date:
    return now.astimezone(ZoneInfo(calendar.library.time_zone)).date()


def _periods_of(calendar: ReportingCalendar, *, since: date, until: date) -> list[Period]:
    frequency = Frequency(calendar.frequency)
    month = calendar.anchor_on.month
    # Quarters that fit the calendar year are called by it, wherever the count began.
    fiscal_start_month = 1 if (month - 1) % MONTHS[frequency] == 0 else month
    return [
        Period(
            library_id=calendar.library_id,
            partnership_id=calendar.partnership_id,
            calendar=calendar,
            starts_on=dates.starts_on,
            next_starts_on=dates.next_starts_on,
            label=period_label(dates, frequency, fiscal_start_month=fiscal_start_month),
            due_on=due_on(dates, calendar.due_days),
            locks_on=locks_on(dates, calendar.lock_days),
        )
        for dates in periods_until(calendar.anchor_on, frequency, until)
        if dates.starts_on >= since
    ]


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
        joined_on=assignment.member.joined_on,
        left_on=assignment.member.left_on,
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
