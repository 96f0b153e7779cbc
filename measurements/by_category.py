"""Totals of approved figures by category. With `series` the only code that adds over rows of others.

Outsiders, that is everybody but the library's staff and the backbone, read no small count and nothing from
which one could be worked out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, ExpressionWrapper, F, Sum

from measurements.choices import Aggregation, Content, DimensionKind, ObservationState
from measurements.hiding import hide_column
from measurements.models import Measure, Period, Slice
from measurements.parts import Part
from partners.access import Scope

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


def is_outsider(scope: Scope, measure: Measure) -> bool:
    """Tell whether small counts by category are hidden from somebody."""
    return not scope.is_staff_of(measure.library_id) and measure.partnership_id not in scope.backbone_ids


def published_parts(scope: Scope, measure: Measure, period: Period, *, threshold: Decimal) -> list[Result]:
    """Return the totals by category of one period, in one query; none for who does not see the measure."""
    theirs = scope.partnership_ids | scope.funded_ids
    if not scope.is_staff_of(measure.library_id) and measure.partnership_id not in theirs:
        return []
    weight = ExpressionWrapper(F("value") * F("n"), output_field=DecimalField())
    rows = (
        Slice.objects.filter(
            observation__measure=measure,
            observation__period=period,
            observation__state=ObservationState.APPROVED,
            observation__contested_at=None,
            observation__content=Content.NUMBER,
        )
        .order_by(
            f"{_LIST}__dimension__name_key", f"{_LIST}__dimension_id", "category__position", "category_id"
        )
        .values_list(
            f"{_LIST}__dimension_id",
            f"{_LIST}__dimension__name",
            f"{_LIST}__dimension__kind",
            "category__name",
            "category_id",
        )
        .annotate(Sum("value"), Sum("numerator"), Sum("denominator"), Sum("n"), weighed=Sum(weight))
    )
    found: dict[tuple[int, str, str], dict[str, Part]] = defaultdict(dict)
    for dimension_id, name, kind, category, _pk, *sums in rows:
        found[dimension_id, name, kind][category] = _part(measure, sums)
    hidden_below = threshold if is_outsider(scope, measure) else None
    return [
        _result(measure, name, kind == DimensionKind.PARTITION, parts, hidden_below)
        for (_pk, name, kind), parts in found.items()
    ]


def _part(measure: Measure, sums: Sequence[Decimal | None]) -> Part:
    value, numerator, denominator, n, weighed = sums
    if measure.aggregation == Aggregation.MEAN:
        return Part(value=weighed / n if n and weighed is not None else None, n=n)
    return Part(value=value, numerator=numerator, denominator=denominator)


def _result(
    measure: Measure, name: str, is_partition: bool, parts: Mapping[str, Part], hidden_below: Decimal | None
) -> Result:
    counts = {category: _count(measure, part) for category, part in parts.items()}
    total = sum(counts.values(), Decimal())
    shown = dict.fromkeys(parts, SHOWN)
    if hidden_below is not None:
        shown = _shown(measure, parts, is_partition=is_partition, threshold=hidden_below)
    rows = tuple(
        Row(category, part, counts[category] / total if is_partition and total else None, shown[category])
        for category, part in parts.items()
    )
    return Result(name, is_partition, rows)


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
