"""Reporting calendars: how often a partnership's members report, and by when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from measurements.deadlines import DaysError, check_days, due_on, locks_on
from measurements.domain.periods import build_listed, is_rolling
from measurements.models import Period, ReportingCalendar
from partners.domain.versions import add_row, change_row
from partners.models import Partnership, User

# Periods are made from the anchor on: one in another century would make thousands.
EARLIEST_ANCHOR, LATEST_ANCHOR = date(1990, 1, 1), date(2100, 1, 1)


@transaction.atomic
def ensure_calendar(
    partnership: Partnership,
    *,
    by: User,
    frequency: str,
    anchor_on: date,
    due_days: int,
    lock_days: int | None,
) -> ReportingCalendar:
    """Return the partnership's calendar of this frequency and first day, made if there is none.

    Raises `ValidationError` when it exists with other deadlines: they hold for all its measures.
    """
    _check(anchor_on, due_days=due_days, lock_days=lock_days)
    # The partnership's row is the lock: two people who add measures at once share one calendar.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    found = ReportingCalendar.objects.filter(
        partnership=partnership, frequency=frequency, anchor_on=anchor_on
    ).first()
    if found is None:
        calendar = ReportingCalendar(
            library_id=partnership.library_id,
            partnership=partnership,
            frequency=frequency,
            anchor_on=anchor_on,
            due_days=due_days,
            lock_days=lock_days,
        )
        return add_row(calendar, by=by, action="calendar.added")
    if (found.due_days, found.lock_days) != (due_days, lock_days):
        raise ValidationError({"due_days": _other_deadlines(found)})
    return found


@transaction.atomic
def change_deadlines(
    calendar: ReportingCalendar, *, by: User, version: int, values: dict[str, Any], on: date
) -> ReportingCalendar:
    """Change due and lock days from the period that runs on this day; those that are over keep theirs.

    When reports open, and how periods to come are named, may be given too.

    Raises `Stale` and `ValidationError`.
    """
    early = values.get("opens_early", calendar.opens_early)
    _check(
        calendar.anchor_on,
        due_days=values["due_days"],
        lock_days=values["lock_days"],
        opens_early=early,
    )
    changed = change_row(calendar, by=by, action="calendar.changed", version=version, values=values)
    running = list(Period.objects.filter(calendar=changed, next_starts_on__gt=on))
    for period in running:
        period.due_on = due_on(period.dates, changed.due_days)
        period.locks_on = locks_on(period.dates, changed.lock_days)
    Period.objects.bulk_update(running, ["due_on", "locks_on"])
    return changed


@transaction.atomic
def add_calendar(
    partnership: Partnership, *, by: User, values: dict[str, Any], first_days: Sequence[date] = ()
) -> ReportingCalendar:
    """Add a calendar to report by; one that does not roll on gets its periods at once.

    `first_days` are those of the periods of a custom calendar, from its own first day on. Raises
    `ValidationError`.
    """
    _check(
        values["anchor_on"],
        due_days=values["due_days"],
        lock_days=values["lock_days"],
        opens_early=values["opens_early"],
    )
    calendar = ReportingCalendar(library_id=partnership.library_id, partnership=partnership, **values)
    add_row(calendar, by=by, action="calendar.added")
    if not is_rolling(calendar):
        Period.objects.bulk_create(build_listed(calendar, first_days or [calendar.anchor_on]))
    return calendar


def _check(anchor_on: date, *, due_days: int, lock_days: int | None, opens_early: bool = False) -> None:
    if not EARLIEST_ANCHOR <= anchor_on < LATEST_ANCHOR:
        raise ValidationError({"anchor_on": _("Choose a first day from 1990 to 2099.")})
    try:
        check_days(due_days, lock_days, opens_early=opens_early)
    except DaysError as error:
        field = "due_days" if error.code == "due_too_early" else "lock_days"
        raise ValidationError({field: str(error)}, code=error.code) from error


def _other_deadlines(calendar: ReportingCalendar) -> str:
    sentence = (
        _("The calendar from %(day)s has reports due after %(due)d days and closes after %(lock)d days.")
        if calendar.lock_days is not None
        else _("The calendar from %(day)s has reports due after %(due)d days and never closes.")
    )
    advice = _("Use the same days, or change them for all its measures.")
    shown = {
        "day": date_format(calendar.anchor_on),
        "due": calendar.due_days,
        "lock": calendar.lock_days,
    }
    return f"{sentence % shown} {advice}"
