"""Planted faults: what a worker would do wrong, so that a drill can show that it would notice."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from celery import current_app, shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from partners import tasks
from partners.domain import deliveries, post
from partners.domain.letters import Letter
from partners.models import Delivery
from partners.reminders import schedule
from partners.sealing import SealedMail

BATCH = 100
WINTER = datetime(2028, 1, 1, tzinfo=UTC)
_claim, _send = deliveries.claim_deliveries, deliveries.send_deliveries
_message = deliveries._message


@shared_task(name="drill.deliver")
def deliver(pk: int) -> None:
    with post.Post() as way:
        _send(list(Delivery.objects.filter(pk=pk)), post=way, clock=timezone.now)


def share_without_claim() -> None:
    """Every worker takes what waits, and asks nobody whether it is theirs."""
    tasks.claim_deliveries = _take_unclaimed
    deliveries._renew_leases = _keep_all


def mark_after_the_batch() -> None:
    """Outcomes are stored together when a batch is through."""
    tasks.send_deliveries = transaction.atomic(_send)


def trust_the_broker() -> None:
    """What is to be sent is known to the broker alone, one message for each mail."""
    tasks.claim_deliveries = _hand_to_the_broker


def leave_with_the_broker() -> None:
    """A worker that loses the broker ends."""
    current_app.conf.broker_connection_retry = False


def wait_for_the_broker_for_ever() -> None:
    """Nobody asks a silent broker whether it lives."""
    current_app.conf.broker_transport_options = {}


def give_up_at_once() -> None:
    """One attempt, and the mail has failed."""
    schedule.MAX_ATTEMPTS = 1


def try_again_whatever_the_answer() -> None:
    """A mailbox that does not exist may exist in a minute."""
    post.PERMANENT = 600


def make_a_new_mail_of_each_attempt() -> None:
    """Every attempt has a Message-ID of its own."""
    deliveries._message = _message_with_new_id


def take_busy_for_no() -> None:
    """An answer that asks to come again later counts as a refusal."""
    post.PERMANENT = 400


def never_look_back() -> None:
    """What is not sent at once is missed."""
    settings.REMINDER_GRACE_DAYS = 0


def forget_summer_time() -> None:
    """A zone has one offset all the year round."""
    schedule.local_moment = _in_winter


def _message_with_new_id(delivery: Delivery, letter: Letter) -> SealedMail:
    delivery.message_id = f"<{uuid4()}@example.org>"
    return _message(delivery, letter)


def _keep_all(part: list[Delivery], *, now: datetime) -> list[Delivery]:
    return part


def _take_unclaimed(*, now: datetime, limit: int = BATCH) -> list[Delivery]:
    waiting = Delivery.objects.filter(state="queued", next_attempt_at__lte=now)
    return list(waiting.order_by("next_attempt_at", "pk")[:limit])


def _hand_to_the_broker(*, now: datetime, limit: int = BATCH) -> list[Delivery]:
    claimed = _claim(now=now, limit=limit)
    for delivery in claimed:
        current_app.send_task("drill.deliver", [delivery.pk])
    # Nobody else will look at them for ever.
    Delivery.objects.filter(pk__in=[row.pk for row in claimed]).update(
        next_attempt_at=now + timedelta(days=3650)
    )
    return []


def _in_winter(day: date, at: time, zone: ZoneInfo) -> datetime:
    offset = WINTER.astimezone(zone).utcoffset() or timedelta(0)
    return datetime.combine(day, at, tzinfo=UTC) - offset


FAULTS: dict[str, Callable[[], None]] = {
    function.__name__: function
    for function in (
        share_without_claim,
        mark_after_the_batch,
        trust_the_broker,
        leave_with_the_broker,
        wait_for_the_broker_for_ever,
        give_up_at_once,
        try_again_whatever_the_answer,
        make_a_new_mail_of_each_attempt,
        take_busy_for_no,
        never_look_back,
        forget_summer_time,
    )
}
