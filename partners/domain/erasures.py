"""Removing a person lawfully: the words go, the counts and the history stay."""

import json
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import override

from partners import audit
from partners.choices import DeliveryState, ReminderState, SkipReason
from partners.days import today_in
from partners.domain.approvers import refuse_sole_approver
from partners.domain.erasers import holders
from partners.domain.invitations import withdraw_invitation
from partners.domain.tokens import revoke_token
from partners.domain.versions import Stale, change_row
from partners.erasing import Words, registry
from partners.models import (
    Access,
    AuditEvent,
    CalendarFeed,
    Delivery,
    EmailChange,
    Invitation,
    LibraryMembership,
    MailLink,
    Notice,
    Person,
    Reminder,
    User,
)
from partners.names import name_key

# What of a person's record names them or reaches them.
NAMES, CONTACTS = ("name",), ("email", "phone", "bouncing_email")


@transaction.atomic
def erase_person(person: Person, *, by: User, version: int, now: datetime) -> Person:
    """Take name, address and number out of everything; counts and history stay. It cannot be undone.

    Raises `Stale`, and `ValidationError` for staff of the library and for whoever alone approves.
    """
    current = (
        Person.objects.select_for_update(of=("self",))
        .select_related("library", "organization")
        .get(pk=person.pk)
    )
    if current.version != version:
        raise Stale(current)
    refuse_erasure(current, now=now)
    words = words_of(current)
    _close_doors(current, by=by, now=now)
    user = current.user
    _empty(current, words=words, now=now)
    counts = registry.erase(current, words)
    if user is not None:
        _let_go(user, words=words)
    count = sum(counts.values())
    audit.record(by=by, action="person.erased", subject=current, changes={"records": [None, count]})
    return current


def refuse_erasure(person: Person, *, now: datetime) -> None:
    """Raises `ValidationError` with the sentence why not."""
    if person.erased_at is not None:
        raise ValidationError(_("This person is erased already."))
    if LibraryMembership.objects.filter(library=person.library_id, user=person.user_id).exists():
        raise ValidationError(_("This person is on the library's staff. Remove them there first."))
    refuse_sole_approver(person, after=today_in(person.library.time_zone, now=now))


def words_of(person: Person) -> Words:
    """All that the person is and was called and reached by, as far as the records know."""
    names, contacts = {person.name}, {person.email, person.phone, person.bouncing_email}
    events = AuditEvent.objects.filter(
        library_id=person.library_id, subject_type=Person._meta.label_lower, subject_id=person.pk
    )
    for changes in events.values_list("changes", flat=True):
        names |= {str(value) for key in NAMES for value in changes.get(key, []) if value}
        contacts |= {str(value) for key in CONTACTS for value in changes.get(key, []) if value}
    contacts |= set(Invitation.objects.filter(person=person).values_list("email", flat=True))
    contacts |= set(Delivery.objects.filter(person=person).values_list("to_email", flat=True))
    if person.user is not None and not _serves_others(person.user, person):
        names.add(person.user.name)
        contacts.add(person.user.email)
    with override(person.library.language):
        instead = _("a former contact of %(organization)s") % {"organization": person.organization.name}
    return Words(frozenset(filter(None, map(str.strip, names))), frozenset(filter(None, contacts)), instead)


def tell_all(person: Person) -> str:
    """Everything that is kept about a person, for them to read: the rows as JSON."""
    found: dict[str, Any] = {"person": [_shown(person)]}
    if person.user is not None:
        found["account"] = [{name: str(getattr(person.user, name)) for name in ("email", "name", "language")}]
    for model, key in holders():
        rows = model._base_manager.filter(**{key: person}).order_by("pk")
        if shown := [_shown(row) for row in rows]:
            found[model._meta.label_lower] = shown
    events = AuditEvent.objects.filter(library_id=person.library_id).filter(
        subject_type=Person._meta.label_lower, subject_id=person.pk
    )
    found["history"] = [_shown(event) for event in events]
    return json.dumps(found, ensure_ascii=False, indent=2)


def _shown(row: Any) -> dict[str, str]:
    return {
        field.name: "" if (value := field.value_from_object(row)) is None else str(value)
        for field in row._meta.concrete_fields
        if field.name not in {"seed", "digest", "token"}
    }


def _close_doors(person: Person, *, by: User, now: datetime) -> None:
    """Void every link, cancel every mail and end the access, at once."""
    for invitation in Invitation.objects.filter(person=person, token__used_at=None, token__revoked_at=None):
        withdraw_invitation(invitation, by=by, now=now)
    for link in MailLink.objects.filter(person=person, token__revoked_at=None).select_related("token"):
        revoke_token(link.token, now=now)
    today = today_in(person.library.time_zone, now=now)
    for access in Access.objects.filter(person=person).current(on=today):
        values = {"ends_on": max(today, access.starts_on)}
        change_row(access, by=by, action="access.ended", version=access.version, values=values)
    Access.objects.filter(person=person, starts_on__gt=today).delete()
    Reminder.objects.filter(recipient=person, state__in=[ReminderState.PLANNED, ReminderState.QUEUED]).update(
        state=ReminderState.SKIPPED, reason=SkipReason.ACCESS_ENDED, settled_at=now
    )
    Delivery.objects.filter(person=person, state=DeliveryState.QUEUED).update(
        state=DeliveryState.SKIPPED, reason=SkipReason.ACCESS_ENDED
    )


def _empty(person: Person, *, words: Words, now: datetime) -> None:
    person.name = (words.instead[:1].upper() + words.instead[1:])[:200]
    person.name_key = name_key(person.name)[:400]
    for field in ("email", "phone", "job_title", "bouncing_email", "bounce_reason"):
        setattr(person, field, "")
    person.bounced_at, person.user, person.erased_at = None, None, now
    person.left_on = person.left_on or today_in(person.library.time_zone, now=now)
    person.version += 1
    person.save(
        update_fields=[
            "name",
            "name_key",
            "email",
            "phone",
            "job_title",
            "bouncing_email",
            "bounce_reason",
            "bounced_at",
            "user",
            "erased_at",
            "left_on",
            "version",
        ]
    )


# What is the account's own.
_OWNED: tuple[type[Model], ...] = (
    UserSession,
    Authenticator,
    EmailAddress,
    EmailChange,
    Notice,
    CalendarFeed,
)


def _serves_others(user: User, person: Person | None = None) -> bool:
    """Whether somebody else still needs the account: another person's record, a staff, or the site's."""
    others = Person.objects.filter(user=user)
    if person is not None:
        others = others.exclude(pk=person.pk)
    is_staff = LibraryMembership.objects.filter(user=user).exists()
    return user.is_staff or user.is_superuser or is_staff or others.exists()


def _let_go(user: User, *, words: Words) -> None:
    """The account of somebody who has no other place; its number stays in the history."""
    if _serves_others(user):
        return
    keys = list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    owned: tuple[type[Model], ...] = (
        UserSession,
        Authenticator,
        EmailAddress,
        EmailChange,
        Notice,
        CalendarFeed,
    )
    for model in owned:
        model._default_manager.filter(user=user).delete()
    user.name, user.email = words.instead[:200], f"erased-{user.pk}@erased.invalid"
    user.is_active, user.time_zone = False, ""
    user.set_unusable_password()
    user.save(update_fields=["name", "email", "is_active", "time_zone", "password"])
