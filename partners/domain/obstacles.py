"""Looking again: what stands against sending a reminder now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from partners.choices import AccessRole, SkipReason
from partners.days import today_in
from partners.domain.recipients import Roster
from partners.domain.resting import Resting
from partners.domain.stops import Stops
from partners.models import Reminder, ReminderRule
from partners.reminders.sources import PlannedReminder, UnknownSourceError, registry


def obstacles(reminders: Sequence[Reminder], *, now: datetime) -> dict[int, SkipReason]:
    """Return why, by id, for those that must not be sent.

    Reads a number of rows that does not grow with the reminders' number, given that rule, recipient
    and library are loaded. What a source raises passes through.
    """
    roster = Roster(
        (row.organization_id for row in reminders), staff_of={row.library_id for row in reminders}
    )
    resting = Resting(row.organization_id for row in reminders)
    closed = closed_by_source(reminders)
    stops = Stops(row.recipient_id for row in reminders)
    found = {}
    for row in reminders:
        reason = _of_rule(row.rule, row.offset_days) or _of_pause(row, resting, now) or closed.get(row.pk)
        reason = reason or _of_recipient(row, roster, now) or _of_stop(row, stops, now)
        if reason is not None:
            found[row.pk] = reason
    return found


def closed_by_source(reminders: Iterable[Reminder]) -> dict[int, SkipReason]:
    """Ask each source once, and return its reasons by reminder id."""
    groups: dict[str, list[PlannedReminder]] = defaultdict(list)
    for row in reminders:
        groups[row.rule.source].append(as_planned(row))
    found: dict[int, SkipReason] = {}
    for key, rows in groups.items():
        found |= {pk: reason for pk, reason in _answers(key, rows).items() if reason is not None}
    return found


def as_planned(row: Reminder) -> PlannedReminder:
    return PlannedReminder(
        id=row.pk,
        library_id=row.library_id,
        subject_id=row.subject_id,
        recipient_id=row.recipient_id,
        anchor_on=row.anchor_on,
        offset_days=row.offset_days,
    )


def _answers(key: str, rows: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
    try:
        return registry.get(key).still_open(rows)
    except UnknownSourceError:
        return dict.fromkeys((row.id for row in rows), SkipReason.NOT_EXPECTED)


def _of_rule(rule: ReminderRule, offset_days: int) -> SkipReason | None:
    if rule.is_set_aside:
        return SkipReason.OTHER_RULE
    is_wanted = rule.is_active and offset_days in rule.offsets
    return None if is_wanted else SkipReason.RULE_OFF


def _of_pause(row: Reminder, resting: Resting, now: datetime) -> SkipReason | None:
    """What staff have to do goes on while a member rests."""
    try:
        is_for_staff = registry.get(row.rule.source).is_for_staff
    except UnknownSourceError:
        return None
    today = today_in(row.library.time_zone, now=now)
    is_resting = not is_for_staff and resting.is_resting(row.organization_id, row.partnership_id, on=today)
    return SkipReason.MEMBER_PAUSED if is_resting else None


def _of_recipient(row: Reminder, roster: Roster, now: datetime) -> SkipReason | None:
    if row.recipient is None:
        return SkipReason.NO_RECIPIENT
    if not _is_present(row, roster, now):
        return SkipReason.ACCESS_ENDED
    if row.recipient.is_bouncing:
        return SkipReason.BOUNCED
    return None if row.recipient.email else SkipReason.NO_ADDRESS


def _of_stop(row: Reminder, stops: Stops, now: datetime) -> SkipReason | None:
    if row.recipient_id is None:
        return None
    today = today_in(row.library.time_zone, now=now)
    return stops.against(row.recipient_id, registry.get(row.rule.source), on=today)


def _is_present(row: Reminder, roster: Roster, now: datetime) -> bool:
    if roster.is_colleague(row.recipient_id, row.library_id):
        return True
    # Who backs up gets a copy when nobody answers, and all mails when there is nobody else.
    audience = registry.get(row.rule.source).audience | {AccessRole.BACKUP}
    today = today_in(row.library.time_zone, now=now)
    return roster.is_present(row.recipient_id, row.organization_id, audience, on=today)
