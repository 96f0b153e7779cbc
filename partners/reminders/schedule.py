"""When a reminder goes: days are the library's, the hour is the person's. Pure: no clock, no database."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Standing = Literal["early", "due", "missed"]

ONE_DAY = timedelta(days=1)
GRACE = timedelta(days=3)
RETRY_MINUTES = (1, 5, 15, 60)
MAX_ATTEMPTS = 10
SATURDAY = 5
NIGHT_STARTS = time(21)
NIGHT_ENDS = time(7)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A library's days: its time zone and the days on which it is closed besides weekends."""

    zone: ZoneInfo
    closed_on: frozenset[date] = frozenset()

    def is_quiet(self, day: date) -> bool:
        return day.weekday() >= SATURDAY or day in self.closed_on

    def working_day_from(self, day: date) -> date:
        """Return the day itself, or the first working day after it."""
        while self.is_quiet(day):
            day += ONE_DAY
        return day

    def working_day_until(self, day: date) -> date:
        """Return the day itself, or the last working day before it."""
        while self.is_quiet(day):
            day -= ONE_DAY
        return day

    @property
    def longest_pause(self) -> timedelta:
        """The longest time from working day to working day that closure days make."""
        pauses = (self.working_day_from(day) - self.working_day_until(day) for day in self.closed_on)
        return max(pauses, default=timedelta(0))

    def working_days_after(self, day: date, count: int) -> date:
        """Return the count-th working day after the day; the day itself is never counted."""
        for _step in range(count):
            day = self.working_day_from(day + ONE_DAY)
        return day


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One planned mail: due day, days from it (negative is before), the library's day, the moment in UTC."""

    anchor_on: date
    offset_days: int
    send_on: date
    send_at: datetime


def occurrence(
    anchor_on: date, offset_days: int, calendar: Calendar, hour: time, zone_of_person: ZoneInfo | None = None
) -> Occurrence:
    """Plan one mail at the person's hour, on a working day of the library."""
    send_on = sending_day(anchor_on, offset_days, calendar)
    send_at = _moment_within(send_on, hour, zone_of_person or calendar.zone, library_zone=calendar.zone)
    return Occurrence(anchor_on, offset_days, send_on, send_at)


def sending_day(anchor_on: date, offset_days: int, calendar: Calendar) -> date:
    """Move a quiet day to the next working day; to the one before when that would announce too late."""
    nominal_on = anchor_on + timedelta(days=offset_days)
    following = calendar.working_day_from(nominal_on)
    if offset_days <= 0 and following > anchor_on:
        return calendar.working_day_until(nominal_on)
    return following


def anchor_window(offsets: Iterable[int], *, since: date, until: date) -> tuple[date, date]:
    """Return the first and last due day whose mails, before any move, fall from since to until.

    Raises ValueError without offsets.
    """
    offsets = tuple(offsets)
    return since - timedelta(days=max(offsets)), until - timedelta(days=min(offsets))


def months_later(anchor_on: date, months: int) -> date:
    """Add months, clamped to the month's end; count from the anchor: 31 January, 28 February, 31 March."""
    month = anchor_on.year * 12 + anchor_on.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(anchor_on.day, monthrange(year, month)[1]))


def local_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return local wall time in UTC: a skipped time is the next valid minute, a doubled one the first."""
    asked = datetime.combine(day, at.replace(fold=0, tzinfo=None))
    moment = asked.replace(tzinfo=zone).astimezone(UTC)
    if _wall(moment, zone) == asked:
        return moment
    return _end_of_gap(asked, zone)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the day it is in the zone; raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(zone).date()


def is_night(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether people in the zone sleep, so that no mail reaches them."""
    at = moment.astimezone(zone).time()
    return at < NIGHT_ENDS or at >= NIGHT_STARTS


def morning_after(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return when the night ends in which the moment falls."""
    local = moment.astimezone(zone)
    day = local.date() + (ONE_DAY if local.time() >= NIGHT_STARTS else timedelta(0))
    return local_moment(day, NIGHT_ENDS, zone)


def standing(send_at: datetime, now: datetime, grace: timedelta = GRACE) -> Standing:
    """Say whether a mail is early, due, or late by more than the grace and so missed."""
    if now < send_at:
        return "early"
    return "missed" if now - send_at > grace else "due"


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after so many failed attempts; None when it was the last one."""
    if attempts >= MAX_ATTEMPTS:
        return None
    if attempts <= 0:
        return now
    step = min(attempts, len(RETRY_MINUTES)) - 1
    return now + timedelta(minutes=RETRY_MINUTES[step])


def _moment_within(day: date, at: time, zone: ZoneInfo, *, library_zone: ZoneInfo) -> datetime:
    # A person far away has their hour on the day before or after; the mail must still
    # fall into the library's day, or a "due" mail would come after the report is late.
    for nearby in (day - ONE_DAY, day, day + ONE_DAY):
        moment = local_moment(nearby, at, zone)
        if local_day(moment, library_zone) == day:
            return moment
    # A day of 23 hours may not hold the person's hour at all.
    return local_moment(day, at, library_zone)


def _end_of_gap(asked: datetime, zone: ZoneInfo) -> datetime:
    # With fold=1 the later offset is applied, with fold=0 the earlier one:
    # the two moments stand on either side of the change.
    whole = asked.replace(second=0, microsecond=0)
    before = whole.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = whole.replace(tzinfo=zone).astimezone(UTC)
    while after - before > timedelta(minutes=1):
        middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        if _wall(middle, zone) < whole:
            before = middle
        else:
            after = middle
    return after


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)
