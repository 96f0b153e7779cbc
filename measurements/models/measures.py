"""Measures: what is counted, what is aimed at, and who counts it."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from measurements.choices import Direction
from measurements.models.goals import Goal, PartnershipRowsQuerySet
from measurements.models.periods import ReportingCalendar
from partners.constraints import SameLibrary, parent_key
from partners.models.base import NamedModel, TenantModel, VersionedModel
from partners.models.organizations import Organization
from partners.models.partnerships import Member, Partnership

DIGITS: dict[str, Any] = {"max_digits": 15, "decimal_places": 4}


class Measure(TenantModel, NamedModel, VersionedModel):
    """What members count for a goal. Members' figures of one period are added up."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="measures")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="measures", verbose_name=_("goal"))
    calendar = models.ForeignKey(ReportingCalendar, on_delete=models.PROTECT, related_name="measures")
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("Who or what counts, so that all members count alike.")
    )
    unit = models.CharField(_("unit"), max_length=60, help_text=_("For example: learners, hours."))
    direction = models.CharField(
        _("direction"), max_length=20, choices=Direction.choices, default=Direction.INCREASE
    )
    baseline = models.DecimalField(
        _("baseline"), null=True, blank=True, help_text=_("The total of a period before you began."), **DIGITS
    )
    target = models.DecimalField(
        _("target"), null=True, blank=True, help_text=_("The total of all members in one period."), **DIGITS
    )

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["pk"]
        indexes = [models.Index(fields=["library", "partnership", "id"], name="measure_by_partnership")]
        constraints = [
            parent_key("measure_key"),
            parent_key("measure_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="measure_library"),
            SameLibrary(field="goal", also=("partnership",), name="measure_goal_library"),
            SameLibrary(field="calendar", also=("partnership",), name="measure_calendar_library"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("measure", args=[self.library.slug, self.pk])


class Assignment(TenantModel, VersionedModel):
    """A member is expected to report a measure, from one day to another."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="assignments")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="assignments")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]
        indexes = [models.Index(fields=["measure", "member"], name="assignment_by_measure")]
        constraints = [
            SameLibrary(
                field="member", also=("partnership", "organization"), name="assignment_member_library"
            ),
            SameLibrary(field="measure", also=("partnership",), name="assignment_measure_library"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="assignment_dates"
            ),
            models.UniqueConstraint(
                fields=["member", "measure"],
                condition=Q(ends_on__isnull=True),
                name="assignment_open_once",
                violation_error_message=_("This member reports the measure already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.measure_id}"
