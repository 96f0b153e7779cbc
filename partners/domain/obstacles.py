"""Looking again: what stands against sending a reminder now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from partners.choices import SkipReason
from partners.days import today_in
from partners.domain.recipients import Roster
from partners.models import Reminder, ReminderRule
from partners.reminders.sources import PlannedReminder, UnknownSourceError, registry


def obstacles(reminders: Sequence[Reminder], *, now: datetime) -> dict[int, SkipReason]:
    """Return why, by id, for those that must not be sent.

    Reads a number of rows that does not grow with the reminders' number, given that rule, recipient
    and library are loaded. What a source raises passes through.
    """
    roster = Roster(row.organization_id for row in reminders)
    closed = closed_by_source(reminders)
    found = {}
    for row in reminders:
        reason = _of_rule(row.rule, row.offset_days) or closed.get(row.pk)
        reason = reason or _of_recipient(row, roster, now)
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
    is_wanted = rule.is_active and offset_days in rule.offsets
    return None if is_wanted else SkipReason.RULE_OFF


def _of_recipient(row: Reminder, roster: Roster, now: datetime) -> SkipReason | None:
    if row.recipient is None:
        return SkipReason.NO_RECIPIENT
    audience = registry.get(row.rule.source).audience
    present = roster.at(row.organization_id, audience, on=today_in(row.library.time_zone, now=now))
    if row.recipient_id not in {recipient.person_id for recipient in present}:
        return SkipReason.ACCESS_ENDED
    return None if row.recipient.email else SkipReason.NO_ADDRESS
