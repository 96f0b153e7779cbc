"""Measures that go on where others end: the same words, on another calendar."""

from collections.abc import Iterable
from typing import Any

from measurements.models import Measure, MeasureVersion, ReportingCalendar
from partners.domain.versions import add_row
from partners.models import User

_COPIED = (
    "goal",
    "definition",
    "accountability",
    "kind",
    "aggregation",
    "unit",
    "direction",
    "band_low",
    "band_high",
    "baseline",
    "baseline_on",
    "is_headline",
    "counts_people",
    "may_exceed_whole",
)


def in_order(measures: Iterable[Measure]) -> list[Measure]:
    """Return what is divided before its quotients, and numbers before their percents."""
    return sorted(measures, key=lambda row: (row.is_derived, row.pair_id is not None, row.pk))


def continue_measure(
    measure: Measure, calendar: ReportingCalendar, heirs: dict[int, Measure], *, by: User
) -> Measure:
    """Add the measure that goes on where this one ends; `heirs` are those of the measures before it.

    Raises `ValidationError`.
    """
    links: dict[str, Any] = {}
    for name in ("dividend", "divisor", "pair"):
        pk = getattr(measure, f"{name}_id")
        links[name] = heirs.get(pk) if pk else None
    heir = Measure(
        library_id=measure.library_id,
        partnership=measure.partnership,
        name=measure.name,
        calendar=calendar,
        continues=measure,
        **{name: getattr(measure, name) for name in _COPIED},
        **links,
    )
    add_row(heir, by=by, action="measure.added")
    MeasureVersion.objects.create(
        library_id=heir.library_id,
        partnership_id=heir.partnership_id,
        measure=heir,
        number=1,
        starts_on=calendar.anchor_on,
        definition=heir.definition,
    )
    return heir
