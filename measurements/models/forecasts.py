"""Forecasts: what a partnership expects of a measure if it goes on as before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measurements.models.measures import Measure
from measurements.periods import Period, shown_label
from partners.access import Scope, ScopedQuerySet
from partners.constraints import SameLibrary
from partners.models.base import TenantModel
from partners.models.partnerships import Partnership


@dataclass(frozen=True)
class ForecastPoint:
    dates: Period
    label: str
    value: Decimal

    @property
    def shown_label(self) -> str:
        """The label in the active language."""
        return shown_label(self.dates, self.label)


class MembersRowsQuerySet(ScopedQuerySet):
    """What members tell one another about a measure: not for funders. The backbone writes it."""

    def partner_rows(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.partnership_ids)

    def partner_edits(self, scope: Scope) -> Q:
        return Q(partnership_id__in=scope.backbone_ids)


class Forecast(TenantModel):
    """One forecast. It never changes, and the database refuses an update of its row.

    The one with the highest number is open; a newer one closes it, and it stays to be read. A point is the
    first day of a period, that of the next, its label, and the value as text.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="forecasts")
    number = models.PositiveSmallIntegerField(_("forecast"))
    made_on = models.DateField(_("made on"))
    made_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")
    points = models.JSONField(_("values"))
    reason = models.TextField(_("why"))

    objects = MembersRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("forecast")
        verbose_name_plural = _("forecasts")
        ordering = ["measure_id", "-number"]
        constraints = [
            SameLibrary(field="measure", also=("partnership",), name="forecast_measure_library"),
            models.UniqueConstraint(
                fields=["measure", "number"],
                name="forecast_once",
                violation_error_message=_("Somebody else made a forecast at the same time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.number}"

    @property
    def by_start(self) -> dict[date, ForecastPoint]:
        """What is expected, by the first day of each period, in their order."""
        rows = [
            ForecastPoint(
                Period(date.fromisoformat(start), date.fromisoformat(following)), label, Decimal(value)
            )
            for start, following, label, value in self.points
        ]
        return {row.dates.starts_on: row for row in rows}
