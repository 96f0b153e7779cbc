"""Groups of a partnership, their meetings, who is invited and who was there."""

from datetime import UTC, date, datetime, time

from partners.choices import AttendanceState, GroupKind, MeetingRepeat
from partners.models import Attendance, Group, GroupPerson, Meeting, MeetingInvitation, MeetingSeries
from tests.make.rows import saved


def make_group(partnership, *, name="Steering team", starts_on=date(2015, 1, 1), **fields):
    fields.setdefault("kind", GroupKind.STEERING)
    return saved(
        Group(library=partnership.library, partnership=partnership, name=name, starts_on=starts_on, **fields)
    )


def make_group_person(group, person, *, joined_on=date(2015, 1, 1), **fields):
    return saved(
        GroupPerson(
            library=group.library,
            partnership=group.partnership,
            group=group,
            organization=person.organization,
            person=person,
            joined_on=joined_on,
            **fields,
        )
    )


def make_series(partnership, *, title="Task force", first_on=date(2017, 4, 11), **fields):
    """Four meetings, three weeks apart."""
    fields = {"repeat": MeetingRepeat.WEEKLY, "every": 3, "times": 4} | fields
    fields = {"begins": time(10), "ends": time(11, 30)} | fields
    return saved(
        MeetingSeries(
            library=partnership.library, partnership=partnership, title=title, first_on=first_on, **fields
        )
    )


def make_meeting(partnership, *, title="Steering meeting", on=date(2017, 4, 11), **fields):
    fields = {"begins": time(10), "ends": time(11, 30), "place": "Community room"} | fields
    return saved(Meeting(library=partnership.library, partnership=partnership, title=title, on=on, **fields))


def make_meeting_invitation(meeting, person, **fields):
    fields.setdefault("invited_at", datetime(2017, 3, 20, 16, tzinfo=UTC))
    return saved(
        MeetingInvitation(
            library=meeting.library,
            partnership=meeting.partnership,
            meeting=meeting,
            organization=person.organization,
            person=person,
            **fields,
        )
    )


def make_attendance(meeting, person, *, state=AttendanceState.PRESENT, **fields):
    fields.setdefault("recorded_at", meeting.starts_at)
    return saved(
        Attendance(
            library=meeting.library,
            partnership=meeting.partnership,
            meeting=meeting,
            organization=person.organization,
            person=person,
            state=state,
            **fields,
        )
    )
