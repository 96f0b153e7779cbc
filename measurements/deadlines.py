"""When a report opens, is due, is late and locks, and why it cannot be changed.

Deadlines are days in the library's time zone and last to the end of that day. Moments are returned in UTC:
two moments in one named zone would be compared by their wall clocks, which is wrong in the doubled hour.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from measurements.periods import ONE_DAY, Period
from partners.spells import Spell


class LockReason(StrEnum):
    NOT_OPEN = "not_open"
    LEFT = "left"
    APPROVED = "approved"
    LOCKED = "locked"


@dataclass(frozen=True)
class Lock:
    """Why a report cannot be changed, and the day it is about."""

    reason: LockReason
    on: date
    by: str = ""


class DaysError(ValueError):
    """Deadlines that cannot be meant, with a sentence for people."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return str(_DAYS_SENTENCES[self.code])


_DAYS_SENTENCES = {
    "due_too_early": _(
        "The report would be due before its period is over. Use at least 1 day after its end."
    ),
    "lock_before_due": _(
        "The report would close before it is due. Use at least as many days as for the due day."
    ),
}
_LOCK_SENTENCES = {
    LockReason.NOT_OPEN: _("This period opens on %(day)s."),
    LockReason.LEFT: _("This organization left the partnership on %(day)s."),
    LockReason.APPROVED: _("Approved by %(by)s on %(day)s. Ask for a correction to change it."),
    LockReason.LOCKED: _("Closed on %(day)s at midnight. Ask the coordinator for an extension."),
}


def check_days(due_days: int, lock_days: int | None, *, opens_early: bool = False) -> None:
    """Raise DaysError unless period, due day and lock follow each other; None never locks."""
    if due_days < (0 if opens_early else 1):
        raise DaysError("due_too_early")
    if lock_days is not None and lock_days < due_days:
        raise DaysError("lock_before_due")


def due_on(period: Period, due_days: int) -> date:
    """Return the last day on which a report is on time."""
    return period.ends_on + timedelta(days=due_days)


def locks_on(period: Period, lock_days: int | None) -> date | None:
    """Return the last day on which a report can be changed; None never locks."""
    return None if lock_days is None else period.ends_on + timedelta(days=lock_days)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment of a local day; where midnight is skipped, the moment the clocks jump."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def after_pauses(spell: Spell, due_on: date, locks_on: date | None) -> tuple[date, date | None]:
    """Return due and closing day of a member: a due day in a pause moves past it, the closing day as far."""
    due = spell.after_pause(due_on)
    if locks_on is None or due == due_on:
        return due, locks_on
    return due, locks_on + min(due - due_on, date.max - locks_on)


def opens_at(period: Period, zone: ZoneInfo, *, opens_early: bool = False) -> datetime:
    """Return when a report can be filled in: after the period, or from its first day."""
    return start_of_day(period.starts_on if opens_early else period.next_starts_on, zone)


def over_at(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment after a day: late after a due day, locked after a locking day."""
    return start_of_day(day + ONE_DAY, zone)


def is_on_time(submitted_at: datetime | None, due: date, zone: ZoneInfo) -> bool:
    """Tell whether the first submission came before the due day was over."""
    return submitted_at is not None and submitted_at < over_at(due, zone)


def lock_of(
    period: Period,
    *,
    now: datetime,
    zone: ZoneInfo,
    lock_days: int | None,
    opens_early: bool = False,
    left_on: date | None = None,
    approved: Lock | None = None,
    exception_until: date | None = None,
) -> Lock | None:
    """Return why a report cannot be changed now, or None when it can.

    A membership that lasted to the period's last day still reports. An exception holds to the end of its own
    day and lifts the closing day only.
    """
    if now < opens_at(period, zone, opens_early=opens_early):
        return Lock(LockReason.NOT_OPEN, period.starts_on if opens_early else period.next_starts_on)
    if left_on is not None and left_on < period.ends_on:
        return Lock(LockReason.LEFT, left_on)
    if approved is not None:
        return approved
    closes_on = locks_on(period, lock_days)
    if closes_on is None or now < over_at(max(closes_on, exception_until or closes_on), zone):
        return None
    return Lock(LockReason.LOCKED, closes_on)


def lock_sentence(lock: Lock) -> str:
    """Say in the active language why a report cannot be changed."""
    return str(_LOCK_SENTENCES[lock.reason]) % {"day": date_format(lock.on), "by": lock.by}
