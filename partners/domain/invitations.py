"""Inviting people to sign in, and what happens when they accept."""

from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.choices import DeliveryState, TokenKind
from partners.days import today_in
from partners.domain.deliveries import queue_delivery
from partners.domain.notices import notify
from partners.domain.people import grant_access
from partners.domain.staffing import own_person
from partners.domain.tokens import find_token, make_token, revoke_token
from partners.domain.versions import add_row
from partners.models import Invitation, Library, LibraryMembership, Person, Token, User
from partners.notices import INVITATION_ACCEPTED, STAFF_JOINED


@transaction.atomic
def invite_staff(library: Library, *, by: User, email: str, role: str, now: datetime) -> Invitation:
    """Invite somebody to the library's staff; an older invitation to the same address is void."""
    email = email.lower()
    if LibraryMembership.objects.filter(library=library, user__email=email).exists():
        raise ValidationError({"email": _("This person is on the library's staff already.")})
    open_ones = Invitation.objects.filter(library=library, email=email, person=None)
    return _invite(
        library, by=by, now=now, replacing=open_ones, email=email, staff_role=role, language=library.language
    )


@transaction.atomic
def invite_person(
    person: Person, *, by: User, role: str, now: datetime, until: date | None = None
) -> Invitation:
    """Invite a partner's person to act for the organization; an older invitation of theirs is void."""
    if until is not None and until < today_in(person.library.time_zone, now=now):
        raise ValidationError({"until": _("Choose a day from today on.")})
    if person.left_on is not None:
        raise ValidationError(_("%(name)s has left the organization.") % {"name": person.name})
    if not person.email:
        raise ValidationError(_("Give this person an e-mail address first."))
    return _invite(
        person.library,
        by=by,
        now=now,
        replacing=Invitation.objects.filter(person=person),
        email=person.email,
        person=person,
        access_role=role,
        access_until=until,
        language=person.language,
    )


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: User, now: datetime) -> Invitation:
    """Invite the same person to the same again; the older link is void. Raises `ValidationError`."""
    if invitation.accepted_by_id is not None:
        raise ValidationError(_("This invitation has been accepted already."))
    if invitation.person is not None:
        role, until = invitation.access_role, invitation.access_until
        return invite_person(invitation.person, by=by, role=role, now=now, until=until)
    return invite_staff(
        invitation.library, by=by, email=invitation.email, role=invitation.staff_role, now=now
    )


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User, now: datetime) -> None:
    """Make an invitation's link useless."""
    token = Token.objects.select_for_update().get(pk=invitation.token_id)
    if token.used_at is not None:
        raise ValidationError(_("This invitation has been accepted already."))
    revoke_token(invitation.token, now=now)
    audit.record(by=by, action="invitation.withdrawn", subject=invitation)


def find_invitation(secret: str, *, now: datetime) -> Invitation | None:
    """The invitation that a link opens, if it may still be accepted."""
    token = find_token(TokenKind.INVITATION, secret, now=now)
    if token is None:
        return None
    related = ("library", "person__organization", "invited_by", "token")
    return Invitation.objects.select_related(*related).get(token=token)


def has_account(invitation: Invitation) -> bool:
    """Whether somebody signs in with the invited address."""
    return User.objects.filter(email=invitation.email.lower()).exists()


@transaction.atomic
def join_by_invitation(invitation: Invitation, *, name: str, password: str, now: datetime) -> User:
    """Make the account of somebody who has none, and accept for them. Raises `ValidationError`."""
    user = make_invited_user(invitation, name=name, password=password)
    accept_invitation(invitation, by=user, now=now)
    return user


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User, now: datetime) -> Invitation:
    """Give the user what the invitation promised. Raises `ValidationError` if it is over or not theirs."""
    token = Token.objects.select_for_update().get(pk=invitation.token_id)
    if not is_open(token, now=now):
        raise ValidationError(_("This invitation has been used or is no longer valid."), code="over")
    if by.email != invitation.email.lower():
        raise ValidationError(_("This invitation is for another e-mail address."), code="other_address")
    if invitation.person is not None:
        _link_person(invitation, invitation.person, by=by, now=now)
    elif not LibraryMembership.objects.filter(library_id=invitation.library_id, user=by).exists():
        membership = LibraryMembership(library=invitation.library, user=by, role=invitation.staff_role)
        add_row(membership, by=by, action="staff.joined")
        own_person(invitation.library, by)
    token.used_at = now
    token.save(update_fields=["used_at"])
    invitation.accepted_by = by
    invitation.save(update_fields=["accepted_by"])
    audit.record(by=by, action="invitation.accepted", subject=invitation)
    _tell_inviter(invitation, by=by, now=now)
    return invitation


def is_open(token: Token, *, now: datetime) -> bool:
    """Neither used nor withdrawn nor too old."""
    return token.used_at is None and token.revoked_at is None and not _is_past(token.expires_at, now)


@transaction.atomic
def make_invited_user(invitation: Invitation, *, name: str, password: str) -> User:
    """The account of an invited person who has none yet. The link has proved the address."""
    user = User(email=invitation.email.lower(), name=name, language=invitation.language)
    user.set_password(password)
    add_row(user, by=None, action="user.joined")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _is_past(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def _tell_inviter(invitation: Invitation, *, by: User, now: datetime) -> None:
    organization = invitation.person.organization if invitation.person else None
    notify(
        invitation.invited_by,
        library=invitation.library,
        kind=INVITATION_ACCEPTED if organization else STAFF_JOINED,
        about=organization or by,
        now=now,
        by=by,
        # A new colleague's name stands in their account, not here.
        words={} if organization else {"name": ""},
    )


def _link_person(invitation: Invitation, invited: Person, *, by: User, now: datetime) -> None:
    person = Person.objects.select_for_update().get(pk=invited.pk)
    if person.user_id not in (None, by.pk):
        raise ValidationError(_("Another account acts for this person already."), code="taken")
    if person.user_id is None:
        person.user = by
        person.full_clean()
        person.save(update_fields=["user"])
        audit.record(by=by, action="person.linked", subject=person, changes={"user": [None, by]})
    today = today_in(invitation.library.time_zone, now=now)
    until = invitation.access_until
    if until is not None and until < today:
        raise ValidationError(_("This access has ended. Ask the library for a new invitation."), code="over")
    grant_access(person, by=by, role=invitation.access_role, on=today, until=until)


def _invite(library: Library, *, by: User, now: datetime, replacing, email: str, **fields) -> Invitation:
    for old in replacing.filter(token__used_at=None, token__revoked_at=None).select_related("token"):
        revoke_token(old.token, now=now)
        old.deliveries.filter(state=DeliveryState.QUEUED).update(next_attempt_at=now)
    expires_at = now + timedelta(days=settings.INVITATION_DAYS)
    token = make_token(TokenKind.INVITATION, library=library, now=now, expires_at=expires_at)
    invitation = Invitation(
        library=library, token=token, email=email, invited_by=by, created_at=now, **fields
    )
    add_row(invitation, by=by, action="invitation.sent")
    queue_delivery(
        "invitation",
        library=library,
        to_email=email,
        language=invitation.language,
        invitation=invitation,
        person=invitation.person,
        now=now,
    )
    return invitation
