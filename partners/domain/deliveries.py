"""Mails: queued as rows, claimed in batches, looked at again, sent, and marked."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from functools import cache
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.choices import DeliveryState, ReminderState, SkipReason
from partners.domain.composing import compose_all
from partners.domain.failures import DATABASE_AWAY, log_failure
from partners.domain.flushing import commits_in_passing
from partners.domain.holds import is_mail_held
from partners.domain.letters import Draft, Entries, Letter
from partners.domain.mailing_log import log_sent_mail
from partners.domain.post import Deferred, Post, Refused
from partners.domain.sent import LEFT_OPEN, close_sent
from partners.models import Delivery, Invitation, Job, Library, Mailing, Person, Reminder, ReminderRule, User
from partners.reminders.schedule import next_attempt
from partners.sealing import SealedMail

logger = logging.getLogger(__name__)

BATCH = 100
# What was looked at again is sent within this time, or looked at once more.
FRESH = timedelta(seconds=10)
# Of so many mails' outcomes one waits for the disk: docs/decisions/0022-outcomes-on-disk.md.
ON_DISK_EVERY = 10
LEASE = timedelta(minutes=10)
Clock = Callable[[], datetime]


def new_delivery(
    kind: str,
    *,
    library: Library,
    to_email: str,
    language: str,
    now: datetime,
    person: Person | None = None,
    invitation: Invitation | None = None,
    job: Job | None = None,
    rule: ReminderRule | None = None,
    mailing: Mailing | None = None,
) -> Delivery:
    """Return an unsaved mail with its Message-ID, which is made here once and for ever."""
    domain = _our_address().rpartition("@")[2]
    return Delivery(
        kind=kind,
        library=library,
        to_email=to_email,
        language=language,
        person=person,
        invitation=invitation,
        job=job,
        rule=rule,
        mailing=mailing,
        message_id=f"<{uuid4()}@{domain}>",
        created_at=now,
        next_attempt_at=now,
    )


def queue_delivery(kind: str, **fields) -> Delivery:
    """Store a mail to be sent by the next tick; takes what `new_delivery` takes."""
    delivery = new_delivery(kind, **fields)
    delivery.full_clean()
    delivery.save()
    return delivery


@transaction.atomic
def retry_delivery(delivery: Delivery, *, by: User, now: datetime) -> Delivery:
    """Send a failed mail again, to the person's present address. Raises `ValidationError`."""
    current = Delivery.objects.select_for_update(of=("self",)).select_related("person").get(pk=delivery.pk)
    if current.state != DeliveryState.FAILED:
        raise ValidationError(_("Only a mail that failed can be sent again."))
    if current.person is not None and current.person.email:
        current.to_email = current.person.email
    current.state, current.attempts, current.next_attempt_at = DeliveryState.QUEUED, 0, now
    current.save(update_fields=["to_email", "state", "attempts", "next_attempt_at"])
    _reminders(current, ReminderState.FAILED).update(state=ReminderState.QUEUED, settled_at=None)
    audit.record(by=by, action="delivery.retried", subject=current)
    return current


@transaction.atomic
def note_answer(delivery: Delivery, *, by: User, now: datetime) -> Delivery:
    """Write down that the person answered, so that their silence is not taken for one.

    Raises `ValidationError` for a mail that did not leave.
    """
    current = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if current.state != DeliveryState.SENT:
        raise ValidationError(_("Only a mail that was sent can be answered."))
    if current.answered_at is None:
        _set_answer(current, at=now, by=by)
        audit.record(by=by, action="delivery.answered", subject=current)
    return current


@transaction.atomic
def take_back_answer(delivery: Delivery, *, by: User) -> Delivery:
    """Take back that the person answered."""
    current = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if current.answered_at is not None:
        _set_answer(current, at=None, by=None)
        audit.record(by=by, action="delivery.unanswered", subject=current)
    return current


def _set_answer(delivery: Delivery, *, at: datetime | None, by: User | None) -> None:
    delivery.answered_at, delivery.answered_by = at, by
    delivery.save(update_fields=["answered_at", "answered_by"])


