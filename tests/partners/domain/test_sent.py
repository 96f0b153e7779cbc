from datetime import UTC, datetime, timedelta

import pytest

from partners.choices import ReminderState, SkipReason
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.planning import plan_reminders
from partners.domain.post import Post
from partners.domain.sent import close_sent
from partners.domain.settling import settle_due
from partners.models import Delivery, Reminder
from tests.partners.domain.mailing import Clock, Wire

SEND_AT = datetime(2017, 4, 12, 16, tzinfo=UTC)


@pytest.fixture
def due(world):
    """Two things for one person, in a mail that waits."""
    world.source.add(world.member, subject_id=2, title="Homework help")
    plan_reminders(now=SEND_AT - timedelta(days=1))
    settle_due(now=SEND_AT)
    return world


def die(*args, **kwargs):
    raise KeyboardInterrupt


def die_after_the_mark(monkeypatch, wire):
    claimed = claim_deliveries(now=SEND_AT)
    with monkeypatch.context() as patch:
        patch.setattr("partners.domain.deliveries.close_sent", die)
        with pytest.raises(KeyboardInterrupt):
            send_deliveries(claimed, post=Post(wire), clock=Clock(SEND_AT))


def states():
    return list(Reminder.objects.order_by("subject_id").values_list("state", "reason", "settled_at"))


def test_sent_mail_takes_its_reminders_along(due):
    send_deliveries(claim_deliveries(now=SEND_AT), post=Post(Wire()), clock=Clock(SEND_AT))

    assert states() == [(ReminderState.SENT, "", SEND_AT)] * 2
    assert Delivery.objects.get().lease_holder == ""


def test_next_worker_closes_what_a_killed_one_left_open(due, monkeypatch):
    wire = Wire()
    die_after_the_mark(monkeypatch, wire)
    left = states()

    claimed = claim_deliveries(now=SEND_AT + timedelta(seconds=5))

    assert left == [(ReminderState.QUEUED, "", None)] * 2
    assert states() == [(ReminderState.SENT, "", SEND_AT)] * 2
    assert (claimed, len(wire.accepted)) == ([], 1)


def test_reminder_that_was_left_out_of_the_mail_never_counts_as_sent(due, monkeypatch):
    due.source.answered.add(2)
    die_after_the_mark(monkeypatch, Wire())

    close_sent()

    assert states() == [
        (ReminderState.SENT, "", SEND_AT),
        (ReminderState.SKIPPED, SkipReason.ALREADY_REPORTED, SEND_AT),
    ]


def test_mail_sent_without_a_claim_is_closed_too(due):
    send_deliveries(list(Delivery.objects.all()), post=Post(Wire()), clock=Clock(SEND_AT))

    assert states() == [(ReminderState.SENT, "", SEND_AT)] * 2
