"""What a figure said before it was changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from measurements.choices import Content, ObservationState
from measurements.models.measures import DIGITS
from measurements.models.reports import Observation
from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary
from partners.models.base import TenantModel
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership


class RevisionQuerySet(ScopedQuerySet):
    def staff_rows(self) -> Q:
        # A draft that staff's own entry took the place of is still the partner's own.
        return ~Q(state=ObservationState.DRAFT)

    def partner_rows(self, scope: Scope) -> Q:
        theirs = Q(organization_id__in=scope.organization_ids)
        return theirs | (Q(partnership_id__in=scope.backbone_ids) & ~Q(state=ObservationState.DRAFT))


class Revision(TenantModel):
    """Earlier contents of an observation, as they stood until `replaced_at`. Rows are only ever added."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=20, choices=ObservationState.choices)
    content = models.CharField(_("kind of answer"), max_length=20, choices=Content.choices)
    value = models.DecimalField(_("number"), null=True, blank=True, **DIGITS)
    numerator = models.DecimalField(_("part"), null=True, blank=True, **DIGITS)
    denominator = models.DecimalField(_("whole"), null=True, blank=True, **DIGITS)
    n = models.DecimalField(_("people asked"), null=True, blank=True, **DIGITS)
    text = models.TextField(_("answer in words"), blank=True)
    # By breakdown and category in words, so that it reads the same when those are renamed.
    parts = models.JSONField(_("parts by category"), default=list, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    given_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(
        "partners.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    contested_at = models.DateTimeField(_("contested"), null=True, blank=True)
    parts_reason = models.CharField(
        _("why its parts may differ from it"), max_length=300, blank=True, default="", db_default=""
    )
    parts_accepted_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    parts_accepted_at = models.DateTimeField(_("parts accepted"), null=True, blank=True)
    replaced_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(_("replaced"))
    why = models.TextField(_("why it was changed"), blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["observation_id", "number"]
        indexes = [models.Index(fields=["library", "partnership", "replaced_at"], name="revision_replaced")]
        constraints = [
            SameLibrary(
                field="observation", also=("partnership", "organization"), name="revision_observation_library"
            ),
            SameLibrary(field="giver", also=("organization",), name="revision_giver_library"),
            models.UniqueConstraint(fields=["observation", "number"], name="revision_once"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(replaced_at__gte=F("decided_at")),
                name="revision_after_decision",
                violation_error_message=_("A figure is replaced after it was decided about."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observation} ({self.number})"
