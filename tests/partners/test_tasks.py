import inspect
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail

from partners import tasks
from partners.choices import ReminderState
from partners.models import Delivery, Reminder, TickLease
from partnerships.celery import app
from tests.partners.domain.reminding import FakeSource, World, registered

SEND_AT = datetime(2017, 4, 12, 16, tzinfo=UTC)


@pytest.fixture
def world(db, monkeypatch):
    # A test's transaction would end with its connection.
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)
    with registered(FakeSource()) as source:
        yield World(source)


def test_schedule_names_tasks_that_exist():
    names = {"partners.plan_reminders", "partners.send_mail", "partners.tidy"}

    assert names <= {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert names <= set(app.tasks)


def test_schedule_stays_short_however_many_libraries_there_are():
    assert len(settings.CELERY_BEAT_SCHEDULE) <= 10


def test_ticks_plan_settle_and_send(world):
    with time_machine.travel(SEND_AT - timedelta(days=1), tick=False):
        tasks.plan_reminders()
        tasks.send_mail()
    early = len(mail.outbox)
    with time_machine.travel(SEND_AT, tick=False):
        tasks.send_mail()
        tasks.send_mail()

    assert (early, len(mail.outbox)) == (0, 1)
    assert Reminder.objects.get().state == ReminderState.SENT


def test_ticks_say_when_they_ran(world):
    with time_machine.travel(SEND_AT, tick=False):
        tasks.plan_reminders()
        tasks.send_mail()

    assert dict(TickLease.objects.values_list("name", "last_run_at")) == {"plan": SEND_AT, "send": SEND_AT}


def test_worker_down_for_two_days_sends_each_once(world):
    with time_machine.travel(SEND_AT - timedelta(days=20), tick=False):
        tasks.plan_reminders()

    with time_machine.travel(SEND_AT + timedelta(days=2), tick=False):
        for _tick in range(3):
            tasks.plan_reminders()
            tasks.send_mail()

    assert len(mail.outbox) == Delivery.objects.count() == 1


def test_no_page_and_no_domain_function_talks_to_the_broker():
    source = inspect.getsource(tasks)

    assert "delay(" not in source
    assert "apply_async" not in source


def test_tidying_deletes_what_has_had_its_time_and_says_when(world):
    with time_machine.travel(SEND_AT, tick=False):
        assert tasks.tidy()

    assert dict(TickLease.objects.values_list("name", "last_run_at")) == {"tidy": SEND_AT}
