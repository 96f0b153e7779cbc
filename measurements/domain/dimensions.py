"""By which categories a library breaks figures down, and for which measures it asks so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from measurements.choices import DimensionKind
from measurements.models import CategoryList, Dimension, Measure, MeasureDimension, SliceCategory
from partners import audit
from partners.domain.versions import Stale, add_row
from partners.models import Library, User

MOST_CATEGORIES = 40
# Lists hold for every period until somebody begins another one.
ALWAYS = date(1900, 1, 1)


@dataclass(frozen=True)
class CategoryChange:
    """What a category is to be: its name, its place, and from when it is no longer asked for."""

    name: str
    position: int
    retired_on: date | None


@transaction.atomic
def add_dimension(
    library: Library, *, by: User, name: str, kind: str, categories: Sequence[str], rest: str = ""
) -> Dimension:
    """Begin a breakdown; `rest` names the category for whoever fits no other. Raises `ValidationError`."""
    names = [*categories, rest] if rest else list(categories)
    _check_names(names)
    dimension = add_row(Dimension(library=library, name=name, kind=kind), by=by, action="dimension.added")
    listed = CategoryList(library=library, dimension=dimension, number=1, starts_on=ALWAYS)
    listed.full_clean()
    listed.save(force_insert=True)
    for position, label in enumerate(names, start=1):
        is_rest = bool(rest) and kind == DimensionKind.PARTITION and position == len(names)
        _add_category(listed, label, position, is_unknown=is_rest)
    return dimension


@transaction.atomic
def change_dimension(
    dimension: Dimension,
    *,
    by: User,
    version: int,
    name: str,
    changes: Mapping[int, CategoryChange],
    added: Sequence[str] = (),
) -> Dimension:
    """Rename, order, retire and add categories; figures already given stay with theirs.

    Raises `Stale` and `ValidationError`.
    """
    current = Dimension.objects.select_for_update().get(pk=dimension.pk)
    if current.version != version:
        raise Stale(current)
    rows = list(current_categories(current))
    before = {"name": current.name, "categories": _in_words(rows)}
    _check_names([*(changes[row.pk].name if row.pk in changes else row.name for row in rows), *added])
    current.name = name
    current.full_clean()
    Dimension.objects.filter(pk=current.pk).update(
        name=name, name_key=current.name_key, version=current.version + 1
    )
    _change_categories(rows, changes)
    listed = CategoryList.objects.filter(dimension=current).order_by("starts_on").last()
    last = max((row.position for row in rows), default=0)
    for position, label in enumerate(added, start=last + 1):
        _add_category(listed, label, position)
    after = {"name": name, "categories": _in_words(current_categories(current))}
    told = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
    audit.record(by=by, action="dimension.changed", subject=current, changes=told)
    current.version += 1
    return current


@transaction.atomic
def ask_by_category(measure: Measure, *, by: User, dimension: Dimension, starts_on: date) -> MeasureDimension:
    """Ask for a measure by category in periods that begin on or after a day. Raises `ValidationError`."""
    Measure.objects.select_for_update().get(pk=measure.pk)
    if measure.is_derived or measure.is_words:
        raise ValidationError(_("Only figures that members count can be asked by category."))
    spells = MeasureDimension.objects.filter(measure=measure, dimension=dimension)
    if spells.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).exists():
        raise ValidationError({"dimension": _("The measure is asked by this breakdown on that day already.")})
    row = MeasureDimension(
        library_id=measure.library_id,
        partnership_id=measure.partnership_id,
        measure=measure,
        dimension=dimension,
        starts_on=starts_on,
    )
    return add_row(row, by=by, action="breakdown.added")


@transaction.atomic
def stop_asking(row: MeasureDimension, *, by: User, ends_on: date) -> MeasureDimension:
    """Ask no longer in periods that begin after this day; what was given stays. Raises `ValidationError`."""
    current = MeasureDimension.objects.select_for_update().get(pk=row.pk)
    before, current.ends_on = current.ends_on, ends_on
    if ends_on < current.starts_on:
        raise ValidationError({"ends_on": _("This cannot end before it starts.")})
    current.full_clean()
    current.save(update_fields=["ends_on"])
    audit.record(by=by, action="breakdown.ended", subject=current, changes={"ends_on": [before, ends_on]})
    return current


def current_categories(dimension: Dimension) -> list[SliceCategory]:
    """The categories of the newest list, in their order, retired ones among them."""
    listed = CategoryList.objects.filter(dimension=dimension).order_by("-starts_on", "-pk").values("pk")[:1]
    return list(SliceCategory.objects.filter(category_list__in=listed).order_by("position", "pk"))


def _change_categories(rows: Sequence[SliceCategory], changes: Mapping[int, CategoryChange]) -> None:
    changed = [row for row in rows if row.pk in changes]
    # Two names may change places: none may meet the other on the way.
    for row in changed:
        SliceCategory.objects.filter(pk=row.pk).update(name=f"#{row.pk}")
    for row in changed:
        wanted = changes[row.pk]
        row.name, row.position, row.retired_on = wanted.name, wanted.position, wanted.retired_on
        row.full_clean()
        row.save(update_fields=["name", "position", "retired_on"])


def _add_category(listed: Any, label: str, position: int, *, is_unknown: bool = False) -> None:
    row = SliceCategory(
        library_id=listed.library_id,
        category_list=listed,
        position=position,
        name=label,
        is_unknown=is_unknown,
    )
    row.full_clean()
    row.save(force_insert=True)


def _check_names(names: Sequence[str]) -> None:
    folded = [name.casefold() for name in names]
    double = next((name for name in names if folded.count(name.casefold()) > 1), None)
    if double is not None:
        raise ValidationError(_("“%(name)s” is in the list twice.") % {"name": double})
    if len(names) < 2:  # noqa: PLR2004 - one category divides nothing
        raise ValidationError(_("Name two categories at least."))
    if len(names) > MOST_CATEGORIES:
        raise ValidationError(_("Name at most %(count)d categories.") % {"count": MOST_CATEGORIES})


def _in_words(rows: Sequence[SliceCategory]) -> str:
    ordered = sorted(rows, key=lambda row: (row.position, row.pk))
    return ", ".join(f"{row.name} ({row.retired_on})" if row.retired_on else row.name for row in ordered)
