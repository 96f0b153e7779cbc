"""Reminders that left or did not leave in the last half-year, in every state that one can end in.

The planner makes what is ahead; what is behind is written as planner and sender leave it.
"""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import override

from measurements.models import Report
from partners.choices import DeliveryState, ReminderState, SkipReason
from partners.domain.deliveries import new_delivery
from partners.domain.obstacles import as_planned
from partners.domain.postponing import DIGEST
from partners.domain.reminders import set_rule
from partners.domain.stops import pause_reminders
from partners.models import Delivery, Person, Reminder, ReminderRule
from partners.reminders.digest import DigestLine, subject_line
from partners.reminders.schedule import Calendar, occurrence
from partners.reminders.sources import Line, Source, registry
from partnerships.demo.stories.beginning import Told
from partnerships.demo.stories.days import NINE, OFFSETS
from partnerships.demo.stories.directory import MAPLE, OAK_HILL, PARISH, WORKFORCE
from partnerships.demo.stories.people import Neighbor

SOURCE = "report_due"
ESCALATE_AFTER = 2


@dataclass(frozen=True)
class Past:
    """One reminder that is over: of which report, how far from its due day, and what became of it."""

    neighbor: Neighbor
    periods_ago: int
    offset: int
    state: str
    reason: str = ""
    error: str = ""


PAST = (
    Past(MAPLE, 1, -10, ReminderState.SENT),
    Past(MAPLE, 1, -2, ReminderState.SKIPPED, SkipReason.ALREADY_REPORTED),
    Past(OAK_HILL, 1, -10, ReminderState.SENT),
    Past(OAK_HILL, 1, -2, ReminderState.SKIPPED, SkipReason.ALREADY_REPORTED),
    Past(PARISH, 1, -10, ReminderState.SENT),
    Past(PARISH, 1, -2, ReminderState.SENT),
    Past(PARISH, 1, 1, ReminderState.SKIPPED, SkipReason.CALL_INSTEAD),
    Past(WORKFORCE, 1, -10, ReminderState.FAILED, error="550 5.2.2 The mailbox is full."),
    Past(WORKFORCE, 1, -2, ReminderState.MISSED),
)


def remind(told: Told) -> None:
    """Remind of reports, and write down what came of it so far."""
    cast, days = told.cast, told.days
    rule = set_rule(
        told.partnership,
        by=cast.manager,
        # As if made a few days ago, so that on a Sunday last Friday's reminder is still owed.
        now=days.now - timedelta(days=3),
        source=SOURCE,
        offsets=list(OFFSETS),
        send_at=NINE,
        is_active=True,
        escalate_after=ESCALATE_AFTER,
    )
    ReminderRule.objects.filter(pk=rule.pk).update(starts_on=days.period(days.last - 3))
    rows = [_row(told, rule, past) for past in PAST]
    mails = [row.delivery for row in rows if row.delivery is not None]
    Delivery.objects.bulk_create(mails)
    Reminder.objects.bulk_create(rows)
    _entitle(rows)


def _row(told: Told, rule: ReminderRule, past: Past) -> Reminder:
    """A reminder that is over, with its mail if one was made."""
    days, library = told.days, told.cast.library
    period = days.last - past.periods_ago
    report = Report.objects.get(member=told.member(past.neighbor), period__starts_on=days.period(period))
    due_on = days.due_on(period)
    sent_at = occurrence(due_on, past.offset, Calendar(ZoneInfo(library.time_zone)), NINE).send_at
    row = Reminder(
        library=library,
        partnership=told.partnership,
        organization_id=report.organization_id,
        rule=rule,
        subject_id=report.pk,
        recipient=told.cast.person(past.neighbor),
        anchor_on=due_on,
        offset_days=past.offset,
        send_at=sent_at,
        state=past.state,
        reason=past.reason,
        settled_at=sent_at,
    )
    if past.state in {ReminderState.SENT, ReminderState.FAILED} and row.recipient:
        row.delivery = _mail(row, row.recipient, error=past.error)
    return row


def _mail(row: Reminder, person: Person, *, error: str) -> Delivery:
    mail = new_delivery(
        DIGEST,
        library=row.library,
        to_email=person.email,
        language=person.language,
        now=row.send_at,
        person=person,
    )
    mail.state = DeliveryState.FAILED if error else DeliveryState.SENT
    mail.error, mail.attempts = error, 1
    mail.accepted_at = None if error else row.send_at
    return mail


def _entitle(rows: list[Reminder]) -> None:
    """Give the mails the subject that the sender would have written."""
    source = registry.get(SOURCE)
    lines = source.lines([as_planned(row) for row in rows])
    mails = [row.delivery for row in rows if row.delivery is not None]
    for row in rows:
        if row.delivery is not None:
            with override(row.delivery.language):
                row.delivery.subject = subject_line([_digest_line(source, lines[row.pk])])
    Delivery.objects.bulk_update(mails, ["subject"])


def _digest_line(source: Source, line: Line) -> DigestLine:
    return DigestLine(str(source.label), line.title, line.due_on, "", "", ())


def pause(told: Told) -> None:
    """Somebody who is away hears nothing until she is back."""
    days = told.days
    pause_reminders(
        told.cast.person(WORKFORCE),
        source=SOURCE,
        by=told.cast.colleague,
        now=days.now,
        until=days.today + timedelta(days=16),
        reason="Lena is on leave; her colleague hands in the report.",
    )
