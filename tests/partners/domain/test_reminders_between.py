"""What changes between plan and mail: the rule, the address, the due day, the hour of the night."""

import smtplib
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from partners.choices import DeliveryState, LibraryRole, ReminderState, SkipReason
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.invitations import invite_staff
from partners.domain.planning import plan_reminders
from partners.domain.post import Post
from partners.domain.reminders import set_rule
from partners.domain.settling import settle_due
from partners.models import Delivery
from tests import make
from tests.partners.domain.mailing import Clock, Wire
from tests.partners.domain.reminding import DUE_ON, KEY, shown

SEND_AT = datetime(2017, 4, 12, 16, tzinfo=UTC)
BEFORE = SEND_AT - timedelta(days=3)
# Eleven in the evening in Los Angeles, and the end of that night.
NIGHT = datetime(2017, 4, 13, 6, tzinfo=UTC)
MORNING = datetime(2017, 4, 13, 14, tzinfo=UTC)


@pytest.fixture
def queued(world):
    plan_reminders(now=BEFORE)
    settle_due(now=SEND_AT)
    return world


def deliver(now=SEND_AT, wire=None):
    with Post(wire) if wire else Post() as post:
        send_deliveries(claim_deliveries(now=now), post=post, clock=Clock(now))


def change(world, now=SEND_AT, **given):
    values = {"offsets": [-2], "send_at": time(9), "is_active": True, **given}
    set_rule(world.partnership, by=world.owner, now=now, source=KEY, version=1, **values)


def test_rule_changed_between_plan_and_send_keeps_its_mail_back(queued):
    change(queued, offsets=[-1])

    deliver()

    assert shown()[0] == (DUE_ON, -2, ReminderState.SKIPPED, SkipReason.RULE_OFF)
    assert mail.outbox == []


def test_rule_switched_off_between_plan_and_send_keeps_its_mail_back(queued):
    change(queued, is_active=False)

    deliver()

    assert shown() == [(DUE_ON, -2, ReminderState.SKIPPED, SkipReason.RULE_OFF)]
    assert Delivery.objects.get().reason == SkipReason.RULE_OFF


def test_due_day_moved_between_plan_and_send_is_reminded_of_on_its_new_day(queued):
    queued.source.move(1, DUE_ON + timedelta(days=7))

    deliver()
    plan_reminders(now=SEND_AT)

    assert shown() == [
        (DUE_ON, -2, ReminderState.SKIPPED, SkipReason.DUE_DAY_CHANGED),
        (date(2017, 4, 21), -2, ReminderState.PLANNED, ""),
    ]


def test_person_with_a_new_address_gets_the_mail_there(queued):
    queued.person.email = "new@example.org"
    queued.person.save(update_fields=["email"])

    deliver()

    assert [message.to for message in mail.outbox] == [["new@example.org"]]
    assert Delivery.objects.get().to_email == "new@example.org"


def test_mail_that_the_server_did_not_take_does_not_leave_at_night(queued):
    deliver(wire=Wire(open_error=smtplib.SMTPServerDisconnected("gone")))

    deliver(NIGHT)
    waiting = Delivery.objects.get()
    deliver(MORNING)

    assert (waiting.state, waiting.next_attempt_at) == (DeliveryState.QUEUED, MORNING)
    assert waiting.attempts == 1
    assert shown() == [(DUE_ON, -2, ReminderState.SENT, "")]


def test_night_is_the_persons_own(queued):
    queued.person.user = make.make_user("pia@example.org", time_zone="Pacific/Guam")
    queued.person.save(update_fields=["user"])

    # Four in the afternoon on Guam, two in the morning there after that.
    deliver(NIGHT + timedelta(hours=10))
    asleep = len(mail.outbox)
    deliver(NIGHT + timedelta(hours=24))

    assert (asleep, len(mail.outbox)) == (0, 1)


def test_invitation_leaves_at_night_because_somebody_asked_for_it(queued):
    invite_staff(queued.library, by=queued.owner, email="new@example.org", role=LibraryRole.VIEWER, now=NIGHT)

    deliver(NIGHT)

    assert [message.to for message in mail.outbox] == [["new@example.org"]]


@pytest.mark.parametrize("hour", [time(0), time(6, 59), time(21), time(23, 30)])
def test_rule_that_sends_at_night_is_refused(world, hour):
    with pytest.raises(ValidationError, match="Choose an hour between 7 in the morning and 9"):
        change(world, send_at=hour)


@pytest.mark.parametrize("hour", [time(7), time(20, 59)])
def test_rule_may_send_at_the_edges_of_the_day(world, hour):
    change(world, send_at=hour)

    world.rule.refresh_from_db()
    assert world.rule.send_at == hour
