"""Invitations that nobody has answered, for the reminders."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from partners.choices import AccessRole, SkipReason
from partners.days import today_in
from partners.models import Invitation
from partners.reminders.sources import DueItem, Line, PlannedReminder, RuleScope, Source, split_scopes

ONE_DAY = timedelta(days=1)


class InvitationUnanswered(Source):
    """The last day on which an invitation can be accepted; for whoever of the staff invited."""

    key = "invitation_unanswered"
    label = gettext_lazy("Invitation unanswered")
    reminder_class = "courtesy"
    default_offsets = (-4,)
    audience: frozenset[AccessRole] = frozenset()
    scope = "library"
    is_on_by_default = True

    def due_items(self, scopes: Sequence[RuleScope], *, since: date, until: date) -> Iterable[DueItem]:
        libraries, _partnerships = split_scopes(scopes)
        # A day more on both sides: which day it is depends on the library's zone.
        near = (_midnight(since - ONE_DAY), _midnight(until + 2 * ONE_DAY))
        rows = _waiting(Invitation.objects.filter(library__in=libraries, token__expires_at__range=near))
        for invitation in rows:
            due_on = last_day(invitation)
            if since <= due_on <= until and invitation.person is not None:
                yield DueItem(
                    subject_id=invitation.pk,
                    library_id=invitation.library_id,
                    organization_id=invitation.person.organization_id,
                    anchor_on=due_on,
                    title=_title(invitation),
                    owner_id=invitation.invited_by_id,
                )

    def still_open(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, SkipReason | None]:
        rows = _invitations(reminders)
        return {row.id: _why_not(rows.get(row.subject_id), row) for row in reminders}

    def lines(self, reminders: Sequence[PlannedReminder]) -> Mapping[int, Line]:
        rows = _invitations(reminders)
        return {
            row.id: Line(
                title=_title(rows[row.subject_id]),
                due_on=row.anchor_on,
                url=_page(rows[row.subject_id]),
                action=gettext("Call, or invite again"),
            )
            for row in reminders
            if row.subject_id in rows
        }


def last_day(invitation: Invitation) -> date:
    """The library's day on which the link ends."""
    ends_at = invitation.token.expires_at or invitation.created_at
    return today_in(invitation.library.time_zone, now=ends_at)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo("UTC"))


def _waiting(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    # Staff see who of their own has not answered on the staff's page; partners are what gets forgotten.
    waiting = rows.filter(accepted_by=None, person__isnull=False, token__revoked_at=None)
    return waiting.select_related("library", "token", "person__organization")


def _invitations(reminders: Sequence[PlannedReminder]) -> dict[int, Invitation]:
    return _waiting(Invitation.objects.all()).in_bulk({row.subject_id for row in reminders})


def _why_not(invitation: Invitation | None, reminder: PlannedReminder) -> SkipReason | None:
    if invitation is None or invitation.library_id != reminder.library_id:
        return SkipReason.INVITATION_OVER
    return None if last_day(invitation) == reminder.anchor_on else SkipReason.DUE_DAY_CHANGED


def _title(invitation: Invitation) -> str:
    person = invitation.person
    return f"{person.name} ({person.organization.name})" if person else invitation.email


def _page(invitation: Invitation) -> str:
    organization_id = invitation.person.organization_id if invitation.person else 0
    return reverse("organization", args=[invitation.library.slug, organization_id])
