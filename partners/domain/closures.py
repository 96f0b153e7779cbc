"""Closure days: when no reminder leaves, besides weekends."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners import audit
from partners.domain.versions import add_row
from partners.models import ClosureDay, Library, User

LONGEST = timedelta(days=62)
FARTHEST = timedelta(days=3 * 366)
ONE_DAY = timedelta(days=1)


@transaction.atomic
def add_closures(
    library: Library, *, by: User, first_on: date, last_on: date, reason: str, on: date
) -> list[ClosureDay]:
    """Close the library on each day from first to last; days that are closed already stay as they are.

    Planned reminders move with the next run of the planner. Raises `ValidationError`.
    """
    _check(first_on, last_on, on)
    # The library's row is the lock: two people who add the same holiday at once make it once.
    Library.objects.select_for_update().get(pk=library.pk)
    known = set(
        ClosureDay.objects.filter(library=library, on__range=(first_on, last_on)).values_list("on", flat=True)
    )
    days = [first_on + ONE_DAY * number for number in range((last_on - first_on).days + 1)]
    rows = [ClosureDay(library=library, on=day, reason=reason) for day in days if day not in known]
    if not rows:
        raise ValidationError(_("The library is marked as closed then already."))
    return [add_row(row, by=by, action="closure.added") for row in rows]


@transaction.atomic
def remove_closure(closure: ClosureDay, *, by: User) -> None:
    """Open the library on this day after all."""
    audit.record(by=by, action="closure.removed", subject=closure, changes={"reason": [closure.reason, None]})
    ClosureDay.objects.filter(pk=closure.pk).delete()


def closed_days(libraries: Iterable[int], *, since: date) -> dict[int, frozenset[date]]:
    """Each library's closure days from a day on, by the library's id, in one query."""
    found: dict[int, set[date]] = defaultdict(set)
    ids = set(libraries)
    for library_id, day in ClosureDay.objects.filter(library__in=ids, on__gte=since).values_list(
        "library_id", "on"
    ):
        found[library_id].add(day)
    return {pk: frozenset(found[pk]) for pk in ids}


def _check(first_on: date, last_on: date, on: date) -> None:
    if last_on < first_on:
        raise ValidationError({"last_on": _("The last day cannot be before the first.")})
    if first_on < on or last_on > on + FARTHEST:
        raise ValidationError({"first_on": _("Choose days from today on, at most three years ahead.")})
    if last_on - first_on >= LONGEST:
        raise ValidationError({"last_on": _("Choose at most 62 days at once.")})
