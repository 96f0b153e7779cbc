"""What the database keeps of groups and meetings, and who sees which."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from partners.models import Attendance, Meeting, MeetingInvitation
from tests import make


@pytest.fixture
def meeting(cast):
    return make.make_meeting(cast.riverton.partnership)


def _seen(persona, cast, model=Meeting):
    return list(model.objects.visible_to(persona.scope, library=cast.riverton.library))


def test_hours_are_wall_time_of_the_library_on_both_sides_of_the_spring_change(cast):
    before = make.make_meeting(cast.riverton.partnership, on=date(2017, 3, 10))
    after = make.make_meeting(cast.riverton.partnership, on=date(2017, 3, 13))

    assert (before.starts_at, after.starts_at) == (
        datetime(2017, 3, 10, 18, tzinfo=UTC),
        datetime(2017, 3, 13, 17, tzinfo=UTC),
    )


def test_meeting_ends_after_it_begins(cast):
    with pytest.raises(ValidationError):
        make.make_meeting(cast.riverton.partnership, begins=time(11), ends=time(10))


def test_group_of_another_partnership_holds_no_meeting_here(cast, meeting):
    stray = make.make_group(cast.other_partnership)

    with transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(group=stray)
        with pytest.raises(IntegrityError):
            connection.check_constraints()
        transaction.set_rollback(True)


def test_nobody_of_another_library_is_invited(cast, meeting):
    stray = make.make_person(cast.twin.maple)

    with pytest.raises(ValidationError):
        make.make_meeting_invitation(meeting, stray)


def test_partner_sees_the_meetings_it_was_invited_to(cast, meeting):
    make.make_meeting(cast.riverton.partnership, title="Without Maple")
    make.make_meeting_invitation(meeting, cast.pia.user.people.get())

    assert _seen(cast.pia, cast) == [meeting]


def test_partner_sees_a_meeting_it_came_to_unannounced(cast, meeting):
    make.make_attendance(meeting, cast.pia.user.people.get())

    assert _seen(cast.pia, cast) == [meeting]


def test_withdrawn_invitation_shows_nothing(cast, meeting):
    make.make_meeting_invitation(
        meeting, cast.pia.user.people.get(), withdrawn_at=datetime(2017, 4, 1, tzinfo=UTC)
    )

    assert _seen(cast.pia, cast) == []


def test_backbone_and_staff_see_every_meeting_and_a_funder_none(cast, meeting):
    make.make_meeting_invitation(meeting, cast.fay.user.people.get())

    assert [_seen(persona, cast) for persona in (cast.bea, cast.vera, cast.fay, cast.otto)] == [
        [meeting],
        [meeting],
        [],
        [],
    ]


def test_partner_sees_who_else_was_invited_and_came(cast, meeting):
    theirs = make.make_person(cast.riverton.oak)
    ours = make.make_meeting_invitation(meeting, cast.pia.user.people.get())
    other = make.make_meeting_invitation(meeting, theirs)
    came = make.make_attendance(meeting, theirs)

    assert set(_seen(cast.pia, cast, MeetingInvitation)) == {ours, other}
    assert _seen(cast.pia, cast, Attendance) == [came]


def test_disputed_record_is_left_out_until_it_is_settled(cast, meeting):
    at = datetime(2017, 4, 12, tzinfo=UTC)
    row = make.make_attendance(meeting, cast.pia.user.people.get(), disputed_at=at, dispute="I was there")

    assert list(Attendance.objects.settled()) == []

    row.settled_at = at
    row.save(update_fields=["settled_at"])
    assert list(Attendance.objects.settled()) == [row]
