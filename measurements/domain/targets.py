"""What is aimed at, by dates, and what staff worked out themselves."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from measurements.choices import Aggregation
from measurements.domain.drafts import keep_draft_open
from measurements.models import Measure, StaffFigure, Target
from partners.domain.versions import add_row, change_row
from partners.models import User


@transaction.atomic
def add_target(measure: Measure, *, by: User, values: dict[str, Any]) -> Target:
    """Aim at a value from a day on, in each period or altogether. Raises `ValidationError`."""
    keep_draft_open(measure.partnership, by=by)
    target = Target(
        library_id=measure.library_id, partnership_id=measure.partnership_id, measure=measure, **values
    )
    return add_row(target, by=by, action="target.added")


@transaction.atomic
def change_target(target: Target, *, by: User, version: int, values: dict[str, Any]) -> Target:
    """Put a target right, or end it. Raises `Stale` and `ValidationError`."""
    keep_draft_open(target.measure.partnership, by=by)
    return change_row(target, by=by, action="target.changed", version=version, values=values)


@transaction.atomic
def add_staff_figure(measure: Measure, *, by: User, values: dict[str, Any]) -> StaffFigure:
    """Say how many different people there were in some days, and how that was worked out.

    It takes the place of the sum, which may count a person twice, and of what was said before about the
    same days. Raises `ValidationError`.
    """
    if measure.aggregation != Aggregation.UNIQUE:
        raise ValidationError(_("Only measures of different people need a figure worked out by staff."))
    days = {name: values[name] for name in ("starts_on", "ends_on")}
    known = StaffFigure.objects.select_for_update().filter(measure=measure, **days).first()
    if known is not None:
        return change_row(known, by=by, action="staff_figure.changed", version=known.version, values=values)
    figure = StaffFigure(
        library_id=measure.library_id, partnership_id=measure.partnership_id, measure=measure, **values
    )
    return add_row(figure, by=by, action="staff_figure.added")
