"""Mails that nobody answered: counted from what was sent, and foreseen for a preview."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from partners.choices import ReminderState
from partners.domain.closures import closed_days
from partners.models import ContactEntry, Reminder, ReminderRule, Task
from partners.reminders.schedule import Calendar, local_day, sending_day

# An answer may take so many working days.
PATIENCE = 3
LOOK_BACK = timedelta(days=200)
# Library, source, subject, due day.
Occasion = tuple[int, str, int, date]
Step = Literal["mail", "last", "call"]


@dataclass(slots=True)
class Silence:
    """What was sent about one thing: the day by offset, and the last day on which somebody answered."""

    calendar: Calendar
    anchor_on: date
    sent_on: dict[int, date] = field(default_factory=dict)
    answered_on: date = date.min

    def unanswered(self, *, on: date) -> int:
        """Count the mails since the due day and the last answer to which enough days brought none."""
        return sum(
            day >= self.anchor_on
            and day > self.answered_on
            and self.calendar.working_days_after(day, PATIENCE) <= on
            for day in self.sent_on.values()
        )

    def step(self, offset_days: int, *, rule: ReminderRule, on: date) -> Step:
        """Say what an offset from the due day on brings: a mail, the last one before a call, or the call."""
        count, limit = self.unanswered(on=on), rule.escalate_after or 0
        if not limit or offset_days < 0:
            return "mail"
        if count >= limit:
            return "call"
        return "last" if count + 1 == limit or offset_days == max(rule.offsets) else "mail"

    def foresee(self, rule: ReminderRule, *, today: date) -> dict[int, Step]:
        """Return by offset what comes if nobody answers from today on."""
        found: dict[int, Step] = {}
        sent_on = dict(self.sent_on)
        ahead = Silence(self.calendar, self.anchor_on, sent_on, self.answered_on)
        for offset_days in sorted(set(rule.offsets) - set(self.sent_on)):
            send_on = sending_day(self.anchor_on, offset_days, self.calendar)
            if send_on >= today:
                found[offset_days] = ahead.step(offset_days, rule=rule, on=send_on)
                if found[offset_days] != "call":
                    sent_on[offset_days] = send_on
        return found


def silences(
    things: Mapping[Occasion, int], *, zones: Mapping[int, str], now: datetime
) -> dict[Occasion, Silence]:
    """Read what was sent and answered about things, given as occasions with their organization.

    Answers are what staff noted at a mail, a call task marked as done, and any talk with the organization.
    The zones are those of the libraries.
    """
    calendars = _calendars(zones, now=now)
    found = {thing: Silence(calendars[thing[0]], thing[3]) for thing in things}
    for row in _sent(things):
        silence = found.get((row.library_id, row.rule.source, row.subject_id, row.anchor_on))
        if silence is not None:
            day = local_day(row.settled_at or row.send_at, silence.calendar.zone)
            # Two people reminded on one day are one mail.
            silence.sent_on[row.offset_days] = day
            if row.delivery is not None and row.delivery.answered_at is not None:
                silence.answered_on = max(silence.answered_on, day)
    if not any(silence.sent_on for silence in found.values()):
        # What was not sent yet needs no answer.
        return found
    talks, calls = _talks(things.values(), now=now), _calls(things)
    for thing, silence in found.items():
        for moment in [*talks[things[thing]], *calls[call_cause(thing)]]:
            day = local_day(moment, silence.calendar.zone)
            silence.answered_on = max(silence.answered_on, day)
    return found


def call_cause(thing: Occasion) -> str:
    """What a call task is opened for, once."""
    _library, source, subject_id, anchor_on = thing
    return f"call:{source}:{subject_id}:{anchor_on}"


def _sent(things: Collection[Occasion]) -> Iterable[Reminder]:
    rules = ReminderRule.objects.filter(
        library__in={library for library, *_rest in things}, source__in={source for _l, source, *_r in things}
    )
    return Reminder.objects.filter(
        rule__in=rules,
        subject_id__in={subject for _l, _s, subject, _day in things},
        anchor_on__in={anchor_on for *_rest, anchor_on in things},
        state=ReminderState.SENT,
    ).select_related("rule", "delivery")


def _talks(organization_ids: Iterable[int], *, now: datetime) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    rows = ContactEntry.objects.two_way().filter(organization__in=set(organization_ids))
    for organization_id, at in rows.filter(at__gte=now - LOOK_BACK).values_list("organization_id", "at"):
        found[organization_id].append(at)
    return found


def _calls(things: Iterable[Occasion]) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = defaultdict(list)
    causes = {call_cause(thing): thing[0] for thing in things}
    done = Task.objects.filter(cause__in=causes, library__in=set(causes.values()), done_at__isnull=False)
    for cause, done_at in done.values_list("cause", "done_at"):
        if done_at is not None:
            found[cause].append(done_at)
    return found


def _calendars(zones: Mapping[int, str], *, now: datetime) -> dict[int, Calendar]:
    closed = closed_days(zones, since=(now - LOOK_BACK).date())
    return {pk: Calendar(ZoneInfo(zone), closed[pk]) for pk, zone in zones.items()}
