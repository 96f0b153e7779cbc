"""Who was at a meeting: marked at the table, corrected, disputed and settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.choices import AttendanceState, TaskKind
from partners.days import today_in
from partners.domain.people import add_person
from partners.domain.tasks import finish_task, open_task
from partners.domain.versions import Stale, add_row, change_row
from partners.models import Attendance, Meeting, Member, Organization, Person, Task, User
from partners.names import name_key


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody says of one person; version 0 is a person of whom nothing was said before."""

    person: Person
    state: str
    reason: str = ""
    version: int = 0


@transaction.atomic
def take_attendance(
    meeting: Meeting, *, by: User, now: datetime, marks: Iterable[Mark]
) -> dict[int, Attendance | None]:
    """Write down who was there; all or none. Returns by person's id the record, None where it was taken away.

    Raises `Stale` where somebody else marked the person differently, and `ValidationError`.
    """
    current = _lock(meeting, now=now)
    known = {row.person_id: row for row in Attendance.objects.filter(meeting=current)}
    return {mark.person.pk: _mark(current, mark, known.get(mark.person.pk), by=by, now=now) for mark in marks}


@transaction.atomic
def add_unannounced(
    meeting: Meeting, *, by: User, now: datetime, organization: Organization, name: str
) -> Attendance:
    """Somebody came whom nobody had invited; a person of that name at the organization is taken for them."""
    current = _lock(meeting, now=now)
    people = Person.objects.filter(organization=organization, name_key=name_key(name)[:400]).present()
    person = people.order_by("pk").first() or add_person(organization, by=by, values={"name": name})
    known = Attendance.objects.filter(meeting=current, person=person).first()
    version = known.version if known else 0
    mark = Mark(person, AttendanceState.PRESENT, version=version)
    row = _mark(current, mark, known, by=by, now=now)
    assert row is not None  # noqa: S101 - a mark with a state is a record
    return row


@transaction.atomic
def dispute_attendance(row: Attendance, *, by: User, now: datetime, words: str) -> Attendance:
    """The organization says that it was otherwise: the record counts no more until staff settle it."""
    current = (
        Attendance.objects.select_for_update(of=("self",))
        .select_related("meeting__library", "organization__owner", "person", "partnership")
        .get(pk=row.pk)
    )
    if current.is_disputed:
        return current
    if current.state == AttendanceState.PRESENT:
        raise ValidationError(_("The record says that this person was there."))
    values = {
        "disputed_at": now,
        "disputed_by": by,
        "dispute": words,
        "settled_at": None,
        "settled_by": None,
    }
    changed = change_row(
        current,
        by=by,
        action="attendance.disputed",
        version=current.version,
        values=values,
        acting_for=current.organization,
    )
    _ask_staff(current, words, now=now)
    return changed


@transaction.atomic
def settle_attendance(
    row: Attendance, *, by: User, now: datetime, version: int, state: str, reason: str = ""
) -> Attendance:
    """Say what holds; the record counts again. Raises `Stale` and `ValidationError`."""
    values = {"state": state, "reason": reason, "settled_at": now, "settled_by": by}
    changed = change_row(row, by=by, action="attendance.settled", version=version, values=values)
    task = Task.objects.filter(library_id=row.library_id, cause=_cause(row), done_at=None).first()
    if task is not None:
        finish_task(task, by=by, now=now)
    return changed


def organizations_at(meeting: Meeting) -> list[Organization]:
    """Whose people may come: the members of that day, and the library."""
    members = Member.objects.filter(partnership_id=meeting.partnership_id).current(on=meeting.on)
    rows = Organization.objects.filter(library_id=meeting.library_id, archived_at=None)
    found = rows.filter(is_own=True) | rows.filter(pk__in=members.order_by().values("organization"))
    return list(found.order_by("name_key", "pk"))


def _lock(meeting: Meeting, *, now: datetime) -> Meeting:
    """The meeting's row is the lock: two people must not mark one person twice."""
    current = Meeting.objects.select_for_update(of=("self",)).select_related("library").get(pk=meeting.pk)
    if current.is_cancelled:
        raise ValidationError(_("This meeting was cancelled."))
    if current.on > today_in(current.library.time_zone, now=now):
        raise ValidationError(_("This meeting is still to come. Take attendance on its day."))
    return current


def _mark(
    meeting: Meeting, mark: Mark, known: Attendance | None, *, by: User, now: datetime
) -> Attendance | None:
    if known is None:
        return _add(meeting, mark, by=by, now=now) if mark.state else None
    reason = mark.reason if mark.state == AttendanceState.EXCUSED else ""
    if (known.state, known.reason) == (mark.state, reason):
        return known
    if known.version != mark.version:
        raise Stale(known)
    if not mark.state:
        audit.record(
            by=by, action="attendance.removed", subject=known, changes={"state": [known.state, None]}
        )
        known.delete()
        return None
    values = {"state": mark.state, "reason": reason, "recorded_at": now, "recorded_by": by}
    return change_row(known, by=by, action="attendance.changed", version=mark.version, values=values)


def _add(meeting: Meeting, mark: Mark, *, by: User, now: datetime) -> Attendance:
    row = Attendance(
        library_id=meeting.library_id,
        partnership_id=meeting.partnership_id,
        meeting=meeting,
        organization_id=mark.person.organization_id,
        person=mark.person,
        state=mark.state,
        reason=mark.reason if mark.state == AttendanceState.EXCUSED else "",
        recorded_at=now,
        recorded_by=by,
    )
    return add_row(row, by=by, action="attendance.recorded")


def _ask_staff(row: Attendance, words: str, *, now: datetime) -> None:
    owner = row.organization.owner
    open_task(
        row.meeting.library,
        kind=TaskKind.ATTENDANCE,
        cause=_cause(row),
        due_on=today_in(row.meeting.library.time_zone, now=now),
        now=now,
        owner=owner if owner is not None and owner.is_active else None,
        organization=row.organization,
        person=row.person,
        partnership=row.partnership,
        data={"title": row.meeting.title, "words": words, "meeting": row.meeting_id},
    )


def _cause(row: Attendance) -> str:
    return f"attendance:{row.pk}"
