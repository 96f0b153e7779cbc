"""On which days a series of meetings falls. Days of the library; pure: no clock, no database."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice, takewhile

from partners.choices import MeetingRepeat
from partners.reminders.schedule import months_later

# As many meetings as one series has at most: a year of weekly ones, and one more.
MOST = 53
WEEK = timedelta(days=7)
_LAST_YEAR = 9998


@dataclass(frozen=True)
class Recurrence:
    """Every so many weeks or months from a first day, a number of times or until a day.

    A day of the month clamps to the month's end, from the first day: 31 January, 28 February, 31 March.
    A fifth weekday, which not every month has, is the last one.
    """

    repeat: str
    first_on: date
    every: int = 1
    times: int | None = None
    until_on: date | None = None


def days_of(recurrence: Recurrence) -> list[date]:
    """The days in order, never more than `MOST`."""
    days: Iterator[date] = _all_days(recurrence)
    if recurrence.until_on is not None:
        until_on = recurrence.until_on
        days = takewhile(lambda day: day <= until_on, days)
    return list(islice(days, min(recurrence.times or MOST, MOST)))


def week_of_month(day: date) -> int:
    """1 for the first of its weekday in the month, to 5."""
    return (day.day - 1) // 7 + 1


def is_last_of_month(day: date) -> bool:
    """Whether no such weekday comes after it in the month."""
    return day.day + 7 > monthrange(day.year, day.month)[1]


def weekday_of_month(year: int, month: int, weekday: int, week: int) -> date:
    """The second Tuesday of a month, say: Monday is 0. The fifth is the last one where there are four."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7) + WEEK * (week - 1)
    return day if day.month == month else day - WEEK


def _all_days(recurrence: Recurrence) -> Iterator[date]:
    for number in count():
        steps = number * max(recurrence.every, 1)
        if recurrence.first_on.year + steps // 12 > _LAST_YEAR:
            return
        yield _day(recurrence, steps)


def _day(recurrence: Recurrence, steps: int) -> date:
    first_on = recurrence.first_on
    if recurrence.repeat == MeetingRepeat.WEEKLY:
        return first_on + WEEK * steps
    month = months_later(first_on, steps)
    if recurrence.repeat == MeetingRepeat.MONTHLY_DAY:
        return month
    is_last = recurrence.repeat == MeetingRepeat.MONTHLY_LAST
    week = 5 if is_last else week_of_month(first_on)
    return weekday_of_month(month.year, month.month, first_on.weekday(), week)
