"""Which mails a meeting makes: queued as rows here, written when they leave."""

from collections.abc import Iterable
from datetime import datetime

from partners.choices import DeliveryState
from partners.domain.deliveries import new_delivery
from partners.domain.meeting_words import CANCELLED, CHANGE
from partners.models import Delivery, Meeting, MeetingInvitation


def tell_of_change(meeting: Meeting, *, now: datetime) -> list[Delivery]:
    """Send the new entry to everybody who is invited."""
    return queue_mails(CHANGE, _invited(meeting), now=now)


def tell_of_cancellation(meeting: Meeting, *, now: datetime) -> list[Delivery]:
    """Take the meeting out of the calendars of everybody who is invited."""
    return queue_mails(CANCELLED, _invited(meeting), now=now)


def queue_mails(kind: str, invitations: Iterable[MeetingInvitation], *, now: datetime) -> list[Delivery]:
    """A mail to each of them that can get one; one that still waits is not doubled."""
    invitations = [row for row in invitations if row.person.email and not row.person.is_bouncing]
    waiting = set(
        Delivery.objects.filter(
            meeting__in={row.meeting_id for row in invitations}, kind=kind, state=DeliveryState.QUEUED
        ).values_list("meeting_id", "person_id")
    )
    rows = [
        _delivery(kind, row, now=now) for row in invitations if (row.meeting_id, row.person_id) not in waiting
    ]
    return Delivery.objects.bulk_create(rows)


def _invited(meeting: Meeting) -> list[MeetingInvitation]:
    rows = MeetingInvitation.objects.filter(meeting=meeting, withdrawn_at=None)
    return list(rows.select_related("person", "library").order_by("pk"))


def _delivery(kind: str, row: MeetingInvitation, *, now: datetime) -> Delivery:
    delivery = new_delivery(
        kind,
        library=row.library,
        to_email=row.person.email,
        language=row.person.language,
        person=row.person,
        now=now,
    )
    delivery.meeting_id = row.meeting_id
    return delivery
