"""The mail with everything that waits for one person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partners.choices import ReminderState, SkipReason
from partners.days import today_in
from partners.domain.letters import Draft, Letter, on_this_site, render_letter
from partners.domain.obstacles import as_planned, obstacles
from partners.domain.planning import grace
from partners.models import Delivery, Person, Reminder
from partners.reminders.digest import DigestLine, DueReminder, compose, subject_line
from partners.reminders.schedule import standing
from partners.reminders.sources import Line, registry


def compose_digests(deliveries: Sequence[Delivery], now: datetime) -> dict[int, Draft]:
    """Look again at every reminder, and write one mail from those of a person that are still needed."""
    prefetch_related_objects(deliveries, "library", "person__organization")
    waiting = _waiting(deliveries)
    reasons = obstacles(waiting, now=now)
    lines = _lines([row for row in waiting if row.pk not in reasons])
    by_delivery: dict[int | None, list[Reminder]] = defaultdict(list)
    for row in waiting:
        by_delivery[row.delivery_id].append(row)
    return {
        delivery.pk: _draft(delivery, by_delivery[delivery.pk], reasons, lines, now)
        for delivery in deliveries
    }


def _waiting(deliveries: Sequence[Delivery]) -> list[Reminder]:
    rows = Reminder.objects.filter(delivery__in=deliveries, state=ReminderState.QUEUED)
    return list(rows.select_related("rule__owner", "library", "recipient").order_by("pk"))


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
    reasons: Mapping[int, SkipReason],
    lines: Mapping[int, Line],
    now: datetime,
) -> Draft:
    dropped = {row.pk: reasons.get(row.pk, SkipReason.NOT_EXPECTED) for row in rows if row.pk not in lines}
    if _is_stale(delivery, now):
        dropped = {row.pk: SkipReason.TOO_LATE for row in rows}
    open_rows = [row for row in rows if row.pk not in dropped]
    if not open_rows or delivery.person is None:
        reason = next(iter(dropped.values()), SkipReason.NOT_EXPECTED)
        return Draft(None, reason, dropped)
    with translation.override(delivery.person.language):
        return Draft(_letter(delivery.person, open_rows, lines, now), dropped=dropped)


def _is_stale(delivery: Delivery, now: datetime) -> bool:
    # Counted from when it was to leave: what staff send again by hand is never too late.
    return standing(delivery.next_attempt_at, now, grace()) == "missed"


def _letter(person: Person, rows: Sequence[Reminder], lines: Mapping[int, Line], now: datetime) -> Letter:
    (digest,) = compose(_due(row, person, lines[row.pk]) for row in rows)
    library = rows[0].library
    today = today_in(library.time_zone, now=now)
    things = [_thing(line, today) for line in digest.lines]
    context: dict[str, Any] = {
        "subject": subject_line(digest.lines),
        "library": library,
        "person": person,
        "organization": person.organization,
        "things": things,
        "owner": rows[0].rule.owner.get_full_name(),
    }
    if len(things) == 1:
        context |= {"action_url": things[0]["url"], "action_label": things[0]["action"]}
    owners = dict.fromkeys(row.rule.owner.email for row in rows if row.rule.owner.is_active)
    return render_letter("digest", context, reply_to=tuple(owners))


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


def _thing(line: DigestLine, today: date) -> dict[str, Any]:
    return {
        "what": line.what,
        "title": line.title,
        "when": _when(line.due_on, today),
        "url": on_this_site(line.url),
        "action": line.action,
    }


def _when(due_on: date, today: date) -> str:
    day = f"{date_format(due_on, 'l')}, {date_format(due_on)}"
    if due_on == today:
        return _("%(day)s, today") % {"day": day}
    if due_on < today:
        return _("%(day)s, which has passed") % {"day": day}
    return day
