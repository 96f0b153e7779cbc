"""What a person does not want, and what staff paused for them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from partners.choices import ReminderState, SkipReason
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.planning import plan_reminders
from partners.domain.post import Post
from partners.domain.settling import settle_due
from partners.domain.stops import pause_reminders, resume_courtesies, resume_reminders, stop_courtesies
from partners.models import AuditEvent, ReminderStop
from tests import make
from tests.partners.domain.mailing import Clock
from tests.partners.domain.reminding import DUE_ON, KEY, shown

SEND_AT = datetime(2017, 4, 12, 16, tzinfo=UTC)
BEFORE = datetime(2017, 4, 9, 16, tzinfo=UTC)
SENT = (DUE_ON, -2, ReminderState.QUEUED, "")


@pytest.fixture
def planned(world):
    plan_reminders(now=BEFORE)
    return world


def pause(world, **fields):
    return pause_reminders(world.person, source=KEY, by=world.owner, now=BEFORE, **fields)


@pytest.mark.parametrize("key", ["", KEY])
def test_courtesy_does_not_reach_who_does_not_want_it(planned, key):
    planned.source.reminder_class = "courtesy"

    stop_courtesies(planned.person, by=None, now=BEFORE, source=key)
    settle_due(now=SEND_AT)

    assert shown() == [(DUE_ON, -2, ReminderState.SKIPPED, SkipReason.OPTED_OUT)]


def test_what_a_person_owes_is_asked_for_all_the_same(planned):
    stop_courtesies(planned.person, by=None, now=BEFORE)

    settle_due(now=SEND_AT)

    assert shown() == [SENT]


def test_no_rule_overrides_what_a_person_does_not_want(planned):
    planned.source.reminder_class = "courtesy"
    make.make_rule(planned.library, owner=planned.owner, source=KEY, offsets=(-2,))
    stop_courtesies(planned.person, by=None, now=BEFORE)
    plan_reminders(now=BEFORE)

    settle_due(now=SEND_AT)

    assert {reason for _due, _offset, _state, reason in shown()} == {SkipReason.OPTED_OUT}


def test_courtesies_come_again_when_they_are_wanted_again(planned):
    planned.source.reminder_class = "courtesy"
    stop_courtesies(planned.person, by=None, now=BEFORE)
    stop_courtesies(planned.person, by=None, now=BEFORE)

    resume_courtesies(planned.person, by=planned.owner)
    settle_due(now=SEND_AT)

    assert shown() == [SENT]
    actions = AuditEvent.objects.filter(action__startswith="courtesies.").order_by("pk")
    assert [event.action for event in actions] == ["courtesies.stopped", "courtesies.resumed"]


@pytest.mark.parametrize(
    ("until", "expected"),
    [(None, SkipReason.PAUSED), (date(2017, 4, 12), SkipReason.PAUSED), (date(2017, 4, 11), "")],
)
def test_pause_of_an_obligation_holds_through_its_last_day(planned, until, expected):
    pause(planned, until=until)

    settle_due(now=SEND_AT)

    assert shown()[0][3] == expected


def test_pause_made_after_the_mail_was_queued_still_holds(planned):
    settle_due(now=SEND_AT)
    pause(planned)

    with Post() as post:
        send_deliveries(claim_deliveries(now=SEND_AT), post=post, clock=Clock(SEND_AT))

    assert shown() == [(DUE_ON, -2, ReminderState.SKIPPED, SkipReason.PAUSED)]


def test_pause_is_changed_and_ended(planned):
    pause(planned)
    pause(planned, until=date(2017, 4, 30))
    assert ReminderStop.objects.get().until == date(2017, 4, 30)

    resume_reminders(planned.person, source=KEY, by=planned.owner)
    settle_due(now=SEND_AT)

    assert shown() == [SENT]
    changes = AuditEvent.objects.filter(action="reminders.paused").order_by("pk")
    assert [event.changes["until"] for event in changes] == [[None, None], [None, "2017-04-30"]]


def test_impossible_pauses_are_refused(planned):
    with pytest.raises(ValidationError, match="nothing of this kind"):
        pause_reminders(planned.person, source="nothing", by=planned.owner, now=BEFORE)
    with pytest.raises(ValidationError, match="from today on"):
        pause(planned, until=date(2017, 4, 8))
