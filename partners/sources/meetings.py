"""Meetings that come near, and invitations that nobody has answered, for the reminders."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from partners.choices import AccessRole, MeetingAnswer, SkipReason
from partners.domain.meeting_words import ANSWER, COMING
from partners.models import MeetingInvitation
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes


class _OfMeetings(Source):
    """Each invitation is a thing of its own: the day of its meeting, for the person who is asked."""

    audience = frozenset(AccessRole)
    is_on_by_default = True
    action_page = "meeting_answer"
    action: Any = ""

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        libraries, partnerships = split_scopes(scopes)
        rows = MeetingInvitation.objects.filter(Q(library__in=libraries) | Q(partnership__in=partnerships))
        rows = rows.filter(meeting__on__range=(since, until), meeting__cancelled_at=None, withdrawn_at=None)
        for row in self.asked(rows).select_related("meeting").order_by("pk"):
            yield DueItem(
                subject_id=row.pk,
                library_id=row.library_id,
                organization_id=row.organization_id,
                partnership_id=row.partnership_id,
                person_id=row.person_id,
                anchor_on=row.meeting.on,
                title=row.meeting.title,
            )

    def asked(self, rows: QuerySet[MeetingInvitation]) -> QuerySet[MeetingInvitation]:
        """Those that are reminded of; who never had access is told by the invitation alone."""
        return rows.filter(
            Q(person__accesses__isnull=False) | Q(organization__is_own=True, person__user__isnull=False)
        ).distinct()

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        rows = _invitations(reminders)
        return {row.id: self.why_not(rows.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        rows = _invitations(reminders)
        return {
            row.id: Line(
                title=rows[row.subject_id].meeting.title,
                due_on=rows[row.subject_id].meeting.on,
                url=rows[row.subject_id].meeting.get_absolute_url(),
                action=str(self.action),
            )
            for row in reminders
            if row.subject_id in rows
        }

    def why_not(self, row: MeetingInvitation | None, reminder: PlannedReminder) -> SkipReason | None:
        if row is None or row.library_id != reminder.library_id:
            return SkipReason.NOT_EXPECTED
        if row.withdrawn_at is not None:
            return SkipReason.NOT_INVITED
        if row.meeting.cancelled_at is not None:
            return SkipReason.MEETING_CANCELLED
        if row.meeting.on != reminder.anchor_on:
            return SkipReason.DUE_DAY_CHANGED
        return SkipReason.MEETING_OVER if row.meeting.starts_at <= timezone.now() else None


class MeetingComing(_OfMeetings):
    """The day of a meeting, for those who did not say no."""

    key = COMING
    place = 20
    label = gettext_lazy("Meeting")
    reminder_class = "obligation"
    default_offsets = (-2,)
    action = gettext_lazy("Look at the meeting")

    def asked(self, rows: QuerySet[MeetingInvitation]) -> QuerySet[MeetingInvitation]:
        return super().asked(rows).exclude(answer=MeetingAnswer.NO)

    def why_not(self, row: MeetingInvitation | None, reminder: PlannedReminder) -> SkipReason | None:
        reason = super().why_not(row, reminder)
        if reason is None and row is not None and row.answer == MeetingAnswer.NO:
            return SkipReason.NOT_EXPECTED
        return reason


class MeetingUnanswered(_OfMeetings):
    """A week before a meeting, for those who have not said whether they come."""

    key = ANSWER
    label = gettext_lazy("Answer to an invitation")
    reminder_class = "courtesy"
    default_offsets = (-7,)
    action = gettext_lazy("Say whether you come")

    def asked(self, rows: QuerySet[MeetingInvitation]) -> QuerySet[MeetingInvitation]:
        return super().asked(rows).filter(answer="")

    def why_not(self, row: MeetingInvitation | None, reminder: PlannedReminder) -> SkipReason | None:
        reason = super().why_not(row, reminder)
        return SkipReason.ANSWERED if reason is None and row is not None and row.answer else reason


def _invitations(reminders: Sequence[PlannedReminder]) -> dict[int, MeetingInvitation]:
    rows = MeetingInvitation.objects.select_related("meeting__library")
    return rows.in_bulk({row.subject_id for row in reminders})
