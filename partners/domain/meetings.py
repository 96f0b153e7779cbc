"""Meetings: planned alone or as a series, changed, cancelled and put back; calendars follow."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners.domain.meeting_mails import tell_of_cancellation, tell_of_change
from partners.domain.versions import add_row, change_row
from partners.models import ClosureDay, Library, Meeting, MeetingInvitation, MeetingSeries, Partnership, User
from partners.reminders.schedule import local_moment

# What stands in calendars: a change of it makes a new entry there.
WHEN = ("on", "begins", "ends")
IN_CALENDARS = (*WHEN, "title", "place", "online_url")
OF_A_SERIES = ("title", "begins", "ends", "place", "online_url")


@transaction.atomic
def add_meeting(partnership: Partnership, *, by: User, values: dict[str, Any]) -> Meeting:
    """Plan one meeting; nobody is invited yet. Raises `ValidationError`."""
    return add_row(_new(partnership, values), by=by, action="meeting.added")


@transaction.atomic
def add_series(
    partnership: Partnership,
    *,
    by: User,
    pattern: dict[str, Any],
    days: Sequence[date],
    values: dict[str, Any],
) -> list[Meeting]:
    """Plan one meeting on each of the days, all alike. Raises `ValidationError`, also without a day."""
    if not days:
        raise ValidationError(_("Keep at least one of the days."))
    series = MeetingSeries(library_id=partnership.library_id, partnership=partnership, **pattern)
    add_row(series, by=by, action="meeting_series.added")
    rows = [_new(partnership, values | {"on": day, "series": series}) for day in sorted(set(days))]
    return [add_row(row, by=by, action="meeting.added") for row in rows]


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    by: User,
    version: int,
    values: dict[str, Any],
    now: datetime,
    also_later: bool = False,
) -> Meeting:
    """Change a meeting, and with `also_later` those of its series after it in the same way.

    Another day moves the later ones by as many days. Whoever is invited is told of what stands in
    calendars; another day or hour asks them again. Raises `Stale` and `ValidationError`.
    """
    before = {"on": meeting.on} | {name: getattr(meeting, name) for name in OF_A_SERIES}
    later = later_of(meeting, now=now) if also_later else []
    changed = _change(meeting, by=by, version=version, values=values, now=now)
    moved = values.get("on", before["on"]) - before["on"]
    same = {name: values[name] for name in OF_A_SERIES if name in values and values[name] != before[name]}
    if moved or same:
        for row in later:
            own = same | {"on": row.on + moved}
            _change(row, by=by, version=row.version, values=own, now=now)
    return changed


@transaction.atomic
def cancel_meeting(
    meeting: Meeting, *, by: User, version: int, reason: str, now: datetime, also_later: bool = False
) -> list[Meeting]:
    """Call a meeting off and tell whoever is invited; returns those that were called off.

    Raises `Stale`, and `ValidationError` for one that has begun.
    """
    if meeting.starts_at <= now:
        raise ValidationError(_("This meeting has begun. Say in its minutes what became of it."))
    later = later_of(meeting, now=now) if also_later else []
    steps = [(meeting, version), *((row, row.version) for row in later)]
    return [_cancel(row, by=by, version=known, reason=reason, now=now) for row, known in steps]


@transaction.atomic
def put_back_meeting(meeting: Meeting, *, by: User, version: int, now: datetime) -> Meeting:
    """Let a meeting that was called off take place after all. Raises `Stale`."""
    if not meeting.is_cancelled:
        return meeting
    values = {"cancelled_at": None, "cancel_reason": "", "sequence": meeting.sequence + 1}
    changed = change_row(meeting, by=by, action="meeting.put_back", version=version, values=values)
    tell_of_change(changed, now=now)
    return changed


def later_of(meeting: Meeting, *, now: datetime) -> list[Meeting]:
    """The meetings of its series that come after it, have not begun and were not called off."""
    if meeting.series_id is None:
        return []
    rows = Meeting.objects.filter(series_id=meeting.series_id, starts_at__gt=max(meeting.starts_at, now))
    return list(rows.standing().select_related("library").order_by("starts_at", "pk"))


def closures_among(library: Library, days: Sequence[date]) -> dict[date, str]:
    """Those of the days on which the library is closed, with the reason."""
    return dict(ClosureDay.objects.filter(library=library, on__in=days).values_list("on", "reason"))


def _new(partnership: Partnership, values: dict[str, Any]) -> Meeting:
    return Meeting(library=partnership.library, partnership=partnership, **values)


def _change(meeting: Meeting, *, by: User, version: int, values: dict[str, Any], now: datetime) -> Meeting:
    given = {name: values.get(name, getattr(meeting, name)) for name in IN_CALENDARS}
    is_moved = any(given[name] != getattr(meeting, name) for name in WHEN)
    is_told = any(given[name] != getattr(meeting, name) for name in IN_CALENDARS)
    if is_told and meeting.starts_at <= now and not meeting.is_cancelled and is_moved:
        raise ValidationError(_("This meeting has begun. It cannot be moved any more."))
    values = values | (_moments(meeting, given) if is_moved else {})
    values |= {"sequence": meeting.sequence + 1} if is_told else {}
    changed = change_row(meeting, by=by, action="meeting.changed", version=version, values=values)
    if is_moved:
        _ask_again(changed)
    if is_told and not changed.is_cancelled and changed.ends_at > now:
        tell_of_change(changed, now=now)
    return changed


def _moments(meeting: Meeting, given: dict[str, Any]) -> dict[str, datetime]:
    zone = ZoneInfo(meeting.library.time_zone)
    return {
        "starts_at": local_moment(given["on"], given["begins"], zone),
        "ends_at": local_moment(given["on"], given["ends"], zone),
    }


def _ask_again(meeting: Meeting) -> None:
    """A yes to Tuesday is none to Thursday; the history keeps the earlier answers."""
    MeetingInvitation.objects.filter(meeting=meeting).exclude(answer="").update(
        answer="", answered_at=None, answered_by=None
    )


def _cancel(meeting: Meeting, *, by: User, version: int, reason: str, now: datetime) -> Meeting:
    values = {"cancelled_at": now, "cancel_reason": reason, "sequence": meeting.sequence + 1}
    changed = change_row(meeting, by=by, action="meeting.cancelled", version=version, values=values)
    tell_of_cancellation(changed, now=now)
    return changed
