"""What was said at the steering team's meetings: decided, taken on, written down and sent."""

from datetime import date, time, timedelta

from partners.choices import AttendanceState, DeliveryState
from partners.domain.action_items import change_action, close_action, drop_action, note_action
from partners.domain.decisions import record_decision
from partners.domain.minutes import keep_minutes, publish_minutes, send_minutes
from partners.domain.telling import tell_decision
from partners.minutes import mark_of
from partners.models import ActionItem, Attendance, Delivery, Group, Meeting
from partnerships.demo.stories import directory
from partnerships.demo.stories.beginning import Told
from partnerships.demo.stories.days import told_at
from partnerships.demo.stories.people import Neighbor

TITLE, PLACE = "Steering meeting", "Community room, Main Library"
AGENDA = "1. What is open\n2. How the quarter went\n3. The hall on Thursdays\n4. The next weeks"
SAID = (
    "Maple reports that the morning group has grown to eleven learners. The parish hall is free on "
    "Thursdays until June.\n\nOak Hill asks who looks after the door on Fridays; the library does until "
    "somebody is found."
)
NOW_SAID = "The hall is ours on Thursdays. Two tutors more have asked for the training."
THERE = (directory.MAPLE, directory.OAK_HILL, directory.HARBOR)
AWAY = ((directory.PARISH, AttendanceState.EXCUSED), (directory.WORKFORCE, AttendanceState.ABSENT))


def meet(told: Told) -> None:
    """A quarter ago, with minutes that went out; and last week, with minutes that are still a draft."""
    first = Meeting.objects.filter(partnership=told.partnership, on__lt=told.days.today).earliest("on")
    with told_at(told.days.at(first.on, time(18))):
        _take_on_first(told, first)
    with told_at(told.days.ago(40)):
        _publish(told, first)
    second = _hold(told, group=first.group, days_ago=6)
    with told_at(told.days.ago(6)):
        _take_on_then(told, second)


def _hold(told: Told, *, group: Group | None, days_ago: int) -> Meeting:
    meeting = Meeting(
        library=told.cast.library,
        partnership=told.partnership,
        group=group,
        title=TITLE,
        on=told.days.today - timedelta(days=days_ago),
        begins=time(9),
        ends=time(10, 30),
        place=PLACE,
        agenda=AGENDA,
    )
    meeting.full_clean()
    meeting.save()
    here = [(neighbor, AttendanceState.PRESENT) for neighbor in THERE]
    for neighbor, state in (*here, *AWAY):
        person = told.cast.person(neighbor)
        Attendance.objects.create(
            library=meeting.library,
            partnership=meeting.partnership,
            meeting=meeting,
            organization_id=person.organization_id,
            person=person,
            state=state,
            recorded_at=meeting.starts_at,
            recorded_by=told.cast.manager,
        )
    return meeting


def _take_on_first(told: Told, meeting: Meeting) -> None:
    by, now = told.cast.manager, told.days.at(meeting.on, time(18))
    values = {"text": "We keep the parish hall for the Thursday group.", "decided_on": meeting.on}
    review_on = told.days.today + timedelta(days=30)
    decision = record_decision(
        told.partnership, by=by, values=values | {"meeting": meeting, "review_on": review_on}
    )
    for telling in tell_decision(decision, by=by, now=now, people=[told.cast.person(directory.PARISH)]):
        Delivery.objects.filter(pk=telling.delivery_id).update(
            state=DeliveryState.SENT, accepted_at=now, attempts=1, subject=meeting.title
        )
    done = _note(told, directory.MAPLE, "Ask the parish hall for Thursday evenings", -30, meeting=meeting)
    close_action(done, by=by, now=told.days.ago(29), version=done.version, note="Ours until June.")
    late = _note(told, directory.OAK_HILL, "Print the flyer in Spanish", -20, meeting=meeting)
    change_action(
        late,
        by=by,
        now=now,
        version=late.version,
        values={"due_on": told.days.today - timedelta(days=4)},
    )
    _note(told, None, "Find somebody for the door on Fridays", -9, meeting=meeting)
    dropped = _note(told, directory.HARBOR, "Borrow a second whiteboard", -25, meeting=meeting)
    reason = "The hall has one of its own."
    drop_action(dropped, by=by, now=told.days.ago(28), version=dropped.version, reason=reason)


def _publish(told: Told, meeting: Meeting) -> None:
    by, now = told.cast.manager, told.days.ago(40)
    keep_minutes(meeting, by=by, now=now, seen=mark_of(""), text=SAID)
    version = publish_minutes(meeting, by=by, now=now, seen=mark_of(SAID))
    away = meeting.attendances.exclude(state=AttendanceState.PRESENT).select_related("person")
    for delivery in send_minutes(version, by=by, now=now, people=[row.person for row in away]):
        # It left long ago; nobody gets it again when the demo starts.
        Delivery.objects.filter(pk=delivery.pk).update(
            state=DeliveryState.SENT, accepted_at=now, attempts=1, subject=meeting.title
        )


def _take_on_then(told: Told, second: Meeting) -> None:
    by, now = told.cast.manager, told.days.ago(6)
    values = {"text": "New tutors begin in pairs.", "decided_on": second.on, "meeting": second}
    record_decision(told.partnership, by=by, values=values)
    _note(told, directory.MAPLE, "Write to the two tutors who asked", 8, meeting=second)
    _note(told, directory.HARBOR, "Set a day for the next training", 15, meeting=second)
    keep_minutes(second, by=by, now=now, seen=mark_of(""), text=NOW_SAID)


def _note(told: Told, neighbor: Neighbor | None, what: str, due_in: int, *, meeting: Meeting) -> ActionItem:
    due_on: date = told.days.today + timedelta(days=due_in)
    values = {
        "what": what,
        "organization": told.cast.organization(neighbor),
        "person": told.cast.person(neighbor) if neighbor else None,
        "due_on": due_on,
        "meeting": meeting,
    }
    return note_action(told.partnership, by=told.cast.manager, now=meeting.starts_at, values=values)
