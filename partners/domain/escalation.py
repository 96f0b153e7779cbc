"""When nobody answers: the backup gets a copy of the last mail, and then somebody calls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from partners.choices import AccessRole, TaskKind
from partners.domain.recipients import Roster
from partners.domain.silence import Occasion, call_cause, silences
from partners.domain.tasks import open_task
from partners.domain.titles import titles_of
from partners.models import Reminder, User
from partners.reminders.schedule import local_day


@dataclass(frozen=True, slots=True)
class Escalation:
    """Reminders in whose place somebody calls, and those that are the last mail before that."""

    calls: list[Reminder]
    last: list[Reminder]


def escalate(rows: Iterable[Reminder], *, now: datetime) -> Escalation:
    """Sort out the due reminders of obligations that enough mails have gone unanswered for.

    Only mails since the due day count, and only those to which three working days have brought no
    answer. An answer that staff noted, the call itself and any talk with the organization start it again.
    """
    found = Escalation([], [])
    asking = [row for row in rows if row.rule.escalate_after and row.offset_days >= 0]
    if not asking:
        return found
    things = {_occasion(row): row.organization_id for row in asking}
    zones = {row.library_id: row.library.time_zone for row in asking}
    known = silences(things, zones=zones, now=now)
    for row in asking:
        today = local_day(now, ZoneInfo(row.library.time_zone))
        step = known[_occasion(row)].step(row.offset_days, rule=row.rule, on=today)
        if step != "mail":
            (found.calls if step == "call" else found.last).append(row)
    return found


def ask_for_calls(rows: Sequence[Reminder], *, now: datetime) -> None:
    """Open one task for each thing that nobody answers."""
    titles = titles_of(rows)
    for row in rows:
        open_task(
            row.library,
            kind=TaskKind.CALL,
            cause=call_cause(_occasion(row)),
            due_on=local_day(now, ZoneInfo(row.library.time_zone)),
            now=now,
            owner=owner_of(row),
            organization=row.organization,
            # Whom to call is known at a partner; a colleague stands across the room.
            person=None if _is_colleague(row) else row.recipient,
            partnership=row.partnership,
            data={"title": titles.get(row.pk, "")},
        )


def ask_for_somebody(rows: Sequence[Reminder], *, now: datetime) -> None:
    """Open one task for each organization at which a source can remind nobody."""
    titles = titles_of(rows)
    for row in rows:
        open_task(
            row.library,
            kind=TaskKind.NOBODY,
            cause=f"nobody:{row.rule.source}:{row.organization_id}",
            due_on=local_day(now, ZoneInfo(row.library.time_zone)),
            now=now,
            owner=owner_of(row),
            organization=row.organization,
            partnership=row.partnership,
            data={"title": titles.get(row.pk, "")},
        )


def copy_backups(rows: Sequence[Reminder], *, now: datetime) -> None:
    """Remind the backup of the same thing at once."""
    if not rows:
        return
    roster = Roster({row.organization_id for row in rows})
    copies = []
    for row in rows:
        today = local_day(now, ZoneInfo(row.library.time_zone))
        backups = roster.at(row.organization_id, {AccessRole.BACKUP}, on=today)
        copies += [_copy(row, backup.person_id, now) for backup in backups]
    # Who is reminded of it anyway has a row for it already.
    Reminder.objects.bulk_create(copies, ignore_conflicts=True)


def owner_of(row: Reminder) -> User | None:
    """Who looks after the organization, else whose rule it is; None for the managers."""
    for owner in (row.organization.owner, row.rule.owner):
        if owner is not None and owner.is_active:
            return owner
    return None


def _is_colleague(row: Reminder) -> bool:
    return row.recipient is not None and row.recipient.organization_id != row.organization_id


def _copy(row: Reminder, person_id: int, now: datetime) -> Reminder:
    return Reminder(
        library_id=row.library_id,
        partnership_id=row.partnership_id,
        organization_id=row.organization_id,
        rule_id=row.rule_id,
        subject_id=row.subject_id,
        recipient_id=person_id,
        anchor_on=row.anchor_on,
        offset_days=row.offset_days,
        send_at=now,
    )


def _occasion(row: Reminder) -> Occasion:
    return row.library_id, row.rule.source, row.subject_id, row.anchor_on
