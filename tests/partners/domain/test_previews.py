"""What a rule would send, seen before it is saved: calls, copies, stops, and moved days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from partners.domain.planning import plan_reminders
from partners.domain.previews import preview_rule
from partners.domain.stops import pause_reminders, stop_courtesies
from partners.models import Reminder
from tests import make
from tests.partners.domain.reminding import KEY, World

NOW = datetime(2017, 4, 9, 16, tzinfo=UTC)


@pytest.fixture
def world(db, source):
    world = World(source, offsets=(-2, 3, 10, 17))
    world.rule.escalate_after = 2
    return world


def steps(rule, *, days=9):
    shown = preview_rule(rule, now=NOW, days=days)
    return [(mail.offset_days, mail.is_call, mail.backups) for day in shown for mail in day.mails]


def test_preview_marks_the_call_and_whom_the_last_mail_is_copied_to(world):
    backup = make.make_person(world.organization, name="Bo Backup", email="bo@example.org")
    make.make_access(backup, role="backup")

    found = steps(world.rule)

    assert found == [
        (-2, False, ()),
        (3, False, ()),
        (10, False, ("Bo Backup",)),
        (17, True, ()),
    ]


def test_rule_without_calls_previews_mails_alone(world):
    world.rule.escalate_after = None

    assert steps(world.rule) == [(offset, False, ()) for offset in (-2, 3, 10, 17)]


def test_preview_of_mails_too_near_for_an_answer_shows_no_call(world):
    world.rule.offsets = [3, 4, 5]

    assert [is_call for _offset, is_call, _backups in steps(world.rule)] == [False] * 3


def test_talk_after_the_first_mails_puts_the_previewed_call_off(world):
    make.make_contact(world.organization, by=world.owner, at=datetime(2017, 4, 9, 15, tzinfo=UTC))

    # Whoever was talked to before the due day is reminded like everybody else.
    assert [is_call for _offset, is_call, _backups in steps(world.rule)] == [False, False, False, True]


def test_preview_leaves_out_who_is_paused_and_says_why(world):
    until = date(2017, 4, 12)
    pause_reminders(world.person, source=KEY, by=world.owner, now=NOW, until=until)

    first, second = preview_rule(world.rule, now=NOW, days=2)

    assert first.mails[0].recipients == ()
    (left_out,) = first.mails[0].left_out
    assert (left_out.name, str(left_out.reason)) == (
        "Pia Santos",
        "Staff paused these reminders for the person",
    )
    assert second.mails[0].recipients == ("Pia Santos",)


def test_preview_leaves_out_who_wants_no_courtesies(world, source, monkeypatch):
    monkeypatch.setattr(source, "reminder_class", "courtesy", raising=False)
    stop_courtesies(world.person, by=None, now=NOW)

    (day,) = preview_rule(world.rule, now=NOW, days=1)

    assert [(one.name, str(one.reason)) for one in day.mails[0].left_out] == [
        ("Pia Santos", "The person does not want mails of this kind")
    ]


@pytest.mark.parametrize(
    ("due_on", "offset", "closed", "expected"),
    [
        # Sunday the 12th of March, the clocks go forward: the mail leaves on the Friday before.
        (date(2017, 3, 12), 0, (), date(2017, 3, 10)),
        (date(2017, 3, 13), -1, (), date(2017, 3, 13)),
        # And back in November.
        (date(2017, 11, 3), 2, (), date(2017, 11, 6)),
        (date(2017, 4, 14), -2, (date(2017, 4, 12),), date(2017, 4, 13)),
        (date(2017, 4, 14), 0, (date(2017, 4, 14),), date(2017, 4, 13)),
        (date(2017, 4, 14), 1, (date(2017, 4, 17),), date(2017, 4, 18)),
    ],
    ids=["spring", "spring, after", "autumn", "closed", "closed on the day", "closed after it"],
)
def test_preview_and_plan_agree_over_clock_changes_weekends_and_closures(
    world, due_on, offset, closed, expected
):
    world.source.move(1, due_on)
    world.rule.offsets, world.rule.starts_on = [offset], date(2017, 1, 1)
    world.rule.save(update_fields=["offsets", "starts_on"])
    for day in closed:
        make.make_closure(world.library, on=day)
    now = datetime.combine(due_on - timedelta(days=9), datetime.min.time(), UTC)

    (shown,) = preview_rule(world.rule, now=now)
    plan_reminders(now=now)

    planned = Reminder.objects.get().send_at.astimezone(ZoneInfo("America/Los_Angeles"))
    assert (shown.send_on, planned.date(), planned.hour) == (expected, expected, 9)
