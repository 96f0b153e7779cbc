"""Goals: what a partnership wants to change, how, and who does what for it."""

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from measurements.choices import RoleKind
from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.decisions import Decision
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership


class PartnershipRowsQuerySet(ScopedQuerySet):
    """Rows that every member and funder of the partnership may open, and its backbone may change."""

    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids | scope.funded_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class GoalQuerySet(PartnershipRowsQuerySet):
    def open(self) -> "GoalQuerySet":
        """Goals that are still worked on."""
        return self.filter(closed_on=None)

    def with_plan(self) -> "GoalQuerySet":
        """With strategies, roles and measures, as the agenda prints them."""
        roles = Prefetch("roles", Role.objects.select_related("organization"))
        return self.prefetch_related("strategies", roles, "measures__targets")


class Goal(TenantModel, VersionedModel):
    """One goal of the shared agenda, with or without a number."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="goals")
    title = models.CharField(_("goal"), max_length=200)
    description = models.TextField(_("what it means"), blank=True)
    position = models.PositiveIntegerField(_("place on the agenda"), default=0, editable=False)
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.TextField(_("why it was closed"), blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["library", "partnership", "id"], name="goal_by_partnership")]
        constraints = [
            parent_key("goal_key"),
            parent_key("goal_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="goal_library"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(close_reason=""),
                name="goal_closed_with_reason",
                violation_error_message=_("Say why the goal is closed."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("goal", args=[self.library.slug, self.pk])


class Strategy(TenantModel, VersionedModel):
    """One way in which a partnership goes toward a goal."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="strategies")
    title = models.CharField(_("strategy"), max_length=300)

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ["pk"]
        indexes = [models.Index(fields=["goal", "id"], name="strategy_by_goal")]
        constraints = [
            parent_key("strategy_key"),
            parent_key("strategy_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="strategy_library"),
            SameLibrary(field="goal", also=("partnership",), name="strategy_goal_library"),
        ]

    def __str__(self) -> str:
        return self.title


class Role(TenantModel):
    """What one organization does for a goal."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="roles")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind.choices)

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["pk"]
        constraints = [
            SameLibrary(field="partnership", name="role_library"),
            SameLibrary(field="goal", also=("partnership",), name="role_goal_library"),
            SameLibrary(field="organization", name="role_organization_library"),
            models.UniqueConstraint(
                fields=["goal", "organization", "kind"],
                name="role_once",
                violation_error_message=_("This organization has that role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_kind_display()}"


class GoalDecisionQuerySet(ScopedQuerySet):
    """As decisions: funders read the agenda, not what was said about it."""

    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class GoalDecision(TenantModel):
    """A decision is about a goal. The link is here, so that meetings can make decisions without goals."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="decision_links")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="goal_links")

    objects = GoalDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision about a goal")
        verbose_name_plural = _("decisions about goals")
        ordering = ["pk"]
        constraints = [
            SameLibrary(field="partnership", name="goal_decision_library"),
            SameLibrary(field="goal", also=("partnership",), name="goal_decision_goal_library"),
            SameLibrary(field="decision", also=("partnership",), name="goal_decision_decision_library"),
            models.UniqueConstraint(fields=["goal", "decision"], name="goal_decision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.decision_id}"
