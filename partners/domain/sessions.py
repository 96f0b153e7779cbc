"""Where somebody is signed in."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.crypto import constant_time_compare

from partners import audit
from partners.models import User


def sessions_of(user: User, *, now: datetime) -> list[UserSession]:
    """The sessions that still let somebody in, the one used last first; two queries."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=user)}
    stored = Session.objects.filter(session_key__in=rows, expire_date__gt=now)
    fingerprint = user.get_session_auth_hash()
    alive = [
        rows[session.session_key]
        for session in stored
        # A changed password ended it, though the row is still there.
        if constant_time_compare(session.get_decoded().get("_auth_user_hash", ""), fingerprint)
    ]
    return sorted(alive, key=lambda row: row.last_seen_at, reverse=True)


def touch_session(session_key: str, *, ip: str, user_agent: str, now: datetime) -> None:
    """Note that a session was used, and from where."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now, ip=ip, user_agent=user_agent)


@transaction.atomic
def end_session(user: User, *, pk: int, by: User) -> UserSession | None:
    """Sign somebody out in one place; None when that session is over already."""
    row = UserSession.objects.filter(user=user, pk=pk).first()
    if row is None:
        return None
    _end(user, [row], by=by)
    return row


@transaction.atomic
def end_sessions(user: User, *, by: User | None, but: str = "") -> int:
    """Sign somebody out everywhere but in the session with this key; returns in how many places."""
    rows = list(UserSession.objects.filter(user=user).exclude(session_key=but))
    if rows:
        _end(user, rows, by=by)
    return len(rows)


def _end(user: User, rows: list[UserSession], *, by: User | None) -> None:
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    UserSession.objects.filter(pk__in=[row.pk for row in rows]).delete()
    audit.record(by=by, action="user.sessions_ended", subject=user, changes={"sessions": [len(rows), 0]})
