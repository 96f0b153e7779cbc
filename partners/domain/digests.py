"""The mail with everything that waits for one person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.utils import translation

from partners.choices import ReminderState, SkipReason
from partners.days import today_in
from partners.domain.closures import closed_days
from partners.domain.copies import copied_for
from partners.domain.letters import Draft, Letter, about_library, fill_letter, on_this_site
from partners.domain.link_letters import addresses_for, unsubscribe_headers, with_links
from partners.domain.links import choice_secrets
from partners.domain.obstacles import as_planned, obstacles
from partners.domain.planning import grace
from partners.domain.postponing import LOOK_BACK, leaves_when_closed
from partners.domain.recipients import zone_of_person
from partners.domain.reminder_words import words_around
from partners.domain.wording import lead_of, when_in_words
from partners.models import Delivery, Person, Reminder, User
from partners.reminders.digest import DigestLine, DueReminder, compose, subject_line
from partners.reminders.schedule import (
    NIGHT_ENDS,
    Calendar,
    is_night,
    local_day,
    local_moment,
    morning_after,
    standing,
)
from partners.reminders.sources import Line, registry


def compose_digests(deliveries: Sequence[Delivery], now: datetime) -> dict[int, Draft]:
    """Look again at every reminder, and write one mail from those of a person that are still needed."""
    prefetch_related_objects(deliveries, "library", "person__organization", "person__user")
    waiting = _waiting(deliveries)
    reasons = obstacles(waiting, now=now)
    needed = [row for row in waiting if row.pk not in reasons]
    lines = with_links(_lines(needed), needed, deliveries, now=now)
    people = {delivery.person for delivery in deliveries if delivery.person is not None}
    calendars = _calendars(deliveries, now)
    secrets, copied = choice_secrets(people, now=now), copied_for(needed, now=now)
    by_delivery: dict[int | None, list[Reminder]] = defaultdict(list)
    for row in waiting:
        by_delivery[row.delivery_id].append(row)
    found: dict[int, Draft] = {}
    for language, own in _by_language(deliveries).items():
        with translation.override(language):
            known = _Known(reasons, lines, secrets, copied, _DaysInWords(), calendars)
            for delivery in own:
                rows = by_delivery[delivery.pk]
                found[delivery.pk] = _draft(delivery, rows, known, now)
    return found


def _by_language(deliveries: Iterable[Delivery]) -> dict[str, list[Delivery]]:
    groups: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        person = delivery.person
        groups[person.language if person else delivery.language].append(delivery)
    return groups


def _waiting(deliveries: Sequence[Delivery]) -> list[Reminder]:
    rows = Reminder.objects.filter(delivery__in=deliveries, state=ReminderState.QUEUED)
    return list(
        # One library's hundred mails share their library, rules and owners: each is read and built once.
        rows.prefetch_related("rule__owner", "library", "recipient", "organization__owner").order_by("pk")
    )


def _lines(rows: Iterable[Reminder]) -> dict[int, Line]:
    """Ask each source once per language for its words."""
    groups: dict[tuple[str, str], list[Reminder]] = defaultdict(list)
    for row in rows:
        language = row.recipient.language if row.recipient else row.library.language
        groups[language, row.rule.source].append(row)
    found: dict[int, Line] = {}
    for (language, key), own in groups.items():
        with translation.override(language):
            found |= registry.get(key).lines([as_planned(row) for row in own])
    return found


def _draft(
    delivery: Delivery,
    rows: Sequence[Reminder],
    known: "_Known",
    now: datetime,
) -> Draft:
    if (moment := _moment_to_wait_for(delivery, rows, known.calendars, now)) is not None:
        return Draft(None, wait_until=moment)
    dropped = {
        row.pk: known.reasons.get(row.pk, SkipReason.NOT_EXPECTED)
        for row in rows
        if row.pk not in known.lines
    }
    if _is_stale(delivery, now):
        dropped = {row.pk: SkipReason.TOO_LATE for row in rows}
    open_rows = [row for row in rows if row.pk not in dropped]
    if not open_rows or delivery.person is None:
        reason = next(iter(dropped.values()), SkipReason.NOT_EXPECTED)
        return Draft(None, reason, dropped)
    # The address may have changed since the mail was queued.
    delivery.to_email = delivery.person.email
    letter = _letter(delivery.person, open_rows, known, now)
    return Draft(letter, dropped=dropped, has_reminders=True)


def _moment_to_wait_for(
    delivery: Delivery, rows: Sequence[Reminder], calendars: Mapping[int, Calendar], now: datetime
) -> datetime | None:
    """When the person's night ends or the library opens again, as after hours without a mail server."""
    if delivery.person is None:
        return None
    zone, calendar = zone_of_person(delivery.person, delivery.library), calendars[delivery.library_id]
    morning = morning_after(now, zone) if is_night(now, zone) else None
    day = local_day(morning or now, calendar.zone)
    next_on = calendar.working_day_from(day)
    if next_on == day or any(leaves_when_closed(row, next_on, now) for row in rows):
        return morning
    return local_moment(next_on, NIGHT_ENDS, zone)


