from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from partners import tasks
from partners.choices import DeliveryState, ReminderState
from partners.domain.holds import Released, hold_mail, is_mail_held, release_mail
from partners.models import AuditEvent, Delivery, Reminder
from tests.partners.domain.reminding import FakeSource, World, registered

SEND_AT = datetime(2017, 4, 12, 16, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def world(db, monkeypatch):
    # A test's transaction would end with its connection.
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)
    with registered(FakeSource()) as source:
        world = World(source)
        _tick(SEND_AT - DAY)
        hold_mail(by=None, reason="A backup was restored", now=SEND_AT - DAY)
        yield world


def _tick(at):
    with time_machine.travel(at, tick=False):
        tasks.plan_reminders()
        tasks.send_mail()


def test_nothing_leaves_while_mail_is_held(world):
    for day in range(6):
        _tick(SEND_AT + day * DAY)

    assert (is_mail_held(), len(mail.outbox)) == (True, 0)
    assert Reminder.objects.get().state == ReminderState.PLANNED


def test_claimed_by_nobody_while_held(world):
    release_mail(by=None, now=SEND_AT)
    with time_machine.travel(SEND_AT, tick=False):
        tasks.settle_due(now=SEND_AT)
    hold_mail(by=None, reason="Again", now=SEND_AT)

    _tick(SEND_AT)

    assert Delivery.objects.get().state == DeliveryState.QUEUED
    assert mail.outbox == []


def test_what_is_timely_leaves_once_after_release(world):
    _tick(SEND_AT)

    assert release_mail(by=world.owner, now=SEND_AT + DAY) == Released(0, 0)
    _tick(SEND_AT + DAY)
    _tick(SEND_AT + DAY)

    assert len(mail.outbox) == 1
    assert list(AuditEvent.objects.filter(action__startswith="mail.").values_list("action", "actor")) == [
        ("mail.released", world.owner.pk),
        ("mail.held", None),
    ]


def test_what_is_too_late_is_missed(world):
    assert release_mail(by=None, now=SEND_AT + 4 * DAY) == Released(1, 0)

    _tick(SEND_AT + 4 * DAY)

    assert mail.outbox == []
    assert Reminder.objects.get().state == ReminderState.MISSED


def test_waiting_mail_can_be_dropped(world):
    release_mail(by=None, now=SEND_AT)
    tasks.settle_due(now=SEND_AT)
    hold_mail(by=None, reason="Again", now=SEND_AT)

    assert release_mail(by=None, now=SEND_AT + DAY, drops_waiting=True) == Released(0, 1)
    _tick(SEND_AT + DAY)

    assert mail.outbox == []
    assert Delivery.objects.get().state == DeliveryState.SKIPPED
    assert Reminder.objects.get().state == ReminderState.MISSED


def test_planned_mail_that_is_due_can_be_dropped(world):
    assert release_mail(by=None, now=SEND_AT + DAY, drops_waiting=True) == Released(1, 0)

    _tick(SEND_AT + DAY)

    assert (mail.outbox, Reminder.objects.get().state) == ([], ReminderState.MISSED)


def test_release_without_a_hold_changes_nothing(db):
    assert release_mail(by=None, now=SEND_AT) == Released(0, 0)
    assert AuditEvent.objects.count() == 0
