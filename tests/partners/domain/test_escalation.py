"""What happens when nobody answers: a copy to the backup, then a call; and when nobody is left to ask."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from partners.choices import ReminderState, SkipReason, TaskKind
from partners.domain.deliveries import claim_deliveries, note_answer, send_deliveries, take_back_answer
from partners.domain.people import end_access
from partners.domain.planning import plan_reminders
from partners.domain.post import Post
from partners.domain.settling import settle_due
from partners.domain.tasks import finish_task, reopen_task, task_words
from partners.models import AuditEvent, Delivery, Reminder, Task
from tests import make
from tests.partners.domain.mailing import Clock
from tests.partners.domain.reminding import DUE_ON, World

# Friday the 14th is the due day; the mails after it leave on Monday, and a week and two later.
BEFORE = datetime(2017, 4, 9, 16, tzinfo=UTC)
ANNOUNCED = datetime(2017, 4, 12, 16, tzinfo=UTC)
FIRST = datetime(2017, 4, 17, 16, tzinfo=UTC)
SECOND = FIRST + timedelta(days=7)
THIRD = FIRST + timedelta(days=14)
OFFSETS = (-2, 3, 10, 17)


@pytest.fixture
def world(db, source):
    world = World(source, offsets=OFFSETS)
    world.rule.escalate_after = 2
    world.rule.save(update_fields=["escalate_after"])
    return world


def pass_time(*moments):
    """Run the ticks at these moments."""
    for now in moments:
        plan_reminders(now=now)
        while settle_due(now=now):
            pass
        with Post() as post:
            send_deliveries(claim_deliveries(now=now), post=post, clock=Clock(now))


def outcomes():
    rows = Reminder.objects.filter(recipient__name="Pia Santos").exclude(state=ReminderState.PLANNED)
    return [(row.offset_days, row.state, row.reason) for row in rows.order_by("offset_days")]


def test_second_unanswered_mail_since_the_due_day_makes_a_call_of_the_third(world):
    pass_time(ANNOUNCED, FIRST, SECOND, THIRD)

    assert outcomes() == [
        (-2, ReminderState.SENT, ""),
        (3, ReminderState.SENT, ""),
        (10, ReminderState.SENT, ""),
        (17, ReminderState.SKIPPED, SkipReason.CALL_INSTEAD),
    ]
    task = Task.objects.get()
    assert (task.kind, task.owner, task.person) == (TaskKind.CALL, world.owner, world.person)
    assert task.due_on == date(2017, 5, 1)
    assert task_words(task) == "Call Pia Santos at Maple Homework Club about “Evening classes”"


def test_announcements_before_the_due_day_never_count(db, source):
    world = World(source, offsets=(-10, -5, -2, 3))
    world.rule.escalate_after = 1
    world.rule.save(update_fields=["escalate_after"])

    pass_time(*(datetime(2017, 4, day, 16, tzinfo=UTC) for day in (4, 10, 12, 17)))

    assert [state for _offset, state, _reason in outcomes()] == [ReminderState.SENT] * 4
    assert not Task.objects.exists()


def test_mail_of_less_than_three_working_days_ago_is_not_unanswered_yet(world):
    world.rule.offsets, world.rule.escalate_after = [3, 5], 1
    world.rule.save(update_fields=["offsets", "escalate_after"])

    pass_time(FIRST, FIRST + timedelta(days=2))

    assert [state for _offset, state, _reason in outcomes()] == [ReminderState.SENT] * 2


def test_closure_days_are_no_days_to_answer_on(world):
    for day in (18, 19, 20, 21):
        make.make_closure(world.library, on=date(2017, 4, day))
    world.rule.offsets, world.rule.escalate_after = [3, 10], 1
    world.rule.save(update_fields=["offsets", "escalate_after"])

    pass_time(FIRST, SECOND)

    assert [state for _offset, state, _reason in outcomes()] == [ReminderState.SENT] * 2


def test_noted_answer_starts_the_count_again(world):
    pass_time(FIRST)
    note_answer(Delivery.objects.get(), by=world.owner, now=FIRST + timedelta(days=1))

    pass_time(SECOND, THIRD)

    assert [state for _offset, state, _reason in outcomes()] == [ReminderState.SENT] * 3
    assert AuditEvent.objects.filter(action="delivery.answered").count() == 1


def test_answer_noted_by_mistake_is_taken_back(world):
    pass_time(FIRST)
    delivery = note_answer(Delivery.objects.get(), by=world.owner, now=FIRST)
    take_back_answer(delivery, by=world.owner)

    pass_time(SECOND, THIRD)

    assert outcomes()[-1] == (17, ReminderState.SKIPPED, SkipReason.CALL_INSTEAD)


def test_only_a_mail_that_left_is_answered(world):
    plan_reminders(now=FIRST)
    settle_due(now=FIRST)

    with pytest.raises(ValidationError, match="Only a mail that was sent"):
        note_answer(Delivery.objects.get(), by=world.owner, now=FIRST)


def test_backup_gets_a_copy_of_the_last_mail_and_of_no_other(world):
    backup = make.make_person(world.organization, name="Bo Backup", email="bo@example.org")
    make.make_access(backup, role="backup")

    pass_time(ANNOUNCED, FIRST, SECOND, SECOND + timedelta(seconds=5))

    assert [message.to[0] for message in mail.outbox] == [
        "pia@example.org",
        "pia@example.org",
        "pia@example.org",
        "bo@example.org",
    ]


def test_backup_is_reminded_when_there_is_nobody_else(world):
    end_access(world.access, by=world.owner, version=1, ends_on=date(2017, 4, 11))
    backup = make.make_person(world.organization, name="Bo Backup", email="bo@example.org")
    make.make_access(backup, role="backup")

    pass_time(FIRST)

    assert [message.to[0] for message in mail.outbox] == ["bo@example.org"]


def test_nobody_left_to_remind_is_shown_and_a_task_for_the_owner(world):
    world.organization.owner = make.make_user(name="Cole")
    world.organization.save(update_fields=["owner"])
    end_access(world.access, by=world.owner, version=1, ends_on=date(2017, 4, 11))

    pass_time(FIRST, SECOND)

    rows = Reminder.objects.exclude(state=ReminderState.PLANNED)
    assert {row.reason for row in rows} == {SkipReason.NO_RECIPIENT}
    task = Task.objects.get()
    assert (task.kind, task.owner) == (TaskKind.NOBODY, world.organization.owner)
    assert task_words(task) == (
        "Find somebody at Maple Homework Club who can be reminded of “Evening classes”"
    )


def test_task_is_done_once_and_taken_back(world):
    pass_time(ANNOUNCED, FIRST, SECOND, THIRD)
    task = Task.objects.get()

    finish_task(task, by=world.owner, now=THIRD)
    finish_task(task, by=world.owner, now=THIRD)
    done = Task.objects.get()
    reopen_task(task, by=world.owner)

    assert (done.done_at, done.done_by) == (THIRD, world.owner)
    assert Task.objects.get().done_at is None
    actions = AuditEvent.objects.filter(action__startswith="task.").order_by("pk")
    assert [event.action for event in actions] == ["task.opened", "task.finished", "task.reopened"]


def test_call_that_was_made_starts_the_count_again(world):
    world.rule.offsets = [3, 10, 17, 24, 31, 38]
    world.rule.save(update_fields=["offsets"])
    pass_time(FIRST, SECOND, THIRD)
    finish_task(Task.objects.get(), by=world.owner, now=THIRD)

    pass_time(*(THIRD + timedelta(days=days) for days in (7, 14, 21)))

    assert [state for _offset, state, _reason in outcomes()] == [
        ReminderState.SENT,
        ReminderState.SENT,
        ReminderState.SKIPPED,
        ReminderState.SENT,
        ReminderState.SENT,
        ReminderState.SKIPPED,
    ]
    # Nobody answered the two mails after the call either: the task stands on the list again.
    task = Task.objects.get()
    assert (task.done_at, task.due_on) == (None, date(2017, 5, 22))


def test_talk_with_the_organization_starts_the_count_again(world):
    pass_time(FIRST, SECOND)
    make.make_contact(world.organization, by=world.owner, at=SECOND + timedelta(days=2))

    pass_time(THIRD)

    assert outcomes()[-1] == (17, ReminderState.SENT, "")
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{"direction": "out"}, {"archived_at": THIRD}],
    ids=["one way", "removed"],
)
def test_what_is_no_talk_does_not_start_the_count_again(world, fields):
    pass_time(FIRST, SECOND)
    make.make_contact(world.organization, by=world.owner, at=SECOND + timedelta(days=2), **fields)

    pass_time(THIRD)

    assert Task.objects.get().done_at is None


def test_answered_obligation_asks_nobody(world):
    pass_time(FIRST, SECOND)
    world.source.answered.add(1)

    pass_time(THIRD)

    assert outcomes()[-1] == (17, ReminderState.SKIPPED, SkipReason.ALREADY_REPORTED)
    assert not Task.objects.exists()
    assert SECOND.date() > DUE_ON