def _calendars(deliveries: Iterable[Delivery], now: datetime) -> dict[int, Calendar]:
    zones = {delivery.library_id: delivery.library.time_zone for delivery in deliveries}
    closed = closed_days(zones, since=(now - LOOK_BACK).date())
    return {pk: Calendar(ZoneInfo(zone), closed[pk]) for pk, zone in zones.items()}


def _is_stale(delivery: Delivery, now: datetime) -> bool:
    # Counted from when it was to leave: what staff send again by hand is never too late.
    return standing(delivery.next_attempt_at, now, grace()) == "missed"


def _letter(person: Person, rows: Sequence[Reminder], known: "_Known", now: datetime) -> Letter:
    (digest,) = compose(_due(row, person, known.lines[row.pk]) for row in rows)
    library = rows[0].library
    owners = _owners(rows)
    today = today_in(library.time_zone, now=now)
    things = [_thing(line, known.days[line.due_on, today], known.copied_for) for line in digest.lines]
    secret = known.secrets[person.pk]
    context: dict[str, Any] = {
        "library": about_library(library),
        "organization": {"name": person.organization.name, "is_own": person.organization.is_own},
        "things": things,
        "lead": lead_of(things, person.organization.name),
        "owner": owners[0].get_full_name() if owners else library.sender,
        **addresses_for(secret),
        **words_around(library, name=person.name, organization=person.organization.name),
    }
    if len(things) == 1:
        context |= {"action_url": things[0]["url"], "action_label": things[0]["action"]}
    headers = unsubscribe_headers(secret) if digest.has_courtesy else {}
    if headers:
        context["unsubscribe_url"] = context["preferences_url"]
    return fill_letter(
        "digest",
        context,
        subject=subject_line(digest.lines),
        reply_to=tuple(owner.email for owner in owners),
        headers=headers,
    )


def _owners(rows: Sequence[Reminder]) -> list[User]:
    """Whom an answer reaches: who looks after the organization, else whose rule it is."""
    # Who gets the mail as one of the staff would write to themselves.
    found = [row.organization.owner or row.rule.owner for row in rows if not row.is_for_staff]
    active = [owner for owner in found if owner is not None and owner.is_active]
    return list(dict.fromkeys(active))


def _due(row: Reminder, person: Person, line: Line) -> DueReminder:
    source = registry.get(row.rule.source)
    return DueReminder(
        id=row.pk,
        library_id=row.library_id,
        person_id=person.pk,
        source_key=source.key,
        subject_id=row.subject_id,
        what=str(source.label),
        line=line,
        reminder_class=source.reminder_class,
    )


def _thing(line: DigestLine, when: str, copied: Mapping[int, str]) -> dict[str, Any]:
    return {
        "copied_for": next((copied[pk] for pk in line.reminder_ids if pk in copied), ""),
        "what": line.what,
        "title": line.title,
        "when": when,
        "url": on_this_site(line.url),
        "action": line.action,
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found out for many mails at once.

    Reasons, lines and whose mail one is a copy of by reminder id, the link to one's mails by
    person, days in words, and each library's days.
    """

    reasons: Mapping[int, SkipReason]
    lines: Mapping[int, Line]
    secrets: Mapping[int, str]
    copied_for: Mapping[int, str]
    days: "_DaysInWords"
    calendars: Mapping[int, Calendar]


class _DaysInWords(dict[tuple[date, date], str]):
    """Due days, seen from a day, in the active language; each is put into words once."""

    def __missing__(self, key: tuple[date, date]) -> str:
        self[key] = when_in_words(*key)
        return self[key]
