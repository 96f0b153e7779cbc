"""What a partner says about a figure that it cannot change itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measurements.choices import ClaimKind, ClaimOutcome
from measurements.models.reports import Observation
from partners.access import REPORTING_ROLES, Scope, ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership


class ClaimQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organization_ids) | Q(partnership_id__in=scope.backbone_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organizations_as(*REPORTING_ROLES))

    def open(self) -> "ClaimQuerySet":
        return self.filter(settled_at=None)


class Claim(TenantModel, VersionedModel):
    """An approved figure is to be corrected, or one that staff typed is contested; staff settle it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(_("kind"), max_length=20, choices=ClaimKind.choices)
    reason = models.TextField(_("what is wrong"), max_length=1000)
    made_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=ClaimOutcome.choices, blank=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    settled_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["library", "id"], condition=Q(settled_at__isnull=True), name="claim_open")
        ]
        constraints = [
            parent_key("claim_key"),
            SameLibrary(
                field="observation", also=("partnership", "organization"), name="claim_observation_library"
            ),
            models.UniqueConstraint(
                fields=["observation"],
                condition=Q(settled_at__isnull=True),
                name="claim_once",
                violation_error_message=_("This figure is being looked at already."),
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(outcome="")),
                name="claim_settled_by_somebody",
                violation_error_message=_("A settled claim says how and by whom."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="claim_reason",
                violation_error_message=_("Say what is wrong."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.observation)
