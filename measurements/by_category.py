"""Totals of approved figures by category. With `series` the only code that adds over rows of others.

Outsiders, that is everybody but the library's staff and the backbone, read no small count and nothing from
which one could be worked out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Sum
from django.utils.translation import gettext as _

from measurements.choices import Aggregation, Content, DimensionKind, ObservationState
from measurements.hiding import hide_column
from measurements.models import CategoryList, Measure, Period, Slice
from measurements.parts import Part
from partners.access import Scope
from partners.numbers import format_number

SHOWN = "shown"
# A figure with decimals is hidden like a whole number of ten-thousandths.
_SCALE = 10_000
_LIST = "category__category_list"


@dataclass(frozen=True)
class Row:
    """One category: its figure, its share of all that was broken down, and whether it is shown."""

    name: str
    part: Part
    share: Decimal | None
    shown: str = SHOWN


@dataclass(frozen=True)
class Result:
    """One breakdown of a measure in one period."""

    name: str
    is_partition: bool
    rows: tuple[Row, ...]
    # The first day of the list of categories, where there was another one before.
    since: date | None = None


def hidden_in_words(row: Row, threshold: Decimal) -> str:
    """Return what stands in the place of a figure that is hidden; nothing for one that is shown."""
    if row.shown == SHOWN:
        return ""
    words = _("fewer than %(count)s") % {"count": format_number(threshold)}
    return words if row.shown == "fewer" else _("not shown")


def is_outsider(scope: Scope, measure: Measure) -> bool:
    """Tell whether small counts by category are hidden from somebody."""
    return not scope.is_staff_of(measure.library_id) and measure.partnership_id not in scope.backbone_ids


def published_parts(scope: Scope, measure: Measure, period: Period, *, threshold: Decimal) -> list[Result]:
    """Return the totals by category of one period, in one query; none for who does not see the measure."""
    found = published_results(scope, [measure], period=period, threshold=threshold)
    return found.get((measure.pk, period.pk), [])


def published_results(
    scope: Scope, measures: Iterable[Measure], *, threshold: Decimal, period: Period | None = None
) -> dict[tuple[int, int], list[Result]]:
    """Return by measure and period the totals by category, in one query.

    Of a breakdown only the list that holds in the period is published, never two of them.
    """
    seen = {row.pk: row for row in measures if _may_see(scope, row)}
    slices = Slice.objects.filter(
        observation__measure__in=seen,
        observation__state=ObservationState.APPROVED,
        observation__contested_at=None,
        observation__content=Content.NUMBER,
    )
    if period is not None:
        slices = slices.filter(observation__period=period)
    found: dict[tuple[int, int], dict[tuple, dict[str, Part]]] = defaultdict(lambda: defaultdict(dict))
    for row in _sums(slices):
        measure_id, period_id, _list, name, kind, number, starts_on, category, _category, *sums = row
        parts = found[measure_id, period_id][name, kind, number, starts_on]
        parts[category] = _part(seen[measure_id], sums)
    return {
        key: [_result(seen[key[0]], listed, parts, scope, threshold) for listed, parts in results.items()]
        for key, results in found.items()
    }


def _may_see(scope: Scope, measure: Measure) -> bool:
    theirs = scope.partnership_ids | scope.funded_ids
    return scope.is_staff_of(measure.library_id) or measure.partnership_id in theirs


def _sums(slices: QuerySet[Slice]) -> Iterable[Sequence[Any]]:
    """Add the parts of each category up over members."""
    day = "observation__period__starts_on"
    later = CategoryList.objects.filter(
        dimension=OuterRef(f"{_LIST}__dimension"),
        starts_on__gt=OuterRef(f"{_LIST}__starts_on"),
        starts_on__lte=OuterRef(day),
    )
    names = ("dimension__name", "dimension__kind", "number", "starts_on")
    weight = ExpressionWrapper(F("value") * F("n"), output_field=DecimalField())
    return (
        slices.filter(~Exists(later))
        .order_by(
            f"{_LIST}__dimension__name_key",
            f"{_LIST}__dimension_id",
            f"{_LIST}_id",
            "category__position",
            "category_id",
        )
        .values_list(
            "observation__measure_id",
            "observation__period_id",
            f"{_LIST}_id",
            *(f"{_LIST}__{name}" for name in names),
            "category__name",
            "category_id",
        )
        .annotate(Sum("value"), Sum("numerator"), Sum("denominator"), Sum("n"), weighed=Sum(weight))
    )


def _part(measure: Measure, sums: Sequence[Decimal | None]) -> Part:
    value, numerator, denominator, n, weighed = sums
    if measure.aggregation == Aggregation.MEAN:
        return Part(value=weighed / n if n and weighed is not None else None, n=n)
    return Part(value=value, numerator=numerator, denominator=denominator)


def _result(
    measure: Measure, listed: Sequence[Any], parts: Mapping[str, Part], scope: Scope, threshold: Decimal
) -> Result:
    name, kind, number, starts_on = listed
    is_partition = kind == DimensionKind.PARTITION
    counts = {category: _count(measure, part) for category, part in parts.items()}
    total = sum(counts.values(), Decimal())
    shown = dict.fromkeys(parts, SHOWN)
    if measure.counts_people and is_outsider(scope, measure):
        shown = _shown(measure, parts, is_partition=is_partition, threshold=threshold)
    rows = tuple(
        Row(category, part, counts[category] / total if is_partition and total else None, shown[category])
        for category, part in parts.items()
    )
    return Result(name, is_partition, rows, starts_on if number > 1 else None)


def _count(measure: Measure, part: Part) -> Decimal:
    """Return how many a category has: of a share and an average those who were asked."""
    found = {Aggregation.PERCENT: part.denominator, Aggregation.MEAN: part.n}.get(
        Aggregation(measure.aggregation), part.value
    )
    return found or Decimal()


def _shown(
    measure: Measure, parts: Mapping[str, Part], *, is_partition: bool, threshold: Decimal
) -> dict[str, str]:
    """Return by category what is read of it; a share is hidden with any of its counts."""
    columns = [{category: _count(measure, part) for category, part in parts.items()}]
    if measure.aggregation == Aggregation.PERCENT:
        part_of = {category: part.numerator or Decimal() for category, part in parts.items()}
        rest = {category: columns[0][category] - part_of[category] for category in parts}
        columns += [part_of, rest]
    answers = [_hidden(column, is_partition=is_partition, threshold=threshold) for column in columns]
    if len(answers) == 1:
        return answers[0]
    both = {category: {answer[category] for answer in answers} for category in parts}
    return {category: SHOWN if said == {SHOWN} else "hidden" for category, said in both.items()}


def _hidden(column: Mapping[str, Decimal], *, is_partition: bool, threshold: Decimal) -> dict[str, str]:
    is_whole = all(value == value.to_integral_value() for value in column.values())
    scale = 1 if is_whole else _SCALE
    values = {category: int(value * scale) for category, value in column.items()}
    total = sum(values.values()) if is_partition else None
    return hide_column(values, total=total, threshold=int(threshold * scale))
