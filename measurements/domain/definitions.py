"""What a measure means, from when on: a change that makes figures no longer comparable is a new version."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measurements.models import Measure, MeasureVersion
from partners.domain.versions import add_row, change_row
from partners.models import User


@transaction.atomic
def add_definition(
    measure: Measure, *, by: User, starts_on: date, definition: str, change_note: str
) -> MeasureVersion:
    """Count by another definition in periods that begin on or after a day. Raises `ValidationError`."""
    # The measure's row is the lock: two people must not add the same number.
    current = Measure.objects.select_for_update().get(pk=measure.pk)
    latest = MeasureVersion.objects.filter(measure=measure).order_by("-number").first()
    if latest is not None and starts_on <= latest.starts_on:
        words = _("The latest definition begins on %(day)s. Choose a later day.")
        raise ValidationError({"starts_on": words % {"day": date_format(latest.starts_on)}})
    if latest is not None and definition.split() == latest.definition.split():
        raise ValidationError({"definition": _("This is the definition that holds already.")})
    version = MeasureVersion(
        library_id=measure.library_id,
        partnership_id=measure.partnership_id,
        measure=current,
        number=latest.number + 1 if latest else 1,
        starts_on=starts_on,
        definition=definition,
        change_note=change_note,
    )
    add_row(version, by=by, action="definition.added")
    change_row(
        current,
        by=by,
        action="measure.changed",
        version=current.version,
        values={"definition": definition},
    )
    return version
