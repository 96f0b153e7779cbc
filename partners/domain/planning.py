"""Planning: every occurrence becomes a row, once, however often and late and on however many workers."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from partners.choices import ReminderState, SkipReason
from partners.domain.failures import DATABASE_AWAY, log_failure
from partners.domain.obstacles import closed_by_source
from partners.domain.occurrences import PlannedOccurrence, occurrences_of
from partners.domain.ticks import sole_tick
from partners.models import Reminder, ReminderRule
from partners.reminders.schedule import standing

logger = logging.getLogger(__name__)

RULES_AT_ONCE = 200
ROWS_AT_ONCE = 500
Key = tuple[int | None, int, int | None, date, int]


def grace() -> timedelta:
    return timedelta(days=settings.REMINDER_GRACE_DAYS)


def horizon() -> timedelta:
    return timedelta(days=settings.REMINDER_HORIZON_DAYS)


def plan_reminders(*, now: datetime) -> int:
    """Plan every active rule, back to the last run and its grace; return how many rows are new.

    Does nothing while somebody else plans.
    """
    with sole_tick("plan", now=now) as lease:
        if lease is None:
            return 0
        since = min(lease.last_run_at or now, now) - grace()
        count = 0
        for ids in _groups_of_rules():
            count += _plan_or_log(ids, since=since, now=now)
        return count


@transaction.atomic
def plan_rule(rule: ReminderRule, *, now: datetime) -> int:
    """Plan one rule at once, so that who changed it sees the rows."""
    return _plan([rule.pk], since=now - grace(), now=now)


def _groups_of_rules() -> Iterator[list[int]]:
    rules = ReminderRule.objects.filter(is_active=True).order_by("source", "pk").values_list("source", "pk")
    group: list[int] = []
    last = None
    for source, pk in rules:
        # One source at a time, so that a broken one holds up only its own.
        if group and (source != last or len(group) == RULES_AT_ONCE):
            yield group
            group = []
        group.append(pk)
        last = source
    if group:
        yield group


def _plan_or_log(ids: Sequence[int], *, since: datetime, now: datetime) -> int:
    try:
        with transaction.atomic():
            return _plan(ids, since=since, now=now)
    except DATABASE_AWAY:
        raise
    except Exception as error:
        log_failure(logger, f"Rules {ids[0]} to {ids[-1]} could not be planned", error)
        return 0


def _plan(ids: Sequence[int], *, since: datetime, now: datetime) -> int:
    # Locking the rules keeps the planner and somebody who changes one of them apart.
    rules = list(
        ReminderRule.objects.select_for_update(of=("self",), no_key=True)
        .select_related("library")
        .filter(pk__in=ids)
        .order_by("pk")
    )
    active = [rule for rule in rules if rule.is_active]
    wanted = {row.key: row for row in occurrences_of(active, since=since, until=now + horizon())}
    rows = {_key(row): row for row in _rows_near(ids, wanted.values())}
    _insert([planned for key, planned in wanted.items() if key not in rows], now=now)
    _follow(rows, wanted, now=now)
    _drop_strays(rows, wanted, now=now)
    return len(wanted.keys() - rows.keys())


def _rows_near(ids: Sequence[int], wanted: Iterable[PlannedOccurrence]) -> Iterable[Reminder]:
    near = Q(state=ReminderState.PLANNED)
    days = [planned.anchor_on for planned in wanted]
    if days:
        near |= Q(anchor_on__range=(min(days), max(days)))
    return Reminder.objects.filter(near, rule_id__in=ids).select_related("rule")


def _key(row: Reminder) -> Key:
    return row.rule_id, row.subject_id, row.recipient_id, row.anchor_on, row.offset_days


def _insert(planned: Iterable[PlannedOccurrence], *, now: datetime) -> None:
    rows = [_new_row(occurrence, now=now) for occurrence in planned]
    # Another worker may have been faster; the unique keys decide.
    Reminder.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)


def _new_row(planned: PlannedOccurrence, *, now: datetime) -> Reminder:
    is_missed = standing(planned.send_at, now, grace()) == "missed"
    return Reminder(
        library_id=planned.library_id,
        partnership_id=planned.partnership_id,
        organization_id=planned.organization_id,
        rule_id=planned.rule_id,  # type: ignore[misc]  # only saved rules are planned
        subject_id=planned.subject_id,
        recipient_id=planned.recipient.person_id if planned.recipient else None,
        anchor_on=planned.anchor_on,
        offset_days=planned.offset_days,
        send_at=planned.send_at,
        state=ReminderState.MISSED if is_missed else ReminderState.PLANNED,
        settled_at=now if is_missed else None,
    )


def _follow(rows: dict[Key, Reminder], wanted: dict[Key, PlannedOccurrence], *, now: datetime) -> None:
    """Move planned rows whose hour changed, and plan again what was skipped before its time."""
    changed = []
    for key in rows.keys() & wanted.keys():
        row, send_at = rows[key], wanted[key].send_at
        is_back = row.state == ReminderState.SKIPPED and now < min(row.send_at, send_at)
        is_moved = row.state == ReminderState.PLANNED and row.send_at != send_at
        if is_back or is_moved:
            row.send_at = send_at
            row.state, row.reason, row.settled_at = ReminderState.PLANNED, "", None
            changed.append(row)
    changed.sort(key=lambda row: row.pk)
    fields = ["send_at", "state", "reason", "settled_at"]
    Reminder.objects.bulk_update(changed, fields, batch_size=ROWS_AT_ONCE)


def _drop_strays(rows: dict[Key, Reminder], wanted: dict[Key, PlannedOccurrence], *, now: datetime) -> None:
    """Skip planned rows that no rule asks for any more; what is merely answered is judged when it is due."""
    strays = [row for key, row in rows.items() if key not in wanted and row.state == ReminderState.PLANNED]
    off = [row for row in strays if not _is_asked_for(row)]
    _skip(off, SkipReason.RULE_OFF, now=now)
    rest = [row for row in strays if _is_asked_for(row)]
    answers = closed_by_source(rest)
    moved = [row for row in rest if answers.get(row.pk) == SkipReason.DUE_DAY_CHANGED]
    _skip(moved, SkipReason.DUE_DAY_CHANGED, now=now)
    _delete_replaced(rest, wanted)


def _is_asked_for(row: Reminder) -> bool:
    return row.rule.is_active and row.offset_days in row.rule.offsets


def _skip(rows: Sequence[Reminder], reason: SkipReason, *, now: datetime) -> None:
    Reminder.objects.filter(pk__in=[row.pk for row in rows], state=ReminderState.PLANNED).update(
        state=ReminderState.SKIPPED, reason=reason, settled_at=now
    )


def _delete_replaced(strays: Sequence[Reminder], wanted: dict[Key, PlannedOccurrence]) -> None:
    """A row for nobody ends when somebody can be reminded after all: their row stands for it."""
    answered = {(rule, subject, anchor, offset) for rule, subject, _person, anchor, offset in wanted}
    replaced = [
        row.pk
        for row in strays
        if row.recipient_id is None
        and (row.rule_id, row.subject_id, row.anchor_on, row.offset_days) in answered
    ]
    Reminder.objects.filter(pk__in=replaced, state=ReminderState.PLANNED).delete()
