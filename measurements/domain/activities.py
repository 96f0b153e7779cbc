"""What is done for a goal, by whom, where and when."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from measurements.domain.populations import find_or_add_population
from measurements.models import Activity, ActivityHelper
from partners import audit
from partners.domain.versions import add_row, change_row
from partners.models import Library, Member, Organization, Partnership, User
from partners.names import name_key


@transaction.atomic
def add_activity(
    partnership: Partnership,
    *,
    by: User,
    values: dict[str, Any],
    population: str = "",
    helpers: Iterable[Organization] = (),
) -> Activity:
    """Plan an activity of a member. `population` is a name, known or new. Raises `ValidationError`."""
    helpers = list(helpers)
    _check_members(partnership, [values["organization"], *helpers])
    activity = Activity(library_id=partnership.library_id, partnership=partnership, **values)
    activity.population = _population(partnership.library, population, by=by)
    _check(activity)
    added = add_row(activity, by=by, action="activity.added")
    _set_helpers(added, helpers, by=by)
    return added


@transaction.atomic
def change_activity(
    activity: Activity,
    *,
    by: User,
    version: int,
    values: dict[str, Any],
    population: str = "",
    helpers: Iterable[Organization] | None = None,
) -> Activity:
    """Change the plan; what was held stays. The organization never changes: end it and add another.

    Raises `Stale` and `ValidationError`.
    """
    values = values | {
        "population": _population(activity.library, population, by=by),
        "place_key": name_key(values.get("place", activity.place))[:400],
    }
    for name, value in values.items():
        setattr(activity, name, value)
    _check(activity)
    changed = change_row(activity, by=by, action="activity.changed", version=version, values=values)
    if helpers is not None:
        helpers = list(helpers)
        _check_members(changed.partnership, helpers)
        _set_helpers(changed, helpers, by=by)
    return changed


def _population(library: Library, name: str, *, by: User) -> Any:
    return find_or_add_population(library, by=by, name=name) if name else None


def _check(activity: Activity) -> None:
    commitment = activity.commitment
    if commitment is not None and commitment.organization_id != activity.organization_id:
        raise ValidationError({"commitment": _("This is the promise of another organization.")})
    if (activity.starts_at is None) != (activity.ends_at is None):
        missing = "starts_at" if activity.starts_at is None else "ends_at"
        raise ValidationError({missing: _("Give both hours, or neither.")})


def _check_members(partnership: Partnership, organizations: list[Organization]) -> None:
    wanted = {row.pk for row in organizations}
    known = Member.objects.filter(partnership=partnership, organization__in=wanted)
    if wanted - set(known.values_list("organization_id", flat=True)):
        raise ValidationError(_("Only members of the partnership take part in its activities."))


def _set_helpers(activity: Activity, helpers: list[Organization], *, by: User) -> None:
    wanted = {row.pk: row for row in helpers if row.pk != activity.organization_id}
    links = list(ActivityHelper.objects.filter(activity=activity).select_related("helper"))
    before = {link.helper_id: link.helper.name for link in links}
    if set(before) == set(wanted):
        return
    ActivityHelper.objects.filter(activity=activity).exclude(helper__in=wanted).delete()
    for pk in wanted.keys() - before.keys():
        ActivityHelper.objects.create(
            library_id=activity.library_id,
            partnership_id=activity.partnership_id,
            activity=activity,
            helper_id=pk,
        )
    names = ", ".join(row.name for row in wanted.values())
    changes = {"helpers": [", ".join(before.values()), names]}
    audit.record(by=by, action="activity.helpers_set", subject=activity, changes=changes)
