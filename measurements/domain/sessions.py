"""Sessions of activities: what was held, what was cancelled and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measurements.choices import Repeat, SessionState
from measurements.models import Activity, Session
from measurements.recurrence import is_planned
from partners.domain.versions import Stale, add_row, change_row
from partners.models import User


@dataclass(frozen=True)
class Entry:
    """What somebody says of one day; version 0 is a day of which nothing was said before."""

    on: date
    state: str
    attendance: int | None = None
    reason: str = ""
    version: int = 0


@transaction.atomic
def enter_sessions(activity: Activity, *, by: User, entries: Iterable[Entry], on: date) -> list[Session]:
    """Write down several days at once; all or none. Raises `Stale` and `ValidationError`."""
    # The activity's row is the lock: two people must not enter one day twice.
    Activity.objects.select_for_update().get(pk=activity.pk)
    known = {row.on: row for row in Session.objects.filter(activity=activity)}
    return [_enter(activity, entry, known.get(entry.on), by=by, on=on) for entry in entries]


def _enter(activity: Activity, entry: Entry, known: Session | None, *, by: User, on: date) -> Session:
    _check(activity, entry, is_known=known is not None, on=on)
    values = {
        "state": entry.state,
        "attendance": entry.attendance if entry.state == SessionState.HELD else None,
        "reason": "" if entry.state == SessionState.HELD else entry.reason,
    }
    if known is None:
        session = Session(
            library_id=activity.library_id,
            partnership_id=activity.partnership_id,
            organization_id=activity.organization_id,
            activity=activity,
            on=entry.on,
            entered_by=by,
            **values,
        )
        return add_row(session, by=by, action="session.entered")
    if all(getattr(known, name) == value for name, value in values.items()):
        return known
    if known.version != entry.version:
        raise Stale(known)
    return change_row(
        known,
        by=by,
        action="session.changed",
        version=entry.version,
        values=values | {"entered_by": by},
    )


def _check(activity: Activity, entry: Entry, *, is_known: bool, on: date) -> None:
    day = {"day": date_format(entry.on)}
    if entry.on > on:
        raise ValidationError(_("%(day)s is still to come. Enter it afterwards.") % day)
    if is_known:
        return
    if activity.repeat == Repeat.IRREGULAR:
        is_inside = activity.starts_on <= entry.on and (not activity.ends_on or entry.on <= activity.ends_on)
    else:
        is_inside = is_planned(activity.schedule, entry.on)
    if not is_inside:
        raise ValidationError(_("%(day)s is not a day of this activity.") % day)
