"""On which days an activity takes place, and when a session is over: days of the library's own time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
DAYS_A_WEEK = 7
_LAST_MOMENT = time(23, 59, 59)
_FIFTH = 4


class Repeat(StrEnum):
    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    IRREGULAR = "irregular"


@dataclass(frozen=True)
class Schedule:
    """Weekdays are 1 for Monday to 7 for Sunday; none means the weekday of the first day."""

    repeat: str
    starts_on: date
    ends_on: date | None = None
    weekdays: frozenset[int] = frozenset()

    @property
    def days_of_week(self) -> frozenset[int]:
        return self.weekdays or frozenset({self.starts_on.isoweekday()})


def dates_of(schedule: Schedule, *, since: date, until: date) -> list[date]:
    """Return the planned days between two days, both included; without fixed days there are none."""
    first = max(since, schedule.starts_on)
    last = until if schedule.ends_on is None else min(until, schedule.ends_on)
    if schedule.repeat == Repeat.IRREGULAR:
        return []
    if schedule.repeat == Repeat.ONCE:
        return [schedule.starts_on] if first <= schedule.starts_on <= last else []
    return [day for day in _weekly(schedule.days_of_week, first, last) if _fits(schedule, day)]


def is_planned(schedule: Schedule, day: date) -> bool:
    return bool(dates_of(schedule, since=day, until=day))


def is_over(day: date, ends_at: time | None, *, now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a session of this day has ended by now; without an hour it lasts to the end of the day.

    Compared in UTC: two moments in one named zone would be compared by their wall clocks. An hour that the
    clocks skip or pass twice is taken at its first reading.
    """
    return datetime.combine(day, ends_at or _LAST_MOMENT, tzinfo=zone).astimezone(UTC) <= now.astimezone(UTC)


def _weekly(weekdays: frozenset[int], first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        if day.isoweekday() in weekdays:
            yield day
        day += ONE_DAY


def _fits(schedule: Schedule, day: date) -> bool:
    if schedule.repeat == Repeat.FORTNIGHTLY:
        weeks = (_monday(day) - _monday(schedule.starts_on)).days // DAYS_A_WEEK
        return weeks % 2 == 0
    if schedule.repeat == Repeat.MONTHLY:
        return _week_of_month(schedule.starts_on) in _weeks_named(day)
    return True


def _monday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)


def _week_of_month(day: date) -> int:
    """0 for the first of its weekday in the month; the fifth, which not every month has, means the last."""
    return (day.day - 1) // DAYS_A_WEEK


def _weeks_named(day: date) -> set[int]:
    place = _week_of_month(day)
    is_last = (day + timedelta(days=DAYS_A_WEEK)).month != day.month
    return ({place} if place != _FIFTH else set()) | ({_FIFTH} if is_last else set())
