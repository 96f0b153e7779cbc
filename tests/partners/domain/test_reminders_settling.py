from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail

from partners.choices import DeliveryState, ReminderState, SkipReason
from partners.domain.deliveries import claim_deliveries, send_deliveries
from partners.domain.people import end_access
from partners.domain.planning import plan_reminders
from partners.domain.post import Post
from partners.domain.settling import settle_due
from partners.models import Delivery, Reminder, ReminderRule
from tests import make
from tests.partners.domain.mailing import Clock, Wire, refused
from tests.partners.domain.reminding import DUE_ON, World, shown

SEND_AT = datetime(2017, 4, 12, 16, tzinfo=UTC)
BEFORE = SEND_AT - timedelta(days=3)
DAY = timedelta(days=1)


def settle(now=SEND_AT):
    while settle_due(now=now):
        pass


def deliver(now=SEND_AT, wire=None):
    with Post(wire) if wire else Post() as post:
        send_deliveries(claim_deliveries(now=now), post=post, clock=Clock(now))


@pytest.fixture
def planned(world):
    plan_reminders(now=BEFORE)
    return world


def test_due_reminder_becomes_a_mail_and_is_sent(planned):
    settle()
    deliver()

    delivery = Delivery.objects.get()
    assert shown() == [(DUE_ON, -2, ReminderState.SENT, "")]
    assert (delivery.state, delivery.accepted_at, delivery.attempts) == (DeliveryState.SENT, SEND_AT, 1)
    assert [message.to for message in mail.outbox] == [["pia@example.org"]]


def test_nothing_leaves_before_its_hour(planned):
    settle(SEND_AT - timedelta(seconds=1))

    assert not Delivery.objects.exists()


def test_settling_twice_makes_one_mail(planned):
    settle()
    settle()

    assert Delivery.objects.count() == 1


def test_reminder_two_days_late_is_sent_and_one_older_than_the_grace_is_missed(world):
    world.source.add(world.member, subject_id=2, anchor_on=date(2017, 4, 17), title="Later")
    plan_reminders(now=BEFORE)

    settle(SEND_AT + 5 * DAY)

    assert shown() == [
        (DUE_ON, -2, ReminderState.MISSED, ""),
        (date(2017, 4, 17), -2, ReminderState.QUEUED, ""),
    ]


def test_things_of_one_person_share_a_mail(world):
    world.source.add(world.member, subject_id=2, title="Workshops <b>& more")
    world.add_person(name="Ana", email="ana@example.org")
    plan_reminders(now=BEFORE)

    settle()
    deliver()

    assert sorted(message.to[0] for message in mail.outbox) == ["ana@example.org", "pia@example.org"]
    message = mail.outbox[0]
    assert message.subject == "2 things are waiting for you"
    assert "Workshops <b>& more" in message.body
    assert "Workshops &lt;b&gt;&amp; more" in message.alternatives[0].content


def test_what_falls_due_before_the_mail_is_claimed_joins_it(planned):
    settle()
    planned.source.add(planned.member, subject_id=2)
    plan_reminders(now=SEND_AT)

    settle()

    assert Delivery.objects.get().reminders.count() == 2


def test_what_falls_due_after_the_days_mail_waits_for_the_next_one(planned):
    settle()
    deliver()
    planned.source.add(planned.member, subject_id=2)
    plan_reminders(now=SEND_AT)

    settle()
    plan_reminders(now=SEND_AT)
    settle(SEND_AT + DAY)

    assert [delivery.reminders.count() for delivery in Delivery.objects.order_by("pk")] == [1, 1]
    assert list(Reminder.objects.order_by("pk").values_list("send_at", flat=True)) == [SEND_AT, SEND_AT + DAY]


def test_obligation_of_this_very_day_makes_a_second_mail(planned):
    settle()
    deliver()
    planned.rule.offsets = [-2, 0]
    planned.rule.save(update_fields=["offsets"])
    planned.source.add(planned.member, subject_id=2, anchor_on=date(2017, 4, 12))
    plan_reminders(now=SEND_AT)

    settle()

    assert [delivery.reminders.count() for delivery in Delivery.objects.order_by("pk")] == [1, 2]


def test_days_first_mail_takes_along_what_is_due_later_that_day(planned):
    other = make.make_partnership(planned.library, name="Ready for Work")
    planned.source.add(make.make_member(other, planned.organization), subject_id=2)
    make.make_rule(other, owner=planned.owner, source=planned.source.key, offsets=(-2,), send_at=time(16))
    plan_reminders(now=BEFORE)

    settle()

    assert [delivery.reminders.count() for delivery in Delivery.objects.all()] == [2]


def test_nobody_is_mailed_at_night_after_an_outage(planned):
    night = SEND_AT + timedelta(hours=18)  # three in the morning

    settle(night)
    waiting = Reminder.objects.get()
    settle(SEND_AT + timedelta(hours=22))

    assert (waiting.state, waiting.send_at) == (ReminderState.PLANNED, datetime(2017, 4, 13, 14, tzinfo=UTC))
    assert shown() == [(DUE_ON, -2, ReminderState.QUEUED, "")]


def end_the_access(world):
    end_access(world.access, by=world.owner, version=1, ends_on=date(2017, 4, 11))


def forget_the_address(world):
    world.person.email = ""
    world.person.save(update_fields=["email"])


def answer(world):
    world.source.answered.add(1)


def remove_the_subject(world):
    world.source.items.clear()


def switch_off(world):
    ReminderRule.objects.update(is_active=False)


