"""Meetings: the steering team of the English partnership, and the four of the task force."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from partners.choices import AttendanceState, DeliveryState, GroupKind, MeetingAnswer, MeetingRepeat
from partners.domain.attendance import Mark, add_unannounced, take_attendance
from partners.domain.meeting_invitations import answer_invitation, candidates, invite_people
from partners.domain.meetings import add_meeting, add_series
from partners.models import Delivery, Group, Meeting, MeetingInvitation, Person
from partnerships.demo.stories import task_force
from partnerships.demo.stories.beginning import Told
from partnerships.demo.stories.days import told_at

STEERING = "Steering meeting"
HOURS = {"begins": time(10), "ends": time(11, 30), "place": "Main library, community room"}
AGENDA = (
    "Welcome, and who is new\nFigures of the quarter\nRooms for the summer\nWho does what until next time"
)
ADVICE = {
    "begins": task_force.FROM,
    "ends": task_force.UNTIL,
    "place": task_force.PLACE,
    "agenda": "What we heard since last time\nWhat we advise\nWho writes it down",
}
# People whom nobody had invited, so that nine of six organizations are there.
MOST_PRESENT, MOST_ORGANIZATIONS = 9, 6
UNANNOUNCED = ("Teresa Alvarado", "Ken Ishida", "Noor Haddad", "Paul Brandt")
EXCUSES = ("Down with the flu", "At the county’s training day")
SAID = (MeetingAnswer.YES, MeetingAnswer.MAYBE, MeetingAnswer.NO)
SOON, ONE_QUARTER_AGO = timedelta(days=16), timedelta(days=75)


def meet_quarterly(told: Told) -> None:
    """One meeting that is over, with nine people of six organizations, and one to which people are asked."""
    group = _steering_team(told)
    before = _weekday(told.days.today - ONE_QUARTER_AGO)
    past = _planned(told, group, before)
    people = _people(past, told)
    _meet(told, past, people, excused=EXCUSES)
    coming = _planned(told, group, _weekday(told.days.today + SOON))
    now = told.days.ago(2)
    with told_at(now):
        rows = invite_people([coming], by=told.cast.manager, now=now, people=people)
        for row, answer in zip(
            rows, (MeetingAnswer.YES, MeetingAnswer.MAYBE, MeetingAnswer.NO), strict=False
        ):
            answer_invitation(row, by=None, now=now, answer=answer)


def meet_four_times(told: Told, *, days: Sequence[date]) -> None:
    """From April to June, as one series."""
    by, now = told.cast.manager, told.days.at(min(days) - timedelta(days=14))
    hours = {"begins": ADVICE["begins"], "ends": ADVICE["ends"]}
    pattern = {"title": task_force.SERIES_OF_MEETINGS, "repeat": MeetingRepeat.WEEKLY, "every": 3}
    with told_at(now):
        meetings = add_series(
            told.partnership,
            by=by,
            pattern=pattern | hours | {"times": len(days), "first_on": min(days)},
            days=days,
            values=ADVICE | {"title": task_force.SERIES_OF_MEETINGS},
        )
    people = _people(meetings[0], told)
    for meeting in meetings:
        _meet(told, meeting, people)


def _steering_team(told: Told) -> Group:
    days = told.days
    group = Group(
        library=told.cast.library,
        partnership=told.partnership,
        name="Steering team",
        kind=GroupKind.STEERING,
        purpose="Sees that the partnership keeps its promises, four times a year.",
        starts_on=days.anchor_on,
    )
    group.full_clean()
    group.save()
    return group


def _planned(told: Told, group: Group, on: date) -> Meeting:
    values = HOURS | {"title": STEERING, "agenda": AGENDA, "group": group, "on": on}
    return add_meeting(told.partnership, by=told.cast.manager, values=values)


def _people(meeting: Meeting, told: Told) -> list[Person]:
    found = candidates(meeting, now=told.days.at(meeting.on))
    return [one.person for one in found if one.may_be_invited]


def _meet(told: Told, meeting: Meeting, people: Sequence[Person], *, excused: Sequence[str] = ()) -> None:
    """Invited two weeks before, and held; the last ones on the list could not come."""
    by = told.cast.manager
    invited_at, held_at = told.days.at(meeting.on - timedelta(days=14)), told.days.at(meeting.on, time(18))
    with told_at(invited_at):
        invite_people([meeting], by=by, now=invited_at, people=people)
        _leave(meeting, at=invited_at)
    missed = _who_cannot_come(people) if excused else []
    came = [person for person in people if person not in missed]
    marks = [Mark(person, AttendanceState.PRESENT) for person in _at_most(came)]
    marks += [
        Mark(person, AttendanceState.EXCUSED, reason) for person, reason in zip(missed, excused, strict=False)
    ]
    with told_at(held_at):
        take_attendance(meeting, by=by, now=held_at, marks=marks)
        if excused:
            _bring_others(told, meeting, at=held_at)


def _who_cannot_come(people: Sequence[Person]) -> list[Person]:
    """One of the library, which sends others, and one who is alone for their organization."""
    own = [person for person in people if person.organization.is_own]
    others = [person for person in people if not person.organization.is_own]
    return [*own[-1:], *others[-1:]]


def _at_most(people: Sequence[Person]) -> list[Person]:
    """As many as there is room for, of few organizations."""
    organizations = list(dict.fromkeys(person.organization_id for person in people))[:MOST_ORGANIZATIONS]
    return [person for person in people if person.organization_id in organizations][:MOST_PRESENT]


def _bring_others(told: Told, meeting: Meeting, *, at: datetime) -> None:
    present = list(meeting.attendances.filter(state=AttendanceState.PRESENT).select_related("organization"))
    organizations = list({row.organization_id: row.organization for row in present}.values())
    wanted = UNANNOUNCED[: max(MOST_PRESENT - len(present), 0)]
    for name, organization in zip(wanted, reversed(organizations), strict=False):
        add_unannounced(meeting, by=told.cast.manager, now=at, organization=organization, name=name)


def _leave(meeting: Meeting, *, at: datetime) -> None:
    """These mails left long ago; nobody gets them again when the demo starts."""
    Delivery.objects.filter(meeting=meeting).update(
        state=DeliveryState.SENT, accepted_at=at, attempts=1, subject=meeting.title
    )
    MeetingInvitation.objects.filter(meeting=meeting).update(answer=MeetingAnswer.YES, answered_at=at)


def _weekday(day: date) -> date:
    """The Tuesday of that day's week."""
    return day + timedelta(days=2 - day.isoweekday())
