"""Mail that waits: after a restored backup nothing leaves until somebody says so."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from partners import audit
from partners.choices import DeliveryState, ReminderState, SkipReason
from partners.models import Delivery, MailHold, Reminder, User


@dataclass(frozen=True)
class Released:
    """What became of the mail that waited: how many reminders were missed, how many mails dropped."""

    missed: int
    dropped: int


def is_mail_held() -> bool:
    return MailHold.objects.filter(released_at=None).exists()


def held_since() -> datetime | None:
    """When mail was last stopped; None while it flows."""
    return MailHold.objects.filter(released_at=None).values_list("held_at", flat=True).first()


@transaction.atomic
def hold_mail(*, by: User | None, reason: str, now: datetime) -> MailHold:
    """Stop all mail that is planned or waits, until it is released."""
    hold = MailHold(reason=reason, held_at=now)
    hold.full_clean()
    hold.save()
    audit.record(by=by, action="mail.held", subject=hold)
    return hold


@transaction.atomic
def release_mail(*, by: User | None, now: datetime, drops_waiting: bool = False) -> Released:
    """Let mail leave again. Reminders that are too late are missed; sent mails stay sent.

    With `drops_waiting`, nothing that is due by now leaves any more: for a backup that is older than
    the mails which have left since.
    """
    holds = list(MailHold.objects.select_for_update().filter(released_at=None))
    if not holds:
        return Released(0, 0)
    dropped = _drop_waiting(now=now) if drops_waiting else 0
    missed = _miss_due(before=now if drops_waiting else now - _grace(), now=now)
    MailHold.objects.filter(pk__in=[hold.pk for hold in holds]).update(released_at=now)
    for hold in holds:
        counts = {"missed": [None, missed], "dropped": [None, dropped]}
        audit.record(by=by, action="mail.released", subject=hold, changes=counts)
    return Released(missed, dropped)


def _grace() -> timedelta:
    return timedelta(days=settings.REMINDER_GRACE_DAYS)


def _miss_due(*, before: datetime, now: datetime) -> int:
    due = Reminder.objects.filter(state=ReminderState.PLANNED, send_at__lt=before)
    return due.update(state=ReminderState.MISSED, settled_at=now)


def _drop_waiting(*, now: datetime) -> int:
    waiting = Delivery.objects.filter(state=DeliveryState.QUEUED)
    Reminder.objects.filter(state=ReminderState.QUEUED, delivery__in=waiting).update(
        state=ReminderState.MISSED, reason=SkipReason.TOO_LATE, settled_at=now
    )
    return waiting.update(
        state=DeliveryState.SKIPPED, reason=SkipReason.TOO_LATE, lease_until=None, lease_holder=""
    )
