"""Commitments: what an organization promises to give for a goal."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from measurements.choices import Basis, CommitmentKind
from measurements.models.goals import Goal, PartnershipRowsQuerySet
from measurements.models.measures import DIGITS
from partners.access import REPORTING_ROLES, Scope
from partners.constraints import SameLibrary, parent_key
from partners.models.agreements import Agreement
from partners.models.base import TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership
from partners.models.users import User


class PlanRowsQuerySet(PartnershipRowsQuerySet):
    """Rows of the plan: all members read them; the backbone and the organization's own people change them."""

    def partner_edits(self, scope: Scope) -> Q:
        own = Q(organization_id__in=scope.organizations_as(*REPORTING_ROLES))
        # Who has left the partnership keeps nothing to change in it.
        return Q(partnership_id__in=scope.backbone_ids) | own & Q(partnership_id__in=scope.partnership_ids)


class Commitment(TenantModel, VersionedModel):
    """One promise; it holds once the organization itself has confirmed it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("goal")
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="commitments",
        verbose_name=_("organization"),
    )
    title = models.CharField(_("what is promised"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=CommitmentKind.choices)
    quantity = models.DecimalField(_("how much"), null=True, blank=True, **DIGITS)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    basis = models.CharField(_("counted"), max_length=20, choices=Basis.choices, default=Basis.TOTAL)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    # The agreement that this promise is a line of, if it stands in one.
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("agreement"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    objects = PlanRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["starts_on", "pk"]
        indexes = [
            models.Index(
                fields=["library", "partnership", "starts_on", "id"], name="commitment_by_partnership"
            ),
            models.Index(fields=["organization", "goal"], name="commitment_by_organization"),
        ]
        constraints = [
            parent_key("commitment_key"),
            parent_key("commitment_activity_key", "partnership", "organization"),
            SameLibrary(field="goal", also=("partnership",), name="commitment_goal_library"),
            SameLibrary(field="partnership", name="commitment_pship_library"),
            SameLibrary(field="organization", name="commitment_org_library"),
            SameLibrary(field="agreement", also=("partnership",), name="commitment_agreement_library"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="commitment_dates",
                violation_error_message=_("A commitment cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gt=0),
                name="commitment_quantity",
                violation_error_message=_("Promise more than nothing, or leave the quantity empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
