"""Decisions: what a partnership agreed on, when, and who has to know."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.partnerships import Partnership


class DecisionQuerySet(ScopedQuerySet):
    """Decisions of the partnerships that the user's organizations belong to; funders read the agenda only."""

    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class Decision(TenantModel, VersionedModel):
    """What was decided. Other apps link it to what it is about."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField(_("decision"))
    decided_on = models.DateField(_("decided on"))
    present = models.TextField(_("who was present"), blank=True)
    told = models.TextField(_("who has to be told"), blank=True)
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_on", "-pk"]
        indexes = [
            models.Index(fields=["library", "partnership", "-decided_on", "id"], name="decision_newest")
        ]
        constraints = [
            parent_key("decision_key"),
            parent_key("decision_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="decision_library"),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(review_on__gte=models.F("decided_on")),
                name="decision_review_later",
                violation_error_message=_("A decision cannot be looked at again before it was made."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:200]
