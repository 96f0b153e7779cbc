"""Reporting more or less often from a day on: the old series ends, a new one begins, nothing is rewritten."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measurements.choices import Aggregation, TargetSpan
from measurements.domain.calendars import add_calendar
from measurements.domain.continuing import continue_measure, in_order
from measurements.domain.drafts import keep_draft_open
from measurements.domain.periods import build_periods, is_rolling
from measurements.models import (
    Assignment,
    Measure,
    MeasureDimension,
    Period,
    ReportingCalendar,
    Target,
)
from measurements.periods import MONTHS, add_months, periods_until
from partners.domain.versions import add_rows, change_row
from partners.models import User
from partners.models.base import VersionedModel

_ONE_DAY = timedelta(days=1)
# What is counted in a quarter says nothing about what a month should bring; the other kinds do not depend
# on how long a period is.
_BY_LENGTH = frozenset({Aggregation.SUM, Aggregation.UNIQUE})
_STEPS_OFFERED = 4


def boundaries(calendar: ReportingCalendar, *, on: date) -> list[date]:
    """Return the next days on which one period ends and another begins: only there may it change."""
    months = MONTHS[calendar.frequency]
    until = add_months(max(on, calendar.anchor_on), months * (_STEPS_OFFERED + 1))
    found = [row.starts_on for row in periods_until(calendar.anchor_on, calendar.frequency, until)]
    return [day for day in found if day > on][:_STEPS_OFFERED]


def periods_after_change(calendar: ReportingCalendar, *, frequency: str, starts_on: date) -> list[Period]:
    """Return the periods of the first year that a changed frequency will make; nothing is stored."""
    follower = _follower(calendar, frequency, starts_on)
    return build_periods(follower, since=starts_on, until=add_months(starts_on, 12) - _ONE_DAY)


@transaction.atomic
def change_frequency(
    calendar: ReportingCalendar, *, by: User, version: int, frequency: str, starts_on: date, on: date
) -> ReportingCalendar:
    """End a calendar the day before `starts_on` and go on with another; measures and who reports go along.

    Periods that have begun on the day `on` stay as they are. Raises `Stale` and `ValidationError`.
    """
    _refuse(calendar, frequency, starts_on, on=on)
    keep_draft_open(calendar.partnership, by=by)
    last_day = starts_on - _ONE_DAY
    measures = list(
        Measure.objects.filter(calendar=calendar).filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    )
    change_row(calendar, by=by, action="calendar.ended", version=version, values={"ends_on": last_day})
    names = ("due_days", "lock_days", "opens_early", "fiscal_start_month")
    values = {name: getattr(calendar, name) for name in names}
    follower = add_calendar(
        calendar.partnership,
        by=by,
        values=values | {"frequency": frequency, "anchor_on": starts_on},
    )
    heirs: dict[int, Measure] = {}
    for measure in in_order(measures):
        heirs[measure.pk] = continue_measure(measure, follower, heirs, by=by)
    _hand_over(measures, heirs, last_day=last_day, by=by)
    return follower


def _follower(calendar: ReportingCalendar, frequency: str, starts_on: date) -> ReportingCalendar:
    return ReportingCalendar(
        library_id=calendar.library_id,
        partnership_id=calendar.partnership_id,
        frequency=frequency,
        anchor_on=starts_on,
        due_days=calendar.due_days,
        lock_days=calendar.lock_days,
        opens_early=calendar.opens_early,
        fiscal_start_month=calendar.fiscal_start_month,
    )


def _refuse(calendar: ReportingCalendar, frequency: str, starts_on: date, *, on: date) -> None:
    if not is_rolling(calendar) or frequency not in MONTHS:
        raise ValidationError(_("Only a calendar whose periods follow each other can change its frequency."))
    if frequency == calendar.frequency:
        raise ValidationError({"frequency": _("The calendar has this frequency already.")})
    if calendar.ends_on is not None:
        sentence = _("This calendar ends on %(day)s already.") % {"day": date_format(calendar.ends_on)}
        raise ValidationError(sentence)
    if starts_on <= on:
        raise ValidationError(
            {
                "starts_on": _(
                    "Periods that have begun keep their frequency, with what was reported in them."
                    " Choose a day to come."
                )
            }
        )
    if starts_on not in {
        row.starts_on for row in periods_until(calendar.anchor_on, calendar.frequency, starts_on)
    }:
        next_days = ", ".join(date_format(day) for day in boundaries(calendar, on=on))
        raise ValidationError(
            {"starts_on": _("That would cut a period in two. Choose one of: %(days)s.") % {"days": next_days}}
        )


def _hand_over(measures: Sequence[Measure], heirs: dict[int, Measure], *, last_day: date, by: User) -> None:
    """End the old measures, and let members, targets and breakdowns go on with the new ones."""
    starts_on = last_day + _ONE_DAY
    open_rows = Q(ends_on=None) | Q(ends_on__gte=starts_on)
    for measure in measures:
        change_row(
            measure, by=by, action="measure.ended", version=measure.version, values={"ends_on": last_day}
        )
    begun = open_rows & Q(starts_on__lt=starts_on)
    for model in (Assignment, Target, MeasureDimension):
        rows: list[Any] = list(model.objects.filter(open_rows, measure__in=measures))
        heirlooms = [_moved(row, heirs[row.measure_id], starts_on) for row in rows if _goes_along(row)]
        add_rows(heirlooms, by=by, action=f"{model._meta.model_name}.continued")
        values: dict[str, Any] = {"ends_on": last_day}
        if issubclass(model, VersionedModel):
            values["version"] = F("version") + 1
        model.objects.filter(begun, measure__in=measures).update(**values)


def _goes_along(row: Any) -> bool:
    if not isinstance(row, Target):
        return True
    return row.span == TargetSpan.EACH_PERIOD and row.measure.aggregation not in _BY_LENGTH


def _moved(row: Any, heir: Measure, starts_on: date) -> Any:
    """Return the same row for the new measure, from its first day or later."""
    values = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in {"id", "version", "measure", "starts_on"}
    }
    return type(row)(measure=heir, starts_on=max(row.starts_on, starts_on), **values)
