"""Who was there: by person, counted by organization; corrected, disputed and settled."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from partners.choices import AttendanceState
from partners.domain.attendance import (
    Mark,
    add_unannounced,
    dispute_attendance,
    settle_attendance,
    take_attendance,
)
from partners.domain.tasks import task_words
from partners.domain.versions import Stale
from partners.headcount import Headcount, count_heads
from partners.models import Attendance, Task
from tests import make

NOW = datetime(2017, 4, 11, 18, tzinfo=UTC)
PRESENT, EXCUSED, ABSENT = AttendanceState.PRESENT, AttendanceState.EXCUSED, AttendanceState.ABSENT


@pytest.fixture
def meeting(cast):
    return make.make_meeting(cast.riverton.partnership, on=date(2017, 4, 11))


@pytest.fixture
def pia(cast):
    return cast.pia.user.people.get()


def _take(meeting, cast, *marks):
    return take_attendance(meeting, by=cast.mara.user, now=NOW, marks=marks)


def test_nine_people_of_six_organizations_and_two_excused(cast, meeting):
    organizations = [make.make_organization(cast.riverton.library) for _number in range(6)]
    people = [make.make_person(organizations[number % 6]) for number in range(11)]
    marks = [Mark(person, PRESENT) for person in people[:9]]

    _take(meeting, cast, *marks, *(Mark(person, EXCUSED, "Ill") for person in people[9:]))

    found = count_heads(Attendance.objects.filter(meeting=meeting))
    assert found == Headcount(people=9, organizations=6, excused=2)


def test_second_mark_of_one_person_is_told_of_the_first(cast, meeting, pia):
    _take(meeting, cast, Mark(pia, ABSENT))

    with pytest.raises(Stale) as told:
        _take(meeting, cast, Mark(pia, PRESENT))

    assert told.value.current.state == ABSENT


def test_same_mark_twice_is_no_conflict(cast, meeting, pia):
    first = _take(meeting, cast, Mark(pia, PRESENT))

    assert _take(meeting, cast, Mark(pia, PRESENT)) == first


def test_mark_can_be_taken_back(cast, meeting, pia):
    _take(meeting, cast, Mark(pia, PRESENT))

    assert _take(meeting, cast, Mark(pia, "", version=1)) == {pia.pk: None}
    assert not Attendance.objects.exists()


def test_attendance_is_not_taken_before_the_day(cast, meeting, pia):
    with pytest.raises(ValidationError):
        take_attendance(
            meeting, by=cast.mara.user, now=datetime(2017, 4, 10, tzinfo=UTC), marks=[Mark(pia, PRESENT)]
        )


def test_somebody_unannounced_is_added_with_a_record_of_their_own(cast, meeting):
    row = add_unannounced(
        meeting, by=cast.mara.user, now=NOW, organization=cast.riverton.oak, name="Lena Ortiz"
    )

    assert (row.person.name, row.organization, row.state) == ("Lena Ortiz", cast.riverton.oak, PRESENT)


def test_somebody_unannounced_who_is_known_is_not_made_twice(cast, meeting, pia):
    row = add_unannounced(meeting, by=cast.mara.user, now=NOW, organization=pia.organization, name="  PIA ")

    assert row.person == pia


def test_disputed_record_counts_no_more_and_staff_are_asked(cast, meeting, pia):
    row = _take(meeting, cast, Mark(pia, ABSENT))[pia.pk]

    dispute_attendance(row, by=cast.pia.user, now=NOW, words="I sat at the back")

    found = count_heads(Attendance.objects.all())
    assert (found.absent, found.disputed) == (0, 1)
    assert "I sat at the back" in task_words(Task.objects.get())


def test_settled_record_counts_again_and_the_task_is_done(cast, meeting, pia):
    row = _take(meeting, cast, Mark(pia, ABSENT))[pia.pk]
    disputed = dispute_attendance(row, by=cast.pia.user, now=NOW, words="I sat at the back")

    settle_attendance(disputed, by=cast.mara.user, now=NOW, version=disputed.version, state=PRESENT)

    assert count_heads(Attendance.objects.all()) == Headcount(people=1, organizations=1)
    assert Task.objects.get().done_at == NOW
