from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from partners.domain.closures import add_closures, remove_closure
from partners.domain.planning import plan_reminders
from partners.domain.previews import preview_rule
from partners.models import AuditEvent, ClosureDay, Reminder
from tests import make
from tests.partners.domain.reminding import DUE_ON

TODAY = date(2017, 4, 3)
NOW = datetime(2017, 4, 3, 18, tzinfo=UTC)
# Two days before the due day, a Wednesday.
PLAIN_ON = date(2017, 4, 12)


def close(world, first_on, last_on=None, **given):
    return add_closures(
        world.library,
        by=world.owner,
        first_on=first_on,
        last_on=last_on or first_on,
        reason="Holidays",
        on=given.get("on", TODAY),
    )


def sent_on():
    return [row.send_at.date() for row in Reminder.objects.order_by("send_at")]


def test_planned_reminders_move_when_the_library_closes_and_back_when_it_opens(world):
    plan_reminders(now=NOW)
    assert sent_on() == [PLAIN_ON]

    (closure,) = close(world, PLAIN_ON)
    plan_reminders(now=NOW)
    assert sent_on() == [date(2017, 4, 13)]

    remove_closure(closure, by=world.owner)
    plan_reminders(now=NOW)
    assert sent_on() == [PLAIN_ON]


def test_reminder_never_moves_past_the_due_day_it_announces(world):
    close(world, PLAIN_ON, DUE_ON)

    plan_reminders(now=NOW)

    assert sent_on() == [date(2017, 4, 11)]


def test_preview_leaves_on_the_same_days_as_the_plan(world):
    close(world, PLAIN_ON)

    plan_reminders(now=NOW)

    assert [day.send_on for day in preview_rule(world.rule, now=NOW)] == sent_on()


def test_long_closure_moves_what_stood_at_the_end_of_the_plan(world):
    """What a closure pushes beyond the planner's horizon must not leave on a closed day."""
    world.rule.offsets = [1]
    world.rule.save()
    now = datetime(2017, 3, 17, 18, tzinfo=UTC)
    plan_reminders(now=now)
    assert sent_on() == []
    plan_reminders(now=now + timedelta(days=5))
    assert sent_on() == [date(2017, 4, 17)]

    close(world, date(2017, 4, 15), date(2017, 5, 26), on=date(2017, 3, 20))
    plan_reminders(now=now + timedelta(days=5))

    assert sent_on() == [date(2017, 5, 29)]


def test_other_libraries_send_on_that_day(world):
    make.make_closure(make.make_library(), on=PLAIN_ON)

    plan_reminders(now=NOW)

    assert sent_on() == [PLAIN_ON]


def test_days_that_are_closed_already_stay_as_they_are(world):
    close(world, PLAIN_ON)

    added = close(world, date(2017, 4, 11), date(2017, 4, 13))

    assert [row.on.day for row in added] == [11, 13]
    assert ClosureDay.objects.count() == AuditEvent.objects.filter(action="closure.added").count() == 3


@pytest.mark.parametrize(
    ("first_on", "last_on", "field"),
    [
        (date(2017, 4, 12), date(2017, 4, 11), "last_on"),
        (date(2017, 4, 2), date(2017, 4, 12), "first_on"),
        (date(2017, 4, 12), date(9999, 12, 31), "first_on"),
        (date(2017, 4, 12), date(2017, 6, 13), "last_on"),
    ],
)
def test_impossible_days_are_refused(world, first_on, last_on, field):
    with pytest.raises(ValidationError) as refusal:
        close(world, first_on, last_on)

    assert list(refusal.value.error_dict) == [field]


def test_same_day_twice_is_refused(world):
    close(world, PLAIN_ON)

    with pytest.raises(ValidationError, match="closed then already"):
        close(world, PLAIN_ON)
