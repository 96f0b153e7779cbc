"""Of whose reminder somebody gets a copy: the backup, when nobody answers."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from partners.choices import ReminderState
from partners.days import today_in
from partners.domain.recipients import Roster
from partners.models import Reminder
from partners.reminders.sources import registry

Occasion = tuple[Any, int, date, int]


def copied_for(rows: Sequence[Reminder], *, now: datetime) -> dict[int, str]:
    """Return, by id, the names of those who are asked in the first place; only for copies."""
    if not rows:
        return {}
    roster = Roster({row.organization_id for row in rows})
    asked = _asked(rows)
    found = {}
    for row in rows:
        audience = registry.get(row.rule.source).audience
        if not audience or row.recipient_id is None:
            continue
        today = today_in(row.library.time_zone, now=now)
        present = {one.person_id for one in roster.at(row.organization_id, audience, on=today)}
        names = [name for pk, name in asked[_occasion(row)].items() if pk in present]
        if row.recipient_id not in present and names:
            found[row.pk] = ", ".join(names)
    return found


def _asked(rows: Sequence[Reminder]) -> dict[Occasion, dict[int, str]]:
    same = Reminder.objects.filter(
        rule_id__in={row.rule_id for row in rows},
        subject_id__in={row.subject_id for row in rows},
        anchor_on__in={row.anchor_on for row in rows},
        state__in=[ReminderState.QUEUED, ReminderState.SENT],
        recipient__isnull=False,
    )
    found: dict[Occasion, dict[int, str]] = defaultdict(dict)
    for row in same.select_related("recipient").order_by("recipient__name_key", "recipient_id"):
        if row.recipient is not None:
            found[_occasion(row)][row.recipient.pk] = row.recipient.name
    return found


def _occasion(row: Reminder) -> Occasion:
    return row.rule_id, row.subject_id, row.anchor_on, row.offset_days
