"""What a rule would do next, for whoever is about to save it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.choices import SkipReason
from partners.domain.occurrences import PlannedOccurrence, occurrences
from partners.domain.planning import grace
from partners.models import Organization, Reminder, ReminderRule

DAYS_SHOWN = 3
LOOK_AHEAD = timedelta(days=200)
NOT_REMINDED = _("Has no access to report on that day")


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
    people = _people(row for _day, rows in shown for row in rows)
    return [
        PreviewedDay(send_on, any(row.send_at <= now for row in rows), _mails(rows, people))
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


def _people(planned: Iterable[PlannedOccurrence]) -> dict[int, tuple[str, list[tuple[int, str, str]]]]:
    """Name, and people as id, name and address, of every organization that is reminded."""
    found: dict[int, tuple[str, list[tuple[int, str, str]]]] = {}
    rows = (
        Organization.objects.filter(pk__in={row.organization_id for row in planned})
        .order_by("pk", "people__name_key", "people__pk")
        .values_list("pk", "name", "people__pk", "people__name", "people__email")
    )
    for organization_id, organization, pk, name, email in rows:
        _name, people = found.setdefault(organization_id, (organization, []))
        if pk is not None:
            people.append((pk, name, email))
    return found


def _mails(rows: Sequence[PlannedOccurrence], people: dict) -> tuple[PreviewedMail, ...]:
    groups: dict[tuple, list[PlannedOccurrence]] = defaultdict(list)
    for row in rows:
        groups[row.organization_id, row.subject_id, row.anchor_on, row.offset_days].append(row)
    return tuple(_mail(group, *people[group[0].organization_id]) for group in groups.values())


def _mail(
    group: Sequence[PlannedOccurrence], organization: str, people: Sequence[tuple[int, str, str]]
) -> PreviewedMail:
    asked = {row.recipient.person_id for row in group if row.recipient is not None}
    left_out = [
        LeftOut(name, SkipReason.NO_ADDRESS.label if pk in asked else NOT_REMINDED)
        for pk, name, email in people
        if pk not in asked or not email
    ]
    return PreviewedMail(
        title=group[0].title,
        organization=organization,
        due_on=group[0].anchor_on,
        offset_days=group[0].offset_days,
        recipients=tuple(name for pk, name, email in people if pk in asked and email),
        left_out=tuple(left_out),
    )
