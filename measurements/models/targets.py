"""What is aimed at, and what staff worked out themselves."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from measurements.choices import TargetSpan
from measurements.models.goals import PartnershipRowsQuerySet
from measurements.models.measures import DIGITS, Measure
from partners.constraints import SameLibrary
from partners.models.base import TenantModel, VersionedModel
from partners.models.partnerships import Partnership


class Target(TenantModel, VersionedModel):
    """What is aimed at in some days: in each of their periods, or in all of them together."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="targets")
    span = models.CharField(
        _("it is for"), max_length=20, choices=TargetSpan.choices, default=TargetSpan.EACH_PERIOD
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    value = models.DecimalField(_("target"), **DIGITS)

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["measure_id", "starts_on", "pk"]
        constraints = [
            SameLibrary(field="measure", also=("partnership",), name="target_measure_library"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="target_dates",
                violation_error_message=_("A target cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(span="altogether") | Q(ends_on__isnull=False),
                name="target_altogether_ends",
                violation_error_message=_("A target for all periods together needs its last day."),
            ),
            models.UniqueConstraint(
                fields=["measure", "span", "starts_on"],
                name="target_once",
                violation_error_message=_("A target begins on that day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.value.normalize():f}"


class StaffFigure(TenantModel, VersionedModel):
    """How many different people there were in some days, worked out by staff from members' lists."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="staff_figures")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    value = models.DecimalField(_("different people"), **DIGITS)
    method = models.TextField(_("how it was worked out"))

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure worked out by staff")
        verbose_name_plural = _("figures worked out by staff")
        ordering = ["measure_id", "starts_on", "pk"]
        constraints = [
            SameLibrary(field="measure", also=("partnership",), name="stafffigure_measure_library"),
            models.UniqueConstraint(
                fields=["measure", "starts_on", "ends_on"],
                name="stafffigure_once",
                violation_error_message=_("There is a figure for these days already."),
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="stafffigure_dates"),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="stafffigure_not_negative",
                violation_error_message=_("People cannot be fewer than 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.starts_on} – {self.ends_on}"