@transaction.atomic
def claim_deliveries(*, now: datetime, limit: int = BATCH) -> list[Delivery]:
    """Take a batch of waiting mails for ten minutes; no two callers get the same one.

    While mail is held, nobody gets any.
    """
    close_sent()
    if is_mail_held():
        return []
    free = Delivery.objects.select_for_update(skip_locked=True, no_key=True).free(at=now)
    claimed = list(free[:limit])
    holder = str(uuid4())
    for delivery in claimed:
        delivery.lease_holder, delivery.lease_until = holder, now + LEASE
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in claimed]).update(
        lease_holder=holder, lease_until=now + LEASE
    )
    return claimed


def send_deliveries(deliveries: Sequence[Delivery], *, post: Post, clock: Clock) -> None:
    """Send claimed mails one by one; each one's outcome is stored before the next is tried."""
    waiting = list(deliveries)
    while waiting:
        waiting = _send_while_fresh(waiting, post=post, clock=clock)
        close_sent()


def send_delivery(delivery: Delivery, *, post: Post, clock: Clock) -> None:
    """Send one claimed mail."""
    send_deliveries([delivery], post=post, clock=clock)


def _send_while_fresh(part: list[Delivery], *, post: Post, clock: Clock) -> list[Delivery]:
    """Return those that were not tried because looking at them again was too long ago."""
    looked_at = clock()
    held = _renew_leases(part, now=looked_at)
    drafts = compose_all(held, now=looked_at)
    left = deque(held)

    def send_next(count: int) -> bool:
        for _each in range(min(count, len(left))):
            if len(left) < len(held) and clock() - looked_at > FRESH:
                return False
            delivery = left.popleft()
            _send(delivery, drafts[delivery.pk], post=post, clock=clock)
        return bool(left)

    is_going_on = True
    while is_going_on:
        with commits_in_passing():
            is_going_on = send_next(ON_DISK_EVERY - 1)
        # This one's outcome waits for the disk, and takes the others' along.
        is_going_on = is_going_on and send_next(1)
    return list(left)


def _renew_leases(part: list[Delivery], *, now: datetime) -> list[Delivery]:
    """Return those that are still ours; whoever lost the lease has to leave the mail alone."""
    if all(one.lease_until and one.lease_until > now + LEASE - FRESH for one in part):
        # Claimed a moment ago.
        return part
    ours = Delivery.objects.filter(
        pk__in=[delivery.pk for delivery in part],
        lease_holder=part[0].lease_holder,
        state=DeliveryState.QUEUED,
    )
    if ours.update(lease_until=now + LEASE) == len(part):
        return part
    kept = set(ours.values_list("pk", flat=True))
    return [delivery for delivery in part if delivery.pk in kept]


def _send(delivery: Delivery, draft: Draft | Exception, *, post: Post, clock: Clock) -> None:
    if isinstance(draft, Exception):
        _fail(delivery, f"{type(draft).__name__}: {draft}", code=type(draft).__name__, now=clock())
        return
    if draft.wait_until is not None:
        _end(delivery, state=DeliveryState.QUEUED, next_attempt_at=draft.wait_until)
        return
    if draft.letter is None:
        _skip(delivery, draft, now=clock())
        return
    try:
        post.send(_message(delivery, draft.letter))
    except Deferred as error:
        _postpone(delivery, error, now=clock())
    except Refused as error:
        _fail(delivery, error.text, code=error.code, now=clock())
    else:
        _mark_sent(delivery, draft, now=clock())
        _log_sent(delivery, now=clock())


def _our_address() -> str:
    return _address_of(settings.DEFAULT_FROM_EMAIL)


@cache
def _address_of(sender: str) -> str:
    return parseaddr(sender)[1]


