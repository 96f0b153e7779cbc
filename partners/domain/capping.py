"""The weekly cap: how many mails without an obligation in them reach one person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from partners.choices import DeliveryState, ReminderState, SkipReason
from partners.domain.closures import closed_days
from partners.domain.postponing import DIGEST, zone_of
from partners.models import Delivery, Reminder
from partners.reminders.schedule import Calendar, local_day, local_moment
from partners.reminders.sources import UnknownSourceError, registry

WEEK = timedelta(days=7)


def wait_for_room(rows: Sequence[Reminder], *, now: datetime) -> list[Reminder]:
    """Postpone courtesies to people who have had enough of them this week, and return them.

    What a person owes is never capped, and a courtesy that travels in the same mail is none more.
    """
    owing = {row.recipient_id for row in rows if not is_courtesy(row)} | _with_waiting_mail(rows)
    asking = [row for row in rows if is_courtesy(row) and row.recipient_id not in owing]
    if not asking:
        return []
    mails = _courtesy_mails(asking, now=now)
    closed = closed_days({row.library_id for row in asking}, since=(now - WEEK).date())
    waiting = []
    for row in asking:
        calendar = Calendar(ZoneInfo(row.library.time_zone), closed[row.library_id])
        free_on = _day_with_room(mails.get(row.recipient_id or 0, []), calendar, now=now)
        if free_on is not None:
            row.send_at = local_moment(free_on, row.rule.send_at, zone_of(row))
            waiting.append(row)
    for row in waiting:
        Reminder.objects.filter(pk=row.pk, state=ReminderState.PLANNED).update(
            send_at=row.send_at, is_postponed=True, reason=SkipReason.WEEK_FULL
        )
    return waiting


def is_courtesy(row: Reminder) -> bool:
    """Whether nobody owes anything; a source that is gone counts as an obligation, which nothing holds up."""
    try:
        return registry.get(row.rule.source).reminder_class == "courtesy"
    except UnknownSourceError:
        return False


def _day_with_room(sent: Sequence[datetime], calendar: Calendar, *, now: datetime) -> date | None:
    """The next working day on which the cap leaves room; None when that is now."""
    cap = settings.COURTESY_MAILS_PER_WEEK
    today = local_day(now, calendar.zone)
    days = sorted(local_day(moment, calendar.zone) for moment in sent)
    recent = [day for day in days if day > today - WEEK]
    if len(recent) < cap:
        return None
    first = recent[-cap] if cap else today
    return calendar.working_day_from(first + WEEK)


def _with_waiting_mail(rows: Iterable[Reminder]) -> set[int | None]:
    """People whose next mail nobody has claimed yet: it takes along what falls due."""
    people = [row.recipient_id for row in rows if is_courtesy(row)]
    if not people:
        return set()
    waiting = Delivery.objects.filter(kind=DIGEST, state=DeliveryState.QUEUED, person__in=people)
    return set(waiting.filter(attempts=0, lease_until=None).values_list("person_id", flat=True))


def _courtesy_mails(rows: Iterable[Reminder], *, now: datetime) -> dict[int, list[datetime]]:
    """When each person got a mail with nothing in it but courtesies."""
    held = Reminder.objects.filter(
        recipient__in={row.recipient_id for row in rows},
        delivery__kind=DIGEST,
        delivery__created_at__gt=now - WEEK - timedelta(days=1),
        state__in=[ReminderState.QUEUED, ReminderState.SENT],
    ).select_related("rule", "delivery")
    by_mail: dict[tuple[int, datetime], list[Reminder]] = defaultdict(list)
    for row in held:
        if row.recipient_id is not None and row.delivery is not None:
            by_mail[row.recipient_id, row.delivery.created_at].append(row)
    found: dict[int, list[datetime]] = defaultdict(list)
    for (person_id, created_at), own in by_mail.items():
        if all(is_courtesy(row) for row in own):
            found[person_id].append(created_at)
    return found
