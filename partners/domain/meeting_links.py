"""Answering an invitation from the mail, without signing in: one person, one meeting, until it begins."""

from datetime import datetime

from django.db import transaction

from partners.days import today_in
from partners.domain.links import find_open_link
from partners.domain.mailbox import note_link_used
from partners.domain.meeting_invitations import answer_invitation
from partners.domain.meeting_words import ANSWER, COMING
from partners.models import Access, MailLink, MeetingInvitation, Member


def find_invitation(secret: str, *, now: datetime) -> tuple[MailLink, MeetingInvitation] | None:
    """The link and what it asks, while it may be answered; anything else looks alike: None."""
    link = find_open_link(secret, now=now)
    if link is None or link.source not in {ANSWER, COMING}:
        return None
    rows = MeetingInvitation.objects.filter(
        pk=link.subject_id or 0, person=link.person_id, library=link.library_id, withdrawn_at=None
    )
    row = rows.select_related("meeting__partnership", "meeting__library", "organization", "person").first()
    if row is None or row.meeting.is_cancelled or row.meeting.starts_at <= now:
        return None
    return (link, row) if _may_still_come(row, now=now) else None


@transaction.atomic
def answer_by_link(
    link: MailLink, invitation: MeetingInvitation, *, now: datetime, answer: str, comment: str
):
    """Keep the answer of the person whose link it is. Raises `ValidationError`."""
    by = link.person.user
    row = answer_invitation(
        invitation, by=by, now=now, answer=answer, comment=comment, acting_for=link.person.organization
    )
    if by is not None:
        note_link_used(link, by=by, now=now)
    return row


def _may_still_come(row: MeetingInvitation, *, now: datetime) -> bool:
    """Still there and, if they were ever given access, with some left; the organization still a member."""
    person = row.person
    if person.left_on is not None or (person.user is not None and not person.user.is_active):
        return False
    today = today_in(row.meeting.library.time_zone, now=now)
    accesses = Access.objects.filter(person=person)
    if accesses.exists() and not accesses.current(on=today).exists():
        return False
    if row.organization.is_own:
        return True
    members = Member.objects.filter(partnership=row.partnership_id, organization=row.organization_id)
    return members.current(on=today).exists()
