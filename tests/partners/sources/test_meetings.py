"""Reminders of meetings: who is asked, and what makes one needless."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from partners.choices import MeetingAnswer, SkipReason
from partners.models import Meeting, MeetingInvitation
from partners.reminders.sources import PlannedReminder, RuleScope
from partners.sources.meetings import MeetingComing, MeetingUnanswered
from tests import make

DAY = timezone.now().date() + timedelta(days=20)
ANSWERED = {"answered_at": datetime(2017, 4, 1, tzinfo=UTC)}


@pytest.fixture
def invitation(cast):
    meeting = make.make_meeting(cast.riverton.partnership, on=DAY)
    return make.make_meeting_invitation(meeting, cast.pia.user.people.get())


def _due(source, cast):
    scope = RuleScope(cast.riverton.library.pk)
    return [item.subject_id for item in source.due_items([scope], since=DAY, until=DAY)]


def _why_not(source, row):
    reminder = PlannedReminder(1, row.library_id, row.pk, row.person_id, DAY, -7)
    return source.still_open([reminder])[1]


def _say(row, answer):
    MeetingInvitation.objects.filter(pk=row.pk).update(answer=answer, **ANSWERED)


def test_whoever_is_asked_is_reminded_of_both(cast, invitation):
    assert [_due(source, cast) for source in (MeetingComing(), MeetingUnanswered())] == [
        [invitation.pk],
        [invitation.pk],
    ]


def test_answer_ends_the_question_but_a_yes_keeps_the_meeting(cast, invitation):
    _say(invitation, MeetingAnswer.YES)

    assert (_due(MeetingUnanswered(), cast), _due(MeetingComing(), cast)) == ([], [invitation.pk])
    assert _why_not(MeetingUnanswered(), invitation) == SkipReason.ANSWERED
    assert _why_not(MeetingComing(), invitation) is None


def test_who_said_no_is_not_reminded_of_the_meeting(cast, invitation):
    _say(invitation, MeetingAnswer.NO)

    assert _due(MeetingComing(), cast) == []
    assert _why_not(MeetingComing(), invitation) == SkipReason.NOT_EXPECTED


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"cancelled_at": timezone.now(), "cancel_reason": "Snow"}, SkipReason.MEETING_CANCELLED),
        ({"on": DAY + timedelta(days=2)}, SkipReason.DUE_DAY_CHANGED),
        ({"starts_at": datetime(2017, 1, 1, tzinfo=UTC)}, SkipReason.MEETING_OVER),
    ],
    ids=["cancelled", "moved", "begun"],
)
def test_what_makes_a_reminder_needless(cast, invitation, change, reason):
    assert _why_not(MeetingComing(), invitation) is None

    Meeting.objects.update(**change)

    assert _why_not(MeetingComing(), invitation) == reason


def test_withdrawn_invitation_is_not_reminded_of(cast, invitation):
    MeetingInvitation.objects.update(withdrawn_at=timezone.now())

    assert _due(MeetingComing(), cast) == []
    assert _why_not(MeetingComing(), invitation) == SkipReason.NOT_INVITED


def test_question_count_does_not_grow(cast, invitation, django_assert_num_queries):
    for number in range(3):
        make.make_meeting_invitation(
            make.make_meeting(cast.riverton.partnership, on=DAY, title=str(number)), invitation.person
        )

    with django_assert_num_queries(1):
        assert len(_due(MeetingComing(), cast)) == 4
