"""By which categories a library breaks figures down, and for which measures it asks so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from measurements.choices import DimensionKind
from measurements.models import CategoryList, Dimension, Measure, MeasureDimension, Slice, SliceCategory
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
    _add_list(dimension, 1, ALWAYS, names, has_rest=bool(rest))
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
    listed: CategoryList | None = None,
) -> Dimension:
    """Rename, order, retire and add categories of a list, else the newest; figures given stay with theirs.

    Raises `Stale` and `ValidationError`.
    """
    current = _locked(dimension, version=version)
    listed = listed or lists_of(current)[-1]
    rows = categories_of(listed)
    before = {"name": current.name, "categories": _in_words(rows)}
    _check_names([*(changes[row.pk].name if row.pk in changes else row.name for row in rows), *added])
    current.name = name
    current.full_clean()
    Dimension.objects.filter(pk=current.pk).update(
        name=name, name_key=current.name_key, version=current.version + 1
    )
    _change_categories(rows, changes)
    last = max((row.position for row in rows), default=0)
    for position, label in enumerate(added, start=last + 1):
        _add_category(listed, label, position)
    after = {"name": name, "categories": _in_words(categories_of(listed))}
    told = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
    audit.record(by=by, action="dimension.changed", subject=current, changes=told)
    current.version += 1
    return current


@transaction.atomic
def begin_list(
    dimension: Dimension,
    *,
    by: User,
    version: int,
    starts_on: date,
    categories: Sequence[str],
    rest: str = "",
) -> CategoryList:
    """Ask by other categories in periods that begin on or after a day; earlier periods keep theirs.

    Raises `Stale` and `ValidationError`.
    """
    current = _locked(dimension, version=version)
    newest = lists_of(current)[-1]
    if starts_on <= newest.starts_on:
        raise ValidationError({"starts_on": _("A list begins on that day or later already.")})
    if _given_from(current, starts_on).exists():
        raise ValidationError(
            {
                "starts_on": _(
                    "Figures are there by the present categories for periods from that day on."
                    " Choose a later day."
                )
            }
        )
    names = [*categories, rest] if rest else list(categories)
    _check_names(names)
    listed = _add_list(current, newest.number + 1, starts_on, names, has_rest=bool(rest))
    Dimension.objects.filter(pk=current.pk).update(version=current.version + 1)
    told = [_in_words(categories_of(row)) for row in (newest, listed)]
    audit.record(
        by=by,
        action="dimension.list_begun",
        subject=current,
        changes={"starts_on": [None, starts_on], "categories": told},
    )
    return listed


@transaction.atomic
def drop_list(listed: CategoryList, *, by: User, version: int) -> Dimension:
    """Take a list away that no figure was given by; the one before holds again.

    Raises `Stale` and `ValidationError`.
    """
    current = _locked(listed.dimension, version=version)
    lists = lists_of(current)
    if len(lists) < 2 or listed.pk != lists[-1].pk:  # noqa: PLR2004 - the first one stays
        raise ValidationError(_("Only the newest of several lists can be taken away."))
    if Slice.objects.filter(category__category_list=listed).exists():
        raise ValidationError(_("Figures were given by these categories. They stay."))
    told = [_in_words(categories_of(row)) for row in (listed, lists[-2])]
    SliceCategory.objects.filter(category_list=listed).delete()
    CategoryList.objects.filter(pk=listed.pk).delete()
    Dimension.objects.filter(pk=current.pk).update(version=current.version + 1)
    changes: dict[str, list[Any]] = {"starts_on": [listed.starts_on, None], "categories": told}
    audit.record(by=by, action="dimension.list_dropped", subject=current, changes=changes)
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
    return categories_of(lists_of(dimension)[-1])


def lists_of(dimension: Dimension) -> list[CategoryList]:
    """The lists of a breakdown, the newest last; there is always one."""
    return list(CategoryList.objects.filter(dimension=dimension).order_by("starts_on", "pk"))


def categories_of(listed: CategoryList) -> list[SliceCategory]:
    return list(SliceCategory.objects.filter(category_list=listed).order_by("position", "pk"))


def _locked(dimension: Dimension, *, version: int) -> Dimension:
    current = Dimension.objects.select_for_update().get(pk=dimension.pk)
    if current.version != version:
        raise Stale(current)
    return current


def _given_from(dimension: Dimension, day: date) -> QuerySet[Slice]:
    """Parts by present categories, drafts among them, in periods that begin on or after a day."""
    by_category = Slice.objects.filter(category__category_list__dimension=dimension)
    return by_category.filter(observation__period__starts_on__gte=day)


def _add_list(
    dimension: Dimension, number: int, starts_on: date, names: Sequence[str], *, has_rest: bool
) -> CategoryList:
    listed = CategoryList(
        library_id=dimension.library_id, dimension=dimension, number=number, starts_on=starts_on
    )
    listed.full_clean()
    listed.save(force_insert=True)
    for position, label in enumerate(names, start=1):
        is_rest = has_rest and dimension.kind == DimensionKind.PARTITION and position == len(names)
        _add_category(listed, label, position, is_unknown=is_rest)
    return listed


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
