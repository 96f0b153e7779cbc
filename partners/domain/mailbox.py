"""What people do from their mailbox, without signing in."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from partners import audit
from partners.choices import DeliveryState, LibraryRole, TaskKind
from partners.days import today_in
from partners.domain.deliveries import note_answer, queue_delivery
from partners.domain.invitations import invite_person, resend_invitation
from partners.domain.link_letters import line_of
from partners.domain.links import Asked, action_secrets, find_past_action, roles_by
from partners.domain.tasks import open_task
from partners.domain.tokens import find_past_token
from partners.models import Delivery, Invitation, LibraryMembership, MailLink, Person, Task, User

# Asking again and again does not fill a mailbox.
BETWEEN = timedelta(hours=1)
LINK = "link"


@transaction.atomic
def report_not_me(person: Person, *, words: str, now: datetime) -> Task:
    """Tell who looks after the organization that somebody gets what is not for them; stops nothing."""
    return _open_task(person, TaskKind.NOT_ME, words, now=now)


@transaction.atomic
def ask_for_pause(person: Person, *, words: str, now: datetime) -> Task:
    """Ask who looks after the organization for a pause; stops nothing."""
    return _open_task(person, TaskKind.PAUSE, words, now=now)


@transaction.atomic
def note_link_used(link: MailLink, *, by: User, now: datetime) -> None:
    """The mail of this link was answered by it."""
    audit.record(by=by, action="link.used", subject=link, acting_for=link.person.organization)
    if link.delivery is not None and link.delivery.state == DeliveryState.SENT:
        note_answer(link.delivery, by=by, now=now)


@transaction.atomic
def ask_new_link(secret: str, *, now: datetime) -> Delivery | None:
    """Send a link anew, to the address the old one went to; None when there is nothing to send."""
    link = find_past_action(secret, now=now)
    if link is None or link.delivery is None or link.person.email != link.delivery.to_email:
        return None
    Person.objects.select_for_update(no_key=True).get(pk=link.person_id)
    same = MailLink.objects.filter(person=link.person, source=link.source, subject_id=link.subject_id)
    asked = same.filter(delivery__kind=LINK, delivery__created_at__gt=now - BETWEEN)
    if asked.exists() or line_of(link) is None:
        return None
    delivery = queue_delivery(
        LINK,
        library=link.library,
        to_email=link.person.email,
        language=link.person.language,
        person=link.person,
        now=now,
    )
    action_secrets([Asked(delivery, link.source, link.subject_id or 0)], now=now)
    audit.record(by=link.person.user, action="link.asked_again", subject=link)
    return delivery


@transaction.atomic
def ask_new_invitation(secret: str, *, now: datetime) -> Invitation | None:
    """Invite again somebody whose invitation got too old, at the same address; None for any other link."""
    token = find_past_token("invitation", secret)
    if token is None or token.expires_at is None or token.expires_at > now:
        return None
    invitation = Invitation.objects.select_related("library", "invited_by", "person__library").get(
        token=token
    )
    if not _still_stands(invitation):
        return None
    try:
        again = resend_invitation(invitation, by=invitation.invited_by, now=now)
    except ValidationError:
        return None
    audit.record(by=None, action="invitation.asked_again", subject=again)
    return again


@transaction.atomic
def invite_by_link(link: MailLink, *, now: datetime) -> Invitation | None:
    """Invite the person of a link who has no account yet to the role they hold; None when it cannot be."""
    roles = roles_by(link, now=now)
    host = _host(link.person)
    if link.person.user_id is not None or not roles or host is None:
        return None
    recent = Invitation.objects.filter(person=link.person, created_at__gt=now - BETWEEN)
    if recent.exists():
        return recent.first()
    return invite_person(link.person, by=host, role=min(roles), now=now)


def _open_task(person: Person, kind: TaskKind, words: str, *, now: datetime) -> Task:
    owner = person.organization.owner
    return open_task(
        person.library,
        kind=kind,
        cause=f"{kind}:{person.pk}",
        due_on=today_in(person.library.time_zone, now=now),
        now=now,
        owner=owner if owner is not None and owner.is_active else None,
        organization=person.organization,
        person=person,
        data={"title": words},
    )


def _still_stands(invitation: Invitation) -> bool:
    """The same address, and whoever invited is still on the staff."""
    person = invitation.person
    if person is not None and person.email != invitation.email:
        return False
    roles = [LibraryRole.MANAGER] if person is None else [LibraryRole.MANAGER, LibraryRole.COORDINATOR]
    staff = LibraryMembership.objects.filter(library=invitation.library, role__in=roles)
    return staff.filter(user=invitation.invited_by, user__is_active=True).exists()


def _host(person: Person) -> User | None:
    """Who looks after the organization, else a manager."""
    owner = person.organization.owner
    if owner is not None and owner.is_active:
        return owner
    managers = LibraryMembership.objects.filter(library_id=person.library_id, role=LibraryRole.MANAGER)
    first = managers.filter(user__is_active=True).select_related("user").order_by("pk").first()
    return first.user if first else None