def _message(delivery: Delivery, letter: Letter) -> SealedMail:
    library = delivery.library
    message = SealedMail(
        subject=letter.subject,
        body=letter.text,
        from_email=formataddr((library.sender, _our_address())),
        to=[delivery.to_email],
        reply_to=list(letter.reply_to) or [library.reply_to] * bool(library.reply_to),
        headers={
            "Message-ID": delivery.message_id,
            "Auto-Submitted": "auto-generated",
            **letter.headers,
        },
    )
    message.attach_alternative(letter.html, "text/html")
    if letter.calendar is not None:
        _attach_calendar(message, letter.calendar)
    return message


def _attach_calendar(message: SealedMail, entries: Entries) -> None:
    """As a part that mail programs offer answers for, and as a file for those that know no such part."""
    text = entries.content.decode()
    message.attach_alternative(text, f"text/calendar; method={entries.method}")
    message.attach("meeting.ics", entries.content, "application/ics")


def _mark_sent(delivery: Delivery, draft: Draft, *, now: datetime) -> None:
    if draft.dropped:
        with transaction.atomic():
            _drop_reminders(delivery, draft, now=now)
            _end_sent(delivery, draft, now=now)
    else:
        # One statement is stored at once, and no transaction is opened and closed around it.
        _end_sent(delivery, draft, now=now)


def _end_sent(delivery: Delivery, draft: Draft, *, now: datetime) -> None:
    # Not bound to the lease: that the server accepted it is true whoever holds the row by now.
    _end(
        delivery,
        state=DeliveryState.SENT,
        accepted_at=now,
        subject=draft.letter.subject if draft.letter else "",
        error="",
        attempts=delivery.attempts + 1,
        lease_holder=(delivery.lease_holder or LEFT_OPEN) if draft.has_reminders else "",
    )


def _log_sent(delivery: Delivery, *, now: datetime) -> None:
    if delivery.mailing_id is None:
        return
    # Apart from the mark: that the mail has left stays true if the line cannot be written.
    try:
        log_sent_mail(delivery, now=now)
    except DATABASE_AWAY:
        raise
    except Exception as error:
        log_failure(logger, f"Delivery {delivery.pk} is not in the contact log", error)


@transaction.atomic
def _skip(delivery: Delivery, draft: Draft, *, now: datetime) -> None:
    _end(delivery, state=DeliveryState.SKIPPED, reason=draft.reason or SkipReason.NOT_EXPECTED)
    _drop_reminders(delivery, draft, now=now)


@transaction.atomic
def _fail(delivery: Delivery, text: str, *, code: str, now: datetime) -> None:
    logger.warning("Delivery %s (%s) failed: %s", delivery.pk, delivery.kind, code)
    _end(delivery, state=DeliveryState.FAILED, error=text.replace("\0", ""), attempts=delivery.attempts + 1)
    _reminders(delivery).update(state=ReminderState.FAILED, settled_at=now)


def _postpone(delivery: Delivery, error: Deferred, *, now: datetime) -> None:
    attempts = delivery.attempts + 1
    again_at = next_attempt(attempts, now)
    if again_at is None:
        _fail(delivery, error.text, code=error.code, now=now)
        return
    logger.info("Delivery %s (%s) waits: %s", delivery.pk, delivery.kind, error.code)
    _end(delivery, state=DeliveryState.QUEUED, next_attempt_at=again_at, error=error.text, attempts=attempts)


def _end(delivery: Delivery, **values: object) -> None:
    ended = {"lease_until": None, "lease_holder": "", "to_email": delivery.to_email}
    Delivery.objects.filter(pk=delivery.pk).update(**ended | values)


def _drop_reminders(delivery: Delivery, draft: Draft, *, now: datetime) -> None:
    for pk, reason in draft.dropped.items():
        state = ReminderState.MISSED if reason == SkipReason.TOO_LATE else ReminderState.SKIPPED
        _reminders(delivery).filter(pk=pk).update(state=state, reason=reason, settled_at=now)


def _reminders(delivery: Delivery, state: str = ReminderState.QUEUED):
    return Reminder.objects.filter(delivery_id=delivery.pk, state=state)
