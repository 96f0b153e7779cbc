"""What a rule would do next, for whoever is about to save it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.choices import AccessRole, SkipReason
from partners.days import today_in
from partners.domain.occurrences import PlannedOccurrence, occurrences
from partners.domain.planning import grace
from partners.domain.recipients import Recipient, Roster
from partners.domain.silence import Occasion, Step, silences
from partners.domain.stops import Stops
from partners.models import Organization, Reminder, ReminderRule
from partners.reminders.sources import registry

DAYS_SHOWN = 3
LOOK_AHEAD = timedelta(days=200)
NOT_REMINDED = _("Has no role on that day that is reminded of this")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who gets no mail, and why."""

    name: str
    reason: str | Promise


@dataclass(frozen=True, slots=True)
class PreviewedMail:
    """One thing that one organization is reminded of on a day."""

    title: str
    organization: str
    due_on: date
    offset_days: int
    recipients: tuple[str, ...]
    # People who get a copy because it is the last mail before a call.
    backups: tuple[str, ...]
    # Somebody calls in place of this mail, unless there is an answer before.
    is_call: bool
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class PreviewedDay:
    """A day on which mail leaves; is_at_once when its hour has passed but mail would still go."""

    send_on: date
    is_at_once: bool
    mails: tuple[PreviewedMail, ...]


def preview_rule(rule: ReminderRule, *, now: datetime, days: int = DAYS_SHOWN) -> list[PreviewedDay]:
    """Return the next days on which the rule, saved or not, sends, with who is left out and why."""
    if not rule.is_active:
        return []
    planned = occurrences(rule, since=now - grace(), until=now + LOOK_AHEAD)
    by_day: dict[date, list[PlannedOccurrence]] = defaultdict(list)
    for row in _without_settled(planned, rule, now=now):
        by_day[row.send_on].append(row)
    shown = sorted(by_day.items())[:days]
    view = _View(rule, [row for _day, rows in shown for row in rows], now=now)
    return [
        PreviewedDay(send_on, any(row.send_at <= now for row in rows), view.mails(rows))
        for send_on, rows in shown
    ]


def _without_settled(
    planned: Sequence[PlannedOccurrence], rule: ReminderRule, *, now: datetime
) -> list[PlannedOccurrence]:
    """Leave out what has been sent or settled; what lies ahead is shown in any case."""
    ahead = [row for row in planned if row.send_at > now]
    if len(ahead) == len(planned):
        return ahead
    rows = Reminder.objects.filter(rule_id=rule.pk, send_at__gte=now - grace(), send_at__lte=now)
    keys = set(rows.values_list("rule_id", "subject_id", "recipient_id", "anchor_on", "offset_days"))
    return [row for row in planned if row.send_at > now or row.key not in keys]


def _people(planned: Iterable[PlannedOccurrence]) -> tuple[dict[int, tuple[str, dict[int, str]]], Stops]:
    """Name, and people's names by id, of every organization that is reminded; and the people's stops."""
    found: dict[int, tuple[str, dict[int, str]]] = {}
    stops = Stops(())
    rows = (
        Organization.objects.filter(pk__in={row.organization_id for row in planned})
        .order_by("pk", "people__name_key", "people__pk")
        .values_list(
            "pk",
            "name",
            "people__pk",
            "people__name",
            "people__reminder_stops__kind",
            "people__reminder_stops__source",
            "people__reminder_stops__until",
        )
    )
    for organization_id, organization, pk, name, kind, source, until in rows:
        _name, people = found.setdefault(organization_id, (organization, {}))
        if pk is not None:
            people[pk] = name
        if kind is not None:
            stops.add(pk, kind, source, until)
    return found, stops


class _View:
    """What is known of everybody whom a preview shows, read in a fixed number of queries."""

    def __init__(self, rule: ReminderRule, planned: Sequence[PlannedOccurrence], *, now: datetime) -> None:
        self._rule, self._source = rule, registry.get(rule.source)
        self._people, self._stops = _people(planned)
        today = today_in(rule.library.time_zone, now=now)
        things = {_occasion(rule, row): row.organization_id for row in planned}
        zones = {rule.library_id: rule.library.time_zone}
        known = silences(things, zones=zones, now=now) if rule.escalate_after and things else {}
        self._steps = {thing: silence.foresee(rule, today=today) for thing, silence in known.items()}
        # Backups are asked for only where a copy goes to them.
        self._roster = Roster({row.organization_id for row in planned if self._step(row) == "last"})

    def mails(self, rows: Sequence[PlannedOccurrence]) -> tuple[PreviewedMail, ...]:
        groups: dict[tuple, list[PlannedOccurrence]] = defaultdict(list)
        for row in rows:
            groups[row.organization_id, row.subject_id, row.anchor_on, row.offset_days].append(row)
        return tuple(self._mail(group) for group in groups.values())

    def _mail(self, group: Sequence[PlannedOccurrence]) -> PreviewedMail:
        first = group[0]
        organization, people = self._people[first.organization_id]
        asked = {row.recipient.person_id: row.recipient for row in group if row.recipient is not None}
        step = self._step(first)
        reasons = {pk: self._against(one, first.send_on) for pk, one in asked.items()}
        copied = self._copied(first, set(asked)) if step == "last" else []
        names = {one.person_id for one in copied}
        left_out = [LeftOut(asked[pk].name, reason) for pk, reason in reasons.items() if reason]
        left_out += [
            LeftOut(name, NOT_REMINDED) for pk, name in people.items() if pk not in asked.keys() | names
        ]
        return PreviewedMail(
            title=first.title,
            organization=organization,
            due_on=first.anchor_on,
            offset_days=first.offset_days,
            recipients=tuple(asked[pk].name for pk, reason in reasons.items() if not reason),
            backups=tuple(one.name for one in copied),
            is_call=step == "call",
            left_out=tuple(left_out),
        )

    def _step(self, planned: PlannedOccurrence) -> Step:
        return self._steps.get(_occasion(self._rule, planned), {}).get(planned.offset_days, "mail")

    def _against(self, recipient: Recipient, on: date) -> str | Promise:
        stop = self._stops.against(recipient.person_id, self._source, on=on)
        if stop is None and not recipient.email:
            stop = SkipReason.NO_ADDRESS
        return stop.label if stop else ""

    def _copied(self, planned: PlannedOccurrence, asked: set[int]) -> list[Recipient]:
        backups = self._roster.at(planned.organization_id, {AccessRole.BACKUP}, on=planned.send_on)
        return [one for one in backups if one.person_id not in asked and one.email]


def _occasion(rule: ReminderRule, planned: PlannedOccurrence) -> Occasion:
    return planned.library_id, rule.source, planned.subject_id, planned.anchor_on
