"""Accounts."""

from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction

from partners import audit
from partners.domain.versions import changes_of
from partners.models import LibraryMembership, Person, User

# The number of no account.
_NOBODY = 0


@transaction.atomic
def close_account(user: User, *, by: User) -> None:
    """Keep somebody from signing in. What they did stays, and their sessions end with their next request."""
    _set_active(user, by=by, is_active=False, action="user.closed")


@transaction.atomic
def reopen_account(user: User, *, by: User) -> None:
    """Let somebody sign in again."""
    _set_active(user, by=by, is_active=True, action="user.reopened")


@transaction.atomic
def choose_language(user: User, *, language: str) -> None:
    """Keep the language that a person reads pages in."""
    audit.record(
        by=user, action="user.language_chosen", subject=user, changes={"language": [user.language, language]}
    )
    user.language = language
    user.full_clean()
    user.save(update_fields=["language"])


@transaction.atomic
def change_account(user: User, *, values: dict[str, str]) -> None:
    """Keep what somebody says about themselves: name, language, time zone."""
    changes = changes_of(user, values)
    if not changes:
        return
    for name, value in values.items():
        setattr(user, name, value)
    user.full_clean()
    user.save(update_fields=list(changes))
    audit.record(by=user, action="user.changed", subject=user, changes=changes)


def zone_of(user: User) -> ZoneInfo:
    """The zone in which times are shown to somebody outside a library's pages."""
    if user.time_zone:
        return ZoneInfo(user.time_zone)
    for model in (LibraryMembership, Person):
        zone = model.objects.filter(user=user).values_list("library__time_zone", flat=True).first()
        if zone:
            return ZoneInfo(zone)
    return ZoneInfo("UTC")


def _set_active(user: User, *, by: User, is_active: bool, action: str) -> None:
    if user.is_active == is_active:
        return
    audit.record(by=by, action=action, subject=user, changes={"is_active": [user.is_active, is_active]})
    user.is_active = is_active
    user.save(update_fields=["is_active"])


def reset_key_of_nobody(email: str) -> str:
    """Return a key that opens nothing, by the steps in which an account's key is made."""
    addresses = EmailAddress.objects.filter(user_id=_NOBODY)
    names = [] if addresses.filter(email=email).exists() else list(addresses.values_list("email", flat=True))
    token = PasswordResetTokenGenerator().make_token(User(pk=_NOBODY, email="|".join([email, *names])))
    return f"{_NOBODY}-{token}"
