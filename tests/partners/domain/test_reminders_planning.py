from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.choices import ReminderState, SkipReason
from partners.domain.occurrences import occurrences
from partners.domain.people import end_access
from partners.domain.planning import plan_reminders
from partners.domain.reminders import set_rule
from partners.domain.ticks import sole_tick
from partners.domain.versions import Stale
from partners.models import AuditEvent, Reminder, ReminderRule, TickLease
from tests import make
from tests.partners.domain.reminding import DUE_ON, KEY, World, shown

# Wednesday, two days before the due day, at nine in Riverton.
SEND_AT = datetime(2017, 4, 12, 16, tzinfo=UTC)
BEFORE = SEND_AT - timedelta(days=3)
DAY = timedelta(days=1)
PLANNED = (DUE_ON, -2, ReminderState.PLANNED, "")


def change(world, now, **values):
    rule = ReminderRule.objects.get(pk=world.rule.pk)
    given = {"offsets": rule.offsets, "send_at": rule.send_at, "is_active": rule.is_active} | values
    return set_rule(world.partnership, by=world.owner, now=now, source=KEY, version=rule.version, **given)


def test_planning_twice_makes_each_row_once(world):
    counts = [plan_reminders(now=BEFORE), plan_reminders(now=BEFORE)]

    row = Reminder.objects.get()
    assert counts == [1, 0]
    assert (row.recipient, row.send_at, row.partnership) == (world.person, SEND_AT, world.partnership)


def test_planning_late_still_plans_what_was_due_meanwhile(world):
    plan_reminders(now=BEFORE - 90 * DAY)

    plan_reminders(now=SEND_AT + 2 * DAY)

    assert shown() == [PLANNED]


def test_planning_after_a_long_pause_shows_what_was_missed(world):
    plan_reminders(now=BEFORE - 90 * DAY)

    plan_reminders(now=SEND_AT + 10 * DAY)

    assert shown() == [(DUE_ON, -2, ReminderState.MISSED, "")]


def test_first_run_does_not_invent_years_of_missed_mail(world):
    for number in range(2, 9):
        world.source.add(world.member, subject_id=number, anchor_on=date(2010 + number, 3, 1))

    plan_reminders(now=BEFORE)

    assert shown() == [PLANNED]


def test_nothing_is_planned_for_days_before_the_rule(world):
    change(world, BEFORE, is_active=False)

    rule = change(world, SEND_AT + DAY, is_active=True)

    assert rule.starts_on == date(2017, 4, 13)
    assert shown() == []


def test_nobody_plans_while_somebody_else_does(world):
    with sole_tick("plan", now=BEFORE):
        assert plan_reminders(now=BEFORE) == 0

    assert plan_reminders(now=BEFORE) == 1


def test_lease_of_a_planner_that_died_ends(world):
    TickLease.objects.create(name="plan", holder="gone", until=BEFORE + timedelta(minutes=9))

    assert plan_reminders(now=BEFORE) == 0
    assert plan_reminders(now=BEFORE + timedelta(minutes=9)) == 1
    assert TickLease.objects.get(name="plan").last_run_at == BEFORE + timedelta(minutes=9)


