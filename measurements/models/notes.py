"""Notes on a measure: the story behind its curve, period by period."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measurements.models.forecasts import MembersRowsQuerySet
from measurements.models.measures import Measure
from measurements.models.periods import Period
from partners.constraints import SameLibrary
from partners.models.base import TenantModel, VersionedModel
from partners.models.partnerships import Partnership


class MeasureNote(TenantModel, VersionedModel):
    """What stands behind the figures of one measure in one period, and what will be done."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="notes")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+", verbose_name=_("period"))
    story = models.TextField(_("story behind the curve"))
    works = models.TextField(_("what works"), blank=True)
    next_steps = models.TextField(_("what we will do"), blank=True)
    written_by = models.ForeignKey("partners.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))

    objects = MembersRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-period__starts_on", "-pk"]
        constraints = [
            SameLibrary(field="measure", also=("partnership",), name="measurenote_measure_library"),
            SameLibrary(field="period", also=("partnership",), name="measurenote_period_library"),
            models.UniqueConstraint(
                fields=["measure", "period"],
                name="measurenote_once",
                violation_error_message=_("There is a note for this period already. Change that one."),
            ),
            models.CheckConstraint(
                condition=~Q(story=""),
                name="measurenote_story",
                violation_error_message=_("Tell the story behind the curve."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} – {self.period}"
