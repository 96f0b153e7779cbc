"""Accounts."""

from django.db import transaction

from partners import audit
from partners.models import User


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


def _set_active(user: User, *, by: User, is_active: bool, action: str) -> None:
    if user.is_active == is_active:
        return
    audit.record(by=by, action=action, subject=user, changes={"is_active": [user.is_active, is_active]})
    user.is_active = is_active
    user.save(update_fields=["is_active"])
