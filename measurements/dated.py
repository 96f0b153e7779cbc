"""What belongs to a measure by dates: periods, targets, definitions and figures of staff, together."""

from collections import defaultdict
from collections.abc import Sequence, Set
from datetime import date
from typing import NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DecimalField,
    Field,
    IntegerField,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from measurements.models import MeasureVersion, Period, StaffFigure, Target
from measurements.models.measures import DIGITS

_COLUMNS: dict[str, Field] = {
    "library_id": BigIntegerField(),
    "partnership_id": BigIntegerField(),
    "measure_id": BigIntegerField(),
    "calendar_id": BigIntegerField(),
    "next_starts_on": DateField(),
    "due_on": DateField(),
    "locks_on": DateField(),
    "label": CharField(),
    "ends_on": DateField(),
    "value": DecimalField(**DIGITS),
    "span": CharField(),
    "number": IntegerField(),
    "definition": CharField(),
    "change_note": CharField(),
    "method": CharField(),
}
_ROW = ("pk", "starts_on", *_COLUMNS)


class Dated(NamedTuple):
    """Periods by calendar and rows by measure, the earliest first; figures of staff by measure and days."""

    periods: dict[int, list[Period]]
    targets: dict[int, list[Target]]
    versions: dict[int, list[MeasureVersion]]
    staff_figures: dict[tuple[int, date, date], StaffFigure]


def read_dated(measure_ids: Sequence[int], calendar_ids: Set[int]) -> Dated:
    """Read all four in one query."""
    periods, targets, versions = defaultdict(list), defaultdict(list), defaultdict(list)
    staff_figures = {}
    queries = [
        _columns(model.objects.filter(measure_id__in=measure_ids))
        for model in (Target, MeasureVersion, StaffFigure)
    ]
    found_periods = _columns(Period.objects.filter(calendar_id__in=calendar_ids))
    rows = sorted(found_periods.union(*queries, all=True), key=lambda row: (row[2], row[1]))
    for label, *values in rows:
        found = {name: value for name, value in zip(_ROW, values, strict=True) if value is not None}
        if label == Period._meta.label:
            periods[found["calendar_id"]].append(Period(**found))
        elif label == Target._meta.label:
            targets[found["measure_id"]].append(Target(**found))
        elif label == MeasureVersion._meta.label:
            versions[found["measure_id"]].append(MeasureVersion(**found))
        else:
            key = (found["measure_id"], found["starts_on"], found["ends_on"])
            staff_figures[key] = StaffFigure(**found)
    return Dated(dict(periods), dict(targets), dict(versions), staff_figures)


def _columns(rows: QuerySet) -> QuerySet:
    own = {field.attname for field in rows.model._meta.fields}
    columns = [name if name in own else Cast(Value(None), field) for name, field in _COLUMNS.items()]
    label = Value(rows.model._meta.label, output_field=CharField())
    return rows.order_by().values_list(label, "pk", "starts_on", *columns)
