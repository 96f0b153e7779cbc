"""Forecasts of a measure. There is no way to change one: whoever thinks otherwise now makes another."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from measurements.models import Forecast, Measure
from measurements.upcoming import Upcoming
from partners.domain.versions import add_row
from partners.models import User


@transaction.atomic
def make_forecast(
    measure: Measure,
    *,
    by: User,
    on: date,
    after: int,
    points: Sequence[tuple[Upcoming, Decimal]],
    reason: str,
) -> Forecast:
    """Freeze what is expected of periods that are not over; `after` is the latest forecast that was seen.

    Raises `ValidationError`.
    """
    # The measure's row is the lock: of two who make a forecast at once, the second looks at the first.
    Measure.objects.select_for_update().get(pk=measure.pk)
    latest = Forecast.objects.filter(measure=measure).first()
    if (latest.number if latest else 0) != after:
        raise ValidationError(
            _("Somebody else made a forecast meanwhile. Look at it before you make another.")
        )
    if not points:
        raise ValidationError(_("Forecast one period at least."))
    if any(row.dates.next_starts_on <= on for row, _value in points):
        raise ValidationError(_("A forecast is about periods that are not over."))
    forecast = Forecast(
        library_id=measure.library_id,
        partnership_id=measure.partnership_id,
        measure=measure,
        number=after + 1,
        made_on=on,
        made_by=by,
        points=[
            [row.dates.starts_on.isoformat(), row.dates.next_starts_on.isoformat(), row.label, str(value)]
            for row, value in points
        ],
        reason=reason,
    )
    return add_row(forecast, by=by, action="forecast.made")
