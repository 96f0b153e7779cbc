"""The groups of people that goals and activities are for."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from measurements.models import Goal, GoalPopulation, Population
from partners import audit
from partners.domain.versions import add_row
from partners.models import Library, User
from partners.names import name_key

MOST_GROUPS = 20


@transaction.atomic
def find_or_add_population(library: Library, *, by: User, name: str) -> Population:
    """The library's group of this name, however it is spelled; a new one if there is none."""
    found = Population.objects.filter(library=library, name_key=name_key(name)[:400]).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return add_row(Population(library=library, name=name), by=by, action="population.added")
    except (IntegrityError, ValidationError):
        # Somebody else added it at the same moment.
        again = Population.objects.filter(library=library, name_key=name_key(name)[:400]).first()
        if again is None:
            raise
        return again


@transaction.atomic
def set_populations(goal: Goal, *, by: User, names: Iterable[str]) -> list[Population]:
    """Say whom a goal is for; groups that are not named are taken off. Raises `ValidationError`."""
    Goal.objects.select_for_update().get(pk=goal.pk)
    wanted = {row.pk: row for row in (find_or_add_population(goal.library, by=by, name=one) for one in names)}
    if len(wanted) > MOST_GROUPS:
        raise ValidationError(_("Name at most %(count)d groups for one goal.") % {"count": MOST_GROUPS})
    links = list(GoalPopulation.objects.filter(goal=goal).select_related("population"))
    before = {link.population_id: link.population.name for link in links}
    if set(before) == set(wanted):
        return list(wanted.values())
    GoalPopulation.objects.filter(goal=goal).exclude(population__in=wanted).delete()
    for pk in wanted.keys() - before.keys():
        GoalPopulation.objects.create(
            library_id=goal.library_id, partnership_id=goal.partnership_id, goal=goal, population_id=pk
        )
    names_now = ", ".join(row.name for row in wanted.values())
    changes = {"populations": [", ".join(before.values()), names_now]}
    audit.record(by=by, action="goal.populations_set", subject=goal, changes=changes)
    return list(wanted.values())
