from datetime import UTC, date, datetime

import pytest

from partners.choices import AccessRole, ReminderState, SkipReason
from partners.domain.confirmations import confirm_record
from partners.domain.planning import plan_reminders
from partners.domain.settling import settle_due
from partners.models import Access, Organization, Reminder
from partners.reminders.sources import PlannedReminder, RuleScope
from partners.sources.records import RecordToConfirm
from tests import make

SOURCE = RecordToConfirm()
YEAR = {"since": date(2017, 1, 1), "until": date(2017, 12, 31)}


@pytest.fixture
def maple(cast):
    """Joined on 1 January 2015, and Pia reports for it."""
    return cast.riverton.maple


def due(library, **days):
    return [
        (item.organization_id, item.anchor_on, item.person_id)
        for item in SOURCE.due_items([RuleScope(library.pk)], **(YEAR | days))
    ]


def planned(organization, anchor_on):
    return PlannedReminder(1, organization.library_id, organization.pk, None, anchor_on, 0)


def test_record_is_asked_for_once_a_year_of_one_person(cast, maple):
    pia = cast.pia.user.people.get()

    found = [row for row in due(maple.library) if row[0] == maple.pk]

    assert found == [(maple.pk, date(2017, 1, 1), pia.pk)]


def test_contact_is_asked_before_the_reporter(cast, maple):
    ana = make.make_person(maple, name="Ana")
    make.make_access(ana, role=AccessRole.CONTACT)

    assert (maple.pk, date(2017, 1, 1), ana.pk) in due(maple.library)


def test_year_counts_from_the_last_time_somebody_confirmed(cast, maple):
    # Still 9 June in Riverton.
    Organization.objects.filter(pk=maple.pk).update(confirmed_at=datetime(2014, 6, 10, 5, tzinfo=UTC))

    assert [row[1] for row in due(maple.library) if row[0] == maple.pk] == [date(2017, 6, 9)]


@pytest.mark.parametrize(
    "leave",
    [
        lambda maple: Access.objects.filter(organization=maple).update(ends_on=date(2016, 12, 31)),
        lambda maple: maple.members.update(left_on=date(2016, 12, 31)),
        lambda maple: Organization.objects.filter(pk=maple.pk).update(archived_at=datetime.now(UTC)),
    ],
    ids=["nobody-has-access", "left", "archived"],
)
def test_who_cannot_answer_is_not_asked(maple, leave):
    before = {row[0] for row in due(maple.library)}
    leave(maple)

    assert maple.pk in before
    assert maple.pk not in {row[0] for row in due(maple.library)}


def test_other_libraries_are_left_alone(cast):
    assert [row for row in due(cast.twin.library) if row[0] == cast.riverton.maple.pk] == []


def test_confirmed_record_needs_no_reminder(cast, maple):
    day = date(2017, 1, 1)
    before = SOURCE.still_open([planned(maple, day)])
    confirm_record(maple, by=cast.pia.user, version=maple.version, now=datetime(2016, 12, 20, tzinfo=UTC))

    assert before == {1: None}
    assert SOURCE.still_open([planned(maple, day)]) == {1: SkipReason.CONFIRMED_SINCE}
    assert SOURCE.still_open([planned(maple, date(2017, 12, 19))]) == {1: None}


def test_reminder_is_planned_and_says_what_to_do(cast, maple):
    make.make_rule(maple.library, owner=cast.mara.user, source=SOURCE.key, offsets=(0,))
    now = datetime(2017, 1, 2, 17, tzinfo=UTC)

    plan_reminders(now=now)
    settle_due(now=now)

    row = Reminder.objects.get(organization=maple, anchor_on=date(2017, 1, 1))
    assert (row.recipient.name, row.state) == ("Pia", ReminderState.QUEUED)
    assert SOURCE.lines([planned(maple, row.anchor_on)])[1].action == "Check what we have about you"
