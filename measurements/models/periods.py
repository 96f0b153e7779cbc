"""Reporting calendars and their periods."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from measurements import periods
from measurements.choices import Frequency
from measurements.models.goals import PartnershipRowsQuerySet
from partners.constraints import SameLibrary, parent_key
from partners.models.base import TenantModel, VersionedModel
from partners.models.partnerships import Partnership


class ReportingCalendar(TenantModel, VersionedModel):
    """How often members of a partnership report, counted from an anchor day."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="calendars")
    frequency = models.CharField(
        _("frequency"), max_length=20, choices=Frequency.choices, default=Frequency.QUARTERLY
    )
    anchor_on = models.DateField(_("first day"), help_text=_("The first day of the first period."))
    due_days = models.PositiveSmallIntegerField(
        _("due days"), default=15, help_text=_("Days after the end of a period by which reports are due.")
    )
    lock_days = models.PositiveSmallIntegerField(
        _("lock days"),
        null=True,
        blank=True,
        help_text=_("Days after the end of a period until which reports can be changed; empty: always."),
    )

    opens_early = models.BooleanField(
        _("opens early"), default=False, help_text=_("Reports can be filled in from a period's first day.")
    )
    fiscal_start_month = models.PositiveSmallIntegerField(
        _("first month of the fiscal year"),
        null=True,
        blank=True,
        help_text=_("For the names of periods: 7 makes July 2016 the start of FY2017."),
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting calendar")
        verbose_name_plural = _("reporting calendars")
        ordering = ["pk"]
        constraints = [
            parent_key("calendar_key"),
            parent_key("calendar_partnership_key", "partnership"),
            SameLibrary(field="partnership", name="calendar_library"),
            models.UniqueConstraint(
                fields=["partnership", "frequency", "anchor_on"],
                name="calendar_once",
                violation_error_message=_("The partnership has this calendar already."),
            ),
            models.CheckConstraint(
                condition=Q(due_days__lte=366) & (Q(due_days__gte=1) | Q(opens_early=True)),
                name="calendar_due_days",
                violation_error_message=_("Reports are due 1 to 366 days after the end of a period."),
            ),
            models.CheckConstraint(
                condition=Q(fiscal_start_month__isnull=True)
                | Q(fiscal_start_month__gte=1, fiscal_start_month__lte=12),
                name="calendar_fiscal_month",
                violation_error_message=_("Choose a month from 1 to 12."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("anchor_on")),
                name="calendar_dates",
                violation_error_message=_("A calendar cannot end before its first day."),
            ),
            models.CheckConstraint(
                condition=~Q(frequency__in=["once", "custom"]) | Q(ends_on__isnull=False),
                name="calendar_listed_ends",
                violation_error_message=_("Give the last day of the period."),
            ),
            models.CheckConstraint(
                condition=Q(lock_days__isnull=True) | Q(lock_days__gte=F("due_days")),
                name="calendar_lock_days",
                violation_error_message=_("A period cannot lock before its reports are due."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_frequency_display()}, {self.anchor_on}"


class Period(TenantModel):
    """One stretch of a calendar, from its first day up to the first day of the next."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    calendar = models.ForeignKey(ReportingCalendar, on_delete=models.PROTECT, related_name="periods")
    starts_on = models.DateField(_("first day"))
    next_starts_on = models.DateField(_("first day of the next"))
    label = models.CharField(_("label"), max_length=40)
    due_on = models.DateField(_("due"))
    locks_on = models.DateField(_("locks after"), null=True, blank=True)

    objects = PartnershipRowsQuerySet.as_manager()

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["library", "due_on", "id"], name="period_by_due_day")]
        constraints = [
            parent_key("period_key"),
            parent_key("period_partnership_key", "partnership"),
            SameLibrary(field="calendar", also=("partnership",), name="period_calendar_library"),
            SameLibrary(field="partnership", name="period_library"),
            models.UniqueConstraint(fields=["calendar", "starts_on"], name="period_once"),
            models.CheckConstraint(condition=Q(next_starts_on__gt=F("starts_on")), name="period_not_empty"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def dates(self) -> periods.Period:
        return periods.Period(self.starts_on, self.next_starts_on)

    @property
    def ends_on(self) -> date:
        """The last day that belongs to the period."""
        return self.dates.ends_on

    @property
    def shown_label(self) -> str:
        """The label in the active language."""
        return periods.shown_label(self.dates, self.label)
