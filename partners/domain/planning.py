"""Planning: every occurrence becomes a row, once, however often and late and on however many workers."""

import logging
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from partners.choices import ReminderState, SkipReason
from partners.domain.failures import DATABASE_AWAY, log_failure
from partners.domain.obstacles import closed_by_source
from partners.domain.occurrences import (
    PlannedOccurrence,
    occurrences_of,
    partnerships_with_own_rule,
)
from partners.domain.ticks import sole_tick
from partners.models import Reminder, ReminderRule
from partners.reminders.schedule import standing

logger = logging.getLogger(__name__)

RULES_AT_ONCE = 1000
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
    """Plan one rule at once, and the library's that it takes the place of, so that who changed it sees it."""
    places = Q(partnership=None) | Q(pk=rule.pk)
    same = ReminderRule.objects.filter(places, library_id=rule.library_id, source=rule.source)
    return _plan(sorted(same.values_list("pk", flat=True)), since=now - grace(), now=now)


def _groups_of_rules() -> Iterator[list[int]]:
    active = ReminderRule.objects.in_force().filter(is_active=True)
    rules = active.order_by("source", "pk").values_list("source", "pk")
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
    active = [rule for rule in rules if rule.is_active and not rule.is_set_aside]
    until = now + horizon()
    wanted = {row.key: row for row in occurrences_of(active, since=since, until=until)}
    rows = {_key(row): row for row in _rows_near(ids, wanted.values())}
    new = [planned for key, planned in wanted.items() if key not in rows]
    new = _without_settled_elsewhere(new, rules)
    _insert(new, now=now)
    _follow(rows, wanted, now=now)
    strays = [row for key, row in rows.items() if key not in wanted and row.state == ReminderState.PLANNED]
    _drop_strays(strays, wanted, own=partnerships_with_own_rule(rules), now=now)
    return len(new)


def _without_settled_elsewhere(
    new: Sequence[PlannedOccurrence], rules: Sequence[ReminderRule]
) -> list[PlannedOccurrence]:
    """Leave out what another rule for the same source has seen to already, before this one took over."""
    if not new:
        return []
    sources = {rule.pk: rule.source for rule in rules}
    same = ReminderRule.objects.filter(
        source__in=set(sources.values()), library__in={rule.library_id for rule in rules}
    )
    days = [planned.anchor_on for planned in new]
    settled = set(
        Reminder.objects.filter(rule__in=same, anchor_on__range=(min(days), max(days)))
        .exclude(state__in=[ReminderState.PLANNED, ReminderState.SKIPPED])
        .values_list("rule__source", "subject_id", "recipient_id", "anchor_on", "offset_days")
    )
    return [row for row in new if (sources[row.key[0] or 0], *row.key[1:]) not in settled]


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
        is_for_staff=planned.is_for_staff,
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
        is_moved = row.state == ReminderState.PLANNED and row.send_at != send_at and not row.is_postponed
        if is_back or is_moved:
            row.send_at = send_at
            row.state, row.reason, row.settled_at = ReminderState.PLANNED, "", None
            row.is_postponed = False
            changed.append(row)
    changed.sort(key=lambda row: row.pk)
    fields = ["send_at", "state", "reason", "settled_at", "is_postponed"]
    Reminder.objects.bulk_update(changed, fields, batch_size=ROWS_AT_ONCE)


def _drop_strays(
    strays: Sequence[Reminder],
    wanted: dict[Key, PlannedOccurrence],
    *,
    own: Container[tuple[int | None, str]],
    now: datetime,
) -> None:
    """Skip planned rows that no rule asks for any more; what is merely answered is judged when it is due."""
    rest: list[Reminder] = []
    reasons: dict[SkipReason, list[Reminder]] = defaultdict(list)
    for row in strays:
        reason = _unasked(row, own)
        (reasons[reason] if reason else rest).append(row)
    answers = closed_by_source(rest)
    passed_on = _passed_on(rest, wanted, now=now)
    for row in rest:
        if answers.get(row.pk) == SkipReason.DUE_DAY_CHANGED:
            reasons[SkipReason.DUE_DAY_CHANGED].append(row)
        elif row.pk in passed_on and row.pk not in answers:
            reasons[SkipReason.SOMEBODY_ELSE].append(row)
    for reason, rows in reasons.items():
        _skip(rows, reason, now=now)
    _delete_replaced(rest, wanted)


def _unasked(row: Reminder, own: Container[tuple[int | None, str]]) -> SkipReason | None:
    is_other = row.rule.partnership_id is None and (row.partnership_id, row.rule.source) in own
    if row.rule.is_set_aside or is_other:
        return SkipReason.OTHER_RULE
    is_wanted = row.rule.is_active and row.offset_days in row.rule.offsets
    return None if is_wanted else SkipReason.RULE_OFF


def _passed_on(
    strays: Sequence[Reminder], wanted: dict[Key, PlannedOccurrence], *, now: datetime
) -> set[int]:
    """Rows ahead whose occurrence goes to other people now: another owner, another contact."""
    answered = {_occasion(key) for key in wanted}
    return {
        row.pk
        for row in strays
        if row.recipient_id is not None
        and row.send_at > now
        and not row.is_postponed
        and _occasion(_key(row)) in answered
    }


def _occasion(key: Key) -> tuple[int | None, int, date, int]:
    """An occurrence whoever is reminded of it."""
    rule, subject, _person, anchor_on, offset_days = key
    return rule, subject, anchor_on, offset_days


def _skip(rows: Sequence[Reminder], reason: SkipReason, *, now: datetime) -> None:
    Reminder.objects.filter(pk__in=[row.pk for row in rows], state=ReminderState.PLANNED).update(
        state=ReminderState.SKIPPED, reason=reason, settled_at=now
    )


def _delete_replaced(strays: Sequence[Reminder], wanted: dict[Key, PlannedOccurrence]) -> None:
    """A row for nobody ends when somebody can be reminded after all: their row stands for it."""
    answered = {_occasion(key) for key in wanted}
    replaced = [row.pk for row in strays if row.recipient_id is None and _occasion(_key(row)) in answered]
    Reminder.objects.filter(pk__in=replaced, state=ReminderState.PLANNED).delete()
