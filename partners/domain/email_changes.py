"""Changing the address that somebody signs in with: both addresses have a say."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from partners import audit
from partners.domain.people import change_person
from partners.models import EmailChange, Person, User

OPEN_FOR = timedelta(days=2)
Side = Literal["old", "new"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the two mails need. `is_taken`: the new address has an account already, so its mail says that."""

    change: EmailChange
    old_secret: str
    new_secret: str
    is_taken: bool


def open_email_change(user: User, *, now: datetime) -> EmailChange | None:
    """The change that waits for an answer, if there is one."""
    return user.email_changes.filter(ended_at=None, expires_at__gt=now).first()


def find_email_change(secret: str, *, now: datetime) -> tuple[EmailChange, Side] | None:
    """The change that a link belongs to, and which address it went to. Unknown, old and ended look alike."""
    digest = _digest(secret)
    change = (
        EmailChange.objects.select_related("user")
        .filter(Q(old_digest=digest) | Q(new_digest=digest), ended_at=None, expires_at__gt=now)
        .filter(user__is_active=True)
        .first()
    )
    if change is None:
        return None
    return change, "old" if change.old_digest == digest else "new"


@transaction.atomic
def ask_email_change(user: User, *, email: str, now: datetime) -> Asked:
    """Begin a change, and end an earlier one; it takes effect when both addresses have answered."""
    email = email.lower()
    if email == user.email:
        raise ValidationError({"email": _("You sign in with this address already.")})
    User.objects.select_for_update().get(pk=user.pk)
    user.email_changes.filter(ended_at=None).update(ended_at=now)
    old_secret, new_secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    change = EmailChange(
        user=user,
        old_email=user.email,
        new_email=email,
        old_digest=_digest(old_secret),
        new_digest=_digest(new_secret),
        asked_at=now,
        expires_at=now + OPEN_FOR,
    )
    change.full_clean()
    change.save(force_insert=True)
    audit.record(
        by=user, action="user.email_change_asked", subject=user, changes={"email": [user.email, email]}
    )
    return Asked(change, old_secret, new_secret, is_taken=_is_taken(email))


@transaction.atomic
def answer_email_change(change: EmailChange, *, side: Side, now: datetime) -> EmailChange:
    """One of the addresses says yes. With the second yes the person signs in with the new address."""
    user = User.objects.select_for_update().get(pk=change.user_id)
    current = EmailChange.objects.select_for_update().get(pk=change.pk)
    if current.ended_at or current.expires_at <= now or user.email != current.old_email:
        raise ValidationError(_("This link no longer works."))
    field = "agreed_at" if side == "old" else "confirmed_at"
    setattr(current, field, getattr(current, field) or now)
    if current.agreed_at and current.confirmed_at:
        _carry_out(current, user, now)
    current.save(update_fields=["agreed_at", "confirmed_at", "ended_at"])
    return current


@transaction.atomic
def stop_email_change(change: EmailChange, *, now: datetime) -> None:
    """Leave the address as it is; both links are over."""
    if EmailChange.objects.filter(pk=change.pk, ended_at=None).update(ended_at=now):
        audit.record(
            by=change.user,
            action="user.email_change_stopped",
            subject=change.user,
            changes={"email": [change.new_email, change.old_email]},
        )


def _carry_out(change: EmailChange, user: User, now: datetime) -> None:
    if _is_taken(change.new_email):
        raise ValidationError(_("This address belongs to another account already."))
    audit.record(
        by=user,
        action="user.email_changed",
        subject=user,
        changes={"email": [change.old_email, change.new_email]},
    )
    user.email = change.new_email
    user.full_clean()
    user.save(update_fields=["email"])
    change.ended_at = now
    # Left over from the time when addresses were kept twice.
    EmailAddress.objects.filter(user=user).delete()
    _take_records_along(change, user, now)


def _take_records_along(change: EmailChange, user: User, now: datetime) -> None:
    """Libraries write to the address on their record of a person: where it was the old one, it follows."""
    for person in Person.objects.filter(user=user, email=change.old_email):
        change_person(person, by=user, version=person.version, values={"email": change.new_email}, now=now)


def _is_taken(email: str) -> bool:
    return User.objects.filter(email=email).exists()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
