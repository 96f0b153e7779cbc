"""When a due reminder waits: no mail at night, and one mail a day for one person."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from partners.choices import DeliveryState, ReminderState
from partners.domain.closures import closed_days
from partners.domain.recipients import zone_of_person
from partners.models import Delivery, Person, Reminder
from partners.reminders.schedule import Calendar, is_night, local_day, local_moment, morning_after
from partners.reminders.sources import UnknownSourceError, registry

DIGEST = "digest"
LONGEST_DAY = timedelta(hours=26)
LOOK_BACK = timedelta(days=1)


def zone_of(row: Reminder) -> ZoneInfo:
    """The clock a reminder goes by: the person's, if they chose one, else the library's."""
    if row.recipient is None:
        return ZoneInfo(row.library.time_zone)
    return zone_of_person(row.recipient, row.library)


def asleep(rows: Iterable[Reminder], *, now: datetime) -> list[Reminder]:
    """Reminders whose person has night, as after some hours without a worker."""
    return [row for row in rows if row.recipient_id is not None and is_night(now, zone_of(row))]


def wait_for_morning(rows: Sequence[Reminder], *, now: datetime) -> None:
    """Postpone to the end of the person's night."""
    for row in rows:
        row.send_at = morning_after(now, zone_of(row))
    _postpone(rows)


def wait_for_tomorrow(rows: Sequence[Reminder], *, now: datetime) -> list[Reminder]:
    """Postpone what can wait for its person's next mail, and return it."""
    had_mail = _had_mail({row.recipient for row in rows if row.recipient}, now=now)
    candidates = [row for row in rows if _day(row, now) in had_mail.get(row.recipient_id or 0, ())]
    if not candidates:
        return []
    libraries = {row.library_id for row in candidates}
    closed = closed_days(libraries, since=(now - LOOK_BACK).date())
    waiting = []
    for row in candidates:
        calendar = Calendar(ZoneInfo(row.library.time_zone), closed[row.library_id])
        next_on = calendar.working_days_after(_day(row, now), 1)
        if not is_urgent(row, next_on, now):
            row.send_at = local_moment(next_on, row.rule.send_at, zone_of(row))
            waiting.append(row)
    _postpone(waiting)
    return waiting


def wait_for_working_day(rows: Sequence[Reminder], *, now: datetime) -> list[Reminder]:
    """Postpone what would leave while the library is closed, as after mail was held, and return it."""
    closed = closed_days({row.library_id for row in rows}, since=(now - LOOK_BACK).date()) if rows else {}
    waiting = []
    for row in rows:
        calendar = Calendar(ZoneInfo(row.library.time_zone), closed[row.library_id])
        today = _day(row, now)
        next_on = calendar.working_day_from(today)
        if next_on != today and not leaves_when_closed(row, next_on, now):
            row.send_at = local_moment(next_on, row.rule.send_at, zone_of(row))
            waiting.append(row)
    _postpone(waiting)
    return waiting


def is_urgent(row: Reminder, next_on: date, now: datetime) -> bool:
    """Whether something owed cannot wait until that day: it is due today, or would be announced too late."""
    try:
        is_obligation = registry.get(row.rule.source).reminder_class == "obligation"
    except UnknownSourceError:
        return False
    would_be_late = row.offset_days <= 0 and next_on > row.anchor_on
    return is_obligation and (row.anchor_on == _day(row, now) or would_be_late)


def leaves_when_closed(row: Reminder, next_on: date, now: datetime) -> bool:
    """Whether it may go out before the library opens on that day: it cannot wait, or was planned for now."""
    return is_urgent(row, next_on, now) or local_day(row.send_at, zone_of(row)) == _day(row, now)


def _had_mail(people: Iterable[Person], *, now: datetime) -> dict[int, set[date]]:
    """On which of the library's days each person got or gets a digest that nothing can join any more."""
    mails = Delivery.objects.filter(
        kind=DIGEST, person__in=list(people), created_at__gte=now - LONGEST_DAY
    ).filter(state__in=[DeliveryState.QUEUED, DeliveryState.SENT])
    found: dict[int, set[date]] = {}
    for person_id, zone, created_at, state, attempts, lease in mails.values_list(
        "person_id", "library__time_zone", "created_at", "state", "attempts", "lease_until"
    ):
        is_open = state == DeliveryState.QUEUED and attempts == 0 and lease is None
        if person_id is not None and not is_open:
            found.setdefault(person_id, set()).add(local_day(created_at, ZoneInfo(zone)))
    return found


def _day(row: Reminder, now: datetime) -> date:
    return local_day(now, ZoneInfo(row.library.time_zone))


def _postpone(rows: Sequence[Reminder]) -> None:
    for row in rows:
        row.is_postponed = True
        Reminder.objects.filter(pk=row.pk, state=ReminderState.PLANNED).update(
            send_at=row.send_at, is_postponed=True
        )
