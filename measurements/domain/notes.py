"""Notes on a measure, one for each period."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from measurements.models import Measure, MeasureNote, Period
from partners.domain.versions import add_row, change_row
from partners.models import User


@transaction.atomic
def write_note(
    measure: Measure, *, by: User, period: Period, now: datetime, values: dict[str, Any]
) -> MeasureNote:
    """Tell what stands behind the figures of a period. Raises `ValidationError`."""
    if period.calendar_id != measure.calendar_id:
        raise ValidationError({"period": _("The measure is not reported for this period.")})
    note = MeasureNote(
        library_id=measure.library_id,
        partnership_id=measure.partnership_id,
        measure=measure,
        period=period,
        written_by=by,
        written_at=now,
        **values,
    )
    return add_row(note, by=by, action="note.written")


@transaction.atomic
def change_note(
    note: MeasureNote, *, by: User, version: int, now: datetime, values: dict[str, Any]
) -> MeasureNote:
    """Tell it anew; whoever did is its author from now on. Raises `Stale` and `ValidationError`."""
    values = values | {"written_by_id": by.pk, "written_at": now}
    return change_row(note, by=by, action="note.changed", version=version, values=values)
