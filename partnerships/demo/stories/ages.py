"""Learners by age, asked for the first time in the last period; from the next year on by other categories."""

from collections.abc import Sequence
from decimal import Decimal

from measurements.choices import DimensionKind
from measurements.domain.dimensions import add_dimension, ask_by_category, begin_list, current_categories
from measurements.models import SliceCategory
from measurements.parts import Part
from partnerships.demo.stories import english
from partnerships.demo.stories.beginning import Told

_REST = "Unknown"
_NOW = ("Under 18", "18 to 64", "65 or older")
_LATER = ("Under 18", "18 to 24", "25 to 64", "65 or older")


def ask_by_age(told: Told) -> list[SliceCategory]:
    """Ask for learners by age from the last period on; return the categories of that period."""
    by, days = told.cast.manager, told.days
    dimension = add_dimension(
        told.partnership.library,
        by=by,
        name="Age",
        kind=DimensionKind.PARTITION,
        categories=_NOW,
        rest=_REST,
    )
    categories = current_categories(dimension)
    learners = told.measures[english.LEARNERS.name]
    ask_by_category(learners, by=by, dimension=dimension, starts_on=days.period(days.last))
    coming = days.period(days.last + 4)
    begin_list(dimension, by=by, version=dimension.version, starts_on=coming, categories=_LATER, rest=_REST)
    return categories


def by_age(categories: Sequence[SliceCategory], total: Decimal) -> dict[int, Part]:
    """Split a number of learners: few are children, few are old, and of some nobody knows it."""
    child, older, rest = total // 20, total // 6, total // 12
    numbers = (child, total - child - older - rest, older, rest)
    return {row.pk: Part(Decimal(number)) for row, number in zip(categories, numbers, strict=True)}
