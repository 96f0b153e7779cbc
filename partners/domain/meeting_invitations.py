"""Who is asked to come to a meeting, and what they answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.access import Scope
from partners.choices import MeetingAnswer, SkipReason
from partners.days import today_in
from partners.domain.addressees import addressees
from partners.domain.meeting_mails import queue_mails
from partners.domain.meeting_words import CANCELLED, INVITATION
from partners.domain.versions import add_rows
from partners.models import (
    GroupPerson,
    Meeting,
    MeetingInvitation,
    Member,
    Organization,
    Person,
    User,
)

# They stand on the list, and somebody has to tell them another way.
WITHOUT_MAIL = (SkipReason.NO_ADDRESS, SkipReason.BOUNCED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be asked; with a reason, no mail reaches them or they are left out."""

    person: Person
    reason: SkipReason | None
    has_access: bool
    is_in_group: bool
    is_invited: bool

    @property
    def may_be_invited(self) -> bool:
        return self.reason is None or self.reason in WITHOUT_MAIL

    @property
    def gets_mail(self) -> bool:
        return self.reason is None


def candidates(meeting: Meeting, *, now: datetime) -> list[Candidate]:
    """The people of the organizations that are members on the day of the meeting, by organization."""
    people = list(_people_of_members(meeting))
    invited = set(
        MeetingInvitation.objects.filter(meeting=meeting, withdrawn_at=None).values_list(
            "person_id", flat=True
        )
    )
    grouped = set(
        GroupPerson.objects.filter(group=meeting.group_id)
        .current(on=meeting.on)
        .values_list("person_id", flat=True)
        if meeting.group_id
        else ()
    )
    today = today_in(meeting.library.time_zone, now=now)
    return [
        Candidate(
            one.person,
            # An invitation is no courtesy: who wants none of those gets it all the same.
            None if one.reason == SkipReason.OPTED_OUT else one.reason,
            one.has_access,
            one.person.pk in grouped,
            one.person.pk in invited,
        )
        for one in addressees(people, on=today)
    ]


def open_answers(user: User, *, scope: Scope, now: datetime) -> list[MeetingInvitation]:
    """What this person is asked to and has not answered, in all libraries, the nearest first."""
    rows = MeetingInvitation.objects.filter(
        person__user=user, organization__in=scope.organization_ids, withdrawn_at=None, answer=""
    )
    rows = rows.filter(meeting__starts_at__gt=now, meeting__cancelled_at=None)
    rows = rows.filter(partnership__in=scope.partnership_ids | scope.backbone_ids)
    return list(rows.select_related("meeting__library").order_by("meeting__starts_at", "pk"))


@transaction.atomic
def invite_people(
    meetings: Sequence[Meeting], *, by: User, now: datetime, people: Iterable[Person]
) -> list[MeetingInvitation]:
    """Ask these people to each of the meetings, those who are not asked yet; the same again asks nobody.

    Raises `ValidationError` for a meeting that was called off or has begun.
    """
    wanted = {person.pk: person for person in people}
    found: list[MeetingInvitation] = []
    for meeting in (
        Meeting.objects.select_for_update(of=("self",))
        .filter(pk__in=[row.pk for row in meetings])
        .select_related("library")
    ):
        _refuse_over(meeting, now)
        fitting = {one.person.pk for one in candidates(meeting, now=now) if one.may_be_invited}
        found += _invite(meeting, [wanted[pk] for pk in wanted if pk in fitting], by=by, now=now)
    queue_mails(INVITATION, found, now=now)
    return found


@transaction.atomic
def withdraw_invitation(invitation: MeetingInvitation, *, by: User, now: datetime) -> MeetingInvitation:
    """They need not come; the mail takes the entry out of their calendar. Twice changes nothing."""
    row = _locked(invitation)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.version = now, row.version + 1
        row.save(update_fields=["withdrawn_at", "version"])
        audit.record(by=by, action="meeting_invitation.withdrawn", subject=row)
        if row.meeting.starts_at > now and not row.meeting.is_cancelled:
            queue_mails(CANCELLED, [row], now=now)
    return row


@transaction.atomic
def answer_invitation(
    invitation: MeetingInvitation,
    *,
    by: User | None,
    now: datetime,
    answer: str,
    comment: str = "",
    acting_for: Organization | None = None,
) -> MeetingInvitation:
    """Say whether they come; the last answer before the meeting stands. `by` is empty for one by link.

    Raises `ValidationError` once the meeting has begun, was called off, or the person need not come.
    """
    row = _locked(invitation)
    _refuse_over(row.meeting, now)
    if row.withdrawn_at is not None:
        raise ValidationError(_("This invitation was withdrawn."))
    if answer not in MeetingAnswer.values:
        raise ValidationError({"answer": _("Choose one of the answers.")})
    before = [row.answer, row.comment]
    row.answer, row.comment, row.answered_at, row.answered_by = answer, comment, now, by
    row.version += 1
    row.full_clean()
    row.save(update_fields=["answer", "comment", "answered_at", "answered_by", "version"])
    audit.record(
        by=by,
        action="meeting_invitation.answered",
        subject=row,
        changes={"answer": [before[0], answer], "comment": [before[1], comment]},
        acting_for=acting_for,
    )
    return row


def _people_of_members(meeting: Meeting) -> QuerySet[Person]:
    members = Member.objects.filter(partnership_id=meeting.partnership_id).active(on=meeting.on)
    rows = Person.objects.filter(library_id=meeting.library_id, organization__archived_at=None).present()
    own = Organization.objects.filter(library_id=meeting.library_id, is_own=True)
    organizations = [
        *members.order_by().values_list("organization_id", flat=True),
        *own.values_list("pk", flat=True),
    ]
    rows = rows.filter(organization__in=organizations).select_related("organization__owner", "user")
    return rows.order_by("organization__name_key", "organization_id", "name_key", "pk")


def _invite(
    meeting: Meeting, people: Sequence[Person], *, by: User, now: datetime
) -> list[MeetingInvitation]:
    known = {row.person_id: row for row in MeetingInvitation.objects.filter(meeting=meeting)}
    again = [known[person.pk] for person in people if person.pk in known]
    again = [row for row in again if row.withdrawn_at is not None]
    MeetingInvitation.objects.filter(pk__in=[row.pk for row in again]).update(
        withdrawn_at=None, invited_at=now, answer="", answered_at=None, answered_by=None
    )
    audit.record_all(by=by, action="meeting_invitation.sent", subjects=again)
    new = [
        MeetingInvitation(
            library=meeting.library,
            partnership_id=meeting.partnership_id,
            meeting=meeting,
            organization_id=person.organization_id,
            person=person,
            invited_at=now,
        )
        for person in people
        if person.pk not in known
    ]
    added = add_rows(new, by=by, action="meeting_invitation.sent")
    rows = MeetingInvitation.objects.filter(pk__in=[row.pk for row in [*again, *added]])
    return list(rows.select_related("person", "library", "meeting").order_by("pk"))


def _locked(invitation: MeetingInvitation) -> MeetingInvitation:
    rows = MeetingInvitation.objects.select_for_update(of=("self",))
    return rows.select_related("meeting__library", "library", "person").get(pk=invitation.pk)


def _refuse_over(meeting: Meeting, now: datetime) -> None:
    if meeting.is_cancelled:
        raise ValidationError(_("This meeting was cancelled."))
    if meeting.starts_at <= now:
        raise ValidationError(_("This meeting has begun."))
