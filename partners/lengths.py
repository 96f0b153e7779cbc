"""How long somebody stays signed in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

REMEMBER = "remember"
IS_STAFF = "is_staff_session"
TOUCHED_AT = "touched_at"


def settle_length(request: HttpRequest, user: Any) -> None:
    """Staff until they are idle; partners who asked for it for 30 days, the others until the browser closes.

    Somebody who is both counts as staff.
    """
    session = request.session
    session[IS_STAFF] = user.is_staff or user.library_memberships.exists()
    if session[IS_STAFF]:
        session.set_expiry(settings.STAFF_IDLE_SECONDS)
    elif session.get(REMEMBER) and not user.people.filter(library__allows_remembering=False).exists():
        session.set_expiry(settings.SESSION_COOKIE_AGE)
    else:
        session[REMEMBER] = False
        session.set_expiry(0)


def has_been_idle(session: Any, *, now: float) -> bool:
    """Whether a session that was not to be remembered lay unused for too long; `now` in seconds."""
    if session.get(REMEMBER) and not session.get(IS_STAFF):
        return False
    return now - session.get(TOUCHED_AT, now) > settings.STAFF_IDLE_SECONDS
