"""Mail that came back: written down, and no more sent to an address that does not work."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.choices import BounceKind, DeliveryState, LibraryRole, TaskKind
from partners.days import today_in
from partners.domain.notices import notify_all, settle_notices
from partners.domain.tasks import finish_task, open_task
from partners.domain.versions import add_row
from partners.models import Bounce, Delivery, LibraryMembership, Person, Task, User
from partners.notices import ADDRESS_BOUNCES

LONGEST_REASON = 300
# So many soft bounces within so many days count as a hard one.
SOFT_LIMIT = 3
SOFT_DAYS = timedelta(days=7)
# A report without a Message-ID of ours is about a mail that left not long before.
RECENT = timedelta(days=14)


@transaction.atomic
def record_bounce(
    delivery: Delivery, *, kind: BounceKind, reason: str, now: datetime, event: str = ""
) -> Bounce | None:
    """Write down that a mail came back; a second report of the same event returns None.

    Only the library of the mail is concerned, whoever else has the address.
    """
    Delivery.objects.select_for_update(of=("self",), no_key=True).get(pk=delivery.pk)
    bounces = Bounce.objects.filter(library_id=delivery.library_id)
    if event and bounces.filter(event=event).exists():
        return None
    bounce = Bounce(
        library_id=delivery.library_id,
        person=delivery.person,
        delivery=delivery,
        email=delivery.to_email,
        kind=kind,
        reason=_on_one_line(reason),
        at=now,
        event=event,
    )
    add_row(bounce, by=None, action="bounce.recorded")
    if kind != BounceKind.SOFT or _is_enough(bounce):
        _stop_mail(bounce, by=None, now=now)
    return bounce


@transaction.atomic
def note_bounce(person: Person, *, by: User, reason: str, now: datetime) -> Bounce:
    """Staff know that the address does not work. Raises `ValidationError` where there is none."""
    if not person.email:
        raise ValidationError(_("There is no address that could bounce."))
    bounce = Bounce(
        library_id=person.library_id,
        person=person,
        email=person.email,
        kind=BounceKind.NOTED,
        reason=_on_one_line(reason),
        at=now,
        noted_by=by,
    )
    add_row(bounce, by=by, action="bounce.noted")
    _stop_mail(bounce, by=by, now=now)
    return bounce


@transaction.atomic
def clear_bounce(person: Person, *, by: User, now: datetime) -> Person:
    """The address works again: mail to it leaves as before."""
    current = Person.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    before = current.bouncing_email
    if before:
        people = Person.objects.filter(library_id=current.library_id, bouncing_email=before)
        keys = list(people.values_list("pk", flat=True))
        people.update(bouncing_email="", bounced_at=None, bounce_reason="")
        audit.record(
            by=by, action="bounce.cleared", subject=current, changes={"bouncing_email": [before, ""]}
        )
        _settle(current, keys, by=by, now=now)
    current.refresh_from_db()
    return current


@transaction.atomic
def settle_changed_address(person: Person, *, by: User, now: datetime) -> None:
    """Another address is not meant by the bounce: the task to find one is done."""
    if person.bouncing_email and person.email and not person.is_bouncing:
        _settle(person, [person.pk], by=by, now=now)


def find_bounced_mail(*, message_ids: list[str], email: str, now: datetime) -> Delivery | None:
    """The mail that a report is about: by its Message-ID, else the newest sent to the address of late.

    A Message-ID that is known but went to another address says nothing.
    """
    known = [f"<{text.strip('<> ')}>" for text in message_ids if text]
    by_id = Delivery.objects.filter(message_id__in=known).select_related("person").first()
    if by_id is not None:
        return by_id if not email or by_id.to_email.lower() == email.lower() else None
    if not email:
        return None
    sent = Delivery.objects.filter(
        to_email__in={email, email.lower()}, state=DeliveryState.SENT, created_at__gte=now - RECENT
    )
    return sent.select_related("person").order_by("-created_at", "-pk").first()


def _is_enough(bounce: Bounce) -> bool:
    recent = Bounce.objects.filter(
        library_id=bounce.library_id,
        email=bounce.email,
        kind=BounceKind.SOFT,
        at__gt=bounce.at - SOFT_DAYS,
    )
    # One mail that is tried again and again is one.
    return recent.order_by().values("delivery").distinct().count() >= SOFT_LIMIT


def _stop_mail(bounce: Bounce, *, by: User | None, now: datetime) -> None:
    """Everybody in the library with this very address gets no more mail, and their owners hear of it."""
    people = Person.objects.filter(library_id=bounce.library_id, email=bounce.email)
    for person in people.select_related("organization__owner", "library").order_by("pk"):
        if person.is_bouncing:
            continue
        Person.objects.filter(pk=person.pk).update(
            bouncing_email=bounce.email, bounced_at=now, bounce_reason=bounce.reason
        )
        audit.record(
            by=by,
            action="bounce.stopped_mail",
            subject=person,
            changes={"bouncing_email": ["", bounce.email]},
        )
        _warn(person, by=by, now=now)


def _warn(person: Person, *, by: User | None, now: datetime) -> None:
    owner = person.organization.owner
    owner = owner if owner is not None and owner.is_active else None
    open_task(
        person.library,
        kind=TaskKind.BOUNCE,
        cause=_cause(person.pk),
        due_on=today_in(person.library.time_zone, now=now),
        now=now,
        owner=owner,
        organization=person.organization,
        person=person,
    )
    told = [owner] if owner else _managers(person)
    notify_all(told, library=person.library, kind=ADDRESS_BOUNCES, about=person, now=now, by=by)


def _managers(person: Person) -> list[User]:
    staff = LibraryMembership.objects.filter(library_id=person.library_id, role=LibraryRole.MANAGER)
    return [membership.user for membership in staff.select_related("user")]


def _settle(person: Person, keys: list[int], *, by: User, now: datetime) -> None:
    causes = [_cause(pk) for pk in keys]
    for task in Task.objects.filter(library_id=person.library_id, cause__in=causes, done_at=None):
        finish_task(task, by=by, now=now)
    for other in Person.objects.filter(pk__in=keys).select_related("library"):
        settle_notices(other.library, kind=ADDRESS_BOUNCES, about=other, now=now)


def _cause(person_id: int) -> str:
    return f"bounce:{person_id}"


def _on_one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST_REASON]
