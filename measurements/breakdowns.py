"""By which categories a measure's figures are asked for, and what was given for each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from measurements.answers import counts_of, fields_of
from measurements.models import (
    CategoryList,
    Dimension,
    Measure,
    MeasureDimension,
    Observation,
    Slice,
    SliceCategory,
)
from measurements.parts import Ask, Part, misfits_of, problems_of
from measurements.wording import answer_in_words

Parts = dict[int, Part]


@dataclass(frozen=True)
class Breakdown:
    """One dimension with the categories that are offered in a period."""

    dimension: Dimension
    categories: tuple[SliceCategory, ...]

    @property
    def ask(self) -> Ask:
        names = {row.pk: row.name for row in self.categories}
        return Ask(self.dimension.name, self.dimension.kind, names)


def breakdowns_for(measure_ids: Iterable[int], *, day: date) -> dict[int, list[Breakdown]]:
    """Return by measure what is asked in a period that begins on this day, in two queries at most."""
    begun = MeasureDimension.objects.filter(measure_id__in=measure_ids, starts_on__lte=day)
    asked = list(
        begun.filter(Q(ends_on=None) | Q(ends_on__gte=day))
        .select_related("dimension")
        .order_by("dimension__name_key", "pk")
    )
    offered = categories_on({row.dimension_id for row in asked}, day=day) if asked else {}
    found: dict[int, list[Breakdown]] = defaultdict(list)
    for row in asked:
        categories = offered.get(row.dimension_id, ())
        if categories and row.dimension_id not in {known.dimension.pk for known in found[row.measure_id]}:
            found[row.measure_id].append(Breakdown(row.dimension, tuple(categories)))
    return dict(found)


def categories_on(dimension_ids: Iterable[int], *, day: date) -> dict[int, list[SliceCategory]]:
    """Return by dimension the categories of the list that holds on a day, without those no longer used."""
    rows = SliceCategory.objects.filter(
        category_list__dimension_id__in=dimension_ids, category_list__starts_on__lte=day
    ).select_related("category_list")
    lists: dict[int, CategoryList] = {}
    for row in rows:
        listed = row.category_list
        known = lists.setdefault(listed.dimension_id, listed)
        if listed.starts_on > known.starts_on:
            lists[listed.dimension_id] = listed
    current = {listed.pk for listed in lists.values()}
    found = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.position, row.pk)):
        if row.category_list_id in current and (row.retired_on is None or row.retired_on > day):
            found[row.category_list.dimension_id].append(row)
    return dict(found)


def parts_of(observation_ids: Sequence[int]) -> dict[int, Parts]:
    """Return by observation and category what was given, in one query."""
    found: dict[int, Parts] = defaultdict(dict)
    for row in Slice.objects.filter(observation_id__in=observation_ids) if observation_ids else ():
        found[row.observation_id][row.category_id] = Part.of(row)
    return dict(found)


def line_problems(
    measure: Measure, line: Observation, parts: Parts, breakdowns: Sequence[Breakdown]
) -> list[str]:
    """Return in sentences why a line cannot be handed in as its figures stand."""
    if not line.is_number or measure.is_words:
        return []
    return figure_problems(measure, Part.of(line), parts, breakdowns, may_differ=bool(line.parts_reason))


def figure_problems(
    measure: Measure,
    whole: Part,
    parts: Parts,
    breakdowns: Sequence[Breakdown],
    *,
    may_differ: bool = False,
) -> list[str]:
    """Return in sentences what does not fit between the parts of a figure and its whole."""
    return [
        text
        for breakdown in breakdowns
        for text in problems_of(
            breakdown.ask,
            whole,
            parts,
            typed=fields_of(measure),
            counts=counts_of(measure),
            may_exceed_whole=measure.may_exceed_whole,
            may_differ=may_differ,
        )
    ]


def do_parts_differ(measure: Measure, whole: Part, parts: Parts, breakdowns: Sequence[Breakdown]) -> bool:
    """Tell whether parts that should add up to the whole do not."""
    return bool(misfits(measure, whole, parts, [row for row in breakdowns if row.ask.is_partition]))


def misfits(measure: Measure, whole: Part, parts: Parts, breakdowns: Sequence[Breakdown]) -> list[str]:
    """Return how far the parts are from the whole: what is shown while one still types."""
    return [
        text
        for breakdown in breakdowns
        for text in misfits_of(breakdown.ask, whole, parts, counts=counts_of(measure))
    ]


def parts_in_words(measure: Measure, slices: Iterable[Slice]) -> list[tuple[str, str]]:
    """Return each breakdown with its parts, "Age" with "Under 18: 40 · Unknown: 2"."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in sorted(slices, key=_place):
        name = row.category.category_list.dimension.name
        found[name].append(f"{row.category.name}: {answer_in_words(measure, row)}")
    return [(name, " · ".join(texts)) for name, texts in found.items()]


def _place(row: Slice) -> tuple[str, int]:
    return row.category.category_list.dimension.name, row.category.position


def kept_in_words(measure: Measure, kept: Sequence[Sequence[Any]]) -> list[tuple[str, str]]:
    """Return what a revision kept of the parts, in the same words."""
    found: dict[str, list[str]] = defaultdict(list)
    for dimension, category, *numbers in kept:
        part = Part(*(None if number is None else Decimal(number) for number in numbers))
        found[dimension].append(f"{category}: {answer_in_words(measure, part)}")
    return [(name, " · ".join(texts)) for name, texts in found.items()]