def test_failed_run_does_not_count_as_the_last_one(world, monkeypatch):
    def break_down(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("partners.domain.planning._groups_of_rules", break_down)

    with pytest.raises(RuntimeError):
        plan_reminders(now=BEFORE)

    lease = TickLease.objects.get(name="plan")
    assert (lease.last_run_at, lease.holder) == (None, "")


def test_broken_source_does_not_stop_the_others(world, caplog):
    other = make.make_partnership(world.library, name="Ready for Work")
    rule = make.make_rule(other, owner=world.owner, source="report_due")
    ReminderRule.objects.filter(pk=rule.pk).update(offsets=["not a number"])

    plan_reminders(now=BEFORE)

    assert shown() == [PLANNED]
    assert "could not be planned: TypeError" in caplog.text


def test_organization_without_access_has_one_row_for_nobody(world):
    end_access(world.access, by=world.owner, version=1, ends_on=date(2017, 4, 11))

    plan_reminders(now=BEFORE)
    plan_reminders(now=BEFORE)

    row = Reminder.objects.get()
    assert (row.recipient, row.state) == (None, ReminderState.PLANNED)


def test_row_for_nobody_makes_way_for_a_new_person(world):
    end_access(world.access, by=world.owner, version=1, ends_on=date(2017, 4, 11))
    plan_reminders(now=BEFORE)
    person = world.add_person(name="Ana")

    plan_reminders(now=BEFORE)

    assert [row.recipient for row in Reminder.objects.all()] == [person]


def test_person_of_an_item_narrows_the_audience(world):
    second = world.add_person(name="Ana")
    world.source.add(world.member, person=second)

    plan_reminders(now=BEFORE)

    assert [row.recipient for row in Reminder.objects.all()] == [second]


def test_roles_outside_the_audience_and_closed_accounts_are_not_reminded(world):
    make.make_access(make.make_person(world.organization, name="Contact"), role="contact")
    closed = make.make_user(is_active=False)
    make.make_access(make.make_person(world.organization, name="Gone", user=closed))

    plan_reminders(now=BEFORE)

    assert [row.recipient for row in Reminder.objects.all()] == [world.person]


def test_moved_due_day_is_planned_again_and_the_old_row_says_why(world):
    plan_reminders(now=BEFORE)

    world.source.move(1, date(2017, 4, 21))
    plan_reminders(now=BEFORE)

    assert shown() == [
        (DUE_ON, -2, ReminderState.SKIPPED, SkipReason.DUE_DAY_CHANGED),
        (date(2017, 4, 21), -2, ReminderState.PLANNED, ""),
    ]


def test_due_day_that_moves_back_is_planned_again(world):
    plan_reminders(now=BEFORE)
    world.source.move(1, date(2017, 4, 21))
    plan_reminders(now=BEFORE)

    world.source.move(1, DUE_ON)
    plan_reminders(now=BEFORE)

    assert shown() == [PLANNED, (date(2017, 4, 21), -2, ReminderState.SKIPPED, SkipReason.DUE_DAY_CHANGED)]


def test_rule_switched_off_and_on_again(world):
    plan_reminders(now=BEFORE)

    change(world, BEFORE, is_active=False)
    off = shown()
    change(world, BEFORE, is_active=True)

    assert off == [(DUE_ON, -2, ReminderState.SKIPPED, SkipReason.RULE_OFF)]
    assert shown() == [PLANNED]


def test_offset_taken_from_a_rule_skips_its_rows(world):
    plan_reminders(now=BEFORE)

    change(world, BEFORE, offsets=[1])

    assert shown() == [
        (DUE_ON, -2, ReminderState.SKIPPED, SkipReason.RULE_OFF),
        (DUE_ON, 1, ReminderState.PLANNED, ""),
    ]


def test_changed_hour_moves_planned_rows(world):
    plan_reminders(now=BEFORE)

    change(world, BEFORE, send_at=time(14, 30))

    assert Reminder.objects.get().send_at == datetime(2017, 4, 12, 21, 30, tzinfo=UTC)


def test_rule_is_planned_when_it_is_saved_and_recorded(db, source):
    world = World(source)
    world.rule.delete()

    rule = set_rule(
        world.partnership,
        by=world.owner,
        now=BEFORE,
        source=KEY,
        offsets=[-2],
        send_at=time(9),
        is_active=True,
    )

    assert (rule.owner, rule.starts_on) == (world.owner, date(2017, 4, 9))
    assert shown() == [PLANNED]
    assert [event.action for event in AuditEvent.objects.filter(subject_id=rule.pk)] == [
        "reminder_rule.added"
    ]


def test_second_writer_of_a_rule_is_told(world):
    change(world, BEFORE, offsets=[-3])

    with pytest.raises(Stale):
        set_rule(
            world.partnership,
            by=world.owner,
            now=BEFORE,
            source=KEY,
            offsets=[-4],
            send_at=time(9),
            is_active=True,
            version=1,
        )


@pytest.mark.parametrize(
    ("source_key", "offsets"), [("nothing", [-1]), (KEY, []), (KEY, [91])], ids=["source", "empty", "far"]
)
def test_impossible_rules_are_refused(world, source_key, offsets):
    world.rule.delete()

    with pytest.raises(ValidationError):
        set_rule(
            world.partnership,
            by=world.owner,
            now=BEFORE,
            source=source_key,
            offsets=offsets,
            send_at=time(9),
            is_active=True,
        )


def test_hour_is_the_persons_in_the_librarys_day(db, source):
    world = World(source, time_zone="America/New_York")
    user = make.make_user(time_zone="America/Los_Angeles")
    world.person.user = user
    world.person.save(update_fields=["user"])

    plan_reminders(now=BEFORE)

    assert Reminder.objects.get().send_at.astimezone(ZoneInfo("America/Los_Angeles")).hour == 9


def test_occurrence_in_the_night_of_the_clock_change_is_planned_once(db, source):
    world = World(source, offsets=(0,))
    world.source.add(world.member, anchor_on=date(2017, 3, 13))
    world.rule.send_at = time(2, 30)

    found = occurrences(
        world.rule, since=datetime(2017, 3, 10, tzinfo=UTC), until=datetime(2017, 3, 16, tzinfo=UTC)
    )

    assert [row.send_at for row in found] == [datetime(2017, 3, 13, 9, 30, tzinfo=UTC)]


def test_planning_asks_as_often_for_three_partnerships_as_for_one(world):
    plan_reminders(now=BEFORE)
    with_one = _queries()
    for number in (2, 3):
        partnership = make.make_partnership(world.library, name=f"Partnership {number}")
        member = make.make_member(partnership, world.organization)
        make.make_rule(partnership, owner=world.owner, source=KEY, offsets=(-2,))
        world.source.add(member, subject_id=number)
    plan_reminders(now=BEFORE)

    assert _queries() == with_one
    assert Reminder.objects.count() == 3


def test_planning_asks_as_often_for_three_libraries_as_for_one(world):
    plan_reminders(now=BEFORE)
    with_one = _queries()
    for number in (2, 3):
        library = make.make_library()
        organization = make.make_organization(library)
        make.make_access(make.make_person(organization))
        member = make.make_member(make.make_partnership(library), organization)
        make.make_rule(member.partnership, owner=world.owner, source=KEY, offsets=(-2,))
        world.source.add(member, subject_id=number)
    plan_reminders(now=BEFORE)

    assert _queries() == with_one
    assert Reminder.objects.count() == 3


def _queries():
    with CaptureQueriesContext(connection) as captured:
        plan_reminders(now=BEFORE)
    return len(captured)
