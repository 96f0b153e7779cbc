"""Whom to call, as the reminders see it."""

from datetime import UTC, date, datetime

import pytest

from partners.choices import ContactDirection, SkipReason
from partners.models import Organization
from partners.reminders.sources import DueItem, PlannedReminder, RuleScope, registry
from partners.sources.touch import StayInTouch
from tests import make

MAY = {"since": date(2017, 5, 1), "until": date(2017, 5, 31)}


@pytest.fixture
def interval(cast):
    """Cole talks with Maple every 30 days; they last did on 3 April, late in the evening there."""
    late = datetime(2017, 4, 4, 5, tzinfo=UTC)
    make.make_contact(cast.riverton.maple, by=cast.cole.user, at=late)
    return make.make_interval(cast.riverton.maple, owner=cast.cole.user)


def _due(cast, **window):
    return list(StayInTouch().due_items([RuleScope(cast.riverton.library.pk)], **(window or MAY)))


def _why_not(interval, anchor_on=date(2017, 5, 3)):
    reminder = PlannedReminder(1, interval.library_id, interval.pk, 1, anchor_on, 1)
    return StayInTouch().still_open([reminder])[1]


def test_source_is_registered_for_the_staff():
    assert registry.get("stay_in_touch").is_for_staff


def test_call_falls_due_when_the_ideal_interval_is_over(cast, interval):
    assert _due(cast) == [
        DueItem(
            subject_id=interval.pk,
            library_id=interval.library_id,
            organization_id=cast.riverton.maple.pk,
            anchor_on=date(2017, 5, 3),
            title="Maple Homework Club",
            owner_id=cast.cole.user.pk,
        )
    ]
    assert _due(cast, since=date(2017, 5, 4), until=date(2017, 6, 1)) == []


def test_reminder_follows_the_organization_to_its_new_owner(cast, interval):
    Organization.objects.filter(pk=cast.riverton.maple.pk).update(owner=cast.mara.user)

    assert [item.owner_id for item in _due(cast)] == [cast.mara.user.pk]


def test_mail_that_nobody_answered_is_no_contact(cast, interval):
    at = datetime(2017, 4, 20, 17, tzinfo=UTC)
    make.make_contact(cast.riverton.maple, by=cast.cole.user, at=at, direction=ContactDirection.OUT)

    assert [item.anchor_on for item in _due(cast)] == [date(2017, 5, 3)]


def test_without_any_contact_the_day_it_was_set_counts(cast):
    make.make_interval(cast.riverton.oak, owner=cast.cole.user, set_on=date(2017, 4, 10))

    assert [item.anchor_on for item in _due(cast)] == [date(2017, 5, 10)]


def test_talk_in_the_meantime_ends_the_reminder(cast, interval):
    before = _why_not(interval)
    make.make_contact(cast.riverton.maple, by=cast.cole.user, at=datetime(2017, 4, 28, 17, tzinfo=UTC))

    assert (before, _why_not(interval)) == (None, SkipReason.TALKED_SINCE)


def test_archived_organization_is_nobody_to_call(cast, interval):
    Organization.objects.update(archived_at=datetime(2017, 4, 20, tzinfo=UTC))

    assert (_due(cast), _why_not(interval)) == ([], SkipReason.NOT_EXPECTED)


def test_other_library_is_not_read(cast, interval):
    assert list(StayInTouch().due_items([RuleScope(cast.twin.library.pk)], **MAY)) == []


def test_line_leads_to_the_contact_log(cast, interval):
    reminder = PlannedReminder(1, interval.library_id, interval.pk, 1, date(2017, 5, 3), 1)

    line = StayInTouch().lines([reminder])[1]

    assert (line.title, line.url) == (
        "Maple Homework Club",
        f"/libraries/riverton/organizations/{cast.riverton.maple.pk}/contacts/",
    )
