"""When an organization is asked to look at its own record: once a year, counted from the last time. Pure."""

from datetime import date

from partners.reminders.schedule import months_later

YEAR = 12
# No record waits longer than that to be asked about.
LONGEST_WAIT = 30


def is_anniversary(day: date, base: date) -> bool:
    """Whether the day is a whole number of years after the base, at least one; 29 February gives way."""
    years = day.year - base.year
    return years >= 1 and months_later(base, YEAR * years) == day


def anniversaries(base: date, *, since: date, until: date) -> list[date]:
    """The days from since to until, both included, on which a year since the base is full."""
    years = range(max(1, since.year - base.year), until.year - base.year + 1)
    days = (months_later(base, YEAR * count) for count in years)
    return [day for day in days if since <= day <= until]


def due_since(base: date, *, today: date) -> date | None:
    """The last day on which a year was full; None while the first has not passed."""
    passed = anniversaries(base, since=date(today.year - 1, 1, 1), until=today)
    return passed[-1] if passed else None


def years_before(day: date, count: int) -> date:
    """The same day that many years earlier, clamped to the month's end."""
    return months_later(day, -YEAR * count)
