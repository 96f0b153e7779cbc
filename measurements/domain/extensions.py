"""More time for one member: asked for by it, or given by whoever reviews its figures."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from measurements.deadlines import LockReason
from measurements.domain.lines import locked_sheet
from measurements.domain.notices import tell_asker, tell_of_request
from measurements.models import Extension, Measure, Report
from measurements.notices import EXTENSION_ASKED, EXTENSION_GRANTED
from measurements.sheets import Sheet
from partners.domain.versions import add_row, change_row
from partners.models import User

# What goes back to a partner after the closing day stays open for as long.
REOPENED_DAYS = 14
# More is no extension but another deadline.
LONGEST_DAYS = 366


@transaction.atomic
def ask_extension(report: Report, *, by: User, now: datetime, reason: str) -> Extension:
    """Ask staff to open a closed report again. Raises `ValidationError` when it is open or was asked for."""
    sheet = locked_sheet(report)
    lock = sheet.lock(now=now)
    if lock is None or lock.reason != LockReason.LOCKED:
        raise ValidationError(_("This report is not closed."))
    if report.extensions.waiting().exists():
        raise ValidationError(_("More time has been asked for already."))
    row = _extension(report, measure=None, reason=reason)
    row.asked_by, row.asked_at = by, now
    tell_of_request(report, kind=EXTENSION_ASKED, by=by, now=now)
    return add_row(row, by=by, action="extension.asked", acting_for=report.organization)


@transaction.atomic
def grant_extension(
    report: Report, *, by: User, now: datetime, until: date, reason: str, measure: Measure | None = None
) -> Extension:
    """Let a member change one measure, or all, through the end of this day; answers what was asked for.

    Raises `ValidationError`.
    """
    sheet = locked_sheet(report)
    today = now.astimezone(sheet.zone).date()
    if not today <= until <= today + timedelta(days=LONGEST_DAYS):
        raise ValidationError({"until": _("Choose a day from today on, within a year.")})
    if measure is not None and sheet.line_of(measure) is None:
        raise ValidationError({"measure": _("This measure is not asked for here.")})
    values = {"measure": measure, "until": until, "settled_by": by, "settled_at": now}
    asked = report.extensions.waiting().first()
    if asked is not None:
        if asked.asked_by is not None:
            tell_asker(asked.asked_by, report, kind=EXTENSION_GRANTED, by=by, now=now)
        return change_row(asked, by=by, action="extension.granted", version=asked.version, values=values)
    row = _extension(report, measure=measure, reason=reason)
    row.until, row.settled_by, row.settled_at = until, by, now
    return add_row(row, by=by, action="extension.granted")


@transaction.atomic
def refuse_extension(extension: Extension, *, by: User, now: datetime, version: int) -> Extension:
    """Leave the report closed. Raises `Stale` and `ValidationError`."""
    if extension.settled_at is not None:
        raise ValidationError(_("This has been answered already."))
    values = {"settled_by": by, "settled_at": now}
    return change_row(extension, by=by, action="extension.refused", version=version, values=values)


@transaction.atomic
def end_extension(extension: Extension, *, by: User, version: int) -> Extension:
    """Take the time back: the report closes as if it had never been given. Raises `Stale`."""
    return change_row(extension, by=by, action="extension.ended", version=version, values={"until": None})


def keep_open(sheet: Sheet, measure: Measure, *, by: User, now: datetime, reason: str) -> None:
    """Give the member two weeks for a figure that goes back to it after the closing day."""
    lock = sheet.lock(now=now, measure=measure)
    if lock is None or lock.reason != LockReason.LOCKED:
        return
    until = now.astimezone(sheet.zone).date() + timedelta(days=REOPENED_DAYS)
    row = _extension(sheet.report, measure=measure, reason=reason)
    row.until, row.settled_by, row.settled_at = until, by, now
    add_row(row, by=by, action="extension.granted")


def _extension(report: Report, *, measure: Measure | None, reason: str) -> Extension:
    return Extension(
        library_id=report.library_id,
        partnership_id=report.partnership_id,
        organization_id=report.organization_id,
        report=report,
        measure=measure,
        # A return may say more than a line holds.
        reason=reason[:300],
    )
