"""The values that rules compare with: a library's own, else the defaults."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.domain.versions import add_row
from partners.models import Library, Partnership, Threshold, User
from partners.thresholds import BAND_BORDERLINE, BAND_STRENGTH, DEFAULTS, LIMITS, SMALL_COUNT


def thresholds_of(
    library: Library, *, on: date, partnership: Partnership | None = None
) -> dict[str, Decimal]:
    """Every threshold as it held on this day: the partnership's, else the library's, else the default."""
    rows = Threshold.objects.filter(library=library, valid_from__lte=on).order_by("valid_from", "pk")
    own = {row.name: row.value for row in rows if row.partnership_id is None}
    closer = {
        row.name: row.value
        for row in rows
        if partnership is not None and row.partnership_id == partnership.pk
    }
    return DEFAULTS | own | closer


@transaction.atomic
def set_threshold(
    library: Library,
    *,
    by: User,
    name: str,
    value: Decimal,
    valid_from: date,
    partnership: Partnership | None = None,
) -> Threshold:
    """Let a value hold from a day on. Raises `ValidationError` for an unknown name or an impossible value."""
    if name not in DEFAULTS:
        raise ValidationError({"name": _("There is no threshold of this name.")})
    low, high = LIMITS[name]
    if not low <= value <= high:
        raise ValidationError(
            {"value": _("Choose a value from %(low)s to %(high)s.") % {"low": low, "high": high}}
        )
    same_day = Threshold.objects.filter(
        library=library, partnership=partnership, name=name, valid_from=valid_from
    ).first()
    if same_day is None:
        row = Threshold(
            library=library, partnership=partnership, name=name, value=value, valid_from=valid_from
        )
        return add_row(row, by=by, action="threshold.set")
    audit.record(by=by, action="threshold.set", subject=same_day, changes={"value": [same_day.value, value]})
    same_day.value = value
    same_day.save(update_fields=["value"])
    return same_day


@transaction.atomic
def set_bands(
    library: Library, *, by: User, strength: Decimal, borderline: Decimal, valid_from: date, on: date
) -> None:
    """Let both bands of the worksheet hold from a day on. Raises `ValidationError`.

    Not for days that are over: what was judged by then keeps the bands it was judged by.
    """
    if borderline > strength:
        raise ValidationError({"borderline": _("Borderline cannot begin above strength.")})
    if valid_from < on:
        raise ValidationError({"valid_from": _("Choose today or a later day: older worksheets keep theirs.")})
    for name, value in ((BAND_STRENGTH, strength), (BAND_BORDERLINE, borderline)):
        set_threshold(library, by=by, name=name, value=value, valid_from=valid_from)


@transaction.atomic
def set_small_count(library: Library, *, by: User, value: Decimal, valid_from: date, on: date) -> Threshold:
    """Let another count be the least that partners and funders read. Raises `ValidationError`.

    Not for days that are over: the history has to say what people could read on them.
    """
    if valid_from < on:
        raise ValidationError({"valid_from": _("Choose today or a later day.")})
    if value != value.to_integral_value():
        raise ValidationError({"value": _("People are counted in whole numbers.")})
    return set_threshold(library, by=by, name=SMALL_COUNT, value=value, valid_from=valid_from)