CAUSES = [
    (end_the_access, SkipReason.ACCESS_ENDED),
    (forget_the_address, SkipReason.NO_ADDRESS),
    (answer, SkipReason.ALREADY_REPORTED),
    (remove_the_subject, SkipReason.NOT_EXPECTED),
    (switch_off, SkipReason.RULE_OFF),
]
IDS = [reason.value for _cause, reason in CAUSES]


@pytest.mark.parametrize(("cause", "reason"), CAUSES, ids=IDS)
def test_reminder_no_longer_needed_is_skipped_with_its_reason(planned, cause, reason):
    cause(planned)

    settle()

    assert shown() == [(DUE_ON, -2, ReminderState.SKIPPED, reason)]
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(("cause", "reason"), CAUSES, ids=IDS)
def test_mail_is_looked_at_again_when_it_leaves(planned, cause, reason):
    settle()
    cause(planned)

    deliver()

    assert shown() == [(DUE_ON, -2, ReminderState.SKIPPED, reason)]
    assert [(row.state, row.reason) for row in Delivery.objects.all()] == [(DeliveryState.SKIPPED, reason)]
    assert mail.outbox == []


def test_mail_leaves_without_the_thing_that_was_answered(world):
    world.source.add(world.member, subject_id=2, title="Workshops")
    plan_reminders(now=BEFORE)
    settle()
    world.source.answered.add(1)

    deliver()

    assert "Workshops" in mail.outbox[0].body
    assert "Evening classes" not in mail.outbox[0].body
    assert shown() == [
        (DUE_ON, -2, ReminderState.SKIPPED, SkipReason.ALREADY_REPORTED),
        (DUE_ON, -2, ReminderState.SENT, ""),
    ]


def test_occurrence_for_nobody_is_shown_as_such(world):
    end_the_access(world)
    plan_reminders(now=BEFORE)

    settle()

    assert shown() == [(DUE_ON, -2, ReminderState.SKIPPED, SkipReason.NO_RECIPIENT)]


def test_mail_that_waited_longer_than_the_grace_is_missed(planned):
    settle()

    deliver(SEND_AT + 4 * DAY)

    assert shown() == [(DUE_ON, -2, ReminderState.MISSED, SkipReason.TOO_LATE)]
    assert Delivery.objects.get().reason == SkipReason.TOO_LATE


def test_refused_address_fails_visibly_and_the_rest_leaves(world):
    world.add_person(name="Ana", email="ana@example.org")
    plan_reminders(now=BEFORE)
    settle()
    wire = Wire(answers={"pia@example.org": refused("pia@example.org", 550)})

    deliver(wire=wire)

    assert [message.to for message in wire.accepted] == [["ana@example.org"]]
    states = dict(Reminder.objects.values_list("recipient__name", "state"))
    assert states == {"Ana": ReminderState.SENT, "Pia Santos": ReminderState.FAILED}


def test_mail_that_cannot_be_written_fails_with_the_error_and_the_rest_leaves(world):
    world.source.add(world.member, subject_id=2, person=world.add_person(name="Ana", email="ana@example.org"))
    world.source.add(world.member, person=world.person)
    plan_reminders(now=BEFORE)
    settle()
    world.source.broken.add(2)

    deliver()

    errors = dict(Delivery.objects.values_list("to_email", "error"))
    assert errors == {"ana@example.org": "RuntimeError: no words for this", "pia@example.org": ""}
    assert [message.to for message in mail.outbox] == [["pia@example.org"]]


def test_broken_source_does_not_hold_up_settling(planned, monkeypatch, caplog):
    def break_down(rows):
        raise RuntimeError(planned.person.email)

    monkeypatch.setattr(planned.source, "still_open", break_down)

    settle()
    deliver()

    assert shown() == [(DUE_ON, -2, ReminderState.FAILED, "")]
    assert "pia@example.org" not in caplog.text


def test_mail_speaks_the_persons_language_and_names_the_day(db, source):
    World(source, language="es")
    plan_reminders(now=BEFORE)
    settle()

    deliver()

    assert "viernes, 14 de abril de 2017" in mail.outbox[0].body
    assert '<html lang="es">' in mail.outbox[0].alternatives[0].content


def test_mail_has_one_button_and_answers_reach_the_owner(planned, settings):
    settings.BASE_URL = "https://partners.example.org"
    settle()

    deliver()

    message = mail.outbox[0]
    assert message.subject == "Figures due April 14: Evening classes"
    assert message.reply_to == ["owner@example.org"]
    assert "https://partners.example.org/x/1/" in message.body
    assert 'href="https://partners.example.org/x/1/"' in message.alternatives[0].content


def test_settling_asks_as_often_for_three_as_for_one(world, django_assert_max_num_queries):
    for number in range(2, 5):
        world.source.add(world.member, subject_id=number)
    plan_reminders(now=BEFORE)

    with django_assert_max_num_queries(23):
        settle_due(now=SEND_AT)

    assert Reminder.objects.filter(state=ReminderState.QUEUED).count() == 4


def test_another_librarys_person_of_the_same_address_gets_a_mail_of_their_own(planned):
    twin = make.make_library(name="Twin")
    partnership = make.make_partnership(twin)
    member = make.make_member(partnership, make.make_organization(twin))
    make.make_access(make.make_person(member.organization, email="pia@example.org"))
    make.make_rule(partnership, owner=planned.owner, source="test_due", offsets=(-2,))
    planned.source.add(member, subject_id=2, title="Twin's")
    plan_reminders(now=BEFORE)
    settle()

    deliver()

    assert [("Twin's" in message.body) for message in mail.outbox] == [False, True]
