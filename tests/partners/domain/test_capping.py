"""How many mails a person gets in a week that hold nothing but courtesies."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from partners.choices import ReminderState, SkipReason
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.planning import plan_reminders
from partners.domain.post import Post
from partners.domain.settling import settle_due
from partners.models import Reminder
from tests.partners.domain.mailing import Clock
from tests.partners.domain.reminding import World

# Monday.
MONDAY = datetime(2017, 4, 10, 16, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def world(db, source):
    source.reminder_class = "courtesy"
    world = World(source, offsets=(0,))
    for number in range(4):
        world.source.add(world.member, subject_id=number + 1, anchor_on=(MONDAY + number * DAY).date())
    return world


def pass_days(*moments):
    for now in moments:
        plan_reminders(now=now)
        while settle_due(now=now):
            pass
        with Post() as post:
            send_deliveries(claim_deliveries(now=now), post=post, clock=Clock(now))


def test_third_courtesy_of_a_week_waits_for_room_and_says_why(world):
    pass_days(*(MONDAY + number * DAY for number in range(3)))

    assert len(mail.outbox) == 2
    waiting = Reminder.objects.get(subject_id=3)
    assert (waiting.state, waiting.reason) == (ReminderState.PLANNED, SkipReason.WEEK_FULL)
    assert waiting.send_at == MONDAY + 7 * DAY


def test_what_waited_for_room_leaves_together_a_week_after_the_first(world):
    pass_days(*(MONDAY + number * DAY for number in range(5)), MONDAY + 7 * DAY)

    assert len(mail.outbox) == 3
    assert set(Reminder.objects.values_list("state", "reason")) == {(ReminderState.SENT, "")}


def test_what_a_person_owes_is_never_capped(world, source):
    source.reminder_class = "obligation"

    pass_days(*(MONDAY + number * DAY for number in range(4)))

    assert len(mail.outbox) == 4


def test_cap_is_a_setting(world, settings):
    settings.COURTESY_MAILS_PER_WEEK = 1

    pass_days(MONDAY, MONDAY + DAY)

    assert len(mail.outbox) == 1
    assert Reminder.objects.get(subject_id=2).send_at.date() == date(2017, 4, 17)
