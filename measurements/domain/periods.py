"""The periods of a calendar as rows that are not stored yet."""

from collections.abc import Sequence
from datetime import date

from measurements.deadlines import due_on, locks_on
from measurements.models import Period, ReportingCalendar
from measurements.periods import MONTHS, Frequency, period_label, periods_until
from measurements.periods import Period as Dates


def is_rolling(calendar: ReportingCalendar) -> bool:
    """Tell whether periods follow each other by themselves; those of the other calendars are listed."""
    return calendar.frequency in MONTHS


def build_periods(calendar: ReportingCalendar, *, since: date, until: date) -> list[Period]:
    """Return the periods of a rolling calendar that begin in these days, both included."""
    if not is_rolling(calendar):
        return []
    last = until if calendar.ends_on is None else min(until, calendar.ends_on)
    found = periods_until(calendar.anchor_on, calendar.frequency, last)
    return [build_period(calendar, dates) for dates in found if dates.starts_on >= since]


def build_listed(calendar: ReportingCalendar, first_days: Sequence[date]) -> list[Period]:
    """Return periods that begin on these days and follow each other up to the calendar's last day."""
    if calendar.ends_on is None:
        raise ValueError("a calendar of listed periods has a last day")
    after = calendar.ends_on.toordinal() + 1
    ends = [*first_days[1:], date.fromordinal(after)]
    return [build_period(calendar, Dates(*days)) for days in zip(first_days, ends, strict=True)]


def build_period(calendar: ReportingCalendar, dates: Dates) -> Period:
    """Return one period with its name and deadlines."""
    return Period(
        library_id=calendar.library_id,
        partnership_id=calendar.partnership_id,
        calendar=calendar,
        starts_on=dates.starts_on,
        next_starts_on=dates.next_starts_on,
        label=_label(calendar, dates),
        due_on=due_on(dates, calendar.due_days),
        locks_on=locks_on(dates, calendar.lock_days),
    )


def _label(calendar: ReportingCalendar, dates: Dates) -> str:
    if not is_rolling(calendar):
        return f"{dates.starts_on.isoformat()} to {dates.ends_on.isoformat()}"
    month = calendar.fiscal_start_month or _usual_month(calendar)
    return period_label(dates, Frequency(calendar.frequency), fiscal_start_month=month)


def _usual_month(calendar: ReportingCalendar) -> int:
    # Quarters that fit the calendar year are called by it, wherever the count began.
    month = calendar.anchor_on.month
    return 1 if (month - 1) % MONTHS[calendar.frequency] == 0 else month
