"""A reporting calendar at a glance: the periods of one year with their days and who stands where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from measurements.expectation import is_expected
from measurements.models import Assignment, Period, ReportingCalendar
from measurements.periods import MONTHS, MONTHS_A_YEAR, add_months
from measurements.periods import Period as Dates


@dataclass(frozen=True)
class Slot:
    """One period, stored or still to come, with when its reports can be filled in first."""

    period: Period
    opens_on: date

    @property
    def is_to_come(self) -> bool:
        return self.period.pk is None


def year_ending_in(calendar: ReportingCalendar, year: int) -> Dates:
    """Return the year of a calendar that ends in this one: its fiscal year, else one from its first day."""
    month = calendar.fiscal_start_month or calendar.anchor_on.month
    first = date(year - 1, month, 1)
    if calendar.fiscal_start_month is None and calendar.anchor_on.day > 1:
        # From a day within the month, counted from the first day so that a short month leaves no trace.
        months = (year - 1 - calendar.anchor_on.year) * MONTHS_A_YEAR
        first = add_months(calendar.anchor_on, months)
    elif month == 1:
        first = date(year, 1, 1)
    return Dates(first, add_months(first, MONTHS_A_YEAR))


def year_running(calendar: ReportingCalendar, on: date) -> int:
    """Return the calendar year in which the year that runs on a day ends."""
    return next(year for year in (on.year, on.year + 1) if on in year_ending_in(calendar, year))


def slots_of(
    calendar: ReportingCalendar, stored: Iterable[Period], to_come: Iterable[Period], year: int
) -> list[Slot]:
    """Return the periods of a year in order; those of listed calendars by the year in which they end."""
    dates = year_ending_in(calendar, year)
    rows = {row.starts_on: row for row in [*to_come, *stored]}
    if calendar.frequency in MONTHS:
        found = [row for row in rows.values() if row.starts_on in dates]
    else:
        found = [row for row in rows.values() if row.ends_on.year == year]
    return [
        Slot(row, row.starts_on if calendar.opens_early else row.next_starts_on)
        for row in sorted(found, key=lambda row: row.starts_on)
    ]


def latest_before(
    calendar: ReportingCalendar, stored: Iterable[Period], slots: Sequence[Slot], on: date
) -> list[Slot]:
    """Return the period that was over last, unless the year has it: its reports come in now."""
    over = [row for row in stored if row.next_starts_on <= on]
    if not over or any(slot.period == over[-1] for slot in slots):
        return []
    return [Slot(over[-1], over[-1].starts_on if calendar.opens_early else over[-1].next_starts_on)]


def asked_in(period: Period, assignments: Sequence[Assignment]) -> frozenset[int]:
    """Return the organizations that will be asked for something in a period, as things stand."""
    return frozenset(
        row.organization_id
        for row in assignments
        if is_expected(
            period.dates,
            spell=row.member.spell,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
    )
