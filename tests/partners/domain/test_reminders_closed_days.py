"""What was held, or not taken by the mail server, does not leave while the library is closed."""

import smtplib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from partners.choices import DeliveryState, ReminderState
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.holds import hold_mail, release_mail
from partners.domain.planning import plan_reminders
from partners.domain.post import Post
from partners.domain.settling import settle_due
from partners.models import Delivery, Reminder, ReminderRule
from tests import make
from tests.partners.domain.mailing import Clock, Wire

# Nine in the morning in Riverton.
FRIDAY = datetime(2017, 4, 14, 16, tzinfo=UTC)
SATURDAY, MONDAY = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3)


@pytest.fixture
def friday(world):
    """One mail is planned for Friday, about something due on Tuesday."""
    ReminderRule.objects.update(offsets=[-4])
    world.source.move(1, date(2017, 4, 18))
    plan_reminders(now=FRIDAY - timedelta(days=2))
    return world


def go(now, wire=None):
    settle_due(now=now)
    with Post(wire) if wire else Post() as post:
        send_deliveries(claim_deliveries(now=now), post=post, clock=Clock(now))


def hold_until(world, now):
    hold_mail(by=None, reason="restored", now=FRIDAY - timedelta(days=1))
    go(FRIDAY)
    release_mail(by=world.owner, now=now)


def test_held_reminder_waits_for_monday(friday):
    hold_until(friday, SATURDAY)

    go(SATURDAY)
    waiting = Reminder.objects.get()
    go(MONDAY)

    assert (waiting.state, waiting.send_at, waiting.is_postponed) == (ReminderState.PLANNED, MONDAY, True)
    assert len(mail.outbox) == 1


def test_held_reminder_waits_over_a_closure_day_too(friday):
    make.make_closure(friday.library, on=date(2017, 4, 17))
    hold_until(friday, SATURDAY)

    go(SATURDAY)

    # On Tuesday, its due day, it can still be answered.
    assert Reminder.objects.get().send_at == MONDAY + timedelta(days=1)


def test_what_would_come_after_its_due_day_leaves_on_the_weekend(world):
    world.source.move(1, date(2017, 4, 16))
    plan_reminders(now=FRIDAY - timedelta(days=2))
    hold_until(world, SATURDAY)

    go(SATURDAY)

    assert Reminder.objects.get().state == ReminderState.SENT


def test_what_was_planned_for_the_closed_day_itself_leaves(friday):
    Reminder.objects.update(send_at=SATURDAY)

    go(SATURDAY)

    assert Reminder.objects.get().state == ReminderState.SENT


def test_mail_that_the_server_did_not_take_on_friday_leaves_on_monday_morning(friday):
    go(FRIDAY, Wire(open_error=smtplib.SMTPServerDisconnected("gone")))

    go(SATURDAY)
    waiting = Delivery.objects.get()
    go(MONDAY)

    assert (waiting.state, waiting.next_attempt_at) == (
        DeliveryState.QUEUED,
        datetime(2017, 4, 17, 14, tzinfo=UTC),
    )
    assert len(mail.outbox) == 1
