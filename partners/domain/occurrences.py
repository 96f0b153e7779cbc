"""What a rule asks for and when: the one function behind the preview and the plan."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from partners.domain.closures import closed_days
from partners.domain.recipients import Recipient, Roster
from partners.domain.resting import Resting
from partners.models import ReminderRule
from partners.reminders.schedule import Calendar, anchor_window, occurrence, sending_day
from partners.reminders.sources import DueItem, RuleScope, Source, UnknownSourceError, registry

# Weekends and time zones move a mail away from its plain day, never by more than this; closures add to it.
MOVE = timedelta(days=7)
# Closure days before this say nothing about mails from now on.
LOOK_BACK = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class PlannedOccurrence:
    """A reminder that a rule asks for; without a recipient, nobody at the organization could be reminded."""

    rule_id: int | None
    library_id: int
    partnership_id: int | None
    organization_id: int
    is_for_staff: bool
    subject_id: int
    title: str
    recipient: Recipient | None
    anchor_on: date
    offset_days: int
    send_on: date
    send_at: datetime

    @property
    def key(self) -> tuple[int | None, int, int | None, date, int]:
        """What makes an occurrence the same one, whenever it is sent."""
        person_id = self.recipient.person_id if self.recipient else None
        return self.rule_id, self.subject_id, person_id, self.anchor_on, self.offset_days


def occurrences(rule: ReminderRule, *, since: datetime, until: datetime) -> list[PlannedOccurrence]:
    """Return what the rule, saved or not, sends between two moments, both included, in order."""
    return occurrences_of([rule], since=since, until=until)


def occurrences_of(
    rules: Iterable[ReminderRule], *, since: datetime, until: datetime
) -> list[PlannedOccurrence]:
    """Return what many rules send; the number of queries depends on the number of sources only.

    The end moves on by the longest closure: what a new closure day pushes over it must still be seen to move.
    """
    rules = list(rules)
    calendars = _calendars(rules, since=since)
    pause = max((calendar.longest_pause for calendar in calendars.values()), default=timedelta(0))
    by_source: dict[str, list[ReminderRule]] = defaultdict(list)
    for rule in rules:
        by_source[rule.source].append(rule)
    own = partnerships_with_own_rule(rules)
    found: list[PlannedOccurrence] = []
    for key, group in by_source.items():
        try:
            source = registry.get(key)
        except UnknownSourceError:
            continue
        book = _Rulebook(source, group, own, calendars)
        found += _of_source(book, since=since, until=until + pause, move=MOVE + pause)
    return sorted(found, key=lambda planned: (planned.send_at, planned.title, planned.subject_id))


def partnerships_with_own_rule(rules: Iterable[ReminderRule]) -> set[tuple[int | None, str]]:
    """In which partnerships, for which source, one of these libraries' rules does not hold."""
    wide = [rule for rule in rules if rule.partnership_id is None]
    if not wide:
        return set()
    own = ReminderRule.objects.in_force().exclude(partnership=None)
    own = own.filter(
        library__in={rule.library_id for rule in wide}, source__in={rule.source for rule in wide}
    )
    return set(own.values_list("partnership_id", "source"))


class _Rulebook:
    """The rules for one source, and which of them holds for an item."""

    def __init__(
        self,
        source: Source,
        rules: Sequence[ReminderRule],
        own: set[tuple[int | None, str]],
        calendars: Mapping[int, Calendar],
    ) -> None:
        self.source, self.rules, self.calendars = source, rules, calendars
        self._own = own
        self._rules = {(rule.library_id, rule.partnership_id): rule for rule in rules}

    def rule_for(self, item: DueItem) -> ReminderRule | None:
        if item.partnership_id is not None:
            rule = self._rules.get((item.library_id, item.partnership_id))
            if rule is not None or (item.partnership_id, self.source.key) in self._own:
                return rule
        return self._rules.get((item.library_id, None))


def _of_source(
    book: _Rulebook, *, since: datetime, until: datetime, move: timedelta
) -> Iterator[PlannedOccurrence]:
    source = book.source
    offsets = {offset for rule in book.rules for offset in rule.offsets}
    first_on, last_on = anchor_window(offsets, since=(since - move).date(), until=(until + move).date())
    scopes = [RuleScope(rule.library_id, rule.partnership_id) for rule in book.rules]
    items = list(source.due_items(scopes, since=first_on, until=last_on))
    roster = Roster((item.organization_id for item in items), staff_of={item.library_id for item in items})
    resting = Resting(() if source.is_for_staff else (item.organization_id for item in items))
    for item in items:
        rule = book.rule_for(item)
        if rule is not None:
            for planned in _of_item(rule, item, source, roster, book.calendars[rule.library_id]):
                if resting.is_resting(item.organization_id, item.partnership_id, on=planned.send_on):
                    continue
                if since <= planned.send_at <= until:
                    yield planned


def _of_item(
    rule: ReminderRule, item: DueItem, source: Source, roster: Roster, calendar: Calendar
) -> Iterator[PlannedOccurrence]:
    for offset_days in rule.offsets:
        send_on = sending_day(item.anchor_on, offset_days, calendar)
        # What fell due before the rule existed is history, not debt.
        if send_on < rule.starts_on:
            continue
        people: Sequence[Recipient | None] = roster.asked(item, source, on=send_on) or [None]
        for recipient in people:
            planned = _planned(rule, item, offset_days, recipient, calendar)
            yield replace(planned, is_for_staff=source.is_for_staff)


def _planned(
    rule: ReminderRule, item: DueItem, offset_days: int, recipient: Recipient | None, calendar: Calendar
) -> PlannedOccurrence:
    zone = recipient.zone if recipient else None
    moment = occurrence(item.anchor_on, offset_days, calendar, rule.send_at, zone)
    return PlannedOccurrence(
        rule_id=rule.pk,
        library_id=rule.library_id,
        partnership_id=item.partnership_id,
        organization_id=item.organization_id,
        is_for_staff=False,
        subject_id=item.subject_id,
        title=item.title,
        recipient=recipient,
        anchor_on=item.anchor_on,
        offset_days=offset_days,
        send_on=moment.send_on,
        send_at=moment.send_at,
    )


def _calendars(rules: Iterable[ReminderRule], *, since: datetime) -> dict[int, Calendar]:
    zones = {rule.library_id: ZoneInfo(rule.library.time_zone) for rule in rules}
    closed = closed_days(zones, since=(since - LOOK_BACK).date())
    return {pk: Calendar(zone, closed[pk]) for pk, zone in zones.items()}
