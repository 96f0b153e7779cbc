"""More time for one member: asked for, or simply given."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measurements.models.measures import Measure
from measurements.models.reports import Report
from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.partnerships import Partnership


class ExtensionQuerySet(ScopedQuerySet):
    def partner_rows(self, scope: Scope) -> Q:
        return Q(organization_id__in=scope.organization_ids) | Q(partnership_id__in=scope.backbone_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)

    def waiting(self) -> "ExtensionQuerySet":
        """Asked for and not answered yet."""
        return self.filter(settled_at=None)


class Extension(TenantModel, VersionedModel):
    """One member may change one period's figures until the end of a day; without a measure, all of them.

    Asked for by a partner it has no day until staff give one; turned down, it has none for good.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="extensions")
    measure = models.ForeignKey(
        Measure,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("measure"),
    )
    until = models.DateField(_("open until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    asked_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    settled_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    settled_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["library", "id"], condition=Q(settled_at__isnull=True), name="extension_waiting"
            ),
            models.Index(fields=["until", "report"], name="extension_by_day"),
        ]
        constraints = [
            parent_key("extension_key"),
            SameLibrary(
                field="report", also=("partnership", "organization"), name="extension_report_library"
            ),
            SameLibrary(field="measure", also=("partnership",), name="extension_measure_library"),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(settled_at__isnull=True),
                name="extension_asked_once",
                violation_error_message=_("More time has been asked for already."),
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, until__isnull=True, asked_by__isnull=False)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="extension_given_by_somebody",
                violation_error_message=_("Somebody asks for more time, and somebody gives it."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="extension_reason",
                violation_error_message=_("Say why more time is needed."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.report)
