"""Groups of people that goals and activities are for, in a library's own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from measurements.models.goals import Goal, PartnershipRowsQuerySet
from partners.access import ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import NamedModel, TenantModel
from partners.models.partnerships import Partnership


class Population(TenantModel, NamedModel):
    """One group, such as adults learning English; two spellings of it are the same group."""

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("group of people")
        verbose_name_plural = _("groups of people")
        ordering = ["name_key", "pk"]
        constraints = [
            parent_key("population_key"),
            models.UniqueConstraint(
                fields=["library", "name_key"],
                name="population_once",
                violation_error_message=_("There is a group of this name."),
            ),
        ]


class GoalPopulation(TenantModel):
    """A goal is for these people."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="population_links")
    population = models.ForeignKey(Population, on_delete=models.PROTECT, related_name="goal_links")

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("group of a goal")
        verbose_name_plural = _("groups of goals")
        ordering = ["population__name_key", "pk"]
        indexes = [models.Index(fields=["library", "partnership", "id"], name="goal_population_by_pship")]
        constraints = [
            SameLibrary(field="goal", also=("partnership",), name="goal_population_goal_library"),
            SameLibrary(field="partnership", name="goal_population_pship_library"),
            SameLibrary(field="population", name="goal_population_library"),
            models.UniqueConstraint(fields=["goal", "population"], name="goal_population_once"),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.population}"
