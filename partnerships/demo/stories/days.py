"""Where a story stands in time: so many periods behind it, the last of which is being reported."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from measurements.periods import add_months
from partners.models import AuditEvent
from partners.reminders.schedule import Calendar, is_night, occurrence

OFFSETS = (-10, -2, 1, 8, 15)
NINE = time(9)
# A reminder that fell due within this time still goes out when the demo starts, whatever the weekday.
STILL_SENT = timedelta(days=2, hours=20)
# American zones that take turns in being awake, the first one preferred; mail leaves by day only.
_ZONES = ("America/Los_Angeles", "Pacific/Honolulu", "Pacific/Guam", "America/Puerto_Rico")
_LONGEST_DUE = 120
_FRIDAY, _SUNDAY = 5, 7


@dataclass(frozen=True)
class Days:
    now: datetime
    anchor_on: date
    due_days: int
    months: int
    periods: int

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def last(self) -> int:
        """The period that is being reported."""
        return self.periods - 1

    def period(self, number: int) -> date:
        """The first day of a period."""
        return add_months(self.anchor_on, self.months * number)

    def due_on(self, period: int) -> date:
        return self.period(period + 1) + timedelta(days=self.due_days - 1)

    def handed_in_at(self, period: int, *, is_late: bool = False) -> datetime:
        """A week after the period's end, at noon; late is six days after the due day."""
        on = self.due_on(period) if is_late else self.period(period + 1)
        return max(self.at(on + timedelta(days=6)), self._opened_at(period))

    def at(self, day: date, hour: time = time(12)) -> datetime:
        """A moment of a day, but never one that is still to come."""
        moment = datetime.combine(day, hour, tzinfo=self.now.tzinfo)
        return min(moment, self.now - timedelta(hours=1))

    def lately(self, days: int) -> datetime:
        """So many days ago, but not before the reports that are due now could be filled in."""
        return max(self.ago(days), self._opened_at(self.last))

    def _opened_at(self, period: int) -> datetime:
        return datetime.combine(self.period(period + 1), time.min, tzinfo=self.now.tzinfo)

    def ago(self, days: int) -> datetime:
        """A moment in office hours so many days ago, a little different each day."""
        day = self.today - timedelta(days=days)
        # Nobody is in the office on a weekend: the Friday before.
        day -= timedelta(days=max(day.isoweekday() - _FRIDAY, 0))
        return self.at(day, time(9 + day.day % 8, day.day * 5 % 60))


def waking_zone(now: datetime) -> str:
    """A time zone in which it is day, so that a mail leaves right now whenever somebody starts the demo."""
    awake = (zone for zone in _ZONES if not is_night(now, ZoneInfo(zone)))
    return next(awake, _ZONES[0])


def days_around(now: datetime, zone: str, *, periods: int, months: int = 3) -> Days:
    """Periods that ended with last month, with reports due so that a reminder leaves right now."""
    local = now.astimezone(ZoneInfo(zone))
    first_of_month = local.date().replace(day=1)
    calendar = Calendar(ZoneInfo(zone))
    ended_on = first_of_month - timedelta(days=1)
    # On a Sunday nothing leaves but what is due that day; on other days tomorrow is early enough.
    first_due = (local.date() - ended_on).days + (local.isoweekday() != _SUNDAY)
    for due_days in range(first_due, _LONGEST_DUE):
        due_on = ended_on + timedelta(days=due_days)
        moments = [occurrence(due_on, offset, calendar, NINE).send_at for offset in OFFSETS]
        if any(now - STILL_SENT < moment <= now for moment in moments):
            break
    return Days(
        now=local,
        anchor_on=add_months(first_of_month, -months * periods),
        due_days=due_days,
        months=months,
        periods=periods,
    )


@contextmanager
def told_at(moment: datetime):
    """History of what is done inside says that it was done then."""
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    AuditEvent.objects.filter(pk__gt=last).update(at=moment)
