"""Minutes: written at the table, published as a version that stays, sent to who was not there, and read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from partners import audit
from partners.choices import MinutesState
from partners.days import today_in
from partners.domain.addressees import addressees
from partners.domain.deliveries import new_delivery
from partners.domain.links import Asked, action_secrets
from partners.domain.minutes_content import content_of
from partners.domain.versions import Stale, add_row
from partners.minutes import MINUTES, MINUTES_UNREAD, mark_of
from partners.models import AuditEvent, Delivery, Meeting, MinutesReceipt, MinutesVersion, Person, User

# Minutes save themselves every few words; the history names who wrote, not each pause in between.
_SITTING = timedelta(minutes=10)


@transaction.atomic
def keep_minutes(meeting: Meeting, *, by: User, now: datetime, seen: str, text: str) -> Meeting:
    """Store the draft if nobody else wrote since the text of the mark `seen`.

    The same text again changes nothing, so that what was sent twice is stored once. Raises `Stale`.
    """
    current = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if current.minutes == text:
        return current
    if mark_of(current.minutes) != seen:
        raise Stale(current)
    current.minutes = text
    if current.minutes_state == MinutesState.NONE:
        current.minutes_state = MinutesState.DRAFT
    Meeting.objects.filter(pk=current.pk).update(minutes=text, minutes_state=current.minutes_state)
    if not _wrote_lately(current, by, now):
        audit.record(by=by, action="minutes.written", subject=current)
    return current


@transaction.atomic
def publish_minutes(
    meeting: Meeting, *, by: User, now: datetime, seen: str, correction: str = ""
) -> MinutesVersion:
    """Freeze the draft with what was decided and taken on, as the next version.

    Raises `Stale` when somebody else wrote since `seen`, and `ValidationError`: for a meeting that has not
    begun or was cancelled, and for a correction that does not say what it corrects.
    """
    current = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if mark_of(current.minutes) != seen:
        raise Stale(current)
    if current.is_cancelled or current.starts_at > now:
        raise ValidationError(_("Minutes are published once the meeting has begun."))
    last = MinutesVersion.objects.filter(meeting=current).aggregate(last=Max("number"))["last"] or 0
    version = MinutesVersion(
        library_id=current.library_id,
        partnership_id=current.partnership_id,
        meeting=current,
        number=last + 1,
        text=current.minutes,
        content=content_of(current),
        correction=correction,
        published_at=now,
        published_by=by,
    )
    add_row(version, by=by, action="minutes.published")
    Meeting.objects.filter(pk=current.pk).update(
        minutes_state=MinutesState.PUBLISHED, minutes_published_at=now
    )
    return version


@transaction.atomic
def send_minutes(
    version: MinutesVersion, *, by: User, now: datetime, people: Sequence[Person]
) -> list[Delivery]:
    """Queue these minutes to those of the people who may get them and have not been sent them yet."""
    MinutesVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    known = {row.person_id: row for row in version.receipts.all()}
    today = today_in(version.library.time_zone, now=now)
    chosen = [
        one.person
        for one in addressees(people, on=today)
        if one.may_get_it and (one.person.pk not in known or known[one.person.pk].sent_at is None)
    ]
    deliveries = [_queue(version, person, known.get(person.pk), now=now) for person in chosen]
    if deliveries:
        changes = {"recipients": [None, len(deliveries)]}
        audit.record(by=by, action="minutes.sent", subject=version, changes=changes)
    return deliveries


@transaction.atomic
def read_minutes(receipt: MinutesReceipt, *, by: User | None, now: datetime) -> MinutesReceipt:
    """The person says by the link in their mail that they have read them; twice changes nothing."""
    current = MinutesReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    if current.read_at is None:
        current.read_at = now
        current.save(update_fields=["read_at"])
        audit.record(by=by, action="minutes.read", subject=current)
    return current


@transaction.atomic
def note_reading(version: MinutesVersion, *, people: Sequence[Person], by: User, now: datetime) -> None:
    """Somebody opened the minutes on the site: as whichever of these people they are."""
    known = {row.person_id: row for row in version.receipts.filter(person__in=people)}
    for person in people:
        receipt = known.get(person.pk)
        if receipt is None:
            receipt = _receipt(version, person)
            receipt.read_at = now
            add_row(receipt, by=by, action="minutes.read")
        else:
            read_minutes(receipt, by=by, now=now)


def _queue(
    version: MinutesVersion, person: Person, receipt: MinutesReceipt | None, *, now: datetime
) -> Delivery:
    delivery = new_delivery(
        MINUTES,
        library=version.library,
        to_email=person.email,
        language=person.language,
        person=person,
        now=now,
    )
    delivery.save()
    receipt = receipt or _receipt(version, person)
    receipt.delivery, receipt.sent_at = delivery, now
    receipt.full_clean()
    receipt.save()
    action_secrets([Asked(delivery, MINUTES_UNREAD, receipt.pk)], now=now)
    return delivery


def _receipt(version: MinutesVersion, person: Person) -> MinutesReceipt:
    return MinutesReceipt(
        library_id=version.library_id,
        partnership_id=version.partnership_id,
        organization_id=person.organization_id,
        minutes=version,
        person=person,
    )


def _wrote_lately(meeting: Meeting, by: User, now: datetime) -> bool:
    mine = AuditEvent.objects.filter(
        subject_type=meeting._meta.label_lower, subject_id=meeting.pk, action="minutes.written", actor=by
    )
    return mine.filter(at__gt=now - _SITTING).exists()
