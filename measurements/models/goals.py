"""Goals: what a partnership wants to change."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.partnerships import Partnership


class PartnershipRowsQuerySet(ScopedQuerySet):
    """Rows that every member and funder of the partnership may open, and its backbone may change."""

    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids | scope.funded_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class Goal(TenantModel, VersionedModel):
    """One goal of the shared agenda, with or without a number."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="goals")
    title = models.CharField(_("goal"), max_length=200)
    description = models.TextField(_("what it means"), blank=True)

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["pk"]
        indexes = [models.Index(fields=["library", "partnership", "id"], name="goal_by_partnership")]
        constraints = [
            parent_key("goal_key"),
            parent_key("goal_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="goal_library"),
        ]

    def __str__(self) -> str:
        return self.title
