"""Settling: what is due becomes mail, or ends visibly with its reason."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from partners.choices import DeliveryState, ReminderState, SkipReason
from partners.domain.capping import wait_for_room
from partners.domain.deliveries import new_delivery
from partners.domain.escalation import ask_for_calls, ask_for_somebody, copy_backups, escalate
from partners.domain.failures import DATABASE_AWAY, log_failure
from partners.domain.holds import is_mail_held
from partners.domain.obstacles import obstacles
from partners.domain.planning import grace
from partners.domain.postponing import (
    DIGEST,
    LONGEST_DAY,
    asleep,
    wait_for_morning,
    wait_for_tomorrow,
    wait_for_working_day,
)
from partners.models import Delivery, Person, Reminder
from partners.reminders.schedule import local_day, standing

logger = logging.getLogger(__name__)

BATCH = 500


@transaction.atomic
def settle_due(*, now: datetime, limit: int = BATCH) -> int:
    """Settle one batch of due reminders, and return how many; call again until it is none.

    Whoever holds a person's row settles all of that person's reminders: two workers at once
    do not make two mails of them. While mail is held, nothing is settled.
    """
    if is_mail_held():
        return 0
    due = Reminder.objects.filter(state=ReminderState.PLANNED, send_at__lte=now).order_by("send_at", "pk")
    recipients = set(due.values_list("recipient_id", flat=True)[:limit])
    people = (
        Person.objects.select_for_update(skip_locked=True, no_key=True)
        .filter(pk__in=recipients - {None})
        .order_by("pk")
    )
    # The first mail of a day takes along what is due for its person later that day.
    planned = Reminder.objects.filter(state=ReminderState.PLANNED, send_at__lt=now + LONGEST_DAY)
    mine = _loaded(planned.filter(recipient_id__in=[person.pk for person in people]))
    rows = [row for row in mine.order_by("send_at", "pk") if _is_of_today(row, now)]
    if None in recipients:
        nobody = due.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(recipient=None)
        rows += _loaded(nobody)[:limit]
    _settle(rows, now=now)
    return len(rows)


def _loaded(rows: QuerySet) -> QuerySet:
    # Many share their library, rule and owner: each is read and built once.
    return rows.prefetch_related(
        "rule__owner", "library", "recipient__user", "organization__owner", "partnership"
    )


def _is_of_today(row: Reminder, now: datetime) -> bool:
    zone = ZoneInfo(row.library.time_zone)
    return row.send_at <= now or local_day(row.send_at, zone) == local_day(now, zone)


def _settle(rows: Sequence[Reminder], *, now: datetime) -> None:
    late = [row for row in rows if standing(row.send_at, now, grace()) == "missed"]
    _miss([row.pk for row in late], now=now)
    timely = _without(rows, late)
    sleeping = asleep(timely, now=now)
    wait_for_morning([row for row in sleeping if row.send_at <= now], now=now)
    timely = _without(timely, sleeping)
    reasons = _against(timely, now=now)
    _skip(reasons, now=now)
    unreachable = {SkipReason.NO_RECIPIENT, SkipReason.NO_ADDRESS}
    ask_for_somebody([row for row in timely if reasons.get(row.pk) in unreachable], now=now)
    open_rows = [row for row in timely if row.pk not in reasons]
    open_rows = _without(open_rows, wait_for_working_day(open_rows, now=now))
    open_rows = _without(open_rows, wait_for_tomorrow(open_rows, now=now))
    open_rows = _without(open_rows, wait_for_room(open_rows, now=now))
    _queue(_escalated(open_rows, now=now), now=now)


def _escalated(rows: Sequence[Reminder], *, now: datetime) -> list[Reminder]:
    """Return what leaves as mail; for the rest somebody calls."""
    found = escalate(rows, now=now)
    ask_for_calls(found.calls, now=now)
    _skip(dict.fromkeys((row.pk for row in found.calls), SkipReason.CALL_INSTEAD), now=now)
    copy_backups(found.last, now=now)
    return _without(rows, found.calls)


def _without(rows: Sequence[Reminder], others: Iterable[Reminder]) -> list[Reminder]:
    gone = {row.pk for row in others}
    return [row for row in rows if row.pk not in gone]


def _against(rows: Sequence[Reminder], *, now: datetime) -> Mapping[int, SkipReason]:
    try:
        with transaction.atomic():
            return obstacles(rows, now=now)
    except DATABASE_AWAY:
        raise
    except Exception as error:
        # A broken source must not hold up the others' mails; its own fail when they are written.
        log_failure(logger, "Due reminders could not be looked at again", error)
        return {row.pk: SkipReason.NO_RECIPIENT for row in rows if row.recipient_id is None}


def _queue(rows: Iterable[Reminder], *, now: datetime) -> None:
    by_person: dict[Person, list[Reminder]] = defaultdict(list)
    for row in rows:
        if row.recipient is not None:
            by_person[row.recipient].append(row)
    digests = _waiting_digests(by_person)
    new = [
        _new_digest(person, own[0], now=now) for person, own in by_person.items() if person.pk not in digests
    ]
    digests |= {delivery.person_id: delivery for delivery in Delivery.objects.bulk_create(new)}
    mail_of = Delivery.objects.filter(
        pk__in=[delivery.pk for delivery in digests.values()], person=OuterRef("recipient")
    )
    ids = [row.pk for own in by_person.values() for row in own]
    Reminder.objects.filter(pk__in=ids, state=ReminderState.PLANNED).update(
        state=ReminderState.QUEUED, reason="", delivery=Subquery(mail_of.values("pk"))
    )


def _waiting_digests(people: Iterable[Person]) -> dict[int | None, Delivery]:
    """Digests that nobody has claimed yet take up what falls due meanwhile."""
    untouched = Delivery.objects.select_for_update(skip_locked=True, no_key=True).filter(
        kind=DIGEST, state=DeliveryState.QUEUED, attempts=0, lease_until=None, person__in=list(people)
    )
    return {delivery.person_id: delivery for delivery in untouched.order_by("pk")}


def _new_digest(person: Person, row: Reminder, *, now: datetime) -> Delivery:
    return new_delivery(
        DIGEST, library=row.library, to_email=person.email, language=person.language, person=person, now=now
    )


def _skip(reasons: Mapping[int, SkipReason], *, now: datetime) -> None:
    by_reason: dict[SkipReason, list[int]] = defaultdict(list)
    for pk, reason in reasons.items():
        by_reason[reason].append(pk)
    for reason, ids in by_reason.items():
        Reminder.objects.filter(pk__in=ids, state=ReminderState.PLANNED).update(
            state=ReminderState.SKIPPED, reason=reason, settled_at=now
        )


def _miss(ids: Sequence[int], *, now: datetime) -> None:
    Reminder.objects.filter(pk__in=ids, state=ReminderState.PLANNED).update(
        state=ReminderState.MISSED, settled_at=now
    )
